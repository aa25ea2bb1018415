"""Signs of fatigue over three editions or more. Pure; unrounded. Source: §4.4.

Five curves: participants, newcomers, contributions per participant, satisfaction, delay of the answers (which is bad
when it grows). Each one's slope is Theil–Sen's, the median of the slopes between all pairs of editions: one odd year
doesn't turn it. A curve falls when it loses a tenth of its median value per edition, or more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from concertation.scoring.measures import theil_sen
from core.arithmetic import median

FALLS = Decimal("0.10")
EDITIONS = 3
PARTICIPANTS, RENEWAL, INTENSITY, SATISFACTION, DELAY = (
    "participants",
    "renewal",
    "intensity",
    "satisfaction",
    "delay",
)
CURVES = (PARTICIPANTS, RENEWAL, INTENSITY, SATISFACTION, DELAY)
STABLE, WATCH, TIRED, UNKNOWN = "stable", "watch", "tired", "unknown"

Points = Sequence[tuple[int, Decimal | None]]


@dataclass(frozen=True)
class CurveReading:
    """``points``: (number of the edition, value or None). ``change``: slope ÷ median, per edition, its sign as drawn.

    None when fewer than three editions are known, or when the median is 0.
    """

    key: str
    points: tuple[tuple[int, Decimal | None], ...]
    slope: Decimal | None
    change: Decimal | None

    @property
    def known(self) -> int:
        return sum(1 for _number, value in self.points if value is not None)

    @property
    def falls(self) -> bool:
        """It goes the wrong way by a tenth per edition or more."""
        if self.change is None:
            return False
        return (self.change if self.key == DELAY else -self.change) >= FALLS


@dataclass(frozen=True)
class FatigueReading:
    """``tiredness``: "stable", "watch", "tired" or "unknown"; ``readable``: curves with three editions or more."""

    tiredness: str
    curves: tuple[CurveReading, ...]
    editions: int

    @property
    def falling(self) -> tuple[CurveReading, ...]:
        return tuple(curve for curve in self.curves if curve.falls)

    @property
    def readable(self) -> int:
        return sum(1 for curve in self.curves if curve.change is not None)


def read_curve(key: str, points: Points) -> CurveReading:
    known = [(number, value) for number, value in points if value is not None]
    slope = theil_sen(known)
    middle = median([value for _number, value in known])
    change = slope / middle if slope is not None and middle else None
    return CurveReading(key, tuple(points), slope, change)


def read_fatigue(curves: Mapping[str, Points]) -> FatigueReading:
    """``curves``: key → points, one per edition in their order.

    Three falling curves: tired; two: to watch; none or one: stable, provided that three curves at least can be read
    (else what isn't known could say otherwise: unknown).
    """
    read = tuple(read_curve(key, curves.get(key, ())) for key in CURVES)
    editions = max((len(curve.points) for curve in read), default=0)
    falling = sum(1 for curve in read if curve.falls)
    readable = sum(1 for curve in read if curve.change is not None)
    if falling >= 3:
        said = TIRED
    elif falling == 2:
        said = WATCH
    else:
        said = STABLE if readable >= 3 else UNKNOWN
    return FatigueReading(said, read, editions)
