"""What concertation found is cited as a need: chosen by clicking, shown on the partnership, listed when it lacks."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.enums import FindingKind
from actionplans.models import Finding
from actionplans.services import record_finding, withdraw_findings
from partnerships.models import Need, Partnership
from partnerships.reports.devices import cited_devices, citing
from tests.conftest import World
from tests.factories import OrganizationFactory
from tests.partnerships.factories import make_partnership

COUNCIL, BUDGET = "5b1f0000-0000-4000-8000-000000000001", "5b1f0000-0000-4000-8000-000000000002"


def tell(world: World, device: str = COUNCIL, code: str = "I22", edition: str = "e1", **more: Any) -> Finding:
    return record_finding(
        **{
            "kind": FindingKind.CONCERTATION,
            "key": f"{device}:{edition}:{code}",
            "sentence": "Conseil : peu de réponses motivées (20 %).",
            "figures": {},
            "organization": world.town_hall,
            "territory": world.commune,
            "source": "Conseil de quartier, 2024",
            "path": "/concertation/editions/x/diagnostic/",
        }
        | more
    )


@pytest.fixture
def partnership(world: World) -> Partnership:
    return make_partnership([world.ngo, world.town_hall], territory=world.village, state="cowriting")


def cite(partnership: Partnership, found: Finding) -> Need:
    return Need.objects.create(partnership=partnership, text=found.sentence, source=found.source, finding=found)


def text(client: Client, name: str, *args: Any) -> str:
    return " ".join(client.get(reverse(f"partnerships:{name}", args=args)).content.decode().split())


def test_from_the_territory_to_the_citation(world: World, client: Client, partnership: Partnership) -> None:
    """The device is the commune's, the partnership the village's: what holds the zone counts as near."""
    found = tell(world)
    client.force_login(world.facilitator)
    needs = reverse("partnerships:agreement_page", args=[partnership.pk, "needs"])
    page = text(client, "territory")
    assert "cite rien de ce qu’un dispositif" in page
    assert f'href="{needs}"' in page
    add = reverse("partnerships:agreement_add", args=[partnership.pk, "need"])
    assert add in client.get(needs).content.decode()
    form = " ".join(client.get(add).content.decode().split())
    assert '<optgroup label="Dispositifs de concertation">' in form
    assert found.sentence in form
    response = client.post(add, {"finding": str(found.pk), "text": "", "source": ""})
    assert response.status_code == 302
    need = Need.objects.get()
    assert (need.text, need.source) == (found.sentence, "Conseil de quartier, 2024")
    page = text(client, "agreement_page", partnership.pk, "needs")
    assert "Dispositifs de concertation cités" in page
    assert f'href="{found.path}"' in page
    detail = text(client, "partnership_detail", partnership.pk)
    assert "Dispositifs de concertation cités" in detail
    assert "Conseil de quartier, 2024" in detail
    assert f'href="{needs}"' not in text(client, "territory"), "it cites one: it is no longer listed"


def test_a_need_that_is_neither_chosen_nor_written_keeps_what_was_typed(
    world: World, client: Client, partnership: Partnership
) -> None:
    tell(world)
    client.force_login(world.facilitator)
    add = reverse("partnerships:agreement_add", args=[partnership.pk, "need"])
    response = client.post(add, {"finding": "", "text": "", "source": "Réunion du douar"})
    assert response.status_code == 422
    assert "Réunion du douar" in response.content.decode()
    gone = tell(world, code="I23")
    withdraw_findings(kind=FindingKind.CONCERTATION, keys_starting=gone.key)
    response = client.post(add, {"finding": str(gone.pk), "text": "Écrit entre-temps", "source": ""})
    assert response.status_code == 422, "taken back while the form was open"
    assert "Écrit entre-temps" in response.content.decode()


def test_only_what_is_near_and_a_need_can_be_chosen(world: World, partnership: Partnership) -> None:
    here, far = tell(world), tell(world, BUDGET, territory=world.region)
    followed = tell(world, code="I1", kind=FindingKind.FOLLOWED)
    elsewhere = OrganizationFactory().territory
    other = tell(world, code="I2", territory=elsewhere)
    near = set(Finding.objects.needs_near(partnership.territory))
    assert near == {here, far}
    assert not near & {followed, other}
    wide = Finding.objects.create(
        kind="scorecard",
        key="c:water",
        sentence="Eau",
        organization=world.ngo,
        territory=world.commune,
        source="Carte",
    )
    assert wide not in Finding.objects.needs_near(partnership.territory), "a card of the commune isn't of the village"


def test_a_device_counts_whatever_its_edition_as_long_as_it_stands(world: World, partnership: Partnership) -> None:
    old = tell(world)
    cite(partnership, old)
    withdraw_findings(kind=FindingKind.CONCERTATION, keys_starting=f"{COUNCIL}:")
    assert citing([partnership]) == set(), "taken back, nothing stands"
    tell(world, edition="e2", code="device")
    assert citing([partnership]) == {partnership.pk}, "another edition of the same device stands"
    (shown,) = cited_devices(partnership, world.ngo)
    assert shown.stands
    tell(world, BUDGET)
    assert citing([make_partnership([world.ngo, world.partner], territory=world.village, name="Autre")]) == set()


def test_two_findings_of_a_device_are_one_device(world: World, partnership: Partnership) -> None:
    for code, words in (("I22", "Un."), ("I23", "Deux.")):
        cite(partnership, tell(world, code=code, sentence=words))
    cite(partnership, tell(world, BUDGET, source="Budget participatif, 2025"))
    names = [(each.name, len(each.found)) for each in cited_devices(partnership, world.ngo)]
    assert names == [("Budget participatif, 2025", 1), ("Conseil de quartier, 2024", 2)]


def test_no_link_for_those_elsewhere_nor_to_what_is_taken_back(world: World, partnership: Partnership) -> None:
    found = tell(world)
    cite(partnership, found)
    assert cited_devices(partnership, world.ngo)[0].url == found.path
    assert cited_devices(partnership, world.foreign_ngo)[0].url == ""
    assert cited_devices(partnership, None)[0].url == ""
    withdraw_findings(kind=FindingKind.CONCERTATION, keys_starting=f"{COUNCIL}:")
    (gone,) = cited_devices(partnership, world.ngo)
    assert (gone.url, gone.stands) == ("", False)


def test_an_outsider_sees_no_way_to_cite(world: World, client: Client, partnership: Partnership) -> None:
    client.force_login(world.stranger)
    assert client.get(reverse("partnerships:agreement_page", args=[partnership.pk, "needs"])).status_code == 404
    assert "partnerships/agreement" not in client.get(reverse("partnerships:territory")).content.decode()


def test_a_need_says_what_the_users_score_since(world: World, client: Client, partnership: Partnership) -> None:
    point = world.service_point
    card = {"organization": world.ngo, "territory": world.village, "service_point": point, "source": "Carte"}
    before = record_finding(
        kind=FindingKind.SCORECARD, key="one:water", sentence="1,5 sur 5", figures={"users": "1.5"}, **card
    )
    cite(partnership, before)
    withdraw_findings(kind=FindingKind.SCORECARD, keys_starting="one:")
    record_finding(kind=FindingKind.FOLLOWED, key="two:water", sentence="4 sur 5, après 1,5", figures={}, **card)
    client.force_login(world.facilitator)
    page = text(client, "agreement_page", partnership.pk, "needs")
    assert "4 sur 5, après 1,5" in page
    assert "retiré" not in page, "replaced by the next round, not taken back"


def test_the_needs_cost_the_same_for_2_and_12(world: World, client: Client, partnership: Partnership) -> None:
    client.force_login(world.facilitator)
    address = reverse("partnerships:agreement_page", args=[partnership.pk, "needs"])
    costs = []
    for start, stop in ((0, 2), (2, 12)):
        for place in range(start, stop):
            cite(partnership, tell(world, f"{COUNCIL[:-2]}{place:02}", source=f"D{place:02}"))
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        costs.append(len(seen))
    assert costs[0] == costs[1]
