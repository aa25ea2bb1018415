"""How the partnership serves the mission of each party: read, opened by the coordinator, answered by each."""

import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guard import require
from partnerships.forms.missions import MissionsForm, ReadingForm
from partnerships.permissions import my_party
from partnerships.reports.missions import build_missions
from partnerships.services.lifegates import current_parties
from partnerships.services.missions import (
    DAYS,
    asked,
    given_by,
    is_open,
    last_round,
    open_reading,
    rate_missions,
    rating_version,
)
from partnerships.views.acts import saved
from partnerships.views.frame import frame, inside, writable


@require_safe
def missions(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    context = {**frame(request, partnership, "overview"), "page": build_missions(partnership, request.user)}
    return render(request, "partnerships/missions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def missions_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    require(request.user, "partnerships.coordinate", partnership)
    first = {"closes_on": timezone.localdate() + datetime.timedelta(days=DAYS)}
    form = ReadingForm(request.POST or None, initial=first)
    if request.method == "POST" and saved(
        form, lambda: open_reading(partnership=partnership, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The reading is open: each party answers alone."))
        return redirect("partnerships:missions", pk=pk)
    context = {**frame(request, partnership, "overview"), "form": form}
    return render(request, "partnerships/missions_open.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def missions_rate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """My party's answers, in an open reading; nobody else reads them before it is over."""
    partnership = writable(request, pk)
    row, own = last_round(partnership), my_party(request.user, partnership)
    if row is None or own is None or not is_open(row):
        messages.error(request, _("No reading is open: there is nothing to answer."))
        return redirect("partnerships:missions", pk=pk)
    parties, version = asked(current_parties(partnership), own), rating_version(row, own)
    said = given_by(row, own)
    form = MissionsForm(request.POST or None, partnership=partnership, parties=parties, said=said, version=version)
    if request.method == "POST" and saved(
        form,
        lambda: rate_missions(
            partnership=partnership, opinions=form.opinions(), version=form.cleaned_data["version"], by=request.user
        ),
        lambda: rating_version(row, own),
    ):
        messages.success(request, _("Your answers are kept. The others read them once the reading is over."))
        return redirect("partnerships:missions", pk=pk)
    context = {**frame(request, partnership, "overview"), "form": form, "round": row}
    return render(request, "partnerships/missions_rate.html", context, status=422 if form.errors else 200)
