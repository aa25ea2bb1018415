"""What the pages say of a report's job: one frozen dataclass for the page and for the polled fragment."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.numbers import format_number
from reports.enums import ReportState
from reports.models import Report
from reports.services import kind_label

#: Seconds between two looks at a job, by the seconds that it has lasted: often at first, then calmly.
_PACE = ((20, 2), (60, 4), (300, 10))
_SLOWEST = 30
_STATES = {
    ReportState.QUEUED: "queued",
    ReportState.RENDERING: "running",
    ReportState.READY: "ready",
    ReportState.FAILED: "failed",
}


@dataclass(frozen=True)
class Job:
    """``state``: queued, running, ready or failed. ``facts``: "PDF, 5 pages, 96 Ko"."""

    title: str
    kind: str
    state: str
    percent: int
    text: str
    facts: str
    pace: int
    asked_at: datetime
    is_over: bool
    download_url: str
    retry_url: str
    status_url: str


def describe(report: Report, *, asked_at: datetime | None = None) -> Job:
    """The job of ``report`` in the active language."""
    state = _STATES[ReportState(report.state)]
    return Job(
        title=report.title,
        kind=kind_label(report),
        state=state,
        percent=report.progress,
        text=_sentence(report),
        facts=_facts(report),
        pace=_pace(report),
        asked_at=asked_at or report.created_at,
        is_over=state in ("ready", "failed"),
        download_url=reverse("reports:report_download", args=[report.pk]) if state == "ready" else "",
        retry_url=reverse("reports:report_retry", args=[report.pk]) if state == "failed" else "",
        status_url=reverse("reports:report_status", args=[report.pk]),
    )


def _sentence(report: Report) -> str:
    match report.state:
        case ReportState.READY:
            return _("Your report is ready.")
        case ReportState.FAILED:
            return report.error or _("The report could not be prepared.")
        case ReportState.QUEUED if report.attempts:
            return _("The preparation was interrupted. It starts again by itself.")
        case ReportState.QUEUED:
            return _("Report waiting for its turn.")
        case _:
            return _("Report in preparation, %(percent)d %%.") % {"percent": report.progress}


def _facts(report: Report) -> str:
    """ "5 pages, 96 kB" of a finished file."""
    if report.state != ReportState.READY:
        return ""
    parts = []
    if report.pages:
        parts.append(ngettext("%(n)d page", "%(n)d pages", report.pages) % {"n": report.pages})
    if report.size:
        parts.append(size_words(report.size))
    return ", ".join(parts)


def size_words(size: int) -> str:
    """ "96 kB", "1.2 MB"."""
    if size < 1_000_000:
        return _("%(n)s kB") % {"n": format_number(max(1, round(size / 1000)), 0)}
    return _("%(n)s MB") % {"n": format_number(size / 1_000_000)}


def _pace(report: Report) -> int:
    lasted = (timezone.now() - report.created_at).total_seconds()
    return next((pace for until, pace in _PACE if lasted < until), _SLOWEST)
