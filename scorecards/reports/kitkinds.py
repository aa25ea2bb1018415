"""The paper kit as the reports' registry offers it: A4 sheets for the table, A3 sheets for the wall."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.guard import get_visible, require
from accounts.models import User
from core.http import PDF, file_name
from core.pdf import render_pdf, stylesheet_text
from reports.progress import follow_engine
from reports.registry import Progress, Rendered, ReportKind, register
from scorecards.models import Cycle
from scorecards.models.session import ATTENDANCE_FIELDS, ScoringSession
from scorecards.reports.kit import Kit, build_kit

#: Empty lines of each sheet: what one page holds.
_BLANK = {"issues": range(8), "inputs": 8, "agenda": range(5), "actions": range(7)}


def _subject(user: User, pk: UUID) -> Cycle:
    cycle = get_visible(Cycle.objects.with_context(), user, pk)
    require(user, "scorecards.view_preparation", cycle)
    return cycle


def _context(data: Kit) -> dict[str, Any]:
    from scorecards.reports.kinds import qr_svg

    labels = [str(ScoringSession._meta.get_field(name).verbose_name) for name in ATTENDANCE_FIELDS]  # type: ignore[union-attr]
    return {
        "kit": data,
        "sides": [(side, qr_svg(side.address)) for side in data.sides],
        "bands": list(zip(labels[:3], labels[3:], strict=True)),
        "blank": {**_BLANK, "inputs": range(max(0, 8 - len(data.inputs)))},
        "qr": qr_svg(data.address),
    }


def _render(template: str, data: Kit, language: str, progress: Progress) -> Rendered:
    pages: list[int] = []
    with follow_engine(progress):
        content = render_pdf(
            template,
            _context(data),
            language=language,
            title=data.title,
            author=data.organization,
            stylesheets=[stylesheet_text("css/report-kit.css")],
            on_pages=pages.append,
        )
    return Rendered(content, pages[-1])


def render_kit(data: Kit, language: str, progress: Progress) -> Rendered:
    return _render("scorecards/report/kit_sheets.html", data, language, progress)


def render_wall(data: Kit, language: str, progress: Progress) -> Rendered:
    return _render("scorecards/report/kit_wall.html", data, language, progress)


def register_kit_kinds(load: Any) -> None:
    """Called once, with the other kinds. Nothing but the cycle's set-up is printed: for whoever prepares it."""
    common: dict[str, Any] = {
        "subject": _subject,
        "load": load,
        "audience": lambda user, cycle: "team",
        "build": build_kit,
        "organization": lambda cycle: cycle.organization,
        "media_type": PDF,
    }
    register(
        ReportKind(
            name="scorecards.kit",
            label=gettext_lazy("Paper kit, A4"),
            render=render_kit,
            title=lambda cycle: _("Paper kit: %(cycle)s") % {"cycle": cycle},
            filename=lambda cycle: file_name(_("%(cycle)s, paper kit") % {"cycle": cycle}, "pdf"),
            **common,
        )
    )
    register(
        ReportKind(
            name="scorecards.kit_wall",
            label=gettext_lazy("Cards to fill in on the wall, A3"),
            render=render_wall,
            title=lambda cycle: _("Cards for the wall: %(cycle)s") % {"cycle": cycle},
            filename=lambda cycle: file_name(_("%(cycle)s, wall cards") % {"cycle": cycle}, "pdf"),
            **common,
        )
    )
