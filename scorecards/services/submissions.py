"""What devices send: stored first, byte for byte; applied after, once, through the services of the web.

A crash in between leaves a stored row: the next send with the same hash, or the sweeper, takes it up again.
"""

import datetime
import hashlib
import logging
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from directory.models import Organization
from scorecards.enums import SubmissionState
from scorecards.models import Cycle, Device, ScoringSession, Submission, SubmissionCell
from scorecards.payload import PayloadError, parse_json, read_payload, upgraded
from scorecards.services.fieldmerge import Merge, Merged
from scorecards.services.locks import lock_session

logger = logging.getLogger(__name__)

#: Largest payload, in bytes: a session of 100 indicators with long reasons takes a tenth of it.
MAX_BYTES = 512 * 1024
#: After so many crashes a person looks at it.
MOST_ATTEMPTS = 5
#: A stored row older than this was left behind by a crash.
LEFT_BEHIND = datetime.timedelta(seconds=60)
LINKS = 200


class OtherUser(Exception):
    """The payload says that somebody else recorded it: it is never taken as mine."""


class Gone(Refusal):
    """The session was deleted, or this person doesn't see it."""


class OtherContent(Exception):
    """The key is known with another content."""


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def receive(*, key: UUID, raw: bytes, by: User, imported_by: User | None = None) -> tuple[Submission, bool]:
    """Store what came in, in a transaction of its own; the row, and whether it is new.

    Raises OtherUser, OtherContent, and PayloadError for a format that isn't read (nothing is stored then).
    """
    head = _head(raw)
    if head.get("user") not in (None, str(by.pk)):
        raise OtherUser
    known = _known(key, raw, by)
    if known is not None:
        return known, False
    try:
        with transaction.atomic():
            return Submission.objects.create(**_fields(key, raw, head, by, imported_by)), True
    except IntegrityError:
        known = _known(key, raw, by)
        if known is None:
            raise
        return known, False


def _head(raw: bytes) -> dict[str, Any]:
    """The object, were it partly wrong; only a format that this site doesn't read is turned away at the door."""
    try:
        head = parse_json(raw)
    except PayloadError:
        return {}
    if "schema" in head:
        upgraded(head)
    return head


def _known(key: UUID, raw: bytes, by: User) -> Submission | None:
    row = Submission.objects.filter(pk=key).first()
    if row is None:
        return None
    if row.user_id != by.pk:
        raise OtherUser
    if row.content_hash != digest(raw):
        raise OtherContent
    return row


def _fields(key: UUID, raw: bytes, head: Mapping[str, Any], by: User, imported_by: User | None) -> dict[str, Any]:
    session = _session_of(head.get("session"), by)
    cycle = session.cycle if session else _cycle_of(head.get("cycle"), by)
    organization = _organization(cycle, by)
    schema = head.get("schema")
    return {
        "id": key,
        "organization": organization,
        "user": by,
        "device": _device(head, by, organization),
        "session": session,
        "cycle": cycle,
        "content_hash": digest(raw),
        "raw": raw,
        "schema": schema if isinstance(schema, int) and 0 <= schema < 32767 else 0,
        "app_version": str(head.get("app_version") or "")[:40].replace("\x00", ""),
        "follows": _uuid(head.get("follows")),
        "recorded_at": _moment(head.get("recorded_at")),
        "received_at": timezone.now(),
        "imported_by": imported_by,
    }


def _organization(cycle: Cycle | None, by: User) -> Organization:
    found = cycle.organization if cycle is not None else by.organization
    if found is None:
        raise Refusal(_("You act for no organisation: choose one, then send again."))
    return found


def _device(head: Mapping[str, Any], by: User, organization: Organization) -> Device | None:
    key = _uuid(head.get("device"))
    if key is None:
        return None
    values = {"last_seen_at": timezone.now(), "organization": by.organization or organization}
    device, _made = Device.objects.update_or_create(client_id=key, user=by, defaults=values)
    return device


def _session_of(value: Any, by: User) -> ScoringSession | None:
    key = _uuid(value)
    rows = ScoringSession.objects.visible_to(by).select_related("cycle__organization", "group")
    return rows.filter(pk=key).first() if key is not None else None


def _cycle_of(value: Any, by: User) -> Cycle | None:
    key = _uuid(value)
    return Cycle.objects.visible_to(by).filter(pk=key).first() if key is not None else None


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _moment(value: Any) -> datetime.datetime | None:
    """The device's clock, as information; None when it says nothing that is a time."""
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return timezone.make_aware(found) if found is not None and timezone.is_naive(found) else found


# Applying -----------------------------------------------------------------------------------------------


def apply_submission(*, key: UUID, left_out: Iterable[str] = (), decided_by: User | None = None) -> Submission:
    """Make the stored payload the session's, once; another caller waits and finds it done.

    ``decided_by`` applies again what was refused, in their own name, without the cells of ``left_out``.
    Only a fault of ours leaves the row stored: it is taken up again, ``MOST_ATTEMPTS`` times. What the device sent
    before and is still stored goes first: a later send never overtakes an earlier one.
    """
    for earlier in _left_before(key):
        if apply_submission(key=earlier).state == SubmissionState.STORED:
            return Submission.objects.get(pk=key)
    Submission.objects.filter(pk=key, state=SubmissionState.STORED).update(attempts=F("attempts") + 1)
    try:
        with transaction.atomic():
            row = Submission.objects.select_for_update(of=("self",)).select_related("user").get(pk=key)
            waits = row.state == SubmissionState.STORED
            if waits or (decided_by is not None and row.state == SubmissionState.INVALID):
                _apply(row, decided_by or row.user, frozenset(left_out))
    except Exception:
        logger.exception("Submission %s could not be applied", key)
        _give_up(key)
    return Submission.objects.get(pk=key)


def _left_before(key: UUID) -> list[UUID]:
    """The send that this one follows, when it is stored and not applied. Received before, so that no two wait for
    each other.
    """
    row = Submission.objects.filter(pk=key, state=SubmissionState.STORED, follows__isnull=False).first()
    if row is None or row.follows is None:
        return []
    before = Submission.objects.filter(pk=row.follows, user=row.user_id, state=SubmissionState.STORED)
    return list(before.filter(received_at__lt=row.received_at).values_list("pk", flat=True))


def _apply(row: Submission, by: User, left_out: frozenset[str]) -> None:
    with pghistory.context(user=str(by.pk)):
        try:
            payload = read_payload(bytes(row.raw))
            session = _session_to_write(payload, by)
            merged = _merge(row, lock_session(session), payload, by, left_out)
        except PayloadError as error:
            return _invalid(row, error.errors)
        except Gone as error:
            return _invalid(row, [{"field": "session", "message": str(error), "code": "gone"}])
        except Refusal as error:
            return _invalid(row, [{"field": "", "message": str(error)}])
    if merged.errors:
        return _invalid(row, merged.errors)
    _settle(row, merged, by, left_out)
    return None


def _session_to_write(payload: Mapping[str, Any], by: User) -> ScoringSession:
    """The session; Gone when it isn't there, or isn't for this person: the two aren't told apart."""
    found = _session_of(str(payload["session"]), by)
    if found is None:
        raise Gone(_("This session is no longer there for you. What you typed is kept: tell your administrator."))
    return found


def _merge(
    row: Submission, session: ScoringSession, payload: Mapping[str, Any], by: User, left_out: frozenset[str]
) -> Merged:
    """The merge, undone as a whole when anything was refused."""
    known = versions_of_chain(row)
    with transaction.atomic():
        merge = Merge(session, payload, by=by, known=known, received_at=row.received_at, left_out=left_out)
        merged = merge.run()
        if merged.errors:
            transaction.set_rollback(True)
    return merged


def versions_of_chain(row: Submission) -> dict[str, int]:
    """Place → version that the device's own last send of it wrote: an edit on top of it isn't a conflict."""
    known: dict[str, int] = {}
    previous, left = row.follows, LINKS
    while previous is not None and left:
        before = Submission.objects.filter(pk=previous, user=row.user_id, device=row.device_id).first()
        if before is None:
            break
        for place, version in (before.receipt.get("versions") or {}).items():
            known.setdefault(place, version)
        previous, left = before.follows, left - 1
    return known


def _invalid(row: Submission, errors: list[dict[str, str]]) -> None:
    row.state, row.errors = SubmissionState.INVALID, errors
    row.save(update_fields=["state", "errors"])


def _settle(row: Submission, merged: Merged, by: User, left_out: frozenset[str]) -> None:
    now = timezone.now()
    row.session, row.cycle = merged.session, merged.session.cycle
    row.errors, row.applied_at = [], now
    row.state = SubmissionState.CONFLICT if merged.conflicts else SubmissionState.APPLIED
    row.receipt = {
        "versions": merged.versions,
        "session_version": merged.session.version,
        "left_out": sorted(left_out),
    }
    if by.pk != row.user_id or left_out:
        row.decided_by, row.decided_at = by, now
    row.save()
    SubmissionCell.objects.bulk_create(
        [
            SubmissionCell(submission=row, place=cell.place, mine=cell.mine, theirs=cell.theirs)
            for cell in merged.conflicts
        ]
    )


def _give_up(key: UUID) -> None:
    """After too many faults a person looks at it; the raw payload stays."""
    message = _("Something went wrong on our side. What was sent is kept: your administrator can enter it.")
    Submission.objects.filter(pk=key, state=SubmissionState.STORED, attempts__gte=MOST_ATTEMPTS).update(
        state=SubmissionState.INVALID, errors=[{"field": "", "message": message}]
    )


def sweep(*, now: datetime.datetime | None = None) -> int:
    """Take up what a crash left behind; how many rows."""
    before = (now or timezone.now()) - LEFT_BEHIND
    left = Submission.objects.filter(state=SubmissionState.STORED, received_at__lt=before).order_by(
        "received_at", "pk"
    )
    keys = list(left.values_list("pk", flat=True)[:100])
    for key in keys:
        apply_submission(key=key)
    return len(keys)
