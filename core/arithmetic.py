"""The arithmetic that every room shares: rounding, mean, median, share. Pure: no framework, Decimal in, Decimal out.

Halves go away from zero (0.05 → 0.1, −0.05 → −0.1), the rule taught at school and printed on the cards; Python's own
``round`` would give 0.0. None is "not known" and never 0: a mean, a median or a share of nothing is None.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

Number = Decimal | int | float


def to_decimal(value: Number) -> Decimal:
    """Exact Decimal of an int or Decimal; a float goes through its shortest text (0.1 → 0.1)."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def round_half_up(value: Number, quantum: str | Decimal = "0.1") -> Decimal:
    """``value`` rounded half up to a multiple of the power of ten ``quantum`` ("0.1", "1", "0.001")."""
    found = to_decimal(value).quantize(Decimal(quantum), rounding=ROUND_HALF_UP)
    return abs(found) if found.is_zero() else found


def rounded(value: Number, places: int = 4) -> Decimal:
    """``value`` rounded half up to ``places`` decimals; four is what a figure keeps before it is shown."""
    return round_half_up(value, Decimal(1).scaleb(-places))


def settled(value: Decimal | None, places: int = 4) -> Decimal | None:
    """``rounded``; what isn't known stays None."""
    return None if value is None else rounded(value, places)


def mean(values: Iterable[Decimal | int]) -> Decimal | None:
    """Plain mean, unrounded; None of nothing."""
    found = list(values)
    return sum(map(Decimal, found), Decimal(0)) / len(found) if found else None


def median(values: Iterable[Decimal | int]) -> Decimal | None:
    """The middle value, or the mean of the two middle ones; None of nothing."""
    ranked = sorted(Decimal(value) for value in values)
    if not ranked:
        return None
    middle = len(ranked) // 2
    return ranked[middle] if len(ranked) % 2 else (ranked[middle - 1] + ranked[middle]) / 2


def share(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """``part`` ÷ ``whole``, unrounded; None when one isn't known, or of nothing."""
    return Decimal(part) / Decimal(whole) if part is not None and whole else None


def percent(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """``part`` in percent of ``whole``, unrounded; None when one isn't known, or of nothing."""
    return Decimal(part) * 100 / Decimal(whole) if part is not None and whole else None
