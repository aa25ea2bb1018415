"""The list of partnerships as a file."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.exports import Sheet
from partnerships.enums import Origin, Theme
from partnerships.models import Partnership


def partnerships_sheet(partnerships: Iterable[Partnership]) -> Sheet:
    """One line per partnership, with territory, coordinator and parties fetched."""
    header = [
        _("Partnership"),
        _("Zone"),
        _("Themes"),
        _("Origin of the partnership"),
        _("Parties"),
        _("Coordinator"),
        _("State"),
        _("Start"),
        _("End"),
    ]
    rows = [
        [
            row.name,
            row.territory.name,
            ", ".join(str(Theme(theme).label) for theme in row.themes),
            ", ".join(str(Origin(origin).label) for origin in row.origins),
            ", ".join(str(party.organization) for party in row.parties.all() if party.left_on is None),
            row.coordinator.name,
            capfirst(row.get_state_display()),
            row.starts_on,
            row.ends_on,
        ]
        for row in partnerships
    ]
    return Sheet(_("Partnerships"), header, rows)
