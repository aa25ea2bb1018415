"""The places where the parties meet again and again: written together, each change kept."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.models import MeetingPlace, Partnership, Party
from partnerships.services.locks import acting_party, check_version, lock_partnership


@transaction.atomic
def save_place(
    *,
    partnership: Partnership,
    place: MeetingPlace | None = None,
    members: Iterable[Party],
    version: int | None,
    by: User,
    **fields: Any,
) -> MeetingPlace:
    """Write a meeting place, or correct it. ``version``: 0 for a new one. Raises Refusal."""
    held = lock_partnership(partnership)
    acting_party(by, held)
    chosen = list(members)
    if any(party.partnership_id != held.pk for party in chosen):
        raise Refusal(_("Choose among the parties of this partnership."))
    if len(chosen) < 2:
        raise Refusal(_("Two parties at least sit in a meeting place. Tick them."))
    row = MeetingPlace(partnership=held, version=0)
    if place is not None:
        row = MeetingPlace.objects.select_for_update(of=("self",)).get(pk=place.pk)
        check_version(row.version, version)
    for name, value in fields.items():
        setattr(row, name, value)
    row.by = by
    row.version += 1
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    row.save()
    row.members.set(chosen)
    return row


@transaction.atomic
def remove_place(*, place: MeetingPlace, version: int | None, by: User) -> None:
    """Take a place out, as long as no meeting was held there."""
    held = lock_partnership(place.partnership)
    acting_party(by, held)
    row = MeetingPlace.objects.select_for_update(of=("self",)).get(pk=place.pk)
    check_version(row.version, version)
    if row.meetings.exists():
        raise Refusal(_("Meetings were held there: it stays. Say that it doesn't meet any more."))
    row.delete()
