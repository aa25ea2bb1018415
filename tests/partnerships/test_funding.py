"""Money between parties: written by the one that receives, read by all parties, and what it makes of criterion 10."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import Refusal
from partnerships.enums import State
from partnerships.models import Funding, Partnership, Party
from partnerships.reports.agreement import build_page
from partnerships.reports.factsheet import read_facts
from partnerships.scoring.agreement import Received, dependence
from partnerships.services.agreement import change_row
from partnerships.services.content import build_content, fingerprint
from tests.conftest import World
from tests.partnerships.agreements import add, at, writing
from tests.partnerships.factories import party_of


@pytest.fixture
def partnership(world: World) -> Partnership:
    return writing(world)


def money(partnership: Partnership, world: World, amount: int = 300, **fields: Any) -> Funding:
    """What the cooperative receives from the town hall."""
    values = {"source": party_of(partnership, world.town_hall), "amount": Decimal(amount), "purpose": "Les travaux"}
    row: Funding = add(partnership, world.representative, "funding", **values | fields)
    return row


def test_the_largest_share_that_one_party_gives() -> None:
    """a: 200 + 100 from b and 150 from c over 1000: 0.3; b receives nothing: 0; c has no budget: unknown."""
    rows = [Received("a", "b", Decimal(200)), Received("a", "b", Decimal(100)), Received("a", "c", Decimal(150))]
    rows.append(Received("c", "b", Decimal(40)))
    shares = dependence(rows, {"a": Decimal(1000), "b": Decimal(500), "c": None, "d": Decimal(0)})
    assert shares == {"a": Decimal("0.3"), "b": Decimal(0), "c": None, "d": None}


def test_criterion_ten_reads_it(world: World, partnership: Partnership) -> None:
    Party.objects.filter(partnership=partnership, organization=world.partner).update(annual_budget=1000)
    money(partnership, world, 300)
    money(partnership, world, 100, purpose="Le suivi")
    money(partnership, world, 350, source=party_of(partnership, world.ngo))
    coop = party_of(partnership, world.partner)
    assert read_facts(partnership, campaign=None).dependence == {coop.pk: Decimal("0.4")}
    page = build_page("contributions", partnership, world.officer)
    rows = {name: [cell.text for cell in cells] for name, cells in page.matrices[-1].rows}
    assert rows[str(world.partner)] == ["750", "40\xa0%"]
    assert "données insuffisantes" in rows[str(world.town_hall)][1]


def test_it_changes_while_the_agreement_runs_and_is_no_part_of_its_text(
    world: World, partnership: Partnership
) -> None:
    before = fingerprint(build_content(partnership))
    row = money(partnership, world)
    assert fingerprint(build_content(partnership)) == before
    running = at(partnership, State.ACTIVE)
    change_row(row=row, version=1, by=world.representative, amount=Decimal(500))
    assert Funding.objects.get().amount == 500
    with pytest.raises(Refusal, match="entre-temps"):
        change_row(row=row, version=1, by=world.representative, amount=Decimal(600))
    money(running, world, 20, purpose="Une pompe")
    with pytest.raises(Refusal):
        money(at(partnership, State.CLOSED), world, 20)


def test_nobody_writes_it_for_another_party(world: World, partnership: Partnership, client: Any) -> None:
    row = money(partnership, world)
    with pytest.raises(Refusal):
        change_row(row=row, version=1, by=world.officer, amount=Decimal(1))
    with pytest.raises(Refusal, match="autre partie"):
        money(partnership, world, source=party_of(partnership, world.partner))
    with pytest.raises(Refusal, match="négatif"):
        money(partnership, world, -1)
    client.force_login(world.officer)
    edit = reverse("partnerships:agreement_edit", args=[partnership.pk, "funding", row.pk])
    assert client.post(edit, {"amount": "1"}).status_code == 403
    page = client.get(reverse("partnerships:agreement_page", args=[partnership.pk, "contributions"]))
    assert "Les travaux" in page.content.decode()
    client.force_login(world.observer)
    assert client.get(edit).status_code == 404


def test_in_the_browser(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.representative)
    address = reverse("partnerships:agreement_add", args=[partnership.pk, "funding"])
    source = party_of(partnership, world.town_hall).pk
    for bad, kept in (
        ({"source": source, "amount": "beaucoup", "purpose": "Les travaux"}, "beaucoup"),
        ({"source": source, "amount": "-5", "purpose": "Les travaux"}, "-5"),
        ({"amount": "12,5", "purpose": "Les travaux"}, "12,5"),
        ({"source": source, "amount": "12,5", "purpose": ""}, "12,5"),
        ({"source": source, "amount": "12,5", "purpose": "Eau", "received_on": "2030-01-01"}, "2030"),
        ({"source": party_of(partnership, world.partner).pk, "amount": "12", "purpose": "Eau"}, "Eau"),
    ):
        answer = client.post(address, bad)
        assert (answer.status_code, kept in answer.content.decode()) == (422, True), bad
    good = {"source": source, "amount": "1250,50", "purpose": "Les travaux", "conditions": "Un rapport"}
    assert client.post(address, good).status_code == 302
    row = Funding.objects.get()
    assert (row.amount, row.party) == (Decimal("1250.50"), party_of(partnership, world.partner))
    edit = reverse("partnerships:agreement_edit", args=[partnership.pk, "funding", row.pk])
    assert client.post(edit, good | {"received_on": "2026-11-02", "version": 1}).status_code == 302
    stale = client.post(edit, good | {"purpose": "Autre chose", "version": 1})
    assert (stale.status_code, "Autre chose" in stale.content.decode()) == (422, True)


def test_no_query_per_row(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.officer)
    url = reverse("partnerships:agreement_page", args=[partnership.pk, "contributions"])

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    for n in range(2):
        money(partnership, world, 10, purpose=f"Tranche {n}")
    few = queries()
    for n in range(10):
        money(partnership, world, 10, purpose=f"Suite {n}")
    assert queries() == few
