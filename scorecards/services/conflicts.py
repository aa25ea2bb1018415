"""Two versions of one cell, or a send that was refused: a person settles it, and what they didn't take stays."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.models import Action
from core.errors import Refusal
from scorecards.enums import CellChoice, SubmissionState
from scorecards.models import Indicator, InputItem, Issue, Score, ScoringSession, Submission, SubmissionCell
from scorecards.models.session import ATTENDANCE_FIELDS, TURNS_FIELDS
from scorecards.payload import PayloadError, read_payload
from scorecards.services import fieldcells as cells
from scorecards.services.fieldcells import Content
from scorecards.services.fieldmerge import SESSION_PLACES
from scorecards.services.inputs import FIELDS as INPUT_FIELDS
from scorecards.services.locks import lock_session
from scorecards.services.sessions import close_session, record_attendance
from scorecards.services.submissions import apply_submission

REASON_MAX = 300


def split(place: str) -> tuple[str, Any]:
    """“score:<key>” → (“score”, key); a field of the session has no key."""
    noun, _colon, key = place.partition(":")
    return noun, UUID(key) if key else None


def content_now(session: ScoringSession, place: str) -> Content:
    """What the cell says at this moment."""
    noun, key = split(place)
    match noun:
        case "score":
            return cells.score_content(Score.objects.filter(session=session, indicator=key).first())
        case "issue":
            return cells.row_content(Issue.objects.filter(pk=key).first(), cells.ISSUE_FIELDS)
        case "input":
            return cells.row_content(InputItem.objects.filter(pk=key).first(), INPUT_FIELDS)
        case "action":
            return cells.row_content(Action.objects.filter(pk=key).first(), cells.ACTION_FIELDS)
        case "inputs_note":
            return cells.note_content(session.cycle.inputs_note)
        case _:
            return cells.session_content(session, place)


def stamp(content: Content) -> str:
    """What the page was drawn from: another stamp means that somebody changed the cell meanwhile."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def choose_versions(
    *, submission: Submission, choices: Mapping[UUID, str], stamps: Mapping[UUID, str], by: User
) -> Submission:
    """Take the device's version, or keep the one that is there, for each cell of ``choices``.

    All of them or none. Refuses a cell that changed since the page was drawn, and whatever the web would refuse.
    """
    row = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if row.state != SubmissionState.CONFLICT or row.session is None:
        raise Refusal(_("These two versions were settled meanwhile."))
    session = lock_session(row.session)
    waiting = {cell.pk: cell for cell in row.cells.filter(choice="")}
    chosen = [(waiting[key], choice) for key, choice in choices.items() if key in waiting]
    if not chosen:
        raise Refusal(_("Choose a version for at least one line."))
    for cell, choice in chosen:
        _choose(cell, session, choice, stamps.get(cell.pk, ""), by)
    if not row.cells.filter(choice="").exists():
        _settled(row, session, by)
    return row


def _choose(cell: SubmissionCell, session: ScoringSession, choice: str, seen: str, by: User) -> None:
    now = content_now(session, cell.place)
    if stamp(now) != seen:
        raise Refusal(_("Somebody changed this meanwhile. Look at the versions again, then choose."))
    if choice == CellChoice.MINE:
        try:
            write_place(session, cell.place, cell.mine, by)
        except PermissionDenied as error:
            raise Refusal(str(error)) from error
    elif choice != CellChoice.THEIRS:
        raise Refusal(_("Choose a version for at least one line."))
    cell.choice, cell.by, cell.at, cell.theirs = choice, by, timezone.now(), now
    cell.save(update_fields=["choice", "by", "at", "theirs"])


def _settled(row: Submission, session: ScoringSession, by: User) -> None:
    """Every version is chosen. When the device had closed the session it is closed now, if nothing lacks."""
    row.state, row.decided_by, row.decided_at = SubmissionState.APPLIED, by, timezone.now()
    row.applied_at = row.applied_at or row.decided_at
    row.save(update_fields=["state", "decided_by", "decided_at", "applied_at"])
    try:
        if read_payload(bytes(row.raw))["state"]["close"]:
            close_session(session=session, by=by)
    except (Refusal, PayloadError):
        return


def write_place(session: ScoringSession, place: str, content: Content, by: User) -> None:
    """Write one cell over what is there, whatever its kind. Raises Refusal and PermissionDenied."""
    noun, key = split(place)
    if noun in SESSION_PLACES:
        _write_session(session, place, content, by)
    elif noun == "inputs_note":
        cells.write_note(session, content, by)
    elif noun == "score":
        indicator = Indicator.objects.filter(pk=key, cycle=session.cycle_id).first()
        if indicator is None:
            raise Refusal(_("This indicator isn't in the cycle any more."))
        cells.write_score(session, indicator, content, by)
    elif key is not None:
        write: Any = {"issue": cells.write_issue, "input": cells.write_input, "action": cells.write_action}[noun]
        write(session, key, content, by)


def _write_session(session: ScoringSession, place: str, content: Content, by: User) -> None:
    held = ScoringSession.objects.select_related("cycle").get(pk=session.pk)
    counts = content if place == "attendance" else {name: getattr(held, name) for name in ATTENDANCE_FIELDS}
    day = content.get("held_on") if place == "held_on" else None
    record_attendance(
        session=held,
        counts={name: counts.get(name) for name in ATTENDANCE_FIELDS},
        held_on=datetime.date.fromisoformat(day) if day else held.held_on or timezone.localdate(),
        place=content.get("place", "") if place == "place" else held.place,
        version=held.version,
        by=by,
        turns={name: content.get(name) for name in TURNS_FIELDS} if place == "turns" else None,
    )


# What was refused ----------------------------------------------------------------------------------------------


def apply_again(*, submission: Submission, left_out: Iterable[str] = (), by: User) -> Submission:
    """Apply a refused send once what stood in its way is corrected, without the lines of ``left_out``."""
    if submission.state != SubmissionState.INVALID:
        raise Refusal(_("This send was settled meanwhile."))
    return apply_submission(key=submission.pk, left_out=left_out, decided_by=by)


@transaction.atomic
def set_aside(*, submission: Submission, reason: str, by: User) -> Submission:
    """Leave a refused send out, for a reason that stays with it. What was sent can still be read."""
    row = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if row.state != SubmissionState.INVALID:
        raise Refusal(_("This send was settled meanwhile."))
    words = " ".join(reason.split())
    if not words:
        raise Refusal(_("Write why it is set aside: the reason stays on the page."))
    if len(words) > REASON_MAX:
        raise Refusal(_("This reason is too long: 300 characters at most."))
    row.state, row.reason = SubmissionState.SET_ASIDE, words
    row.decided_by, row.decided_at = by, timezone.now()
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    return row
