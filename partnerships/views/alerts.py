"""Alerts: the list with the index, one alert with its right of reply, and reading the figures again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import Refusal
from partnerships.forms.alerts import CloseAlertForm, ReplyForm
from partnerships.forms.base import renew_version
from partnerships.models import Alert, Partnership
from partnerships.permissions import my_party
from partnerships.reports.alerts import build_alert, build_alerts
from partnerships.services.alerts import close_alert, refresh_alerts, reply_to_alert
from partnerships.views.frame import frame, inside, writable


@require_safe
def alerts(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    context = {
        **frame(request, partnership, "alerts"),
        "page": build_alerts(partnership),
        "can_write": request.user.has_perm("partnerships.represent", partnership),
    }
    return render(request, "partnerships/alerts.html", context)


@require_POST
def alerts_refresh(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Read the figures again now."""
    partnership = writable(request, pk)
    raised = refresh_alerts(partnership=partnership, by=request.user)
    if raised:
        words = ngettext("%(n)d new alert to discuss.", "%(n)d new alerts to discuss.", len(raised))
        messages.success(request, words % {"n": len(raised)})
    else:
        messages.success(request, _("The figures are read again: no new alert."))
    return redirect("partnerships:alerts", pk=partnership.pk)


@require_safe
def alert(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    """The figures, what else they may mean, and what each party answers: the one concerned first."""
    partnership = inside(request, pk)
    found = _alert(partnership, row)
    mine = my_party(request.user, partnership)
    context = {
        **frame(request, partnership, "alerts"),
        "page": build_alert(found, mine),
        "mine": mine,
        "is_concerned": mine is not None and found.concerns_id == mine.pk,
    }
    return render(request, "partnerships/alert.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def alert_reply(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    """The right of reply; it stays open when the partnership is over."""
    partnership = inside(request, pk)
    found = _alert(partnership, row)
    form = ReplyForm(request.POST or None, partnership=partnership)
    if request.method == "POST" and form.is_valid():
        try:
            reply_to_alert(alert=found, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your reply is on the page of the alert."))
            return redirect("partnerships:alert", pk=partnership.pk, row=found.pk)
    context = {**frame(request, partnership, "alerts"), "form": form, "alert": found, "title": _("Reply")}
    return render(request, "partnerships/alert_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def alert_close(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    """Explained, handled or set aside, with the reason."""
    partnership = writable(request, pk)
    found = _alert(partnership, row)
    form = CloseAlertForm(request.POST or None, partnership=partnership, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            close_alert(alert=found, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            renew_version(form, _alert(partnership, row).version)
        else:
            messages.success(request, _("The alert is closed. The reason stays readable."))
            return redirect("partnerships:alert", pk=partnership.pk, row=found.pk)
    title = _("What we make of it")
    context = {**frame(request, partnership, "alerts"), "form": form, "alert": found, "title": title}
    return render(request, "partnerships/alert_form.html", context, status=422 if form.errors else 200)


def _alert(partnership: Partnership, row: UUID) -> Alert:
    rows = Alert.objects.select_related("partnership", "concerns__organization")
    return get_object_or_404(rows, pk=row, partnership=partnership)
