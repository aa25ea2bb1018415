"""What every page of a partnership needs: the row in sight, its tabs."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from accounts.guard import get_visible, require
from partnerships.models import Partnership
from partnerships.reports.tabs import tabs


def seen_partnership(request: HttpRequest, pk: UUID) -> Partnership:
    """The partnership with what its pages name, or 404."""
    rows = Partnership.objects.select_related("coordinator", "territory", "action_plan", "previous")
    return get_visible(rows, request.user, pk)


def inside(request: HttpRequest, pk: UUID) -> Partnership:
    """The same for a page that only the parties read: 403 with a sentence for others in scope."""
    partnership = seen_partnership(request, pk)
    require(request.user, "partnerships.view_inside", partnership)
    return partnership


def writable(request: HttpRequest, pk: UUID) -> Partnership:
    """The same for a page where a party writes."""
    partnership = inside(request, pk)
    require(request.user, "partnerships.represent", partnership)
    return partnership


def frame(request: HttpRequest, partnership: Partnership, tab: str) -> dict[str, Any]:
    """The context of ``partnerships/base.html``."""
    return {"partnership": partnership, "tabs": tabs(partnership, request.user, tab)}
