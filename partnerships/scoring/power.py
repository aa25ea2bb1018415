"""Who holds how much: shares, concentration, centre of a network, risks against means and power. Pure.

Results to four decimals, halves up. ``None``: nothing to compute from. Source: docs/en/figures.md (partnerships).
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.arithmetic import rounded

Amounts = Mapping[Hashable, Decimal]


def shares(amounts: Amounts) -> dict[Hashable, Decimal]:
    """Each amount ÷ their sum, unrounded; empty when the sum is 0."""
    total = sum(amounts.values(), Decimal(0))
    return {key: amount / total for key, amount in amounts.items()} if total else {}


def split(holders: Iterable[Collection[Hashable]]) -> dict[Hashable, Decimal]:
    """Points per holder: one per fact, shared evenly by those who held it together."""
    points: dict[Hashable, Decimal] = defaultdict(Decimal)
    for together in holders:
        for holder in together:
            points[holder] += Decimal(1) / len(together)
    return dict(points)


def concentration(amounts: Amounts, actors: int) -> Decimal | None:
    """HHI* = (Σp² − 1/n) ÷ (1 − 1/n): 0 evenly held by ``actors``, 1 by one alone. None under two actors."""
    parts = shares(amounts)
    n = max(actors, len(parts))
    if not parts or n < 2:
        return None
    even = Decimal(1) / n
    held = sum((part * part for part in parts.values()), Decimal(0))
    return rounded(max(Decimal(0), (held - even) / (1 - even)))


def evenness(amounts: Amounts, actors: int) -> Decimal | None:
    """H ÷ ln n, H = −Σp·ln p: 1 evenly from ``actors``, 0 from one alone. None under two actors."""
    parts = [part for part in shares(amounts).values() if part]
    n = max(actors, len(parts))
    if not parts or n < 2:
        return None
    entropy = -sum((part * part.ln() for part in parts), Decimal(0))
    return rounded(max(Decimal(0), entropy / Decimal(n).ln()))


def centralisation(nodes: Sequence[Hashable], links: Iterable[tuple[Hashable, Hashable]]) -> Decimal | None:
    """Freeman: Σ(c_max − c_i) ÷ [(n − 1)(n − 2)] on how many others each one is in touch with. None under 3 nodes."""
    n = len(nodes)
    near: dict[Hashable, set[Hashable]] = {node: set() for node in nodes}
    for one, other in links:
        if one in near and other in near and one != other:
            near[one].add(other)
            near[other].add(one)
    if n < 3 or not any(near.values()):
        return None
    degrees = [len(others) for others in near.values()]
    return rounded(Decimal(sum(max(degrees) - degree for degree in degrees)) / ((n - 1) * (n - 2)))


def distance(one: Amounts, other: Amounts) -> Decimal | None:
    """½Σ|a_i − b_i| between two sets of shares: 0 the same, 1 nothing in common. None when one is empty."""
    first, second = shares(one), shares(other)
    if not first or not second:
        return None
    keys = {*first, *second}
    apart = sum((abs(first.get(key, Decimal(0)) - second.get(key, Decimal(0))) for key in keys), Decimal(0))
    return rounded(apart / 2)


def one_way(requests: Iterable[tuple[Hashable, Hashable]]) -> Decimal | None:
    """Σ|x_ij − x_ji| ÷ Σ(x_ij + x_ji) over pairs: 0 as many both ways, 1 all one way. None without requests."""
    counts: dict[frozenset[Hashable], dict[Hashable, int]] = defaultdict(lambda: defaultdict(int))
    for source, target in requests:
        counts[frozenset((source, target))][source] += 1
    total = sum(sum(ways.values()) for ways in counts.values())
    if not total:
        return None
    apart = 0
    for pair, ways in counts.items():
        one, other = (ways.get(member, 0) for member in pair)
        apart += abs(one - other)
    return rounded(Decimal(apart) / total)


@dataclass(frozen=True)
class RiskInput:
    """``exposure``: probability × severity (1–16); ``shares``: party → percent borne."""

    label: str
    exposure: int
    shares: Mapping[Hashable, Decimal]

    @property
    def borne(self) -> Decimal:
        """Sum of the shares, in percent."""
        return sum(self.shares.values(), Decimal(0))

    @property
    def bearers(self) -> int:
        return sum(1 for percent in self.shares.values() if percent > 0)


def risk_burden(risks: Iterable[RiskInput]) -> dict[Hashable, Decimal]:
    """e_i = Σα_ir·X_r per party (unrounded; shares of it by ``shares``)."""
    burden: dict[Hashable, Decimal] = defaultdict(Decimal)
    for risk in risks:
        for party, percent in risk.shares.items():
            burden[party] += percent / 100 * risk.exposure
    return dict(burden)
