"""Experience cards: read by everyone with a role, written by those who keep the device."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import require
from concertation.forms.base import renew_version
from concertation.forms.exchange import CardForm, ShareForm
from concertation.models import Device, ExperienceCard, LeverChoice
from concertation.permissions import may_list
from concertation.reports.followup import effect_of
from concertation.services.experience import change_card, publish_card, write_card
from concertation.views.frame import kept_device
from core.errors import Refusal

PER_PAGE = 25


def _cards(request: HttpRequest) -> Any:
    return ExperienceCard.objects.visible_to(request.user).select_related("device__territory")


@require_safe
def experience_list(request: HttpRequest) -> HttpResponse:
    if not may_list(request.user):
        raise PermissionDenied(_("Your role has no devices. Choose an organisation, or ask to be invited."))
    words = request.GET.get("q", "").strip()
    cards = _cards(request)
    if words:
        cards = cards.filter(title__icontains=words) | cards.filter(problem__icontains=words)
    page = Paginator(cards, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "concertation/experience_list.html", {"page": page, "words": words})


@require_safe
def experience_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    card = get_object_or_404(_cards(request), pk=pk)
    may_write = card.device is not None and request.user.has_perm("concertation.change_device", card.device)
    return render(request, "concertation/experience_detail.html", {"card": card, "may_write": may_write})


def _first(device: Device, lever: str) -> dict[str, Any]:
    """What is known of a decided lever, to begin with."""
    rows = LeverChoice.objects.filter(edition__device=device).select_related("edition")
    try:
        choice = rows.filter(pk=UUID(lever)).first()
    except ValueError:
        choice = None
    if choice is None:
        return {}
    effect = effect_of(choice, None)
    result = (
        f"{effect.name} : {effect.before} → {effect.after} ({effect.said})" if choice.verdict and effect.name else ""
    )
    return {"title": choice.title, "problem": choice.why, "result": result}


@require_http_methods(["GET", "HEAD", "POST"])
def experience_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    device = kept_device(request, pk)
    form = CardForm(request.POST or None, device=device, initial=_first(device, request.GET.get("lever", "")))
    if request.method == "POST" and form.is_valid():
        try:
            card = write_card(device=device, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error("title", str(refusal))
        else:
            messages.success(request, _("The card is kept as a draft. Publish it when you want."))
            return redirect("concertation:experience_detail", pk=card.pk)
    context = {"device": device, "form": form, "card": None}
    return render(request, "concertation/experience_form.html", context, status=422 if form.errors else 200)


def _kept(request: HttpRequest, pk: UUID) -> ExperienceCard:
    """404 out of sight or from elsewhere, 403 with a sentence for those who only read."""
    card: ExperienceCard = get_object_or_404(_cards(request), pk=pk)
    if card.device is None:
        raise Http404
    require(request.user, "concertation.change_device", card.device)
    return card


@require_http_methods(["GET", "HEAD", "POST"])
def experience_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    card = _kept(request, pk)
    form = CardForm(request.POST or None, device=card.device, card=card)
    if request.method == "POST" and form.is_valid():
        try:
            change_card(card=card, version=form.seen_version, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            card.refresh_from_db(fields=["version"])
            renew_version(form, card.version)
        else:
            messages.success(request, _("The card is changed."))
            return redirect("concertation:experience_detail", pk=pk)
    context = {"device": card.device, "form": form, "card": card}
    return render(request, "concertation/experience_form.html", context, status=422 if form.errors else 200)


@require_POST
def experience_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    card = _kept(request, pk)
    form = ShareForm(request.POST)
    if form.is_valid():
        held = publish_card(card=card, shown=form.cleaned_data["shared"], by=request.user)
        messages.success(
            request, _("The card is published.") if held.published_at else _("The card is a draft again.")
        )
    return redirect("concertation:experience_detail", pk=pk)
