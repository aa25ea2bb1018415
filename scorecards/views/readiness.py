"""The checklist before launch, and the hours of each phase."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from accounts.guard import require
from core.errors import Refusal
from scorecards.enums import PHASES, ReadinessKey
from scorecards.forms.preparation import HoursForm, ReadinessForm
from scorecards.models import Cycle, ReadinessCheck, StepHours
from scorecards.reports.preparation import build_hours
from scorecards.services.readiness import save_hours, save_readiness
from scorecards.views.cycles import seen_cycle


def prepared_cycle(request: HttpRequest, pk: UUID) -> Cycle:
    """The cycle whose preparation this person reads, or changes when they post."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.view_preparation", cycle)
    if request.method == "POST":
        require(request.user, "scorecards.prepare", cycle)
    return cycle


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_readiness(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = prepared_cycle(request, pk)
    rows = list(ReadinessCheck.objects.filter(cycle=cycle).select_related("by"))
    form = ReadinessForm(request.POST or None, cycle=cycle, rows=rows)
    if request.method == "POST" and form.is_valid():
        try:
            changed = save_readiness(cycle=cycle, lines=form.lines(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext("%(count)d line is changed.", "%(count)d lines are changed.", changed) % {"count": changed}
            messages.success(request, said)
            return redirect("scorecards:cycle_readiness", pk=cycle.pk)
    return _readiness_page(request, cycle, form, rows)


#: What to think of, line by line.
HINTS = {
    "authorities": gettext_lazy("Chief, elected people, administration: they know what is coming, when, and why."),
    "provider": gettext_lazy("Those who run the service agree to score themselves and to meet the users."),
    "entitlements": gettext_lazy("What the service must have, and by which rule: the input tracking keeps it."),
    "place": gettext_lazy("Where each group speaks freely, without those it might fear; reachable on foot."),
    "consent": gettext_lazy("The words that ask for the group's consent are ready: see what is read aloud."),
    "referral": gettext_lazy(
        "Whom to lead somebody to, who tells of a serious fact: names and hours are known to the team."
    ),
}


def _readiness_page(
    request: HttpRequest, cycle: Cycle, form: ReadinessForm, rows: list[ReadinessCheck]
) -> HttpResponse:
    there = {row.key: row for row in rows}
    lines = [
        {
            "label": key.label,
            "hint": HINTS[key],
            "row": there.get(key),
            "state": form.field_of(key, "state"),
            "note": form.field_of(key, "note"),
        }
        for key in ReadinessKey
    ]
    settled = sum(row.is_settled for row in rows)
    context = {"cycle": cycle, "form": form, "lines": lines, "settled": settled, "total": len(lines)}
    return render(request, "scorecards/readiness.html", context | _may(request, cycle), status=_status(form))


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


def _may(request: HttpRequest, cycle: Cycle) -> dict[str, bool]:
    return {"may_change": request.user.has_perm("scorecards.prepare", cycle)}


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_hours(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = prepared_cycle(request, pk)
    rows = list(StepHours.objects.filter(cycle=cycle))
    form = HoursForm(request.POST or None, rows=rows)
    if request.method == "POST" and form.is_valid():
        try:
            save_hours(cycle=cycle, rows=form.rows(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The hours are saved."))
            return redirect("scorecards:cycle_hours", pk=cycle.pk)
    report = build_hours(cycle, rows)
    fields = [[form.field_of(phase, name) for name in ("planned", "spent", "due_on")] for phase in PHASES]
    context = {"cycle": cycle, "form": form, "report": report, "lines": list(zip(report.lines, fields, strict=True))}
    return render(request, "scorecards/hours.html", context | _may(request, cycle), status=_status(form))
