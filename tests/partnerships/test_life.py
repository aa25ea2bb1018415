"""The life of a partnership: opened, joined, taken forward by all, left, renewed."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from partnerships.enums import State
from partnerships.models import BalanceStatement, Partnership
from partnerships.reports.life import build_life, build_phases
from partnerships.services.gates import missing_for
from partnerships.services.life import (
    advance,
    change_partnership,
    open_partnership,
    propose,
    renew,
    unanswered,
)
from partnerships.services.parties import invite_party, join, leave, write_identity
from tests.conftest import World
from tests.factories import OrganizationFactory, UserFactory
from tests.partnerships.factories import make_partnership, party_of
from tests.partnerships.framing import list_priorities


@pytest.fixture
def partnership(world: World) -> Partnership:
    """A draft of three: the programme coordinates, the town hall and the cooperative are invited."""
    return open_partnership(
        coordinator=world.ngo,
        organizations=[world.town_hall, world.partner],
        by=world.facilitator,
        name="Eau pour tous",
        territory=world.commune,
        themes=["water"],
        origins=["vulnerable"],
    )


def _url(name: str, *args: Any) -> str:
    return reverse(f"partnerships:{name}", args=args)


def _people(world: World) -> list[Any]:
    return [world.facilitator, world.officer, world.representative]


def _all_join(world: World, partnership: Partnership) -> None:
    for person in _people(world):
        join(partnership=partnership, by=person)
    if not partnership.priorities.exists():
        list_priorities(partnership, 3)


def _to_framing(world: World, partnership: Partnership) -> Partnership:
    _all_join(world, partnership)
    for person in _people(world):
        partnership = propose(partnership=partnership, to=State.FRAMING, by=person)
    return partnership


def test_opening_invites_the_others_and_shares_the_plan(world: World, partnership: Partnership) -> None:
    assert [str(party) for party in partnership.parties.all()] == [
        "Association des Sources", "Mairie d’Aval", "Coopérative d’Aval",
    ]  # fmt: skip
    assert [party.accepted_at is not None for party in partnership.parties.all()] == [True, False, False]
    assert set(partnership.action_plan.partners.all()) == {world.town_hall, world.partner}
    assert partnership.action_plan.service_point is None


def test_a_partnership_with_oneself_is_refused(world: World) -> None:
    with pytest.raises(Refusal, match="deux parties au moins"):
        open_partnership(
            coordinator=world.ngo, organizations=[world.ngo], by=world.facilitator, name="Seul",
            territory=world.commune, themes=[], origins=[],
        )  # fmt: skip


def test_the_framing_waits_for_every_party_to_join(world: World, partnership: Partnership) -> None:
    assert missing_for(partnership, State.FRAMING) == [
        "Mairie d’Aval n’a pas encore rejoint le partenariat.",
        "Coopérative d’Aval n’a pas encore rejoint le partenariat.",
        "Listez au moins trois pratiques ou priorités à classer\u00a0: il y en a 0.",
    ]
    with pytest.raises(Refusal, match="Il manque"):
        advance(partnership=partnership, to=State.FRAMING, by=world.facilitator)


def test_a_step_is_taken_by_the_last_yes(world: World, partnership: Partnership) -> None:
    _all_join(world, partnership)
    held = propose(partnership=partnership, to=State.FRAMING, by=world.facilitator)
    held = propose(partnership=held, to=State.FRAMING, by=world.officer)
    assert held.state == State.DRAFT
    assert [party.organization for party in unanswered(held, State.FRAMING)] == [world.partner]
    with pytest.raises(Refusal, match="Coopérative d’Aval"):
        advance(partnership=held, to=State.FRAMING, by=world.facilitator)
    held = propose(partnership=held, to=State.FRAMING, by=world.representative)
    assert held.state == State.FRAMING
    assert held.life_events.get().to_state == State.FRAMING


def test_a_no_says_why_and_can_become_a_yes(world: World, partnership: Partnership) -> None:
    _all_join(world, partnership)
    with pytest.raises(Refusal, match="ce qui vous arrête"):
        propose(partnership=partnership, to=State.FRAMING, agrees=False, by=world.officer)
    for person in (world.facilitator, world.representative):
        propose(partnership=partnership, to=State.FRAMING, by=person)
    held = propose(
        partnership=partnership, to=State.FRAMING, agrees=False, sentence="Le conseil vote", by=world.officer
    )
    assert held.state == State.DRAFT
    assert propose(partnership=held, to=State.FRAMING, by=world.officer).state == State.FRAMING


def test_answers_lapse_when_the_state_changes(world: World, partnership: Partnership) -> None:
    _all_join(world, partnership)
    propose(partnership=partnership, to=State.ABANDONED, sentence="Trop tôt", by=world.facilitator)
    held = _to_framing(world, partnership)
    for person in (world.officer, world.representative):
        held = propose(partnership=held, to=State.ABANDONED, sentence="Trop tard", by=person)
    assert held.state == State.FRAMING, "the yes of the draft doesn't count in the framing"
    assert propose(partnership=held, to=State.ABANDONED, sentence="Oui", by=world.facilitator).is_over


def test_a_step_that_does_not_follow_is_refused(world: World, partnership: Partnership) -> None:
    with pytest.raises(Refusal, match="brouillon"):
        propose(partnership=partnership, to=State.ACTIVE, by=world.facilitator)


def test_nobody_signs_by_a_click(world: World) -> None:
    row = make_partnership([world.ngo, world.town_hall], territory=world.commune, state=State.TO_SIGN)
    with pytest.raises(Refusal, match="Il manque"):
        advance(partnership=row, to=State.SIGNED, by=world.facilitator)


def test_the_end_that_was_agreed_is_noted_without_asking(world: World) -> None:
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    row = make_partnership(
        [world.ngo, world.town_hall], territory=world.commune, state=State.ACTIVE, ends_on=yesterday
    )
    assert advance(partnership=row, to=State.ENDED, by=world.officer).state == State.ENDED
    other = make_partnership([world.ngo, world.town_hall], territory=world.commune, state=State.ACTIVE)
    with pytest.raises(Refusal, match="pas encore donné leur accord"):
        advance(partnership=other, to=State.ENDED, by=world.officer)


def test_a_stranger_or_an_observer_answers_for_nobody(world: World, partnership: Partnership) -> None:
    for person in (world.stranger, world.observer, world.provider):
        with pytest.raises(Refusal, match="chacune pour elle-même"):
            propose(partnership=partnership, to=State.FRAMING, by=person)


def test_renewing_opens_a_draft_of_the_same_parties_once(world: World) -> None:
    row = make_partnership([world.ngo, world.town_hall], territory=world.commune, state=State.BALANCE)
    for party in row.parties.all():
        BalanceStatement.objects.create(party=party, worked="L’eau", sent_at=timezone.now())
    for person in (world.facilitator, world.officer):
        row = propose(partnership=row, to=State.RENEWED, by=person)
    assert row.state == State.RENEWED
    new = row.renewals.get()
    assert (new.state, new.name, new.parties.count()) == (State.DRAFT, row.name, 2)
    assert renew(partnership=row, by=world.officer) == new


# Parties -----------------------------------------------------------------------------------------------------------


def test_inviting_stops_at_the_reveal(world: World, partnership: Partnership) -> None:
    with pytest.raises(Refusal, match="déjà partie"):
        invite_party(partnership=partnership, organization=world.partner, by=world.facilitator)
    party = invite_party(
        partnership=partnership, organization=world.service, by=world.officer if False else world.facilitator
    )
    assert party.position == 3
    Partnership.objects.filter(pk=partnership.pk).update(state=State.REVEALED)
    with pytest.raises(Refusal, match="à l’aveugle"):
        invite_party(partnership=partnership, organization=OrganizationFactory(), by=world.facilitator)


def test_leaving_is_a_right_and_says_why(world: World, partnership: Partnership) -> None:
    with pytest.raises(Refusal, match="pourquoi"):
        leave(partnership=partnership, reason=" ", by=world.facilitator)
    leave(partnership=partnership, reason="Fin de programme", by=world.facilitator)
    partnership.refresh_from_db()
    assert partnership.coordinator == world.town_hall, "the coordination goes to a party that remains"
    assert not Partnership.objects.visible_to(world.facilitator).exists()
    leave(partnership=partnership, reason="Autre priorité", by=world.officer)
    partnership.refresh_from_db()
    assert partnership.state == State.ABANDONED
    with pytest.raises(Refusal, match="terminé"):
        join(partnership=partnership, by=world.representative)


def test_a_party_writes_its_own_sheet_and_no_other(world: World, partnership: Partnership) -> None:
    own = party_of(partnership, world.town_hall)
    write_identity(partnership=partnership, version=1, identity="Commune rurale", by=world.officer)
    own.refresh_from_db()
    assert (own.identity, own.version) == ("Commune rurale", 2)
    with pytest.raises(Refusal, match="entre-temps"):
        write_identity(partnership=partnership, version=1, identity="Autre", by=world.officer)
    assert party_of(partnership, world.ngo).identity == ""


# Pages -------------------------------------------------------------------------------------------------------------


def test_the_page_says_what_is_missing_and_leads_to_the_invitation(world: World, client: Any) -> None:
    empty = OrganizationFactory(name="Université", territory=world.commune, registered_by=world.ngo)
    row = open_partnership(
        coordinator=world.ngo, organizations=[empty], by=world.administrator, name="Eau", territory=world.commune,
        themes=["water"], origins=["network"],
    )  # fmt: skip
    client.force_login(world.administrator)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Université n’a pas encore rejoint" in page
    assert "Personne de cette organisation n’a encore de compte." in page
    assert f"{reverse('accounts:member_invite')}?organization={empty.pk}" in page
    UserFactory(role="representative", organization=empty)
    assert "n’a encore de compte" not in client.get(row.get_absolute_url()).content.decode()


def test_opening_from_the_page(world: World, client: Any) -> None:
    client.force_login(world.facilitator)
    data = {"name": "Eau pour tous", "partner_one": "Mairie d’Aval", "territory": "R1-C1", "themes": ["water"]}
    refused = client.post(_url("partnership_create"), data)
    assert refused.status_code == 422
    assert "Eau pour tous" in refused.content.decode(), "what was typed stays"
    made = client.post(_url("partnership_create"), data | {"origins": ["network"]})
    row = Partnership.objects.get()
    assert made.url == row.get_absolute_url()
    assert row.coordinator == world.ngo


def test_the_same_organisation_twice_is_said(world: World, client: Any) -> None:
    client.force_login(world.facilitator)
    data = {
        "name": "Eau", "partner_one": "Mairie d’Aval", "partner_two": "Mairie d’Aval", "territory": "R1-C1",
        "themes": ["water"], "origins": ["network"],
    }  # fmt: skip
    page = client.post(_url("partnership_create"), data)
    assert page.status_code == 422
    assert "figure deux fois" in page.content.decode()


def test_answering_from_the_page_keeps_a_refused_sentence(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.officer)
    client.post(_url("party_join", partnership.pk))
    refused = client.post(_url("step_answer", partnership.pk), {"to": "framing", "answer": "no", "sentence": ""})
    assert refused.status_code == 422
    assert "ce qui vous arrête" in refused.content.decode()
    stale = client.post(_url("step_answer", partnership.pk), {"to": "closed", "answer": "yes", "sentence": "Bien dit"})
    assert stale.status_code == 422
    client.post(_url("step_answer", partnership.pk), {"to": "framing", "answer": "no", "sentence": "Après le conseil"})
    client.force_login(world.representative)
    assert "Après le conseil" in client.get(partnership.get_absolute_url()).content.decode()


def test_the_frame_is_refused_from_a_stale_page(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.facilitator)
    data = {
        "name": "Eau et santé", "territory": "R1-C1", "themes": ["water"], "origins": ["network"],
        "agreement_type": "free", "version": 1, "priority_domain": "on",
    }  # fmt: skip
    assert client.post(_url("partnership_edit", partnership.pk), data).status_code == 302
    stale = client.post(_url("partnership_edit", partnership.pk), data | {"name": "Autre"})
    assert stale.status_code == 422
    assert "Autre" in stale.content.decode()
    wrong = data | {"version": 2, "starts_on": "2026-05-01", "ends_on": "2026-04-01", "public_amount": "12,5"}
    page = client.post(_url("partnership_edit", partnership.pk), wrong).content.decode()
    assert "La fin vient avant le début" in page
    assert "12,5" in page


def test_signed_dates_change_by_amendment(world: World) -> None:
    row = make_partnership([world.ngo, world.town_hall], territory=world.commune, state=State.ACTIVE)
    with pytest.raises(Refusal, match="avenant"):
        change_partnership(partnership=row, version=1, by=world.facilitator, ends_on=timezone.localdate())


def test_others_see_what_is_published_only(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.observer)
    assert client.get(partnership.get_absolute_url()).status_code == 404
    Partnership.objects.filter(pk=partnership.pk).update(published_at=timezone.now())
    page = client.get(partnership.get_absolute_url())
    assert page.status_code == 200
    assert "a rejoint" not in page.content.decode(), "who joined is the parties' own"
    assert build_life(partnership, world.observer).steps == ()


@pytest.mark.parametrize(("state", "standing"), [(State.DRAFT, 1), (State.CRITERIA, 2), (State.SUSPENDED, 4)])
def test_the_path_shows_where_it_stands(world: World, state: State, standing: int) -> None:
    row = make_partnership([world.ngo, world.town_hall], territory=world.commune, state=state)
    assert [phase.number for phase in build_phases(row) if phase.state == "now"] == [standing]


def _queries(client: Any, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_list_asks_no_query_per_row(world: World, client: Any) -> None:
    client.force_login(world.facilitator)
    for number in range(2):
        make_partnership([world.ngo, world.town_hall], territory=world.commune, name=f"P{number}")
    few = _queries(client, _url("partnership_list"))
    for number in range(10):
        make_partnership([world.ngo, world.town_hall, world.partner], territory=world.commune, name=f"Q{number}")
    assert _queries(client, _url("partnership_list")) == few


def test_the_page_asks_no_query_per_party(world: World, client: Any) -> None:
    client.force_login(world.facilitator)
    small = make_partnership([world.ngo, world.town_hall], territory=world.commune)
    large = make_partnership(
        [world.ngo, *(OrganizationFactory(territory=world.commune) for _ in range(11))], territory=world.commune
    )
    few = _queries(client, small.get_absolute_url())
    assert _queries(client, large.get_absolute_url()) == few


def test_the_list_as_a_file(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.representative)
    text = b"".join(client.get(_url("partnership_list_export", "csv"))).decode("utf-8-sig")
    assert "Eau pour tous" in text
    assert client.get(_url("partnership_list_export", "xlsx")).status_code == 200


def test_what_is_being_signed_stays_as_it_is(world: World) -> None:
    row = make_partnership([world.ngo, world.town_hall], territory=world.commune, state=State.TO_SIGN)
    for fields in ({"ends_on": timezone.localdate()}, {"public_amount": 60000, "currency": "MAD"}, {"name": "Autre"}):
        with pytest.raises(Refusal, match="en cours de signature"):
            change_partnership(partnership=row, version=1, by=world.facilitator, **fields)
    assert change_partnership(partnership=row, version=1, by=world.facilitator, audience="Écoles").version == 2
