"""Votes on participants' phones: a ballot adds to counters and leaves nothing else; counts are read once closed."""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from scorecards.enums import AskedOf, ScoreMode, ScoreStatus, SessionState
from scorecards.models import BallotBox, BallotCount, BallotStub, Indicator, Score, ScoringSession
from scorecards.scales import SCALES
from scorecards.services.locks import lock_session
from scorecards.services.sessions import check_fillable, record_score
from scorecards.services.throttle import Bucket

#: No letter or digit that is taken for another, and no vowel: a code spells nothing.
ALPHABET = "BCDFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 6
#: More ballots than this and the box takes no more: no session of a village has so many people.
MOST_BALLOTS = 5_000
#: For one web process and everybody together; nothing tells people apart.
casts = Bucket(lambda: settings.BALLOTS_PER_MINUTE)
looks = Bucket(lambda: settings.BALLOT_CODES_PER_MINUTE)


class TooMany(Refusal):
    """Too many ballots, or codes tried, in this minute."""


class Closed(Refusal):
    """The vote is over, or can't go on now."""


def tidy_code(text: str) -> str:
    """What somebody typed, as a code: capitals, without spaces and dashes."""
    return "".join(sign for sign in text.upper() if sign.isalnum())[: LENGTH + 1]


@transaction.atomic
def open_box(*, session: ScoringSession, indicator: Indicator | None, by: User) -> BallotBox:
    """Open a vote on one indicator, or on every one that has no answer yet; an open vote is given back as it is."""
    held = lock_session(session)
    check_fillable(held)
    if held.state != SessionState.OPEN or held.people_present is None:
        raise Refusal(_("Count the people present first: the ballots are checked against them."))
    there = BallotBox.objects.filter(session=held, closed_at=None).first()
    if there is not None:
        return there
    versions = dict(Score.objects.filter(session=held).values_list("indicator_id", "version"))
    asked = _asked(held, indicator, versions)
    box = BallotBox.objects.create(session=held, code=_free_code(), opened_by=by, opened_at=timezone.now())
    empty = [0] * len(SCALES[held.cycle.scale].levels)
    BallotCount.objects.bulk_create(
        BallotCount(box=box, indicator=row, tallies=empty, score_version=versions.get(row.pk, 0)) for row in asked
    )
    return box


def _asked(session: ScoringSession, indicator: Indicator | None, versions: Mapping[UUID, int]) -> list[Indicator]:
    if indicator is not None:
        if indicator.cycle_id != session.cycle_id or not indicator.is_asked_of(session.side):
            raise Refusal(_("This indicator isn't asked in this session."))
        return [indicator]
    rows = Indicator.objects.filter(cycle=session.cycle_id, asked_of__in=[session.side, AskedOf.BOTH])
    left = [row for row in rows.order_by("position", "code") if row.pk not in versions]
    if not left:
        raise Refusal(_("Every indicator has its answer. Choose the one to vote on again."))
    return left


def _free_code() -> str:
    while True:
        code = "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))
        if not BallotBox.objects.filter(code=code).exists():
            return code


def find_box(code: str) -> BallotBox | None:
    """The vote of a code, were it closed; None for a code that isn't one. Raises TooMany when codes are tried."""
    context = ("session__cycle__service_point", "session__group")
    box = BallotBox.objects.select_related(*context).filter(code=tidy_code(code)).first()
    if box is None and not looks.take():
        raise TooMany(_("Too many codes were tried in this minute. Wait a little, then try again."))
    return box


def check_takes_ballots(box: BallotBox) -> None:
    """Refuses when the vote is closed, or its session or cycle takes nothing now."""
    session = box.session
    if not box.is_open:
        raise Closed(_("This vote is closed. Nothing was counted; ask the person who leads the session."))
    if not session.is_open or not session.cycle.is_scoring or session.cycle.paused_at is not None:
        raise Closed(_("This vote can't go on now. Nothing was counted; ask the person who leads the session."))


@transaction.atomic
def cast(*, box: BallotBox, choices: Mapping[UUID, int], number: str) -> bool:
    """Add one ballot to the counters: indicator → level, lowest 0; what was skipped is left out.

    False when the paper of this ``number`` was dropped already: the same page sent twice counts once.
    """
    if not casts.take():
        raise TooMany(_("Many people are voting at this moment. Wait a few seconds, then send again."))
    held = BallotBox.objects.select_for_update(of=("self",)).select_related("session__cycle").get(pk=box.pk)
    check_takes_ballots(held)
    if held.received >= MOST_BALLOTS:
        raise Closed(_("This vote takes no more ballots."))
    try:
        with transaction.atomic():
            BallotStub.objects.create(box=held, digest=hashlib.sha256(f"{held.pk}{number}".encode()).hexdigest())
    except IntegrityError:
        return False
    for count in BallotCount.objects.select_for_update(of=("self",)).filter(box=held):
        level = choices.get(count.indicator_id)
        if level is not None and 0 <= level < len(count.tallies):
            count.tallies[level] += 1
            count.save(update_fields=["tallies"])
    held.received += 1
    held.save(update_fields=["received"])
    return True


@transaction.atomic
def close_box(*, session: ScoringSession, by: User) -> BallotBox:
    """Close the open vote. From now on its counts can be read; fewer than ``SMALL_CELL`` ballots are forgotten."""
    lock_session(session)
    box = BallotBox.objects.select_for_update(of=("self",)).filter(session=session, closed_at=None).first()
    if box is None:
        raise Refusal(_("No vote is open for this session."))
    box.closed_at, box.closed_by = timezone.now(), by
    box.save(update_fields=["closed_at", "closed_by"])
    box.stubs.all().delete()  # type: ignore[attr-defined]
    if is_too_small(box):
        BallotCount.objects.filter(box=box).delete()
    return box


def is_too_small(box: BallotBox) -> bool:
    """So few ballots that a count would tell who chose what."""
    return bool(box.received < settings.SMALL_CELL)


@transaction.atomic
def enter_counts(*, box: BallotBox, indicators: Collection[UUID], by: User, mismatch_reason: str = "") -> int:
    """Write the counts of a closed vote as scores, through the guards of a show of hands; how many were written.

    All of them or none. A score that changed since the vote opened is replaced only because it was ticked: the page
    says which; the history keeps what it was.
    """
    held = lock_session(box.session)
    box = BallotBox.objects.select_for_update(of=("self",)).get(pk=box.pk)
    if box.is_open:
        raise Refusal(_("Close the vote first: nobody reads its counts before."))
    rows = box.counts.select_related("indicator").filter(indicator__in=indicators, is_entered=False)  # type: ignore[attr-defined]
    chosen = [row for row in rows if any(row.tallies)]
    if not chosen:
        raise Refusal(_("Tick at least one indicator that received ballots."))
    versions = dict(Score.objects.filter(session=held).values_list("indicator_id", "version"))
    words = dict(Score.objects.filter(session=held).values_list("indicator_id", "reason"))
    for row in chosen:
        record_score(
            session=held,
            indicator=row.indicator,
            status=ScoreStatus.SCORED,
            mode=ScoreMode.BALLOT,
            tallies=row.tallies,
            reason=words.get(row.indicator_id, ""),
            mismatch_reason=mismatch_reason,
            version=versions.get(row.indicator_id, 0),
            by=by,
        )
        row.is_entered = True
        row.save(update_fields=["is_entered"])
    return len(chosen)


def close_and_enter(*, session: ScoringSession, by: User) -> tuple[BallotBox, str]:
    """Close the vote, then write what nobody scored meanwhile; the sentence of what hindered it, empty when nothing.

    The vote stays closed whatever the guards say: the counts wait on its page.
    """
    box = close_box(session=session, by=by)
    if is_too_small(box):
        return box, ""
    versions = dict(Score.objects.filter(session=session).values_list("indicator_id", "version"))
    counts = BallotCount.objects.filter(box=box)
    ready = [row.indicator_id for row in counts if versions.get(row.indicator_id, 0) == row.score_version]
    try:
        if any(any(row.tallies) for row in counts if row.indicator_id in ready):
            enter_counts(box=box, indicators=ready, by=by)
    except Refusal as refusal:
        return box, str(refusal)
    return box, ""
