"""Five axes out of the indicators, with how far each can be trusted. Pure; unrounded. Source: §4.4.

A goalpost brings a figure to 0–1: (x − low) ÷ (high − low), kept between 0 and 1; ``low`` above ``high`` means that
less is better. An axis is the plain mean of its indicators so brought; it is hidden when fewer than half of its core
indicators are known. Confidence = completeness × sample × freshness.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from concertation.scoring.figures import Figure
from core.arithmetic import mean, share

STRONG, WEAK = Decimal("0.66"), Decimal("0.4")
#: Confidence: good from two thirds on, medium from one third on.
GOOD, MEDIUM = Decimal("0.66"), Decimal("0.33")
#: A figure drawn from a sample is fully trusted from this n on; with an n that nobody gave, half.
ENOUGH, NO_N = 30, Decimal("0.5")
_YEAR = 365
_HALF = Decimal("0.5")
#: Nothing known, nothing to trust.
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Goal:
    """An indicator as an axis needs it. ``sampled``: it speaks for people or speeches that weren't all seen."""

    code: str
    core: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    sampled: bool = False

    @property
    def has_posts(self) -> bool:
        return self.low is not None and self.high is not None


@dataclass(frozen=True)
class AxisReading:
    """``value`` 0–1, None when hidden. ``known`` of ``total`` indicators, ``core_known`` of ``core_total``."""

    axis: str
    value: Decimal | None
    known: int
    total: int
    core_known: int
    core_total: int
    completeness: Decimal
    sample: Decimal
    freshness: Decimal

    @property
    def confidence(self) -> Decimal:
        return self.completeness * self.sample * self.freshness

    @property
    def hidden(self) -> bool:
        return self.value is None


def brought(value: Decimal, goal: Goal) -> Decimal | None:
    """The value between its goalposts, 0–1; None for an indicator without goalposts."""
    if goal.low is None or goal.high is None:
        return None
    place = (value - goal.low) / (goal.high - goal.low)
    return min(max(place, Decimal(0)), Decimal(1))


def sample_of(figure: Figure, goal: Goal) -> Decimal:
    """1 for a count of everything; for a sample, n ÷ 30 up to 1; half when nobody gave n."""
    if not goal.sampled:
        return Decimal(1)
    return NO_N if figure.n is None else min(Decimal(figure.n) / ENOUGH, Decimal(1))


def freshness_of(figure: Figure, today: date) -> Decimal:
    """1 within a year, a quarter less for each year after, down to a quarter. Without a date: 1."""
    if figure.on is None:
        return Decimal(1)
    years = Decimal(max((today - figure.on).days, 0)) / _YEAR
    return max(Decimal(1) - max(years - 1, Decimal(0)) / 4, Decimal("0.25"))


def confidence_of(figure: Figure, goal: Goal, today: date) -> Decimal | None:
    """Sample × freshness of one figure; None when it is unknown."""
    return sample_of(figure, goal) * freshness_of(figure, today) if figure.known else None


def read_axis(axis: str, goals: Sequence[Goal], figures: Mapping[str, Figure], today: date) -> AxisReading:
    """``goals``: the indicators of the axis; those without goalposts count only when they are core."""
    members = [goal for goal in goals if goal.core or goal.has_posts]
    known = [(goal, figures[goal.code]) for goal in members if goal.code in figures and figures[goal.code].known]
    core = [goal for goal in members if goal.core]
    core_known = sum(1 for goal, _figure in known if goal.core)
    placed = [
        place
        for goal, figure in known
        if figure.value is not None and (place := brought(figure.value, goal)) is not None
    ]
    shown = bool(placed) and core_known >= _HALF * len(core)
    return AxisReading(
        axis,
        mean(placed) if shown else None,
        len(known),
        len(members),
        core_known,
        len(core),
        share(len(known), len(members)) or NOTHING,
        mean(sample_of(figure, goal) for goal, figure in known) or NOTHING,
        mean(freshness_of(figure, today) for _goal, figure in known) or NOTHING,
    )


def overall(axes: Sequence[AxisReading], weights: Mapping[str, int | Decimal]) -> Decimal | None:
    """Weighted mean of the axes that are shown; None when fewer than three are, or they weigh nothing.

    ``weights``: axis → weight; empty means equal weights.
    """
    shown = [(each.value, Decimal(weights.get(each.axis, 0)) if weights else Decimal(1)) for each in axes]
    held = [(value, weight) for value, weight in shown if value is not None and weight > 0]
    total = sum((weight for _value, weight in held), Decimal(0))
    if len(held) < 3 or not total:
        return None
    return sum((value * weight for value, weight in held), Decimal(0)) / total


def confidence_level(confidence: Decimal) -> int:
    """3 good, 2 medium, 1 weak."""
    return 3 if confidence >= GOOD else 2 if confidence >= MEDIUM else 1
