"""The load of meetings: hours that the meeting places ask of a party in a month. Pure; one decimal, halves up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.arithmetic import settled


@dataclass(frozen=True)
class Rhythm:
    """One meeting place: who sits there, hours of a meeting, every how many months (None: not said)."""

    members: frozenset[object]
    hours: Decimal | None
    every_months: int | None


def monthly_hours(party: object, places: Sequence[Rhythm]) -> Decimal | None:
    """Sum of (hours ÷ months between two meetings) of the places where the party sits.

    0 when it sits nowhere; None as soon as one of its places doesn't say its hours or its rhythm.
    """
    mine = [place for place in places if party in place.members]
    total = Decimal(0)
    for place in mine:
        if place.hours is None or not place.every_months:
            return None
        total += place.hours / place.every_months
    return settled(total, 1)
