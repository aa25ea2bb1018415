"""The balance sheet: what changed, was received, kept and reached, what goes on, what each party says."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.enums import ActionState
from core.dates import format_period
from core.numbers import percent_of
from partnerships.enums import CampaignState, CommitmentState
from partnerships.models import (
    ActionLink,
    BalanceStatement,
    Campaign,
    Commitment,
    Lesson,
    Partnership,
    Party,
    SharedResult,
)
from partnerships.permissions import my_party
from partnerships.reports.lean import LeanSummary, build_lean
from partnerships.reports.parts import Matrix
from partnerships.reports.rating import columns
from partnerships.reports.ratingextras import benefit_rows
from partnerships.reports.ratingshapes import BenefitRow
from partnerships.reports.reviews import OverTime, build_over_time
from partnerships.services.reviews import BALANCE_STATES


@dataclass(frozen=True)
class Kept:
    """Something counted: ``share`` in percent, None when there is nothing to count."""

    label: str
    part: int
    whole: int
    share: Decimal | None
    help: str


@dataclass(frozen=True)
class ResultRow:
    """``state``: reached, under, unmeasured."""

    text: str
    indicator: str
    baseline: Decimal | None
    target: Decimal | None
    reached: Decimal | None
    state: str


@dataclass(frozen=True)
class Lasting:
    """An action that somebody carries on after the end. ``alive``: None as long as nobody was asked."""

    what: str
    carrier: str
    means: str
    alive: bool | None


@dataclass(frozen=True)
class Statement:
    """A party's own words; empty until it sends them."""

    pk: UUID
    party: str
    is_own: bool
    is_sent: bool
    worked: str
    missed: str
    continues: str
    wish: str


@dataclass(frozen=True)
class Balance:
    """``gains``: the twenty-one benefits, on paper alone (their page is in the agreement)."""

    title: str
    partnership: str
    territory: str
    coordinator: str
    period: str
    demo: bool
    printed_on: datetime.date
    over_time: OverTime
    lean: LeanSummary
    kept: tuple[Kept, ...]
    results: tuple[ResultRow, ...]
    benefits: tuple[BenefitRow, ...]
    benefits_label: str
    lasting: tuple[Lasting, ...]
    lessons: tuple[str, ...]
    statements: tuple[Statement, ...]
    is_open: bool
    can_write: bool
    gains: Matrix | None = None

    @property
    def sent(self) -> int:
        return sum(1 for statement in self.statements if statement.is_sent)

    @property
    def awaited(self) -> list[str]:
        return [statement.party for statement in self.statements if not statement.is_sent]


def build_balance(partnership: Partnership, user: User | None = None) -> Balance:
    """Constant number of queries. ``user``: None for the printed sheet, which speaks to all parties."""
    own = my_party(user, partnership) if user is not None else None
    last = partnership.campaigns.filter(state=CampaignState.CLOSED).order_by("-number").first()
    dates = partnership.starts_on, partnership.ends_on
    return Balance(
        title=_("Balance sheet: %(partnership)s") % {"partnership": partnership},
        partnership=partnership.name,
        territory=str(partnership.territory),
        coordinator=str(partnership.coordinator),
        period=format_period(dates[0], dates[1]) if dates[0] and dates[1] else "",
        demo=partnership.is_demonstration,
        printed_on=timezone.localdate(),
        over_time=build_over_time(partnership),
        lean=build_lean(partnership),
        kept=_kept(partnership),
        results=tuple(_result(row) for row in partnership.results.all()),
        benefits=_benefits(last),
        benefits_label=f"t{last.number}" if last else "",
        lasting=_lasting(partnership),
        lessons=tuple(Lesson.objects.filter(partnership=partnership).values_list("text", flat=True)[:12]),
        statements=_statements(partnership, own),
        is_open=partnership.state in BALANCE_STATES,
        can_write=user is not None and user.has_perm("partnerships.represent", partnership),
    )


def _benefits(last: Campaign | None) -> tuple[BenefitRow, ...]:
    return benefit_rows(last, columns(last, None)) if last is not None else ()


def _kept(partnership: Partnership) -> tuple[Kept, ...]:
    """Commitments, results, actions: kept ÷ what had to be. Three queries."""
    today = timezone.localdate()
    due = Q(state__in=(CommitmentState.KEPT, CommitmentState.BROKEN)) | Q(
        state=CommitmentState.PENDING, due_on__lt=today
    )
    commitments = Commitment.objects.filter(party__partnership=partnership).aggregate(
        due=Count("pk", filter=due), kept=Count("pk", filter=Q(state=CommitmentState.KEPT))
    )
    actions = partnership.action_plan.actions.exclude(state=ActionState.DROPPED).aggregate(
        all=Count("pk"), done=Count("pk", filter=Q(state=ActionState.DONE))
    )
    rows = SharedResult.objects.filter(partnership=partnership, target__isnull=False)
    results = [_result(row).state for row in rows]
    return (
        _share(_("Commitments kept"), commitments["kept"], commitments["due"],
               _("Kept, among those that were due: kept, not kept, or late. Those lifted together aren't counted.")),
        _share(_("Shared results that reach their target"), results.count("reached"), len(results),
               _("Value reached at least as far as the target, among the results that have a target.")),
        _share(_("Actions done"), actions["done"], actions["all"], _("Done, among the actions that weren't dropped.")),
    )  # fmt: skip


def _share(label: str, part: int, whole: int, how: str) -> Kept:
    return Kept(label, part, whole, percent_of(part, whole), how)


def _result(row: SharedResult) -> ResultRow:
    """A target under today's value is reached from above (fewer absences, shorter waits)."""
    state = "unmeasured"
    if row.reached is not None and row.target is not None:
        falls = row.baseline is not None and row.target < row.baseline
        good = row.reached <= row.target if falls else row.reached >= row.target
        state = "reached" if good else "under"
    return ResultRow(row.text, row.indicator, row.baseline, row.target, row.reached, state)


def _lasting(partnership: Partnership) -> tuple[Lasting, ...]:
    rows = ActionLink.objects.filter(partnership=partnership, after_end__isnull=False).select_related(
        "action", "after_end__organization"
    )
    return tuple(
        Lasting(row.action.what, str(row.after_end), row.after_end_means, row.alive_after_year) for row in rows
    )


def _statements(partnership: Partnership, own: Party | None) -> tuple[Statement, ...]:
    """Nobody reads another's words before they are sent. One query."""
    rows = (
        partnership.parties.filter(left_on=None).select_related("organization", "balance").order_by("position", "pk")
    )
    return tuple(_statement(party, getattr(party, "balance", None), own) for party in rows)


def _statement(party: Party, row: BalanceStatement | None, own: Party | None) -> Statement:
    is_own, name = own is not None and own.pk == party.pk, party.organization.name
    sent = row is not None and row.sent_at is not None
    if row is None or not (sent or is_own):
        return Statement(party.pk, name, is_own, sent, "", "", "", "")
    wish = row.get_recommendation_display()
    return Statement(party.pk, name, is_own, sent, row.worked, row.missed, row.continues, str(wish))
