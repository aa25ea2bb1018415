"""Where the register leads: rooms above add a line to a service point's or an organisation's page.

The directory knows nothing of what stands above it; a room registers in its ``AppConfig.ready``:

    service_point_links.append(lambda point, user: Link(_("Cycles"), "/cycles/?service_point=…"))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.guard import Actor
from directory.models import Organization, ServicePoint


@dataclass(frozen=True)
class Link:
    """A line of the page: what it opens (translated), where, and how many are there (None = not said)."""

    label: str
    url: str
    count: int | None = None


service_point_links: list[Callable[[ServicePoint, Actor], Link | None]] = []
organization_links: list[Callable[[Organization, Actor], Link | None]] = []


def links_for(sources: list[Callable[[Any, Actor], Link | None]], obj: Any, user: Actor) -> list[Link]:
    """The lines that this person may open, in the order of registration."""
    found = (source(obj, user) for source in sources)
    return [link for link in found if link is not None]
