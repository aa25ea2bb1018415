"""Over time and between groups: the rounds side by side, and who says what."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.guard import get_visible, require
from core.errors import Refusal
from scorecards.forms.rounds import RuleForm
from scorecards.models import Cycle
from scorecards.reports.card import audience_of
from scorecards.reports.differences import build_differences
from scorecards.reports.rounds import build_rounds
from scorecards.services.rule import change_rule


@require_GET
def cycle_rounds(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = get_visible(Cycle.objects.with_context(), request.user, pk)
    require(request.user, "scorecards.view_card", cycle)
    report = build_rounds(cycle, user=request.user, convert="convert" in request.GET)
    return render(request, "scorecards/rounds.html", {"cycle": cycle, "report": report})


@require_GET
def cycle_differences(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = get_visible(Cycle.objects.with_context(), request.user, pk)
    require(request.user, "scorecards.view_card", cycle)
    report = build_differences(cycle, audience=audience_of(request.user, cycle))
    return render(request, "scorecards/differences.html", {"cycle": cycle, "report": report})


@require_http_methods(["GET", "POST"])
def cycle_rule(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = get_visible(Cycle.objects.with_context(), request.user, pk)
    require(request.user, "scorecards.agree_score", cycle)
    initial = {"rule": cycle.consolidation_rule, "version": cycle.version}
    form = RuleForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                change_rule(cycle=cycle, by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The card now follows this rule."))
                return redirect("scorecards:cycle_card", pk=cycle.pk)
    return render(request, "scorecards/rule_form.html", {"cycle": cycle, "form": form}, status=status)
