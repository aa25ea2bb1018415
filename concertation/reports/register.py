"""The register of devices as rows and as a file; the page of one device."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from concertation.enums import Audience, EditionState
from concertation.models import Device, Edition
from core.exports import Sheet


def with_last_edition(devices: QuerySet[Device]) -> QuerySet[Device]:
    """Each device with ``last_label``, ``last_participants``, ``last_state`` of its last edition. One query."""
    last = Edition.objects.filter(device=OuterRef("pk")).order_by("-number")
    return devices.select_related("territory", "organization").annotate(
        last_label=Subquery(last.values("label")[:1]),
        last_participants=Subquery(last.values("participants")[:1]),
        last_state=Subquery(last.values("state")[:1]),
    )


def devices_sheet(devices: Iterable[Any]) -> Sheet:
    """One line per device of ``with_last_edition``."""
    header = [
        _("Device"), _("Kind"), _("Zone"), _("Run by"), _("Run by somebody else"), _("Theme"), _("What is promised"),
        _("Publics aimed at"), _("Last edition"), _("Participants"), _("State"),
    ]  # fmt: skip
    rows = [
        [
            row.name,
            capfirst(row.get_kind_display()),
            row.territory.name,
            row.organization.name,
            _("yes") if row.is_external else _("no"),
            row.get_theme_display(),
            row.get_promised_level_display() or "",
            ", ".join(str(Audience(audience).label) for audience in row.audiences),
            row.last_label,
            row.last_participants,
            capfirst(str(EditionState(row.last_state).label)) if row.last_state else "",
        ]
        for row in devices
    ]
    return Sheet(_("Concertation devices"), header, rows)


@dataclass(frozen=True)
class DevicePage:
    """``editions``: the last one first."""

    device: Device
    editions: tuple[Edition, ...]
    companions: tuple[Any, ...]
    audiences: str


def build_device(device: Device) -> DevicePage:
    """Two queries."""
    return DevicePage(
        device,
        tuple(device.editions.order_by("-number")),
        tuple(device.companions.all()),
        ", ".join(str(Audience(audience).label) for audience in device.audiences),
    )
