"""The log of incidents and conflicts of a cycle."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guard import get_visible, require
from core.errors import Refusal
from scorecards.forms.incidents import IncidentFollowForm, IncidentForm
from scorecards.forms.meeting import renew_version
from scorecards.models import Incident
from scorecards.reports.safeguards import build_safeguards
from scorecards.services.incidents import follow_incident, log_incident
from scorecards.views.cycles import seen_cycle


@require_safe
def cycle_incidents(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.log_incident", cycle)
    context = {
        "cycle": cycle,
        "incidents": Incident.objects.filter(cycle=cycle).select_related("by"),
        "safeguards": build_safeguards(cycle, request.user),
    }
    return render(request, "scorecards/incident_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def incident_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.log_incident", cycle)
    form = IncidentForm(request.POST or None, cycle=cycle)
    if request.method == "POST" and form.is_valid():
        try:
            log_incident(cycle=cycle, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The incident is written down."))
            return redirect("scorecards:cycle_incidents", pk=cycle.pk)
    context = {"cycle": cycle, "form": form, "incident": None}
    return render(request, "scorecards/incident_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def incident_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    incident = get_visible(Incident, request.user, pk)
    cycle = seen_cycle(request.user, incident.cycle_id)
    require(request.user, "scorecards.log_incident", cycle)
    form = IncidentFollowForm(request.POST or None, incident=incident)
    if request.method == "POST" and form.is_valid():
        try:
            follow_incident(incident=incident, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            incident.refresh_from_db()
            renew_version(form, incident.version)
        else:
            messages.success(request, _("The incident is saved."))
            return redirect("scorecards:cycle_incidents", pk=cycle.pk)
    context = {"cycle": cycle, "form": form, "incident": incident}
    return render(request, "scorecards/incident_form.html", context, status=422 if form.errors else 200)
