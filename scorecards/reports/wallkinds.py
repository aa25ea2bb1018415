"""The papers for a wall, as the reports' registry offers them."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.guard import get_visible
from accounts.models import User
from core.http import PDF, file_name
from core.pdf import render_pdf, stylesheet_text
from directory.models import ServicePoint
from reports.progress import follow_engine
from reports.registry import Progress, Rendered, ReportKind, register
from scorecards.reports.poster import Poster, RightsPaper, build_poster, build_rights
from scorecards.rolematrix import ROLE_STEPS, WHO_WORDS


def render_poster(data: Poster, language: str, progress: Progress) -> Rendered:
    sheets = [stylesheet_text("css/report-poster.css")]
    return _render("scorecards/report/poster.html", data, sheets, language, progress, data.organization)


def render_rights(data: RightsPaper, language: str, progress: Progress) -> Rendered:
    sheets = [stylesheet_text("css/report-rights.css")]
    roles = {"steps": ROLE_STEPS, "heads": list(WHO_WORDS.values())}
    return _render("scorecards/report/rights.html", data, sheets, language, progress, data.operator, roles)


def _render(
    template: str,
    data: Any,
    stylesheets: list[str],
    language: str,
    progress: Progress,
    author: str,
    more: dict[str, Any] | None = None,
) -> Rendered:
    from scorecards.reports.kinds import qr_svg

    pages: list[int] = []
    with follow_engine(progress):
        content = render_pdf(
            template,
            {"report": data, "qr": qr_svg(data.address) if data.address else "", **(more or {})},
            language=language,
            title=data.title,
            author=author,
            stylesheets=stylesheets,
            on_pages=pages.append,
        )
    return Rendered(content, pages[-1])


def register_wall_kinds(cycle_subject: Any, cycle_load: Any) -> None:
    """Called once, with the other kinds; who may ask for the poster is who may export the card, once released."""
    register(
        ReportKind(
            name="scorecards.poster",
            label=gettext_lazy("Wall poster, A3"),
            subject=cycle_subject,
            load=cycle_load,
            audience=lambda user, cycle: "public",
            build=build_poster,
            render=render_poster,
            title=lambda cycle: _("Poster: %(cycle)s") % {"cycle": cycle},
            filename=lambda cycle: file_name(_("%(cycle)s, poster") % {"cycle": cycle}, "pdf"),
            organization=lambda cycle: cycle.organization,
            media_type=PDF,
        )
    )
    register(
        ReportKind(
            name="scorecards.rights",
            label=gettext_lazy("Rights and duties, A4"),
            subject=_point,
            load=_load,
            audience=lambda user, point: "public",
            build=build_rights,
            render=render_rights,
            title=lambda point: _("Rights and duties: %(service)s") % {"service": point},
            filename=lambda point: file_name(_("%(service)s, rights and duties") % {"service": point}, "pdf"),
            organization=lambda point: point.registered_by or point.operator,
            media_type=PDF,
        )
    )


def _points() -> Any:
    return ServicePoint.objects.select_related("territory__parent", "operator", "registered_by")


def _point(user: User, pk: UUID) -> ServicePoint:
    found: ServicePoint = get_visible(_points(), user, pk)
    return found


def _load(pk: UUID) -> ServicePoint | None:
    found: ServicePoint | None = _points().filter(pk=pk).first()
    return found
