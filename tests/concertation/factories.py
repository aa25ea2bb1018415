"""Devices and editions for tests."""

from collections.abc import Sequence
from typing import Any

from concertation.models import Device, Edition
from directory.models import Organization, Territory


def make_edition(
    organization: Organization,
    *,
    territory: Territory,
    companions: Sequence[Organization] = (),
    device: Device | None = None,
    **fields: Any,
) -> Edition:
    """The next edition of ``device``, or the first one of a new device that ``organization`` runs."""
    if device is None:
        name = f"Conseil de quartier {Device.objects.count() + 1}"
        device = Device.objects.create(organization=organization, territory=territory, name=name, kind="council")
        device.companions.set(companions)
    number = device.editions.count() + 1
    return Edition.objects.create(**{"device": device, "number": number, "label": str(2020 + number), **fields})
