"""Answers by sex and by age beside the whole: small groups hidden, and nothing found by subtraction."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from concertation.models import Survey
from concertation.reports.surveygroups import build_groups
from concertation.scoring.breakdown import to_hide
from concertation.services.surveys import Given, open_survey, take_sheet
from tests.concertation.factories import make_edition
from tests.conftest import World


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        ({"f": 10, "m": 12}, set()),
        # 3 alone would be found from the whole: the next smallest goes too.
        ({"f": 20, "m": 12, "": 3}, {"", "m"}),
        # 2 and 2 stand together for 4: one more is hidden.
        ({"a": 2, "b": 2, "c": 9, "d": 30}, {"a", "b", "c"}),
        ({"a": 3, "b": 4, "c": 9}, {"a", "b"}),
        ({"a": 4}, {"a"}),
        ({"a": 8, "b": 0}, set()),
    ],
)
def test_what_is_hidden_by_hand(people: dict[str, int], hidden: set[str]) -> None:
    assert to_hide(people, 5) == hidden


@pytest.fixture
def survey(world: World) -> Survey:
    edition = make_edition(world.town_hall, territory=world.commune)
    return open_survey(edition=edition, audience="participants", moment="during", closes_on=None, by=world.officer)


def sheets(survey: Survey, sex: str, levels: list[int | None], item: str = "S1", age: str = "") -> None:
    for level in levels:
        take_sheet(survey=survey, given=Given({item: level}, sex=sex, age=age), key=uuid4())


def test_each_group_beside_the_whole(survey: Survey) -> None:
    sheets(survey, "Femmes", [4, 4, 4, 1, 1])
    sheets(survey, "Hommes", [1, 1, 1, 1, 4, None])
    [table] = build_groups(survey)
    [row] = table.rows
    # 4 of 10 agree; 3 of 5 women; 1 of 5 men who chose a level.
    assert [row.whole, *(cell.text for cell in row.cells)] == ["40 %", "60 %", "20 %"] or [
        text.replace("\u00a0", " ") for text in (row.whole, *(cell.text for cell in row.cells))
    ] == ["40 %", "60 %", "20 %"]
    assert [cell.n for cell in row.cells] == [5, 5]
    assert not table.hides


def test_a_small_group_hides_the_next_one(survey: Survey) -> None:
    sheets(survey, "Femmes", [4] * 9)
    sheets(survey, "Hommes", [1] * 6)
    sheets(survey, "", [4] * 3)
    [table] = build_groups(survey)
    assert [(cell.hidden, cell.text == "", cell.n) for cell in table.rows[0].cells] == [
        (False, False, 9),
        (True, True, None),
        (True, True, None),
    ]


def test_disagreeing_is_good_when_somebody_was_missing(survey: Survey) -> None:
    sheets(survey, "Femmes", [1] * 6, "S7", age="60 ans et plus")
    by_sex, by_age = build_groups(survey)
    assert by_sex.rows[0].cells[0].text.startswith("100")
    assert by_age.groups == ("60 ans et plus",)


def test_nobody_said_it_or_too_few_answered(survey: Survey, world: World) -> None:
    sheets(survey, "", [4] * 9)
    assert build_groups(survey) == ()
    sheets(survey, "Femmes", [4] * 3, "S2")
    [table] = build_groups(survey)
    assert len(table.rows) == 1


def test_the_page_with_as_many_queries_for_more_answers(survey: Survey, world: World, client: Client) -> None:
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("concertation:survey_detail", args=[survey.pk])
    counts: list[Any] = []
    for sex in ("Femmes", "Hommes"):
        sheets(survey, sex, [4] * 6, age=sex)
        with CaptureQueriesContext(connection) as seen:
            page = client.get(url).content.decode()
        counts.append(len(seen))
        assert 'id="by-sex"' in page
    assert counts[0] == counts[1]
