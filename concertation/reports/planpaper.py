"""The improvement plan on paper: what was chosen by impact and effort, who does what, what it gave."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.guard import get_visible, require
from accounts.models import User
from actionplans.reports.plan import PlanReport, build_plan
from concertation.models import Edition, LeverChoice
from concertation.reports.followup import Effect, build_followup
from concertation.reports.leverfigures import EFFORTS, name_of, say
from concertation.reports.levers import MatrixRow, facts_of, matrix_of
from core.http import PDF, file_name
from core.pdf import render_pdf, stylesheet_text
from reports.progress import follow_engine
from reports.registry import Progress, Rendered, ReportKind, register

PLAN = "plan_pdf"


@dataclass(frozen=True)
class ChosenLine:
    """A lever taken: why, the figure that will tell, from where to where. Empty texts: not said."""

    title: str
    family: str
    why: str
    figure: str
    before: str
    target: str


@dataclass(frozen=True)
class PlanPaper:
    """``plan`` is None until a first lever became an action."""

    title: str
    device: str
    edition: str
    territory: str
    organization: str
    promise: str
    printed_on: date
    demo: bool
    efforts: tuple[Any, ...]
    matrix: tuple[MatrixRow, ...]
    chosen: tuple[ChosenLine, ...]
    plan: PlanReport | None
    effects: tuple[Effect, ...]
    own: tuple[Effect, ...]


def chosen_line(choice: LeverChoice) -> ChosenLine:
    code = choice.indicator
    return ChosenLine(
        choice.title,
        str(choice.get_family_display()),
        choice.why or ", ".join(facts_of(choice)),
        name_of(code) if code else "",
        say(code, choice.before) if code else "",
        say(code, choice.target) if code and choice.target is not None else "",
    )


def build_plan_paper(edition: Edition) -> PlanPaper:
    """The same number of queries whatever was chosen."""
    device, page = edition.device, build_followup(edition)
    return PlanPaper(
        title=_title(edition),
        device=device.name,
        edition=edition.label,
        territory=str(device.territory),
        organization=str(device.organization),
        promise=device.promise or str(device.get_promised_level_display() or ""),
        printed_on=timezone.localdate(),
        demo=device.is_demonstration,
        efforts=tuple(EFFORTS.values()),
        matrix=matrix_of(page.own),
        chosen=tuple(chosen_line(choice) for choice in page.own),
        plan=build_plan(edition.action_plan) if edition.action_plan else None,
        effects=page.effects,
        own=page.decided,
    )


def _title(edition: Edition) -> str:
    return _("Improvements: %(edition)s") % {"edition": edition}


def _rows() -> Any:
    return Edition.objects.with_device().select_related("action_plan__organization", "action_plan__territory")


def _subject(user: User, pk: UUID) -> Edition:
    edition: Edition = get_visible(_rows(), user, pk)
    require(user, "concertation.change_device", edition.device)
    return edition


def _load(pk: UUID) -> Edition | None:
    found: Edition | None = _rows().filter(pk=pk).first()
    return found


def _render(data: PlanPaper, language: str, progress: Progress) -> Rendered:
    pages: list[int] = []
    with follow_engine(progress):
        content = render_pdf(
            "concertation/report/plan.html",
            {"report": data, "plan": data.plan},
            language=language,
            title=data.title,
            author=data.organization,
            stylesheets=[stylesheet_text("css/report-concertation.css")],
            on_pages=pages.append,
        )
    return Rendered(content, pages[-1])


KIND = ReportKind(
    name=f"concertation.{PLAN}",
    label=gettext_lazy("Improvement plan of an edition, PDF"),
    subject=_subject,
    load=_load,
    audience=lambda user, edition: "team",
    build=lambda edition, audience: build_plan_paper(edition),
    render=_render,
    title=_title,
    filename=lambda edition: file_name(_("%(edition)s, improvement plan") % {"edition": edition}, "pdf"),
    organization=lambda edition: edition.device.organization,
    media_type=PDF,
)


def register_plan_paper() -> None:
    """Called once, by the app's ``ready``."""
    register(KIND)
