"""Input tracking: the matrix, one line, why there is none, a file in, a workbook out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guard import require
from core.errors import Refusal
from core.exports import write_xlsx
from core.http import XLSX, attachment, file_name
from scorecards.forms.inputs import InputForm, InputsFileForm, NothingToTrackForm
from scorecards.forms.meeting import renew_version
from scorecards.inputfile import HEADER
from scorecards.models import Cycle, InputItem
from scorecards.reports.inputs import build_inputs, inputs_sheet
from scorecards.services.inputs import add_input, change_input, import_inputs, remove_input, say_nothing_to_track
from scorecards.services.moderation import Mask, mask_of
from scorecards.views.cycles import seen_cycle
from scorecards.views.readiness import prepared_cycle


def _read_cycle(request: HttpRequest, pk: UUID) -> Cycle:
    """The team reads the matrix at any time; the others with the card."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.view_card", cycle)
    return cycle


@require_safe
def cycle_inputs(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = _read_cycle(request, pk)
    is_team = request.user.has_perm("scorecards.view_preparation", cycle)
    context = {
        "cycle": cycle,
        "report": build_inputs(cycle, Mask() if is_team else mask_of(cycle)),
        "may_change": request.user.has_perm("scorecards.prepare", cycle),
    }
    return render(request, "scorecards/inputs.html", context)


@require_safe
def inputs_export(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = _read_cycle(request, pk)
    is_team = request.user.has_perm("scorecards.view_preparation", cycle)
    sheet = inputs_sheet(cycle, Mask() if is_team else mask_of(cycle))
    name = file_name(f"{sheet.title} {cycle.service_point.name} {cycle.number}", "xlsx")
    return attachment(write_xlsx([sheet], title=str(cycle)), name, XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
def input_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = prepared_cycle(request, pk)
    form = InputForm(request.POST or None, cycle=cycle)
    if request.method == "POST" and form.is_valid():
        try:
            item = add_input(cycle=cycle, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Added: %(input)s.") % {"input": item})
            return redirect("scorecards:cycle_inputs", pk=cycle.pk)
    return _form_page(request, cycle, form, None)


def _form_page(request: HttpRequest, cycle: Cycle, form: InputForm, item: InputItem | None) -> HttpResponse:
    context = {"cycle": cycle, "form": form, "item": item}
    return render(request, "scorecards/input_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def input_edit(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Change one line, or take it out."""
    cycle = prepared_cycle(request, pk)
    row = get_object_or_404(InputItem, pk=item, cycle=cycle)
    form = InputForm(request.POST or None, cycle=cycle, item=row)
    if request.method == "POST" and ("remove" in request.POST or form.is_valid()):
        try:
            _save(request, row, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            row.refresh_from_db()
            renew_version(form, row.version)
        else:
            messages.success(request, _("The input tracking is saved."))
            return redirect("scorecards:cycle_inputs", pk=cycle.pk)
    return _form_page(request, cycle, form, row)


def _save(request: HttpRequest, row: InputItem, form: InputForm) -> None:
    if "remove" in request.POST:
        remove_input(item=row, by=request.user)  # type: ignore[arg-type]
        return
    fields = dict(form.cleaned_data)
    change_input(item=row, version=fields.pop("version") or 0, by=request.user, **fields)  # type: ignore[arg-type]


@require_http_methods(["GET", "HEAD", "POST"])
def inputs_none(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Why nothing is tracked in this round."""
    cycle = prepared_cycle(request, pk)
    form = NothingToTrackForm(request.POST or None, cycle=cycle, initial={"note": cycle.inputs_note})
    if request.method == "POST" and form.is_valid():
        try:
            say_nothing_to_track(cycle=cycle, note=form.cleaned_data["note"], by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The input tracking is saved."))
            return redirect("scorecards:cycle_inputs", pk=cycle.pk)
    status = 422 if form.errors else 200
    return render(request, "scorecards/inputs_none.html", {"cycle": cycle, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def inputs_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All the lines of a file, or none."""
    cycle = prepared_cycle(request, pk)
    is_sent = request.method == "POST"
    form = InputsFileForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        read = form.cleaned_data["file"]
        try:
            count = import_inputs(cycle=cycle, lines=read.lines, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext("%(count)d input is entered.", "%(count)d inputs are entered.", count) % {"count": count}
            messages.success(request, said)
            return redirect("scorecards:cycle_inputs", pk=cycle.pk)
    context = {"cycle": cycle, "form": form, "header": HEADER}
    return render(request, "scorecards/inputs_import.html", context, status=422 if form.errors else 200)
