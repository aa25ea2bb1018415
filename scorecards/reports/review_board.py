"""What waits for the municipality in its territory: one line per cycle whose provider has finished scoring."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from scorecards.enums import CycleState, ReviewKind, ScoreStatus, SessionState, Side
from scorecards.models import Cycle, Review, Score, ScoringSession
from scorecards.reports.review_change import moved_counts

BOARD_TABS = ("waiting", "late", "contested", "done")
PER_PAGE = 20


@dataclass(frozen=True)
class BoardRow:
    """``waiting`` of ``total`` figures are to review, ``contested`` wait for the provider's answer.

    ``moved``: how many differ from the last round; None without a round to compare with.
    """

    session: ScoringSession
    total: int
    waiting: int
    contested: int
    is_late: bool
    moved: int | None

    @property
    def done(self) -> int:
        return self.total - self.waiting


@dataclass(frozen=True)
class Board:
    rows: tuple[BoardRow, ...]
    tab: str
    counts: dict[str, int]
    page: Page


def build_board(user: User, *, tab: str = "waiting", page: str | int = 1) -> Board:
    """Cycles in sight of ``user``, the longest waiting first; the same number of queries whatever their number."""
    chosen = tab if tab in BOARD_TABS else BOARD_TABS[0]
    lines = _lines(user)
    listed = Paginator(lines.filter(_conditions()[chosen]), PER_PAGE).get_page(page)
    found = list(listed.object_list)
    sessions = ScoringSession.objects.select_related("cycle__service_point__territory").in_bulk(
        [line["session"] for line in found]
    )
    today = timezone.localdate()
    moved = moved_counts(session.cycle for session in sessions.values())
    rows = tuple(_row(line, sessions[line["session"]], today, moved) for line in found)
    return Board(rows, chosen, _counts(lines), listed)


def _row(line: dict[str, Any], session: ScoringSession, today: Any, moved: Mapping[UUID, int | None]) -> BoardRow:
    due = session.cycle.review_due_on
    late = bool(line["waiting"] and due is not None and due < today)
    return BoardRow(session, line["total"], line["waiting"], line["contested"], late, moved.get(session.cycle_id))


def _lines(user: User) -> QuerySet[Any, Any]:
    """One dict per provider's closed session; a decision counts for the version it speaks of."""
    present = Review.objects.filter(score=OuterRef("pk"), score_version=OuterRef("version"))
    decided = present.filter(kind__in=[ReviewKind.CONFIRM, ReviewKind.CONTEST])
    return (
        Score.objects.filter(
            session__cycle__in=Cycle.objects.visible_to(user).scores_seen_by(user).exclude(state=CycleState.CLOSED),
            session__side=Side.PROVIDER,
            session__state=SessionState.CLOSED,
            status=ScoreStatus.SCORED,
        )
        .alias(
            decision=Subquery(decided.values("kind")[:1]),
            last=Subquery(present.order_by("-at", "-pk").values("kind")[:1]),
        )
        .values("session", "session__closed_at", "session__cycle__review_due_on")
        .annotate(
            total=Count("pk"),
            waiting=Count("pk", filter=Q(decision=None)),
            contested=Count("pk", filter=Q(last=ReviewKind.CONTEST)),
        )
        .order_by("session__closed_at", "session")
    )


def _conditions() -> dict[str, Q]:
    return {
        "waiting": Q(waiting__gt=0),
        "late": Q(waiting__gt=0, session__cycle__review_due_on__lt=timezone.localdate()),
        "contested": Q(contested__gt=0),
        "done": Q(waiting=0),
    }


def _counts(lines: QuerySet[Any, Any]) -> dict[str, int]:
    """How many cycles stand behind each tab, in one query."""
    tests = _conditions()
    today = timezone.localdate()
    counts = dict.fromkeys(tests, 0)
    for line in lines:
        due = line["session__cycle__review_due_on"]
        counts["waiting"] += bool(line["waiting"])
        counts["late"] += bool(line["waiting"] and due is not None and due < today)
        counts["contested"] += bool(line["contested"])
        counts["done"] += not line["waiting"]
    return counts
