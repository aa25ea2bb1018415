"""Every figure of a card: means, consolidation, gap, trend, suppression. Pure: no Django, no database.

Rule of rounding: arithmetic is exact (fractions); a result is a ``Decimal`` at 12 places, rounded half up once; what
is shown rounds that half up to one place (three in the JSON of an import).
A missing figure is ``None`` with a status that says why; it enters no mean and is never 0.
Source of the rules: community score card manuals (groups kept as given, consolidated value beside them); see
docs/en/figures.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
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
    VILLAGE_MEAN = "village_mean"


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
    """``villages``: of each group, in the order of ``groups``; "" where none is written; empty when nobody said."""

    groups: tuple[str, ...]
    rows: tuple[Row, ...]
    users: Summary
    provider: Summary
    villages: tuple[str, ...] = ()

    def row(self, indicator: str) -> Row | None:
        return next((row for row in self.rows if row.indicator == indicator), None)


def to_decimal(exact: Fraction) -> Decimal:
    """``exact`` at 12 places, half up."""
    scaled = exact * 10**12
    sign = -1 if scaled < 0 else 1
    whole = (abs(scaled) * 2 + 1) // 2
    return (Decimal(sign * int(whole)) * PLACES).quantize(PLACES)


def mean(values: Iterable[Decimal | Fraction]) -> Decimal | None:
    """The arithmetic mean, exact, None of nothing."""
    exact = [Fraction(value) for value in values]
    return to_decimal(sum(exact, Fraction(0)) / len(exact)) if exact else None


def percent(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """``part`` in percent of ``whole``; None when either is unknown or the whole is 0 (a share of nothing)."""
    if part is None or not whole:
        return None
    return to_decimal(Fraction(part) / Fraction(whole) * 100)


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


def weights_of(cells: Sequence[Cell], rule: Rule, villages: Sequence[str] = ()) -> dict[int, Fraction]:
    """Place → weight of every cell that scored; ``villages``: of each cell, in the same order.

    Simple mean: every group that scored counts once. Weighted: by its people; when one of them isn't counted the
    weight is unknown, and each counts once. Villages: every village with a group that scored counts once, shared
    equally by its groups that scored; groups without a village stand together as one more.
    """
    scored = [index for index, cell in enumerate(cells) if cell.is_scored and cell.mean is not None]
    if rule is Rule.VILLAGE_MEAN and villages:
        names = {index: village_key(villages[index]) for index in scored}
        sizes = Counter(names.values())
        return {index: Fraction(1, sizes[names[index]]) for index in scored}
    people = [cells[index].people for index in scored]
    if rule is Rule.WEIGHTED_BY_PRESENT and all(count is not None for count in people) and any(people):
        return {index: Fraction(count or 0) for index, count in zip(scored, people, strict=True)}
    return dict.fromkeys(scored, Fraction(1))


def village_key(name: str) -> str:
    """One village, however its name is spaced or capitalised."""
    return " ".join(name.split()).casefold()


def consolidate(cells: Sequence[Cell], rule: Rule = Rule.SIMPLE_MEAN, villages: Sequence[str] = ()) -> Cell:
    """The users' figure of one indicator from its groups, weighed as ``weights_of`` says.

    ``people`` adds up where every group was counted.
    """
    weights = weights_of(cells, rule, villages)
    if not weights:
        return Cell(_why_missing(cells))
    scored = [cells[index] for index in weights]
    counts = [cell.people for cell in scored if cell.people is not None]
    people = sum(counts) if len(counts) == len(scored) else None
    total = sum((Fraction(cells[index].mean or 0) * weight for index, weight in weights.items()), Fraction(0))
    return Cell(Status.SCORED, to_decimal(total / sum(weights.values())), people, None, _sum_tallies(scored))


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
    villages: Mapping[str, str] | None = None,
) -> Card:
    """The whole card. ``indicators`` and ``groups`` are keys in the order of the card; order of ``scores`` is free.

    ``villages``: group → village; a group that isn't there has none.
    """
    named = tuple((villages or {}).get(group, "") for group in groups)
    table = {(score.indicator, score.group): score for score in scores}
    rows = []
    for indicator in indicators:
        cells = tuple(cell_of(table.get((indicator, group)), scale) for group in groups)
        provider = cell_of(table.get((indicator, None)), scale)
        rows.append(row_of(indicator, cells, consolidate(cells, rule, named), provider, scale))
    return card_of(groups, rows, named)


def row_of(indicator: str, groups: tuple[Cell, ...], users: Cell, provider: Cell, scale: ScaleSpec) -> Row:
    """A row from its cells, live or frozen: the gap is derived, only where both sides scored."""
    gap = users.mean - provider.mean if users.mean is not None and provider.mean is not None else None
    return Row(indicator, groups, users, provider, gap, None if gap is None else classify_gap(gap, scale))


def card_of(groups: Sequence[str], rows: Iterable[Row], villages: Sequence[str] = ()) -> Card:
    """A card from its rows: the two sides' means are derived."""
    listed = tuple(rows)
    users, provider = _summary(row.users for row in listed), _summary(row.provider for row in listed)
    return Card(tuple(groups), listed, users, provider, tuple(villages))


def _summary(cells: Iterable[Cell]) -> Summary:
    listed = list(cells)
    if any(cell.status is Status.TOO_FEW for cell in listed):
        return Summary(None, sum(cell.is_scored for cell in listed), Status.TOO_FEW)
    values = [cell.mean for cell in listed if cell.mean is not None]
    return Summary(mean(values), len(values), Status.SCORED if values else Status.NOT_SCORED)
