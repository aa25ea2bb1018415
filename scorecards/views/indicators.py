"""Preparation: the indicators, from the library or in the team's own words."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guard import require
from core.errors import Refusal
from directory.enums import Sector
from scorecards.enums import AskedOf
from scorecards.forms.cycles import AskedOfForm, LibraryForm, OwnIndicatorForm, SectorForm
from scorecards.models import Cycle, Indicator, IndicatorTemplate
from scorecards.services.cycles import (
    change_indicator,
    choose_indicators,
    move_indicator,
    remove_indicator,
    write_indicator,
)
from scorecards.views.cycles import seen_cycle


def _prepared(request: HttpRequest, pk: UUID) -> Cycle:
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.change_cycle", cycle)
    return cycle


def _page(
    request: HttpRequest, cycle: Cycle, *, own: OwnIndicatorForm | None = None, library: LibraryForm | None = None
) -> HttpResponse:
    sector = SectorForm(request.GET).chosen(cycle.service_point.sector)
    chosen = list(cycle.indicators.all())
    there = {row.code for row in chosen}
    templates = IndicatorTemplate.objects.available_to(request.user).filter(sector=sector).exclude(code__in=there)
    context = {
        "cycle": cycle,
        "chosen": chosen,
        "templates": templates,
        "sector": sector,
        "sectors": Sector.choices,
        "sides": AskedOf.choices,
        "own": own or OwnIndicatorForm(cycle=cycle),
        "library": library,
        "picked": request.POST.getlist("pick"),
    }
    refused = (own is not None and own.errors) or (library is not None and library.errors)
    return render(request, "scorecards/cycle_indicators.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_indicators(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is chosen and what the library proposes; POST adds what is ticked."""
    cycle = _prepared(request, pk)
    if request.method != "POST":
        return _page(request, cycle)
    form = LibraryForm(request.POST, templates=IndicatorTemplate.objects.available_to(request.user))
    if form.is_valid():
        try:
            added = choose_indicators(cycle=cycle, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Indicators added: %(count)d.") % {"count": len(added)})
            return redirect("scorecards:cycle_indicators", pk=cycle.pk)
    return _page(request, cycle, library=form)


@require_POST
def indicator_write(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = _prepared(request, pk)
    form = OwnIndicatorForm(request.POST, cycle=cycle)
    if form.is_valid():
        try:
            row = write_indicator(cycle=cycle, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Added: %(indicator)s.") % {"indicator": row})
            return redirect("scorecards:cycle_indicators", pk=cycle.pk)
    return _page(request, cycle, own=form)


@require_POST
def indicator_change(request: HttpRequest, pk: UUID, indicator: UUID) -> HttpResponse:
    """One row's buttons: up, down, remove, or whom it is asked of."""
    cycle = _prepared(request, pk)
    row = get_object_or_404(Indicator, pk=indicator, cycle=cycle)
    act = request.POST.get("act", "")
    asked = AskedOfForm(request.POST)
    try:
        if act in ("up", "down"):
            move_indicator(indicator=row, up=act == "up", by=request.user)
        elif act == "remove":
            remove_indicator(indicator=row, by=request.user)
            messages.success(request, _("Removed: %(indicator)s.") % {"indicator": row})
        elif asked.is_valid():
            change_indicator(indicator=row, asked_of=asked.cleaned_data["asked_of"], by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("scorecards:cycle_indicators", pk=cycle.pk)
