"""Figures shared with others: among devices of the platform, and with other platforms by signed files."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.guard import require
from concertation.exchangefile import own_key, write_file
from concertation.forms.exchange import PartnerForm, ReceiveForm, ShareForm
from concertation.models import Device, ExchangePartner, ExperienceCard, PeerRecord
from concertation.reports.peerfigures import build_peers
from concertation.services.exchange import add_partner, receive_file, remove_partner, share_device
from concertation.services.exchange_cards import card_record
from concertation.views.frame import frame, kept_edition, seen_device
from core.errors import Refusal
from core.http import attachment, file_name
from directory.models import Organization


@require_safe
def peers(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    context = {
        **frame(request, edition, "peers"),
        "page": build_peers(edition),
        "may_publish": request.user.has_perm("concertation.publish_device", edition.device),
        "may_exchange": request.user.has_perm("concertation.exchange"),
    }
    return render(request, "concertation/peers.html", context)


@require_POST
def peers_share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Share the figures of the device, or take them back; only those who run it."""
    device = seen_device(request, pk)
    require(request.user, "concertation.publish_device", device)
    form = ShareForm(request.POST)
    if form.is_valid():
        held = share_device(device=device, shared=form.cleaned_data["shared"], by=request.user)
        messages.success(
            request,
            _("The figures of today are shared, without the name of the device.")
            if held.shares_figures
            else _("The figures are no longer shared here. Files already given stay where they are."),
        )
    last = device.editions.order_by("-number").first()
    return redirect("concertation:peers", pk=last.pk) if last else redirect(device)


def _own(request: HttpRequest) -> Organization:
    require(request.user, "concertation.exchange")
    own = request.user.organization
    if own is None:
        raise PermissionDenied(_("Choose the organisation that you act for, then exchange files."))
    return own


def _page(
    request: HttpRequest, own: Organization, *, partner: PartnerForm | None = None, file: ReceiveForm | None = None
) -> HttpResponse:
    shared = Device.objects.sharing(own)
    cards = ExperienceCard.objects.given_by(own)
    context = {
        "key": own_key(),
        "partner_form": partner or PartnerForm(),
        "file_form": file or ReceiveForm(),
        "partners": own.exchange_partners.all(),
        "received": PeerRecord.objects.received_by(own).count(),
        "shared": shared,
        "cards": cards,
        "has_file": bool(shared or cards),
    }
    return render(request, "concertation/exchange.html", context, status=422 if partner or file else 200)


@require_safe
def exchange(request: HttpRequest) -> HttpResponse:
    return _page(request, _own(request))


@require_safe
def exchange_file(request: HttpRequest) -> HttpResponse:
    """The signed file of the figures and cards that the organisation shares."""
    own = _own(request)
    names = ("reference", "label", "profile", "figures")
    records = list(PeerRecord.objects.shared_by(own).values(*names))
    cards = [card_record(card) for card in ExperienceCard.objects.given_by(own)]
    return attachment(write_file(records, cards), file_name(_("Shared figures"), "json"), "application/json")


@require_POST
def exchange_receive(request: HttpRequest) -> HttpResponse:
    own = _own(request)
    form = ReceiveForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            count, cards = receive_file(organization=own, data=form.cleaned_data["file"].read(), by=request.user)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            said = ngettext(
                "%(n)d edition received, signature checked.", "%(n)d editions received, signature checked.", count
            )
            more = ngettext("%(n)d experience card.", "%(n)d experience cards.", cards) % {"n": cards}
            messages.success(request, " ".join([said % {"n": count}, *([more] if cards else [])]))
            return redirect("concertation:exchange")
    return _page(request, own, file=form)


@require_POST
def exchange_partner(request: HttpRequest) -> HttpResponse:
    own = _own(request)
    form = PartnerForm(request.POST)
    if form.is_valid():
        try:
            add_partner(organization=own, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("public_key", str(refusal))
        else:
            messages.success(request, _("Files signed by this platform are accepted from now on."))
            return redirect("concertation:exchange")
    return _page(request, own, partner=form)


@require_POST
def exchange_partner_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    partner = get_object_or_404(ExchangePartner, pk=pk, organization=request.user.organization)
    require(request.user, "concertation.exchange")
    remove_partner(partner=partner, by=request.user)
    messages.success(request, _("This platform is trusted no more; the figures it sent are removed."))
    return redirect("concertation:exchange")
