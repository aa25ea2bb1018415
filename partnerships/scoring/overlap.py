"""How alike answers are that parties wrote each alone. Pure; results to four decimals, halves up.

``None`` means that the figure can't be computed; it is never 0. Source: docs/en/figures.md (partnerships).
"""

from collections.abc import Collection, Hashable, Iterable, Sequence
from decimal import Decimal
from itertools import combinations

from core.arithmetic import mean, rounded, settled

Ranking = Sequence[Hashable]


def jaccard(one: Collection[Hashable], other: Collection[Hashable]) -> Decimal | None:
    """Shared ÷ all distinct, 0–1; None when both are empty."""
    first, second = set(one), set(other)
    union = first | second
    return rounded(Decimal(len(first & second)) / len(union)) if union else None


def mean_pairwise_jaccard(answers: Sequence[Collection[Hashable]]) -> Decimal | None:
    """Mean over all pairs of answers that hold something; an empty answer is no answer. None under two answers."""
    given = [set(answer) for answer in answers if answer]
    pairs = [Decimal(len(one & other)) / len(one | other) for one, other in combinations(given, 2)]
    value = mean(pairs)
    return settled(value)


def midranks(ranking: Ranking, items: Sequence[Hashable]) -> list[Decimal]:
    """Rank of each item, 1 first; those that were left out share the mean of the ranks that remain."""
    place = {item: Decimal(number) for number, item in enumerate(ranking, 1)}
    left_over = Decimal(len(place) + 1 + len(items)) / 2
    return [place.get(item, left_over) for item in items]


def _correlation(one: Sequence[Decimal], other: Sequence[Decimal]) -> Decimal | None:
    middle = Decimal(len(one) + 1) / 2
    across = sum(((a - middle) * (b - middle) for a, b in zip(one, other, strict=True)), Decimal(0))
    spread_one = sum(((a - middle) ** 2 for a in one), Decimal(0))
    spread_other = sum(((b - middle) ** 2 for b in other), Decimal(0))
    if not spread_one or not spread_other:
        return None
    return across / (spread_one * spread_other).sqrt()


def _items(rankings: Iterable[Ranking]) -> list[Hashable]:
    return list(dict.fromkeys(item for ranking in rankings for item in ranking))


def spearman(one: Ranking, other: Ranking) -> Decimal | None:
    """Rank correlation −1…1 of two orders (first the most important), ties at mid-rank. None under two items."""
    items = _items([one, other])
    if not one or not other or len(items) < 2:
        return None
    value = _correlation(midranks(one, items), midranks(other, items))
    return settled(value)


def mean_rank_correlation(rankings: Sequence[Ranking]) -> Decimal | None:
    """ρ̄: mean Spearman over all pairs, −1…1; by chance 0. Empty rankings are left out; None under two of them."""
    given = [ranking for ranking in rankings if ranking]
    items = _items(given)
    if len(given) < 2 or len(items) < 2:
        return None
    ranks = [midranks(ranking, items) for ranking in given]
    value = mean(r for r in (_correlation(one, other) for one, other in combinations(ranks, 2)) if r is not None)
    return settled(value)


def kendall_w(rankings: Sequence[Ranking]) -> Decimal | None:
    """W = 12S ÷ (m²(k³ − k) − m·ΣT), 0–1, T the correction for ties. By chance 1/m: never read it raw.

    Empty rankings are left out; None under two rankings or two items.
    """
    given = [ranking for ranking in rankings if ranking]
    items = _items(given)
    m, k = len(given), len(items)
    if m < 2 or k < 2:
        return None
    ranks = [midranks(ranking, items) for ranking in given]
    sums = [sum(column, Decimal(0)) for column in zip(*ranks, strict=True)]
    middle = Decimal(m * (k + 1)) / 2
    spread = sum(((total - middle) ** 2 for total in sums), Decimal(0))
    ties = sum(_tie(k - len(set(ranking))) for ranking in given)
    most = Decimal(m * m * (k**3 - k) - m * ties)
    return rounded(12 * spread / most) if most else None


def _tie(left_out: int) -> int:
    return left_out**3 - left_out


def beyond_chance(w: Decimal, raters: int) -> Decimal:
    """ρ̄ = (mW − 1) ÷ (m − 1): Kendall's W with what chance gives taken out. ``raters`` ≥ 2."""
    return rounded((raters * w - 1) / (raters - 1))
