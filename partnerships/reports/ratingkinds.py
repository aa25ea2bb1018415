"""The files of a rating and the balance sheet: PDF and workbook, for the parties only."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.guard import get_visible, require
from accounts.models import User
from core.exports import write_xlsx
from core.http import PDF, XLSX, file_name
from core.pdf import render_pdf, stylesheet_text
from partnerships.enums import CampaignState
from partnerships.models import Campaign, Partnership
from partnerships.reports.balance import Balance, build_balance
from partnerships.reports.factsheet import last_campaign
from partnerships.reports.gains import gains_matrix
from partnerships.reports.lean import build_lean
from partnerships.reports.rating import build_rating, label_of
from partnerships.reports.ratingshapes import RatingReport
from partnerships.reports.ratingsheets import rating_sheets
from reports.progress import follow_engine
from reports.registry import Progress, Rendered, ReportKind, register

_CONTEXT = ("partnership__territory", "partnership__coordinator", "partnership__action_plan")


def _campaign(user: User, pk: UUID) -> Campaign:
    """A closed rating of which the person is a party."""
    campaign = _load_campaign(pk)
    if campaign is None:
        raise Http404
    get_visible(Partnership, user, campaign.partnership_id)
    require(user, "partnerships.view_inside", campaign.partnership)
    if campaign.state != CampaignState.CLOSED:
        raise PermissionDenied(_("This rating is still open: there is nothing to print before it closes."))
    return campaign


def _load_campaign(pk: UUID) -> Campaign | None:
    return Campaign.objects.select_related(*_CONTEXT).filter(pk=pk).first()


def _partnership(user: User, pk: UUID) -> Partnership:
    found = get_visible(Partnership.objects.select_related("territory", "coordinator", "action_plan"), user, pk)
    require(user, "partnerships.view_inside", found)
    return found


def _load_partnership(pk: UUID) -> Partnership | None:
    return Partnership.objects.select_related("territory", "coordinator", "action_plan").filter(pk=pk).first()


def _pdf(template: str, data: RatingReport | Balance, language: str, progress: Progress) -> Rendered:
    pages: list[int] = []
    with follow_engine(progress):
        content = render_pdf(
            template,
            {"report": data},
            language=language,
            title=data.title,
            author=data.coordinator,
            stylesheets=[stylesheet_text("css/report-partnership.css")],
            on_pages=pages.append,
        )
    return Rendered(content, pages[-1])


def printed_rating(campaign: Campaign) -> RatingReport:
    """The paper of a rating; the last one also says where the partnership stands today."""
    report, partnership = build_rating(campaign), campaign.partnership
    last = last_campaign(partnership)
    if last is None or last.pk != campaign.pk:
        return report
    return replace(report, lean=build_lean(partnership), gains=gains_matrix(partnership))


def printed_balance(partnership: Partnership) -> Balance:
    """The paper of the balance sheet, the twenty-one benefits with it."""
    return replace(build_balance(partnership), gains=gains_matrix(partnership))


def render_rating(data: RatingReport, language: str, progress: Progress) -> Rendered:
    return _pdf("partnerships/report/rating.html", data, language, progress)


def render_balance(data: Balance, language: str, progress: Progress) -> Rendered:
    return _pdf("partnerships/report/balance.html", data, language, progress)


def render_workbook(data: RatingReport, language: str, progress: Progress) -> Rendered:
    return Rendered(write_xlsx(rating_sheets(data), title=data.title))


def _name(campaign: Campaign) -> str:
    words = {"partnership": campaign.partnership, "label": label_of(campaign)}
    return _("%(partnership)s, rating %(label)s") % words


def _of_rating() -> dict[str, Any]:
    return {
        "subject": _campaign,
        "load": _load_campaign,
        "audience": lambda user, campaign: "parties",
        "build": lambda campaign, audience: build_rating(campaign),
        "organization": lambda campaign: campaign.partnership.coordinator,
        "title": _name,
    }


def register_kinds() -> None:
    """Called once, by the app's ``ready``."""
    register(
        ReportKind(
            **_of_rating() | {"build": lambda campaign, audience: printed_rating(campaign)},
            name="partnerships.rating_pdf",
            label=gettext_lazy("Rating of a partnership, PDF"),
            filename=lambda campaign: file_name(_name(campaign), "pdf"),
            media_type=PDF,
            render=render_rating,
        )
    )
    register(
        ReportKind(
            **_of_rating(),
            name="partnerships.rating_xlsx",
            label=gettext_lazy("Rating of a partnership, Excel"),
            filename=lambda campaign: file_name(_name(campaign), "xlsx"),
            media_type=XLSX,
            render=render_workbook,
        )
    )
    register(
        ReportKind(
            subject=_partnership,
            load=_load_partnership,
            audience=lambda user, partnership: "parties",
            build=lambda partnership, audience: printed_balance(partnership),
            organization=lambda partnership: partnership.coordinator,
            title=lambda partnership: _("Balance sheet: %(partnership)s") % {"partnership": partnership},
            name="partnerships.balance_pdf",
            label=gettext_lazy("Balance sheet of a partnership, PDF"),
            filename=lambda partnership: file_name(_("%(name)s, balance sheet") % {"name": partnership}, "pdf"),
            media_type=PDF,
            render=render_balance,
        )
    )
