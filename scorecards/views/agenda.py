"""The order of the agenda, by hand or computed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guard import get_visible, require
from core.errors import Refusal
from scorecards.models import Cycle, Discussion
from scorecards.reports.meeting import build_meeting
from scorecards.services.agenda import automatic_order, move_discussion
from scorecards.views.card import seen_by


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_order(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Two small buttons per point; POST moves one (``up``, ``down``: its key), or takes the computed order back."""
    cycle = get_visible(Cycle.objects.with_context(), request.user, pk)
    require(request.user, "scorecards.hold_meeting", cycle)
    if request.method != "POST":
        context = {"cycle": cycle, "report": build_meeting(cycle, audience=seen_by(request.user))}
        return render(request, "scorecards/meeting_order.html", context)
    try:
        if "automatic" in request.POST:
            automatic_order(cycle=cycle, by=request.user)
            messages.success(request, _("The agenda is in its computed order again."))
        else:
            up = "up" in request.POST
            row = _point(cycle, request.POST.get("up" if up else "down", ""))
            move_discussion(discussion=row, up=up, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("scorecards:meeting_order", pk=cycle.pk)


def _point(cycle: Cycle, key: str) -> Discussion:
    """The point of this meeting with that key, or 404."""
    rows = Discussion.objects.filter(meeting__cycle=cycle).select_related("meeting__cycle")
    try:
        return get_object_or_404(rows, pk=UUID(key))
    except ValueError:
        return get_object_or_404(rows.none())
