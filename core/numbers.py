"""Numbers as people read and type them. Pure: Decimal in, text out, rounding stated.

Every rounding is half up (core.arithmetic). Text follows the active language (French: "9,6").
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from django.utils.formats import get_format
from django.utils.translation import gettext as _

from core.arithmetic import Number, round_half_up, to_decimal

MINUS = "\N{MINUS SIGN}"
MISSING = "\N{EN DASH}"
# Thousands are set apart by a space in every language: a point or a comma would read as decimals when typed back.
GROUP = "\N{NO-BREAK SPACE}"
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_PLAIN = re.compile(r"[+-]?(\d+([.]\d*)?|[.]\d+)\Z")
_GROUPED = re.compile(r"[+-]?\d{1,3}( \d{3})+(?=[.,]|\Z)")
_LONGEST = 40


class NumberError(ValueError):
    """Text that is not one plain number. `str()` gives the sentence to show."""


def percent_of(part: Number, whole: Number, quantum: str | Decimal = "1") -> Decimal | None:
    """`part` in percent of `whole`, rounded half up; None when the whole is 0."""
    if not whole:
        return None
    return round_half_up(to_decimal(part) * 100 / to_decimal(whole), quantum)


def format_number(value: Number | None, places: int = 1, *, trim: bool = True, group: bool = True) -> str:
    """Text of a number in the active language: 9.55 → "9,6"; 10 → "10"; None → "–".

    `places`: digits after the comma, rounded half up. `trim` drops useless zeros (8.0 → "8");
    give False for a mean ("8,0"). `group` sets thousands apart from 10 000 on.
    """
    if value is None:
        return MISSING
    rounded = round_half_up(value, Decimal(1).scaleb(-places))
    whole, _dot, rest = f"{abs(rounded):f}".partition(".")
    if trim:
        rest = rest.rstrip("0")
    if group and len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", GROUP)
    text = f"{whole}{get_format('DECIMAL_SEPARATOR')}{rest}" if rest else whole
    return f"{MINUS}{text}" if rounded < 0 else text


def format_signed(value: Number | None, places: int = 1, *, trim: bool = True) -> str:
    """Like `format_number`, with its sign: "+3", "−1", "0". Show it inside `dir="ltr"`."""
    text = format_number(value, places, trim=trim)
    if value is None or round_half_up(value, Decimal(1).scaleb(-places)) <= 0:
        return text
    return f"+{text}"


def parse_decimal(text: str) -> Decimal:
    """The number a person typed: "3,5", "3.5", " 1 200,5 ", "٣٫٥", "−2" (any Unicode digit).

    Raises NumberError for anything else: words, two separators, exponents, NaN, infinity,
    more than 40 characters.
    """
    refused = NumberError(_("Write a number, for example 7.5."))
    if len(text) > _LONGEST:
        raise refused
    tidy = _SPACES.sub(" ", text).strip().replace(MINUS, "-").replace("\u066b", ",")
    if " " in tidy:
        if not _GROUPED.match(tidy):
            raise refused
        tidy = tidy.replace(" ", "")
    tidy = "".join(str(unicodedata.decimal(c, c)) for c in tidy).replace(",", ".")
    if not _PLAIN.match(tidy):
        raise refused
    try:
        return Decimal(tidy)
    except InvalidOperation as error:  # pragma: no cover - the pattern admits only numbers
        raise refused from error
