"""Lists as sheets: what a page lists, with typed cells."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.exports import Sheet
from scorecards.models import Cycle


def cycles_sheet(cycles: Iterable[Cycle]) -> Sheet:
    """One line per cycle. ``cycles`` come from ``Cycle.objects.with_context()``."""
    header = [
        _("Service"),
        _("Sector"),
        _("Territory"),
        _("Round"),
        _("Start of the period"),
        _("End of the period"),
        _("Scale"),
        _("Phase"),
        _("Released on"),
        _("Organisation"),
    ]
    rows = [
        [
            cycle.service_point.name,
            capfirst(cycle.service_point.get_sector_display()),
            cycle.service_point.territory.name,
            cycle.number,
            cycle.starts_on,
            cycle.ends_on,
            cycle.get_scale_display(),
            cycle.get_state_display(),
            cycle.released_at.date() if cycle.released_at else None,
            cycle.organization.name,
        ]
        for cycle in cycles
    ]
    return Sheet(_("Cycles"), header, rows)
