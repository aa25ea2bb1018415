"""What a person writes in an open rating: sheet, common sheet, trust, benefits; and the link of their party."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guard import require
from partnerships.enums import CampaignState
from partnerships.forms.rating import BenefitsForm, TrustForm
from partnerships.forms.ratingsheet import SheetForm, sheet_initial
from partnerships.models import Campaign, Party
from partnerships.reports.ratinglink import build_link
from partnerships.services.rating import accepts_joint_sheet, accepts_sheets, asks_each_alone
from partnerships.services.ratingextras import benefits_stamp, save_benefits, save_trust, trust_stamp
from partnerships.services.sheets import make_link, own_sheet, save_joint_sheet, save_sheet, set_link
from partnerships.views.ratingframe import acting, asked, in_force, inside_campaign, rating_frame, tried


def _open_campaign(request: HttpRequest, pk: UUID) -> tuple[Campaign, Party]:
    """A campaign that is open, and the person's party; a sentence otherwise. A late POST keeps what was typed."""
    campaign = inside_campaign(request, pk, "represent")
    party = acting(request, campaign.partnership)
    require(request.user, "partnerships.write_sheet", party)
    if request.method != "POST" and not accepts_sheets(campaign):
        raise PermissionDenied(_("This rating isn't open for answers now."))
    return campaign, party


def _sending(request: HttpRequest) -> bool:
    return request.POST.get("do") != "keep"


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One's own sheet: kept as one goes, then sent; corrected until the rating closes."""
    campaign, party = _open_campaign(request, pk)
    if not asks_each_alone(campaign):
        return redirect("partnerships:campaign_joint", pk=campaign.pk)
    sheet = own_sheet(campaign, request.user)  # type: ignore[arg-type]
    form = SheetForm(
        request.POST or None, partnership=campaign.partnership, whole=_sending(request), initial=sheet_initial(sheet)
    )
    stale = in_force(form, lambda: own_sheet(campaign, request.user))  # type: ignore[arg-type]
    if request.method == "POST" and asked(
        form, lambda: save_sheet(party=party, **_written(request, campaign, form)), stale
    ):
        messages.success(request, _thanks(_sending(request)))
        return redirect("partnerships:campaign_detail", pk=campaign.pk)
    context = {"form": form, "party": party, "sheet": sheet, "joint": False}
    return _sheet_page(request, campaign, context)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_joint(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet that the parties fill together, in a meeting."""
    campaign = inside_campaign(request, pk, "represent")
    if request.method != "POST" and not accepts_joint_sheet(campaign):
        raise PermissionDenied(_("The sheet filled together isn't open now."))
    sheet = campaign.sheets.filter(is_joint=True).first()
    form = SheetForm(
        request.POST or None, partnership=campaign.partnership, whole=_sending(request), initial=sheet_initial(sheet)
    )
    stale = in_force(form, lambda: campaign.sheets.filter(is_joint=True).first())
    if request.method == "POST" and asked(form, lambda: save_joint_sheet(**_written(request, campaign, form)), stale):
        messages.success(request, _thanks(_sending(request)))
        return redirect("partnerships:campaign_detail", pk=campaign.pk)
    context = {"form": form, "party": None, "sheet": sheet, "joint": True}
    return _sheet_page(request, campaign, context)


def _written(request: HttpRequest, campaign: Campaign, form: SheetForm) -> dict[str, Any]:
    return {
        "campaign": campaign,
        "answers": form.answers(),
        "send": _sending(request),
        "version": form.cleaned_data["version"] or 0,
        "by": request.user,
    }


def _thanks(sent: bool) -> str:
    if sent:
        return _("Your sheet is sent. You can correct it until the rating closes.")
    return _("Your sheet is kept, not sent yet. Come back to it when you like.")


def _sheet_page(request: HttpRequest, campaign: Campaign, context: dict[str, Any]) -> HttpResponse:
    context |= rating_frame(request, campaign.partnership) | {"campaign": campaign}
    status = 422 if context["form"].errors else 200
    return render(request, "partnerships/rating_sheet.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_trust(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How the person's party trusts each other one, on three facets."""
    campaign, party = _open_campaign(request, pk)
    others = list(
        campaign.partnership.parties.filter(left_on=None).exclude(pk=party.pk).select_related("organization")
    )
    rows = campaign.trust.filter(party=party).values_list("about", "facet", "level")
    initial: dict[str, Any] = {f"{about}-{facet}": level or "" for about, facet, level in rows}
    form = TrustForm(request.POST or None, others=others, initial=initial | {"seen": trust_stamp(campaign, party)})
    stale = _stamped(form, lambda: trust_stamp(campaign, party))
    if request.method == "POST" and asked(form, lambda: save_trust(
        campaign=campaign, party=party, levels=form.levels(), seen=form.cleaned_data["seen"], by=request.user
    ), stale):  # fmt: skip
        messages.success(request, _("What your party says of the others is kept."))
        return redirect("partnerships:campaign_detail", pk=campaign.pk)
    context = rating_frame(request, campaign.partnership) | {"campaign": campaign, "form": form, "party": party}
    return render(request, "partnerships/rating_trust.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_benefits(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The benefits that the person's party feels, and the drawbacks."""
    campaign, party = _open_campaign(request, pk)
    declared = list(party.benefits.values_list("code", flat=True))
    form = BenefitsForm(request.POST or None, declared=declared, initial=_felt(campaign, party))
    stale = _stamped(form, lambda: benefits_stamp(campaign, party))
    if request.method == "POST" and asked(form, lambda: save_benefits(
        campaign=campaign, party=party, felt=form.felt(), drawbacks=form.drawbacks(),
        seen=form.cleaned_data["seen"], by=request.user,
    ), stale):  # fmt: skip
        messages.success(request, _("The benefits and drawbacks of your party are kept."))
        return redirect("partnerships:campaign_detail", pk=campaign.pk)
    context = rating_frame(request, campaign.partnership) | {"campaign": campaign, "form": form, "party": party}
    return render(request, "partnerships/rating_benefits.html", context, status=422 if form.errors else 200)


def _felt(campaign: Campaign, party: Party) -> dict[str, Any]:
    initial: dict[str, Any] = dict(campaign.felt_benefits.filter(party=party).values_list("code", "level"))
    rows = campaign.drawbacks.filter(party=party).order_by("-level", "pk").values_list("text", "level")
    for number, (text, level) in enumerate(rows, 1):
        initial |= {f"text{number}": text, f"weight{number}": level}
    return initial | {"seen": benefits_stamp(campaign, party)}


def _stamped(form: Any, current: Callable[[], str]) -> Callable[[], None]:
    """For ``asked``: the fingerprint in force into the form; saving again is then a choice, the answers stay."""

    def renew() -> None:
        form.data = form.data.copy()
        form.data["seen"] = current()

    return renew


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_link(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The link and the QR code of the person's party, for its people without account. POST makes a new one."""
    campaign = inside_campaign(request, pk, "represent")
    party = acting(request, campaign.partnership)
    if request.method == "POST":
        done = _("The link is ready. Give it to the people of your organisation only.")
        tried(request, lambda: make_link(campaign=campaign, party=party, by=request.user), done)
        return redirect("partnerships:campaign_link", pk=campaign.pk)
    if campaign.state == CampaignState.DRAFT or not asks_each_alone(campaign):
        raise PermissionDenied(_("This rating has no link now: it isn't open, or the parties answer together."))
    context = rating_frame(request, campaign.partnership) | {
        "campaign": campaign,
        "party": party,
        "link": build_link(request, campaign, party),
    }
    return render(request, "partnerships/rating_link.html", context)


@require_POST
def campaign_link_state(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close the link of the person's party, or open it again."""
    campaign = inside_campaign(request, pk, "represent")
    link = campaign.links.filter(party=acting(request, campaign.partnership)).first()
    is_open = request.POST.get("open") == "yes"
    if link is not None:
        done = _("The link is open again.") if is_open else _("The link is closed. The sheets sent through it stay.")
        tried(request, lambda: set_link(link=link, is_open=is_open, by=request.user), done)
    return redirect("partnerships:campaign_link", pk=campaign.pk)
