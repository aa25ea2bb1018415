"""The programme board as files: one sheet per table of the page with typed cells, and the places as GeoJSON."""

from collections.abc import Callable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.arithmetic import Number, round_half_up
from core.exports import Sheet
from scorecards.enums import GroupKind
from scorecards.reports.programmeshapes import Programme, RoundGap


def _kept(value: Number | None) -> Any:
    """Three places, as the house exports figures; None stays empty."""
    return None if value is None else round_half_up(value, "0.001")


def _cycles(board: Programme) -> Sheet:
    header = [
        _("Service"),
        _("Sector"),
        _("Territory"),
        _("Round"),
        _("Start of the period"),
        _("Phase"),
        _("In this phase since"),
        _("Days in this phase"),
        _("Paused"),
        _("Late steps"),
    ]
    rows = [
        [
            line.cycle.service_point.name,
            capfirst(line.cycle.service_point.get_sector_display()),
            line.cycle.service_point.territory.name,
            line.cycle.number,
            line.cycle.starts_on,
            line.cycle.get_state_display(),
            line.since,
            line.days,
            line.cycle.paused_at is not None,
            len(line.late),
        ]
        for line in board.lines
    ]
    return Sheet(_("Cycles"), header, rows)


def _phases(board: Programme) -> Sheet:
    return Sheet(_("Phases"), [_("Phase"), _("Cycles")], [[line.title, line.count] for line in board.phases])


def _late(board: Programme) -> Sheet:
    header = [_("Service"), _("Round"), _("Step"), _("Expected by"), _("Days late")]
    rows = [[s.cycle.service_point.name, s.cycle.number, s.what, s.due_on, s.days] for s in board.late]
    return Sheet(_("Late steps"), header, rows)


def _heard(board: Programme) -> Sheet:
    heard = board.heard
    rows: list[list[Any]] = [
        [_("released cards"), board.cards, None, None],
        [_("sessions held"), heard.sessions, None, None],
        [_("sessions counted"), heard.counted, None, None],
        [_("people heard"), heard.people, None, heard.counted],
        [_("women"), heard.women, _kept(heard.women_share), heard.counted],
        [_("under 30"), heard.young, _kept(heard.young_share), heard.counted],
        [_("60 and over"), heard.elder, _kept(heard.elder_share), heard.counted],
    ]
    for kind in heard.kinds:
        label = _("groups: %(kind)s") % {"kind": GroupKind(kind.kind).label}
        rows.append([label, kind.groups, None, kind.groups])
        rows.append([_("people in these groups: %(kind)s") % {"kind": GroupKind(kind.kind).label}, kind.people, None,
                     kind.counted])  # fmt: skip
    return Sheet(_("Who was heard"), [_("Figure"), _("Number"), _("Percent"), _("Sessions it comes from")], rows)


def _hours(board: Programme) -> Sheet:
    header = [_("Phase"), _("Hours planned"), _("Cycles that wrote it"), _("Hours spent"), _("Cycles that wrote it"),
              _("Spent in % of planned"), _("Phases with both")]  # fmt: skip
    rows = [
        [line.title, line.planned, line.n_planned, line.spent, line.n_spent, _kept(line.share), line.n_both]
        for line in (*board.hours, board.hours_total)
    ]
    return Sheet(_("Hours of work"), header, rows)


def _promises(board: Programme) -> Sheet:
    made = board.promises
    rate = made.on_time.figures.rate
    rows = [
        [_("plans with a promise"), made.plans],
        [_("promises made"), made.made],
        [_("kept"), made.kept],
        [_("still open"), made.open],
        [_("late"), made.late],
        [_("dropped"), made.dropped],
        [_("fallen due"), made.on_time.figures.due],
        [_("kept on time"), made.on_time.figures.kept],
        [_("due dates put back"), made.on_time.figures.moved],
        [_("seen not done by the committee"), made.on_time.denied],
        [_("on-time rate, in %"), None if rate is None else _kept(rate * 100)],
    ]
    return Sheet(_("Promises"), [_("Figure"), _("Number")], rows)


def _gap_cells(line: RoundGap) -> list[Any]:
    return [line.compared, line.agreeing, _kept(line.share), _kept(line.gap), _kept(line.distance)]


def _gap_header() -> list[str]:
    return [_("Scored by both"), _("In agreement"), _("In agreement, in %"), _("Mean gap, in % of the scale"),
            _("Mean distance, in % of the scale")]  # fmt: skip


def _rounds(board: Programme) -> Sheet:
    rows = [[line.number, line.cards, *_gap_cells(line)] for line in board.rounds]
    return Sheet(_("Gaps by round"), [_("Round"), _("Cards"), *_gap_header()], rows)


def _gaps(board: Programme) -> Sheet:
    rows = [
        [gap.cycle.service_point.name, line.number, *_gap_cells(line), _kept(gap.change)]
        for gap in board.gaps
        for line in gap.rounds
    ]
    header = [_("Service"), _("Round"), *_gap_header(), _("Change of the distance, first to last round")]
    return Sheet(_("Gaps by service"), header, rows)


def _places(board: Programme) -> Sheet:
    rows = [
        [
            row.number,
            row.service_point.name,
            row.service_point.territory.name,
            row.service_point.latitude,
            row.service_point.longitude,
            row.cycles,
            row.latest.get_state_display(),
            row.is_late,
        ]
        for row in board.places
    ]
    header = [_("Number on the map"), _("Service"), _("Territory"), _("Latitude"), _("Longitude"), _("Cycles"),
              _("Phase"), _("Late")]  # fmt: skip
    return Sheet(_("Places"), header, rows)


_SHEETS: dict[str, Callable[[Programme], Sheet]] = {
    "cycles": _cycles,
    "phases": _phases,
    "late": _late,
    "heard": _heard,
    "hours": _hours,
    "promises": _promises,
    "rounds": _rounds,
    "gaps": _gaps,
    "places": _places,
}
#: Names of the tables in addresses.
CODES = tuple(_SHEETS)


def sheet_of(board: Programme, code: str) -> Sheet:
    return _SHEETS[code](board)


def sheets_of(board: Programme) -> list[Sheet]:
    return [sheet_of(board, code) for code in CODES]


def geojson(board: Programme) -> dict[str, Any]:
    """Located service points as features; longitude first (RFC 7946). The others are counted in ``unlocated``."""
    features = [
        {
            "type": "Feature",
            "id": str(row.service_point.pk),
            "geometry": {
                "type": "Point",
                "coordinates": [float(row.service_point.longitude), float(row.service_point.latitude)],
            },
            "properties": {
                "name": row.service_point.name,
                "sector": row.service_point.sector,
                "territory": row.service_point.territory.name,
                "cycles": row.cycles,
                "latest_round": row.latest.number,
                "phase": row.latest.state,
                "late": row.is_late,
            },
        }
        for row in board.placed
        if row.service_point.latitude is not None and row.service_point.longitude is not None
    ]
    unlocated = [row.service_point.name for row in board.unplaced]
    return {"type": "FeatureCollection", "features": features, "unlocated": unlocated}
