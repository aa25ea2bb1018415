"""How far promises are kept on time. Pure: dates in, counts and an exact share out."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from actionplans.scoring import on_time_rate


@dataclass(frozen=True)
class Promise:
    """``kept_on``: the day it was seen kept, None while it isn't; ``dropped_on``: the day it was given up;
    ``moved``: its due date was put back; ``denied``: the committee saw that it isn't done."""

    due_on: datetime.date
    kept_on: datetime.date | None = None
    dropped_on: datetime.date | None = None
    moved: bool = False
    denied: bool = False


@dataclass(frozen=True)
class OnTime:
    """``kept`` of ``due`` promises were kept by their due date; ``moved``: how many of ``due`` had it put back."""

    kept: int
    due: int
    moved: int = 0

    @property
    def rate(self) -> Decimal | None:
        return on_time_rate(self.kept, self.due)


def on_time(promises: Iterable[Promise], today: datetime.date) -> OnTime:
    """Counts the promises whose due date is over, whatever became of them; a promise due today counts once kept.

    One given up by its due date stands apart. One that the committee saw not done isn't kept.
    """
    due = [promise for promise in promises if _has_fallen_due(promise, today)]
    kept = [p for p in due if p.kept_on is not None and p.kept_on <= p.due_on and not p.denied]
    return OnTime(len(kept), len(due), sum(promise.moved for promise in due))


def _has_fallen_due(promise: Promise, today: datetime.date) -> bool:
    if promise.dropped_on is not None and promise.dropped_on <= promise.due_on:
        return False
    return promise.due_on < today or (promise.due_on == today and promise.kept_on is not None)
