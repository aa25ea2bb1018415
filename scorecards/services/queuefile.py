"""The last resort: the queue that a device exported to a file, brought in by the administrator: all or nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.errors import Refusal
from scorecards.models import Submission
from scorecards.payload import PayloadError, parse_json, upgraded
from scorecards.services.submissions import (
    MAX_BYTES,
    OtherContent,
    OtherUser,
    apply_submission,
    digest,
    receive,
)

#: What the field pages write: ``kind`` and ``schema``, records in ``submissions``. Files of a tool: ``format``,
#: ``version``, records in ``items``.
KIND, FORMAT, VERSION = "queue", "csc-queue", 1
MAX_FILE = 8 * 1024 * 1024
MOST_ITEMS = 2_000


class QueueRefusal(Refusal):
    """Nothing was brought in. ``lines``: a sentence for each bad item."""

    def __init__(self, lines: list[str]) -> None:
        count = len(lines)
        super().__init__(
            ngettext(
                "Nothing was brought in: %(count)d record of the file can't be read.",
                "Nothing was brought in: %(count)d records of the file can't be read.",
                count,
            )
            % {"count": count}
        )
        self.lines = lines


@dataclass(frozen=True)
class Item:
    key: UUID
    raw: bytes
    user: User


def import_queue(*, content: bytes, by: User) -> list[tuple[Submission, bool]]:
    """Store every record of the file in one transaction, then apply each in the name of who recorded it.

    A record that is known already stays as it is. Gives each row, and whether it is new.
    """
    items = _items(content, by)
    with transaction.atomic():
        rows = _stored(items, by)
    return [(apply_submission(key=row.pk), is_new) for row, is_new in rows]


def _stored(items: list[Item], by: User) -> list[tuple[Submission, bool]]:
    rows, bad = [], []
    for number, item in enumerate(items, 1):
        try:
            rows.append(receive(key=item.key, raw=item.raw, by=item.user, imported_by=by))
        except (OtherContent, OtherUser):
            bad.append(_line(number, _("it was already received with another content.")))
    if bad:
        raise QueueRefusal(bad)
    return rows


def _items(content: bytes, by: User) -> list[Item]:
    """The records of the file, each one checked. Raises QueueRefusal that names every bad one."""
    try:
        file = parse_json(content)
    except PayloadError:
        file = {}
    listed = _listed(file)
    if listed is None:
        raise Refusal(_("This file isn't the queue of a device. Export it again from the device, on its field page."))
    if not listed:
        raise Refusal(_("The file holds no record: everything was sent already."))
    if len(listed) > MOST_ITEMS:
        raise Refusal(_("The file holds too many records: %(limit)d at most.") % {"limit": MOST_ITEMS})
    people = {str(user.pk): user for user in _people(by)}
    found: list[Item] = []
    bad: list[str] = []
    for number, value in enumerate(listed, 1):
        try:
            found.append(_item(value, people))
        except Refusal as refusal:
            bad.append(_line(number, str(refusal)))
    if bad:
        raise QueueRefusal(bad)
    return found


def _listed(file: Mapping[str, Any]) -> list[Any] | None:
    """The records, unread; None when the file is no queue."""
    listed: Any = None
    if file.get("kind") == KIND and file.get("schema") == VERSION:
        listed = file.get("submissions")
    elif file.get("format") == FORMAT and file.get("version") == VERSION:
        listed = file.get("items")
    return listed if isinstance(listed, list) else None


def _people(by: User) -> list[User]:
    """Who may have recorded it: the people who act for the administrator's organisation, or one that it registered."""
    own = by.organization
    if own is None:
        return []
    members = User.objects.filter(is_active=True, memberships__is_active=True)
    mine = members.filter(memberships__organization=own) | members.filter(memberships__organization__registered_by=own)
    return list(mine.distinct())


def _item(value: Any, people: Mapping[str, User]) -> Item:
    body = value.get("body") if isinstance(value, dict) else None
    if not isinstance(body, str):
        raise Refusal(_("it isn't a record of the application."))
    raw = body.encode("utf-8", "surrogatepass")
    if len(raw) > MAX_BYTES:
        raise Refusal(_("it is too large."))
    if value.get("hash") != digest(raw):
        raise Refusal(_("it was changed or cut: its hash doesn't fit."))
    try:
        key = UUID(str(value.get("id")))
        head = upgraded(parse_json(raw))
    except (ValueError, json.JSONDecodeError):
        raise Refusal(_("it isn't a record of the application.")) from None
    user = people.get(str(head.get("user")))
    if user is None:
        raise Refusal(_("whoever recorded it isn't one of your people."))
    return Item(key, raw, user)


def _line(number: int, words: str) -> str:
    return _("Record %(number)d: %(words)s") % {"number": number, "words": words}
