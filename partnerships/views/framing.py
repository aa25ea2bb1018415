"""The framing: its page, the priorities, one's own blind sheet, sending it, and the comparison of all."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import Refusal
from partnerships.forms.base import renew_version
from partnerships.forms.framing import OthersForm, PriorityForm, SheetForm, WhatForm, WhyForm
from partnerships.models import BlindSheet, MotivePrediction, Partnership, Party, Priority
from partnerships.permissions import my_party
from partnerships.reports.comparison import build_comparison
from partnerships.reports.framing import build_framing
from partnerships.services.framing import (
    SHEET_PARTS,
    add_priority,
    remove_priority,
    send_sheet,
    take_back_sheet,
    write_sheet,
)
from partnerships.services.lifegates import current_parties
from partnerships.views.frame import frame, inside, writable


@require_safe
def framing(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    return _page(request, partnership, PriorityForm(partnership=partnership))


def _page(request: HttpRequest, partnership: Partnership, form: PriorityForm) -> HttpResponse:
    context = {
        **frame(request, partnership, "framing"),
        "page": build_framing(partnership, request.user),
        "form": form,
        "may_write": request.user.has_perm("partnerships.represent", partnership),
    }
    return render(request, "partnerships/framing.html", context, status=422 if form.errors else 200)


@require_POST
def priority_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    form = PriorityForm(request.POST, partnership=partnership)
    if form.is_valid():
        try:
            add_priority(partnership=partnership, label=form.cleaned_data["label"], by=request.user)
        except Refusal as refusal:
            form.add_error("label", str(refusal))
        else:
            return redirect("partnerships:framing", pk=partnership.pk)
    return _page(request, partnership, form)


@require_POST
def priority_remove(request: HttpRequest, pk: UUID, priority: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    row = get_object_or_404(Priority.objects.select_related("partnership"), pk=priority, partnership=partnership)
    try:
        remove_priority(priority=row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Removed: %(what)s") % {"what": row.label})
    return redirect("partnerships:framing", pk=partnership.pk)


def _sheet_form(request: HttpRequest, partnership: Partnership, mine: Party, part: str) -> SheetForm:
    """The page ``part`` of one's own sheet; no other sheet is ever read here."""
    sheet = BlindSheet.objects.filter(party=mine).first() or BlindSheet(party=mine)
    shared: dict[str, Any] = {"partnership": partnership, "sheet": sheet}
    if part == "what":
        return WhatForm(request.POST or None, priorities=list(partnership.priorities.all()), **shared)
    if part == "why":
        return WhyForm(request.POST or None, **shared)
    others = [party for party in current_parties(partnership) if party.pk != mine.pk]
    said = {row.about_id: row.motives for row in MotivePrediction.objects.filter(sheet=sheet.pk)}
    return OthersForm(request.POST or None, others=others, predictions=said, **shared)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, pk: UUID, part: str) -> HttpResponse:
    """A page of one's own sheet; the next one follows."""
    partnership = writable(request, pk)
    mine = my_party(request.user, partnership)
    if part not in SHEET_PARTS or mine is None:
        raise Http404
    form = _sheet_form(request, partnership, mine, part)
    if request.method == "POST" and form.is_valid():
        try:
            write_sheet(partnership=partnership, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            kept = BlindSheet.objects.filter(party=mine).first()
            renew_version(form, kept.version if kept else 1)
        else:
            messages.success(request, _("Saved. Nobody else reads it before the reveal."))
            return _after(partnership, part)
    context = {**frame(request, partnership, "framing"), "form": form, "part": part, "sheet": form.sheet}
    return render(request, "partnerships/framing_sheet.html", context, status=422 if form.errors else 200)


def _after(partnership: Partnership, part: str) -> HttpResponse:
    parts = list(SHEET_PARTS)
    at = parts.index(part) + 1
    if at < len(parts):
        return redirect("partnerships:framing_sheet", pk=partnership.pk, part=parts[at])
    return redirect("partnerships:framing", pk=partnership.pk)


@require_POST
def sheet_send(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    try:
        revealed = send_sheet(partnership=partnership, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("partnerships:framing", pk=partnership.pk)
    if revealed:
        messages.success(request, _("Every party has answered: here are all the answers, side by side."))
        return redirect("partnerships:comparison", pk=partnership.pk)
    messages.success(request, _("Your sheet is sent. You can take it back until the last party sends its own."))
    return redirect("partnerships:framing", pk=partnership.pk)


@require_POST
def sheet_take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    try:
        take_back_sheet(partnership=partnership, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your sheet is yours again. Send it when it is ready."))
    return redirect("partnerships:framing", pk=partnership.pk)


@require_safe
def comparison(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All answers side by side; before the reveal, the page of the framing says who is awaited."""
    partnership = inside(request, pk)
    try:
        page = build_comparison(partnership)
    except Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect("partnerships:framing", pk=partnership.pk)
    context = {**frame(request, partnership, "framing"), "page": page}
    return render(request, "partnerships/comparison.html", context)
