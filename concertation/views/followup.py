"""Adjustments: the plan of an edition, and what the levers of earlier editions gave."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concertation.forms.base import renew_version
from concertation.forms.levers import VerdictForm
from concertation.models import LeverChoice
from concertation.reports.figures import build_figures
from concertation.reports.followup import build_followup, effect_of, now_of
from concertation.services.levers import decide_lever
from concertation.views.frame import frame, kept_edition
from core.errors import Refusal


@require_safe
def followup(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    plan = edition.action_plan
    context = {
        **frame(request, edition, "followup"),
        "page": build_followup(edition),
        "plan": plan,
        "may_print": plan is not None or edition.levers.exists(),
        "may_open": plan is not None and request.user.has_perm("actionplans.view_actionplan", plan),
    }
    return render(request, "concertation/followup.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def lever_verdict(request: HttpRequest, pk: UUID, lever: UUID) -> HttpResponse:
    """Go on, adjust or stop: ``pk`` is the edition that measures, ``lever`` one of an earlier edition."""
    edition = kept_edition(request, pk)
    choice = get_object_or_404(LeverChoice.objects.before(edition), pk=lever)
    figures = build_figures(edition)
    form = VerdictForm(request.POST or None, device=edition.device, lever=choice)
    if request.method == "POST" and form.is_valid():
        now = now_of(figures, choice.indicator)
        values = {**form.values(), "after": now.value, "after_n": now.n if now.value is not None else None}
        try:
            decide_lever(lever=choice, at=edition, version=form.seen_version, by=request.user, **values)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            choice.refresh_from_db(fields=["version"])
            renew_version(form, choice.version)
        else:
            messages.success(request, _("The decision is kept, with the figures of today."))
            return redirect("concertation:followup", pk=pk)
    context = {**frame(request, edition, "followup"), "form": form, "effect": effect_of(choice, figures)}
    return render(request, "concertation/followup_verdict.html", context, status=422 if form.errors else 200)
