"""The workbook of a rating: criteria, statements, trust, benefits, method. Party means only, never a single answer."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.arithmetic import round_half_up
from core.exports import Cell, Sheet
from partnerships.reports.ratingmethod import method_lines
from partnerships.reports.ratingshapes import Line, RatingReport


def rating_sheets(report: RatingReport) -> list[Sheet]:
    """Every sheet, the criteria first."""
    statements = [line for parts in report.statements.values() for line in parts]
    return [
        _lines(_("Criteria"), report, report.criteria),
        _lines(_("Statements"), report, statements),
        _trust(report),
        _benefits(report),
        _method(report),
    ]


def _figure(value: Cell) -> Cell:
    return None if value is None else round_half_up(value, "0.001")


def _lines(title: str, report: RatingReport, lines: Sequence[Line]) -> Sheet:
    header = [
        _("Number"),
        pgettext("rating", "Wording"),
        *(f"{party.letter} {party.name}" for party in report.parties),
        _("Mean (1 to 4)"),
        _("Score (0 to 1)"),
        _("Median"),
        _("Range"),
        _("Mean distance to the median"),
        _("Agreement (r*wg)"),
        _("Share of “I don't know”"),
        _("Organisations"),
        _("People"),
        _("Reading"),
        _("Answered together"),
        _("Before (%(label)s)") % {"label": report.before_label or "–"},
    ]
    rows = [
        [
            line.number,
            line.text,
            *(_figure(cell) for cell in line.cells),
            *(_figure(value) for value in (line.mean, line.score, line.median, line.extent, line.deviation)),
            _figure(line.agreement),
            _figure(line.dont_know),
            line.organisations,
            line.people,
            line.box_word or line.why,
            line.joint,
            _figure(line.before),
        ]
        for line in lines
    ]
    return Sheet(title, header, rows)


def _trust(report: RatingReport) -> Sheet:
    header = [_("Who trusts"), *(f"{party.letter} {party.name}" for party in report.parties), _("Received, mean")]
    rows = [
        [row.party.name, *(_figure(cell.level) for cell in row.cells), _figure(row.received)]
        for row in report.trust.rows
    ]
    return Sheet(_("Trust"), header, rows)


def _benefits(report: RatingReport) -> Sheet:
    header = [_("Party"), _("Benefit or drawback"), pgettext("benefit", "Declared"), _("Level (1 to 4)")]
    rows: list[list[Cell]] = []
    for row in report.benefits:
        rows += [
            [row.party.name, line.name, _("yes") if line.is_declared else _("no"), line.level] for line in row.lines
        ]
        rows += [
            [row.party.name, _("Drawback: %(text)s") % {"text": text}, None, weight] for text, weight in row.drawbacks
        ]
    return Sheet(_("Benefits and drawbacks"), header, rows)


def _method(report: RatingReport) -> Sheet:
    rows: list[list[Cell]] = [[line.title, line.text] for line in method_lines(report.thresholds)]
    rows.append([_("Thresholds"), _("Starting points, not statistically validated; frozen with this rating.")])
    rows += [[name, value] for name, value in report.thresholds.items()]
    return Sheet(_("Method"), [_("Figure"), _("How it is computed")], rows)
