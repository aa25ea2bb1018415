"""Arithmetic of an agreement: anchored objectives, contributions, deliveries, exposure. Pure; Decimal.

Shares are in percent, to one decimal, rounded half up. None: not enough data, and never 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.arithmetic import mean, percent, settled

WHOLE = Decimal(100)
#: Decimals of a percentage.
PLACES = 1


@dataclass(frozen=True)
class Given:
    """One contribution: whose, of which nature, worth how much (None when nobody estimated it), percent delivered."""

    party: str
    nature: str
    value: Decimal | None
    delivered: int = 0


@dataclass(frozen=True)
class Borne:
    """One risk: probability and severity from 1 to 4, and party → percent that it bears."""

    probability: int
    severity: int
    shares: Mapping[str, Decimal]


def anchored(needs_of_objectives: Sequence[object | None]) -> Decimal | None:
    """Share of the objectives that name the need they answer."""
    found = sum(1 for need in needs_of_objectives if need is not None)
    return settled(percent(found, len(needs_of_objectives)), PLACES)


def contribution_shares(rows: Sequence[Given]) -> dict[str, Decimal | None]:
    """Party → its share of the estimated value of all contributions. Rows without value enter no share.

    Empty when no row has a value.
    """
    totals: dict[str, Decimal] = {}
    for row in rows:
        if row.value is not None:
            totals[row.party] = totals.get(row.party, Decimal(0)) + row.value
    whole = sum(totals.values(), Decimal(0))
    return {party: settled(percent(total, whole), PLACES) for party, total in totals.items()}


def nature_counts(rows: Sequence[Given]) -> dict[str, dict[str, int]]:
    """Party → nature → how many contributions."""
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        natures = counts.setdefault(row.party, {})
        natures[row.nature] = natures.get(row.nature, 0) + 1
    return counts


def delivered(percents: Sequence[int]) -> int:
    """What arrived of one contribution, in percent: the parts added up, 100 at most."""
    return min(100, sum(percents))


def mean_delivered(rows: Sequence[Given]) -> Decimal | None:
    """Mean of the percents delivered, each contribution counting once; None without contribution."""
    return settled(mean(row.delivered for row in rows), PLACES)


def exposure(risk: Borne) -> int:
    """Probability times severity: from 1 to 16."""
    return risk.probability * risk.severity


def borne(risks: Sequence[Borne]) -> dict[str, Decimal | None]:
    """Party → its part of the whole exposure: sum of (share × exposure) ÷ sum of exposures. Empty without risk."""
    whole = sum((Decimal(exposure(risk)) for risk in risks), Decimal(0))
    parts: dict[str, Decimal] = {}
    for risk in risks:
        for party, share in risk.shares.items():
            parts[party] = parts.get(party, Decimal(0)) + share / WHOLE * exposure(risk)
    return {party: settled(percent(part, whole), PLACES) for party, part in parts.items()}


@dataclass(frozen=True)
class Received:
    """Money that a party receives in a year from another one."""

    party: str
    source: str
    amount: Decimal


def dependence(rows: Sequence[Received], budgets: Mapping[str, Decimal | None]) -> dict[str, Decimal | None]:
    """Party → the largest share of its yearly budget (0 to 1 and beyond, not rounded) that one other party gives.

    Several amounts of the same giver add up. None for a party whose budget is unknown or nothing; 0 when it receives
    nothing from the others.
    """
    given: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        key = row.party, row.source
        given[key] = given.get(key, Decimal(0)) + row.amount
    shares: dict[str, Decimal | None] = {}
    for party, budget in budgets.items():
        most = max((amount for (who, _), amount in given.items() if who == party), default=Decimal(0))
        shares[party] = most / budget if budget else None
    return shares
