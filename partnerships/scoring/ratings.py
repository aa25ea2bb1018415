"""The reading of a rating: one organisation, one weight. Pure; figures to four decimals, halves up.

Levels go from 1 to 4; a score is (level − 1) ÷ 3. An absence is never a zero: a figure that can't be given is None,
and ``why`` says so. Source: docs/en/figures.md (partnerships).
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.arithmetic import mean, median, rounded, settled, share
from partnerships.thresholds import Thresholds

LEVELS = (1, 2, 3, 4)
#: Largest variance that levels from 1 to A may have: ½(A² + 1) − (½(A + 1))²; 2.25 for four levels.
MAX_VARIANCE = Decimal(len(LEVELS) ** 2 + 1) / 2 - (Decimal(len(LEVELS) + 1) / 2) ** 2
_PLACES = Decimal("0.0001")


class Box(StrEnum):
    SHARED_STRENGTH = "shared_strength"
    SHARED_WEAKNESS = "shared_weakness"
    TO_OPEN = "to_open"
    BLIND_SPOT = "blind_spot"
    BETWEEN = "between"


class Why(StrEnum):
    """Why a figure isn't given."""

    NO_ANSWER = "no_answer"
    NOT_APPLICABLE = "not_applicable"
    FEW_ORGANISATIONS = "few_organisations"
    FEW_PARTIES = "few_parties"


@dataclass(frozen=True)
class PartyAnswers:
    """What the people of a party answered to a statement. ``levels``: level → people; ``proven``: high, with proof."""

    party: Hashable
    levels: Mapping[int, int] = field(default_factory=dict)
    dont_know: int = 0
    not_applicable: int = 0
    proven: int = 0

    @property
    def rated(self) -> int:
        return sum(self.levels.values())

    @property
    def high(self) -> int:
        """Answers of 3 or 4."""
        return self.levels.get(3, 0) + self.levels.get(4, 0)

    @property
    def mean(self) -> Decimal | None:
        """Mean level of those who rated, unrounded."""
        if not self.rated:
            return None
        return Decimal(sum(level * count for level, count in self.levels.items())) / self.rated

    @property
    def dont_know_rate(self) -> Decimal | None:
        """ "I don't know" among those the statement applies to; None when it applies to nobody who answered."""
        asked = self.rated + self.dont_know
        return Decimal(self.dont_know) / asked if asked else None


@dataclass(frozen=True)
class Reading:
    """One line read. ``means``: party → its mean level; ``apart``: the party far from all others, if one is.

    ``box`` is None when nothing may be published, and ``why`` then says why.
    """

    means: Mapping[Hashable, Decimal]
    mean: Decimal | None
    score: Decimal | None
    median: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    extent: Decimal | None
    deviation: Decimal | None
    agreement: Decimal | None
    dont_know: Decimal | None
    apart: Hashable | None
    box: Box | None
    why: Why | None

    @property
    def is_publishable(self) -> bool:
        return self.mean is not None


def score_of(level: Decimal) -> Decimal:
    """s = (x − 1) ÷ 3, 0–1."""
    return (level - 1) / (len(LEVELS) - 1)


def agreement_of(values: Sequence[Decimal]) -> Decimal | None:
    """r*wg = 1 − s² ÷ σ²mv with the population variance; 0 when two say 1 and 4. None under two values."""
    middle = mean(values)
    if middle is None or len(values) < 2:
        return None
    variance = sum(((value - middle) ** 2 for value in values), Decimal(0)) / len(values)
    return 1 - variance / MAX_VARIANCE


def deviation_of(values: Sequence[Decimal]) -> Decimal | None:
    """Mean distance to the median, in levels."""
    middle = median(values)
    return None if middle is None else mean(abs(value - middle) for value in values)


def far_from_all(means: Mapping[Hashable, Decimal], distance: Decimal) -> Hashable | None:
    """The one party that stands ``distance`` levels or more from every other; of two parties, nobody is alone."""
    if len(means) < 3:
        return None
    alone = [
        party
        for party, value in means.items()
        if all(abs(value - other) >= distance for key, other in means.items() if key != party)
    ]
    return alone[0] if len(alone) == 1 else None


def read_statement(answers: Sequence[PartyAnswers], *, parties: int, limits: Thresholds) -> Reading:
    """One statement, from the answers of each party. ``parties``: how many the partnership has."""
    means = {row.party: row.mean for row in answers if row.mean is not None}
    unknown = {row.party: row.dont_know_rate for row in answers if row.dont_know_rate is not None}
    applies = any(row.rated or row.dont_know for row in answers)
    nothing = Why.NO_ANSWER if applies or not any(row.not_applicable for row in answers) else Why.NOT_APPLICABLE
    return _read(means, unknown, parties=parties, limits=limits, nothing=nothing)


def read_criterion(statements: Sequence[Reading], unknown: Mapping[Hashable, Decimal], *, parties: int,
                   limits: Thresholds) -> Reading:  # fmt: skip
    """One criterion: each party's mean over its statements, then the same reading.

    ``unknown``: party → its "don't know" rate over the three statements together.
    """
    own: dict[Hashable, list[Decimal]] = {}
    for reading in statements:
        for party, value in reading.means.items():
            own.setdefault(party, []).append(value)
    means = {party: sum(values, Decimal(0)) / len(values) for party, values in own.items()}
    whys = {reading.why for reading in statements}
    nothing = Why.NOT_APPLICABLE if whys == {Why.NOT_APPLICABLE} else Why.NO_ANSWER
    return _read(means, unknown, parties=parties, limits=limits, nothing=nothing)


def unknown_rates(answers: Iterable[PartyAnswers]) -> dict[Hashable, Decimal]:
    """Party → "don't know" ÷ answers asked for, over several statements."""
    counts: dict[Hashable, list[int]] = {}
    for row in answers:
        held = counts.setdefault(row.party, [0, 0])
        held[0] += row.dont_know
        held[1] += row.rated + row.dont_know
    return {party: Decimal(known) / asked for party, (known, asked) in counts.items() if asked}


def read_together(level: Decimal | None, *, dont_know: bool, limits: Thresholds) -> Reading:
    """What the parties answered on one sheet: a level and its box, no divergence (there is one answer)."""
    middle = settled(level)
    score = None if middle is None else rounded(score_of(middle))
    box = Box.BLIND_SPOT if dont_know else None if score is None else _by_score(score, limits)
    why = None if box else Why.NO_ANSWER
    return Reading({}, middle, score, middle, None, None, None, None, None, None, None, box, why)


def evidence_coverage(answers: Iterable[PartyAnswers]) -> Decimal | None:
    """Answers of 3 or 4 with a proof ÷ answers of 3 or 4; None without any."""
    rows = list(answers)
    high = sum(row.high for row in rows)
    proven = share(sum(row.proven for row in rows), high)
    return settled(proven)


def _read(means: Mapping[Hashable, Decimal], unknown: Mapping[Hashable, Decimal], *, parties: int, limits: Thresholds,
          nothing: Why) -> Reading:  # fmt: skip
    dont_know = mean(unknown.values())
    shown = _hole(len(means), parties, limits, nothing)
    heard = _hole(len(unknown), parties, limits, nothing)
    values = list(means.values())
    rate = settled(dont_know)
    figures: dict[str, Any] = dict.fromkeys(
        ("mean", "score", "median", "lowest", "highest", "extent", "deviation", "agreement", "apart")
    )
    if shown is None:
        figures = _figures(values) | {"apart": far_from_all(means, limits.outlier_levels)}
    blind = heard is None and rate is not None and rate >= limits.dont_know
    box = Box.BLIND_SPOT if blind else None if shown else _box(figures, limits)
    rows = {party: rounded(value) for party, value in means.items()}
    return Reading(means=rows, dont_know=rate, box=box, why=shown, **figures)


def _hole(organisations: int, parties: int, limits: Thresholds, nothing: Why) -> Why | None:
    """Two organisations at least, and half of the parties; else why not."""
    if organisations == 0:
        return nothing
    if organisations < 2:
        return Why.FEW_ORGANISATIONS
    return Why.FEW_PARTIES if Decimal(organisations) < limits.parties_answering * parties else None


def _figures(values: Sequence[Decimal]) -> dict[str, Any]:
    middle, low, high = mean(values) or Decimal(0), min(values), max(values)
    return {
        "mean": rounded(middle),
        "score": rounded(score_of(middle)),
        "median": rounded(median(values) or Decimal(0)),
        "lowest": rounded(low),
        "highest": rounded(high),
        "extent": rounded(high - low),
        "deviation": rounded(deviation_of(values) or Decimal(0)),
        "agreement": rounded(agreement_of(values) or Decimal(0)),
    }


def _box(figures: Mapping[str, Any], limits: Thresholds) -> Box:
    """Divergence first, then the party that sees otherwise, then the level. "Don't know" was looked at before."""
    if figures["agreement"] < limits.agreement:
        return Box.TO_OPEN
    if figures["apart"] is not None:
        return Box.BLIND_SPOT
    return _by_score(figures["score"], limits)


def _by_score(score: Decimal, limits: Thresholds) -> Box:
    if score >= limits.strong:
        return Box.SHARED_STRENGTH
    return Box.SHARED_WEAKNESS if score < limits.weak else Box.BETWEEN
