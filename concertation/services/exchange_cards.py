"""Experience cards that travel in the signed exchange file: each chosen; those received stay apart from ours."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from concertation.exchangefile import CARD_TEXTS, secret
from concertation.models import ExperienceCard
from core.errors import Refusal
from directory.models import Organization


def card_record(card: ExperienceCard) -> dict[str, str]:
    """A card as the file carries it: its words, and a reference that leads back to nothing."""
    salt, name = "concertation.card", str(card.pk)
    reference = salted_hmac(salt, name, secret=secret(), algorithm="sha256").hexdigest()[:32]
    return {"reference": reference, **{name: getattr(card, name) for name in CARD_TEXTS}}


@transaction.atomic
def share_card(*, card: ExperienceCard, shared: bool, by: User) -> ExperienceCard:
    """Put a published card in the exchange file of those who run the device, or take it out. Refuses a draft."""
    held = ExperienceCard.objects.select_for_update(of=("self",)).get(pk=card.pk)
    if shared and held.published_at is None:
        raise Refusal(_("Publish the card first: only a published card goes into the exchange file."))
    if shared != held.is_shared:
        held.is_shared = shared
        held.version += 1
        held.save(update_fields=["is_shared", "version"])
    return held


def take_cards(*, organization: Organization, platform: str, cards: Sequence[dict[str, Any]]) -> int:
    """Enter the cards of a file in place of what the same platform sent before. Within a transaction."""
    kept = []
    for each in cards:
        words = {name: each[name] for name in CARD_TEXTS}
        row, _new = ExperienceCard.objects.update_or_create(
            received_by=organization,
            origin=platform,
            reference=each["reference"],
            defaults={**words, "published_at": timezone.now()},
        )
        kept.append(row.pk)
    ExperienceCard.objects.received_from(organization, platform).exclude(pk__in=kept).delete()
    return len(set(kept))
