"""What waits for a person today in the scorecards: sessions to hold, scores to review or answer, cycles under way."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from accounts.permissions import granted
from scorecards.enums import CycleState, ReviewKind, ScoreStatus, SessionState, Side
from scorecards.models import Cycle, Review, Score, ScoringSession

#: Rows of one kind on the page of the day; the full lists are one click away.
SHOWN = 5


@dataclass(frozen=True)
class SessionToHold:
    session: ScoringSession
    indicators: int
    answered: int
    on: datetime.date | None


@dataclass(frozen=True)
class ReviewWaiting:
    """``waiting`` of ``total`` scored figures of the provider have no decision on their present version."""

    cycle: Cycle
    waiting: int
    total: int
    due_on: datetime.date | None
    is_late: bool


@dataclass(frozen=True)
class AnswerWaiting:
    cycle: Cycle
    contested: int


@dataclass(frozen=True)
class Today:
    sessions: tuple[SessionToHold, ...]
    reviews: tuple[ReviewWaiting, ...]
    answers: tuple[AnswerWaiting, ...]
    cycles: tuple[Cycle, ...]


def _decided() -> Exists:
    """The present version of a score was confirmed or contested."""
    return Exists(
        Review.objects.filter(
            score=OuterRef("pk"),
            score_version=OuterRef("version"),
            kind__in=[ReviewKind.CONFIRM, ReviewKind.CONTEST],
        )
    )


def _provider_scores(user: User) -> QuerySet[Score]:
    """Scored figures of closed provider sessions in cycles that are still open and that ``user`` sees."""
    return Score.objects.filter(
        session__cycle__in=Cycle.objects.visible_to(user).scores_seen_by(user).exclude(state=CycleState.CLOSED),
        session__side=Side.PROVIDER,
        session__state=SessionState.CLOSED,
        status=ScoreStatus.SCORED,
    )


def _sessions(user: User) -> tuple[SessionToHold, ...]:
    if not granted(user, "scorecards.score_provider"):
        return ()
    sessions = (
        ScoringSession.objects.visible_to(user)
        .filter(
            cycle__state__in=[CycleState.COMMUNITY, CycleState.PROVIDER],
            cycle__in=Cycle.objects.all().scores_seen_by(user),
        )
        .exclude(state=SessionState.CLOSED)
        .select_related("group", "cycle__service_point")
        .annotate(
            asked=Count(
                "cycle__indicators", filter=Q(cycle__indicators__asked_of__in=[F("side"), "both"]), distinct=True
            ),
            answered=Count("scores", distinct=True),
        )
        .order_by(F("planned_on").asc(nulls_last=True), "created_at", "pk")[:SHOWN]
    )
    return tuple(SessionToHold(row, row.asked, row.answered, row.planned_on) for row in sessions)


def _reviews(user: User) -> tuple[ReviewWaiting, ...]:
    """For the officer what waits for them; for the team what the municipality is late with."""
    counts = {
        row["session__cycle"]: row
        for row in _provider_scores(user)
        .alias(decided=_decided())
        .values("session__cycle")
        .annotate(total=Count("pk"), waiting=Count("pk", filter=Q(decided=False)))
        .order_by("session__cycle")
        if row["waiting"]
    }
    today = timezone.localdate()
    found = []
    for cycle in (
        Cycle.objects.filter(pk__in=counts)
        .select_related("service_point")
        .order_by(F("review_due_on").asc(nulls_last=True), "starts_on", "pk")
    ):
        due = cycle.review_due_on
        late = due is not None and due < today
        if late or granted(user, "scorecards.review_provider"):
            row = counts[cycle.pk]
            found.append(ReviewWaiting(cycle, row["waiting"], row["total"], due, late))
    return tuple(found[:SHOWN])


def _answers(user: User) -> tuple[AnswerWaiting, ...]:
    """Contested figures whose present version has no answer yet, for the service's staff."""
    if not granted(user, "scorecards.answer_review"):
        return ()
    present = Review.objects.filter(score=OuterRef("pk"), score_version=OuterRef("version"))
    rows = (
        _provider_scores(user)
        .alias(last=Subquery(present.order_by("-at", "-pk").values("kind")[:1]))
        .filter(last=ReviewKind.CONTEST)
        .values("session__cycle")
        .annotate(contested=Count("pk"))
        .order_by("session__cycle")
    )
    counts = {row["session__cycle"]: row["contested"] for row in rows}
    cycles = Cycle.objects.filter(pk__in=counts).select_related("service_point").order_by("starts_on", "pk")
    return tuple(AnswerWaiting(cycle, counts[cycle.pk]) for cycle in cycles[:SHOWN])


def today_for(user: User) -> Today:
    """Everything the page of the day says of scorecards; empty tuples where the role has nothing to do."""
    cycles = Cycle.objects.visible_to(user).with_context().exclude(state=CycleState.CLOSED)
    return Today(_sessions(user), _reviews(user), _answers(user), tuple(cycles[: SHOWN + 3]))
