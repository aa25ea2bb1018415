"""Asking for a report, and the outbox that gets it done.

The row is written in the person's transaction and sent to the task queue on commit; a broker that is down leaves it
queued for the sweeper. Workers take a row by ``reports.lease``.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from kombu.exceptions import OperationalError

from accounts.models import User
from core.errors import Refusal
from reports.enums import ReportState
from reports.fingerprint import fingerprint
from reports.models import Report, ReportRequest
from reports.registry import ReportKind, find_kind, get_kind

logger = logging.getLogger(__name__)

#: The person is waiting for the page: one try, two seconds at most (Celery's own patience is six and more).
_IMPATIENT = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 1}


def content_key(kind: ReportKind, data: object, audience: str, language: str) -> str:
    """The key of a file: two requests with the same key are one file."""
    return fingerprint(kind.name, audience, language, data)


@transaction.atomic
def ask_report(*, kind: str, subject_id: UUID, by: User, language: str) -> Report:
    """The report of that subject as it stands now, for this person; made once, however often it is asked for.

    Raises Http404 or PermissionDenied like the page of the subject does, Refusal for an unknown kind.
    """
    chosen = find_kind(kind)
    if chosen is None:
        raise Refusal(_("This kind of report doesn't exist."))
    subject = chosen.subject(by, subject_id)
    audience = chosen.audience(by, subject)
    with override(language):
        key = content_key(chosen, chosen.build(subject, audience), audience, language)
        title, filename = chosen.title(subject)[:250], chosen.filename(subject)[:150]
    report, created = Report.objects.get_or_create(
        kind=kind,
        subject_id=subject.pk,
        content_key=key,
        defaults={
            "organization": chosen.organization(subject),
            "title": title,
            "filename": filename,
            "audience": audience,
            "language": language,
            "media_type": chosen.media_type,
            "lease_until": _resend_time(),
        },
    )
    ReportRequest.objects.update_or_create(report=report, by=by, defaults={"asked_at": timezone.now()})
    if created:
        transaction.on_commit(lambda: send(report.pk))
    elif report.state == ReportState.FAILED:
        _queue_again(report)
    return report


@transaction.atomic
def retry_report(*, report: Report, by: User) -> Report:
    """Queue a failed report again. Refused for a report that is ready or on its way."""
    current = Report.objects.select_for_update().get(pk=report.pk)
    if current.state != ReportState.FAILED:
        raise Refusal(_("This report is already on its way: nothing to try again."))
    _queue_again(current)
    return current


def _queue_again(report: Report) -> None:
    report.state, report.attempts, report.progress, report.error = ReportState.QUEUED, 0, 0, ""
    report.lease_token, report.lease_until, report.finished_at = None, _resend_time(), None
    report.save(update_fields=["state", "attempts", "progress", "error", "lease_token", "lease_until", "finished_at"])
    transaction.on_commit(lambda: send(report.pk))


def _resend_time() -> datetime:
    return timezone.now() + timedelta(seconds=settings.REPORT_RESEND_SECONDS)


def send(pk: UUID) -> bool:
    """Hand a report to the task queue; False when the broker is down (the sweeper sends it later)."""
    from reports.tasks import render_report

    options = {**current_app.conf.broker_transport_options, **_IMPATIENT}
    try:
        with current_app.connection_for_write(transport_options=options) as connection:
            render_report.apply_async(args=[str(pk)], connection=connection, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("Broker unreachable, report %s stays queued: %s", pk, error)
        Report.objects.filter(pk=pk, state=ReportState.QUEUED).update(lease_until=None)
        return False
    return True


def may_open(report: Report, user: User) -> bool:
    """The person still sees the subject with the same eyes: a report for the team doesn't outlive the membership."""
    kind = find_kind(report.kind)
    if kind is None:
        return False
    try:
        subject = kind.subject(user, report.subject_id)
    except (Http404, PermissionDenied):
        return False
    return report.audience == "public" or kind.audience(user, subject) == report.audience


def kind_label(report: Report) -> str:
    """What the report is, in words."""
    kind = find_kind(report.kind)
    return str(kind.label) if kind else report.kind


__all__ = ["ask_report", "content_key", "get_kind", "kind_label", "may_open", "retry_report", "send"]
