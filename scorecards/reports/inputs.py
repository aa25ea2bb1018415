"""What the input tracking shows, on its page, in the dossier, in a workbook; and the entitlements to read first."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.exports import Sheet
from core.numbers import format_number, format_signed
from scorecards import scoring
from scorecards.models import Cycle, InputItem
from scorecards.scoring import InputFigures, InputLine, InputTotal
from scorecards.services.moderation import Mask


@dataclass(frozen=True)
class Amounts:
    """Amounts and figures in words of the active language; "" when unknown."""

    planned: str
    received: str
    observed: str
    achieved: str
    gap: str


@dataclass(frozen=True)
class InputRow:
    """One input, plain values only: a report's fingerprint sees each of them. ``is_short``: less was observed than
    planned. ``amounts``: planned, received, observed."""

    pk: str
    label: str
    is_money: bool
    unit: str
    entitlement: str
    amounts: tuple[Decimal | None, Decimal | None, Decimal | None]
    source: str
    evidence: str
    remarks: str
    figures: InputFigures
    words: Amounts
    is_short: bool


@dataclass(frozen=True)
class TotalRow:
    """The sum of one source and unit."""

    total: InputTotal
    name: str
    words: Amounts


@dataclass(frozen=True)
class Inputs:
    """``goods`` and ``money`` apart; ``coverage``: percent of stated lines with evidence; ``totals`` of more than one
    line, or of money."""

    goods: tuple[InputRow, ...]
    money: tuple[InputRow, ...]
    totals: tuple[TotalRow, ...]
    coverage: Decimal | None
    note: str

    @property
    def rows(self) -> tuple[InputRow, ...]:
        return self.goods + self.money

    @property
    def short(self) -> int:
        return sum(row.is_short for row in self.rows)

    @property
    def sections(self) -> tuple[tuple[str, bool, tuple[InputRow, ...]], ...]:
        """(title, is money, rows) of what is there."""
        listed = ((_("In kind"), False, self.goods), (_("Money"), True, self.money))
        return tuple(section for section in listed if section[2])

    @property
    def coverage_text(self) -> str:
        return format_number(self.coverage, 0) if self.coverage is not None else ""


def build_inputs(cycle: Cycle, mask: Mask | None = None) -> Inputs:
    """One query, whatever the number of lines. ``mask`` hides texts that are being read again."""
    mask = mask or Mask()
    items = list(InputItem.objects.filter(cycle=cycle))
    lines = [_line(item) for item in items]
    rows = [_row(item, line, mask) for item, line in zip(items, lines, strict=True)]
    totals = [total for total in scoring.input_totals(lines) if total.is_money or total.lines > 1]
    return Inputs(
        goods=tuple(row for row in rows if not row.is_money),
        money=tuple(row for row in rows if row.is_money),
        totals=tuple(TotalRow(total, _total_name(total, mask), _total_words(total)) for total in totals),
        coverage=scoring.evidence_coverage(lines),
        note=mask(cycle.inputs_note),
    )


def _line(item: InputItem) -> InputLine:
    return InputLine(
        item.planned, item.received, item.observed, item.is_money, item.unit, item.source, bool(item.evidence)
    )


def _row(item: InputItem, line: InputLine, mask: Mask) -> InputRow:
    figures = scoring.input_figures(line)
    return InputRow(
        pk=str(item.pk),
        label=mask(item.label),
        is_money=item.is_money,
        unit=item.unit,
        entitlement=item.entitlement,
        amounts=(item.planned, item.received, item.observed),
        source=mask(item.source),
        evidence=mask(item.evidence),
        remarks=mask(item.remarks),
        figures=figures,
        words=_words(item.planned, item.received, item.observed, figures),
        is_short=figures.gap is not None and figures.gap < 0,
    )


def _words(planned: Decimal | None, received: Decimal | None, observed: Decimal | None, fig: InputFigures) -> Amounts:
    return Amounts(
        planned=_amount(planned),
        received=_amount(received),
        observed=_amount(observed),
        achieved=_percent(fig.achieved),
        gap="" if fig.gap is None else format_signed(fig.gap, 2),
    )


def _amount(value: Decimal | None) -> str:
    return "" if value is None else format_number(value, 2)


def _percent(value: Decimal | None) -> str:
    return "" if value is None else _("%(percent)s %%") % {"percent": format_number(value, 2)}


def _total_name(total: InputTotal, mask: Mask) -> str:
    source = mask(total.source) or (_("source not written") if total.is_money else _("Total"))
    return _("%(source)s, in %(unit)s") % {"source": source, "unit": total.unit} if total.unit else source


def _total_words(total: InputTotal) -> Amounts:
    return _words(total.planned, total.received, total.observed, total.figures)


@dataclass(frozen=True)
class Entitlement:
    """What the service is entitled to, to be known before problems are raised."""

    label: str
    due: str
    planned: str
    unit: str


def entitlements(cycle: Cycle) -> tuple[Entitlement, ...]:
    """Inputs that say what is due. One query."""
    rows = InputItem.objects.filter(cycle=cycle).exclude(entitlement="")
    return tuple(Entitlement(row.label, row.entitlement, _amount(row.planned), row.unit) for row in rows)


def inputs_sheet(cycle: Cycle, mask: Mask | None = None) -> Sheet:
    """One sheet: a line per input with typed amounts, then the totals."""
    report = build_inputs(cycle, mask)
    header = (
        _("Input"),
        _("What is due, and by which rule"),
        _("Who pays or provides"),
        _("Money"),
        _("Unit or currency"),
        _("Planned or budgeted"),
        _("Received"),
        _("Observed or spent"),
        _("Gap"),
        _("Percent"),
        _("Evidence"),
        _("Remarks"),
    )
    rows: list[tuple[object, ...]] = [
        (
            row.label,
            row.entitlement,
            row.source,
            pgettext("answer", "yes") if row.is_money else pgettext("answer", "no"),
            row.unit,
            *row.amounts,
            row.figures.gap,
            _rounded(row.figures.achieved),
            row.evidence,
            row.remarks,
        )
        for row in report.rows
    ]
    rows += [_total_cells(row) for row in report.totals]
    return Sheet(_("Input tracking"), header, rows)


def _total_cells(row: TotalRow) -> tuple[object, ...]:
    total = row.total
    money = pgettext("answer", "yes") if total.is_money else pgettext("answer", "no")
    amounts = (total.planned, total.received, total.observed, total.figures.gap, _rounded(total.figures.achieved))
    return (_("Total"), "", total.source, money, total.unit, *amounts, "", "")


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else scoring.rounded(value, 2)
