"""The tabs of a partnership, the same on every page of it. A tab shows once its page exists and may be read."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import pgettext

from accounts.models import User
from partnerships.models import Partnership
from partnerships.permissions import my_party


def _entries() -> list[tuple[str, str, str]]:
    """Key, label, name of the address. The overview is for everybody in scope, the others for the parties."""
    return [
        ("overview", pgettext("partnership", "Overview"), "partnership_detail"),
        ("framing", pgettext("partnership", "Framing"), "framing"),
        ("agreement", pgettext("partnership", "Agreement"), "agreement"),
        ("rating", pgettext("partnership", "Rating"), "rating"),
        ("facts", pgettext("partnership", "Facts"), "facts"),
        ("alerts", pgettext("partnership", "Alerts"), "alerts"),
    ]


def tabs(partnership: Partnership, user: User, current: str) -> list[dict[str, Any]]:
    """What ``partnerships/base.html`` draws: label, url, current, count. ``current``: the key of the page's tab."""
    inside = my_party(user, partnership) is not None
    found = []
    for key, label, name in _entries():
        if key != "overview" and not inside:
            continue
        try:
            url = reverse(f"partnerships:{name}", args=[partnership.pk])
        except NoReverseMatch:
            continue
        found.append({"label": label, "url": url, "current": key == current, "count": None})
    return found
