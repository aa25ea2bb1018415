"""Input tracking: what was planned, received, observed; how far they are apart, and how much of it is proved.

Percentages are exact (``card.percent``) and rounded only where they are shown. What nobody wrote is None and
stays out of every total: it is never 0.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scorecards.scoring.card import percent


@dataclass(frozen=True)
class InputLine:
    """One input. Amounts are in ``unit`` (a currency for money): money is planned = budgeted, observed = spent."""

    planned: Decimal | None
    received: Decimal | None
    observed: Decimal | None
    is_money: bool = False
    unit: str = ""
    source: str = ""
    has_evidence: bool = False


@dataclass(frozen=True)
class InputFigures:
    """``achieved``: observed in percent of planned; ``gap``: observed − planned, below 0 when something is missing.

    ``delivered``: received in percent of planned. Each is None when one of its two amounts is unknown.
    """

    achieved: Decimal | None
    delivered: Decimal | None
    gap: Decimal | None


@dataclass(frozen=True)
class InputTotal:
    """The sums of the lines of one source and unit, each over the amounts that are known.

    ``figures`` compare like with like: a line enters a percentage only when both of its amounts are known.
    ``complete``: every line gives the three amounts.
    """

    source: str
    unit: str
    is_money: bool
    lines: int
    planned: Decimal | None
    received: Decimal | None
    observed: Decimal | None
    figures: InputFigures
    complete: bool


def input_figures(line: InputLine) -> InputFigures:
    """Percent and gap of one line."""
    gap = None if line.planned is None or line.observed is None else line.observed - line.planned
    return InputFigures(percent(line.observed, line.planned), percent(line.received, line.planned), gap)


def evidence_coverage(lines: Sequence[InputLine]) -> Decimal | None:
    """Lines that name an evidence, in percent of the lines that state something received or observed.

    A line where nothing was seen yet has nothing to prove. None without any line to prove.
    """
    stated = [line for line in lines if line.received is not None or line.observed is not None]
    return percent(Decimal(sum(line.has_evidence for line in stated)), Decimal(len(stated)))


def input_totals(lines: Iterable[InputLine]) -> tuple[InputTotal, ...]:
    """Totals per (money or not, source, unit), in the order of first appearance: litres never add to dirhams."""
    sets: dict[tuple[bool, str, str], list[InputLine]] = {}
    for line in lines:
        sets.setdefault((line.is_money, line.source, line.unit), []).append(line)
    return tuple(_total(key, rows) for key, rows in sets.items())


def _total(key: tuple[bool, str, str], rows: list[InputLine]) -> InputTotal:
    is_money, source, unit = key
    seen = [(row.observed, row.planned) for row in rows if row.observed is not None and row.planned is not None]
    came = [(row.received, row.planned) for row in rows if row.received is not None and row.planned is not None]
    observed, of_planned = _sum(pair[0] for pair in seen), _sum(pair[1] for pair in seen)
    return InputTotal(
        source=source,
        unit=unit,
        is_money=is_money,
        lines=len(rows),
        planned=_sum(row.planned for row in rows),
        received=_sum(row.received for row in rows),
        observed=_sum(row.observed for row in rows),
        figures=InputFigures(
            achieved=percent(observed, of_planned),
            delivered=percent(_sum(pair[0] for pair in came), _sum(pair[1] for pair in came)),
            gap=None if observed is None or of_planned is None else observed - of_planned,
        ),
        complete=all(None not in (row.planned, row.received, row.observed) for row in rows),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def share_heard(households: Iterable[tuple[int | None, bool]]) -> Decimal | None:
    """Households heard in a group, in percent of those counted; ``households``: (how many, heard). None uncounted."""
    counted = [(number, heard) for number, heard in households if number is not None]
    whole = sum(number for number, _heard in counted)
    return percent(Decimal(sum(number for number, heard in counted if heard)), Decimal(whole))
