"""What people say of the device, statement by statement; indicators 20 and 21. Pure; unrounded.

Levels 1 to 4; 3 and 4 agree. « Des personnes concernées manquaient » (S7) is turned round: disagreeing is good.
Under five answers nothing is told. Source: §4.5.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from concertation.scoring.facts import Levels
from concertation.scoring.figures import NOT_GIVEN, TOO_FEW, Figure, unknown
from concertation.scoring.measures import wilson
from core.arithmetic import mean

STATEMENTS = tuple(f"S{number}" for number in range(1, 11))
REVERSED = frozenset(("S7",))
MINIMUM, TOP = 5, 4
PARTICIPANTS, ORGANISERS = "participants", "organisers"
#: Gap from which those who organise see it otherwise than those who take part.
BLIND = Decimal("0.25")


@dataclass(frozen=True)
class StatementReading:
    """``favourable``: share that agrees (3 or 4; turned round for S7); ``mean``: 1 to 4, 4 being good."""

    item: str
    favourable: Figure
    mean: Decimal | None
    dont_know: Decimal | None
    organisers: Figure

    @property
    def gap(self) -> Decimal | None:
        """Participants − organisers, in share: below 0, those who organise see it rosier."""
        if self.favourable.value is None or self.organisers.value is None:
            return None
        return self.favourable.value - self.organisers.value

    @property
    def blind(self) -> bool:
        """A blind spot of those who organise: they see it better than participants do, by a quarter or more."""
        return self.gap is not None and self.gap <= -BLIND


def favourable(item: str, levels: Levels | None) -> Figure:
    """Share of those who rated that finds it good, with Wilson's interval; "don't know" is not in the division."""
    if levels is None or not (levels.rated or levels.dont_know):
        return unknown(item, NOT_GIVEN)
    n = levels.rated
    bounds = wilson(_good(item, levels), n)
    if n < MINIMUM or bounds is None:
        return unknown(item, TOO_FEW, n=n)
    good = _good(item, levels)
    return Figure(
        item, Decimal(good) / n, n=n, numerator=Decimal(good), denominator=Decimal(n), interval=bounds, source="survey"
    )


def _good(item: str, levels: Levels) -> int:
    wanted = (1, 2) if item in REVERSED else (3, 4)
    return sum(levels.levels.get(level, 0) for level in wanted)


def mean_level(item: str, levels: Levels | None) -> Decimal | None:
    """Mean level from 1 to 4, turned round for S7; None under five answers."""
    if levels is None or levels.rated < MINIMUM:
        return None
    total = sum(level * times for level, times in levels.levels.items())
    value = Decimal(total) / levels.rated
    return TOP + 1 - value if item in REVERSED else value


def read_statement(item: str, answers: Mapping[str, Mapping[str, Levels]]) -> StatementReading:
    levels = answers.get(PARTICIPANTS, {}).get(item)
    asked = levels.rated + levels.dont_know if levels else 0
    return StatementReading(
        item,
        favourable(item, levels),
        mean_level(item, levels),
        Decimal(levels.dont_know) / asked if levels and asked >= MINIMUM else None,
        favourable(item, answers.get(ORGANISERS, {}).get(item)),
    )


def read_statements(answers: Mapping[str, Mapping[str, Levels]]) -> tuple[StatementReading, ...]:
    return tuple(read_statement(item, answers) for item in STATEMENTS)


def satisfaction(answers: Mapping[str, Mapping[str, Levels]]) -> Decimal | None:
    """Mean of the means of the statements that at least five people rated; None when there is none."""
    given = answers.get(PARTICIPANTS, {})
    means = [value for item in STATEMENTS if (value := mean_level(item, given.get(item))) is not None]
    return mean(means)


def perception(statements: tuple[StatementReading, ...]) -> dict[str, Figure]:
    """I20 is S4 (respect), I21 is S2 (information): the same figures under the codes of the catalogue."""
    of_item = {each.item: each.favourable for each in statements}
    return {"I20": _renamed("I20", of_item["S4"]), "I21": _renamed("I21", of_item["S2"])}


def _renamed(code: str, figure: Figure) -> Figure:
    return replace(figure, code=code)
