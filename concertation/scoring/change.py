"""Whether a figure moved between two editions, with its uncertainty. Pure; unrounded.

Difference of two shares: Newcombe's interval at 95 % from the two Wilson intervals (method 10, 1998). It only holds
for a share of things counted; for the other figures (days, indices) the difference stands without a margin.
"""

from dataclasses import dataclass
from decimal import Decimal

from concertation.scoring.measures import wilson

#: Under this n on either side nothing is concluded.
MINIMUM = 5
BETTER, WORSE, UNSURE, TOO_FEW, NO_MARGIN, UNKNOWN = "better", "worse", "unsure", "too_few", "no_margin", "unknown"


@dataclass(frozen=True)
class Measure:
    value: Decimal | None
    n: int | None = None


@dataclass(frozen=True)
class Change:
    """``difference``: after − before; ``interval`` around it when it can be told; ``said``: the conclusion."""

    difference: Decimal | None
    interval: tuple[Decimal, Decimal] | None
    said: str


def compare(before: Measure, after: Measure, *, proportion: bool, direction: int) -> Change:
    """``direction``: 1 when more is better, −1 when less is, 0 when neither; then a clear move isn't judged."""
    if before.value is None or after.value is None:
        return Change(None, None, UNKNOWN)
    difference = after.value - before.value
    if not proportion or before.n is None or after.n is None:
        return Change(difference, None, NO_MARGIN)
    if min(before.n, after.n) < MINIMUM:
        return Change(difference, None, TOO_FEW)
    low, high = newcombe(before.value, before.n, after.value, after.n)
    if low <= 0 <= high or not direction:
        said = UNSURE if low <= 0 <= high else NO_MARGIN
    else:
        said = BETTER if (low > 0) == (direction > 0) else WORSE
    return Change(difference, (low, high), said)


def newcombe(first: Decimal, n1: int, second: Decimal, n2: int) -> tuple[Decimal, Decimal]:
    """Interval of ``second − first``; counts are the shares × n, to the nearest whole."""
    one, two = wilson(int((first * n1).to_integral_value()), n1), wilson(int((second * n2).to_integral_value()), n2)
    if one is None or two is None:
        raise ValueError("a share of nobody")
    difference = second - first
    down = ((second - two[0]) ** 2 + (one[1] - first) ** 2).sqrt()
    up = ((two[1] - second) ** 2 + (first - one[0]) ** 2).sqrt()
    return difference - down, difference + up


def reached(after: Decimal | None, target: Decimal | None, direction: int) -> bool | None:
    """Whether the value aimed at is reached; None when it can't be said."""
    if after is None or target is None or not direction:
        return None
    return after >= target if direction > 0 else after <= target
