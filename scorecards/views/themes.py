"""From issues to themes, from themes to indicators."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import require
from core.errors import Refusal
from scorecards.forms.issues import (
    DissolveForm,
    FromLibraryForm,
    GatherForm,
    LinkForm,
    MergeForm,
    ThemeForm,
    WrittenForm,
)
from scorecards.models import Cluster, Cycle, Indicator, IndicatorTemplate
from scorecards.reports.issues import build_themes
from scorecards.reports.thread import thread_of_theme
from scorecards.services import themes as service
from scorecards.services.moderation import mask_of
from scorecards.views.cycles import seen_cycle


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_themes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What all the groups said, ticked into themes. The others read the themes once the card is released."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.view_thread", cycle)
    themes, free = build_themes(cycle)
    listed = [*free, *(issue for line in themes for issue in line.issues)]
    rows = [line.theme for line in themes]
    form = GatherForm(request.POST or None, issues=listed, themes=rows)
    if request.method == "POST":
        require(request.user, "scorecards.record_issues", cycle)
        if form.is_valid() and _kept(request, cycle, lambda: _gather(form, cycle, request), form):
            return redirect("scorecards:cycle_themes", pk=cycle.pk)
    team = request.user.has_perm("scorecards.view_issues", cycle)
    context = {
        "cycle": cycle, "themes": themes, "free": free if team else (), "form": form, "issues": len(listed),
        "team": team, "mask": None if team else mask_of(cycle), "undo": request.session.get(_key(cycle)),
        "can_change": request.user.has_perm("scorecards.record_issues", cycle),
    }  # fmt: skip
    return render(request, "scorecards/themes.html", context, status=422 if form.errors else 200)


def _gather(form: GatherForm, cycle: Cycle, request: HttpRequest) -> str:
    label, key = form.cleaned_data["label"], form.cleaned_data["theme"]
    if label:
        service.create_theme(cycle=cycle, label=label, issues=form.chosen, by=request.user)
        return _("Theme created: %(theme)s.") % {"theme": label}
    service.move_issues(cycle=cycle, theme=form.themes.get(key), issues=form.chosen, by=request.user)
    return _("The lines are moved.")


@require_POST
def themes_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take back the last step on the themes of this cycle, unless somebody changed them since."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.record_issues", cycle)
    step = request.session.pop(_key(cycle), None)
    if step is not None:
        try:
            service.undo(cycle=cycle, before=step["before"], after=step["after"], by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Undone: the themes are as they were."))
    return redirect("scorecards:cycle_themes", pk=cycle.pk)


@require_safe
def theme_detail(request: HttpRequest, pk: UUID, theme: UUID) -> HttpResponse:
    """The thread of one theme."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.view_thread", cycle)
    row = get_object_or_404(Cluster.objects.select_related("cycle"), pk=theme, cycle=cycle)
    return _theme_page(request, cycle, row)


def _theme_page(request: HttpRequest, cycle: Cycle, theme: Cluster, bound: BaseForm | None = None) -> HttpResponse:
    theme.cycle = cycle
    forms: dict[str, Any] = {
        "rename": ThemeForm(cycle=cycle, initial={"label": theme.label}, auto_id="rename_%s"),
        "merge": MergeForm(theme=theme, auto_id="merge_%s"),
        "link": LinkForm(theme=theme, auto_id="link_%s"),
        "library": FromLibraryForm(templates=_templates(request, theme), auto_id="library_%s"),
        "write": WrittenForm(cycle=cycle, auto_id="write_%s"),
    }
    if bound is not None:
        forms |= {name: bound for name, form in forms.items() if type(form) is type(bound)}
    can_change = request.user.has_perm("scorecards.record_issues", cycle)
    context = {
        "cycle": cycle, "theme": theme, "thread": thread_of_theme(theme, request.user), "forms": forms,
        "can_change": can_change, "can_derive": can_change and request.user.has_perm("scorecards.change_cycle", cycle),
        "title": theme.label if can_change else mask_of(cycle)(theme.label), "refused": bound,
    }  # fmt: skip
    return render(request, "scorecards/theme_detail.html", context, status=422 if bound is not None else 200)


def _templates(request: HttpRequest, theme: Cluster) -> Any:
    sector = theme.cycle.service_point.sector
    there = theme.indicators.values("code")
    return IndicatorTemplate.objects.available_to(request.user).filter(sector=sector).exclude(code__in=there)


@require_POST
def theme_change(request: HttpRequest, pk: UUID, theme: UUID, act: str) -> HttpResponse:
    """One of the forms of a theme's page: rename, merge, dissolve, or derive an indicator."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.record_issues", cycle)
    row = get_object_or_404(Cluster.objects.select_related("cycle__service_point"), pk=theme, cycle=cycle)
    make, run = _ACTS.get(act, _ACTS["rename"])
    form = make(request, row)
    if not form.is_valid():
        return _theme_page(request, cycle, row, form)
    if not _kept(request, cycle, lambda: run(request, row, form.cleaned_data), form):
        row.refresh_from_db()
        return _theme_page(request, cycle, row, form)
    if act in ("merge", "dissolve"):
        return redirect("scorecards:cycle_themes", pk=cycle.pk)
    return redirect("scorecards:theme_detail", pk=cycle.pk, theme=row.pk)


def _rename(request: HttpRequest, theme: Cluster, data: dict[str, Any]) -> str:
    service.rename_theme(theme=theme, label=data["label"], by=request.user)
    return _("The theme is renamed.")


def _merge(request: HttpRequest, theme: Cluster, data: dict[str, Any]) -> str:
    service.merge_themes(theme=theme, into=data["into"], by=request.user)
    return _("Merged: everything is now in “%(theme)s”.") % {"theme": data["into"]}


def _dissolve(request: HttpRequest, theme: Cluster, data: dict[str, Any]) -> str:
    service.dissolve_theme(theme=theme, by=request.user)
    return _("The theme is gone; what the groups said is back among the lines without theme.")


def _library(request: HttpRequest, theme: Cluster, data: dict[str, Any]) -> str:
    rows = service.derive_from_library(theme=theme, templates=[data["template"]], by=request.user)
    return _("Derived from this theme: %(indicator)s.") % {"indicator": rows[0]}


def _write(request: HttpRequest, theme: Cluster, data: dict[str, Any]) -> str:
    row = service.derive_written(theme=theme, by=request.user, **data)
    return _("Derived from this theme: %(indicator)s.") % {"indicator": row}


def _link(request: HttpRequest, theme: Cluster, data: dict[str, Any]) -> str:
    service.link_indicator(theme=theme, indicator=data["indicator"], by=request.user)
    return _("Tied to this theme: %(indicator)s.") % {"indicator": data["indicator"]}


#: Name of a form on a theme's page → how it is read, and what it does.
_ACTS: dict[str, tuple[Callable[..., Any], Callable[..., str]]] = {
    "rename": (lambda request, row: ThemeForm(request.POST, cycle=row.cycle, auto_id="rename_%s"), _rename),
    "merge": (lambda request, row: MergeForm(request.POST, theme=row, auto_id="merge_%s"), _merge),
    "dissolve": (lambda request, row: DissolveForm(request.POST), _dissolve),
    "library": (
        lambda request, row: FromLibraryForm(request.POST, templates=_templates(request, row), auto_id="library_%s"),
        _library,
    ),
    "write": (lambda request, row: WrittenForm(request.POST, cycle=row.cycle, auto_id="write_%s"), _write),
    "link": (lambda request, row: LinkForm(request.POST, theme=row, auto_id="link_%s"), _link),
}


@require_POST
def theme_untie(request: HttpRequest, pk: UUID, theme: UUID, indicator: UUID) -> HttpResponse:
    """An indicator leaves the theme; it stays in the cycle."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.record_issues", cycle)
    row = get_object_or_404(Cluster.objects.select_related("cycle"), pk=theme, cycle=cycle)
    tied = get_object_or_404(Indicator, pk=indicator, cycle=cycle)

    def run() -> str:
        service.link_indicator(theme=row, indicator=tied, by=request.user, linked=False)
        return _("Untied: %(indicator)s stays in the cycle.") % {"indicator": tied}

    _kept(request, cycle, run)
    return redirect("scorecards:theme_detail", pk=cycle.pk, theme=row.pk)


def _key(cycle: Cycle) -> str:
    return f"themes-undo:{cycle.pk}"


def _kept(request: HttpRequest, cycle: Cycle, run: Callable[[], str], form: Any = None) -> bool:
    """Run one step on the themes and keep what undoes it; a refusal is said on the form, or on the next page."""
    before = service.snapshot(cycle)
    try:
        words = run()
    except Refusal as refusal:
        form.add_error(None, str(refusal)) if form is not None else messages.error(request, str(refusal))
        return False
    request.session[_key(cycle)] = {"words": words, "before": before, "after": service.snapshot(cycle)}
    messages.success(request, words)
    return True
