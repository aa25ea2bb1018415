"""What is known of a cycle, read once: counts, dates, sessions, means. The guided page words it."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q
from django.utils import timezone

from accounts.models import User
from actionplans.enums import ActionState
from actionplans.models import Action
from core.dates import to_day
from scorecards.enums import AskedOf, CycleState, SessionState, Side
from scorecards.models import Cycle, CycleEvent, Discussion, InterfaceMeeting, ScoringSession
from scorecards.reports.card import build_card
from scorecards.reports.shapes import CardReport
from scorecards.services.workflow import ReviewCounts, review_counts


@dataclass(frozen=True)
class SessionFact:
    """``answers`` of ``asked`` indicators are answered."""

    session: ScoringSession
    asked: int
    answers: int

    @property
    def is_closed(self) -> bool:
        return self.session.state == SessionState.CLOSED

    @property
    def is_complete(self) -> bool:
        return self.answers >= self.asked


@dataclass(frozen=True)
class Facts:
    """``card`` is None while this person may not read it; ``ended`` gives the day on which a state was left."""

    cycle: Cycle
    groups: int
    indicators: int
    asked_users: int
    asked_provider: int
    users: tuple[SessionFact, ...]
    provider: SessionFact | None
    reviews: ReviewCounts
    meeting: InterfaceMeeting | None
    agenda: int
    settled: int
    promises: int
    kept: int
    late: int
    ended: dict[str, datetime.date]
    events: tuple[CycleEvent, ...]
    card: CardReport | None
    #: The round that followed this one, if any.
    after: Cycle | None

    @property
    def closed_users(self) -> int:
        return sum(fact.is_closed for fact in self.users)

    @property
    def waits_for_provider(self) -> bool:
        """The provider was asked, takes part, and hasn't finished."""
        return self.provider is not None and not self.cycle.provider_note and not self.provider.is_closed


def read_facts(cycle: Cycle, user: User) -> Facts:
    """A constant number of queries, whatever the size of the cycle."""
    asked = list(cycle.indicators.values_list("asked_of", flat=True))
    sides = {side: sum(row in (side, AskedOf.BOTH) for row in asked) for side in Side}
    facts = _sessions(cycle, sides)
    meeting = (
        InterfaceMeeting.objects.filter(cycle=cycle)
        .prefetch_related(Prefetch("discussions", Discussion.objects.only("pk", "meeting_id", "outcome")))
        .first()
    )
    outcomes = [row.outcome for row in meeting.discussions.all()] if meeting else []
    actions = list(Action.objects.filter(plan=cycle.action_plan_id))
    events = tuple(CycleEvent.objects.filter(cycle=cycle).select_related("by").order_by("-at", "pk"))
    return Facts(
        cycle=cycle,
        groups=cycle.groups.count(),
        indicators=len(asked),
        asked_users=sides[Side.USERS],
        asked_provider=sides[Side.PROVIDER],
        users=tuple(fact for fact in facts if fact.session.side == Side.USERS),
        provider=next((fact for fact in facts if fact.session.side == Side.PROVIDER), None),
        reviews=review_counts(cycle),
        meeting=meeting,
        agenda=len(outcomes),
        settled=sum(bool(outcome) for outcome in outcomes),
        promises=len(actions),
        kept=sum(action.state == ActionState.DONE for action in actions),
        late=sum(action.days_late(timezone.localdate()) > 0 for action in actions),
        ended=_ended(events),
        events=events,
        card=_card(cycle, user),
        after=_after(cycle),
    )


def _sessions(cycle: Cycle, asked: dict[Side, int]) -> list[SessionFact]:
    """Every session with how much of it is answered. ``asked``: indicators per side."""
    sessions = (
        ScoringSession.objects.filter(cycle=cycle)
        .select_related("group")
        .annotate(answers=Count("scores", filter=Q(scores__indicator__asked_of__in=[F("side"), AskedOf.BOTH])))
        .order_by("group__position", "pk")
    )
    facts = [SessionFact(session, asked[Side(session.side)], session.answers) for session in sessions]
    for fact in facts:
        fact.session.cycle = cycle
    return facts


def _ended(events: tuple[CycleEvent, ...]) -> dict[str, datetime.date]:
    """The day on which each state was last left forwards."""
    ended: dict[str, datetime.date] = {}
    for event in events:
        if event.from_state and event.from_state != event.to_state and event.name != "reopen":
            ended.setdefault(event.from_state, to_day(event.at))
    return ended


def _after(cycle: Cycle) -> Cycle | None:
    if cycle.state != CycleState.CLOSED:
        return None
    return Cycle.objects.filter(previous=cycle).only("pk", "number").first()


def _card(cycle: Cycle, user: User) -> CardReport | None:
    if cycle.state in (CycleState.PREPARATION, CycleState.COMMUNITY):
        return None
    return build_card(cycle, user=user) if user.has_perm("scorecards.view_card", cycle) else None
