"""The named transitions, by POST: forward, back with a reason, again, and without the provider."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guard import require
from core.errors import Refusal
from scorecards.forms.cycles import ReasonForm
from scorecards.services.cycles import repeat_cycle
from scorecards.services.workflow import SOURCES, advance, include_provider, reopen, skip_provider
from scorecards.views.cycles import guide_page, seen_cycle


def _said(name: str) -> str:
    """What the page says once the transition is done."""
    return {
        "launch": _("Scoring is open. Hold the first session."),
        "finish_community": _("The community's scoring is over. Now the provider."),
        "release": _("The card is released. Now set the date of the interface meeting."),
        "finish_meeting": _("The meeting is over. The action plan is now followed."),
        "close": _("This round is closed. Its action plan stays followed."),
    }[name]


@require_POST
def cycle_advance(request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.advance_cycle", cycle)
    if name not in SOURCES:
        raise Http404
    form = ReasonForm(request.POST if "reason" in request.POST else None, cycle=cycle)
    if form.is_bound and not form.is_valid():
        return guide_page(request, cycle, form=form, status=422)
    try:
        advance(cycle=cycle, name=name, by=request.user, reason=form.cleaned_data["reason"] if form.is_bound else "")
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return guide_page(request, cycle, form=form, status=409)
    messages.success(request, _said(name))
    return redirect(cycle)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.reopen_cycle", cycle)
    form = ReasonForm(request.POST or None, cycle=cycle)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                reopen(cycle=cycle, reason=form.cleaned_data["reason"], by=request.user)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The phase is open again. Your reason is in the history."))
                return redirect(cycle)
    return render(request, "scorecards/cycle_reopen.html", {"cycle": cycle, "form": form}, status=status)


@require_POST
def cycle_repeat(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.repeat_cycle", cycle)
    try:
        fresh = repeat_cycle(cycle=cycle, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return guide_page(request, cycle, status=409)
    messages.success(request, _("The new round is open, with the same groups and indicators. Check them, then start."))
    return redirect(fresh)


@require_POST
def cycle_provider(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave the provider out of this round, with a reason; without one, bring them back in."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.advance_cycle", cycle)
    form = ReasonForm(request.POST if "reason" in request.POST else None, cycle=cycle)
    if form.is_bound and not form.is_valid():
        return guide_page(request, cycle, form=form, status=422)
    try:
        if form.is_bound:
            skip_provider(cycle=cycle, reason=form.cleaned_data["reason"], by=request.user)
        else:
            include_provider(cycle=cycle, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return guide_page(request, cycle, form=form, status=409)
    return redirect(cycle)
