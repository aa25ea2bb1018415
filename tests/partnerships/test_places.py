"""Where the parties meet: members, agenda, minutes, load; and the indicators proposed for an origin."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from partnerships.models import Document, Meeting, MeetingPlace, Partnership, SharedResult
from partnerships.origins import PROPOSALS, proposals_for
from partnerships.reports.places import build_places
from partnerships.scoring.meetings import Rhythm, monthly_hours
from partnerships.services.places import remove_place, save_place
from partnerships.services.proposals import set_aside
from tests.conftest import World
from tests.partnerships.agreements import at, writing
from tests.partnerships.factories import party_of


@pytest.fixture
def partnership(world: World) -> Partnership:
    return writing(world, origins=["network"])


def address(name: str, partnership: Partnership, *more: Any) -> str:
    return reverse(f"partnerships:{name}", args=[partnership.pk, *more])


def place(partnership: Partnership, world: World, name: str = "Comité", **fields: Any) -> MeetingPlace:
    values = {"members": list(partnership.parties.all()), "version": 0, **fields}
    return save_place(partnership=partnership, name=name, by=world.officer, **values)


# Meeting places -----------------------------------------------------------------------------------------------------


def test_the_load_of_the_meetings() -> None:
    """3 hours every 2 months and 4 hours every 3 months: 1.5 + 1.3… = 2.8 a month; unknown when one says nothing."""
    rows = [
        Rhythm(frozenset("ab"), Decimal(3), 2), Rhythm(frozenset("a"), Decimal(4), 3), Rhythm(frozenset("c"), None, 1),
        Rhythm(frozenset("c"), Decimal(2), 1),
    ]  # fmt: skip
    assert [monthly_hours(who, rows) for who in "abcd"] == [Decimal("2.8"), Decimal("1.5"), None, Decimal(0)]


def test_a_place_with_its_members_agenda_and_minutes(world: World, partnership: Partnership, client: Any) -> None:
    row = place(partnership, world, agenda="Le budget\n\nLa pompe", every_months=2, hours=Decimal(3))
    paper = Document.objects.create(
        partnership=partnership, party=party_of(partnership, world.ngo), title="Compte rendu", by=world.officer
    )
    Meeting.objects.create(
        partnership=partnership, on=timezone.localdate(), title="Séance 1", place=row, minutes=paper, by=world.officer
    )
    page = build_places(partnership)
    assert page.open[0].agenda == ("Le budget", "La pompe")
    assert [cell.text for cell in page.load.rows[0][1]] == ["1", "1,5"] if page.load else False
    client.force_login(world.representative)
    text = client.get(address("places", partnership)).content.decode()
    assert "La pompe" in text
    assert address("document_open", partnership, paper.pk) in text
    with pytest.raises(Refusal, match="tenues"):
        remove_place(place=row, version=row.version, by=world.officer)


def test_what_a_place_refuses(world: World, partnership: Partnership) -> None:
    row = place(partnership, world)
    with pytest.raises(Refusal, match="déjà ce nom"):
        place(partnership, world)
    with pytest.raises(Refusal, match="Deux parties"):
        place(partnership, world, "Autre", members=[party_of(partnership, world.ngo)])
    other = writing(world, name="Autre")
    with pytest.raises(Refusal, match="parmi les parties"):
        place(partnership, world, "Autre", members=list(other.parties.all()))
    place(partnership, world, "Comité de suivi", place=row, version=1)
    with pytest.raises(Refusal, match="entre-temps"):
        place(partnership, world, "Comité", place=row, version=1)
    with pytest.raises(Refusal, match="entre-temps"):
        remove_place(place=row, version=1, by=world.officer)
    with pytest.raises(Refusal):
        remove_place(place=row, version=2, by=world.stranger)
    remove_place(place=row, version=2, by=world.representative)
    assert not MeetingPlace.objects.exists()


def test_places_in_the_browser(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.officer)
    assert "Aucune instance" in client.get(address("places", partnership)).content.decode()
    parties = [party.pk for party in partnership.parties.all()]
    good = {"name": "Table de l’eau", "members": parties, "every_months": "2", "hours": "2,5", "agenda": "Un point"}
    for bad in ({"every_months": "parfois"}, {"hours": "-1"}, {"members": parties[:1]}, {"next_on": "demain"}):
        answer = client.post(address("place_add", partnership), good | bad)
        assert (answer.status_code, "Un point" in answer.content.decode()) == (422, True), bad
    assert client.post(address("place_add", partnership), good).status_code == 302
    row = MeetingPlace.objects.get()
    assert (row.hours, row.members.count()) == (Decimal("2.5"), 3)
    edit = address("place_edit", partnership, row.pk)
    assert client.post(edit, good | {"version": 1, "agenda": "Deux points"}).status_code == 302
    stale = client.post(edit, good | {"version": 1, "agenda": "Trois points"})
    assert (stale.status_code, "Trois points" in stale.content.decode()) == (422, True)
    meeting = {"on": "2026-01-05", "title": "Séance", "invited": parties, "place": row.pk}
    added = client.post(reverse("partnerships:fact_add", args=[partnership.pk, "meetings"]), meeting)
    assert added.status_code == 302
    assert Meeting.objects.get().place == row
    assert "1 réunion tenue" in client.get(address("places", partnership)).content.decode()


def test_no_query_per_place(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.officer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address("places", partnership)).status_code == 200
        return len(seen)

    def more(start: int, stop: int) -> None:
        for n in range(start, stop):
            row = place(partnership, world, f"Comité {n}")
            Meeting.objects.create(
                partnership=partnership, on=timezone.localdate(), title="Séance", place=row, by=world.officer
            )

    more(0, 2)
    few = queries()
    more(2, 12)
    assert queries() == few


# Proposed indicators ------------------------------------------------------------------------------------------------


def test_each_origin_proposes_its_own() -> None:
    assert [row.code for row in proposals_for(["network"], without=["net2"])] == ["net1", "net3", "net4"]
    assert {row.origin for row in proposals_for(["network", "strengthen"])} == {"network", "strengthen"}
    assert len({row.code for row in PROPOSALS}) == len(PROPOSALS)


def test_taken_or_set_aside_by_one_click(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.officer)
    page = address("agreement_page", partnership, "results")
    first, second = proposals_for(["network"])[:2]
    assert "4 indicateurs proposés" in client.get(page).content.decode()
    client.post(address("proposal_set_aside", partnership), {"code": first.code})
    text = client.get(page).content.decode()
    assert str(first.result) not in text
    assert "3 indicateurs proposés" in text
    form = client.get(address("agreement_add", partnership, "result") + f"?proposal={second.code}").context["form"]
    assert form["text"].value() == str(second.result)
    carriers = [party.pk for party in partnership.parties.all()][:2]
    data = {"text": "Nos mots", "indicator": str(second.indicator), "carriers": carriers, "proposal": second.code}
    assert client.post(address("agreement_add", partnership, "result"), data).status_code == 302
    assert SharedResult.objects.get().proposal == second.code
    assert "2 indicateurs proposés" in client.get(page).content.decode()
    client.post(address("proposal_set_aside", partnership), {})
    assert "3 indicateurs proposés" in client.get(page).content.decode()


def test_proposals_end_with_the_writing(world: World, partnership: Partnership, client: Any) -> None:
    signed = at(partnership, "active")
    with pytest.raises(Refusal):
        set_aside(partnership=signed, code="net1", by=world.officer)
    client.force_login(world.officer)
    assert "proposé" not in client.get(address("agreement_page", signed, "results")).content.decode()
    with pytest.raises(Refusal, match="n’existe plus"):
        set_aside(partnership=at(partnership, "cowriting"), code="zzz", by=world.officer)
