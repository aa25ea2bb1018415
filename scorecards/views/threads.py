"""The thread from what a group said to a promise, from either of its ends."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.guard import get_visible, require
from actionplans.models import Action
from scorecards.models import Cycle, Indicator
from scorecards.reports.thread import thread_of_action, thread_of_indicator
from scorecards.views.cycles import seen_cycle


@require_safe
def indicator_thread(request: HttpRequest, pk: UUID, indicator: UUID) -> HttpResponse:
    """The thread of one indicator, both ways."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.view_thread", cycle)
    row = get_object_or_404(Indicator, pk=indicator, cycle=cycle)
    context = {"cycle": cycle, "title": row.label, "hint": row.hint, "thread": thread_of_indicator(row, request.user)}
    return render(request, "scorecards/thread.html", context)


@require_safe
def action_thread(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Back from a promise to what the groups said."""
    action = get_visible(Action.objects.select_related("plan"), request.user, pk)
    cycle = get_visible(Cycle.objects.with_context(), request.user, _cycle_of(action))
    require(request.user, "scorecards.view_thread", cycle)
    thread = thread_of_action(action, cycle, request.user)
    title = thread.actions[0].what
    return render(request, "scorecards/thread.html", {"cycle": cycle, "title": title, "hint": "", "thread": thread})


def _cycle_of(action: Action) -> UUID | None:
    return Cycle.objects.filter(action_plan=action.plan_id).values_list("pk", flat=True).first()
