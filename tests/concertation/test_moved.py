"""Influence and trust asked twice, before and after: by hand, under five answers, and on the page."""

from decimal import Decimal as D
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from concertation.models import Diagnosis, Edition, Survey
from concertation.reports.diagnosis import build_diagnosis
from concertation.reports.kept import page_of
from concertation.reports.moved import build_moved
from concertation.reports.workbook import figure_sheets
from concertation.services.surveys import Given, open_survey, take_sheet
from tests.concertation.factories import make_edition
from tests.conftest import World


@pytest.fixture
def edition(world: World) -> Edition:
    return make_edition(world.town_hall, territory=world.commune, participants=40, staff_days=D(7))


def asked(edition: Edition, world: World, moment: str, levels: list[int], item: str = "S8") -> Survey:
    """One sheet per level."""
    found = edition.surveys.filter(audience="participants", moment=moment).first()
    survey = found or open_survey(
        edition=edition, audience="participants", moment=moment, closes_on=None, by=world.officer
    )
    for level in levels:
        take_sheet(survey=survey, given=Given({item: level}), key=uuid4())
    return survey


def test_before_and_after_the_decision_by_hand(edition: Edition, world: World) -> None:
    asked(edition, world, "during", [1] * 16 + [4] * 4)
    asked(edition, world, "after", [1] * 4 + [4] * 16)
    [row] = build_moved(edition, None)
    # 4 of 20 agree, then 16 of 20: Wilson 0.081–0.416 and 0.584–0.919. Newcombe, by hand:
    # 0.6 − √((0.8 − 0.584)² + (0.416 − 0.2)²) = 0.295; 0.6 + √((0.919 − 0.8)² + (0.2 − 0.081)²) = 0.769.
    assert row.numbers == (D("0.2000"), 20, D("0.8000"), 20)
    assert "60" in row.difference
    assert {"29", "77"} <= set(row.margin.split()) or {"30", "77"} <= set(row.margin.split())
    assert row.mark == "done"


def test_four_answers_on_a_side_tell_nothing(edition: Edition, world: World) -> None:
    asked(edition, world, "during", [4] * 20)
    asked(edition, world, "after", [1] * 4)
    [row] = build_moved(edition, None)
    assert row.numbers == (D("1.0000"), 20, None, None)
    assert (row.difference, row.margin, row.mark) == ("–", "", "todo")
    assert "5" in row.after


def test_a_move_that_chance_explains_is_not_called_progress(edition: Edition, world: World) -> None:
    asked(edition, world, "during", [1] * 5 + [4] * 5, "T")
    asked(edition, world, "after", [1] * 4 + [4] * 6, "T")
    [row] = build_moved(edition, None)
    assert row.mark == "todo"
    assert row.numbers[2] == D("0.6000")


def test_an_edition_is_compared_with_the_one_before(edition: Edition, world: World) -> None:
    later = make_edition(world.town_hall, territory=world.commune, device=edition.device)
    asked(edition, world, "during", [1] * 6)
    asked(later, world, "during", [4] * 6)
    [row] = build_diagnosis(later, inside=True).moved
    assert edition.label in row.since
    assert later.label in row.since
    assert build_diagnosis(edition, inside=True).moved == ()


def test_only_participants_and_only_what_was_asked_twice(edition: Edition, world: World) -> None:
    asked(edition, world, "during", [4] * 6)
    asked(edition, world, "after", [4] * 6, "T")
    assert build_moved(edition, None) == ()


def test_the_page_shows_it_and_says_when_it_lacks(edition: Edition, world: World, client: Client) -> None:
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("concertation:diagnosis", args=[edition.pk])
    assert 'id="moved"' in client.get(url).content.decode()
    asked(edition, world, "during", [1] * 6)
    asked(edition, world, "after", [4] * 6)
    page = client.get(url).content.decode()
    assert page.index('id="moved"') < page.index("(n = 6)")


def test_a_diagnosis_kept_before_shows_none(edition: Edition) -> None:
    kept: dict[str, Any] = {"page": {"lede": "Rien"}}
    assert page_of(Diagnosis(edition=edition, content=kept)) == {"moved": [], "lede": "Rien"}


def test_the_workbook_has_its_sheet(edition: Edition, world: World) -> None:
    asked(edition, world, "during", [1] * 6)
    asked(edition, world, "after", [4] * 6)
    sheet = figure_sheets(edition, inside=True)[4]
    assert sheet.rows[0][2:6] == [D("0.0000"), 6, D("1.0000"), 6]
