"""The interface meeting: its page, its date and presence, the discussion of each indicator, actions on the spot."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guard import get_visible, require
from accounts.models import User
from actionplans.forms import ActionForm
from actionplans.reports import build_plan
from actionplans.wordguard import mask_for
from core.errors import Refusal
from scorecards.forms.meeting import DiscussionForm, MeetingForm, renew_version
from scorecards.models import Cycle, Discussion, InterfaceMeeting
from scorecards.reports.meeting import AgendaItem, MeetingReport, build_meeting
from scorecards.reports.solutions import build_figures, solutions_about
from scorecards.script import script
from scorecards.services.meeting import (
    add_action_on_the_spot,
    build_agenda,
    hold_meeting,
    plan_meeting,
    record_discussion,
)
from scorecards.views.card import seen_by


@require_http_methods(["GET", "POST"])
def cycle_meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of the meeting; a POST prepares the agenda."""
    cycle = get_visible(Cycle.objects.with_context(), request.user, pk)
    if request.method == "POST":
        require(request.user, "scorecards.hold_meeting", cycle)
        try:
            build_agenda(cycle)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("scorecards:cycle_meeting", pk=cycle.pk)
    require(request.user, "scorecards.view_card", cycle)
    audience = seen_by(request.user)
    plan = build_plan(cycle.action_plan, mask=mask_for(request.user, [cycle.action_plan_id]))
    context = {
        "cycle": cycle,
        "report": build_meeting(cycle, audience=audience),
        "figures": build_figures(cycle, plan, audience=audience),
        "can_hold": request.user.has_perm("scorecards.hold_meeting", cycle),
        "can_export": request.user.has_perm("scorecards.export_card", cycle),
        "scripts": [script(step) for step in ("meeting", "plan", "closing")],
    }
    return render(request, "scorecards/meeting.html", context)


@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = get_visible(Cycle.objects.with_context(), request.user, pk)
    require(request.user, "scorecards.hold_meeting", cycle)
    meeting = InterfaceMeeting.objects.filter(cycle=cycle).first()
    form = MeetingForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            _save_meeting(form, cycle, request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            renew_version(form, meeting.version if meeting else 0)
        else:
            messages.success(request, _("The meeting is saved."))
            return redirect("scorecards:cycle_meeting", pk=cycle.pk)
    context = {"cycle": cycle, "form": form}
    return render(request, "scorecards/meeting_form.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _save_meeting(form: MeetingForm, cycle: Cycle, by: User) -> None:
    data = form.cleaned_data
    names = ("planned_on", "place", "convener", "version")
    meeting = plan_meeting(cycle=cycle, by=by, **{name: data[name] for name in names})
    hold_meeting(
        cycle=cycle,
        held_on=data["held_on"],
        counts=form.counts,
        notes=data["notes"],
        version=meeting.version,
        by=by,
    )


def _discussions(user: User) -> QuerySet[Discussion]:
    return Discussion.objects.filter(meeting__cycle__in=Cycle.objects.visible_to(user)).select_related("indicator")


def _place_of(discussion: Discussion, cycle: Cycle, user: User) -> tuple[MeetingReport, AgendaItem]:
    report = build_meeting(cycle, audience=seen_by(user))
    return report, next(item for item in report.items if item.row.pk == str(discussion.indicator_id))


@require_http_methods(["GET", "POST"])
def discussion_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    discussion = get_object_or_404(_discussions(request.user).select_related("meeting"), pk=pk)
    cycle = get_visible(Cycle.objects.with_context(), request.user, discussion.meeting.cycle_id)
    require(request.user, "scorecards.hold_meeting", cycle)
    form = DiscussionForm(request.POST or None, discussion=discussion)
    if request.method == "POST" and form.is_valid():
        try:
            record_discussion(discussion=discussion, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            renew_version(form, discussion.version)
        else:
            messages.success(request, _("The discussion is saved."))
            return _after_discussion(request, discussion, cycle)
    report, item = _place_of(discussion, cycle, request.user)
    context = {"cycle": cycle, "form": form, "discussion": discussion, **_around(report, item)}
    return render(request, "scorecards/discussion_form.html", context, status=422 if form.errors else 200)


def _after_discussion(request: HttpRequest, discussion: Discussion, cycle: Cycle) -> HttpResponse:
    """Where the button pressed leads: an action on the spot, the next indicator, or the agenda."""
    if "then_action" in request.POST:
        return redirect("scorecards:discussion_action", pk=discussion.pk)
    following = (
        Discussion.objects.filter(meeting=discussion.meeting_id, position__gt=discussion.position)
        .order_by("position")
        .first()
    )
    if "then_next" in request.POST and following is not None:
        return redirect("scorecards:discussion_edit", pk=following.pk)
    return redirect("scorecards:cycle_meeting", pk=cycle.pk)


def _around(report: MeetingReport, item: AgendaItem) -> dict[str, Any]:
    """The indicator's figures and its neighbours on the agenda."""
    at = item.number - 1
    return {
        "report": report,
        "item": item,
        "row": item.row,
        "card": report.card,
        "total": len(report.items),
        "before": report.items[at - 1].discussion if at else None,
        "after": report.items[at + 1].discussion if at + 1 < len(report.items) else None,
        "actions": item.discussion.actions.all() if item.discussion else [],
        "solutions": solutions_about(report.cycle, item.row.pk),
    }


@require_http_methods(["GET", "POST"])
def discussion_action(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An action for the plan, written while the two sides are in the room."""
    discussion = get_object_or_404(_discussions(request.user).select_related("meeting"), pk=pk)
    cycle = get_visible(Cycle.objects.with_context(), request.user, discussion.meeting.cycle_id)
    require(request.user, "scorecards.hold_meeting", cycle)
    initial = {"problem": discussion.indicator.label, "success_indicator": ""}
    form = ActionForm(request.POST or None, plan=cycle.action_plan, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            action = add_action_on_the_spot(discussion=discussion, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Action %(number)d is in the plan.") % {"number": action.number})
            return redirect("scorecards:discussion_edit", pk=discussion.pk)
    context = {"cycle": cycle, "discussion": discussion, "form": form}
    return render(request, "scorecards/discussion_action.html", context, status=422 if form.errors else 200)
