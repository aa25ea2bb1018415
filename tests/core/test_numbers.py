"""Rounding, French figures, what people type."""

from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from core.numbers import (
    NumberError,
    format_number,
    format_signed,
    parse_decimal,
    percent_of,
)

decimals = st.decimals(min_value=-100_000, max_value=100_000, allow_nan=False, allow_infinity=False, places=4)


def test_percent_of() -> None:
    assert percent_of(7, 12) == 58
    assert percent_of(1, 8) == 13
    assert percent_of(0, 5) == 0
    assert percent_of(3, 0) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("9.55"), "9,6"),
        (10, "10"),
        (Decimal("8.0"), "8"),
        (Decimal("-1.25"), "−1,3"),
        (0, "0"),
        (Decimal("-0.04"), "0"),
        (1234, "1234"),
        (12450, "12\u00a0450"),
        (None, "–"),
    ],
)
def test_french_figures(value: Decimal | int | None, text: str) -> None:
    with override("fr"):
        assert format_number(value).replace("\u202f", "\u00a0") == text


def test_figures_follow_the_language() -> None:
    with override("en"):
        assert format_number(Decimal("9.5")) == "9.5"
    with override("ar"):
        assert format_number(Decimal("9.5")) == "9,5"


def test_a_mean_keeps_its_zero() -> None:
    with override("fr"):
        assert format_number(8, 1, trim=False) == "8,0"


@pytest.mark.parametrize(
    ("value", "text"), [(3, "+3"), (Decimal("0.5"), "+0,5"), (-1, "−1"), (0, "0"), (Decimal("0.04"), "0"), (None, "–")]
)
def test_signed_figures(value: Decimal | int | None, text: str) -> None:
    with override("fr"):
        assert format_signed(value) == text


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3,5", "3.5"),
        ("3.5", "3.5"),
        (" 3,5 ", "3.5"),
        ("+2", "2"),
        ("-2", "-2"),
        ("−2", "-2"),
        (",5", "0.5"),
        ("7.", "7"),
        ("1 200,5", "1200.5"),
        ("1\u202f200", "1200"),
        ("12\u00a0450", "12450"),
        ("٣٫٥", "3.5"),
        ("٧", "7"),
        ("007", "7"),
    ],
)
def test_reads_what_people_type(typed: str, value: str) -> None:
    assert parse_decimal(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "abc", "3,5,1", "1,200.50", "1.200,50", "1e3", "NaN", "Infinity", "-inf", "--2", "3 5", "3/5", "0x10",
        "1_000", "12 34 567", "½", "²", "5%", "3\n5", "-", ",", ".", "9" * 41, "٣٫٥٫١",
    ],
)  # fmt: skip
def test_refuses_what_is_not_one_number(typed: str) -> None:
    with override("fr"), pytest.raises(NumberError) as refused:
        parse_decimal(typed)
    assert str(refused.value) == "Écrivez un nombre, par exemple 7,5."


@given(decimals)
def test_reads_back_what_it_shows(value: Decimal) -> None:
    for language in ("fr", "ar"):
        with override(language):
            assert parse_decimal(format_number(value, 4)) == value


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_a_sentence(typed: str) -> None:
    try:
        value = parse_decimal(typed)
    except NumberError:
        return
    assert value.is_finite()
