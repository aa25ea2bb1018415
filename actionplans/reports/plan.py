"""One plan as the page, the PDF and the spreadsheet show it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplans.enums import CARD_SIDES, ActionState, Funding, Side
from actionplans.models import Action, ActionConfirmation, ActionPlan, ActionUpdate
from actionplans.ontime import Promise, on_time
from actionplans.reports.seen import OnTimeReport, SeenRow, seen_rows, since
from actionplans.scoring import MutualHelp, Part, mutual_help
from actionplans.wordguard import Mask, public_mask
from core.dates import format_date
from core.numbers import format_number

#: The shape of each side, in the words of core.charts.
SHAPES = {
    Side.COMMUNITY: "users",
    Side.PROVIDER: "provider",
    Side.AUTHORITY: "authority",
    Side.PARTNER: "partner",
}
_MARKS = {
    ActionState.TO_START: "todo",
    ActionState.IN_PROGRESS: "doing",
    ActionState.DONE: "done",
    ActionState.DROPPED: "dropped",
}


@dataclass(frozen=True)
class UpdateRow:
    on: datetime.date
    by: str
    from_word: str
    to_word: str
    note: str
    evidence: str
    new_due_on: datetime.date | None


@dataclass(frozen=True)
class PartRow:
    """What one side does in an action, in its words."""

    side: str
    shape: str
    name: str
    words: str


@dataclass(frozen=True)
class Refusal:
    """A solution that was asked for and can't be done, with its published reason."""

    what: str
    about: str
    reason: str


@dataclass(frozen=True)
class ActionRow:
    """One promise. ``mark``: late, doing, todo, done or dropped; ``remark``: how many days late, in words.

    ``kept_on``, ``dropped_on``: the day since when the follow-up says so; ``confirmations``: what the committee saw,
    the latest first.
    """

    pk: UUID
    number: int
    what: str
    problem: str
    side: str
    shape: str
    side_name: str
    responsible: str
    with_whom: str
    starts_on: datetime.date | None
    due_on: datetime.date
    resources: str
    cost: Decimal | None
    currency: str
    funding: str
    success_indicator: str
    baseline: str
    target: str
    parts: tuple[PartRow, ...]
    mark: str
    state: str
    remark: str
    days_late: int
    updates: tuple[UpdateRow, ...]
    confirmations: tuple[SeenRow, ...] = ()
    kept_on: datetime.date | None = None
    dropped_on: datetime.date | None = None

    @property
    def seen(self) -> SeenRow | None:
        """What the committee saw last."""
        return self.confirmations[0] if self.confirmations else None

    @property
    def is_denied(self) -> bool:
        """Said kept, and seen not done since."""
        seen = self.seen
        if self.mark != "done" or seen is None or seen.is_done:
            return False
        return self.kept_on is None or seen.on >= self.kept_on

    @property
    def promise(self) -> Promise:
        """What the on-time rate needs to know."""
        moved = any(update.new_due_on is not None for update in self.updates)
        return Promise(self.due_on, self.kept_on, self.dropped_on, moved, self.is_denied)

    @property
    def cost_text(self) -> str:
        """The cost in the active language: "1 500,50"; empty when nobody knows it."""
        if self.cost is None:
            return ""
        return format_number(self.cost, 2, trim=self.cost == self.cost.to_integral_value())

    def has_part(self, side: Side) -> bool:
        """This side carries the action, or its part is written."""
        return self.side == side or any(part.side == side for part in self.parts)

    def words_of(self, side: Side) -> str:
        """What this side does, empty when nobody wrote it."""
        return next((part.words for part in self.parts if part.side == side), "")

    @property
    def is_open(self) -> bool:
        return self.mark not in ("done", "dropped")

    @property
    def oldest_first(self) -> tuple[UpdateRow, ...]:
        return self.updates[::-1]

    @property
    def last(self) -> UpdateRow | None:
        return self.updates[0] if self.updates else None


@dataclass(frozen=True)
class SideRow:
    """What one side promised. Dropped actions aren't counted."""

    side: str
    shape: str
    name: str
    made: int
    kept: int
    late: int


@dataclass(frozen=True)
class PlanReport:
    """``made`` = done + doing + late + todo; dropped stand apart. ``actions``: the most urgent first."""

    pk: UUID
    title: str
    service_point: str
    territory: str
    organization: str
    today: datetime.date
    agreed_on: datetime.date | None
    made: int
    done: int
    doing: int
    late: int
    todo: int
    dropped: int
    sides: tuple[SideRow, ...]
    actions: tuple[ActionRow, ...]
    on_time: OnTimeReport
    mutual: MutualHelp
    refusals: tuple[Refusal, ...]

    @property
    def mutual_text(self) -> str:
        """The reciprocity index in the active language, at two places; empty when nothing can be counted."""
        return "" if self.mutual.index is None else format_number(self.mutual.index, 2, trim=False)

    @property
    def words_made(self) -> str:
        """ "12 promises made on 28 March 2025." """
        if self.agreed_on is None:
            return ngettext("%(n)d promise.", "%(n)d promises.", self.made) % {"n": self.made}
        return ngettext("%(n)d promise made on %(date)s.", "%(n)d promises made on %(date)s.", self.made) % {
            "n": self.made,
            "date": format_date(self.agreed_on),
        }

    @property
    def words_kept(self) -> str:
        """ "7 are kept" """
        if not self.done:
            return _("None is kept yet")
        return ngettext("%(n)d is kept", "%(n)d are kept", self.done) % {"n": self.done}

    @property
    def words_late(self) -> str:
        """ "1 is late" """
        if not self.late:
            return _("none is late")
        return ngettext("%(n)d is late", "%(n)d are late", self.late) % {"n": self.late}

    @property
    def words_dropped(self) -> str:
        if not self.dropped:
            return ""
        return ngettext(
            "%(n)d was dropped, with its reason.", "%(n)d were dropped, with their reasons.", self.dropped
        ) % {"n": self.dropped}

    @property
    def by_number(self) -> list[ActionRow]:
        return sorted(self.actions, key=lambda row: row.number)

    @property
    def has_updates(self) -> bool:
        return any(row.updates for row in self.actions)

    def of(self, tab: str) -> tuple[ActionRow, ...]:
        """The actions of a tab: "late", a side, or all."""
        if tab == "late":
            return tuple(row for row in self.actions if row.mark == "late")
        if tab in Side.values:
            return tuple(row for row in self.actions if row.side == tab)
        return self.actions


def build_plan(plan: ActionPlan, *, mask: Mask | None = None) -> PlanReport:
    """The plan as it stands today, in the active language. Five queries.

    ``mask``: the reader's (``wordguard.mask_for``); without it, that of papers and public pages.
    """
    mask = mask or public_mask([plan.pk])
    today = timezone.localdate()
    updates = ActionUpdate.objects.select_related("by").order_by("-on", "-created_at", "pk")
    actions = Action.objects.filter(plan=plan).select_related("carrier").by_urgency()
    seen = ActionConfirmation.objects.select_related("by").order_by("-on", "-created_at", "pk")
    actions = actions.prefetch_related(Prefetch("updates", updates), Prefetch("confirmations", seen))
    rows = tuple(action_row(action, today, mask) for action in actions)
    count = {mark: sum(row.mark == mark for row in rows) for mark in ("done", "doing", "late", "todo", "dropped")}
    return PlanReport(
        pk=plan.pk,
        title=plan.title,
        service_point=str(plan.place),
        territory=str(plan.territory),
        organization=str(plan.organization),
        today=today,
        agreed_on=_agreed_on(plan),
        made=len(rows) - count["dropped"],
        sides=tuple(_side_row(side, rows) for side in _sides_of(plan, rows)),
        actions=rows,
        on_time=OnTimeReport(on_time((row.promise for row in rows), today), sum(row.is_denied for row in rows)),
        mutual=mutual_of(rows),
        refusals=_refusals(plan, mask),
        **count,
    )


def _agreed_on(plan: ActionPlan) -> datetime.date | None:
    said = getattr(plan.subject, "plan_agreed_on", None)
    return said() if callable(said) else None


def mutual_of(rows: Sequence[ActionRow]) -> MutualHelp:
    """How evenly community and provider share the actions; the dropped ones aren't counted."""
    return mutual_help(
        Part(row.has_part(Side.COMMUNITY), row.has_part(Side.PROVIDER)) for row in rows if row.mark != "dropped"
    )


def _refusals(plan: ActionPlan, mask: Mask) -> tuple[Refusal, ...]:
    """What the plan's owner says was refused: ``plan_refusals()``, triples of (what, about, reason)."""
    said = getattr(plan.subject, "plan_refusals", None)
    rows = said() if callable(said) else ()
    return tuple(Refusal(mask(what), about, mask(reason)) for what, about, reason in rows)


def _sides_of(plan: ActionPlan, rows: Sequence[ActionRow]) -> tuple[Side, ...]:
    """The three sides of a scorecard; in a plan without service point, the sides that carry something."""
    used = {row.side for row in rows}
    return tuple(side for side in Side if side in used or (plan.service_point_id and side in CARD_SIDES))


def _side_row(side: Side, rows: Sequence[ActionRow]) -> SideRow:
    own = [row for row in rows if row.side == side and row.mark != "dropped"]
    return SideRow(
        side=side.value,
        shape=SHAPES[side],
        name=capitalized(side),
        made=len(own),
        kept=sum(row.mark == "done" for row in own),
        late=sum(row.mark == "late" for row in own),
    )


def capitalized(choice: Side | ActionState | Funding) -> str:
    """The word of a choice as a title: "Community"."""
    word = str(choice.label)
    return word[:1].upper() + word[1:]


def carried_by(action: Action, mask: Mask) -> str:
    """The organisation that carries the action, when one is named, then the function: "Commune, head of works"."""
    names = (str(action.carrier) if action.carrier_id else "", mask(action.responsible))
    return ", ".join(name for name in names if name)


def action_row(action: Action, today: datetime.date, mask: Mask) -> ActionRow:
    """One action with its updates and confirmations (prefetched by the caller), as the holder of ``mask`` reads it."""
    side, state = Side(action.side), ActionState(action.state)
    days = action.days_late(today)
    return ActionRow(
        pk=action.pk,
        number=action.number,
        what=mask(action.what),
        problem=mask(action.problem),
        side=side.value,
        shape=SHAPES[side],
        side_name=capitalized(side),
        responsible=carried_by(action, mask),
        with_whom=mask(action.with_whom),
        starts_on=action.starts_on,
        due_on=action.due_on,
        resources=mask(action.resources),
        cost=action.cost,
        currency=action.currency,
        funding=str(Funding(action.funding).label),
        success_indicator=mask(action.success_indicator),
        baseline=mask(action.baseline),
        target=mask(action.target),
        parts=_parts(action, mask),
        mark="late" if days else _MARKS[state],
        state=_("Late") if days else capitalized(state),
        remark=ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days else "",
        days_late=days,
        updates=tuple(_update_row(update, mask) for update in action.updates.all()),
        confirmations=seen_rows(action, mask),
        kept_on=since(action, ActionState.DONE),
        dropped_on=since(action, ActionState.DROPPED),
    )


def _parts(action: Action, mask: Mask) -> tuple[PartRow, ...]:
    """The parts that are written, in the order of the sides."""
    said = ((side, getattr(action, f"{side.value}_part")) for side in CARD_SIDES)
    return tuple(PartRow(side.value, SHAPES[side], capitalized(side), mask(words)) for side, words in said if words)


def _update_row(update: ActionUpdate, mask: Mask) -> UpdateRow:
    return UpdateRow(
        on=update.on,
        by=update.by.get_full_name(),
        from_word=capitalized(ActionState(update.from_state)),
        to_word=capitalized(ActionState(update.to_state)),
        note=mask(update.note),
        evidence=mask(update.evidence),
        new_due_on=update.new_due_on,
    )
