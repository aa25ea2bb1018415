"""Figures of a plan, pure: no framework, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.arithmetic import rounded, settled, share

#: Decimals that a figure keeps, as those of a card.
PLACES = 12


def reciprocity(community: int, provider: int) -> Decimal | None:
    """1 − |c − p| ÷ (c + p): 1 when both sides carry as many actions, 0 when one carries all. None without any."""
    total = community + provider
    if not total:
        return None
    return rounded(1 - Decimal(abs(community - provider)) / Decimal(total), PLACES)


@dataclass(frozen=True)
class Part:
    """Who has a part in one action: it carries it, or its part is written."""

    community: bool
    provider: bool


@dataclass(frozen=True)
class MutualHelp:
    """``community`` and ``provider``: actions where that side has a part, of ``actions``; ``index``: see above."""

    actions: int
    community: int
    provider: int
    index: Decimal | None


def mutual_help(parts: Iterable[Part]) -> MutualHelp:
    """How evenly the two sides share the work of a plan. An action where both have a part counts for both."""
    listed = list(parts)
    community, provider = sum(part.community for part in listed), sum(part.provider for part in listed)
    return MutualHelp(len(listed), community, provider, reciprocity(community, provider))


def on_time_rate(kept_on_time: int, due: int) -> Decimal | None:
    """Promises kept by their due date ÷ promises that have fallen due. None before the first falls due."""
    return settled(share(kept_on_time, due), PLACES)
