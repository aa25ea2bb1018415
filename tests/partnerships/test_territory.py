"""The territory view: figures by hand, what is in sight, filters, files, the network drawing."""

from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Finding
from core.charts import Link, Node, network
from directory.enums import ActorKind
from partnerships.models import Need, Partnership
from partnerships.reports.territory import build_territory
from partnerships.scoring.territory import Work, coverage, density, likeness, look_alike, public_words, ties
from tests.conftest import World
from tests.factories import OrganizationFactory
from tests.partnerships.factories import make_partnership

URL = "/partnerships/territory/"


def work(key: str, themes: str, path: str, public: str = "") -> Work:
    return Work(key, frozenset(themes.split()), path, public_words(public))


def test_likeness_by_hand() -> None:
    one = work("a", "water health", "MA/AO/", "élèves filles")
    # 2 themes × 2 words = 4 triples; water × eleves is the one that both have; the other has 1 × 1.
    assert likeness(one, work("b", "water", "MA/AO/TI/", "Les élèves")) == Decimal("0.25")
    # the same but for one theme: 4 and 2 triples, 2 shared.
    assert likeness(one, work("c", "water", "MA/", "filles, élèves")) == Decimal("0.5")
    assert likeness(one, work("d", "water health", "MA/KS/", "élèves filles")) == Decimal(0), "zones apart"
    assert likeness(one, work("e", "water", "MA/AO/")) == Decimal("0.5"), "a public that isn't said is left out"
    assert likeness(one, work("f", "", "MA/AO/")) is None, "no theme: nothing to compare"


def test_the_pairs_from_half_on_the_most_alike_first() -> None:
    works = [work("a", "water health", "MA/"), work("b", "water", "MA/"), work("c", "water health", "MA/"),
             work("d", "culture", "MA/")]  # fmt: skip
    assert [(pair.one, pair.other, pair.share) for pair in look_alike(works)] == [
        ("a", "c", Decimal(1)),
        ("a", "b", Decimal("0.5")),
        ("b", "c", Decimal("0.5")),
    ]


def test_coverage_ties_and_density_by_hand() -> None:
    assert coverage(["media", "university", "unknown"], ActorKind.values) == Decimal("0.2")
    assert coverage([], []) is None
    assert ties([["a", "b", "c"], ["b", "a"]]) == {("a", "b"): 2, ("a", "c"): 1, ("b", "c"): 1}
    assert density(4, 3) == Decimal("0.5"), "3 of 6"
    assert density(1, 0) is None


def test_the_drawing_is_the_same_each_time_and_says_its_links() -> None:
    nodes = [Node(1, "Commune <A>"), Node(2, "Radio"), Node(3, "Seule")]
    svg = network("Réseau", nodes, [Link(1, 2, 3)])
    assert svg == network("Réseau", nodes, [Link(1, 2, 3)])
    root = ElementTree.fromstring(svg)
    title, desc = root[0].text, root[1].text
    assert title is not None
    assert "3 organisations" in title.replace("\u00a0", " ")
    assert desc == "Commune <A> – Radio"
    lines = [each for each in root if each.tag.endswith("line")]
    assert [line.get("stroke-width") for line in lines] == ["5.5"], "1.5 and 2 per partnership more"
    fills = [each.get("fill") for each in root if each.tag.endswith("circle")]
    assert fills[0] == fills[1] != fills[2], "who works with nobody stays white"


@pytest.mark.parametrize("links", [[Link(1, 9)], [Link(1, 1)]])
def test_a_link_to_nobody_is_an_error(links: list[Link]) -> None:
    with pytest.raises(ValueError, match="link"):
        network("Réseau", [Node(1, "A"), Node(2, "B")], links)


@pytest.fixture
def both(world: World) -> tuple[Partnership, Partnership]:
    one = make_partnership([world.ngo, world.town_hall], territory=world.commune, state="active", themes=["water"])
    other = make_partnership(
        [world.ngo, world.partner], territory=world.village, state="framing", name="Des puits", themes=["water"]
    )
    return one, other


def test_the_report_counts_what_is_in_sight(world: World, both: tuple[Partnership, Partnership]) -> None:
    make_partnership([world.ngo, world.service], territory=world.commune, state="closed", name="Fini")
    rows = Partnership.objects.in_force().select_related("territory").prefetch_related("parties__organization")
    report = build_territory(rows.order_by("name"))
    (line,) = report.themes
    kinds = {world.ngo.kind, world.town_hall.kind, world.partner.kind}
    assert (len(line.present), len(line.missing)) == (len(kinds), 10 - len(kinds))
    assert [(pair.one.name, pair.percent.replace("\u00a0", " ")) for pair in report.pairs] == [("Des puits", "100 %")]
    ours = next(row for row in report.actors if row.organization == world.ngo)
    assert (ours.partnerships, len(ours.others)) == (2, 2)


def test_the_page_asks_and_never_states(world: World, client: Client, both: tuple[Partnership, Partnership]) -> None:
    client.force_login(world.facilitator)
    page = client.get(URL).content.decode()
    assert "Pourraient-ils gagner à se parler" in page
    assert "<svg" in page
    client.force_login(world.representative)
    page = client.get(URL).content.decode()
    assert "Des puits" in page
    assert "Eau pour tous" not in page, "not a party of it"


def test_a_filter_without_answer_and_an_empty_sight(
    world: World, client: Client, both: tuple[Partnership, Partnership]
) -> None:
    client.force_login(world.facilitator)
    assert "Retirez un filtre" in client.get(URL, {"theme": "culture"}).content.decode()
    only = client.get(URL, {"kind": world.partner.kind, "zone": str(world.commune.pk)}).content.decode()
    assert "Des puits" in only
    client.force_login(world.observer)
    assert "Des puits" not in client.get(URL).content.decode()


def test_what_a_device_found_is_cited(world: World, both: tuple[Partnership, Partnership]) -> None:
    found = Finding.objects.create(
        kind="concertation", key="x", sentence="On veut des bacs", organization=world.ngo, territory=world.commune,
        source="Conseil de village",
    )  # fmt: skip
    Need.objects.create(partnership=both[0], text="On veut des bacs", finding=found)
    rows = Partnership.objects.select_related("territory").prefetch_related("parties__organization").order_by("name")
    assert [each.partnership for each in build_territory(rows).no_device] == [both[1]]
    Finding.objects.update(withdrawn_at=timezone.now())
    assert {each.partnership for each in build_territory(rows.all()).no_device} == set(both), (
        "a finding taken back no longer counts"
    )


@pytest.mark.parametrize(("table", "words"), [("themes", "Eau et assainissement"), ("network", "Des puits")])
def test_files(world: World, client: Client, both: tuple[Partnership, Partnership], table: str, words: str) -> None:
    client.force_login(world.facilitator)
    text = client.get(f"/partnerships/territory/{table}.csv").content.decode("utf-8-sig")
    assert (words in text) == (table == "themes") or world.partner.name in text
    assert client.get(f"/partnerships/territory/{table}.xlsx").content.startswith(b"PK")
    assert client.get(f"/partnerships/territory/{table}.pdf").status_code == 404
    assert client.get("/partnerships/territory/money.csv").status_code == 404


def test_the_page_costs_the_same_for_2_and_12(
    world: World, client: Client, both: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(world.facilitator)
    client.get(reverse("partnerships:territory"))
    for count in (2, 12):
        with django_assert_max_num_queries(24):
            assert client.get(reverse("partnerships:territory")).status_code == 200
        if count == 2:
            for place in range(10):
                other = OrganizationFactory(territory=world.commune)
                make_partnership([world.ngo, other], territory=world.commune, state="active", name=f"P{place}")
