"""The tabs of an edition, the same on every page of it. A tab shows once its page exists and may be read."""

from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import pgettext

from concertation.models import Edition


def _entries() -> list[tuple[str, str, str, bool]]:
    """Key, label, name of the address, whether it is only for those who keep the device."""
    return [
        ("overview", pgettext("edition", "Overview"), "edition_detail", False),
        ("facts", pgettext("edition", "Facts"), "edition_facts", True),
        ("voices", pgettext("edition", "Voices"), "surveys", True),
        ("contributions", pgettext("edition", "Contributions"), "contributions", True),
        ("indicators", pgettext("edition", "Indicators"), "indicators", False),
        ("diagnosis", pgettext("edition", "Diagnosis"), "diagnosis", False),
        ("peers", pgettext("edition", "Elsewhere"), "peers", True),
        ("levers", pgettext("edition", "Levers"), "levers", True),
        ("followup", pgettext("edition", "Adjustments"), "followup", True),
    ]


def page_url(name: str, pk: UUID) -> str:
    """The address of a page of an edition or a device; empty when there is no such page."""
    try:
        return reverse(f"concertation:{name}", args=[pk])
    except NoReverseMatch:
        return ""


def tabs(edition: Edition, current: str, *, inside: bool) -> list[dict[str, Any]]:
    """What ``concertation/base.html`` draws: label, url, current. ``current``: the key of the page's tab."""
    return [
        {"label": label, "url": url, "current": key == current}
        for key, label, name, keepers_only in _entries()
        if (inside or not keepers_only) and (url := page_url(name, edition.pk))
    ]
