"""The consolidated card: Siadara's published means, trends, release, suppression, words."""

import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from core.arithmetic import rounded
from scorecards.enums import AskedOf, ConsolidationRule, CycleState, GroupKind, Scale, ScoreStatus
from scorecards.models import AgreedScore, CardRelease, Cycle, ReleasedScore, Score
from scorecards.reports.card import build_card
from scorecards.reports.wording import dates_of
from scorecards.services.release import freeze_card
from scorecards.services.workflow import reopen
from tests.conftest import World
from tests.factories import CycleFactory, GroupFactory, IndicatorFactory, ScoreFactory, SessionFactory
from tests.scorecards.siadara import MEANS, make_round, make_rounds


@pytest.fixture
def place(world: World) -> dict[str, object]:
    return {"organization": world.ngo, "service_point": world.service_point, "by": world.facilitator}


def three(value: Decimal | None) -> str:
    assert value is not None
    return str(rounded(value, 3))


@pytest.mark.parametrize("state", [CycleState.PROVIDER, CycleState.CLOSED])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_siadara_means_as_published(place: dict[str, object], number: int, state: str) -> None:
    """Live and frozen, the means are those of the published table."""
    cycle = make_round(number, state=state, **place)
    card = build_card(cycle, audience="team")
    assert (three(card.provider.value), three(card.users.value)) == MEANS[number]
    assert (card.provider.n, card.users.n) == (9, 10)
    assert card.is_released is (state == CycleState.CLOSED)


def test_siadara_trend_and_finding(place: dict[str, object]) -> None:
    second = make_rounds(2, **place)[1]
    card = build_card(second, audience="public")
    rows = {row.code: row for row in card.rows}
    assert card.finding_text.startswith("Les utilisateurs passent de 8,0 à 9,6 sur 10, le personnel de 7,9 à 9,1.")
    assert "Matériel médical" in card.finding_text
    assert "Électricité" in card.finding_text
    electricity, equipment, pump = rows["electricity"], rows["equipment"], rows["pump"]
    assert (electricity.trend.before_text, electricity.trend.change_text, electricity.trend.side) == (
        "3",
        "+3",
        "users",
    )
    assert (equipment.trend.before_text, equipment.trend.change_text, equipment.trend.side) == ("7", "−1", "provider")
    assert (pump.trend.change, pump.provider_trend.change) == (Decimal(5), Decimal(5))
    assert rows["punctuality"].trend.word == "stable"
    assert (card.new, card.dropped, card.previous_label) == ((), (), "tour 1")


def test_gap_only_where_both_scored_the_same_indicator(place: dict[str, object]) -> None:
    card = build_card(make_round(1, **place), audience="team")
    compared = {row.code: row.gap for row in card.rows if row.gap is not None}
    assert compared == {
        "pump": Decimal(0),
        "cleanliness": Decimal(3),
        "waiting": Decimal(1),
        "attitude": Decimal(0),
    }
    assert card.strong_gaps == 1
    assert {row.only for row in card.rows} == {"", "users", "provider"}


def test_first_order_puts_the_users_weakest_first(place: dict[str, object]) -> None:
    cycle = make_round(2, **place)
    card = build_card(cycle, audience="team")
    assert [row.label for row in card.rows][0] == "Électricité"
    assert [row.label for row in card.rows][10] == "Matériel médical"
    by_gap = build_card(cycle, audience="team", order="gap")
    assert by_gap.rows[0].label == "Propreté du centre"
    assert [row.code for row in build_card(cycle, audience="team", order="card").rows][:2] == ["pump", "electricity"]
    assert build_card(cycle, audience="team", order="'; drop").order == "lowest"


def test_another_scale_is_never_compared(place: dict[str, object], world: World) -> None:
    first = make_round(1, **place)
    second = world.make_cycle(number=2, previous=first, state=CycleState.FOLLOW_UP, scale=Scale.HUNDRED)
    card = build_card(Cycle.objects.with_context().get(pk=second.pk), audience="team")
    assert card.previous_label == ""
    assert "autre échelle" in card.previous_note
    assert all(row.trend is None for row in card.rows)
    assert "passent" not in card.finding_text


def test_previous_round_before_its_release_is_not_compared(place: dict[str, object]) -> None:
    first = make_round(1, state=CycleState.CLOSED, **place)
    Cycle.objects.filter(pk=first.pk).update(released_at=None)
    second = make_round(2, previous=Cycle.objects.get(pk=first.pk), state=CycleState.PROVIDER, **place)
    card = build_card(second, audience="team")
    assert card.previous_label == ""
    assert "n’est pas publié" in card.previous_note


def test_new_and_dropped_indicators_are_named_and_means_compared_on_the_common_ones(place: dict[str, object]) -> None:
    first = make_round(1, **place)
    second = make_round(2, previous=first, state=CycleState.PROVIDER, **place)
    second.indicators.get(code="electricity").delete()
    added = IndicatorFactory(cycle=second, code="ambulance", label="Ambulance", asked_of=AskedOf.USERS, position=99)
    ScoreFactory(session=second.sessions.get(side="users"), indicator=added, value=2)
    card = build_card(second, audience="team")
    assert (card.new, card.dropped) == (("Ambulance",), ("Électricité",))
    assert card.users.before is None
    assert (card.users.common, three(card.users.common_before)) == (9, "8.556")
    assert "Sur les 9 indicateurs notés aux deux tours" in card.finding_text
    assert next(row for row in card.rows if row.code == "ambulance").trend.move == "new"


def _change_underneath(cycle: Cycle) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "update scorecards_score set value = 0, tallies = null, mode = 'consensus', reason = 'autre' "
            "where status = 'scored' and session_id in (select id from scorecards_scoringsession where cycle_id = %s)",
            [cycle.pk],
        )
        cursor.execute(
            "update scorecards_cycle set consolidation_rule = 'weighted_by_present', rule_version = 9 where id = %s",
            [cycle.pk],
        )
        cursor.execute("update scorecards_agreedscore set value = 1 where cycle_id = %s", [cycle.pk])


def test_a_released_card_never_changes_by_itself(world: World) -> None:
    """Scores, rule and agreed values changed in the database: the card that was released stays."""
    cycle = world.make_cycle(state=CycleState.PROVIDER)
    AgreedScore.objects.create(
        cycle=cycle, indicator=cycle.indicators.first(), value=5, reason="Compromis.", by=world.facilitator
    )
    freeze_card(cycle=cycle, by=world.facilitator)
    Cycle.objects.filter(pk=cycle.pk).update(state=CycleState.INTERFACE, released_at="2026-11-01T10:00Z")
    before = build_card(Cycle.objects.with_context().get(pk=cycle.pk), audience="team")
    _change_underneath(cycle)
    after = build_card(Cycle.objects.with_context().get(pk=cycle.pk), audience="team")
    assert after.rows == before.rows
    assert (after.method, after.finding, after.users) == (before.method, before.finding, before.users)
    assert any(row.agreed and row.agreed.value == 5 for row in after.rows)
    assert any(row.has_votes for row in after.rows)


def test_a_second_release_replaces_the_first_and_keeps_it(world: World) -> None:
    cycle = world.make_cycle(state=CycleState.INTERFACE)
    Score.objects.filter(session__cycle=cycle, tallies=None).update(value=Decimal("1.5"))
    freeze_card(cycle=cycle, by=world.facilitator)
    releases = CardRelease.objects.filter(cycle=cycle).order_by("number")
    assert [(release.number, release.is_current) for release in releases] == [(1, False), (2, True)]
    assert ReleasedScore.objects.filter(release=releases[0]).exists()
    card = build_card(Cycle.objects.with_context().get(pk=cycle.pk), audience="team")
    assert card.release == releases[1]
    assert Decimal("1.5") in {row.provider.value for row in card.rows}


def test_missing_says_why_and_is_never_zero(world: World) -> None:
    cycle = CycleFactory(organization=world.ngo, service_point=world.service_point, community=True)
    women = SessionFactory(cycle=cycle, group=GroupFactory(cycle=cycle, village="", position=1))
    men = SessionFactory(cycle=cycle, group=GroupFactory(cycle=cycle, kind=GroupKind.MEN, village="", position=2))
    zero, none, refused, silent = (
        IndicatorFactory(cycle=cycle, code=f"i{n}", label=f"I{n}", position=n, asked_of=AskedOf.USERS)
        for n in range(4)
    )
    for session in (women, men):
        ScoreFactory(session=session, indicator=zero, value=0)
        ScoreFactory(session=session, indicator=none, status=ScoreStatus.NOT_APPLICABLE)
        ScoreFactory(session=session, indicator=refused, status=ScoreStatus.REFUSED)
    card = build_card(Cycle.objects.with_context().get(pk=cycle.pk), audience="team", order="card")
    assert [(row.users.text, row.users.word) for row in card.rows] == [
        ("0", "Très mauvais"),
        ("", "sans objet"),
        ("", "refusé"),
        ("", "non noté"),
    ]
    assert card.rows[0].provider.word == "non demandé"
    assert (card.users.value, card.users.n) == (Decimal(0), 1)
    assert silent.code == card.rows[3].code


def test_few_people_are_hidden_outside_the_team(world: World) -> None:
    cycle = CycleFactory(organization=world.ngo, service_point=world.service_point, community=True)
    indicator = IndicatorFactory(cycle=cycle, code="a", position=1)
    for n, (kind, women) in enumerate([(GroupKind.WOMEN, 4), (GroupKind.MEN, 7), (GroupKind.YOUTH, 20)]):
        group = GroupFactory(cycle=cycle, kind=kind, village="", position=n)
        session = SessionFactory(cycle=cycle, group=group, women_adult=women, men_adult=0)
        ScoreFactory(session=session, indicator=indicator, value=n + 3, reason=f"Raison {n}")
    AgreedScore.objects.create(cycle=cycle, indicator=indicator, value=5, reason="Oui.", by=world.facilitator)
    cycle = Cycle.objects.with_context().get(pk=cycle.pk)
    team, public = (build_card(cycle, user=person).rows[0] for person in (world.facilitator, world.officer))
    assert [cell.figure.text for cell in team.cells] == ["3", "4", "5"]
    assert [cell.figure.word for cell in public.cells][:2] == ["trop peu de personnes"] * 2
    assert public.cells[2].figure.text == "5"
    assert [reason.text for reason in public.reasons] == ["Raison 2"]
    assert public.users.text == "4"
    assert public.agreed is not None


def test_weighted_rule_follows_the_people(world: World) -> None:
    cycle = world.make_cycle(state=CycleState.PROVIDER, consolidation_rule=ConsolidationRule.WEIGHTED_BY_PRESENT)
    sessions = list(cycle.sessions.filter(side="users"))
    second = cycle.indicators.get(position=2)
    for session, people, value in zip(sessions, (30, 10), (2, 10), strict=True):
        type(session).objects.filter(pk=session.pk).update(women_adult=people, men_adult=0)
        Score.objects.filter(session=session, indicator=second).update(value=value)
    row = next(row for row in build_card(Cycle.objects.with_context().get(pk=cycle.pk), audience="team").rows
               if row.code == second.code)  # fmt: skip
    assert row.users.value == 4


def test_votes_fold_to_faces_with_exact_median(world: World) -> None:
    card = build_card(
        Cycle.objects.with_context().get(pk=world.make_cycle(state=CycleState.PROVIDER).pk), audience="team"
    )
    first = next(row for row in card.rows if row.code == "point-1")
    assert first.has_votes
    assert first.cells[0].figure.votes == (2, 0, 0, 0, 10)
    assert first.cells[0].figure.median == Decimal("9.5")
    assert (first.cells[0].figure.hands, first.users.hands) == (12, 24)
    assert first.users.median == Decimal("9.5")


@pytest.mark.parametrize(("scale", "items"), [("ten", 5), ("hundred", 5), ("faces", 5), ("colours", 3)])
def test_every_scale_has_its_legend_and_card(world: World, scale: str, items: int) -> None:
    cycle = world.make_cycle(state=CycleState.INTERFACE, scale=scale)
    card = build_card(Cycle.objects.with_context().get(pk=cycle.pk), audience="team")
    assert len(card.legend) == items
    if scale == "ten":
        assert [item.band for item in card.legend] == ["0–2", "2,5–4", "4,5–6", "6,5–8", "8,5–10"]
    assert all(card.minimum <= row.users.value <= card.maximum for row in card.rows)


@pytest.mark.parametrize("state", [CycleState.PREPARATION, CycleState.COMMUNITY])
def test_nothing_scored_yet(world: World, state: str) -> None:
    card = build_card(Cycle.objects.with_context().get(pk=world.make_cycle(state=state).pk), audience="team")
    assert card.is_empty
    assert card.finding_text == "Rien n’est encore noté."


@pytest.mark.parametrize("size", [2, 11])
@pytest.mark.parametrize("state", [CycleState.PROVIDER, CycleState.FOLLOW_UP])
def test_same_number_of_queries_whatever_the_size(
    world: World, state: str, size: int, django_assert_num_queries: Any
) -> None:
    """Released: indicators, sessions, frozen rows, corrections, previous round, masked words. Live: scores, agreed."""
    first = world.make_cycle(state=CycleState.CLOSED)
    kinds = tuple(GroupKind.values[:size])
    cycle = world.make_cycle(state=state, number=2, indicators=size, kinds=kinds, previous=first)
    loaded = Cycle.objects.with_context().get(pk=cycle.pk)
    with django_assert_num_queries(6):
        build_card(loaded, audience="public")


def test_reopening_before_the_release_takes_the_card_back_to_the_live_scores(world: World) -> None:
    """The withdrawn release stays, the card follows the scores again, and only the team sees it."""
    cycle = world.make_cycle(state=CycleState.INTERFACE)
    reopen(cycle=cycle, reason="Une séance a été oubliée.", by=world.administrator)
    Score.objects.filter(session__cycle=cycle, tallies=None).update(value=Decimal("1.5"))
    live = Cycle.objects.with_context().get(pk=cycle.pk)
    card = build_card(live, user=world.facilitator)
    assert (card.is_released, card.rows[0].users.value) == (False, Decimal("1.5"))
    assert not world.officer.has_perm("scorecards.view_card", live)
    assert CardRelease.objects.get(cycle=cycle).is_current is False
    assert ReleasedScore.objects.filter(release__cycle=cycle).exists()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((), ""),
        ((datetime.date(2026, 10, 15),), "Séances du 15 octobre 2026."),
        ((datetime.date(2026, 10, 15), datetime.date(2026, 10, 25)), "Séances du 15 au 25 octobre 2026."),
    ],
)
def test_the_days_of_the_sessions_read_as_a_sentence(days: tuple[datetime.date, ...], words: str) -> None:
    source: Any = SimpleNamespace(sessions=[SimpleNamespace(held_on=day) for day in days])
    assert dates_of(source) == words
