"""Money between parties: who receives what from whom, and how much of a budget hangs on one other party."""

from decimal import Decimal

from django.utils.translation import gettext as _

from core.dates import format_date
from core.numbers import format_number
from partnerships.models import Funding
from partnerships.reports.parts import Line, Matrix, Part, Reader, cells_of, line, part
from partnerships.reports.parts import percent_words as words
from partnerships.scoring.agreement import Received, dependence
from partnerships.services.nouns import NOUNS


def fundings(reader: Reader) -> list[Funding]:
    """What each party of today receives from another one. One query."""
    rows = Funding.objects.filter(party__in=reader.parties, source__in=reader.parties)
    return list(
        rows.select_related("party__organization", "source__organization").order_by("party__position", "planned_on")
    )


def funding_part(reader: Reader, rows: list[Funding]) -> Part:
    return part(
        reader,
        "funding",
        _("Money between parties"),
        (_("Received by"), _("From whom"), _("Amount per year"), _("Planned"), _("Received")),
        rows,
        lambda row: _funding(reader, row),
        (
            _("No money between parties is written."),
            _("The party that receives writes it; all parties read it, nobody else."),
        ),
        _("Write what we receive from another party"),
    )


def _funding(reader: Reader, row: Funding) -> Line:
    amount = f"{format_number(row.amount, 2)} {reader.partnership.currency}".strip()
    return line(
        reader, NOUNS["funding"], row, row.purpose or _("purpose not written"),
        str(row.party), str(row.source), amount,
        format_date(row.planned_on) if row.planned_on else _("no date"),
        format_date(row.received_on) if row.received_on else _("not yet"),
        note=_("Conditions: %(what)s") % {"what": row.conditions} if row.conditions else "",
    )  # fmt: skip


def dependence_matrix(reader: Reader, rows: list[Funding]) -> tuple[Matrix, ...]:
    """For each party, the largest share of its yearly budget that comes from one other party."""
    if not rows:
        return ()
    received = [Received(str(row.party_id), str(row.source_id), row.amount) for row in rows]
    budgets = {str(party.pk): party.annual_budget for party in reader.parties}
    shares = dependence(received, budgets)
    columns = (_("Received per year"), _("Largest share of the budget from one party"))
    lines = []
    for party in reader.parties:
        total = sum((row.amount for row in rows if row.party_id == party.pk), Decimal(0))
        share = shares[str(party.pk)]
        shown = words(share * 100) if share is not None else _("not enough data: no yearly budget")
        money = f"{format_number(total, 2)} {reader.partnership.currency}".strip()
        lines.append((str(party), cells_of(columns, [money, shown or ""])))
    return (
        Matrix(
            title=_("Who depends on whose money"),
            columns=columns,
            rows=tuple(lines),
            how=_(
                "What a party receives in a year from one other party, divided by its yearly budget (written on its "
                "own sheet); the largest of these shares. What is planned counts as much as what has come: one "
                "depends on what one counts on. The fact of criterion 10 (autonomy) is read from it."
            ),
        ),
    )
