"""Workshops of a partnership, and its communication plan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import Refusal
from partnerships.forms.base import renew_version
from partnerships.forms.workshops import (
    CommunicationForm,
    NotesForm,
    StepAddForm,
    TurnForm,
    WorkshopEditForm,
    WorkshopForm,
)
from partnerships.models import CommunicationAction, Partnership, Workshop, WorkshopNote, WorkshopStep
from partnerships.services.communication import remove_communication, save_communication
from partnerships.services.workshops import (
    add_step,
    change_workshop,
    plan_workshop,
    remove_note,
    turn_note,
    write_notes,
)
from partnerships.services.writing import row_version
from partnerships.views.frame import frame, inside, writable


@require_safe
def workshop_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    context = {
        **frame(request, partnership, "framing"),
        "workshops": list(partnership.workshops.prefetch_related("present__organization")),
        "may_write": request.user.has_perm("partnerships.represent", partnership),
    }
    return render(request, "partnerships/workshop_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def workshop_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    first = {"kind": request.GET.get("kind", "practices")}
    form = WorkshopForm(request.POST or None, partnership=partnership, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_workshop(partnership=partnership, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("partnerships:workshop_detail", pk=partnership.pk, workshop=made.pk)
    context = {**frame(request, partnership, "framing"), "form": form}
    return render(request, "partnerships/workshop_add.html", context, status=422 if form.errors else 200)


def _workshop(partnership: Partnership, workshop: UUID) -> Workshop:
    return get_object_or_404(Workshop.objects.select_related("partnership"), pk=workshop, partnership=partnership)


@require_safe
def workshop_detail(request: HttpRequest, pk: UUID, workshop: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    return _page(request, partnership, _workshop(partnership, workshop))


def _page(request: HttpRequest, partnership: Partnership, row: Workshop, **refused: Any) -> HttpResponse:
    """The workshop with its notes; ``refused``: a form to show again, by name (notes with its step, or agenda)."""
    steps = row.steps.prefetch_related("notes__party__organization")
    context = {
        **frame(request, partnership, "framing"),
        "workshop": row,
        "steps": list(steps),
        "minutes": sum(step.minutes for step in steps),
        "present": [str(party) for party in row.present.select_related("organization")],
        "notes": refused.get("notes"),
        "noted_step": refused.get("step"),
        "empty_notes": NotesForm(partnership=partnership),
        "agenda": refused.get("agenda") or StepAddForm(partnership=partnership),
        "turn": TurnForm(),
        "may_write": request.user.has_perm("partnerships.represent", partnership),
    }
    return render(request, "partnerships/workshop_detail.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def workshop_edit(request: HttpRequest, pk: UUID, workshop: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    row = _workshop(partnership, workshop)
    form = WorkshopEditForm(request.POST or None, partnership=partnership, workshop=row)
    if request.method == "POST" and form.is_valid():
        data = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
        try:
            change_workshop(workshop=row, by=request.user, **data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            row.refresh_from_db()
            renew_version(form, row.version)
        else:
            return redirect("partnerships:workshop_detail", pk=partnership.pk, workshop=row.pk)
    context = {**frame(request, partnership, "framing"), "form": form, "workshop": row}
    return render(request, "partnerships/workshop_edit.html", context, status=422 if form.errors else 200)


@require_POST
def workshop_step(request: HttpRequest, pk: UUID, workshop: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    row = _workshop(partnership, workshop)
    form = StepAddForm(request.POST, partnership=partnership)
    if not form.is_valid():
        return _page(request, partnership, row, agenda=form)
    try:
        add_step(workshop=row, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("partnerships:workshop_detail", pk=partnership.pk, workshop=row.pk)


@require_POST
def workshop_notes(request: HttpRequest, pk: UUID, workshop: UUID, step: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    row = _workshop(partnership, workshop)
    point = get_object_or_404(WorkshopStep.objects.select_related("workshop__partnership"), pk=step, workshop=row)
    form = NotesForm(request.POST, partnership=partnership)
    if form.is_valid():
        try:
            write_notes(step=point, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("text", str(refusal))
        else:
            return redirect("partnerships:workshop_detail", pk=partnership.pk, workshop=row.pk)
    return _page(request, partnership, row, notes=form, step=point.pk)


@require_POST
def note_turn(request: HttpRequest, pk: UUID, note: UUID) -> HttpResponse:
    """A note becomes an objective, a result, an indicator, a learning question; or goes ("remove")."""
    partnership = writable(request, pk)
    rows = WorkshopNote.objects.select_related("step__workshop__partnership", "party")
    row = get_object_or_404(rows, pk=note, step__workshop__partnership=partnership)
    try:
        if "remove" in request.POST:
            remove_note(note=row, by=request.user)
        else:
            turned = turn_note(note=row, becomes=request.POST.get("becomes", ""), by=request.user)
            messages.success(request, _("It is now %(what)s.") % {"what": turned.get_becomes_display()})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("partnerships:workshop_detail", pk=partnership.pk, workshop=row.step.workshop_id)


# Communication ------------------------------------------------------------------------------------------------------


@require_safe
def communication(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whom to tell what, by when; how much is done."""
    partnership = inside(request, pk)
    rows = list(partnership.communication.select_related("carrier__organization"))
    today = timezone.localdate()
    context = {
        **frame(request, partnership, "overview"),
        "rows": [(row, row.done_on is None and row.due_on < today) for row in rows],
        "done": sum(1 for row in rows if row.done_on),
        "reached": sum(row.reached or 0 for row in rows),
        "may_write": request.user.has_perm("partnerships.represent", partnership),
    }
    return render(request, "partnerships/communication.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def communication_form(request: HttpRequest, pk: UUID, row: UUID | None = None) -> HttpResponse:
    partnership = writable(request, pk)
    line = get_object_or_404(CommunicationAction, pk=row, partnership=partnership) if row else None
    form = CommunicationForm(request.POST or None, partnership=partnership, row=line)
    if request.method == "POST" and form.is_valid():
        try:
            save_communication(partnership=partnership, row=line, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            is_stale = line is not None and form.cleaned_data["version"] != row_version(line)
            form.add_error(None if is_stale else "done_on", str(refusal))
            if is_stale:
                renew_version(form, row_version(line))
        else:
            return redirect("partnerships:communication", pk=partnership.pk)
    context = {**frame(request, partnership, "overview"), "form": form}
    return render(request, "partnerships/communication_form.html", context, status=422 if form.errors else 200)


@require_POST
def communication_remove(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    rows = CommunicationAction.objects.select_related("partnership")
    line = get_object_or_404(rows, pk=row, partnership=partnership)
    try:
        remove_communication(row=line, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("partnerships:communication", pk=partnership.pk)
