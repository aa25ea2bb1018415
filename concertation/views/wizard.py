"""The short diagnosis: seven screens, each saved as it goes, each of which may stay unknown."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from concertation.models import Edition
from concertation.reports.facts import build_facts
from concertation.reports.steps import build_steps
from concertation.reports.tabs import page_url
from concertation.services.wizard import DONE, STEPS, UNKNOWN, mark_step, next_step
from concertation.sheets import SHEETS
from concertation.views.frame import frame, kept_edition
from concertation.views.sheets import save_sheet
from core.errors import Refusal


@require_safe
def wizard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take up the short diagnosis where it was left."""
    step = next_step(kept_edition(request, pk))
    if step is None:
        return redirect("concertation:wizard_end", pk=pk)
    return redirect("concertation:wizard_step", pk=pk, step=step)


@require_http_methods(["GET", "HEAD", "POST"])
def wizard_step(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    edition = kept_edition(request, pk)
    if step not in STEPS:
        raise Http404
    sheet = SHEETS[step]
    short = {"short": True} if step == "classes" else {}
    skipped = request.method == "POST" and "skip" in request.POST
    form = sheet.form(None if skipped else request.POST or None, edition=edition, **short)
    if skipped:
        return _mark(request, edition, step, UNKNOWN)
    if request.method == "POST" and form.is_valid() and save_sheet(request, edition, sheet, form):
        return _mark(request, edition, step, DONE)
    context = {**frame(request, edition, "facts"), "form": form, "sheet": sheet, "steps": build_steps(edition, step)}
    return render(request, "concertation/wizard_step.html", context, status=422 if form.errors else 200)


def _mark(request: HttpRequest, edition: Edition, step: str, state: str) -> HttpResponse:
    """Note the screen, and go to the one that follows it."""
    try:
        mark_step(edition=edition, step=step, state=state, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(edition)
    after = STEPS.index(step) + 1
    if "stop" in request.POST:
        messages.success(request, _("Saved. You can go on when you want, from this page."))
        return redirect(edition)
    if after == len(STEPS):
        return redirect("concertation:wizard_end", pk=edition.pk)
    return redirect("concertation:wizard_step", pk=edition.pk, step=STEPS[after])


@require_safe
def wizard_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was said and what stays unknown, and the way to the diagnosis."""
    edition = kept_edition(request, pk)
    context = {
        **frame(request, edition, "facts"),
        "steps": build_steps(edition, ""),
        "page": build_facts(edition),
        "diagnosis_url": page_url("diagnosis", pk) or edition.get_absolute_url(),
    }
    return render(request, "concertation/wizard_end.html", context)
