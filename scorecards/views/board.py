"""The board of causes and solutions: written by the team, validated by both sides, up to an action of the plan."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guard import require
from accounts.permissions import granted
from actionplans.forms import ActionForm
from core.errors import Refusal
from scorecards.enums import CycleState, Side
from scorecards.forms.board import ANSWERS, AgreeForm, EntryForm, EntryTextForm
from scorecards.forms.meeting import renew_version
from scorecards.models import BoardEntry, Cycle
from scorecards.reports.board import build_board
from scorecards.services.board import PROMISED_IN, agree, change_entry, promise, remove_entry, write_entry
from scorecards.services.moderation import mask_of
from scorecards.views.cycles import seen_cycle


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_board(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every cause and solution with each side's answer; POST writes one more."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.view_board", cycle)
    if request.method != "POST":
        return _page(request, cycle, _entry_form(cycle, initial={"subject": request.GET.get("about", "")}))
    require(request.user, "scorecards.write_board", cycle)
    form = _entry_form(cycle, request.POST)
    if form.is_valid():
        try:
            write_entry(cycle=cycle, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is on the board: both sides can answer."))
            subject = form.cleaned_data["subject"]
            return redirect(f"{reverse('scorecards:cycle_board', args=[cycle.pk])}?about={subject}#write")
    return _page(request, cycle, form)


def _entry_form(cycle: Cycle, *args: object, **kwargs: object) -> EntryForm:
    themes, indicators = list(cycle.clusters.all()), list(cycle.indicators.all())
    return EntryForm(*args, cycle=cycle, themes=themes, indicators=indicators, **kwargs)


def _page(request: HttpRequest, cycle: Cycle, form: EntryForm) -> HttpResponse:
    user = request.user
    may = {
        "write": user.has_perm("scorecards.write_board", cycle),
        "users": user.has_perm("scorecards.validate_for_users", cycle),
        "provider": user.has_perm("scorecards.validate_for_provider", cycle),
        "thread": user.has_perm("scorecards.view_thread", cycle),
        "solutions": user.has_perm("scorecards.view_card", cycle) and cycle.is_released,
    }
    context = {
        "cycle": cycle,
        "board": build_board(cycle, str if granted(user, "scorecards.view_group_scores") else mask_of(cycle)),
        "form": form,
        "may": may,
        "can_promise": may["write"] and cycle.state in PROMISED_IN,
        "before_meeting": cycle.state not in (*PROMISED_IN, CycleState.CLOSED),
    }
    return render(request, "scorecards/board.html", context, status=422 if form.errors else 200)


@require_POST
def board_agree(request: HttpRequest, pk: UUID, entry: UUID) -> HttpResponse:
    """One side's yes, no, or its answer taken back."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.view_board", cycle)
    form = AgreeForm(request.POST)
    side = request.POST.get("side")
    name = "scorecards.validate_for_provider" if side == Side.PROVIDER else "scorecards.validate_for_users"
    require(request.user, name, cycle)
    row = get_object_or_404(BoardEntry.objects.select_related("cycle"), pk=entry, cycle=cycle)
    if form.is_valid():
        data = form.cleaned_data
        value = ANSWERS[data["answer"]]
        try:
            agree(entry=row, side=data["side"], value=value, version=data["version"], by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect(f"{reverse('scorecards:cycle_board', args=[cycle.pk])}#e-{row.pk}")


def _written(request: HttpRequest, pk: UUID, entry: UUID) -> tuple[Cycle, BoardEntry]:
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.write_board", cycle)
    rows = BoardEntry.objects.select_related("cycle", "cluster", "indicator", "action")
    return cycle, get_object_or_404(rows, pk=entry, cycle=cycle)


@require_http_methods(["GET", "HEAD", "POST"])
def board_entry(request: HttpRequest, pk: UUID, entry: UUID) -> HttpResponse:
    """Other words for a sentence of the board."""
    cycle, row = _written(request, pk, entry)
    form = EntryTextForm(request.POST or None, entry=row)
    if request.method == "POST" and form.is_valid():
        try:
            change_entry(entry=row, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            row.refresh_from_db()
            renew_version(form, row.version)
        else:
            messages.success(request, _("The sentence is changed: both sides answer again."))
            return redirect("scorecards:cycle_board", pk=cycle.pk)
    context = {"cycle": cycle, "entry": row, "form": form}
    return render(request, "scorecards/board_form.html", context, status=422 if form.errors else 200)


@require_POST
def board_remove(request: HttpRequest, pk: UUID, entry: UUID) -> HttpResponse:
    cycle, row = _written(request, pk, entry)
    try:
        remove_entry(entry=row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken off the board: %(text)s") % {"text": row.text})
    return redirect("scorecards:cycle_board", pk=cycle.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def board_action(request: HttpRequest, pk: UUID, entry: UUID) -> HttpResponse:
    """A solution becomes an action of the plan."""
    cycle, row = _written(request, pk, entry)
    if row.action is not None:
        return redirect(row.action)
    first = {"what": row.text, "problem": str(row.cluster or row.indicator)}
    form = ActionForm(request.POST or None, plan=cycle.action_plan, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            action = promise(entry=row, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Action %(number)d is in the plan.") % {"number": action.number})
            return redirect("scorecards:cycle_board", pk=cycle.pk)
    context = {"cycle": cycle, "entry": row, "form": form}
    return render(request, "scorecards/board_action.html", context, status=422 if form.errors else 200)
