"""Rating campaigns: the list, one campaign from preparation to reading, its criteria, its files."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import require
from partnerships.criteria import BY_CODE, CRITERIA
from partnerships.enums import CampaignState
from partnerships.forms.rating import CampaignForm
from partnerships.models import Campaign
from partnerships.permissions import my_party
from partnerships.reports.rating import build_rating
from partnerships.reports.ratingdetail import build_detail
from partnerships.reports.ratingpage import build_home, build_progress, build_publication
from partnerships.services.rating import (
    answer_publication,
    change_campaign,
    close_campaign,
    create_campaign,
    remove_campaign,
    start_campaign,
)
from partnerships.views.frame import inside, seen_partnership
from partnerships.views.ratingframe import (
    acting,
    asked,
    in_force,
    inside_campaign,
    rating_frame,
    read_campaign,
    seen_campaign,
    tried,
)
from reports.services import ask_report

KINDS = ("rating_pdf", "rating_xlsx")


@require_safe
def rating(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The campaigns of a partnership; whoever isn't a party sees the summaries that were published."""
    partnership = seen_partnership(request, pk)
    home = build_home(partnership, request.user)
    if not home.is_inside and not home.rows:
        require(request.user, "partnerships.view_inside", partnership)
    context = rating_frame(request, partnership) | {"home": home}
    return render(request, "partnerships/rating_home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    require(request.user, "partnerships.coordinate", partnership)
    initial = {"mode": "alone_then_together", "confidentiality": "parties", "review": request.GET.get("review")}
    form = CampaignForm(request.POST or None, partnership=partnership, initial=initial)
    made: list[Campaign] = []
    if request.method == "POST" and asked(
        form, lambda: made.append(create_campaign(partnership=partnership, by=request.user, **form.values()))
    ):
        messages.success(request, _("The rating is prepared. Read its settings again, then open it."))
        return redirect("partnerships:campaign_detail", pk=made[0].pk)
    context = rating_frame(request, partnership) | {"form": form, "campaign": None}
    return render(request, "partnerships/rating_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    campaign = inside_campaign(request, pk, "coordinate")
    names = ("title", "mode", "confidentiality", "lettered", "closes_on", "review", "version")
    initial = {name: getattr(campaign, name) for name in names}
    form = CampaignForm(request.POST or None, campaign=campaign, partnership=campaign.partnership, initial=initial)
    stale = in_force(form, lambda: Campaign.objects.get(pk=campaign.pk))
    if request.method == "POST" and asked(form, lambda: _change(request, campaign, form), stale):
        messages.success(request, _("The settings are saved."))
        return redirect("partnerships:campaign_detail", pk=campaign.pk)
    context = rating_frame(request, campaign.partnership) | {"form": form, "campaign": campaign}
    return render(request, "partnerships/rating_form.html", context, status=422 if form.errors else 200)


def _change(request: HttpRequest, campaign: Campaign, form: CampaignForm) -> Campaign:
    version = form.cleaned_data["version"] or 0
    return change_campaign(campaign=campaign, version=version, by=request.user, **form.values())  # type: ignore[arg-type]


@require_safe
def campaign_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Being prepared or open: what each has to do. Closed: the reading, or the summary for others."""
    campaign = seen_campaign(request, pk)
    partnership, own = campaign.partnership, my_party(request.user, campaign.partnership)
    context = rating_frame(request, partnership) | {"campaign": campaign}
    if own is None:
        if campaign.published_at is None:
            require(request.user, "partnerships.view_inside", partnership)
        return render(request, "partnerships/rating_summary.html", context | {"report": build_rating(campaign)})
    if campaign.state != CampaignState.CLOSED:
        context |= {"progress": build_progress(campaign, request.user, own)}
        return render(request, "partnerships/rating_progress.html", context)
    context |= {"report": build_rating(campaign, own), "publication": build_publication(campaign, request.user, own)}
    return render(request, "partnerships/rating_report.html", context)


@require_safe
def campaign_criterion(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """One criterion: its three statements, what was said of them, what is done of them."""
    campaign = read_campaign(request, pk)
    if code not in BY_CODE:
        raise Http404
    codes = [criterion.code for criterion in CRITERIA]
    at = codes.index(code)
    detail = build_detail(campaign, code, acting(request, campaign.partnership), request.user)
    context = rating_frame(request, campaign.partnership) | {
        "campaign": campaign,
        "detail": detail,
        "criterion": BY_CODE[code],
        "previous_code": codes[at - 1] if at else "",
        "next_code": codes[at + 1] if at + 1 < len(codes) else "",
    }
    return render(request, "partnerships/rating_criterion.html", context)


@require_POST
def campaign_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    campaign = inside_campaign(request, pk, "coordinate")
    done = _("The rating is open: every party answers, and nobody sees the answers of the others before it closes.")
    tried(request, lambda: start_campaign(campaign=campaign, by=request.user), done)
    return redirect("partnerships:campaign_detail", pk=campaign.pk)


@require_POST
def campaign_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    campaign = inside_campaign(request, pk, "coordinate")
    done = _("The rating is closed. All parties read the same result.")
    tried(request, lambda: close_campaign(campaign=campaign, by=request.user), done)
    return redirect("partnerships:campaign_detail", pk=campaign.pk)


@require_POST
def campaign_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    campaign = inside_campaign(request, pk, "coordinate")
    if tried(request, lambda: remove_campaign(campaign=campaign, by=request.user), _("The rating is dropped.")):
        return redirect("partnerships:rating", pk=campaign.partnership_id)
    return redirect("partnerships:campaign_detail", pk=campaign.pk)


@require_POST
def campaign_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A party agrees to the publication of the summary, or takes its agreement back."""
    campaign = inside_campaign(request, pk, "represent")
    party, agrees = acting(request, campaign.partnership), request.POST.get("agrees") == "yes"
    done = _("Your party agrees.") if agrees else _("Your party doesn't agree: the summary isn't published.")
    tried(request, lambda: answer_publication(campaign=campaign, party=party, agrees=agrees, by=request.user), done)
    return redirect("partnerships:campaign_detail", pk=campaign.pk)


@require_POST
def campaign_export(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Ask for the PDF or the workbook of a reading; the file is made by the worker."""
    if kind not in KINDS:
        raise Http404
    report = ask_report(kind=f"partnerships.{kind}", subject_id=pk, by=request.user, language=get_language() or "fr")
    messages.success(request, _("Your report is asked for."))
    return redirect(report)
