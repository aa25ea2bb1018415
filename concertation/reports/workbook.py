"""All figures of an edition as sheets: numbers stay numbers, an unknown one is empty and says why."""

from django.utils.translation import gettext as _

from concertation.catalogue import INDICATORS
from concertation.enums import Axis
from concertation.findings import STATEMENTS
from concertation.models import Edition
from concertation.reports.diagnosis import score_of
from concertation.reports.figures import EditionFigures
from concertation.reports.indicators import line_of, read_for, tables_of
from concertation.reports.moved import build_moved
from concertation.reports.tiring import build_tiring
from concertation.reports.wording import confidence_of_level
from core.arithmetic import rounded, settled
from core.exports import Sheet


def figure_sheets(edition: Edition, *, inside: bool) -> list[Sheet]:
    """Indicators, what is behind them, axes, statements, curves over the editions."""
    reads = read_for(edition, inside=inside, history=True)
    read = next(each for each in reads if each.edition.pk == edition.pk)
    upto = [each for each in reads if each.edition.number <= edition.number]
    previous = upto[-2].edition if len(upto) > 1 else None
    return [_indicators(read), _behind(read), _axes(read), _statements(read), _moved(edition, previous), _curves(upto)]


def _indicators(read: EditionFigures) -> Sheet:
    header = [
        _("Code"), _("Axis"), _("Indicator"), _("Core"), _("Value"), _("As read"), _("Why unknown"), _("n"),
        _("Numerator"), _("Denominator"), _("By chance"), _("Source"), _("Date"), _("Confidence"), _("Formula"),
    ]  # fmt: skip
    rows = []
    for indicator in INDICATORS:
        figure, line = read.get(indicator.code), line_of(read, indicator)
        rows.append([
            indicator.code, str(indicator.axis.label), line.name, _("yes") if line.core else _("no"),
            settled(figure.value, 4), line.value, line.missing, figure.n,
            figure.numerator, figure.denominator,
            settled(figure.by_chance, 4),
            line.source, line.on, line.confidence, line.how,
        ])  # fmt: skip
    return Sheet(_("Indicators"), header, rows)


def _behind(read: EditionFigures) -> Sheet:
    rows = [
        [indicator.code, str(indicator.name), table.title, row.label, row.value, row.remark]
        for indicator in INDICATORS
        if indicator.code not in ("I10", "I11", "I12")
        for table in tables_of(read, indicator.code)
        for row in table.lines
    ]
    header = [_("Code"), _("Indicator"), _("Table"), _("Line"), _("Value"), _("Remark")]
    return Sheet(_("Behind the figures"), header, rows)


def _axes(read: EditionFigures) -> Sheet:
    header = [
        _("Axis"), _("Score out of 100"), _("Indicators known"), _("Indicators"), _("Core known"), _("Core"),
        _("Completeness"), _("Sample"), _("Freshness"), _("Confidence"), _("In words"),
    ]  # fmt: skip
    rows = [
        [
            str(Axis(each.axis).label), score_of(each.value), each.known, each.total, each.core_known,
            each.core_total, rounded(each.completeness, 2), rounded(each.sample, 2), rounded(each.freshness, 2),
            rounded(each.confidence, 2), confidence_of_level(each.confidence)[1],
        ]
        for each in read.axes
    ]  # fmt: skip
    return Sheet(_("Axes"), header, rows)


def _statements(read: EditionFigures) -> Sheet:
    header = [
        _("Code"), _("Statement"), _("Answers"), _("Share that agrees"), _("Mean, 1 to 4"), _("Don't know"),
        _("Those who organise"), _("Gap"),
    ]  # fmt: skip
    rows = [
        [
            each.item, str(STATEMENTS[each.item]), each.favourable.n if each.favourable.known else None,
            *(
                settled(value, 3)
                for value in (
                    each.favourable.value, each.mean, each.dont_know, each.organisers.value, each.gap,
                )
            ),
        ]
        for each in read.reading.statements
    ]  # fmt: skip
    return Sheet(_("Survey"), header, rows)


def _moved(edition: Edition, previous: Edition | None) -> Sheet:
    header = [
        _("Statement"), _("Compared"), _("Before"), _("n before"), _("After"), _("n after"), _("Margin"),
        _("In words"),
    ]  # fmt: skip
    rows = [[row.statement, row.since, *row.numbers, row.margin, row.said] for row in build_moved(edition, previous)]
    return Sheet(_("Asked twice"), header, rows)


def _curves(reads: list[EditionFigures]) -> Sheet:
    tiring = build_tiring(reads)
    header = [_("Curve"), *(read.edition.label for read in reads), _("Change"), _("Gets worse")]
    rows = [
        [curve.name, *(point.value for point in curve.points), curve.change, _("yes") if curve.falls else _("no")]
        for curve in tiring.curves
    ]
    return Sheet(_("Over the editions"), header, rows)
