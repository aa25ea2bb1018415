"""What the team makes public of a cycle: choose, preview, publish, take back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import require
from core.errors import Refusal
from scorecards.forms.publication import PublicationForm
from scorecards.models import Cycle, Publication
from scorecards.reports.public import preview_page
from scorecards.services.publication import choose_publication, is_public, publish, withdraw
from scorecards.views.cycles import seen_cycle


def _cycle(request: HttpRequest, pk: UUID) -> Cycle:
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.publish_card", cycle)
    return cycle


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_public(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The choice; saving it leads to the preview, or back here when the page is public already."""
    cycle = _cycle(request, pk)
    chosen, shown = Publication.objects.filter(cycle=cycle).first(), is_public(cycle)
    form = PublicationForm(request.POST or None, cycle=cycle, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            choose_publication(cycle=cycle, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            if shown:
                messages.success(request, _("The public page follows your choice."))
            return redirect("scorecards:cycle_public" if shown else "scorecards:cycle_public_preview", pk=cycle.pk)
    context = {"cycle": cycle, "chosen": chosen, "form": form, "is_public": shown}
    return render(request, "scorecards/publication.html", context, status=422 if form.errors else 200)


@require_safe
def cycle_public_preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page as anybody would read it, before it is public."""
    cycle = _cycle(request, pk)
    chosen = Publication.objects.filter(cycle=cycle).first()
    if chosen is None:
        return redirect("scorecards:cycle_public", pk=cycle.pk)
    chosen.cycle = cycle
    context = {
        "page": preview_page(chosen),
        "preview": {"cycle": cycle, "is_public": is_public(cycle)},
        "lang": get_language() or "fr",
        "languages": (),
        "here": request.path,
    }
    return render(request, "scorecards/public_service.html", context)


@require_POST
def cycle_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = _cycle(request, pk)
    try:
        publish(cycle=cycle, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The page is public. Anybody can read it without signing in."))
    return redirect("scorecards:cycle_public", pk=cycle.pk)


@require_POST
def cycle_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = _cycle(request, pk)
    withdraw(cycle=cycle, by=request.user)
    messages.success(request, _("Nothing of this round is public any more."))
    return redirect("scorecards:cycle_public", pk=cycle.pk)
