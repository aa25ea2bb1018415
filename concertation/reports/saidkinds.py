"""The poster « you said, we did », as the reports' registry offers it."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.guard import get_visible, require
from accounts.models import User
from concertation.models import Edition
from concertation.reports.said import SaidPage, poster_said
from concertation.reports.surveys import qr_of
from core.http import PDF, file_name
from core.pdf import render_pdf, stylesheet_text
from reports.progress import follow_engine
from reports.registry import Progress, Rendered, ReportKind, register

_ROWS = Edition.objects.select_related("device__organization", "device__territory")


def _subject(user: User, pk: UUID) -> Edition:
    edition: Edition = get_visible(_ROWS.all(), user, pk)
    require(user, "concertation.change_device", edition.device)
    return edition


def _load(pk: UUID) -> Edition | None:
    return _ROWS.filter(pk=pk).first()


def _render(data: SaidPage, language: str, progress: Progress) -> Rendered:
    pages: list[int] = []
    with follow_engine(progress):
        content = render_pdf(
            "concertation/report/said.html",
            {"report": data, "said": data.editions[0], "qr": qr_of(data.address) if data.address else ""},
            language=language,
            title=data.title,
            author=data.organization,
            stylesheets=[stylesheet_text("css/report-said.css")],
            on_pages=pages.append,
        )
    return Rendered(content, pages[-1])


POSTER = ReportKind(
    name="concertation.said",
    label=gettext_lazy("Poster “you said, we did”, A3"),
    subject=_subject,
    load=_load,
    audience=lambda user, edition: "public",
    build=lambda edition, audience: poster_said(edition),
    render=_render,
    title=lambda edition: _("You said, we did: %(edition)s") % {"edition": edition},
    filename=lambda edition: file_name(_("%(edition)s, you said, we did") % {"edition": edition}, "pdf"),
    organization=lambda edition: edition.device.organization,
    media_type=PDF,
)


def register_said_kind() -> None:
    register(POSTER)
