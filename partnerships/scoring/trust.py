"""Mutual trust, pair by pair. Pure; figures to four decimals, halves up. Source: docs/en/figures.md (partnerships)."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from core.arithmetic import mean, rounded, settled

Pair = tuple[Hashable, Hashable]
#: From this level on, a party trusts another.
TRUSTS = Decimal(3)


@dataclass(frozen=True)
class PairReading:
    """``there``: how ``one`` trusts ``other``; ``back``: the other way round. ``asymmetry``: their distance."""

    one: Hashable
    other: Hashable
    there: Decimal | None
    back: Decimal | None

    @property
    def asymmetry(self) -> Decimal | None:
        """|there − back| in levels, 0–3; None when one of the two didn't say."""
        return None if self.there is None or self.back is None else abs(self.there - self.back)


@dataclass(frozen=True)
class TrustReading:
    """``given[(a, b)]``: how a trusts b; ``received``: party → mean of what the others say of it."""

    given: Mapping[Pair, Decimal]
    received: Mapping[Hashable, Decimal]
    pairs: tuple[PairReading, ...]
    mean: Decimal | None
    asymmetry: Decimal | None
    reciprocity: Decimal | None


def trust_given(facets: Iterable[tuple[Pair, int | None]]) -> dict[Pair, Decimal]:
    """Pair → mean of the facets that were rated; a pair that nobody rated is left out."""
    levels: dict[Pair, list[Decimal]] = {}
    for pair, level in facets:
        if level is not None:
            levels.setdefault(pair, []).append(Decimal(level))
    return {pair: rounded(mean(values) or Decimal(0)) for pair, values in levels.items()}


def read_trust(facets: Iterable[tuple[Pair, int | None]], parties: Sequence[Hashable]) -> TrustReading:
    """``facets``: ((who, about), level or None). ``reciprocity``: ties of 3 or more that are given back, 0–1."""
    given = trust_given(facets)
    pairs = tuple(
        PairReading(one, other, given.get((one, other)), given.get((other, one)))
        for one, other in combinations(parties, 2)
    )
    received = {}
    for party in parties:
        value = mean([level for (_who, about), level in given.items() if about == party])
        if value is not None:
            received[party] = rounded(value)
    apart = mean([pair.asymmetry for pair in pairs if pair.asymmetry is not None])
    overall = mean(given.values())
    return TrustReading(
        given,
        received,
        pairs,
        settled(overall),
        settled(apart),
        reciprocity_of(given),
    )


def reciprocity_of(given: Mapping[Pair, Decimal]) -> Decimal | None:
    """Among the ties of 3 or more whose other end answered, the share that is given back; None without such a tie."""
    ties = [pair for pair, level in given.items() if level >= TRUSTS and (pair[1], pair[0]) in given]
    if not ties:
        return None
    back = sum(1 for one, other in ties if given[(other, one)] >= TRUSTS)
    return rounded(Decimal(back) / len(ties))
