"""What the framing computes: how readable motives are, what is common and unique, which needs are met. Pure.

Shares go from 0 to 1, to four decimals, halves up. ``None``: nothing to compute from; it is never 0.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from core.arithmetic import mean, settled, share

K = TypeVar("K", bound=Hashable)


def readability(declared: Collection[Hashable], predictions: Sequence[Collection[Hashable]]) -> Decimal | None:
    """How well the others foresaw one party's motives: mean Jaccard of each prediction with the declaration.

    An empty prediction is no prediction. None without a declaration or without any prediction.
    """
    own = set(declared)
    given = [set(each) for each in predictions if each]
    if not own:
        return None
    return settled(mean(Decimal(len(each & own)) / len(each | own) for each in given))


@dataclass(frozen=True)
class Venn:
    """Words by how many parties have them; each sorted. ``holders``: word → the parties that have it."""

    common: tuple[str, ...]
    several: tuple[str, ...]
    unique: tuple[str, ...]
    holders: Mapping[str, frozenset[Hashable]]


def venn(words: Mapping[K, Collection[str]]) -> Venn:
    """Common to all, shared by several, unique to one. Case and spaces don't count; the first spelling stays."""
    spelling: dict[str, str] = {}
    holders: dict[str, set[Hashable]] = {}
    for party, labels in words.items():
        for label in labels:
            key = " ".join(label.casefold().split())
            spelling.setdefault(key, label)
            holders.setdefault(key, set()).add(party)
    everybody = len(words)

    def pick(test: Collection[int]) -> tuple[str, ...]:
        return tuple(sorted(spelling[key] for key, who in holders.items() if len(who) in test))

    return Venn(
        pick([everybody]) if everybody > 1 else (),
        pick(range(2, everybody)),
        pick([1]),
        {spelling[key]: frozenset(who) for key, who in holders.items()},
    )


@dataclass(frozen=True)
class Coverage:
    """Needs that another party can meet. ``met``: (party, need) → the parties that offer it."""

    needs: int
    covered: int
    met: Mapping[tuple[Hashable, str], frozenset[Hashable]]

    @property
    def rate(self) -> Decimal | None:
        """covered ÷ needs; None without any need."""
        return settled(share(self.covered, self.needs))


def coverage(needs: Mapping[K, Collection[str]], offers: Mapping[K, Collection[str]]) -> Coverage:
    """A need is covered when at least one *other* party offers the same words."""
    offered: dict[str, set[Hashable]] = {}
    for party, labels in offers.items():
        for label in labels:
            offered.setdefault(" ".join(label.casefold().split()), set()).add(party)
    met: dict[tuple[Hashable, str], frozenset[Hashable]] = {}
    for party, labels in needs.items():
        for label in labels:
            met[party, label] = frozenset(offered.get(" ".join(label.casefold().split()), set()) - {party})
    return Coverage(len(met), sum(1 for who in met.values() if who), met)
