"""Dates in French words."""

import datetime as dt

import pytest
from django.utils.translation import override

from core import dates

DAY = dt.date(2026, 3, 16)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (DAY, "16 mars 2026"),
        (dt.date(2025, 6, 1), "1er juin 2025"),
        (dt.date(2025, 8, 30), "30 août 2025"),
        (None, "–"),
    ],
)
def test_format_date(day: dt.date | None, text: str) -> None:
    assert dates.format_date(day) == text


def test_short_forms() -> None:
    assert dates.format_day(DAY) == "16 mars"
    assert dates.format_month(DAY) == "mars 2026"
    assert dates.format_weekday(dt.date(2026, 4, 14)) == "mardi 14 avril 2026"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ((2026, 3, 16), (2026, 3, 20), "du 16 au 20 mars 2026"),
        ((2026, 3, 28), (2026, 4, 3), "du 28 mars au 3 avril 2026"),
        ((2025, 12, 30), (2026, 1, 1), "du 30 décembre 2025 au 1er janvier 2026"),
        ((2026, 3, 16), (2026, 3, 16), "16 mars 2026"),
    ],
)
def test_periods(start: tuple[int, int, int], end: tuple[int, int, int], text: str) -> None:
    assert dates.format_period(dt.date(*start), dt.date(*end)) == text


def test_a_period_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="ends before"):
        dates.format_period(dt.date(2026, 3, 2), dt.date(2026, 3, 1))


@pytest.mark.parametrize(
    ("due", "late", "phrase"),
    [
        (dt.date(2026, 3, 16), 0, "aujourd’hui"),
        (dt.date(2026, 3, 17), 0, "demain"),
        (dt.date(2026, 3, 19), 0, "dans 3 jours"),
        (dt.date(2026, 3, 15), 1, "1 jour de retard"),
        (dt.date(2026, 2, 21), 23, "23 jours de retard"),
    ],
)
def test_due_dates(due: dt.date, late: int, phrase: str) -> None:
    assert dates.days_late(due, DAY) == late
    assert dates.due_phrase(due, DAY) == phrase


def test_times_in_french_and_elsewhere() -> None:
    assert dates.format_time(dt.time(14, 32)) == "14\u00a0h\u00a032"
    assert dates.format_time(dt.time(9, 0)) == "9\u00a0h"
    with override("en"):
        assert dates.format_time(dt.time(9, 5)) == "9:05"


def test_instants_are_shown_on_the_local_day() -> None:
    late_evening = dt.datetime(2026, 3, 16, 23, 30, tzinfo=dt.UTC)
    from django.utils import timezone

    with timezone.override("Asia/Kabul"):
        assert dates.format_instant(late_evening) == "17 mars 2026 à 4\u00a0h"
        assert dates.to_day(late_evening) == dt.date(2026, 3, 17)
