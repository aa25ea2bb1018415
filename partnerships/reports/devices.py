"""The participation devices that a partnership cites, and what became of what it cites.

The two rooms know each other through findings only: a need takes up what a device found, the finding names its device.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from actionplans.enums import FindingKind
from actionplans.models import Finding
from core.dates import format_date
from directory.models import Organization
from partnerships.models import Need, Partnership


@dataclass(frozen=True)
class CitedDevice:
    """One device, and what the partnership takes up of it; ``url`` is empty when it isn't for this reader."""

    name: str
    on: str
    found: tuple[str, ...]
    url: str
    stands: bool


def cited_devices(partnership: Partnership, reader: Organization | None) -> tuple[CitedDevice, ...]:
    """By name. ``stands``: the device is still published, with a diagnosis. Two queries."""
    needs = Need.objects.filter(partnership=partnership, finding__kind=FindingKind.CONCERTATION)
    by_device: dict[str, list[Finding]] = defaultdict(list)
    for need in needs.select_related("finding__territory"):
        if need.finding is not None:
            by_device[need.finding.origin].append(need.finding)
    standing = _standing(by_device)
    found = []
    for device, rows in by_device.items():
        rows.sort(key=lambda row: (row.found_on, row.key))
        last, stands = rows[-1], device in standing
        shown = stands and reader is not None and last.is_near(reader)
        told = tuple(dict.fromkeys(row.sentence for row in rows))
        found.append(CitedDevice(last.source, format_date(last.found_on), told, last.path if shown else "", stands))
    return tuple(sorted(found, key=lambda each: each.name))


def citing(partnerships: Iterable[Partnership]) -> set[Any]:
    """Keys of those that cite a device that still stands, of whatever edition. Two queries."""
    rows = list(
        Need.objects.filter(partnership__in=partnerships, finding__kind=FindingKind.CONCERTATION).select_related(
            "finding"
        )
    )
    pairs = [(row.partnership_id, row.finding.origin) for row in rows if row.finding is not None]
    standing = _standing(device for _key, device in pairs)
    return {key for key, device in pairs if device in standing}


def _standing(devices: Iterable[str]) -> set[str]:
    """Devices that something in force still speaks of: published, with a kept diagnosis."""
    named = Q(pk__in=[])
    for device in set(devices):
        named |= Q(key=device) | Q(key__startswith=f"{device}:")
    rows = Finding.objects.in_force().filter(named, kind=FindingKind.CONCERTATION)
    return {row.origin for row in rows}


def followed(findings: Iterable[Finding]) -> dict[tuple[Any, str], Finding]:
    """(service, indicator) → the latest figure in force of what a card found, for those findings. One query."""
    points = {row.service_point_id for row in findings if row.service_point_id}
    rows = (
        Finding.objects.in_force()
        .filter(service_point__in=points, kind__in=(FindingKind.SCORECARD, FindingKind.FOLLOWED))
        .order_by("found_on", "created_at")
    )
    return {(row.service_point_id, row.subject): row for row in rows}
