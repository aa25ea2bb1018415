from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.guard import get_visible
from accounts.permissions import granted
from core.errors import Refusal
from reports.enums import ReportState
from reports.models import Report, ReportQuerySet, ReportRequest
from reports.reports import describe
from reports.services import may_open, retry_report

PER_PAGE = 25


def _mine(request: HttpRequest) -> ReportQuerySet:
    asked = ReportRequest.objects.filter(report=OuterRef("pk"), by=request.user).values("asked_at")[:1]
    return Report.objects.visible_to(request.user).annotate(asked_at=Subquery(asked))


def _get(request: HttpRequest, pk: UUID) -> Report:
    """A report that this person asked for and whose subject they still see; 404 otherwise."""
    report = get_visible(Report, request.user, pk)
    if not may_open(report, request.user):
        raise Http404
    return report


@require_GET
@never_cache
def report_list(request: HttpRequest) -> HttpResponse:
    if not granted(request.user, "reports.view_report"):
        raise PermissionDenied(_("Your role has no reports. Choose an organisation, or ask to be invited."))
    state = request.GET.get("state", "")
    reports = _mine(request).order_by("-asked_at", "pk")
    chosen = reports.filter(state=state) if state in ReportState.values else reports
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    jobs = [(report, describe(report, asked_at=report.asked_at)) for report in page]
    tabs = [{"label": pgettext("reports", "All"), "url": "?", "current": not state, "count": None}]
    tabs += [
        {"label": choice.label.capitalize(), "url": f"?state={choice}", "current": state == choice, "count": None}
        for choice in ReportState
    ]
    return render(request, "reports/report_list.html", {"page": page, "jobs": jobs, "tabs": tabs, "state": state})


@require_GET
@never_cache
def report_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    report = _get(request, pk)
    return _show(request, report, "reports/report_detail.html")


@require_GET
@never_cache
def report_status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The part of the page that htmx asks for again."""
    return _show(request, _get(request, pk), "reports/_job.html")


def _show(request: HttpRequest, report: Report, template: str) -> HttpResponse:
    return render(request, template, {"report": report, "job": describe(report)})


@require_POST
def report_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    report = _get(request, pk)
    try:
        retry_report(report=report, by=request.user)
    except Refusal as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("The report is asked for again."))
    return redirect(report)


@require_GET
def report_download(request: HttpRequest, pk: UUID) -> Any:
    """The file, for the person who asked for it; never shown inline, never kept by a shared cache."""
    report = _get(request, pk)
    if report.state != ReportState.READY or not default_storage.exists(report.file.name):
        messages.error(request, _("This file isn't there yet. Ask for it again if it doesn't come."))
        return redirect(report)
    response = FileResponse(
        report.file.open("rb"), as_attachment=True, filename=report.filename, content_type=report.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
