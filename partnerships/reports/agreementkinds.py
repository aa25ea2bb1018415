"""The agreement as a PDF, for the parties."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.guard import get_visible, require
from accounts.models import User
from core.http import PDF, file_name
from core.pdf import render_pdf
from partnerships.models import Partnership
from partnerships.reports.signing import PrintedAgreement, build_printed
from reports.progress import follow_engine
from reports.registry import Progress, Rendered, ReportKind, register

NAME = "partnerships.agreement"


def _subject(user: User, pk: UUID) -> Partnership:
    partnership: Partnership = get_visible(_rows(), user, pk)
    require(user, "partnerships.view_inside", partnership)
    return partnership


def _rows() -> Any:
    return Partnership.objects.select_related("coordinator", "territory", "action_plan")


def _load(pk: UUID) -> Partnership | None:
    found: Partnership | None = _rows().filter(pk=pk).first()
    return found


def render_agreement(data: PrintedAgreement, language: str, progress: Progress) -> Rendered:
    pages: list[int] = []
    with follow_engine(progress):
        content = render_pdf(
            "partnerships/report/agreement.html",
            {"report": data},
            language=language,
            title=data.title,
            author=data.territory,
            on_pages=pages.append,
        )
    return Rendered(content, pages[-1])


def register_agreement_kinds() -> None:
    register(KIND)


KIND = ReportKind(
    name=NAME,
    label=gettext_lazy("Agreement of the partnership, PDF"),
    subject=_subject,
    load=_load,
    audience=lambda user, partnership: "team",
    build=build_printed,
    render=render_agreement,
    title=lambda partnership: _("Agreement: %(name)s") % {"name": partnership.name},
    filename=lambda partnership: file_name(_("agreement %(name)s") % {"name": partnership.name}, "pdf"),
    organization=lambda partnership: partnership.coordinator,
    media_type=PDF,
)
