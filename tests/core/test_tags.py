"""Tags and filters of the theme, as templates write them."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template
from django.utils.translation import override

from core import charts

DAY = dt.date(2026, 3, 16)
EVERY = {
    "day": DAY,
    "end": dt.date(2026, 3, 20),
    "at": dt.datetime(2026, 3, 16, 14, 32, tzinfo=dt.UTC),
    "mean": Decimal("8"),
    "value": Decimal("9.5"),
    "counts": [5, 3, 4, 2, 0],
    "half": 12,
    "marks": [charts.Mark("users", 3, "commune"), charts.Mark("provider", 2, "association")],
    "spokes": [charts.Spoke(n, "c", 2) for n in range(1, 6)],
    "points": [charts.Point(str(n), n) for n in range(3)],
}


def draw(source: str, **context: Any) -> str:
    return Template("{% load ui charts %}" + source).render(Context(EVERY | context))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ value|score }}", "9,5"),
        ("{{ mean|score }}", "8"),
        ("{{ mean|average }}", "8,0"),
        ("{{ value|signed }}", "+9,5"),
        ("{{ 7|percent_of:12 }}", "58"),
        ("{{ 7|percent_of:0 }}", "–"),
        ("{{ 12450|whole }}", "12\u00a0450"),
        ("{{ 2|level_word }}", "Mauvais"),
        ("{{ day|day }}", "16 mars 2026"),
        ("{{ day|day_short }}", "16 mars"),
        ("{{ day|month }}", "mars 2026"),
        ("{{ at|instant }}", "16 mars 2026 à 14\u00a0h\u00a032"),
        ("{% period day end %}", "du 16 au 20 mars 2026"),
    ],
)
def test_figures_and_dates(source: str, text: str) -> None:
    assert draw(source) == text


def test_a_due_date_says_how_far_it_is() -> None:
    from django.utils import timezone

    assert draw("{{ day|until }}", day=timezone.localdate()) == "aujourd’hui"


@pytest.mark.parametrize(
    "source",
    [
        '{% dumbbell "Eau" 5 7 %}',
        '{% dumbbell "Eau" 5 None minimum=1 maximum=5 before=2 %}',
        "{% dumbbell_axis %}",
        '{% marks_line "x" marks %}',
        '{% stacked_bar counts label="x" %}',
        '{% diverging_bar counts half label="x" height=44 size=28 %}',
        "{% promise_bar 7 3 1 1 %}",
        '{% score_bar 61 "x" %}',
        '{% trend "x" points %}',
        '{% radar "x" spokes %}',
        '{% icon "check" "al" %}',
        "{% face 3 %}",
        '{% who "provider" %}',
        "{% brand %}",
    ],
)
def test_drawings(source: str) -> None:
    for language in ("fr", "ar"):
        with override(language):
            assert draw(source).startswith("<svg ")


def test_bars_and_dumbbells_mirror_with_the_language_time_and_shapes_do_not() -> None:
    mirrored = [
        '{% dumbbell "Eau" 2 9 %}',
        "{% promise_bar 7 3 1 1 %}",
        '{% score_bar 61 "x" %}',
        "{% dumbbell_axis %}",
    ]
    kept = ["{% face 1 %}", "{% brand %}"]
    for source in mirrored + kept:
        with override("fr"):
            french = draw(source)
        with override("ar"):
            arabic = draw(source)
        assert (french.split("</title>")[-1] != arabic.split("</title>")[-1]) == (source in mirrored)
