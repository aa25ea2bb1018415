"""The worker's side. A task takes a primary key only, may run twice, and never leaves a report without an answer."""

import gc
import logging
from pathlib import PurePath
from uuid import UUID

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.errors import Refusal
from core.pdf import PdfError
from reports import lease as leases
from reports.models import Report
from reports.registry import find_kind
from reports.services import content_key, send

logger = logging.getLogger(__name__)


@shared_task(name="reports.tasks.render_report")
def render_report(pk: str) -> None:
    """Render one report if nobody else does."""
    lease = leases.take(UUID(pk))
    if lease is None:
        return
    report = Report.objects.get(pk=lease.pk)
    gc.disable()  # a quarter of the rendering time on long documents; collected once after
    try:
        with override(report.language):
            _attempt(report, lease)
    finally:
        gc.enable()
        gc.collect()


def _attempt(report: Report, lease: leases.Lease) -> None:
    """One try; every way to fail becomes a sentence on the row."""
    try:
        _render(report, lease)
    except leases.LeaseLost:
        logger.info("Report %s: the lease was lost, another worker has it", lease.pk)
    except SoftTimeLimitExceeded:
        logger.warning("Report %s took too long", lease.pk)
        leases.give_up(
            lease, _("The preparation took too long and was stopped. Ask for less, or try again later."), final=False
        )
    except (PdfError, Refusal) as error:
        leases.give_up(lease, str(error), final=True)
    except Exception:
        logger.exception("Report %s failed", lease.pk)
        leases.give_up(
            lease,
            _("Something went wrong on our side. Try again; if it fails again, tell the person who runs this site."),
            final=False,
        )


def _render(report: Report, lease: leases.Lease) -> None:
    kind = find_kind(report.kind)
    subject = kind.load(report.subject_id) if kind else None
    if kind is None or subject is None:
        raise Refusal(_("What this report speaks of doesn't exist any more."))

    def progress(percent: int) -> None:
        leases.advance(lease, percent)

    progress(5)
    data = kind.build(subject, report.audience)
    progress(15)
    rendered = kind.render(data, report.language, progress)
    leases.finish(
        lease,
        rendered,
        content_key=content_key(kind, data, report.audience, report.language),
        suffix=PurePath(report.filename).suffix,
    )


@shared_task(name="reports.tasks.sweep_reports")
def sweep_reports() -> int:
    """Send again what no worker holds; give up on what was interrupted too often. Returns how many were sent."""
    leases.fail_spent()
    sent = 0
    for pk in leases.claim_for_sending():
        if not send(pk):
            break
        sent += 1
    return sent
