"""What may be told of the protected channel: to its referents, and to everybody (from five reports up)."""

import datetime
from collections import Counter
from dataclasses import dataclass
from statistics import median
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from directory.models import Organization
from scorecards.enums import SensitiveState
from scorecards.models import SensitiveReport


@dataclass(frozen=True)
class InboxRow:
    """``days``: since it came in, for one that waits; from coming in to closing, for a closed one."""

    pk: UUID
    kind: str
    service_point: str
    received_on: datetime.date
    state: str
    state_word: str
    days: int
    is_answered: bool


@dataclass(frozen=True)
class Inbox:
    """``to_answer`` and ``to_close``: medians in days, None without any."""

    rows: tuple[InboxRow, ...]
    waiting: int
    to_answer: float | None
    to_close: float | None


def build_inbox(user: User) -> Inbox:
    """The reports that this referent reads, those that wait first, oldest first. One query."""
    today = timezone.localdate()
    mine = SensitiveReport.objects.visible_to(user).select_related("service_point")
    reports = list(mine.order_by("received_on", "pk"))
    rows = sorted((_row(report, today) for report in reports), key=lambda row: row.state == SensitiveState.CLOSED)
    answered = [(report.answered_on - report.received_on).days for report in reports if report.answered_on]
    closed = [(report.closed_on - report.received_on).days for report in reports if report.closed_on]
    return Inbox(
        rows=tuple(rows),
        waiting=sum(not row.is_answered and row.state != SensitiveState.CLOSED for row in rows),
        to_answer=median(answered) if answered else None,
        to_close=median(closed) if closed else None,
    )


def _row(report: SensitiveReport, today: datetime.date) -> InboxRow:
    return InboxRow(
        pk=report.pk,
        kind=report.get_kind_display(),
        service_point=str(report.service_point or ""),
        received_on=report.received_on,
        state=report.state,
        state_word=report.get_state_display(),
        days=((report.closed_on or today) - report.received_on).days,
        is_answered=report.answered_on is not None,
    )


@dataclass(frozen=True)
class YearCount:
    """``is_floor``: the year isn't over, the count is rounded down so that it doesn't tell of one report."""

    year: int
    count: int
    is_floor: bool


def published_counts(organization: Organization) -> tuple[YearCount, ...]:
    """Reports per year, from five up; the year in course by steps of five. Nothing else is ever published."""
    step = settings.SMALL_CELL
    this_year = timezone.localdate().year
    days = SensitiveReport.objects.filter(organization=organization).values_list("received_on", flat=True)
    counts = Counter(day.year for day in days)
    told = []
    for year, count in sorted(counts.items(), reverse=True):
        shown = count - count % step if year == this_year else count
        if shown >= step:
            told.append(YearCount(year, shown, year == this_year))
    return tuple(told)
