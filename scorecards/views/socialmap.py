"""The social map in figures: who lives there, who is heard, who is absent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import Refusal
from scorecards.forms.preparation import MapPartForm
from scorecards.models import Cycle, SocialMapEntry
from scorecards.reports.preparation import build_map
from scorecards.services.socialmap import add_part, change_part, remove_part
from scorecards.views.readiness import prepared_cycle


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_map(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = prepared_cycle(request, pk)
    form = MapPartForm(request.POST or None, cycle=cycle)
    if request.method == "POST" and form.is_valid():
        try:
            part = add_part(cycle=cycle, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Added: %(part)s.") % {"part": part})
            return redirect("scorecards:cycle_map", pk=cycle.pk)
    return _page(request, cycle, form)


@require_http_methods(["GET", "HEAD", "POST"])
def map_part(request: HttpRequest, pk: UUID, part: UUID) -> HttpResponse:
    """Change one part, or take it out."""
    cycle = prepared_cycle(request, pk)
    row = get_object_or_404(SocialMapEntry, pk=part, cycle=cycle)
    form = MapPartForm(request.POST or None, cycle=cycle, part=row)
    if request.method == "POST" and ("remove" in request.POST or form.is_valid()):
        try:
            if "remove" in request.POST:
                remove_part(part=row, by=request.user)
            else:
                change_part(part=row, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The social map is saved."))
            return redirect("scorecards:cycle_map", pk=cycle.pk)
    return _page(request, cycle, form, row)


def _page(request: HttpRequest, cycle: Cycle, form: MapPartForm, part: SocialMapEntry | None = None) -> HttpResponse:
    context = {
        "cycle": cycle,
        "form": form,
        "part": part,
        "report": build_map(cycle),
        "may_change": request.user.has_perm("scorecards.prepare", cycle),
    }
    return render(request, "scorecards/map.html", context, status=422 if form.is_bound and form.errors else 200)
