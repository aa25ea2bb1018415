"""What a session's page says besides its scores: requests to reopen it, own indicators, the day of the review."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from accounts.permissions import granted
from scorecards.enums import SessionState, Side
from scorecards.models import Cycle, ReopenRequest, ScoringSession
from scorecards.services.moderation import mask_of
from scorecards.services.ownindicators import own_left
from scorecards.services.sessions import REVIEW_DAYS


@dataclass(frozen=True)
class SessionExtras:
    """``asked``: the latest request to reopen; ``first_due``: the day proposed for the review, for the team only."""

    asked: ReopenRequest | None
    may_reopen: bool
    may_ask: bool
    may_add_own: bool
    own_left: int
    first_due: datetime.date | None

    @property
    def is_waiting(self) -> bool:
        return self.asked is not None and self.asked.is_accepted is None


def session_extras(session: ScoringSession, user: User) -> SessionExtras:
    """At most five queries."""
    is_provider = session.side == Side.PROVIDER
    may_reopen = session.is_closed and user.has_perm("scorecards.reopen_session", session)
    asked = request_of(session, user) if is_provider else None
    waits = asked is not None and asked.is_accepted is None
    may_ask = session.is_closed and not may_reopen and not waits and user.has_perm("scorecards.ask_reopen", session)
    adds = (
        is_provider and session.state != SessionState.CLOSED and user.has_perm("scorecards.add_own_indicator", session)
    )
    return SessionExtras(
        asked=asked,
        may_reopen=may_reopen,
        may_ask=may_ask,
        may_add_own=adds,
        own_left=own_left(session) if adds else 0,
        first_due=_first_due(session, user) if is_provider and session.is_open else None,
    )


def request_of(session: ScoringSession, user: User) -> ReopenRequest | None:
    """The latest request about this session as its reader may read it; never saved."""
    asked = session.reopen_requests.select_related("by", "decided_by").first()  # type: ignore[attr-defined]
    if asked is not None and not granted(user, "scorecards.view_group_scores"):
        mask = mask_of(session.cycle)
        asked.answer = mask(asked.answer)
        asked.reason = asked.reason if asked.by_id == user.pk else mask(asked.reason)
    return asked


def _first_due(session: ScoringSession, user: User) -> datetime.date | None:
    if not user.has_perm("scorecards.set_review_due", session.cycle):
        return None
    return session.cycle.review_due_on or timezone.localdate() + datetime.timedelta(days=REVIEW_DAYS)


def waiting_requests(cycle: Cycle, user: User) -> list[ReopenRequest]:
    """What the team has to answer on this cycle; nothing for the others. One query."""
    if not granted(user, "scorecards.view_group_scores"):
        return []
    rows = ReopenRequest.objects.filter(session__cycle=cycle, is_accepted=None)
    return list(rows.select_related("by", "session"))
