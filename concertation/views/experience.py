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
from concertation.reports.cards import card_of
from concertation.services.exchange_cards import share_card
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
    page = Paginator(_cards(request).about(words), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "concertation/experience_list.html", {"page": page, "words": words})


@require_safe
def experience_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    card = get_object_or_404(_cards(request), pk=pk)
    mine = card.device is not None
    context = {
        "card": card,
        "may_write": mine and request.user.has_perm("concertation.change_device", card.device),
        "may_share": mine and request.user.has_perm("concertation.publish_device", card.device),
    }
    return render(request, "concertation/experience_detail.html", context)


def _lever(request: HttpRequest, device: Device) -> LeverChoice | None:
    """The lever of the device that the address names, when there is one."""
    try:
        return LeverChoice.objects.of_device(device).filter(pk=UUID(request.GET.get("lever", ""))).first()
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def experience_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    device = kept_device(request, pk)
    lever = _lever(request, device)
    form = CardForm(request.POST or None, device=device, initial=card_of(lever) if lever else {})
    if request.method == "POST" and form.is_valid():
        try:
            card = write_card(device=device, by=request.user, lever=lever, **form.values())
        except Refusal as refusal:
            form.add_error("title", str(refusal))
        else:
            messages.success(request, _("The card is kept as a draft. Publish it when you want."))
            return redirect("concertation:experience_detail", pk=card.pk)
    context = {"device": device, "form": form, "card": None, "lever": lever}
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
    context = {"device": card.device, "form": form, "card": card, "lever": None}
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


@require_POST
def experience_share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put the card in the exchange file, or take it out; only those who run the device."""
    card = _kept(request, pk)
    require(request.user, "concertation.publish_device", card.device)
    form = ShareForm(request.POST)
    if form.is_valid():
        try:
            held = share_card(card=card, shared=form.cleaned_data["shared"], by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                _("The card goes with your exchange file.")
                if held.is_shared
                else _("The card is out of your exchange file. Files already given stay where they are."),
            )
    return redirect("concertation:experience_detail", pk=pk)
