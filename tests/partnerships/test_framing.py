"""Blind sheets: each alone, sent, taken back, revealed together; and nothing seen before."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from core.errors import Refusal
from partnerships.enums import State
from partnerships.models import BlindSheet, Partnership
from partnerships.reports.comparison import build_comparison
from partnerships.reports.framing import build_framing
from partnerships.services.framing import (
    add_priority,
    own_sheet,
    remove_priority,
    send_sheet,
    take_back_sheet,
    write_sheet,
)
from partnerships.services.gates import missing_for
from partnerships.services.parties import leave
from tests.access.world import World as AccessWorld
from tests.conftest import World
from tests.factories import OrganizationFactory, UserFactory
from tests.partnerships.factories import make_partnership, party_of
from tests.partnerships.framing import fill_sheet, list_priorities, send_all
from tests.test_access_matrix import ROWS, named_urls

SECRET = "motcachequetaitlafiche"


@pytest.fixture
def partnership(world: World) -> Partnership:
    """In framing between the programme, the town hall and the cooperative, with four priorities."""
    row = make_partnership([world.ngo, world.town_hall, world.partner], territory=world.commune, state=State.FRAMING)
    list_priorities(row)
    return row


@pytest.fixture
def people(world: World) -> list[Any]:
    return [world.facilitator, world.officer, world.representative]


def _url(name: str, *args: Any) -> str:
    return reverse(f"partnerships:{name}", args=args)


# Priorities ---------------------------------------------------------------------------------------------------------


def test_framing_asks_for_three_priorities(world: World) -> None:
    row = make_partnership([world.ngo, world.town_hall], territory=world.commune)
    add_priority(partnership=row, label="Réparer les pompes", by=world.facilitator)
    assert (
        add_priority(partnership=row, label="réparer  les pompes", by=world.officer).proposed_by.organization
        == world.ngo
    )
    assert any("au moins trois" in sentence for sentence in missing_for(row, State.FRAMING))


def test_a_line_goes_only_by_the_party_that_proposed_it(
    world: World, partnership: Partnership, people: list[Any]
) -> None:
    fill_sheet(partnership, world.officer)
    line = partnership.priorities.first()
    with pytest.raises(Refusal, match="Une autre partie"):
        remove_priority(priority=line, by=world.officer)
    remove_priority(priority=line, by=world.facilitator)
    assert len(BlindSheet.objects.get().ranking) == 3, "it leaves the drafts"
    fill_sheet(partnership, world.officer, order="012")
    send_sheet(partnership=partnership, by=world.officer)
    with pytest.raises(Refusal, match="la liste des priorités est fixée"):
        add_priority(partnership=partnership, label="Autre", by=world.facilitator)


# The sheet ----------------------------------------------------------------------------------------------------------


def test_a_sheet_says_what_it_lacks_before_it_is_sent(world: World, partnership: Partnership) -> None:
    write_sheet(partnership=partnership, version=1, by=world.officer, what="De l’eau", has_conflict=True)
    with pytest.raises(Refusal) as refused:
        send_sheet(partnership=partnership, by=world.officer)
    for words in (
        "signe de réussite",
        "classez toutes les priorités",
        "pourquoi vous le faites",
        "conflit d’intérêts",
    ):
        assert words in str(refused.value)


def test_a_sheet_is_refused_from_a_stale_page_and_outside_the_framing(world: World, partnership: Partnership) -> None:
    write_sheet(partnership=partnership, version=1, by=world.officer, what="Un")
    with pytest.raises(Refusal, match="entre-temps"):
        write_sheet(partnership=partnership, version=1, by=world.officer, what="Deux")
    draft = make_partnership([world.ngo, world.town_hall], territory=world.commune)
    with pytest.raises(Refusal, match="s’ouvrent avec le cadrage"):
        write_sheet(partnership=draft, version=1, by=world.officer, what="Un")


def test_sent_then_taken_back_then_never_again(world: World, partnership: Partnership, people: list[Any]) -> None:
    fill_sheet(partnership, world.officer)
    assert send_sheet(partnership=partnership, by=world.officer) is False
    with pytest.raises(Refusal, match="Reprenez-la"):
        fill_sheet(partnership, world.officer, what="Autre")
    take_back_sheet(partnership=partnership, by=world.officer)
    fill_sheet(partnership, world.officer, what="Autre")
    revealed = send_all(partnership, people, ["0123"] * 3)
    assert revealed.state == State.REVEALED
    assert revealed.is_revealed
    with pytest.raises(Refusal, match="dévoilées"):
        take_back_sheet(partnership=partnership, by=world.officer)
    with pytest.raises(Refusal, match="dévoilées"):
        fill_sheet(partnership, world.officer, what="Encore")


def test_sending_twice_changes_nothing(world: World, partnership: Partnership) -> None:
    fill_sheet(partnership, world.officer)
    send_sheet(partnership=partnership, by=world.officer)
    at = BlindSheet.objects.get().sent_at
    send_sheet(partnership=partnership, by=world.officer)
    assert BlindSheet.objects.get().sent_at == at


def test_the_last_one_awaited_may_leave_and_all_is_revealed(
    world: World, partnership: Partnership, people: list[Any]
) -> None:
    send_all(partnership, people[:2], ["0123", "0123"])
    leave(partnership=partnership, reason="Autre priorité", by=world.representative)
    partnership.refresh_from_db()
    assert partnership.is_revealed
    assert len(build_comparison(partnership).parties) == 2


def test_nobody_predicts_its_own_motives(world: World, partnership: Partnership) -> None:
    own = party_of(partnership, world.town_hall)
    with pytest.raises(Refusal, match="autres parties"):
        write_sheet(partnership=partnership, version=1, by=world.officer, predictions={own: ["mission"]})


# Nothing seen before the reveal --------------------------------------------------------------------------------------


def _secret_sheet(partnership: Partnership, by: Any, *, send: bool) -> None:
    others = [party for party in partnership.parties.all() if party.organization_id != by.organization.pk]
    fill_sheet(
        partnership,
        by,
        **{name: f"{SECRET} {name}" for name in ("what", "what_not", "why", "interests", "conflict_handling")},
        success=["model"],
        motives=["calendar"],
        predictions={other: ["market"] for other in others},
    )
    if send:
        send_sheet(partnership=partnership, by=by)


def _addresses(partnership: Partnership) -> Iterator[tuple[str, str]]:
    """Every address of the module that a GET may ask, on this partnership where it names one."""
    world = AccessWorld()
    for name in sorted(named_urls(get_resolver())):
        if not name.startswith("partnerships:"):
            continue
        row = ROWS[name]
        kwargs = {**row.kwargs(world)}
        if "pk" in kwargs:
            kwargs["pk"] = partnership.pk
        if "party" in kwargs:
            kwargs["party"] = partnership.parties.first().pk
        yield name, reverse(name, kwargs=kwargs)


def _body(client: Client, url: str) -> str:
    response = client.get(url, follow=True)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace")


@pytest.mark.parametrize("send", [False, True], ids=["draft", "sent"])
def test_no_page_export_or_address_shows_a_sheet_before_the_reveal(
    world: World, partnership: Partnership, signed_in: Any, send: bool
) -> None:
    _secret_sheet(partnership, world.facilitator, send=send)
    operator = UserFactory(is_superuser=True, is_staff=True)
    readers = [world.officer, world.representative, world.observer, world.stranger, operator]
    addresses = list(_addresses(partnership))
    assert len(addresses) > 20
    for reader in readers:
        client = signed_in(reader)
        for name, url in addresses:
            assert SECRET not in _body(client, url), f"{name} shows a sheet to {reader}"
    own = signed_in(world.facilitator)
    assert SECRET in _body(own, _url("framing_sheet", partnership.pk, "what")), "its own party reads it"


def test_others_see_that_a_sheet_is_sent_alone(world: World, partnership: Partnership, client: Any) -> None:
    _secret_sheet(partnership, world.facilitator, send=True)
    client.force_login(world.officer)
    page = client.get(_url("framing", partnership.pk)).content.decode()
    assert "Fiches envoyées\xa0: 1 sur 3." in page
    assert "a envoyé sa fiche" in page
    assert [each.has_sent for each in build_framing(partnership, world.officer).answered] == [True, False, False]


def test_the_report_refuses_before_the_reveal(world: World, partnership: Partnership, client: Any) -> None:
    _secret_sheet(partnership, world.facilitator, send=True)
    with pytest.raises(Refusal, match="dévoilées ensemble"):
        build_comparison(partnership)
    client.force_login(world.facilitator)
    assert client.get(_url("comparison", partnership.pk)).url == _url("framing", partnership.pk)


def test_a_person_of_another_party_never_writes_this_one(world: World, partnership: Partnership) -> None:
    write_sheet(partnership=partnership, version=1, by=world.officer, what="Commune")
    assert own_sheet(party_of(partnership, world.ngo)).what == ""
    with pytest.raises(Refusal, match="chacune pour elle-même"):
        write_sheet(partnership=partnership, version=1, by=world.provider, what="Autre")


# The comparison -----------------------------------------------------------------------------------------------------


def test_figures_of_the_comparison_by_hand(world: World, partnership: Partnership, people: list[Any]) -> None:
    ngo, hall, coop = partnership.parties.all()
    fill_sheet(
        partnership, world.facilitator, order="0123", success=["access", "quality"], horizon_months=12,
        predictions={hall: ["mission", "calendar"], coop: []},
    )  # fmt: skip
    fill_sheet(partnership, world.officer, order="0132", success=["access"], motives=["calendar"], horizon_months=36)
    fill_sheet(partnership, world.representative, order="3210", success=["cost"], commitment=1)
    for person in people:
        send_sheet(partnership=partnership, by=person)
    partnership.refresh_from_db()
    page = build_comparison(partnership)
    # Spearman, k = 4: 1 − 6Σd²/60. 0123/0132: Σd² 2 → 0.8; 0123/3210: Σd² 20 → −1; 0132/3210: Σd² 18 → −0.8.
    assert page.agreement.value == Decimal("-0.3333")
    assert page.agreement.is_low
    # ρ̄ = (3W − 1) ÷ 2 → W = (2 × −1/3 + 1) ÷ 3 = 1/9.
    assert page.w == Decimal("0.1111")
    # Jaccard of pairs: {a,q}/{a} = 1/2, {a,q}/{c} = 0, {a}/{c} = 0 → 1/6.
    assert page.tags[0].figure.value == Decimal("0.1667")
    assert page.tags[0].common == ()
    assert page.tags[1].figure.value is None, "nobody said who benefits"
    motives = {row.party.pk: row.figure.value for row in page.motives}
    # The programme expected mission and calendar of the town hall, which declared calendar: 1/2.
    assert motives == {ngo.pk: None, hall.pk: Decimal("0.5000"), coop.pk: None}
    assert [row.level for row in page.commitment] == [3, 3, 1]
    assert page.months_apart == 24
    first = page.ranks[0]
    assert (first.label, first.ranks, first.mean, first.spread) == ("Réparer les pompes", (1, 1, 4), Decimal(2), 3)


def test_two_priorities_are_not_enough_data(world: World) -> None:
    row = make_partnership([world.ngo, world.town_hall], territory=world.commune, state=State.FRAMING)
    list_priorities(row, 2)
    row = send_all(row, [world.facilitator, world.officer], ["01", "10"])
    page = build_comparison(row)
    assert page.agreement.value is None
    assert "Données insuffisantes" in page.agreement.reading


def test_the_comparison_shows_every_answer_and_how_it_is_computed(
    world: World, partnership: Partnership, people: list[Any], client: Any
) -> None:
    _secret_sheet(partnership, world.facilitator, send=True)
    send_all(partnership, people[1:], ["0123", "3210"])
    client.force_login(world.representative)
    page = client.get(_url("comparison", partnership.pk)).content.decode()
    assert f"{SECRET} what_not" in page
    assert f"{SECRET} interests" in page
    assert page.count("Comment c’est calculé") == 3
    assert "non validés statistiquement" in page


def test_pages_ask_no_query_per_party(world: World, client: Any) -> None:
    client.force_login(world.facilitator)

    def asked(count: int) -> int:
        others = [OrganizationFactory(territory=world.commune) for _ in range(count)]
        row = make_partnership([world.ngo, *others], territory=world.commune, state=State.FRAMING)
        list_priorities(row)
        people = [world.facilitator, *(UserFactory(role="representative", organization=each) for each in others)]
        row = send_all(row, people, ["0123"] * len(people))
        with CaptureQueriesContext(connection) as seen:
            for name in ("framing", "comparison"):
                assert client.get(_url(name, row.pk)).status_code == 200
        return len(seen)

    assert asked(1) == asked(11)


# The pages of the sheet ----------------------------------------------------------------------------------------------


def test_three_pages_lead_to_the_sending(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.officer)
    ranks = {f"rank-{row.pk}": place for place, row in enumerate(partnership.priorities.all(), 1)}
    what = {"what": "De l’eau", "success": ["access"], "version": 1, **ranks}
    assert client.post(_url("framing_sheet", partnership.pk, "what"), what).url.endswith("/why/")
    why = {"why": "Elle manque", "motives": ["mission"], "version": 2}
    assert client.post(_url("framing_sheet", partnership.pk, "why"), why).url.endswith("/others/")
    coop = party_of(partnership, world.partner)
    others = {"commitment": "4", f"predict-{coop.pk}": ["market"], "version": 3}
    assert client.post(_url("framing_sheet", partnership.pk, "others"), others).url == _url("framing", partnership.pk)
    assert client.post(_url("sheet_send", partnership.pk)).status_code == 302
    sheet = BlindSheet.objects.get()
    assert sheet.sent_at is not None
    assert sheet.predictions.get(about=coop).motives == ["market"]
    assert client.post(_url("sheet_take_back", partnership.pk)).status_code == 302
    assert BlindSheet.objects.get().sent_at is None


def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
    world: World, partnership: Partnership, client: Any
) -> None:
    client.force_login(world.officer)
    one, two, *_rest = partnership.priorities.all()
    data = {
        "what": "De l’eau partout",
        "horizon_months": "douze",
        f"rank-{one.pk}": 1,
        f"rank-{two.pk}": 1,
        "version": 1,
    }
    refused = client.post(_url("framing_sheet", partnership.pk, "what"), data)
    page = refused.content.decode()
    assert refused.status_code == 422
    for words in ("De l’eau partout", "douze", "un nombre de mois", "Deux priorités ont la place 1"):
        assert words in page
    many = {"motives": ["mission", "funding", "market", "savings"], "version": 1}
    assert "4 cases sont cochées" in client.post(_url("framing_sheet", partnership.pk, "why"), many).content.decode()
    stale = client.post(_url("framing_sheet", partnership.pk, "why"), {"why": "Nos mots", "version": 7})
    assert stale.status_code == 422
    assert "Nos mots" in stale.content.decode()
    assert client.get(_url("framing_sheet", partnership.pk, "nothing")).status_code == 404
