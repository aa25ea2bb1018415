"""How plausible the others find the link that a party writes with its own mission. Pure; halves up, four decimals.

Levels go from 1 to 4. One organisation, one answer. "I don't know" counts in ``unknown`` and in no figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.arithmetic import median, settled

#: Under this many answers, or under half of the peers, nothing is said.
ANSWERS_MIN = 2
#: A median of 2 ("in part") or under is worth a talk. A starting point, not validated statistically.
LOW = Decimal(2)


@dataclass(frozen=True)
class Plausibility:
    """``median`` and ``low`` None: not enough answers. ``n``: levels given; ``unknown``: "I don't know"."""

    median: Decimal | None
    low: bool | None
    n: int
    unknown: int
    peers: int


def plausibility(levels: Sequence[int | None], *, peers: int) -> Plausibility:
    """``levels``: one per peer that answered, None for "I don't know"; ``peers``: how many were asked."""
    given = [level for level in levels if level is not None]
    enough = len(given) >= ANSWERS_MIN and 2 * len(given) >= peers
    middle = settled(median(given)) if enough else None
    return Plausibility(middle, None if middle is None else middle <= LOW, len(given), len(levels) - len(given), peers)
