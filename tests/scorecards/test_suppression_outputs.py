"""A group of three people on every way out: page, workbook, printed dossier, file, minutes, next round."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from scorecards.enums import CycleState, ScoreMode
from scorecards.models import Cycle, Score, ScoringSession
from scorecards.reports.card import CardReport, build_card
from scorecards.reports.dossier import build_dossier
from scorecards.reports.meeting import build_meeting
from scorecards.reports.sheets import dossier_sheets
from scorecards.services.fileexport import export_public
from tests.conftest import World
from tests.factories import release

WORDS = "Nous étions trois et nous avons dit ceci"
#: The small group says 1.5 everywhere, the other one 9.0 and 9.5: no other figure of the card is 1.5.
SMALL, LARGE = Decimal("1.5"), Decimal("9.5")


@pytest.fixture
def cycle(world: World) -> Cycle:
    cycle = world.make_cycle(state=CycleState.PROVIDER, kinds=("women", "men", "youth"))
    small, *others = ScoringSession.objects.filter(cycle=cycle, side="users").order_by("group__position")
    ScoringSession.objects.filter(pk=small.pk).update(women_adult=3, men_adult=0)
    common = {"mode": ScoreMode.CONSENSUS, "tallies": None}
    Score.objects.filter(session=small).update(value=SMALL, reason=WORDS, suggestion=WORDS, **common)
    Score.objects.filter(session=others[0]).update(value=Decimal(9), **common)
    Score.objects.filter(session=others[1]).update(value=LARGE, **common)
    release(cycle, world.facilitator)
    Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.INTERFACE)
    return Cycle.objects.with_context().get(pk=cycle.pk)


def _hides(card: CardReport) -> bool:
    return all(row.cells[0].figure.value is None and row.cells[0].figure.status == "too_few" for row in card.rows)


def test_the_team_reads_it_the_others_do_not(cycle: Cycle) -> None:
    assert {row.cells[0].figure.value for row in build_card(cycle, audience="team").rows} == {SMALL}
    public = build_card(cycle, audience="public")
    assert _hides(public)
    assert WORDS not in repr(public)
    for row in public.rows:
        hidden = [cell for cell in row.cells if cell.figure.value is None]
        assert len(hidden) >= 2
        assert row.users.value is None or row.users.value == round(row.users.value, 1)


def test_dossier_workbook_and_minutes(cycle: Cycle) -> None:
    dossier = build_dossier(cycle, "public")
    assert WORDS not in repr(dossier)
    cells = [cell for sheet in dossier_sheets(dossier) for row in sheet.rows for cell in row]
    assert SMALL not in cells
    assert not [cell for cell in cells if isinstance(cell, str) and WORDS in cell]
    assert WORDS not in repr(build_meeting(cycle, audience="public"))


def test_the_file_for_readers_has_no_group(cycle: Cycle) -> None:
    text = export_public(cycle=cycle)
    assert WORDS not in text
    assert "1.5" not in text
    assert "women" not in text


@pytest.mark.parametrize("reader", ["officer", "provider", "committee", "observer"])
def test_every_page_of_every_reader(world: World, cycle: Cycle, signed_in: Any, reader: str) -> None:
    client = signed_in(world.person(reader))
    for name in ("cycle_detail", "cycle_card", "cycle_meeting", "card_export"):
        page = client.get(reverse(f"scorecards:{name}", args=[cycle.pk]))
        assert page.status_code == 200, name
        text = page.content.decode()
        assert WORDS not in text, name
        assert "1,5" not in text, name


def test_the_next_round_does_not_tell_it(world: World, cycle: Cycle) -> None:
    Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.CLOSED)
    following = world.make_cycle(state=CycleState.FOLLOW_UP, number=2, previous=Cycle.objects.get(pk=cycle.pk))
    card = build_card(Cycle.objects.with_context().get(pk=following.pk), audience="public")
    shown = {row.pk: row for row in build_card(cycle, audience="public").rows}
    for row, was in zip(card.rows, shown.values(), strict=True):
        if row.trend is not None and row.trend.before is not None:
            assert row.trend.before == was.users.value
    assert WORDS not in repr(card)


def test_the_agenda_follows_what_everybody_reads(cycle: Cycle) -> None:
    """A small group's low score moves its indicator up for the team only if the shown figures do too."""
    from scorecards import scoring
    from scorecards.reports.figures import read_card
    from scorecards.services.meeting import build_agenda

    meeting = build_agenda(cycle)
    order = list(meeting.discussions.order_by("position").values_list("indicator__code", flat=True))
    assert order == list(scoring.agenda_order(read_card(cycle).for_public().card))
