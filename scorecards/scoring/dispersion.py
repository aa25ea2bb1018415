"""How far people stand apart: inside one vote, between two groups, between the two sides over time.

Sources: the index of disagreement is the variance of the votes over the largest variance the scale allows (agreement
indices r_wg of James, Demaree and Wolf use the same ratio against a uniform law); slopes are Theil–Sen medians, robust
to one odd round.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from actionplans.scoring import reciprocity as reciprocity
from scorecards.scales import ScaleSpec
from scorecards.scoring.card import Card, to_decimal

#: Fewer hands than this say nothing about how divided a group is.
HANDS_NEEDED = 5
#: From this share of the largest possible variance, a vote is divided: the mean alone would mislead.
DIVIDED = Decimal("0.5")
#: Fewer rounds than this make no slope.
ROUNDS_NEEDED = 3


def disagreement(tallies: Sequence[int], scale: ScaleSpec) -> Decimal | None:
    """0 (everybody says the same) to 1 (half at each end): variance of the votes over its maximum.

    Population variance; the maximum is a quarter of the squared span between the lowest and highest level. None under
    5 hands.
    """
    hands = sum(tallies)
    if hands < HANDS_NEEDED:
        return None
    pairs = list(zip((Fraction(level) for level in scale.levels), tallies, strict=True))
    centre = sum((level * count for level, count in pairs), Fraction(0)) / hands
    variance = sum(((level - centre) ** 2 * count for level, count in pairs), Fraction(0)) / hands
    span = Fraction(scale.levels[-1]) - Fraction(scale.levels[0])
    return to_decimal(variance / (span**2 / 4))


@dataclass(frozen=True)
class Difference:
    """``difference`` = first − second on one indicator, or as the mean over the indicators both scored."""

    indicator: str | None
    first: Decimal
    second: Decimal
    difference: Decimal
    people: tuple[int | None, int | None]


def _of_kind(card: Card, row_index: int, wanted: Iterable[str], minimum: int) -> tuple[Decimal, int | None] | None:
    """Simple mean of the wanted groups on a row; None without any, or when they are under ``minimum`` people."""
    chosen = set(wanted)
    row = card.rows[row_index]
    cells = [cell for key, cell in zip(card.groups, row.groups, strict=True) if key in chosen and cell.is_scored]
    means = [Fraction(cell.mean) for cell in cells if cell.mean is not None]
    if not means:
        return None
    counted = [cell.people for cell in cells if cell.people is not None]
    people = sum(counted) if len(counted) == len(cells) else None
    if people is not None and people < minimum:
        return None
    return to_decimal(sum(means, Fraction(0)) / len(means)), people


def group_differences(
    card: Card, first: Iterable[str], second: Iterable[str], minimum: int
) -> tuple[Difference | None, tuple[Difference, ...]]:
    """How two kinds of groups differ (women and men, youth and elders): the mean, then each indicator, largest first.

    Only indicators that both scored, with at least ``minimum`` people on each side; (None, ()) when there is none.
    """
    one, two = tuple(first), tuple(second)
    found = []
    for index, row in enumerate(card.rows):
        ours, theirs = _of_kind(card, index, one, minimum), _of_kind(card, index, two, minimum)
        if ours is not None and theirs is not None:
            found.append(Difference(row.indicator, ours[0], theirs[0], ours[0] - theirs[0], (ours[1], theirs[1])))
    if not found:
        return None, ()
    n = len(found)
    left = to_decimal(sum((Fraction(item.first) for item in found), Fraction(0)) / n)
    right = to_decimal(sum((Fraction(item.second) for item in found), Fraction(0)) / n)
    overall = Difference(None, left, right, left - right, found[0].people)
    return overall, tuple(sorted(found, key=lambda item: (-abs(item.difference), item.indicator or "")))


def slope(points: Mapping[int, Decimal] | Sequence[tuple[int, Decimal]]) -> Decimal | None:
    """Change per round: the median of the slopes between all pairs of rounds (Theil–Sen). None under three rounds.

    ``points``: round number → figure on one scale; rounds without a figure are left out.
    """
    pairs = sorted(points.items() if isinstance(points, Mapping) else points)
    if len(pairs) < ROUNDS_NEEDED:
        return None
    slopes = sorted(
        (Fraction(y2) - Fraction(y1)) / (x2 - x1)
        for index, (x1, y1) in enumerate(pairs)
        for x2, y2 in pairs[index + 1 :]
        if x2 != x1
    )
    middle = len(slopes) // 2
    exact = slopes[middle] if len(slopes) % 2 else (slopes[middle - 1] + slopes[middle]) / 2
    return to_decimal(exact)


@dataclass(frozen=True)
class SidesAgreement:
    """``share`` of the indicators scored by both sides where they agree; ``mean_gap`` = mean of users − provider."""

    compared: int
    agreeing: int
    share: Decimal | None
    mean_gap: Decimal | None
    mean_distance: Decimal | None


def sides_agreement(card: Card) -> SidesAgreement:
    """How close users and provider stand on the indicators that both scored; None where they share none."""
    rows = [row for row in card.rows if row.gap is not None]
    if not rows:
        return SidesAgreement(0, 0, None, None, None)
    gaps = [Fraction(row.gap) for row in rows if row.gap is not None]
    agreeing = sum(row.gap_class == "agreement" for row in rows)
    return SidesAgreement(
        len(rows),
        agreeing,
        to_decimal(Fraction(agreeing, len(rows))),
        to_decimal(sum(gaps, Fraction(0)) / len(gaps)),
        to_decimal(sum((abs(gap) for gap in gaps), Fraction(0)) / len(gaps)),
    )
