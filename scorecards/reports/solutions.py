"""The solutions of a cycle as pages and minutes show them, and what they say of both sides' answers."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import granted
from actionplans.reports import PlanReport
from core.dates import format_date
from core.numbers import format_number
from scorecards import scoring
from scorecards.enums import BoardKind, CycleState, Feasibility
from scorecards.models import BoardEntry, Cycle, Discussion
from scorecards.reports.card import Audience
from scorecards.reports.stepshapes import ExtraStep
from scorecards.services.feasibility import ANSWERED_IN, answered_indicators
from scorecards.services.moderation import Mask, mask_of


@dataclass(frozen=True)
class SolutionRow:
    """One solution. ``mark``: the component's state; ``indicator`` and ``action`` are keys, "" without one."""

    pk: str
    text: str
    about: str
    indicator: str
    feasibility: str
    word: str
    mark: str
    cost: str
    competence: str
    delay: str
    refusal: str
    action: str
    action_number: int | None

    @property
    def icon(self) -> str:
        return _ICONS[self.mark]

    @property
    def is_refused(self) -> bool:
        return self.feasibility == Feasibility.NO

    @property
    def is_accepted(self) -> bool:
        return self.feasibility in (Feasibility.YES, Feasibility.WITH_HELP)


@dataclass(frozen=True)
class Solutions:
    """``refused`` of ``proposed`` can't be done; ``share_text``: that share at two places, empty without any."""

    rows: tuple[SolutionRow, ...]
    share: Decimal | None

    @property
    def proposed(self) -> int:
        return len(self.rows)

    @property
    def refused(self) -> tuple[SolutionRow, ...]:
        return tuple(row for row in self.rows if row.is_refused)

    @property
    def accepted(self) -> int:
        return sum(row.is_accepted for row in self.rows)

    @property
    def waiting(self) -> int:
        return sum(not row.feasibility for row in self.rows)

    @property
    def share_text(self) -> str:
        return "" if self.share is None else format_number(self.share, 0)


def solutions_of(cycle: Cycle) -> QuerySet[BoardEntry]:
    """Every solution of the cycle, in the card's order, then by theme."""
    rows = BoardEntry.objects.filter(cycle=cycle, kind=BoardKind.SOLUTION).select_related(
        "indicator", "cluster", "action"
    )
    return rows.order_by("indicator__position", "cluster__position", "pk")


def build_solutions(cycle: Cycle, *, audience: Audience) -> Solutions:
    """Two queries whatever their number; masked for whoever isn't of the team."""
    mask = Mask() if audience == "team" else mask_of(cycle)
    return made_of([_row(entry, mask) for entry in solutions_of(cycle)])


def solutions_about(cycle: Cycle, indicator: str) -> list[SolutionRow]:
    """The solutions about one indicator or its themes, for the team."""
    about = Q(indicator=indicator) | Q(cluster__indicators=indicator)
    return [_row(entry, Mask()) for entry in solutions_of(cycle).filter(about).distinct()]


def made_of(rows: list[SolutionRow]) -> Solutions:
    refused = sum(row.is_refused for row in rows)
    return Solutions(tuple(rows), scoring.percent(Decimal(refused), Decimal(len(rows))))


_MARKS = {Feasibility.YES: "done", Feasibility.WITH_HELP: "doing", Feasibility.NO: "dropped"}
_ICONS = {"done": "check", "doing": "half", "dropped": "close", "todo": "dot"}


def _row(entry: BoardEntry, mask: Mask) -> SolutionRow:
    known = Feasibility(entry.feasibility) if entry.feasibility else None
    return SolutionRow(
        pk=str(entry.pk),
        text=mask(entry.text),
        about=str(entry.indicator or entry.cluster),
        indicator=str(entry.indicator_id or ""),
        feasibility=entry.feasibility,
        word=str(known.label) if known else _("waits for the provider's answer"),
        mark=_MARKS[known] if known else "todo",
        cost=mask(entry.cost),
        competence=mask(entry.competence),
        delay=mask(entry.delay),
        refusal=mask(entry.refusal),
        action=str(entry.action_id or ""),
        action_number=entry.action.number if entry.action else None,
    )


def rights_on_solutions(cycle: Cycle, user: User) -> dict[str, bool]:
    """What the buttons of the page offer."""
    promises = cycle.state in ANSWERED_IN and user.has_perm("actionplans.change_actionplan", cycle.action_plan)
    return {
        "can_answer": user.has_perm("scorecards.answer_solution", cycle),
        "can_promise": promises,
        "can_write": user.has_perm("scorecards.write_board", cycle),
    }


@dataclass(frozen=True)
class MeetingFigures:
    """What the meeting's page says in figures: answers of the provider, solutions, who has a part in the actions."""

    answered: int
    indicators: int
    answered_percent: str
    solutions: Solutions
    plan: PlanReport


def build_figures(cycle: Cycle, plan: PlanReport, *, audience: Audience) -> MeetingFigures:
    """``answered`` of ``indicators`` have a reasoned answer of the provider."""
    entries = list(solutions_of(cycle).prefetch_related("cluster__indicators"))
    mask = Mask() if audience == "team" else mask_of(cycle)
    talks = list(Discussion.objects.filter(meeting__cycle=cycle))
    answered, total = len(answered_indicators(cycle, talks, entries)), cycle.indicators.count()
    share = scoring.percent(Decimal(answered), Decimal(total))
    return MeetingFigures(
        answered=answered,
        indicators=total,
        answered_percent="" if share is None else format_number(share, 0),
        solutions=made_of([_row(entry, mask) for entry in entries]),
        plan=plan,
    )


def solution_steps(cycle: Cycle, user: User) -> tuple[ExtraStep, ...]:
    """The page of the solutions, from the interface on; the order of the agenda while the meeting is prepared."""
    if cycle.state in (CycleState.PREPARATION, CycleState.COMMUNITY, CycleState.PROVIDER):
        return ()
    if not user.has_perm("scorecards.view_card", cycle):
        return ()
    rows = solutions_of(cycle)
    total, waiting = len(rows), sum(not row.feasibility for row in rows)
    words = ngettext("%(n)d solution", "%(n)d solutions", total) % {"n": total} if total else _("none yet")
    if waiting:
        left = ngettext("%(n)d waits for the provider", "%(n)d wait for the provider", waiting) % {"n": waiting}
        words = f"{words}, {left}"
    url = reverse("scorecards:cycle_solutions", args=[cycle.pk])
    return (
        ExtraStep(CycleState.INTERFACE, _("What can be done, what can't"), url, words, bool(total) and not waiting),
    )


def review_steps(cycle: Cycle, user: User) -> tuple[ExtraStep, ...]:
    """The day of the review, for the team while the cycle is open."""
    if not granted(user, "scorecards.advance_cycle") or not cycle.is_scoring:
        return ()
    due = cycle.review_due_on
    words = _("expected by %(date)s") % {"date": format_date(due)} if due else _("set when the provider has scored")
    url = reverse("scorecards:review_due", args=[cycle.pk])
    return (ExtraStep(CycleState.PROVIDER, _("Day of the municipality's review"), url, words, due is not None),)
