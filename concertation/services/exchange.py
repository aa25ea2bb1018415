"""What a device shares with others, by choice, and what is received from other platforms."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from concertation.exchangefile import NUMBERS, WORDS, own_key, read_file, read_key, secret
from concertation.models import Device, Edition, ExchangePartner, ExperienceCard, LocalProfile, PeerRecord
from concertation.reports.figures import EditionFigures, build_all
from concertation.services.exchange_cards import take_cards
from concertation.services.locks import lock_device
from core.errors import Refusal
from directory.models import Organization

HERE = PeerRecord.HERE
_PLACES = Decimal("0.0001")


def reference_of(device: Device) -> str:
    """Stands for the device in shared figures; nothing leads back to it."""
    return salted_hmac("concertation.shared", str(device.pk), secret=secret(), algorithm="sha256").hexdigest()[:32]


def profile_of(edition: Edition, profile: LocalProfile | None) -> dict[str, Any]:
    """What a device is compared on, with Participedia's keys; what isn't known is absent."""
    device = edition.device
    people = profile.population if profile else None
    numbers = {
        "level": device.promised_level,
        "population": people,
        "density": _ratio(people, profile.area_km2 if profile else None),
        "budget": _ratio(edition.budget, people),
        "staff": edition.staff_days,
    }
    found: dict[str, Any] = {key: getattr(device, name) for name, key in WORDS.items()}
    return found | {NUMBERS[name]: str(value) for name, value in numbers.items() if value is not None}


def _ratio(part: int | Decimal | None, whole: int | Decimal | None) -> Decimal | None:
    return None if part is None or not whole else (Decimal(part) / Decimal(whole)).quantize(_PLACES)


def _shared(figures: EditionFigures) -> dict[str, Any]:
    return {
        code: {"value": str(figure.value.quantize(_PLACES)), "n": figure.n}
        for code, figure in figures.figures.items()
        if figure.value is not None and code.startswith("I")
    }


@transaction.atomic
def share_device(*, device: Device, shared: bool, by: User) -> Device:
    """Share the figures of the device as they are today, or take them back. Shared again, they are renewed."""
    held = lock_device(device)
    rows = PeerRecord.objects.filter(instance=HERE, reference=reference_of(held))
    rows.delete()
    if shared:
        profile = LocalProfile.objects.of(held)
        editions = list(held.editions.all())
        for edition in editions:
            edition.device = held
        for figures in build_all(held, editions):
            PeerRecord.objects.create(
                organization=held.organization, instance=HERE, reference=reference_of(held),
                label=figures.edition.label, profile=profile_of(figures.edition, profile),
                figures=_shared(figures), by=by,
            )  # fmt: skip
    held.shares_figures = shared
    held.version += 1
    held.save(update_fields=["shares_figures", "version"])
    return held


@transaction.atomic
def add_partner(*, organization: Organization, name: str, public_key: str, by: User) -> ExchangePartner:
    """Trust the files of another platform. Refuses what isn't a key, our own key, and a key or a name twice."""
    read_key(public_key)
    key = "".join(public_key.split())
    if key == own_key():
        raise Refusal(_("This is the key of this platform. Ask the other one for its own."))
    known = ExchangePartner.objects.filter(organization=organization)
    if known.filter(public_key=key).exists() or known.filter(name__iexact=name).exists():
        raise Refusal(_("This platform is trusted already."))
    return ExchangePartner.objects.create(organization=organization, name=name, public_key=key)


@transaction.atomic
def remove_partner(*, partner: ExchangePartner, by: User) -> None:
    """Trust a platform no more; what it sent goes too."""
    ExperienceCard.objects.received_from(partner.organization, partner.name).delete()
    PeerRecord.objects.filter(organization=partner.organization, instance=partner.name).delete()
    partner.delete()


@transaction.atomic
def receive_file(*, organization: Organization, data: bytes, by: User) -> tuple[int, int]:
    """Take in a signed file whole, in place of what the same platform sent before. Gives editions and cards."""
    partners = {each.public_key: each for each in ExchangePartner.objects.filter(organization=organization)}
    received = read_file(data, list(partners))
    instance = partners[received.key].name
    PeerRecord.objects.filter(organization=organization, instance=instance).delete()
    rows: Mapping[tuple[str, str], dict[str, Any]] = {
        (each["reference"], each["label"]): each for each in received.records
    }
    PeerRecord.objects.bulk_create(
        PeerRecord(organization=organization, instance=instance, by=by, **each) for each in rows.values()
    )
    return len(rows), take_cards(organization=organization, platform=instance, cards=received.cards)
