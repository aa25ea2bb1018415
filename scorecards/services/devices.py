"""What a device says of itself. Information for the office: nothing that a device says is a rule."""

import datetime
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from scorecards.models import Cycle, Device, DevicePreparation

MOST_PREPARED = 50


@transaction.atomic
def say_alive(
    *,
    client_id: UUID,
    name: str,
    app_version: str,
    pending: int,
    oldest_pending_at: datetime.datetime | None,
    prepared: Mapping[UUID, datetime.datetime | None],
    by: User,
) -> Device:
    """Note that the device was seen, and which cycles it holds: ``prepared`` replaces what it said before."""
    own = by.organization
    if own is None:
        raise Refusal(_("You act for no organisation: choose one, then send again."))
    now = timezone.now()
    values: dict[str, Any] = {
        "organization": own,
        "name": " ".join(name.split())[:100],
        "app_version": app_version[:40],
        "pending": pending,
        "oldest_pending_at": oldest_pending_at,
        "last_seen_at": now,
    }
    device, _made = Device.objects.update_or_create(client_id=client_id, user=by, defaults=values)
    held = list(Cycle.objects.visible_to(by).filter(pk__in=list(prepared)[:MOST_PREPARED]).distinct())
    device.preparations.exclude(cycle__in=held).update(is_held=False)  # type: ignore[attr-defined]
    for cycle in held:
        # A clock that runs ahead doesn't date a preparation in the future.
        at = min(prepared[cycle.pk] or now, now)
        DevicePreparation.objects.update_or_create(
            device=device,
            cycle=cycle,
            defaults={"is_held": True},
            create_defaults={"is_held": True, "prepared_at": at},
        )
    return device


def note_package(*, client_id: UUID | None, cycle: Cycle, by: User) -> None:
    """The device took this cycle's package just now."""
    if client_id is None or by.organization is None:
        return
    now = timezone.now()
    device, _made = Device.objects.update_or_create(
        client_id=client_id, user=by, defaults={"organization": by.organization, "last_seen_at": now}
    )
    DevicePreparation.objects.update_or_create(
        device=device, cycle=cycle, defaults={"prepared_at": now, "is_held": True}
    )
