"""The partnerships of a territory seen together: which kinds of actors are there, which ones look alike. Pure.

Results to four decimals, halves up. ``None``: nothing to compute from. Source: docs/en/figures.md (partnerships).
"""

import unicodedata
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from core.arithmetic import rounded

#: Two partnerships that share this much are shown side by side.
ALIKE = Decimal("0.5")
#: Shorter words say nothing of a public ("les", "des", "for").
SHORTEST = 4


@dataclass(frozen=True)
class Work:
    """What one partnership works on. ``path``: of its zone, "MA/MA-HA/"; ``public``: words of "for whom"."""

    key: Hashable
    themes: frozenset[str]
    path: str
    public: frozenset[str]


@dataclass(frozen=True)
class Alike:
    one: Hashable
    other: Hashable
    share: Decimal


def public_words(text: str) -> frozenset[str]:
    """The words that count of "for whom", without case nor accents: "Les élèves de Tighremt" → eleves, tighremt."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(mark if mark.isalnum() else " " for mark in plain if not unicodedata.combining(mark))
    return frozenset(word for word in letters.split() if len(word) >= SHORTEST)


def coverage(present: Collection[str], kinds: Collection[str]) -> Decimal | None:
    """Kinds of actors present ÷ kinds there are (ten); None when no kind is known."""
    known = set(kinds)
    return rounded(Decimal(len(known & set(present))) / len(known)) if known else None


def likeness(one: Work, other: Work) -> Decimal | None:
    """Jaccard of theme × zone × public, 0–1. None when a theme is missing.

    Each partnership is the set of its triples (theme, zone, word of its public). Two zones are the same when one holds
    the other; apart, nothing is shared. A public that one of the two doesn't say is left out of both.
    """
    if not one.themes or not other.themes:
        return None
    if not (one.path.startswith(other.path) or other.path.startswith(one.path)):
        return Decimal(0)
    said = bool(one.public and other.public)
    mine = len(one.themes) * (len(one.public) if said else 1)
    theirs = len(other.themes) * (len(other.public) if said else 1)
    shared = len(one.themes & other.themes) * (len(one.public & other.public) if said else 1)
    return rounded(Decimal(shared) / (mine + theirs - shared))


def look_alike(works: Sequence[Work], mark: Decimal = ALIKE) -> list[Alike]:
    """The pairs at ``mark`` or above, the most alike first; ties in the order given."""
    found = []
    for one, other in combinations(works, 2):
        share = likeness(one, other)
        if share is not None and share >= mark:
            found.append(Alike(one.key, other.key, share))
    return sorted(found, key=lambda pair: -pair.share)


def ties(groups: Sequence[Collection[Hashable]]) -> dict[tuple[Hashable, Hashable], int]:
    """Pair of organisations → how many partnerships they share; each pair in the order in which it is first met."""
    found: dict[tuple[Hashable, Hashable], int] = {}
    for group in groups:
        for one, other in combinations(list(dict.fromkeys(group)), 2):
            pair = (other, one) if (other, one) in found else (one, other)
            found[pair] = found.get(pair, 0) + 1
    return found


def density(nodes: int, links: int) -> Decimal | None:
    """Links there are ÷ links that could be, n(n − 1)/2; None under two organisations."""
    return rounded(Decimal(2 * links) / (nodes * (nodes - 1))) if nodes > 1 else None
