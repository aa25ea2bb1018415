"""Editions: opened, read along the three steps, corrected, closed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concertation.forms.base import renew_version
from concertation.forms.devices import EditionForm
from concertation.reports.overview import build_overview
from concertation.services.editions import add_edition, change_edition, close_edition
from concertation.views.frame import frame, kept_device, kept_edition, seen_edition
from core.errors import Refusal


@require_safe
def edition_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = seen_edition(request, pk)
    context = frame(request, edition, "overview")
    context["page"] = build_overview(edition, inside=context["may_write"])
    return render(request, "concertation/edition_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edition_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    device = kept_device(request, pk)
    form = EditionForm(request.POST or None, device=device)
    if request.method == "POST" and form.is_valid():
        try:
            edition = add_edition(device=device, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error("label", str(refusal))
        else:
            messages.success(request, _("The edition is open."))
            return redirect(edition)
    context = {"device": device, "form": form}
    return render(request, "concertation/edition_create.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edition_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    form = EditionForm(request.POST or None, device=edition.device, edition=edition)
    if request.method == "POST" and form.is_valid():
        try:
            change_edition(edition=edition, version=form.seen_version, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            edition.refresh_from_db()
            renew_version(form, edition.version)
        else:
            messages.success(request, _("The edition is changed."))
            return redirect(edition)
    context = {**frame(request, edition, "overview"), "form": form}
    return render(request, "concertation/edition_edit.html", context, status=422 if form.errors else 200)


@require_POST
def edition_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    closing = request.POST.get("to") != "open"
    close_edition(edition=edition, closed=closing, by=request.user)
    messages.success(
        request,
        _("The edition is closed: its figures are kept as they are.") if closing else _("The edition is open again."),
    )
    return redirect(edition)
