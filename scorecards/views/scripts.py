"""What is read aloud at each step, on screen and on paper."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from scorecards.reports.inputs import entitlements
from scorecards.script import scripts
from scorecards.views.readiness import prepared_cycle


@require_safe
def cycle_script(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = prepared_cycle(request, pk)
    context = {"cycle": cycle, "scripts": scripts(), "entitlements": entitlements(cycle)}
    return render(request, "scorecards/script.html", context)
