"""The provider asks for their closed session to be reopened; the team accepts or declines, with words that stay.

And the day by which the municipality is expected to have reviewed what the provider said.
"""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from scorecards.enums import CycleState, SessionState, Side
from scorecards.models import Cycle, CycleEvent, ReopenRequest, ScoringSession
from scorecards.services.locks import check_version, lock_cycle, lock_session
from scorecards.services.moderation import places, watch
from scorecards.services.sessions import reopen_session

WORDS_MAX = 500
#: Days from today within which a review can be expected.
LATEST_REVIEW = 365


def waiting_request(session: ScoringSession) -> ReopenRequest | None:
    """The request that has no answer yet."""
    return ReopenRequest.objects.filter(session=session, is_accepted=None).select_related("by").first()


@transaction.atomic
def ask_reopen(*, session: ScoringSession, reason: str, by: User) -> ReopenRequest:
    """The provider asks, and says why. The same reason sent twice is one request; only one waits at a time."""
    held = lock_session(session)
    words = _words(reason, _("Write why you ask: the facilitation team reads it."))
    if held.side != Side.PROVIDER:
        raise Refusal(_("Only the provider's session is reopened on request."))
    if held.state != SessionState.CLOSED:
        raise Refusal(_("This session is already open."))
    if not held.cycle.is_scoring:
        raise Refusal(_("Scoring is over for this cycle: speak of it at the interface meeting."))
    waiting = waiting_request(held)
    if waiting is not None:
        if waiting.reason == words:
            return waiting
        raise Refusal(_("A request is already waiting for an answer."))
    try:
        with transaction.atomic():
            request = ReopenRequest.objects.create(session=held, reason=words, by=by)
    except IntegrityError as error:
        raise Refusal(_("A request is already waiting for an answer.")) from error
    watch(cycle=held.cycle, texts=places("reopen", request.pk, {"reason": words}), by=by)
    return request


@transaction.atomic
def decide_reopen(*, request: ReopenRequest, accepts: bool, answer: str, by: User) -> ReopenRequest:
    """The team answers. Accepting reopens the session with the provider's reason; declining needs words.

    The session is locked first: two answers, or an answer and a reopening, come one after the other.
    """
    session = lock_session(request.session)
    held = ReopenRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.is_accepted is not None:
        raise Refusal(_("This request is already answered. The page now shows the answer."))
    words = _words(answer, "" if accepts else _("Write why you decline: the provider reads it."))
    if accepts and session.state == SessionState.CLOSED:
        reason = _("at the provider's request: %(reason)s") % {"reason": held.reason}
        reopen_session(session=session, reason=reason, by=by, is_watched=True)
    held.is_accepted, held.answer = accepts, words
    held.decided_by, held.decided_at = by, timezone.now()
    held.save(update_fields=["is_accepted", "answer", "decided_by", "decided_at"])
    if not accepts:
        state = session.cycle.state
        said = _("%(reason)s Answer: %(answer)s") % {"reason": held.reason, "answer": words}
        CycleEvent.objects.create(
            cycle=session.cycle, by=by, name="decline_reopen", from_state=state, to_state=state, reason=said
        )
    watch(cycle=session.cycle, texts=places("reopen", held.pk, {"answer": words}), by=by)
    return held


@transaction.atomic
def set_review_due(*, cycle: Cycle, due_on: datetime.date, version: int | None = None, by: User) -> Cycle:
    """The day by which the review is expected: from today on, within a year."""
    held = lock_cycle(cycle)
    if version is not None:
        check_version(held.version, version)
    if held.state == CycleState.CLOSED:
        raise Refusal(_("This cycle is closed: its review is over. Reopen the cycle, with a reason, to go on."))
    today = timezone.localdate()
    if due_on < today:
        raise Refusal(_("This date is past. Choose today or a later day."))
    if due_on > today + datetime.timedelta(days=LATEST_REVIEW):
        raise Refusal(_("This date is more than a year away. Choose a nearer day."))
    if held.review_due_on != due_on:
        held.review_due_on = due_on
        held.version += 1
        held.save(update_fields=["review_due_on", "version"])
    return held


def _words(text: str, empty: str) -> str:
    words = text.strip()
    if not words and empty:
        raise Refusal(empty)
    if len(words) > WORDS_MAX:
        raise Refusal(_("This sentence is too long: %(most)d characters at most.") % {"most": WORDS_MAX})
    return words
