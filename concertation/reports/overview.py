"""Where an edition stands: the three steps of the method, and the one thing to do next."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from concertation.enums import EditionState
from concertation.models import Edition, ExpectedResult
from concertation.reports.tabs import page_url
from concertation.scoring.results import gap
from concertation.services.wizard import next_step, steps_of


@dataclass(frozen=True)
class Step:
    label: str
    done: bool
    url: str = ""
    link: str = ""
    remark: str = ""
    now: bool = False


@dataclass(frozen=True)
class Phase:
    """One of the three steps, as ``components/path.html`` takes it."""

    number: int
    title: str
    text: str
    state: str
    steps: tuple[Step, ...] = ()
    url: str = ""
    link: str = ""


@dataclass(frozen=True)
class Task:
    title: str
    text: str
    url: str
    label: str


@dataclass(frozen=True)
class ResultLine:
    """``gap``: reached minus target, None when one of the two isn't known."""

    result: ExpectedResult
    gap: Decimal | None


@dataclass(frozen=True)
class Overview:
    phases: tuple[Phase, ...]
    task: Task | None
    previous: Edition | None
    next: Edition | None
    results: tuple[ResultLine, ...]


_AT = {
    EditionState.COLLECTING: 1,
    EditionState.DIAGNOSED: 2,
    EditionState.PLANNED: 3,
    EditionState.FOLLOWED: 3,
    EditionState.CLOSED: 4,
}


def _steps(edition: Edition) -> tuple[tuple[tuple[str, str, bool], ...], ...]:
    """Per phase: label, name of the address, whether it was done."""
    at = _AT[EditionState(edition.state)]
    return (
        (
            (_("Gather what is known, in half an hour"), "wizard", next_step(edition) is None),
            (_("Ask those who took part"), "surveys", edition.surveys.filter(responses__isnull=False).exists()),
            (_("Read the diagnosis"), "diagnosis", at > 1),
        ),
        ((_("Choose two or three levers"), "levers", at > 2),),
        ((_("Follow what changes"), "followup", at > 3),),
    )


def _phase(edition: Edition, number: int, *, inside: bool) -> Phase:
    at = _AT[EditionState(edition.state)]
    titles = (
        (pgettext("step", "Diagnosis"), _("What works, what doesn't, what we don't know.")),
        (pgettext("step", "Levers"), _("What we can change with our means.")),
        (pgettext("step", "Adjustments"), _("Who does what by when, and whether it helped.")),
    )
    steps = [
        Step(label, done, page_url(name, edition.pk) if inside else "", pgettext("step", "Open"))
        for label, name, done in _steps(edition)[number - 1]
    ]
    state = "done" if number < at else "now" if number == at else "todo"
    return Phase(number, *titles[number - 1], state, tuple(steps))


def _task(edition: Edition) -> Task | None:
    at = _AT[EditionState(edition.state)]
    tasks = {
        1: (
            _("Gather what is known"),
            _("Seven short screens. What you don't know stays unknown, and you stop when you want."),
            "wizard",
            pgettext("wizard", "Go on") if steps_of(edition) else pgettext("wizard", "Begin"),
        ),
        2: (
            _("Choose what to change"),
            _("Two or three levers are enough: those that answer what the diagnosis saw."),
            "levers",
            _("See the levers"),
        ),
        3: (
            _("Follow what changes"),
            _("Note the progress of the actions; the next edition says whether they helped."),
            "followup",
            _("Open the adjustments"),
        ),
    }
    if at not in tasks:
        return None
    if at == 1 and next_step(edition) is None and page_url("diagnosis", edition.pk):
        text = _("The screens were all seen. The diagnosis says what is known, and what isn't.")
        return Task(_("Read the diagnosis"), text, page_url("diagnosis", edition.pk), _("Open the diagnosis"))
    title, text, name, label = tasks[at]
    url = page_url(name, edition.pk)
    return Task(title, text, url, label) if url else None


def build_overview(edition: Edition, *, inside: bool) -> Overview:
    """The page of an edition; links and the next task only for those who keep the device. Two queries."""
    others = {row.number: row for row in edition.device.editions.exclude(pk=edition.pk)}
    before = [number for number in others if number < edition.number]
    after = [number for number in others if number > edition.number]
    return Overview(
        tuple(_phase(edition, number, inside=inside) for number in (1, 2, 3)),
        _task(edition) if inside else None,
        others[max(before)] if before else None,
        others[min(after)] if after else None,
        tuple(ResultLine(row, gap(row.target, row.reached)) for row in edition.expected_results.all()),
    )
