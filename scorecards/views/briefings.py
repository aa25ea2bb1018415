"""What both sides are told before any score is seen, and the two questions by show of hands."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.errors import Refusal
from scorecards.enums import BriefingSide, CycleState, PulseMoment, PulseQuestion, Side
from scorecards.forms.hands import HandsForm
from scorecards.forms.preparation import BriefingForm
from scorecards.models import Briefing, Pulse
from scorecards.reports.hands import build_hands
from scorecards.script import script
from scorecards.services.briefings import record_briefing, record_pulses
from scorecards.views.readiness import prepared_cycle


@require_safe
def cycle_briefings(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = prepared_cycle(request, pk)
    there = {row.side: row for row in Briefing.objects.filter(cycle=cycle).select_related("by")}
    sides = [
        {"side": side.value, "label": side.label, "row": there.get(side), "script": script(f"briefing_{side}")}
        for side in BriefingSide
    ]
    may_change = request.user.has_perm("scorecards.prepare", cycle)
    first_open = next((side.value for side in BriefingSide if side.value not in there), "")
    context = {"cycle": cycle, "sides": sides, "held": len(there), "first_open": first_open, "may_change": may_change}
    return render(request, "scorecards/briefing_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def briefing_edit(request: HttpRequest, pk: UUID, side: str) -> HttpResponse:
    cycle = prepared_cycle(request, pk)
    if side not in BriefingSide.values:
        raise Http404
    row = Briefing.objects.filter(cycle=cycle, side=side).first()
    first = {name: getattr(row, name) for name in ("held_on", "people", "notes")} if row else {}
    form = BriefingForm(request.POST or None, cycle=cycle, initial={"held_on": timezone.localdate(), **first})
    if request.method == "POST" and form.is_valid():
        try:
            record_briefing(cycle=cycle, side=side, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The briefing is recorded."))
            return redirect("scorecards:cycle_briefings", pk=cycle.pk)
    context = {"cycle": cycle, "form": form, "side": BriefingSide(side), "script": script(f"briefing_{side}")}
    return render(request, "scorecards/briefing_form.html", context, status=422 if form.errors else 200)


@require_safe
def cycle_hands(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = prepared_cycle(request, pk)
    context = {
        "cycle": cycle,
        "rows": build_hands(cycle, request.user),
        "may_change": request.user.has_perm("scorecards.prepare", cycle),
        "has_met": cycle.state in (CycleState.INTERFACE, CycleState.FOLLOW_UP),
    }
    return render(request, "scorecards/hands.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hands_edit(request: HttpRequest, pk: UUID, moment: str) -> HttpResponse:
    cycle = prepared_cycle(request, pk)
    if moment not in PulseMoment.values:
        raise Http404
    form = HandsForm(request.POST or None, rows=Pulse.objects.filter(cycle=cycle, moment=moment))
    if request.method == "POST" and form.is_valid():
        try:
            record_pulses(cycle=cycle, moment=moment, answers=form.answers(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The hands are counted."))
            return redirect("scorecards:cycle_hands", pk=cycle.pk)
    context = {"cycle": cycle, "form": form, "moment": PulseMoment(moment), "questions": _questions(form)}
    return render(request, "scorecards/hands_form.html", context, status=422 if form.errors else 200)


def _questions(form: HandsForm) -> list[dict[str, object]]:
    """Each question with the two boxes of each side."""
    words = {Side.USERS: _("Users"), Side.PROVIDER: _("Staff")}
    return [
        {
            "label": question.label,
            "sides": [
                {
                    "side": side.value,
                    "word": words[side],
                    "yes": form.field_of((side.value, question.value), "yes"),
                    "asked": form.field_of((side.value, question.value), "asked"),
                }
                for side in Side
            ],
        }
        for question in PulseQuestion
    ]
