"""What every page of a device needs: the row in sight, its tabs."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from accounts.guard import get_visible, require
from concertation.models import Device, Edition
from concertation.reports.tabs import tabs


def seen_device(request: HttpRequest, pk: UUID) -> Device:
    """The device with what its pages name, or 404."""
    return get_visible(Device.objects.with_names(), request.user, pk)


def kept_device(request: HttpRequest, pk: UUID) -> Device:
    """The same for a page where those who keep it write: 403 with a sentence for others in scope."""
    device = seen_device(request, pk)
    require(request.user, "concertation.change_device", device)
    return device


def seen_edition(request: HttpRequest, pk: UUID) -> Edition:
    """The edition with its device and zone, or 404."""
    return get_visible(Edition.objects.with_device(), request.user, pk)


def kept_edition(request: HttpRequest, pk: UUID) -> Edition:
    """The same for a page where those who keep the device write: 403 with a sentence for others in scope."""
    edition = seen_edition(request, pk)
    require(request.user, "concertation.change_device", edition.device)
    return edition


def frame(request: HttpRequest, edition: Edition, tab: str) -> dict[str, Any]:
    """The context of ``concertation/base.html``. ``tab``: the key of the page's tab (``reports.tabs``)."""
    may_write = request.user.has_perm("concertation.change_device", edition.device)
    return {
        "edition": edition,
        "device": edition.device,
        "may_write": may_write,
        "tabs": tabs(edition, tab, inside=may_write),
    }
