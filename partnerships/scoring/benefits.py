"""Benefits declared and felt, drawbacks, and what remains. Pure; to four decimals, halves up.

Source: docs/en/figures.md (partnerships).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.arithmetic import mean, rounded, settled, share
from partnerships.scoring.ratings import score_of

#: From this level on, a benefit is felt.
FELT = 3
_HEAVIEST = 4


@dataclass(frozen=True)
class BenefitReading:
    """``realised``: declared benefits felt at 3 or more ÷ declared; ``net``: benefits felt less drawbacks, −1 to 1."""

    declared: int
    felt: int
    beyond: int
    realised: Decimal | None
    benefit: Decimal | None
    burden: Decimal | None
    net: Decimal | None


def read_benefits(declared: Collection[str], felt: Mapping[str, int], drawbacks: Sequence[int]) -> BenefitReading:
    """``felt``: code → level 1–4; ``drawbacks``: weights 1–4, empty when the party says that it has none.

    A declared benefit without an answer counts as not felt in ``realised``, for it was promised; it is left out of the
    means. A party that answered nothing has no figure at all.
    """
    if not felt:
        return BenefitReading(len(declared), 0, 0, None, None, None, None)
    reached = sum(1 for code in declared if felt.get(code, 0) >= FELT)
    beyond = sum(1 for code, level in felt.items() if code not in declared and level >= FELT)
    benefit = mean([score_of(Decimal(level)) for level in felt.values()])
    burden = mean([Decimal(weight) / _HEAVIEST for weight in drawbacks]) or Decimal(0)
    return BenefitReading(
        len(declared),
        reached,
        beyond,
        settled(share(reached, len(declared))),
        settled(benefit),
        rounded(burden),
        None if benefit is None else rounded(benefit - burden),
    )
