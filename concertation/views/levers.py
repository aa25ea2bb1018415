"""Levers: proposed with their reasons, chosen, added, placed by impact and effort, turned into actions."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concertation.forms.base import renew_version
from concertation.forms.levers import LeverActionForm, LeverForm, MeansForm
from concertation.leverfile import levers
from concertation.models import Edition, LeverChoice
from concertation.reports.figures import build_figures
from concertation.reports.leverfigures import EFFORTS
from concertation.reports.levers import build_levers, build_matrix, means_of, seen_record
from concertation.services.levers import add_lever, change_lever, choose_lever, plan_lever, remove_lever
from concertation.views.frame import frame, kept_edition
from core.errors import Refusal


def kept_lever(request: HttpRequest, pk: UUID) -> LeverChoice:
    """The lever whose device this person keeps; 404 out of sight, 403 with a sentence otherwise."""
    rows = LeverChoice.objects.select_related("action")
    found = get_object_or_404(rows, pk=pk)
    found.edition = kept_edition(request, found.edition_id)
    return found


def _means(request: HttpRequest, edition: Edition) -> tuple[MeansForm, Any]:
    """What was typed, and the means in force; a text that isn't a number is kept and says so."""
    declared = means_of(edition)
    first = {"days": declared.days, "money": declared.money}
    asked = "days" in request.GET or "money" in request.GET
    form = MeansForm(request.GET if asked else None, initial=first)
    if asked and form.is_valid():
        typed = form.cleaned_data
        return form, means_of(edition, **typed)
    return form, declared


def _shown(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    form, means = _means(request, edition)
    return {**frame(request, edition, "levers"), "form": form, "page": build_levers(edition, means)}


@require_safe
def levers_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    context = _shown(request, kept_edition(request, pk))
    return render(request, "concertation/levers.html", context, status=422 if context["form"].errors else 200)


@require_safe
def lever_matrix(request: HttpRequest, pk: UUID) -> HttpResponse:
    context = _shown(request, kept_edition(request, pk))
    context |= {"matrix": build_matrix(context["page"]), "efforts": EFFORTS}
    return render(request, "concertation/lever_matrix.html", context)


@require_POST
def lever_choose(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """Take a proposed lever with the figures that speak for it, as they are today."""
    edition = kept_edition(request, pk)
    lever = levers().get(code)
    if lever is None:
        raise Http404
    proposed = {each.lever.code: each for each in build_levers(edition, means_of(edition)).proposals}
    fields = {
        "title": lever.title, "family": lever.family, "why": lever.why, "impact": lever.impact,
        "effort": lever.rule.effort, "cost": lever.rule.cost, **_today(edition, lever.indicator),
    }  # fmt: skip
    try:
        choose_lever(edition=edition, code=code, symptom=seen_record(proposed.get(code)), by=request.user, **fields)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The lever is chosen. Say who does what by when."))
    return redirect("concertation:levers", pk=pk)


def _today(edition: Edition, code: str) -> dict[str, Any]:
    """The followed figure as it is today."""
    figure = build_figures(edition).get(code) if code else None
    value: Decimal | None = figure.value if figure else None
    return {"indicator": code, "before": value, "before_n": figure.n if figure and value is not None else None}


@require_http_methods(["GET", "HEAD", "POST"])
def lever_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    form = LeverForm(request.POST or None, device=edition.device)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        try:
            add_lever(edition=edition, by=request.user, **values, **_before(edition, values))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your lever is added."))
            return redirect("concertation:levers", pk=pk)
    context = {**frame(request, edition, "levers"), "form": form, "lever": None}
    return render(request, "concertation/lever_form.html", context, status=422 if form.errors else 200)


def _before(edition: Edition, values: dict[str, Any]) -> dict[str, Any]:
    today = _today(edition, values["indicator"])
    return {name: today[name] for name in ("before", "before_n")}


@require_http_methods(["GET", "HEAD", "POST"])
def lever_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    lever = kept_lever(request, pk)
    edition = lever.edition
    form = LeverForm(request.POST or None, device=edition.device, lever=lever)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        more = _before(edition, values) if values["indicator"] != lever.indicator else {}
        try:
            change_lever(lever=lever, version=form.seen_version, by=request.user, **values, **more)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            lever.refresh_from_db(fields=["version"])
            renew_version(form, lever.version)
        else:
            messages.success(request, _("The lever is changed."))
            return redirect("concertation:levers", pk=edition.pk)
    context = {**frame(request, edition, "levers"), "form": form, "lever": lever}
    return render(request, "concertation/lever_form.html", context, status=422 if form.errors else 200)


@require_POST
def lever_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    lever = kept_lever(request, pk)
    try:
        remove_lever(lever=lever, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The lever is left aside."))
    return redirect("concertation:levers", pk=lever.edition_id)


@require_http_methods(["GET", "HEAD", "POST"])
def lever_action(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One accountable, roles, means, calendar, indicator, today's value and the one to reach."""
    lever = kept_lever(request, pk)
    form = LeverActionForm(request.POST or None, device=lever.edition.device, lever=lever)
    if request.method == "POST" and form.is_valid():
        try:
            plan_lever(lever=lever, version=form.seen_version, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            lever.refresh_from_db(fields=["version"])
            renew_version(form, lever.version)
        else:
            messages.success(request, _("The action is in the plan."))
            return redirect("concertation:followup", pk=lever.edition_id)
    context = {**frame(request, lever.edition, "levers"), "form": form, "lever": lever}
    return render(request, "concertation/lever_action.html", context, status=422 if form.errors else 200)
