"""What every page's frame needs: the menu of the role in force and the memberships to switch to."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import granted

#: What fits beside the mark and the person's name on an ordinary screen.
MOST_ENTRIES = 6


def _entries() -> list[tuple[str, str, str | None]]:
    """Label, name of the address, grant that shows it (None: everybody)."""
    return [
        (_("Today"), "home", None),
        (_("Cycles"), "scorecards:cycle_list", "scorecards.view_cycle"),
        (_("Partnerships"), "partnerships:partnership_list", "partnerships.view_partnership"),
        (_("Concertation"), "concertation:device_list", "concertation.view_device"),
        (_("Action plans"), "actionplans:plan_list", "actionplans.view_actionplan"),
        (_("Programme"), "scorecards:programme_board", "scorecards.view_programme"),
        (_("Reports"), "reports:report_list", "reports.view_report"),
        (_("Places"), "directory:service_point_list", "directory.add_servicepoint"),
        (_("People"), "accounts:member_list", "accounts.view_membership"),
    ]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """What the frame of a page shows.

    ``nav_items``: label, url, current; ``nav_more``: those that a wide screen folds under "More";
    ``my_memberships``: those of the person, the one in force first.
    """
    user = getattr(request, "user", None)
    frame: dict[str, Any] = {
        "nav_items": [],
        "nav_more": [],
        "my_memberships": [],
        "site_name": settings.SITE_NAME,
    }
    if user is None or not user.is_authenticated:
        return frame
    items = []
    for label, name, grant in _entries():
        if grant is None or granted(user, grant):
            url = reverse(name)
            above = request.path == url if name == "home" else request.path.startswith(url)
            items.append({"label": label, "url": url, "current": above})
    # "/cycles/programme/" stands under "/cycles/" too: the nearest entry is the current one.
    nearest = max((len(item["url"]) for item in items if item["current"]), default=0)
    for item in items:
        item["current"] = item["current"] and len(item["url"]) == nearest
    frame["nav_items"] = items
    if len(items) > MOST_ENTRIES:
        frame["nav_more"] = items[MOST_ENTRIES - 1 :]
    # Asked only by the masthead: this runs for every cell that a table draws from a template.
    mine = user.memberships.filter(is_active=True).select_related("organization")
    frame["my_memberships"] = mine.order_by("organization__name", "role")
    return frame
