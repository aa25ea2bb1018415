"""The arithmetic that several indicators share. Pure, exact or to 28 digits; nothing is rounded here.

Sources: domain/concertation.md §4.3 and §4.4; docs/en/figures.md (concertation).
"""

from collections.abc import Hashable, Sequence
from decimal import Decimal
from itertools import combinations
from math import comb, floor

from core.arithmetic import median

#: 95 % of the samples of that size.
Z = Decimal("1.96")


def weighted_median(pairs: Sequence[tuple[int, int]]) -> Decimal | None:
    """Median of values that each count several times: ``pairs`` of (value, how many)."""
    total = sum(times for _value, times in pairs)
    if not total:
        return None
    return (_at(pairs, (total - 1) // 2) + _at(pairs, total // 2)) / 2


def _at(pairs: Sequence[tuple[int, int]], rank: int) -> Decimal:
    """The value at ``rank`` (from 0) once every value is repeated as often as it counts."""
    seen = 0
    for value, times in sorted(pairs):
        seen += times
        if rank < seen:
            return Decimal(value)
    raise ValueError("rank beyond the values")


def wilson(successes: int, n: int) -> tuple[Decimal, Decimal] | None:
    """Wilson's interval of a share at 95 %; None when nobody was counted."""
    if not n:
        return None
    share, square = Decimal(successes) / n, Z * Z
    middle = share + square / (2 * n)
    half = Z * (share * (1 - share) / n + square / (4 * n * n)).sqrt()
    low, high = (middle - half) / (1 + square / n), (middle + half) / (1 + square / n)
    return max(low, Decimal(0)), min(high, Decimal(1))


def gini(values: Sequence[int]) -> Decimal | None:
    """Gini of what each one has, × n ÷ (n − 1) for small rooms: 0 all alike, 1 a single one has everything.

    None for fewer than two, or when nobody has anything.
    """
    n, total = len(values), sum(values)
    if n < 2 or not total:
        return None
    ranked = sorted(values)
    weighed = sum((2 * rank - n - 1) * value for rank, value in enumerate(ranked, 1))
    return Decimal(weighed) / (n * total) * n / (n - 1)


def top_share(values: Sequence[int], part: Decimal = Decimal("0.1")) -> Decimal | None:
    """What the most talkative ``part`` (a tenth, one person at least) holds of the whole; None when it is nothing."""
    total = sum(values)
    if not total:
        return None
    first = max(1, int(len(values) * part))
    return Decimal(sum(sorted(values, reverse=True)[:first])) / total


def evenness(counts: Sequence[int], classes: int | None = None) -> Decimal | None:
    """Shannon's entropy ÷ ln K: 0 all in one class, 1 evenly spread over the K classes.

    ``classes``: K, by default the classes that hold somebody. None when nobody is counted; 0 with a single class.
    """
    held = [count for count in counts if count > 0]
    total, k = sum(held), classes or len(held)
    if not total:
        return None
    if k < 2:
        return Decimal(0)
    shares = [Decimal(count) / total for count in held]
    entropy = -sum((share * share.ln() for share in shares), Decimal(0))
    return entropy / Decimal(k).ln() + Decimal(0)


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> Decimal | None:
    """Agreement of two observers beyond chance, −1 to 1: (p_o − p_e) ÷ (1 − p_e).

    ``pairs``: what each of the two said of the same speech. None without a pair, and when both always said the
    same single thing (chance alone explains it).
    """
    n = len(pairs)
    if not n:
        return None
    observed = Decimal(sum(1 for one, other in pairs if one == other)) / n
    words = {word for pair in pairs for word in pair}
    expected = sum(
        (
            Decimal(sum(1 for one, _o in pairs if one == word)) * sum(1 for _o, other in pairs if other == word)
            for word in words
        ),
        Decimal(0),
    ) / (n * n)
    return None if expected == 1 else (observed - expected) / (1 - expected)


def theil_sen(points: Sequence[tuple[int, Decimal]]) -> Decimal | None:
    """Median slope over all pairs of points; None under three points."""
    if len(points) < 3:
        return None
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(sorted(points), 2) if x1 != x2]
    return median(slopes)


def distance(shares: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """Dissimilarity ½ Σ |p − q| over classes of (share here, share in the census): 0 alike, 1 apart."""
    return sum((abs(here - there) for here, there in shares), Decimal(0)) / 2


def distance_by_chance(census: Sequence[Decimal], n: int) -> Decimal:
    """The distance that ``n`` people drawn at random (with replacement) would show on average. Exact.

    Per class the count is binomial; De Moivre: E|X − nq| = 2 m C(n, m) q^m (1 − q)^(n − m + 1), m = ⌊nq⌋ + 1.
    """
    apart = Decimal(0)
    for share in census:
        if not 0 < share < 1:
            continue
        m = floor(n * share) + 1
        if m <= n:
            apart += 2 * m * Decimal(comb(n, m)) * share**m * (1 - share) ** (n - m + 1)
    return apart / n / 2
