"""What the office sees of the field: devices, sends that wait for a person, and the queue file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import get_visible, require
from core.errors import Refusal
from scorecards.enums import SubmissionState
from scorecards.forms.field import AsideForm, QueueForm, VersionsForm
from scorecards.models import Cycle, Submission
from scorecards.reports.devices import build_devices
from scorecards.reports.received import cell_rows, raw_text, refused_rows, sent_rows, title_of
from scorecards.services.conflicts import apply_again, choose_versions, set_aside
from scorecards.services.queuefile import QueueRefusal, import_queue
from scorecards.views.cycles import seen_cycle
from scorecards.views.drafts import keep_sent_draft

PER_PAGE = 25
CONTEXT = ("cycle__service_point", "session__group", "session__cycle", "device", "user", "decided_by", "imported_by")


@require_safe
def device_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.view_devices", cycle)
    context = {"cycle": cycle, "page": build_devices(cycle)}
    return render(request, "scorecards/device_list.html", context)


@require_safe
def submission_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.view_devices", cycle)
    return _list(request, cycle)


@require_safe
def submission_inbox(request: HttpRequest) -> HttpResponse:
    """Everything that waits, whatever the cycle, what can't be read included."""
    require(request.user, "scorecards.settle_submissions")
    return _list(request, None)


def _list(request: HttpRequest, cycle: Cycle | None) -> HttpResponse:
    mine = Submission.objects.visible_to(request.user).defer("raw").select_related(*CONTEXT)  # type: ignore[arg-type]
    mine = mine.filter(cycle=cycle) if cycle is not None else mine
    chosen = "all" if request.GET.get("show") == "all" else "waiting"
    listed = mine if chosen == "all" else mine.waiting()  # type: ignore[attr-defined]
    page = Paginator(listed.order_by("-received_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "cycle": cycle,
        "page": page,
        "rows": sent_rows(page.object_list),
        "tabs": _tabs(mine, chosen),
        "show": chosen,
        "may_import": request.user.has_perm("scorecards.import_queue"),
    }
    return render(request, "scorecards/submission_list.html", context)


def _tabs(mine: QuerySet[Submission], chosen: str) -> list[dict[str, Any]]:
    return [
        {
            "label": _("To settle"),
            "url": "?show=waiting",
            "current": chosen == "waiting",
            "count": mine.waiting().count(),  # type: ignore[attr-defined]
        },
        {"label": _("Everything received"), "url": "?show=all", "current": chosen == "all", "count": mine.count()},
    ]


def _seen(request: HttpRequest, pk: UUID) -> Submission:
    """The send, or 404; 403 for whoever isn't of the team."""
    row = get_visible(Submission.objects.select_related(*CONTEXT), request.user, pk)
    require(request.user, "scorecards.settle_submissions")
    return row


def _page(request: HttpRequest, row: Submission, *, aside: AsideForm | None = None, status: int = 200) -> HttpResponse:
    context = {
        "sent": row,
        "title": title_of(row),
        "cells": cell_rows(row),
        "refused": refused_rows(row) if row.state == SubmissionState.INVALID else [],
        "aside": aside or AsideForm(),
        "raw": raw_text(row),
        "cycle": row.cycle,
    }
    return render(request, "scorecards/submission_detail.html", context, status=status)


@require_safe
def submission_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, _seen(request, pk))


@require_POST
def submission_choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One version per cell, or the same side for all."""
    row = _seen(request, pk)
    keys = list(row.cells.filter(choice="").values_list("pk", flat=True))
    form = VersionsForm(request.POST, keys=keys)
    if not form.is_valid():
        return _page(request, row, status=422)
    try:
        row = choose_versions(submission=row, choices=form.choices(), stamps=form.stamps(), by=request.user)  # type: ignore[arg-type]
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _page(request, _seen(request, pk), status=409)
    messages.success(request, _("Your choice is entered. The other version is kept in the history."))
    return redirect(row)


@require_POST
def submission_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Apply once more what was refused, without the lines that are left out."""
    row = _seen(request, pk)
    try:
        row = apply_again(submission=row, left_out=request.POST.getlist("leave"), by=request.user)  # type: ignore[arg-type]
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(row)
    if row.state == SubmissionState.INVALID:
        messages.error(request, _("Something is still refused: nothing was entered."))
        return _page(request, _seen(request, pk), status=409)
    messages.success(request, _("What was sent is entered."))
    return redirect(row)


@require_POST
def submission_aside(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _seen(request, pk)
    form = AsideForm(request.POST)
    if not form.is_valid():
        return _page(request, row, aside=form, status=422)
    try:
        row = set_aside(submission=row, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, _seen(request, pk), aside=form, status=409)
    messages.success(request, _("It is set aside. What was sent can still be read here."))
    return redirect(row)


@require_POST
def submission_score(request: HttpRequest, pk: UUID, indicator: UUID) -> HttpResponse:
    """Open the indicator's page with what the device sent, to correct it and save."""
    row = _seen(request, pk)
    return keep_sent_draft(request, row, indicator)


@require_http_methods(["GET", "HEAD", "POST"])
def submission_import(request: HttpRequest) -> HttpResponse:
    """The queue file of a device: all of its records or none."""
    require(request.user, "scorecards.import_queue")
    is_sent = request.method == "POST"
    form = QueueForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    bad: list[str] = []
    if is_sent and form.is_valid():
        try:
            done = import_queue(content=form.cleaned_data["file"], by=request.user)  # type: ignore[arg-type]
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            bad = refusal.lines if isinstance(refusal, QueueRefusal) else []
        else:
            messages.success(request, _said(done))
            return redirect("scorecards:submission_inbox")
    status = 422 if form.errors else 200
    return render(request, "scorecards/submission_import.html", {"form": form, "bad": bad}, status=status)


def _said(done: list[tuple[Submission, bool]]) -> str:
    """How many were new, how many were there already, how many wait."""
    new = sum(is_new for _row, is_new in done)
    waiting = sum(row.state in (SubmissionState.CONFLICT, SubmissionState.INVALID) for row, _new in done)
    said = ngettext("%(new)d new record is brought in.", "%(new)d new records are brought in.", new) % {"new": new}
    known = len(done) - new
    if known:
        said += " " + ngettext("%(known)d was received already.", "%(known)d were received already.", known) % {
            "known": known
        }
    if waiting:
        said += " " + ngettext("%(waiting)d waits to be settled.", "%(waiting)d wait to be settled.", waiting) % {
            "waiting": waiting
        }
    return said
