"""Experience cards: written by those who keep the device, published when they want."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from concertation.models import Device, ExperienceCard, LeverChoice
from concertation.services.locks import check_version, lock_device
from core.errors import Refusal


@transaction.atomic
def write_card(*, device: Device, by: User, lever: LeverChoice | None = None, **fields: Any) -> ExperienceCard:
    """A draft, of a lever of the device or of none. Refuses the same title twice for a device."""
    held = lock_device(device)
    if held.cards.filter(title__iexact=fields["title"]).exists():
        raise Refusal(_("A card has this title already. Open it, or choose another title."))
    return ExperienceCard.objects.create(device=held, lever=lever, **fields)


@transaction.atomic
def change_card(*, card: ExperienceCard, version: int, by: User, **fields: Any) -> ExperienceCard:
    """Correct a card. Refuses a stale page."""
    held = ExperienceCard.objects.select_for_update(of=("self",)).get(pk=card.pk)
    check_version(held.version, version)
    for name, value in fields.items():
        setattr(held, name, value)
    held.version += 1
    held.save()
    return held


@transaction.atomic
def publish_card(*, card: ExperienceCard, shown: bool, by: User) -> ExperienceCard:
    """Show the card to everyone who has a role on the platform, or take it back. Twice changes nothing."""
    held = ExperienceCard.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if shown != (held.published_at is not None):
        held.published_at = timezone.now() if shown else None
        held.is_shared = held.is_shared and shown
        held.version += 1
        held.save(update_fields=["published_at", "is_shared", "version"])
    return held
