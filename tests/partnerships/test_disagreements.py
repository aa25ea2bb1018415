"""Disagreements: what was said at the start comes back; positions are each one's own; the same words close it."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from partnerships.models import Disagreement, Important, Partnership, Position, ScopeItem
from partnerships.reports.disagreements import build_disagreements
from partnerships.services.disagreements import (
    agree_to_way_out,
    end_disagreement,
    open_disagreement,
    propose_way_out,
    write_options,
    write_position,
)
from partnerships.services.facts import stamp
from tests.conftest import World
from tests.partnerships.factories import make_partnership, party_of


@pytest.fixture
def partnership(world: World) -> Partnership:
    made = make_partnership([world.ngo, world.town_hall, world.partner], territory=world.commune, state="active")
    Important.objects.create(party=party_of(made, world.partner), what="Le prix", because="les familles paient")
    ScopeItem.objects.create(
        partnership=made, label="L’école", status="out", proposed_by=party_of(made, world.town_hall)
    )
    return made


@pytest.fixture
def opened(world: World, partnership: Partnership) -> Disagreement:
    return open_disagreement(
        partnership=partnership, about="Le prix de l’eau", position="Dix par mois", by=world.representative
    )


def url(name: str, *args: Any) -> str:
    return reverse(f"partnerships:{name}", args=args)


def test_opening_brings_back_what_was_said_at_the_start(
    world: World, partnership: Partnership, signed_in: Any
) -> None:
    client = signed_in(world.facilitator)
    sent = {"about": "Le prix de l’eau", "position": "Gratuit", "interest": "Que tous boivent"}
    page = client.post(url("disagreement_open", partnership.pk), sent, follow=True).content.decode()
    assert "les familles paient" in page
    assert "L’école" in page
    assert "Que tous boivent" in page
    row = Disagreement.objects.get()
    assert (row.importants.count(), row.scope_items.count(), row.opened_on) == (1, 1, timezone.localdate())


def test_bad_input_keeps_what_was_typed(world: World, partnership: Partnership, signed_in: Any) -> None:
    page = signed_in(world.facilitator).post(
        url("disagreement_open", partnership.pk), {"about": "", "position": "Gratuit"}
    )
    assert page.status_code == 422
    assert "Gratuit" in page.content.decode()
    assert not Disagreement.objects.exists()


def test_each_party_writes_its_own_position(world: World, opened: Disagreement, signed_in: Any) -> None:
    write_position(disagreement=opened, position="Cinq", interest="", version=None, by=world.officer)
    own = Position.objects.get(party=party_of(opened.partnership, world.town_hall))
    with pytest.raises(Refusal, match="entre-temps"):
        write_position(disagreement=opened, position="Six", interest="", version=None, by=world.officer)
    write_position(disagreement=opened, position="Six", interest="", version=stamp(own), by=world.officer)
    assert set(Position.objects.values_list("position", flat=True)) == {"Dix par mois", "Six"}
    page = url("disagreement_write", opened.partnership_id, opened.pk, "position")
    stale = signed_in(world.officer).post(page, {"position": "Sept", "version": stamp(own)})
    assert stale.status_code == 422
    assert "Sept" in stale.content.decode()
    assert signed_in(world.officer).get(page.replace("position", "nothing")).status_code == 404


def test_the_same_words_close_it_once_all_with_a_position_agree(
    world: World, opened: Disagreement, signed_in: Any
) -> None:
    write_position(disagreement=opened, position="Cinq", interest="", version=None, by=world.officer)
    with pytest.raises(Refusal, match="pas encore|Personne"):
        agree_to_way_out(disagreement=opened, version=opened.version, by=world.officer)
    propose_way_out(disagreement=opened, text="Sept par mois", version=opened.version, by=world.representative)
    opened.refresh_from_db()
    # The third party may agree, but it isn't waited for; the town hall is.
    agree_to_way_out(disagreement=opened, version=opened.version, by=world.facilitator)
    opened.refresh_from_db()
    assert opened.closed_on is None
    propose_way_out(disagreement=opened, text="Huit par mois", version=opened.version, by=world.facilitator)
    opened.refresh_from_db()
    agree = url("disagreement_agree", opened.partnership_id, opened.pk)
    signed_in(world.officer).post(agree, {"version": opened.version - 1})
    signed_in(world.officer).post(agree, {"version": opened.version})
    opened.refresh_from_db()
    assert opened.closed_on is None
    signed_in(world.representative).post(agree, {"version": opened.version})
    opened.refresh_from_db()
    assert (opened.outcome, opened.outcome_text) == ("agreement", "Huit par mois")
    with pytest.raises(Refusal, match="clos"):
        write_options(disagreement=opened, options="Autre", version=opened.version, by=world.officer)
    assert build_disagreements(opened.partnership).share == "100\N{NO-BREAK SPACE}%"


def test_it_ends_without_an_agreement_only_fairly(world: World, opened: Disagreement, signed_in: Any) -> None:
    end = {"disagreement": opened, "version": opened.version}
    with pytest.raises(Refusal, match="clôt tout seul"):
        end_disagreement(**end, outcome="agreement", text="Oui", by=world.representative)
    with pytest.raises(Refusal, match="Seule la partie qui a ouvert"):
        end_disagreement(**end, outcome="withdrawn", text="Non", by=world.officer)
    with pytest.raises(Refusal, match="Une seule partie"):
        end_disagreement(**end, outcome="kept", text="Tant pis", by=world.officer)
    page = url("disagreement_write", opened.partnership_id, opened.pk, "end")
    form = {"outcome": "withdrawn", "text": "Réglé de vive voix", "version": opened.version}
    assert signed_in(world.representative).post(page, form).status_code == 302
    opened.refresh_from_db()
    assert (opened.outcome, opened.closed_on) == ("withdrawn", timezone.localdate())


def test_options_are_written_together_and_stale_ones_refused(world: World, opened: Disagreement) -> None:
    write_options(disagreement=opened, options="Par paliers", version=1, by=world.facilitator)
    with pytest.raises(Refusal, match="entre-temps"):
        write_options(disagreement=opened, options="Gratuit", version=1, by=world.officer)


def test_delay_to_closure_with_and_without_recall(world: World, partnership: Partnership, signed_in: Any) -> None:
    day, mine = timezone.localdate(), party_of(partnership, world.ngo)
    for days, recalled in ((4, True), (10, True), (30, False)):
        row = Disagreement.objects.create(
            partnership=partnership, about="Le prix", opened_by=mine, opened_on=day - datetime.timedelta(days=days),
            closed_on=day, outcome="kept" if days == 4 else "agreement",
        )  # fmt: skip
        if recalled:
            row.importants.set(Important.objects.all())
    page = build_disagreements(partnership)
    # median of 4 and 10
    assert (page.agreed, page.share, page.delay, page.delay_without) == (
        2,
        "67\N{NO-BREAK SPACE}%",
        "7 jours",
        "30 jours",
    )
    shown = signed_in(world.officer).get(url("disagreements", partnership.pk)).content.decode()
    assert "30 jours" in shown


def test_an_empty_list_says_what_to_do(world: World, partnership: Partnership, signed_in: Any) -> None:
    page = signed_in(world.officer).get(url("disagreements", partnership.pk)).content.decode()
    assert url("disagreement_open", partnership.pk) in page
