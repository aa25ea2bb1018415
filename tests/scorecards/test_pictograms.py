"""A drawing for every indicator: the library's, the one chosen, or the one that the words call for."""

import csv

import pytest
from django.test import Client
from django.urls import reverse

from core.charts import PICTOGRAMS, pictogram
from core.charts.pictograms import svg_file
from scorecards.enums import CycleState
from scorecards.libraryfile import CHOICES
from scorecards.models import Indicator, IndicatorTemplate
from scorecards.pictograms import Pictogram, guess_pictogram
from scorecards.services.library import FOLDER, SECTORS, load_library
from scorecards.services.preparation import choose_indicators, copy_preparation, write_indicator
from tests import house
from tests.factories import CycleFactory, UserFactory


def test_every_code_has_its_drawing_and_the_file_knows_them() -> None:
    assert set(Pictogram.values) == set(PICTOGRAMS)
    assert set(CHOICES["pictogram"]) == {"", *Pictogram.values}
    assert len(Pictogram.values) >= 24
    assert 'aria-hidden="true"' in pictogram("water")
    assert pictogram("") == pictogram("<script>") == ""


def test_the_whole_library_is_drawn() -> None:
    for sector in SECTORS:
        with (FOLDER / f"{sector.value}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert row["pictogram"] in PICTOGRAMS, row["code"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Ambulance disponible la nuit", "ambulance"),
        ("Toiture abîmée", "roof"),
        ("Temps d’attente", "clock"),
        ("Électricité", "electricity"),
        ("Waiting time", "clock"),
        ("الأدوية", "medicine"),
        ("Zzz", ""),
    ],
)
def test_words_call_for_a_drawing(words: str, code: str) -> None:
    assert guess_pictogram(words) == code


@pytest.mark.django_db
class TestIndicators:
    def test_library_words_and_copies(self) -> None:
        cycle, by = CycleFactory(), UserFactory()
        load_library()
        template = IndicatorTemplate.objects.get(code="health-welcome")
        assert template.pictogram == "welcome"
        [chosen] = choose_indicators(cycle=cycle, templates=[template], by=by)
        written = write_indicator(cycle=cycle, label="Puits du village", by=by)
        picked = write_indicator(cycle=cycle, label="Puits du hameau", by=by, pictogram="tree")
        assert [row.pictogram for row in (chosen, written, picked)] == ["welcome", "well", "tree"]
        again = CycleFactory()
        copy_preparation(source=cycle, target=again)
        assert list(again.indicators.order_by("position").values_list("pictogram", flat=True)) == [
            "welcome",
            "well",
            "tree",
        ]
        assert cycle.state == CycleState.PREPARATION


@pytest.mark.django_db
def test_the_form_offers_every_drawing_and_keeps_the_choice(client: Client) -> None:
    from accounts.enums import Role
    from tests.access.world import World

    world = World()
    cycle = world.cycle
    client.force_login(world.home.people[Role.FACILITATOR])
    page = client.get(reverse("scorecards:cycle_indicators", args=[cycle.pk])).content.decode()
    assert page.count('name="pictogram"') == len(Pictogram.values) + 1
    address = reverse("scorecards:indicator_write", args=[cycle.pk])
    refused = client.post(address, {"label": "", "asked_of": "both", "about": "provider", "pictogram": "well"})
    assert refused.status_code == 422
    assert 'value="well" id="id_pictogram_4" checked' in " ".join(refused.content.decode().split()) or (
        "checked" in refused.content.decode().split('value="well"')[1][:120]
    )
    client.post(address, {"label": "Zone calme", "asked_of": "both", "about": "provider", "pictogram": "tree"})
    assert Indicator.objects.get(cycle=cycle, label="Zone calme").pictogram == "tree"
    wrong = client.post(address, {"label": "Autre", "asked_of": "both", "about": "provider", "pictogram": "rocket"})
    assert wrong.status_code == 422


def test_the_files_are_the_drawings() -> None:
    """After a change of a drawing: write ``svg_file(code)`` for each code into static/img/pictograms."""
    folder = house.ROOT / "static" / "img" / "pictograms"
    assert {path.stem: path.read_text() for path in folder.glob("*.svg")} == {
        code: svg_file(code) for code in PICTOGRAMS
    }
