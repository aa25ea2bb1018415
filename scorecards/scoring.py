"""Every figure of a card: means, consolidation, gap, trend, suppression. Pure: no Django, no database.

Rule of rounding: arithmetic is exact (fractions); a result is a ``Decimal`` at 12 places, rounded half up once; what
is shown rounds that half up to one place (three in the JSON of an import).
A missing figure is ``None`` with a status that says why; it enters no mean and is never 0.
Source of the rules: community score card manuals (groups kept as given, consolidated value beside them); see
docs/en/figures.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from scorecards.scales import ScaleSpec

RULE_VERSION = 1
PLACES = Decimal(1).scaleb(-12)
#: Gap classes, as a share of the scale's span: up to an eighth the two sides agree, from a quarter the gap is strong.
AGREEMENT_SHARE = Fraction(1, 8)
STRONG_SHARE = Fraction(1, 4)


class Status(StrEnum):
    """Why a figure is there, or isn't. ``ABSENT``: the indicator isn't asked of that side or group."""

    SCORED = "scored"
    NOT_SCORED = "not_scored"
    NOT_APPLICABLE = "not_applicable"
    REFUSED = "refused"
    TOO_FEW = "too_few"
    ABSENT = "absent"


class GapClass(StrEnum):
    AGREEMENT = "agreement"
    GAP = "gap"
    STRONG = "strong"


class Rule(StrEnum):
    SIMPLE_MEAN = "simple_mean"
    WEIGHTED_BY_PRESENT = "weighted_by_present"


@dataclass(frozen=True)
class ScoreInput:
    """One counted row. ``group`` is None for the provider; ``tallies`` has one count per level, lowest first.

    ``present``: people present at the session, None when nobody counted them.
    """

    indicator: str
    group: str | None
    status: Status
    value: Decimal | None = None
    tallies: tuple[int, ...] | None = None
    present: int | None = None
    reason: str = ""
    suggestion: str = ""


@dataclass(frozen=True)
class Cell:
    """One figure of the card. ``mean`` on the scale; ``people``: who stands behind it, None when not counted.

    ``median`` and ``tallies`` exist for a show of hands only.
    """

    status: Status
    mean: Decimal | None = None
    people: int | None = None
    median: Decimal | None = None
    tallies: tuple[int, ...] | None = None
    reason: str = ""
    suggestion: str = ""

    @property
    def is_scored(self) -> bool:
        return self.status is Status.SCORED


ABSENT = Cell(Status.ABSENT)


@dataclass(frozen=True)
class Row:
    """One indicator: a cell per group in the card's order, the consolidated users' cell, the provider's, the gap.

    ``gap`` = users − provider, only where both scored.
    """

    indicator: str
    groups: tuple[Cell, ...]
    users: Cell
    provider: Cell
    gap: Decimal | None
    gap_class: GapClass | None

    @property
    def lowest(self) -> Decimal | None:
        """The lower of the two sides' figures, None when neither scored."""
        known = [cell.mean for cell in (self.users, self.provider) if cell.mean is not None]
        return min(known) if known else None


@dataclass(frozen=True)
class Summary:
    """The unweighted mean over a side's indicators, and how many entered it."""

    mean: Decimal | None
    n: int
    status: Status = Status.SCORED


@dataclass(frozen=True)
class Card:
    groups: tuple[str, ...]
    rows: tuple[Row, ...]
    users: Summary
    provider: Summary

    def row(self, indicator: str) -> Row | None:
        return next((row for row in self.rows if row.indicator == indicator), None)


def to_decimal(exact: Fraction) -> Decimal:
    """``exact`` at 12 places, half up."""
    scaled = exact * 10**12
    sign = -1 if scaled < 0 else 1
    whole = (abs(scaled) * 2 + 1) // 2
    return (Decimal(sign * int(whole)) * PLACES).quantize(PLACES)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """``value`` with ``places`` decimals, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def mean(values: Iterable[Decimal | Fraction]) -> Decimal | None:
    """The arithmetic mean, None of nothing."""
    exact = [Fraction(value) for value in values]
    return to_decimal(sum(exact, Fraction(0)) / len(exact)) if exact else None


def tally_mean(tallies: Sequence[int], scale: ScaleSpec) -> Fraction | None:
    """The exact mean of a show of hands, None when no hand was counted."""
    hands = sum(tallies)
    if not hands:
        return None
    return (
        sum((Fraction(level) * count for level, count in zip(scale.levels, tallies, strict=True)), Fraction(0)) / hands
    )


def tally_median(tallies: Sequence[int], scale: ScaleSpec) -> Decimal | None:
    """The exact median of a show of hands: of an even count, the mean of the two middle ones (3 and 4 give 3.5)."""
    hands = sum(tallies)
    if not hands:
        return None
    ordered = [level for level, count in zip(scale.levels, tallies, strict=True) for _ in range(count)]
    low, high = ordered[(hands - 1) // 2], ordered[hands // 2]
    return (low + high) / 2


def cell_of(score: ScoreInput | None, scale: ScaleSpec) -> Cell:
    """The cell that one counted row makes; ABSENT of nothing."""
    if score is None:
        return ABSENT
    if score.status is not Status.SCORED:
        return _unscored(score, score.status)
    if score.tallies is not None:
        exact = tally_mean(score.tallies, scale)
        if exact is None:
            return _unscored(score, Status.NOT_SCORED)
        return Cell(
            Status.SCORED,
            to_decimal(exact),
            sum(score.tallies),
            tally_median(score.tallies, scale),
            tuple(score.tallies),
            score.reason,
            score.suggestion,
        )
    if score.value is None:
        raise ValueError("a scored row has a value or tallies")
    exact = Fraction(score.value)
    return Cell(Status.SCORED, to_decimal(exact), score.present, reason=score.reason, suggestion=score.suggestion)


def _unscored(score: ScoreInput, status: Status) -> Cell:
    return Cell(status, people=score.present, reason=score.reason, suggestion=score.suggestion)


def consolidate(cells: Sequence[Cell], rule: Rule = Rule.SIMPLE_MEAN) -> Cell:
    """The users' figure of one indicator from its groups.

    Simple mean: every group that scored counts once. Weighted: by its people; when one of them isn't counted the
    weight is unknown, and the simple mean is taken. ``people`` adds up where every group was counted.
    """
    scored = [cell for cell in cells if cell.is_scored and cell.mean is not None]
    if not scored:
        return Cell(_why_missing(cells))
    counts = [cell.people for cell in scored if cell.people is not None]
    people = sum(counts) if len(counts) == len(scored) else None
    if rule is Rule.WEIGHTED_BY_PRESENT and people:
        total = sum((Fraction(cell.mean or 0) * (cell.people or 0) for cell in scored), Fraction(0))
        return Cell(Status.SCORED, to_decimal(total / people), people, tallies=_sum_tallies(scored))
    return Cell(
        Status.SCORED, mean(cell.mean for cell in scored if cell.mean is not None), people, None, _sum_tallies(scored)
    )


def _sum_tallies(scored: Sequence[Cell]) -> tuple[int, ...] | None:
    """Hands per level over all groups, None unless every group raised hands."""
    counted = [cell.tallies for cell in scored if cell.tallies is not None]
    return tuple(sum(level) for level in zip(*counted, strict=True)) if len(counted) == len(scored) else None


def _why_missing(cells: Sequence[Cell]) -> Status:
    """The most telling reason when no group scored: the one they share, else "not scored"."""
    reasons = {cell.status for cell in cells if cell.status is not Status.ABSENT}
    if not reasons:
        return Status.ABSENT
    return reasons.pop() if len(reasons) == 1 else Status.NOT_SCORED


def classify_gap(gap: Decimal, scale: ScaleSpec) -> GapClass:
    share = abs(Fraction(gap)) / Fraction(scale.span)
    if share <= AGREEMENT_SHARE:
        return GapClass.AGREEMENT
    return GapClass.STRONG if share >= STRONG_SHARE else GapClass.GAP


def build_card(
    *,
    scale: ScaleSpec,
    indicators: Sequence[str],
    groups: Sequence[str],
    scores: Iterable[ScoreInput],
    rule: Rule = Rule.SIMPLE_MEAN,
) -> Card:
    """The whole card. ``indicators`` and ``groups`` are keys in the order of the card; order of ``scores`` is free."""
    table = {(score.indicator, score.group): score for score in scores}
    rows = []
    for indicator in indicators:
        cells = tuple(cell_of(table.get((indicator, group)), scale) for group in groups)
        provider = cell_of(table.get((indicator, None)), scale)
        rows.append(row_of(indicator, cells, consolidate(cells, rule), provider, scale))
    return card_of(groups, rows)


def row_of(indicator: str, groups: tuple[Cell, ...], users: Cell, provider: Cell, scale: ScaleSpec) -> Row:
    """A row from its cells, live or frozen: the gap is derived, only where both sides scored."""
    gap = users.mean - provider.mean if users.mean is not None and provider.mean is not None else None
    return Row(indicator, groups, users, provider, gap, None if gap is None else classify_gap(gap, scale))


def card_of(groups: Sequence[str], rows: Iterable[Row]) -> Card:
    """A card from its rows: the two sides' means are derived."""
    listed = tuple(rows)
    return Card(tuple(groups), listed, _summary(row.users for row in listed), _summary(row.provider for row in listed))


def _summary(cells: Iterable[Cell]) -> Summary:
    listed = list(cells)
    if any(cell.status is Status.TOO_FEW for cell in listed):
        return Summary(None, sum(cell.is_scored for cell in listed), Status.TOO_FEW)
    values = [cell.mean for cell in listed if cell.mean is not None]
    return Summary(mean(values), len(values), Status.SCORED if values else Status.NOT_SCORED)


def suppress(card: Card, minimum: int) -> Card:
    """The card for readers outside the facilitation team: no users' figure of fewer than ``minimum`` people.

    Small groups are hidden, then the next smallest ones, until at least two groups are hidden and stand together for
    ``minimum`` people or more; when a row's consolidated figure is hidden, the side's mean is hidden: nothing hidden
    can be found by subtraction. A figure whose people were never counted (a card published elsewhere) isn't known to
    be small and is shown. The provider's figure is the service's own statement and stays; the votes of a small staff
    don't.
    """
    rows = tuple(_suppress_row(row, minimum) for row in card.rows)
    return Card(card.groups, rows, _summary(row.users for row in rows), _summary(row.provider for row in rows))


_HIDDEN = Cell(Status.TOO_FEW)


def _is_small(cell: Cell, minimum: int) -> bool:
    return cell.is_scored and cell.people is not None and cell.people < minimum


def _suppress_row(row: Row, minimum: int) -> Row:
    hide = _groups_to_hide(row.groups, minimum)
    groups = tuple(
        _HIDDEN if index in hide else _without_words(cell, minimum) for index, cell in enumerate(row.groups)
    )
    scored = [cell for cell in row.groups if cell.is_scored]
    users = row.users
    if _is_small(users, minimum) or (hide and len(scored) == 1):
        users = _HIDDEN
    elif hide:
        users = replace(users, tallies=None, median=None)
    provider = row.provider
    if _is_small(provider, minimum):
        provider = replace(provider, tallies=None, median=None)
    compared = users.mean is not None
    return replace(
        row,
        groups=groups,
        users=users,
        provider=provider,
        gap=row.gap if compared else None,
        gap_class=row.gap_class if compared else None,
    )


def _without_words(cell: Cell, minimum: int) -> Cell:
    """A small group that did not score keeps its status; its words would speak for a few people."""
    if cell.is_scored or cell.people is None or cell.people >= minimum:
        return cell
    return replace(cell, reason="", suggestion="")


def _groups_to_hide(cells: Sequence[Cell], minimum: int) -> set[int]:
    """Small groups, and enough others that the hidden ones together are no small group either."""
    scored = [index for index, cell in enumerate(cells) if cell.is_scored]
    hide = {index for index in scored if _is_small(cells[index], minimum)}
    if not hide:
        return hide
    people = sum(cells[index].people or 0 for index in hide)
    others = [index for index in scored if index not in hide]
    for index in sorted(others, key=lambda index: (cells[index].people is None, cells[index].people or 0)):
        if len(hide) > 1 and people >= minimum:
            break
        hide.add(index)
        # A group that nobody counted isn't known to be small.
        people += minimum if cells[index].people is None else cells[index].people or 0
    return hide


class Move(StrEnum):
    """What became of an indicator since the previous round, on one side."""

    UP = "up"
    DOWN = "down"
    STABLE = "stable"
    NEW = "new"
    DROPPED = "dropped"
    NO_FIGURE = "no_figure"


@dataclass(frozen=True)
class Trend:
    """``before`` and ``after`` on the same scale; ``change`` = after − before where both are known."""

    indicator: str
    move: Move
    before: Decimal | None
    after: Decimal | None
    change: Decimal | None


def trend_of(indicator: str, before: Cell | None, after: Cell | None) -> Trend:
    """The same indicator in two rounds; None or ABSENT: it wasn't on that card."""
    was = before if before is not None and before.status is not Status.ABSENT else None
    now = after if after is not None and after.status is not Status.ABSENT else None
    old, new = (was.mean if was else None), (now.mean if now else None)
    if was is None:
        return Trend(indicator, Move.NEW, None, new, None)
    if now is None:
        return Trend(indicator, Move.DROPPED, old, None, None)
    if old is None or new is None:
        return Trend(indicator, Move.NO_FIGURE, old, new, None)
    change = new - old
    move = Move.STABLE if change == 0 else Move.UP if change > 0 else Move.DOWN
    return Trend(indicator, move, old, new, change)


def agenda_order(card: Card) -> tuple[str, ...]:
    """Indicators in the order of an interface meeting: lowest figure first, then largest gap, then card order.

    Indicators that nobody scored come last.
    """
    listed = [(row, position) for position, row in enumerate(card.rows)]

    def key(item: tuple[Row, int]) -> tuple[bool, Decimal, Decimal, int]:
        row, position = item
        return (row.lowest is None, row.lowest or Decimal(0), -abs(row.gap or Decimal(0)), position)

    return tuple(row.indicator for row, _ in sorted(listed, key=key))
