"""The files that a cycle gives: the printed dossier (for the team, or for posting) and the workbook."""

from typing import Any
from uuid import UUID

import segno
from django.core.exceptions import PermissionDenied
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.guard import get_visible, require
from accounts.models import User
from core.exports import write_xlsx
from core.http import PDF, XLSX, file_name
from core.pdf import render_pdf, stylesheet_text
from reports.progress import follow_engine
from reports.registry import Progress, Rendered, ReportKind, register
from scorecards.models import Cycle
from scorecards.reports.card import audience_of
from scorecards.reports.dossier import Dossier, build_dossier
from scorecards.reports.kitkinds import register_kit_kinds
from scorecards.reports.minutes import Minutes, build_minutes
from scorecards.reports.sheets import dossier_sheets
from scorecards.reports.wallkinds import register_wall_kinds

CYCLE_KINDS = ("dossier", "dossier_public", "minutes", "card_xlsx", "poster")


def _subject(user: User, pk: UUID) -> Cycle:
    cycle = get_visible(Cycle.objects.with_context(), user, pk)
    require(user, "scorecards.export_card", cycle)
    return cycle


def _load(pk: UUID) -> Cycle | None:
    return Cycle.objects.with_context().filter(pk=pk).first()


def qr_svg(address: str) -> SafeString:
    """The address as a QR code: inline SVG, named for screen readers."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=1, border=2, omitsize=True, title=_("QR code: address of this page"), svgclass=None, lineclass=None
    )
    return SafeString(drawn)


def render_dossier(data: Dossier, language: str, progress: Progress) -> Rendered:
    pages: list[int] = []
    with follow_engine(progress):
        content = render_pdf(
            "scorecards/report/dossier.html",
            {"report": data, "card": data.card, "plan": data.plan, "qr": qr_svg(data.address)},
            language=language,
            title=data.title,
            author=data.organization,
            stylesheets=[stylesheet_text("css/report-card.css")],
            on_pages=pages.append,
        )
    return Rendered(content, pages[-1])


def render_minutes(data: Minutes, language: str, progress: Progress) -> Rendered:
    pages: list[int] = []
    with follow_engine(progress):
        content = render_pdf(
            "scorecards/report/minutes.html",
            {"report": data, "plan": data.plan},
            language=language,
            title=data.title,
            author=data.organization,
            stylesheets=[stylesheet_text("css/report-card.css")],
            on_pages=pages.append,
        )
    return Rendered(content, pages[-1])


def render_workbook(data: Dossier, language: str, progress: Progress) -> Rendered:
    return Rendered(write_xlsx(dossier_sheets(data), title=data.title))


def register_kinds() -> None:
    """Called once, by the app's ``ready``."""
    register(ReportKind(**_dossier()))
    register(ReportKind(**_dossier_to_post()))
    register(ReportKind(**_minutes()))
    register(ReportKind(**_workbook()))
    register_wall_kinds(released_subject, _load)
    register_kit_kinds(_load)


def released_subject(user: User, pk: UUID) -> Cycle:
    """As for the other files, of a released card only: a poster hangs where everybody reads."""
    cycle = _subject(user, pk)
    if not cycle.is_released:
        raise PermissionDenied(_("This card isn't released yet: nothing of it goes on a wall."))
    return cycle


def _common() -> dict[str, Any]:
    return {
        "subject": _subject,
        "load": _load,
        "audience": lambda user, cycle: audience_of(user, cycle),
        "build": build_dossier,
        "organization": lambda cycle: cycle.organization,
    }


def _dossier() -> dict[str, Any]:
    return {
        **_common(),
        "name": "scorecards.dossier",
        "label": gettext_lazy("Card and action plan, PDF"),
        "title": lambda cycle: _("Card and plan: %(cycle)s") % {"cycle": cycle},
        "filename": lambda cycle: file_name(str(cycle), "pdf"),
        "media_type": PDF,
        "render": render_dossier,
    }


def _dossier_to_post() -> dict[str, Any]:
    """The same for everybody's eyes, whoever asks: figures of few people are hidden."""
    return {
        **_dossier(),
        "name": "scorecards.dossier_public",
        "label": gettext_lazy("Card and action plan to post, PDF"),
        "audience": lambda user, cycle: "public",
        "filename": lambda cycle: file_name(_("%(cycle)s, to post") % {"cycle": cycle}, "pdf"),
    }


def _minutes() -> dict[str, Any]:
    """The minutes: what a meeting's page says, to be signed."""
    return {
        **_common(),
        "name": "scorecards.minutes",
        "label": gettext_lazy("Minutes of the interface meeting, PDF"),
        "build": build_minutes,
        "title": lambda cycle: _("Minutes of the interface meeting: %(cycle)s") % {"cycle": cycle},
        "filename": lambda cycle: file_name(_("%(cycle)s, minutes") % {"cycle": cycle}, "pdf"),
        "media_type": PDF,
        "render": render_minutes,
    }


def _workbook() -> dict[str, Any]:
    return {
        **_common(),
        "name": "scorecards.card_xlsx",
        "label": gettext_lazy("Card and action plan, Excel"),
        "title": lambda cycle: _("Workbook: %(cycle)s") % {"cycle": cycle},
        "filename": lambda cycle: file_name(str(cycle), "xlsx"),
        "media_type": XLSX,
        "render": render_workbook,
    }
