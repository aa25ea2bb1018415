"""Rounding, mean, median, share: by hand, and of nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.arithmetic import mean, median, percent, round_half_up, rounded, settled, share, to_decimal

decimals = st.decimals(min_value=-100_000, max_value=100_000, allow_nan=False, allow_infinity=False, places=4)


@pytest.mark.parametrize(
    ("value", "quantum", "expected"),
    [
        ("0.05", "0.1", "0.1"),
        ("-0.05", "0.1", "-0.1"),
        ("2.5", "1", "3"),
        ("3.5", "1", "4"),
        ("7.88888", "0.001", "7.889"),
        ("0.0004", "0.001", "0.000"),
        ("-0.0004", "0.001", "0.000"),
    ],
)
def test_rounds_half_away_from_zero(value: str, quantum: str, expected: str) -> None:
    assert str(round_half_up(Decimal(value), quantum)) == expected


@given(decimals)
def test_rounding_stays_within_half_a_quantum(value: Decimal) -> None:
    assert abs(round_half_up(value, "0.1") - value) <= Decimal("0.05")


@given(decimals)
def test_rounding_is_symmetric_and_stable(value: Decimal) -> None:
    found = round_half_up(value, "0.01")
    assert round_half_up(-value, "0.01") == -found
    assert round_half_up(found, "0.01") == found


def test_places_say_the_same_as_a_quantum() -> None:
    assert str(rounded(Decimal("0.66665"))) == "0.6667"
    assert str(rounded(Decimal("2.5"), 0)) == "3"
    assert str(settled(Decimal("1.005"), 2)) == "1.01"
    assert settled(None) is None


def test_a_float_keeps_its_written_value() -> None:
    assert to_decimal(0.1) == Decimal("0.1")
    assert round_half_up(2.675, "0.01") == Decimal("2.68")


def test_the_mean_is_not_rounded_and_is_none_of_nothing() -> None:
    assert mean([]) is None
    assert mean(iter([1, 2])) == Decimal("1.5")
    assert rounded(mean([7, 8, 8, 9, 7, 8, 8, 8, 8]) or 0, 3) == Decimal("7.889")


@given(st.lists(st.integers(0, 10), min_size=1, max_size=30))
def test_the_mean_lies_between_the_extremes(values: list[int]) -> None:
    result = mean(values)
    assert result is not None
    assert min(values) <= result <= max(values)


def test_the_middle_value() -> None:
    assert median([3, 1, 2]) == 2
    assert median([1, 2, 3, 10]) == Decimal("2.5")
    assert median([]) is None


def test_a_share_and_a_percentage() -> None:
    assert share(1, 8) == Decimal("0.125")
    assert percent(1, 8) == Decimal("12.5")
    assert share(0, 5) == 0
    for part, whole in ((3, 0), (None, 4), (3, None)):
        assert share(part, whole) is None
        assert percent(part, whole) is None
