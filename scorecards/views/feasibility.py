"""The solutions of a cycle: what can be done, what can't and why, what became an action."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.guard import get_visible, require
from accounts.models import User
from core.errors import Refusal
from core.http import safe_next
from scorecards.enums import BoardKind
from scorecards.forms.feasibility import FeasibilityForm, SolutionForm
from scorecards.forms.meeting import renew_version
from scorecards.models import BoardEntry, Cycle, Discussion
from scorecards.reports.solutions import build_solutions, rights_on_solutions
from scorecards.services.board import write_entry
from scorecards.services.feasibility import answer_solution, promise_solution
from scorecards.services.moderation import mask_of
from scorecards.views.card import seen_by


@require_GET
def cycle_solutions(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = get_visible(Cycle.objects.with_context(), request.user, pk)
    require(request.user, "scorecards.view_card", cycle)
    context = {
        "cycle": cycle,
        "solutions": build_solutions(cycle, audience=seen_by(request.user)),
        **rights_on_solutions(cycle, request.user),
    }
    return render(request, "scorecards/solutions.html", context)


def _solution(user: User, pk: UUID) -> BoardEntry:
    rows: QuerySet[BoardEntry] = BoardEntry.objects.filter(
        kind=BoardKind.SOLUTION, cycle__in=Cycle.objects.visible_to(user)
    )
    return get_object_or_404(
        rows.select_related("cycle__service_point", "cycle__action_plan", "indicator", "cluster"), pk=pk
    )


@require_http_methods(["GET", "HEAD", "POST"])
def solution_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The provider answers; the team may write the answer for them, at the meeting."""
    entry = _solution(request.user, pk)
    cycle = entry.cycle
    require(request.user, "scorecards.answer_solution", cycle)
    form = FeasibilityForm(request.POST or None, entry=entry)
    there = safe_next(request, "")
    if request.method == "POST" and form.is_valid():
        try:
            answer_solution(entry=entry, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            renew_version(form, entry.version)
        else:
            messages.success(request, _("The answer is saved. Everybody reads it beside the solution."))
            return redirect(there or "scorecards:cycle_solutions", *([] if there else [cycle.pk]))
    text = entry.text if seen_by(request.user) == "team" else mask_of(cycle)(entry.text)
    context = {"cycle": cycle, "entry": entry, "text": text, "form": form, "next": there}
    return render(request, "scorecards/solution_answer.html", context, status=422 if form.errors else 200)


@require_POST
def solution_promise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One click: the solution is an action; its page opens to say who exactly and by when."""
    entry = _solution(request.user, pk)
    require(request.user, "actionplans.change_actionplan", entry.cycle.action_plan)
    try:
        action = promise_solution(entry=entry, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("scorecards:cycle_solutions", pk=entry.cycle_id)
    done = _("Action %(number)d is in the plan. Check who carries it and by when.") % {"number": action.number}
    messages.success(request, done)
    return redirect("actionplans:action_edit", pk=action.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def solution_write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A solution proposed at the meeting, about the indicator of a discussion."""
    talks = Discussion.objects.filter(meeting__cycle__in=Cycle.objects.visible_to(request.user))
    talk = get_object_or_404(talks.select_related("indicator", "meeting"), pk=pk)
    cycle = get_visible(Cycle.objects.with_context(), request.user, talk.meeting.cycle_id)
    require(request.user, "scorecards.hold_meeting", cycle)
    form = SolutionForm(request.POST or None, cycle=cycle)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            write_entry(cycle=cycle, kind=BoardKind.SOLUTION, text=text, indicator=talk.indicator, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The solution is written. The provider says whether it can be done."))
            return redirect("scorecards:discussion_edit", pk=talk.pk)
    context = {"cycle": cycle, "discussion": talk, "form": form}
    return render(request, "scorecards/solution_form.html", context, status=422 if form.errors else 200)
