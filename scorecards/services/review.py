"""The municipality's review of the provider's scores: confirm or contest, and the provider's answer."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from core.text import TextError, check_text, tidy_text
from scorecards import scoring
from scorecards.enums import CycleState, ReviewKind, ReviewState, ScoreMode, ScoreStatus, SessionState, Side
from scorecards.models import Cycle, Review, Score
from scorecards.scales import SCALES
from scorecards.services.locks import check_version, paused_sentence
from scorecards.services.moderation import places, watch
from scorecards.services.sessions import check_value


def review_closed(cycle: Cycle) -> str:
    """Why the provider's scores can't be reviewed now; empty when they can. The session itself is another matter."""
    if cycle.state == CycleState.CLOSED:
        return _("This cycle is closed: its review is over. Reopen the cycle, with a reason, to go on.")
    return paused_sentence(cycle)


def state_of(score: Score, reviews: Iterable[Review]) -> ReviewState:
    """Where the conversation about a score stands. ``reviews``: all of that score, oldest first.

    Only what was said of the present version counts: a corrected score is to be reviewed again.
    """
    state = ReviewState.TO_REVIEW
    for review in reviews:
        if review.score_version != score.version:
            continue
        if review.kind == ReviewKind.CONFIRM:
            state = ReviewState.CONFIRMED
        elif review.kind == ReviewKind.CONTEST:
            state = ReviewState.CONTESTED
        elif state == ReviewState.CONTESTED:
            state = ReviewState.ANSWERED
    return state


def provider_scores(cycle: Cycle) -> Sequence[Score]:
    """The provider's scored answers that can be reviewed, in the card's order, with their reviews oldest first."""
    return list(
        Score.objects.filter(
            session__cycle=cycle,
            session__side=Side.PROVIDER,
            session__state=SessionState.CLOSED,
            status=ScoreStatus.SCORED,
        )
        .select_related("indicator", "session")
        .prefetch_related("reviews__by")
        .order_by("indicator__position", "indicator__code")
    )


def value_of(score: Score) -> Decimal | None:
    """The score's figure at two places: its value, or the mean of its hands; None when it isn't scored."""
    if score.value is not None:
        return score.value
    if score.tallies is None:
        return None
    exact = scoring.tally_mean(score.tallies, SCALES[score.session.cycle.scale])
    return None if exact is None else scoring.rounded(scoring.to_decimal(exact), 2)


@transaction.atomic
def confirm(*, score: Score, version: int, by: User) -> Review:
    """The municipality agrees with the score as it is. Confirming twice writes once."""
    held, reviews = _lock(score)
    if state_of(held, reviews) == ReviewState.CONFIRMED:
        return next(review for review in reversed(reviews) if review.kind == ReviewKind.CONFIRM)
    check_version(held.version, version)
    return _write(held, ReviewKind.CONFIRM, by)


@transaction.atomic
def contest(*, score: Score, sentence: str, version: int, by: User) -> Review:
    """The municipality disagrees, and says why. The same sentence twice writes once."""
    held, reviews = _lock(score)
    words = _sentence(sentence)
    last = reviews[-1] if reviews else None
    if (
        last is not None
        and last.kind == ReviewKind.CONTEST
        and last.score_version == held.version
        and last.sentence == words
    ):
        return last
    check_version(held.version, version)
    return _write(held, ReviewKind.CONTEST, by, words)


@transaction.atomic
def confirm_many(*, scores: Mapping[UUID, int], cycle: Cycle, by: User) -> int:
    """Confirm a selection, all or nothing. ``scores``: key → version as the page showed it. Returns how many."""
    chosen = list(
        Score.objects.filter(pk__in=scores, session__cycle=cycle, session__side=Side.PROVIDER).order_by("pk")
    )
    if not chosen or len(chosen) != len(scores):
        raise Refusal(_("Choose at least one score to confirm."))
    for score in chosen:
        confirm(score=score, version=scores[score.pk], by=by)
    return len(chosen)


@transaction.atomic
def answer(*, score: Score, sentence: str, version: int, by: User, new_value: Decimal | None = None) -> Review:
    """The provider answers a contest: keeps the score, or corrects it (``new_value``), and says why.

    A correction is a new version, to be reviewed again; a released card keeps the figure it was released with.
    """
    held, reviews = _lock(score)
    words = _sentence(sentence)
    check_version(held.version, version)
    if state_of(held, reviews) != ReviewState.CONTESTED:
        raise Refusal(_("This score isn't contested, or its answer is already written."))
    if new_value is not None and new_value != value_of(held):
        held.value = check_value(SCALES[held.session.cycle.scale], new_value)
        held.mode, held.tallies, held.mismatch_reason = ScoreMode.CONSENSUS, None, ""
        held.version += 1
        held.save(update_fields=["value", "mode", "tallies", "mismatch_reason", "version", "updated_at"])
    return _write(held, ReviewKind.ANSWER, by, words)


def _lock(score: Score) -> tuple[Score, list[Review]]:
    """The score under lock with its reviews; refuses what can't be reviewed now."""
    held = Score.objects.select_for_update(of=("self",)).select_related("session__cycle", "indicator").get(pk=score.pk)
    closed = review_closed(held.session.cycle)
    if closed:
        raise Refusal(closed)
    if held.session.side != Side.PROVIDER or held.status != ScoreStatus.SCORED:
        raise Refusal(_("Only the provider's scores are reviewed."))
    if not held.session.is_closed:
        raise Refusal(_("The provider is still scoring: the review opens once their session is closed."))
    return held, list(held.reviews.order_by("at", "pk"))


def _sentence(text: str) -> str:
    try:
        words = check_text(tidy_text(text))
    except TextError as error:
        raise Refusal(str(error)) from error
    if not words:
        raise Refusal(_("Write a sentence: the other side will read it."))
    return words


def _write(score: Score, kind: ReviewKind, by: User, sentence: str = "") -> Review:
    review = Review.objects.create(
        score=score, kind=kind, by=by, sentence=sentence, score_version=score.version, value_then=value_of(score)
    )
    watch(cycle=score.session.cycle, texts=places("review", review.pk, {"sentence": sentence}), by=by)
    return review
