"""Devices registered, described, published; their editions opened and corrected."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from concertation.enums import EditionState
from concertation.models import Device, Edition
from concertation.services.findings import tell_findings
from concertation.services.locks import check_version, lock_device, lock_edition
from core.errors import Refusal
from directory.models import Organization, Territory


def _check_zone(organization: Organization, territory: Territory) -> None:
    """A device is registered in the zone of those who run it: nobody describes the commune of another country."""
    if not territory.path.startswith(organization.territory.path):
        raise Refusal(
            _("Choose a zone within %(zone)s: your organisation registers devices there.")
            % {"zone": organization.territory}
        )


def _check_name(organization: Organization, name: str, *, but: Device | None = None) -> None:
    rows = Device.objects.filter(organization=organization, name__iexact=name)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    if rows.exists():
        raise Refusal(_("A device with this name is already registered. Open it, or choose another name."))


@transaction.atomic
def register_device(*, organization: Organization, label: str, by: User, **fields: Any) -> Edition:
    """A device that ``organization`` runs (or describes), with its first edition, named ``label``.

    ``fields``: name, kind, territory, theme, mode, is_external… Refuses a name taken, a zone elsewhere.
    """
    _check_zone(organization, fields["territory"])
    _check_name(organization, fields["name"])
    try:
        with transaction.atomic():
            device = Device.objects.create(organization=organization, **fields)
    except IntegrityError as error:  # two tabs sent together
        raise Refusal(_("A device with this name is already registered. Open it, or choose another name.")) from error
    return add_edition(device=device, label=label, by=by)


@transaction.atomic
def change_device(*, device: Device, version: int, by: User, **fields: Any) -> Device:
    """Describe the device anew. Refuses a stale page, a name taken, a zone elsewhere."""
    held = lock_device(device)
    check_version(held.version, version)
    if fields.get("territory", held.territory) != held.territory:
        _check_zone(held.organization, fields["territory"])
    if "name" in fields:
        _check_name(held.organization, fields["name"], but=held)
    for name, value in fields.items():
        setattr(held, name, value)
    held.version += 1
    held.save()
    tell_findings(device=held)
    return held


@transaction.atomic
def publish_device(*, device: Device, shown: bool, by: User) -> Device:
    """Let those of the zone read the device and cite what it found, or stop. Twice changes nothing."""
    held = lock_device(device)
    if shown == (held.published_at is not None):
        return held
    held.published_at = timezone.now() if shown else None
    if not shown:
        held.public_page_at = None
    held.version += 1
    held.save(update_fields=["published_at", "public_page_at", "version"])
    tell_findings(device=held)
    return held


@transaction.atomic
def add_companion(*, device: Device, organization: Organization, by: User) -> None:
    """Let an organisation fill the device in with those who run it."""
    held = lock_device(device)
    if organization.pk == held.organization_id:
        raise Refusal(_("%(name)s runs the device already.") % {"name": organization})
    if held.companions.filter(pk=organization.pk).exists():
        raise Refusal(_("%(name)s accompanies it already.") % {"name": organization})
    held.companions.add(organization)


@transaction.atomic
def remove_companion(*, device: Device, organization: Organization, by: User) -> None:
    lock_device(device).companions.remove(organization)


@transaction.atomic
def add_edition(*, device: Device, label: str, by: User, **fields: Any) -> Edition:
    """The next edition of the device. Refuses a label that an edition already has."""
    held = lock_device(device)
    if held.editions.filter(label__iexact=label).exists():
        raise Refusal(
            _("The edition “%(label)s” is there already. Open it, or choose another label.") % {"label": label}
        )
    number = (held.editions.aggregate(last=Max("number"))["last"] or 0) + 1
    return Edition.objects.create(device=held, number=number, label=label, **fields)


@transaction.atomic
def change_edition(*, edition: Edition, version: int, by: User, **fields: Any) -> Edition:
    """Correct what an edition says of itself: label, dates, counts, means. Refuses a stale page."""
    held = lock_edition(edition)
    check_version(held.version, version)
    if "label" in fields:
        others = held.device.editions.exclude(pk=held.pk).filter(label__iexact=fields["label"])
        if others.exists():
            raise Refusal(_("Another edition has this label. Choose another one."))
    for name, value in fields.items():
        setattr(held, name, value)
    held.version += 1
    held.save()
    return held


@transaction.atomic
def close_edition(*, edition: Edition, closed: bool, by: User) -> Edition:
    """Close an edition (nothing is written in it any more), or open it again where it stood. Twice changes nothing."""
    held = lock_edition(edition, even_closed=True)
    if closed == (held.state == EditionState.CLOSED):
        return held
    held.state = EditionState.CLOSED if closed else _state_of(held)
    held.version += 1
    held.save(update_fields=["state", "version"])
    return held


def _state_of(edition: Edition) -> EditionState:
    """Where an edition stands by what was done in it."""
    if edition.action_plan_id:
        return EditionState.PLANNED
    return EditionState.DIAGNOSED if edition.diagnoses.exists() else EditionState.COLLECTING
