"""Holding a report while it is rendered: a token and a date, moved by conditional updates only.

Whoever changes the row with their own token wins; a worker that lost its lease stops and leaves no file.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.enums import ReportState
from reports.models import Report
from reports.registry import Rendered


class LeaseLost(Exception):
    """Another worker holds the report, or it is gone: stop without a trace."""


@dataclass(frozen=True)
class Lease:
    """One worker's hold on one report, for one attempt."""

    pk: UUID
    token: UUID
    attempt: int
    created_at: Any

    @property
    def rows(self) -> QuerySet[Report]:
        return Report.objects.filter(pk=self.pk, state=ReportState.RENDERING, lease_token=self.token)

    @property
    def path(self) -> str:
        """One place per attempt: a dead worker's file can be found and removed."""
        return f"reports/{self.created_at:%Y/%m}/{self.pk}-{self.attempt}"


def _until() -> Any:
    return timezone.now() + timedelta(seconds=settings.REPORT_LEASE_SECONDS)


def take(pk: UUID) -> Lease | None:
    """Hold a queued report, or one whose worker went silent; None when it is held, finished or spent."""
    free = Q(state=ReportState.QUEUED) | Q(state=ReportState.RENDERING, lease_until__lt=timezone.now())
    token = uuid4()
    taken = (
        Report.objects.filter(free, pk=pk, attempts__lt=settings.REPORT_MAX_ATTEMPTS)
        .order_by()
        .update(
            state=ReportState.RENDERING,
            attempts=F("attempts") + 1,
            lease_token=token,
            lease_until=_until(),
            progress=0,
            error="",
        )
    )
    if not taken:
        return None
    row = Report.objects.get(pk=pk)
    return Lease(pk, token, row.attempts, row.created_at)


def advance(lease: Lease, percent: int) -> None:
    """Show the progress and renew the lease; LeaseLost when somebody else holds it."""
    if not lease.rows.order_by().update(progress=max(0, min(percent, 99)), lease_until=_until()):
        raise LeaseLost


def finish(lease: Lease, rendered: Rendered, *, content_key: str, suffix: str) -> bool:
    """Keep the file and close the job, once; False (and no file) when the lease was lost."""
    name = f"{lease.path}{suffix}"
    if default_storage.exists(name):
        default_storage.delete(name)
    saved = default_storage.save(name, ContentFile(rendered.content))
    done = lease.rows.order_by().update(
        state=ReportState.READY,
        progress=100,
        lease_until=None,
        lease_token=None,
        file=saved,
        size=len(rendered.content),
        pages=rendered.pages,
        sha256=hashlib.sha256(rendered.content).hexdigest(),
        error="",
        finished_at=timezone.now(),
    )
    if not done:
        default_storage.delete(saved)
        return False
    for attempt in range(1, settings.REPORT_MAX_ATTEMPTS + 1):
        other = f"reports/{lease.created_at:%Y/%m}/{lease.pk}-{attempt}{suffix}"
        if other != saved:
            default_storage.delete(other)
    _retitle(lease, content_key)
    return True


def _retitle(lease: Lease, content_key: str) -> None:
    """The figures moved between the request and the drawing: name the file by what it really shows."""
    try:
        with transaction.atomic():
            Report.objects.filter(pk=lease.pk).exclude(content_key=content_key).order_by().update(
                content_key=content_key
            )
    except IntegrityError:
        pass  # that content has its own row already; this one stays under the name it was asked by


def give_up(lease: Lease, sentence: str, *, final: bool) -> None:
    """End an attempt that went wrong: failed with its sentence, or queued for another try."""
    spent = final or lease.attempt >= settings.REPORT_MAX_ATTEMPTS
    lease.rows.order_by().update(
        state=ReportState.FAILED if spent else ReportState.QUEUED,
        error=sentence[:500],
        lease_until=None,
        lease_token=None,
        finished_at=timezone.now() if spent else None,
    )


def fail_spent() -> int:
    """Reports whose workers went silent at every attempt become failed, each in its own language."""
    spent = Report.objects.lapsed().filter(attempts__gte=settings.REPORT_MAX_ATTEMPTS)
    count = 0
    for report in spent.order_by("pk")[:100]:
        with override(report.language):
            sentence = _(
                "The preparation was interrupted %(count)d times before the end. Ask for the report again, or tell "
                "the person who runs this site."
            ) % {"count": report.attempts}
        count += (
            Report.objects.lapsed()
            .filter(pk=report.pk, attempts=report.attempts)
            .order_by()
            .update(
                state=ReportState.FAILED,
                error=report.error or sentence,
                lease_token=None,
                lease_until=None,
                finished_at=timezone.now(),
            )
        )
    return count


def claim_for_sending(limit: int = 100) -> list[UUID]:
    """What waits and nobody holds; each is handed out to one sweeper only, and not again before a while.

    ``SKIP LOCKED``: two sweepers share the work instead of waiting for each other.
    """
    later = timezone.now() + timedelta(seconds=settings.REPORT_RESEND_SECONDS)
    with transaction.atomic():
        waiting = Report.objects.lapsed().select_for_update(skip_locked=True).order_by("created_at")[:limit]
        claimed = [report.pk for report in waiting]
        Report.objects.filter(pk__in=claimed, state=ReportState.QUEUED).order_by().update(lease_until=later)
    return claimed
