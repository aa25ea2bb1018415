"""The papers of a diagnosis: two pages for the council, eight for the technicians, the workbook of all figures."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.guard import get_visible
from accounts.models import User
from concertation.catalogue import BY_CODE
from concertation.models import Edition
from concertation.reports.diagnosis import DiagnosisPage, build_diagnosis
from concertation.reports.indicators import IndicatorsPage, PartTable, lines_of, read_for, tables_of
from concertation.reports.kept import drawn
from concertation.reports.workbook import figure_sheets
from core.exports import Sheet, write_xlsx
from core.http import PDF, XLSX, file_name
from core.pdf import render_pdf, stylesheet_text
from reports.progress import follow_engine
from reports.registry import Progress, Rendered, ReportKind, register

COUNCIL, TECHNICAL, FIGURES = "council_pdf", "technical_pdf", "figures_xlsx"
PAPERS = (COUNCIL, TECHNICAL, FIGURES)
TEAM, READERS = "team", "readers"
#: Indicators whose rows behind are printed for the technicians.
_OPENED = ("I3", "I9", "I14", "I16", "I28")


@dataclass(frozen=True)
class Opened:
    """What is behind an indicator, in print."""

    name: str
    tables: tuple[PartTable, ...]


@dataclass(frozen=True)
class Taken:
    """A lever chosen; ``who`` and ``when`` are empty until it is an action."""

    title: str
    who: str
    when: date | None


#: Pages of each paper, and levers printed for the council.
MOST_COUNCIL, MOST_TECHNICAL, MOST_LEVERS = 2, 8, 5


@dataclass(frozen=True)
class Paper:
    """``indicators`` and ``opened`` are for the technicians only."""

    title: str
    device: str
    kind: str
    edition: str
    territory: str
    organization: str
    promise: str
    printed_on: date
    demo: bool
    page: DiagnosisPage
    indicators: IndicatorsPage | None = None
    opened: tuple[Opened, ...] = ()
    #: The first levers chosen, for those who keep the device.
    chosen: tuple[Taken, ...] = ()


@dataclass(frozen=True)
class Workbook:
    title: str
    sheets: tuple[Sheet, ...]


def _load(pk: UUID) -> Edition | None:
    return _rows().filter(pk=pk).first()


def _rows() -> QuerySet[Edition]:
    return Edition.objects.select_related("device__organization", "device__territory")


def _audience(user: User, edition: Edition) -> str:
    return TEAM if user.has_perm("concertation.change_device", edition.device) else READERS


def _subject(user: User, pk: UUID) -> Edition:
    found: Edition = get_visible(_rows(), user, pk)
    return found


def build_paper(edition: Edition, audience: str, *, whole: bool) -> Paper:
    """``whole``: for the technicians."""
    device, inside = edition.device, audience == TEAM
    read = read_for(edition, inside=inside)[0] if whole else None
    return Paper(
        title=_title(edition),
        device=device.name,
        kind=device.get_kind_display(),
        edition=edition.label,
        territory=str(device.territory),
        organization=str(device.organization),
        promise=device.promise or str(device.get_promised_level_display() or ""),
        printed_on=timezone.localdate(),
        demo=device.is_demonstration,
        page=build_diagnosis(edition, inside=inside),
        indicators=lines_of(read) if read else None,
        opened=tuple(
            Opened(str(BY_CODE[code].name), tables)
            for code in _OPENED
            if read and (tables := tuple(tables_of(read, code)))
        ),
        chosen=_taken(edition) if inside else (),
    )


def _taken(edition: Edition) -> tuple[Taken, ...]:
    """One query."""
    rows = edition.levers.select_related("action")[:MOST_LEVERS]
    return tuple(
        Taken(row.title, row.action.responsible if row.action else "", row.action.due_on if row.action else None)
        for row in rows
    )


def _title(edition: Edition) -> str:
    return _("%(edition)s, diagnosis") % {"edition": edition}


def _pdf(template: str, data: Paper, language: str, progress: Progress, **more: Any) -> Rendered:
    pages: list[int] = []
    with follow_engine(progress):
        content = render_pdf(
            template,
            {"report": data, **drawn(asdict(data.page)), **more},
            language=language,
            title=data.title,
            author=data.organization,
            stylesheets=[stylesheet_text("css/report-concertation.css")],
            on_pages=pages.append,
        )
    return Rendered(content, pages[-1])


def _render_technical(data: Paper, language: str, progress: Progress) -> Rendered:
    """Eight pages at most: the rows behind the figures go first, they are in the workbook too."""
    for opened in (data.opened, data.opened[:2], ()):
        done = _pdf(
            "concertation/report/technical.html", replace(data, opened=opened), language, progress,
            left_out=len(opened) < len(data.opened),
        )  # fmt: skip
        if done.pages is not None and done.pages <= MOST_TECHNICAL:
            break
    return done


def _render_council(data: Paper, language: str, progress: Progress) -> Rendered:
    """Two pages, whatever is known: the type gets smaller before a finding is left to the platform."""
    for density, most in (("council", 4), ("council tight", 4), ("council tight", 3), ("council tight small", 2)):
        done = _pdf("concertation/report/council.html", data, language, progress, density=density, most=most)
        if done.pages == MOST_COUNCIL:
            break
    return done


def build_workbook(edition: Edition, audience: str) -> Workbook:
    return Workbook(_title(edition), tuple(figure_sheets(edition, inside=audience == TEAM)))


def render_workbook(data: Workbook, language: str, progress: Progress) -> Rendered:
    return Rendered(write_xlsx(list(data.sheets), title=data.title))


def _of_edition() -> dict[str, Any]:
    return {
        "subject": _subject,
        "load": _load,
        "audience": _audience,
        "organization": lambda edition: edition.device.organization,
        "title": _title,
    }


_KINDS = (
    ReportKind(
        **_of_edition(),
        name=f"concertation.{COUNCIL}",
        label=gettext_lazy("Diagnosis for the council, two pages"),
        build=lambda edition, audience: build_paper(edition, audience, whole=False),
        render=_render_council,
        filename=lambda edition: file_name(_("%(edition)s, for the council") % {"edition": edition}, "pdf"),
        media_type=PDF,
    ),
    ReportKind(
        **_of_edition(),
        name=f"concertation.{TECHNICAL}",
        label=gettext_lazy("Diagnosis for the technicians"),
        build=lambda edition, audience: build_paper(edition, audience, whole=True),
        render=_render_technical,
        filename=lambda edition: file_name(_("%(edition)s, for the technicians") % {"edition": edition}, "pdf"),
        media_type=PDF,
    ),
    ReportKind(
        **_of_edition(),
        name=f"concertation.{FIGURES}",
        label=gettext_lazy("All figures of an edition, Excel"),
        build=build_workbook,
        render=render_workbook,
        filename=lambda edition: file_name(_("%(edition)s, figures") % {"edition": edition}, "xlsx"),
        media_type=XLSX,
    ),
)


def register_papers() -> None:
    """Called once, by the app's ``ready``."""
    for kind in _KINDS:
        register(kind)
