"""What the programme board shows, the workbook and the map lay out: frozen, no query."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from actionplans.reports.programme import Promises
from core.charts import Point
from core.dates import days_late
from directory.models import ServicePoint
from scorecards.models import Cycle
from scorecards.scoring import Coverage, percent


@dataclass(frozen=True)
class PhaseLine:
    state: str
    title: str
    count: int


@dataclass(frozen=True)
class LateStep:
    """A step whose day is over (``due_on``), or a cycle that stays (``since``)."""

    cycle: Cycle
    what: str
    due_on: datetime.date
    days: int
    url: str


@dataclass(frozen=True)
class CycleLine:
    """One cycle. ``since``: the day it entered its phase."""

    cycle: Cycle
    since: datetime.date
    late: tuple[LateStep, ...]

    @property
    def days(self) -> int:
        return days_late(self.since)


@dataclass(frozen=True)
class HoursLine:
    """One phase: hours of the ``n_planned`` and ``n_spent`` cycles that wrote them; None when none did.

    ``both``: hours planned and spent of the ``n_both`` phases that wrote both; only those make the share.
    """

    title: str
    planned: Decimal | None
    n_planned: int
    spent: Decimal | None
    n_spent: int
    both: tuple[Decimal, Decimal]
    n_both: int

    @property
    def share(self) -> Decimal | None:
        """Spent in percent of planned, over what wrote both."""
        return percent(self.both[1], self.both[0])


@dataclass(frozen=True)
class RoundGap:
    """Released cards of one round number: how close both sides stand, in percent of the scale."""

    number: int
    cards: int
    compared: int
    agreeing: int
    share: Decimal | None
    gap: Decimal | None
    distance: Decimal | None


@dataclass(frozen=True)
class ServiceGap:
    """One service over its rounds, oldest first; ``change`` of the distance from the first to the last compared."""

    cycle: Cycle
    rounds: tuple[RoundGap, ...]
    change: Decimal | None
    points: tuple[Point, ...] | None


@dataclass(frozen=True)
class PlaceLine:
    """A service point of the selection, with its latest cycle. ``number`` on the map, None without location."""

    number: int | None
    service_point: ServicePoint
    cycles: int
    latest: Cycle
    is_late: bool


@dataclass(frozen=True)
class Programme:
    """``cards`` released cards in force; ``unrolled`` of them have no rollup (0 unless a rebuild is due)."""

    day: datetime.date
    lines: tuple[CycleLine, ...]
    services: int
    phases: tuple[PhaseLine, ...]
    late: tuple[LateStep, ...]
    cards: int
    unrolled: int
    heard: Coverage
    hours: tuple[HoursLine, ...]
    hours_total: HoursLine
    promises: Promises
    rounds: tuple[RoundGap, ...]
    gaps: tuple[ServiceGap, ...]
    places: tuple[PlaceLine, ...]

    @property
    def open(self) -> int:
        return sum(line.cycle.state != "closed" for line in self.lines)

    @property
    def placed(self) -> tuple[PlaceLine, ...]:
        return tuple(place for place in self.places if place.number is not None)

    @property
    def unplaced(self) -> tuple[PlaceLine, ...]:
        return tuple(place for place in self.places if place.number is None)
