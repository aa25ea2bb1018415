"""Preparation: the groups that will score."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guard import require
from core.errors import Refusal
from scorecards.forms.cycles import GroupForm
from scorecards.models import Cycle, Group
from scorecards.services.cycles import add_group, change_group, remove_group
from scorecards.views.cycles import seen_cycle


def _prepared(request: HttpRequest, pk: UUID) -> Cycle:
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.change_cycle", cycle)
    return cycle


def _page(request: HttpRequest, cycle: Cycle, form: GroupForm, group: Group | None = None) -> HttpResponse:
    context = {
        "cycle": cycle,
        "form": form,
        "group": group,
        "groups": list(cycle.groups.all()),
        "has_indicators": cycle.indicators.exists(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "scorecards/cycle_groups.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_groups(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = _prepared(request, pk)
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            group = add_group(cycle=cycle, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Added: %(group)s.") % {"group": group})
            return redirect("scorecards:cycle_groups", pk=cycle.pk)
    return _page(request, cycle, form)


@require_http_methods(["GET", "HEAD", "POST"])
def group_edit(request: HttpRequest, pk: UUID, group: UUID) -> HttpResponse:
    cycle = _prepared(request, pk)
    row = get_object_or_404(Group, pk=group, cycle=cycle)
    form = GroupForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            change_group(group=row, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Changed: %(group)s.") % {"group": row})
            return redirect("scorecards:cycle_groups", pk=cycle.pk)
    return _page(request, cycle, form, row)


@require_http_methods(["GET", "HEAD", "POST"])
def group_remove(request: HttpRequest, pk: UUID, group: UUID) -> HttpResponse:
    """Ask, then take the group out."""
    cycle = _prepared(request, pk)
    row = get_object_or_404(Group, pk=group, cycle=cycle)
    if request.method != "POST":
        return render(request, "scorecards/cycle_group_remove.html", {"cycle": cycle, "group": row})
    try:
        remove_group(group=row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Removed: %(group)s.") % {"group": row})
    return redirect("scorecards:cycle_groups", pk=cycle.pk)
