"""The figures of an edition, and each one with what is behind it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from concertation.catalogue import BY_CODE
from concertation.reports.indicators import build_indicator, build_indicators
from concertation.views.frame import frame, seen_edition


@require_safe
def indicators(request: HttpRequest, pk: UUID) -> HttpResponse:
    context = frame(request, seen_edition(request, pk), "indicators")
    context["page"] = build_indicators(context["edition"], inside=context["may_write"])
    return render(request, "concertation/indicators.html", context)


@require_safe
def indicator_detail(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    edition = seen_edition(request, pk)
    if code not in BY_CODE:
        raise Http404
    context = frame(request, edition, "indicators")
    context["page"] = build_indicator(edition, code, inside=context["may_write"])
    return render(request, "concertation/indicator_detail.html", context)
