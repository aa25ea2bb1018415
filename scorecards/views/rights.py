"""The sheet of rights and duties of a service: everybody reads it, the team that keeps it writes it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guard import get_visible, require
from core.errors import Refusal
from directory.models import ServicePoint
from reports.services import ask_report
from scorecards.forms.publication import KeeperForm, RightForm
from scorecards.models import RightOrDuty
from scorecards.reports.public import rights_sheet
from scorecards.reports.rightshistory import build_rights_history
from scorecards.rolematrix import ROLE_STEPS, WHO_WORDS
from scorecards.services.rights import (
    add_right,
    change_right,
    hand_over,
    keeper_of,
    raise_right,
    remove_right,
    successors,
)


def _point(request: HttpRequest, pk: UUID) -> ServicePoint:
    return get_visible(ServicePoint.objects.select_related("territory__parent", "operator"), request.user, pk)


def _row(request: HttpRequest, pk: UUID) -> RightOrDuty:
    """A line of a sheet that this person may write."""
    row = get_object_or_404(RightOrDuty.objects.select_related("service_point"), pk=pk)
    point = _point(request, row.service_point_id)
    require(request.user, "scorecards.change_rights", point)
    row.service_point = point
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def service_rights(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet, and a line to add to it."""
    point = _point(request, pk)
    if request.method == "POST":
        require(request.user, "scorecards.change_rights", point)
    form = RightForm(request.POST or None, point=point)
    if request.method == "POST" and form.is_valid():
        try:
            add_right(service_point=point, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The line is on the sheet."))
            return redirect("scorecards:service_rights", pk=point.pk)
    return _page(request, point, form)


def _page(
    request: HttpRequest, point: ServicePoint, form: RightForm, keeper_form: KeeperForm | None = None
) -> HttpResponse:
    may_change = request.user.has_perm("scorecards.change_rights", point)
    keeper = keeper_of(point)
    others = successors(point, keeper) if may_change and keeper else []
    context: dict[str, Any] = {
        "point": point,
        "sheet": rights_sheet(point),
        "keeper": keeper,
        "keeper_form": keeper_form or (KeeperForm(among=others) if others else None),
        "entries": build_rights_history(point) if may_change else [],
        "form": form,
        "steps": ROLE_STEPS,
        "heads": list(WHO_WORDS.values()),
        "may_change": may_change,
    }
    bad = form.errors or (keeper_form is not None and keeper_form.errors)
    return render(request, "scorecards/rights.html", context, status=422 if bad else 200)


@require_POST
def rights_hand_over(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet passes to another organisation that works at the service."""
    point = _point(request, pk)
    require(request.user, "scorecards.change_rights", point)
    form = KeeperForm(request.POST, among=successors(point, keeper_of(point)))
    if form.is_valid():
        try:
            sheet = hand_over(service_point=point, organization=form.cleaned_data["organization"], by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("%(organization)s keeps the sheet now.") % {"organization": sheet.organization}
            )
            return redirect("scorecards:service_rights", pk=point.pk)
    return _page(request, point, RightForm(point=point), form)


@require_http_methods(["GET", "HEAD", "POST"])
def right_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _row(request, pk)
    form = RightForm(request.POST or None, point=row.service_point, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            change_right(row=row, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The line is changed."))
            return redirect("scorecards:service_rights", pk=row.service_point_id)
    context = {"row": row, "point": row.service_point, "form": form}
    return render(request, "scorecards/right_form.html", context, status=422 if form.errors else 200)


@require_POST
def right_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _row(request, pk)
    try:
        raise_right(row=row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("scorecards:service_rights", pk=row.service_point_id)


@require_POST
def right_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _row(request, pk)
    try:
        remove_right(row=row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The line is taken off the sheet."))
    return redirect("scorecards:service_rights", pk=row.service_point_id)


@require_POST
def rights_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the printed sheet; the file is made by the worker."""
    _point(request, pk)
    report = ask_report(kind="scorecards.rights", subject_id=pk, by=request.user, language=get_language() or "fr")
    messages.success(request, _("Your report is asked for."))
    return redirect(report)
