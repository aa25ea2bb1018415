"""The facts of an edition, sheet by sheet; the profile of the commune."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concertation.forms.base import renew_version
from concertation.forms.sheets import ProfileForm
from concertation.models import Edition, LocalProfile
from concertation.reports.facts import build_facts
from concertation.services.sheets import save_profile
from concertation.sheets import SHEETS, Sheet
from concertation.views.frame import frame, kept_device, kept_edition
from core.errors import Refusal


@require_safe
def edition_facts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is known of an edition, sheet by sheet, and what isn't."""
    edition = kept_edition(request, pk)
    context = {**frame(request, edition, "facts"), "page": build_facts(edition)}
    return render(request, "concertation/facts.html", context)


def save_sheet(request: HttpRequest, edition: Edition, sheet: Sheet, form: Any) -> bool:
    """Save a valid form by its service; a refusal is written on the form, which keeps what was typed."""
    try:
        sheet.save(edition=edition, version=form.seen_version, by=request.user, **form.values())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        edition.refresh_from_db()
        renew_version(form, edition.version)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def edition_sheet(request: HttpRequest, pk: UUID, sheet: str) -> HttpResponse:
    edition = kept_edition(request, pk)
    asked = SHEETS.get(sheet)
    if asked is None:
        raise Http404
    form = asked.form(request.POST or None, edition=edition)
    if request.method == "POST" and form.is_valid() and save_sheet(request, edition, asked, form):
        messages.success(request, _("Saved. What you left empty stays unknown."))
        if "more" in request.POST:
            return redirect("concertation:edition_sheet", pk=pk, sheet=sheet)
        return redirect("concertation:edition_facts", pk=pk)
    context = {**frame(request, edition, "facts"), "form": form, "sheet": asked}
    return render(request, "concertation/sheet.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The profile of the commune in which the device takes place."""
    device = kept_device(request, pk)
    profile = LocalProfile.objects.of(device)
    first = {name: getattr(profile, name) for name in ProfileForm.base_fields} if profile else {"version": 0}
    form = ProfileForm(request.POST or None, device=device, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            save_profile(device=device, version=form.seen_version, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            held = LocalProfile.objects.of(device)
            renew_version(form, held.version if held else 0)
        else:
            messages.success(request, _("The profile of the commune is saved."))
            return redirect(device)
    context = {"device": device, "form": form}
    return render(request, "concertation/profile_edit.html", context, status=422 if form.errors else 200)
