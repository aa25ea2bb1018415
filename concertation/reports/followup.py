"""The adjustments: the actions of the plan, and what the levers of earlier editions changed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.models import Action
from concertation.catalogue import BY_CODE, DAYS, PERCENT, goal_of
from concertation.models import Edition, LeverChoice
from concertation.reports.figures import EditionFigures, build_figures
from concertation.reports.leverfigures import name_of, say, unit_of
from concertation.scoring import change
from concertation.scoring.change import Change, Measure, compare, reached
from core.numbers import format_number, format_signed

#: Figures that are a share of things counted: their difference has a margin.
PROPORTIONS = frozenset(
    ("I1", "I2", "I3", "I4", "I5", "I8", "I12", "I17", "I18", "I20", "I21", "I22", "I24", "I25", "I29", "S8", "S10")
)
SAID: dict[str, Any] = {
    change.BETTER: gettext_lazy("clear progress"),
    change.WORSE: gettext_lazy("clear decline"),
    change.UNSURE: gettext_lazy("can't be told from chance"),
    change.TOO_FEW: gettext_lazy("too few people to conclude"),
    change.NO_MARGIN: gettext_lazy("difference without a margin of error"),
    change.UNKNOWN: gettext_lazy("one of the two values isn't known"),
}
STATES = {change.BETTER: "done", change.WORSE: "warn"}


@dataclass(frozen=True)
class ActionLine:
    action: Action
    late: int
    state: str


@dataclass(frozen=True)
class Effect:
    """A lever of an earlier edition, before and after."""

    choice: LeverChoice
    name: str
    before: str
    after: str
    target: str
    difference: str
    margin: str
    said: str
    mark: str
    reached: bool | None

    @property
    def measurable(self) -> bool:
        return bool(self.name)


@dataclass(frozen=True)
class FollowupPage:
    """``effects``: levers of earlier editions; ``own``: those of this edition, with what a later one decided."""

    actions: tuple[ActionLine, ...]
    effects: tuple[Effect, ...]
    own: tuple[LeverChoice, ...]
    unplanned: int

    @property
    def decided(self) -> tuple[Effect, ...]:
        """The levers of this edition that a later one measured."""
        return tuple(effect_of(choice, None) for choice in self.own if choice.verdict)

    @property
    def done(self) -> int:
        return sum(1 for line in self.actions if line.action.state == "done")

    @property
    def late(self) -> int:
        return sum(1 for line in self.actions if line.late)

    @property
    def waiting(self) -> int:
        return sum(1 for effect in self.effects if not effect.choice.verdict)


def direction_of(code: str) -> int:
    """1 when more is better, −1 when less is, 0 when neither."""
    if code in BY_CODE:
        goal = goal_of(BY_CODE[code])
        if goal.low is None or goal.high is None:
            return 0
        return 1 if goal.high > goal.low else -1
    return 1 if code.startswith("S") else 0


def now_of(figures: EditionFigures | None, code: str) -> Measure:
    if figures is None or not code:
        return Measure(None)
    figure = figures.get(code)
    return Measure(figure.value, figure.n)


def _signed(code: str, value: Decimal | None) -> str:
    if value is None:
        return "–"
    if unit_of(code) == PERCENT:
        return points_of(value)
    return _("%(n)s days") % {"n": format_signed(value, 0)} if unit_of(code) == DAYS else format_signed(value, 2)


def points_of(value: Decimal | None) -> str:
    """A difference of two shares: « +12 points »; « – » when unknown."""
    return "–" if value is None else _("%(n)s points") % {"n": format_signed(value * 100, 0)}


def margin_of(found: Change) -> str:
    """The interval of a difference of two shares, in words; empty when there is none."""
    if found.interval is None:
        return ""
    low, high = (format_number(bound * 100, 0) for bound in found.interval)
    return _("between %(low)s and %(high)s points") % {"low": low, "high": high}


def effect_of(choice: LeverChoice, figures: EditionFigures | None) -> Effect:
    """Decided: what was measured that day; else what ``figures`` show now."""
    code = choice.indicator
    after = Measure(choice.after, choice.after_n) if choice.verdict else now_of(figures, code)
    direction = direction_of(code)
    before = Measure(choice.before, choice.before_n)
    found = compare(before, after, proportion=code in PROPORTIONS, direction=direction)
    return Effect(
        choice,
        name_of(code) if code else "",
        say(code, choice.before),
        say(code, after.value),
        say(code, choice.target),
        _signed(code, found.difference),
        margin_of(found),
        str(SAID[found.said]),
        STATES.get(found.said, "todo"),
        reached(after.value, choice.target, direction),
    )


def earlier_levers(edition: Edition) -> list[LeverChoice]:
    """Levers of earlier editions that wait for a decision, or that this edition decided. One query."""
    asked = LeverChoice.objects.before(edition).filter(Q(verdict="") | Q(after_edition=edition))
    return list(asked.order_by("-edition__number", "effort", "-impact", "pk"))


def _line(action: Action, today: date) -> ActionLine:
    late = action.days_late(today)
    words = {"to_start": "todo", "in_progress": "doing", "done": "done", "dropped": "todo"}
    return ActionLine(action, late, "late" if late else words[action.state])


def build_followup(edition: Edition) -> FollowupPage:
    """The same number of queries whatever the plan holds."""
    today = timezone.localdate()
    plan = edition.action_plan
    rows = plan.actions.select_related("carrier").by_urgency() if plan else ()
    levers = earlier_levers(edition)
    figures = build_figures(edition) if levers else None
    own = tuple(edition.levers.select_related("action", "after_edition"))
    return FollowupPage(
        tuple(_line(action, today) for action in rows),
        tuple(effect_of(choice, figures) for choice in levers),
        own,
        sum(1 for choice in own if choice.action_id is None),
    )


def verdict_words(choice: LeverChoice) -> str:
    return capfirst(choice.get_verdict_display()) if choice.verdict else ""
