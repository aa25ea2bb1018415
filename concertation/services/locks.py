"""Rows taken under lock, and the refusal of a form older than its row."""

from django.utils.translation import gettext as _

from concertation.enums import EditionState
from concertation.models import Device, Edition
from core.errors import Refusal


def lock_device(device: Device) -> Device:
    """The device as the database has it now, held until the transaction ends."""
    return Device.objects.select_for_update().get(pk=device.pk)


def lock_edition(edition: Edition, *, even_closed: bool = False) -> Edition:
    """The edition as the database has it now, held until the transaction ends. Refuses once it is closed."""
    held = Edition.objects.select_for_update(of=("self",)).select_related("device").get(pk=edition.pk)
    if held.state == EditionState.CLOSED and not even_closed:
        raise Refusal(_("This edition is closed: its figures are kept as they were. Open it again to correct them."))
    return held


def check_version(current: int, seen: int | None) -> None:
    """Refuse a form that was drawn from another version than ``current``."""
    if current != seen:
        raise Refusal(
            _("Somebody changed this meanwhile. Here is what you typed: compare it with the page and save again.")
        )
