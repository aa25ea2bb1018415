"""Who wrote which line of the sheet of rights and duties, and which organisation keeps it since when."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from directory.models import Organization, ServicePoint
from scorecards.enums import RightKind
from scorecards.models import RightOrDuty, RightsSheet
from scorecards.reports.history import Entry, events_of, newest_first, versions


def build_rights_history(point: ServicePoint) -> list[Entry]:
    """Newest first. Moving a line up is no entry: its words stay."""
    entries = [*_lines(point), *_keepers(point)]
    return newest_first(entry for entry in entries if entry.before or entry.after)


def _lines(point: ServicePoint) -> Iterator[Entry]:
    events = events_of(RightOrDuty).filter(service_point_id=point.pk)

    def words(row: Any) -> str:
        return str(RightKind(row.kind).label).capitalize()

    yield from versions("rights", events.select_related("pgh_context").order_by("pgh_id"), words, _line_text)


def _line_text(row: Any) -> str:
    return f"{row.text} ({row.source})" if row.source else str(row.text)


def _keepers(point: ServicePoint) -> Iterator[Entry]:
    events = events_of(RightsSheet).filter(service_point_id=point.pk).select_related("pgh_context").order_by("pgh_id")
    rows = list(events)
    names = dict(Organization.objects.filter(pk__in=[row.organization_id for row in rows]).values_list("pk", "name"))
    yield from versions(
        "rights", rows, lambda _row: _("Sheet kept by"), lambda row: names.get(row.organization_id, "")
    )
