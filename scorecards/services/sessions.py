"""A session from its opening to its closing: who was there, what was said of each indicator."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.dates import format_date
from core.errors import Refusal
from core.numbers import format_number
from core.text import TextError, check_text, tidy_text
from scorecards.enums import AskedOf, ScoreMode, ScoreStatus, SessionState, Side
from scorecards.models import Cycle, CycleEvent, Indicator, Score, ScoringSession
from scorecards.models.session import ATTENDANCE_FIELDS, TURNS_FIELDS
from scorecards.scales import SCALES, ScaleSpec
from scorecards.services.confirmed import check_unconfirmed
from scorecards.services.locks import check_version, lock_session
from scorecards.services.moderation import places, watch

#: Most people that one session can count in one sex and age band.
MOST_PEOPLE = 9999
#: Days that the municipality has to review what the provider said of itself.
REVIEW_DAYS = 14


def scale_sentence(scale: ScaleSpec) -> str:
    """How to write a value on this scale: “Write a number between 0 and 10, in steps of 0.5, for example 7.5.”"""
    low, high = format_number(scale.minimum), format_number(scale.maximum)
    if scale.step == 1:
        example = {"faces": 4, "colours": 2, "hundred": 75}.get(scale.code, high)
        return _("Write a whole number between %(low)s and %(high)s, for example %(example)s.") % {
            "low": low,
            "high": high,
            "example": example,
        }
    return _("Write a number between %(low)s and %(high)s, in steps of %(step)s, for example %(example)s.") % {
        "low": low,
        "high": high,
        "step": format_number(scale.step),
        "example": format_number(Decimal("7.5")),
    }


def check_value(scale: ScaleSpec, value: Decimal) -> Decimal:
    """``value`` when it is on the scale's grid; refuses with the scale's sentence."""
    if not value.is_finite() or not scale.allows(value):
        raise Refusal(scale_sentence(scale))
    return value


def check_tallies(
    scale: ScaleSpec, tallies: Sequence[int], present: int | None, mismatch_reason: str = ""
) -> list[int]:
    """Hands per level, lowest first. Refuses no hand at all, and more hands than people without a written reason."""
    if len(tallies) != len(scale.levels) or any(hands < 0 for hands in tallies):
        raise Refusal(_("Count the hands for each level of the scale, from 0 up."))
    total = sum(tallies)
    if not total:
        raise Refusal(_("Count at least one hand, or say why there is no score."))
    if present is None:
        raise Refusal(_("Count the people present first: the hands are checked against them."))
    if total > present and not mismatch_reason:
        raise Refusal(too_many_sentence(total, present))
    return list(tallies)


def too_many_sentence(hands: int, present: int) -> str:
    """“35 hands for 34 people present…”"""
    sentence = ngettext(
        "%(hands)d hands for %(present)d person present. Take the extra ones away, or correct the people present.",
        "%(hands)d hands for %(present)d people present. Take the extra ones away, or correct the people present.",
        present,
    )
    return sentence % {"hands": hands, "present": present}


@transaction.atomic
def open_session(*, session: ScoringSession, by: User, version: int | None = None) -> ScoringSession:
    """Open a planned session; opening an open one changes nothing."""
    held = lock_session(session)
    if version is not None:
        check_version(held.version, version)
    if not held.cycle.is_scoring:
        raise Refusal(_("This session can't be opened now: scoring is over for this cycle, or hasn't begun."))
    if held.state == SessionState.CLOSED:
        raise Refusal(_("This session is closed. Reopen it, with a reason, to change it."))
    if held.state == SessionState.PLANNED:
        held.state = SessionState.OPEN
        held.version += 1
        held.save(update_fields=["state", "version"])
    return held


@transaction.atomic
def record_attendance(
    *,
    session: ScoringSession,
    counts: Mapping[str, int | None],
    held_on: datetime.date,
    place: str,
    version: int,
    by: User,
    turns: Mapping[str, int | None] | None = None,
) -> ScoringSession:
    """Who was there, by sex and age band, when and where. A count left out is “not counted”, never zero people.

    ``turns``: how often women and men spoke, both or none; None leaves what is stored.

    Refuses a date before the cycle's period or in the future, and fewer people than hands already counted.
    """
    held = lock_session(session)
    check_fillable(held)
    check_version(held.version, version)
    _check_day(held, held_on)
    for name in ATTENDANCE_FIELDS:
        count = counts.get(name)
        if count is not None and not 0 <= count <= MOST_PEOPLE:
            raise Refusal(_("Write how many people were there, from 0 up."))
        setattr(held, name, count)
    if turns is not None:
        _set_turns(held, turns)
    _check_hands_still_fit(held)
    held.held_on, held.place = held_on, place.strip()
    held.version += 1
    held.save(update_fields=[*ATTENDANCE_FIELDS, *TURNS_FIELDS, "held_on", "place", "version"])
    return held


def _set_turns(session: ScoringSession, turns: Mapping[str, int | None]) -> None:
    counted = [turns.get(name) for name in TURNS_FIELDS]
    if session.side != Side.USERS and any(count is not None for count in counted):
        raise Refusal(_("Who spoke is counted in the users’ sessions only."))
    if counted.count(None) == 1:
        raise Refusal(one_sex_sentence())
    for name, count in zip(TURNS_FIELDS, counted, strict=True):
        if count is not None and not 0 <= count <= MOST_PEOPLE:
            raise Refusal(_("Write how many times they spoke, from 0 up."))
        setattr(session, name, count)


def one_sex_sentence() -> str:
    """What is said when only women's, or only men's, turns are counted."""
    return _("Count the women and the men, or leave both boxes empty: write 0 when none of them spoke.")


def check_fillable(session: ScoringSession) -> None:
    """Refuse a session whose cycle isn't scoring, or that is closed."""
    if not session.cycle.is_scoring:
        raise Refusal(_("Scoring is over for this cycle: nothing was saved. What you typed is still on the page."))
    if session.state == SessionState.CLOSED:
        raise Refusal(
            _("This session is closed: nothing was saved. Reopen it, with a reason, then save what you typed again.")
        )


def _check_day(session: ScoringSession, held_on: datetime.date) -> None:
    start = session.cycle.starts_on
    if held_on < start:
        raise Refusal(
            _("The cycle starts on %(date)s: a session can't be held before. Correct the date.")
            % {"date": format_date(start)}
        )
    if held_on > timezone.localdate():
        raise Refusal(_("This date is still to come. Write the day when the session was held."))


def _check_hands_still_fit(session: ScoringSession) -> None:
    present = session.people_present
    if present is None:
        return
    for score in session.scores.filter(tallies__isnull=False, mismatch_reason="").select_related("indicator"):
        hands = sum(score.tallies or ())
        if hands > present:
            raise Refusal(
                _("“%(indicator)s” already counts %(hands)d hands: %(present)d people can't be fewer. Correct either.")
                % {"indicator": score.indicator.label, "hands": hands, "present": present}
            )


@transaction.atomic
def record_score(
    *,
    session: ScoringSession,
    indicator: Indicator,
    status: str,
    by: User,
    version: int,
    mode: str = ScoreMode.CONSENSUS,
    value: Decimal | None = None,
    tallies: Sequence[int] | None = None,
    reason: str = "",
    suggestion: str = "",
    mismatch_reason: str = "",
) -> Score:
    """What the session says of one indicator. ``version``: the score's as the form saw it, 0 when there was none.

    The same content sent twice is written once. Refuses a closed session, a stale form, a value off the scale's
    grid, hands that don't fit the people present, and text beyond its bounds.
    """
    held = lock_session(session)
    check_fillable(held)
    if held.state == SessionState.PLANNED:
        raise Refusal(_("Open the session first: count who is there, then score."))
    if indicator.cycle_id != held.cycle_id or not indicator.is_asked_of(held.side):
        raise Refusal(_("This indicator isn't asked in this session."))
    fields = _checked(held, status, mode, value, tallies, reason, suggestion, mismatch_reason)
    score = Score.objects.select_for_update(of=("self",)).filter(session=held, indicator=indicator).first()
    if score is None:
        if version:
            raise Refusal(_("This score was taken back meanwhile. Here is what you typed: save again to keep it."))
        score = Score.objects.create(
            session=held, indicator=indicator, version=_first_version(held, indicator), **fields
        )
        return _watched(score, held.cycle, by)
    if all(getattr(score, name) == wanted for name, wanted in fields.items()):
        return score
    return _watched(_rewritten(score, fields, version), held.cycle, by)


def _first_version(session: ScoringSession, indicator: Indicator) -> int:
    """1, or the one after the score that was taken back here: a version never names two contents."""
    events = Score.pgh_event_model.objects.filter(session=session, indicator=indicator)  # type: ignore[attr-defined]
    last = events.aggregate(last=Max("version"))["last"]
    return (last or 0) + 1


def _rewritten(score: Score, fields: Mapping[str, Any], version: int) -> Score:
    """The score with other content, unless the form is stale or the municipality confirmed it."""
    check_unconfirmed(score)
    check_version(score.version, version)
    for name, wanted in fields.items():
        setattr(score, name, wanted)
    score.version += 1
    score.save(update_fields=[*fields, "version", "updated_at"])
    return score


def _watched(score: Score, cycle: Cycle, by: User) -> Score:
    words = {name: getattr(score, name) for name in ("reason", "suggestion", "mismatch_reason")}
    watch(cycle=cycle, texts=places("score", score.pk, words), by=by)
    return score


def _checked(
    session: ScoringSession,
    status: str,
    mode: str,
    value: Decimal | None,
    tallies: Sequence[int] | None,
    reason: str,
    suggestion: str,
    mismatch_reason: str,
) -> dict[str, Any]:
    """The row's fields, or a refusal. A status without score keeps its words and drops its figures."""
    scale = SCALES[session.cycle.scale]
    try:
        reason, suggestion = check_text(tidy_text(reason)), check_text(tidy_text(suggestion))
        mismatch_reason = check_text(tidy_text(mismatch_reason), characters=300, breaks=5)
    except TextError as error:
        raise Refusal(str(error)) from error
    fields: dict[str, Any] = {
        "status": status,
        "mode": mode,
        "value": None,
        "tallies": None,
        "reason": reason,
        "suggestion": suggestion,
        "mismatch_reason": "",
    }
    if status not in ScoreStatus.values or mode not in ScoreMode.values:
        raise Refusal(_("Choose how the group answered."))
    if status != ScoreStatus.SCORED:
        return {**fields, "mode": ScoreMode.CONSENSUS}
    if mode == ScoreMode.CONSENSUS:
        if value is None:
            raise Refusal(scale_sentence(scale))
        return {**fields, "value": check_value(scale, value)}
    counted = check_tallies(scale, tallies or (), session.people_present, mismatch_reason)
    over = sum(counted) > (session.people_present or 0)
    return {**fields, "tallies": counted, "mismatch_reason": mismatch_reason if over else ""}


@transaction.atomic
def clear_score(*, session: ScoringSession, indicator: Indicator, version: int, by: User) -> None:
    """Take a score back: the indicator has no answer again. Its history stays."""
    held = lock_session(session)
    check_fillable(held)
    score = Score.objects.select_for_update(of=("self",)).filter(session=held, indicator=indicator).first()
    if score is None:
        return
    check_unconfirmed(score)
    check_version(score.version, version)
    score.delete()


def closing_lacks(session: ScoringSession) -> list[str]:
    """The sentences of what a session misses before it can be closed."""
    lacks = []
    if session.people_present is None or session.held_on is None:
        lacks.append(_("The people present aren't counted yet."))
    elif session.people_present == 0:
        lacks.append(_("Nobody is counted as present."))
    asked = session.cycle.indicators.filter(asked_of__in=[session.side, AskedOf.BOTH]).count()
    left = asked - session.scores.filter(indicator__asked_of__in=[session.side, AskedOf.BOTH]).count()
    if left:
        sentence = ngettext(
            "%(left)d indicator has no answer: score it, or say why not.",
            "%(left)d indicators have no answer: score them, or say why not.",
            left,
        )
        lacks.append(sentence % {"left": left})
    return lacks


@transaction.atomic
def close_session(*, session: ScoringSession, by: User) -> ScoringSession:
    """Close an open session once everyone is counted and every indicator answered, or marked why not."""
    held = lock_session(session)
    check_fillable(held)
    if held.state == SessionState.PLANNED:
        raise Refusal(_("Open the session first: count who is there, then score."))
    lacks = closing_lacks(held)
    if lacks:
        raise Refusal(" ".join(lacks))
    held.state, held.closed_at = SessionState.CLOSED, timezone.now()
    held.version += 1
    held.save(update_fields=["state", "closed_at", "version"])
    if held.side == Side.PROVIDER and held.cycle.review_due_on is None:
        due = timezone.localdate() + datetime.timedelta(days=REVIEW_DAYS)
        Cycle.objects.filter(pk=held.cycle_id).update(review_due_on=due)
    return held


@transaction.atomic
def reopen_session(*, session: ScoringSession, reason: str, by: User, is_watched: bool = False) -> ScoringSession:
    """Open a closed session again, for a reason that stays in the cycle's history.

    ``is_watched``: these words are in the queue of texts already, as those of a request.
    """
    held = lock_session(session)
    if held.state != SessionState.CLOSED:
        raise Refusal(_("This session is already open."))
    if not held.cycle.is_scoring:
        raise Refusal(_("Scoring is over for this cycle: reopen the cycle first, with a reason."))
    if not reason.strip():
        raise Refusal(_("Write why you reopen: the reason stays on the page."))
    held.state, held.closed_at = SessionState.OPEN, None
    held.version += 1
    held.save(update_fields=["state", "closed_at", "version"])
    event = CycleEvent.objects.create(
        cycle=held.cycle,
        by=by,
        name="reopen_session",
        from_state=held.cycle.state,
        to_state=held.cycle.state,
        reason=_("%(session)s: %(reason)s") % {"session": held, "reason": reason.strip()},
    )
    if not is_watched:
        watch(cycle=held.cycle, texts=places("event", event.pk, {"reason": reason.strip()}), by=by)
    return held
