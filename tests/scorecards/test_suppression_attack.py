"""An attacker who knows the method, the sizes of the groups and every figure that is shown finds no hidden one."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecards.scales import SCALES, ScaleSpec
from scorecards.scoring import Card, Cell, Rule, ScoreInput, Status, build_card, mean, suppress

MINIMUM = 5


@st.composite
def rooms(draw: st.DrawFn) -> tuple[ScaleSpec, Rule, Card]:
    """Up to four groups, most of them small, three indicators, values and shows of hands, on a scale of faces."""
    scale = SCALES[draw(st.sampled_from(["faces", "colours"]))]
    rule = draw(st.sampled_from(list(Rule)))
    sizes = draw(st.lists(st.integers(1, 9), min_size=1, max_size=3))
    groups = [f"g{index}" for index in range(len(sizes))]
    scores = []
    for indicator, (group, size) in product(("a", "b", "c"), zip(groups, sizes, strict=True)):
        if draw(st.booleans()):
            value = draw(st.sampled_from(list(scale.levels)))
            scores.append(ScoreInput(indicator, group, Status.SCORED, value=value, present=size))
        else:
            hands = draw(st.lists(st.sampled_from(range(len(scale.levels))), min_size=size, max_size=size))
            tallies = tuple(hands.count(level) for level in range(len(scale.levels)))
            scores.append(ScoreInput(indicator, group, Status.SCORED, tallies=tallies, present=size))
    scores += [ScoreInput(code, None, Status.SCORED, value=Decimal(1), present=2) for code in ("a", "b", "c")]
    villages = {group: draw(st.sampled_from(["Amont", "Aval", ""])) for group in groups}
    card = build_card(
        scale=scale, indicators=["a", "b", "c"], groups=groups, scores=scores, rule=rule, villages=villages
    )
    return scale, rule, card


def _figures(cell: Cell, scale: ScaleSpec) -> set[Fraction]:
    """What the attacker takes for possible: the very mode of the cell is known to them."""
    if cell.tallies is None:
        return {Fraction(level) for level in scale.levels}
    means = {Fraction(0)}
    for _hand in range(sum(cell.tallies)):
        means = {so_far + Fraction(level) for so_far in means for level in scale.levels}
    return {total / sum(cell.tallies) for total in means}


def _survivors(truth: Card, seen: Card, at: int, scale: ScaleSpec, rule: Rule) -> list[set[Fraction]]:
    """Per hidden group of row ``at``: the figures that fit everything shown, at the precision of a spreadsheet."""
    cells, shown = truth.rows[at].groups, seen.rows[at]
    hidden = [index for index, cell in enumerate(shown.groups) if cell.status is Status.TOO_FEW]
    choices = [
        _figures(cell, scale) if index in hidden else {Fraction(cell.mean or 0)} for index, cell in enumerate(cells)
    ]
    fits: list[set[Fraction]] = [set() for _ in cells]
    for combination in product(*choices):
        if _mean(combination, _weights(cells, truth.villages, rule), shown.users.mean):
            for index, value in enumerate(combination):
                fits[index].add(value)
    return [fits[index] for index in hidden if (cells[index].people or 0) < MINIMUM]


def _weights(cells: tuple[Cell, ...], villages: tuple[str, ...], rule: Rule) -> list[Fraction]:
    """Every cell of these rooms scored and was counted."""
    if rule is Rule.WEIGHTED_BY_PRESENT:
        return [Fraction(cell.people or 0) for cell in cells]
    if rule is Rule.VILLAGE_MEAN:
        return [Fraction(1, villages.count(name)) for name in villages]
    return [Fraction(1)] * len(cells)


def _mean(combination: tuple[Fraction, ...], weights: list[Fraction], shown: Decimal | None) -> bool:
    """Whether these figures give the consolidated one that is shown, which was rounded half up at one place."""
    if shown is None:
        return True
    total = sum((value * weight for value, weight in zip(combination, weights, strict=True)), Fraction(0))
    return abs(total / sum(weights) - Fraction(shown)) <= Fraction(1, 20)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(rooms())
def test_no_hidden_figure_is_the_only_one_that_fits(room: tuple[ScaleSpec, Rule, Card]) -> None:
    scale, rule, truth = room
    seen = suppress(truth, MINIMUM, scale, rule)
    for at in range(len(truth.rows)):
        for survivors in _survivors(truth, seen, at, scale, rule):
            assert len(survivors) >= 2


@settings(max_examples=300, deadline=None)
@given(rooms())
def test_what_is_shown_holds_together_and_tells_nothing_more(room: tuple[ScaleSpec, Rule, Card]) -> None:
    """Gap, side's mean, votes and counts come from the shown figures alone."""
    scale, rule, truth = room
    seen = suppress(truth, MINIMUM, scale, rule)
    for row, exact in zip(seen.rows, truth.rows, strict=True):
        hidden = [cell for cell in row.groups if cell.status is Status.TOO_FEW]
        for cell, was in zip(row.groups, exact.groups, strict=True):
            small = was.is_scored and was.people is not None and was.people < MINIMUM
            assert not small or cell.status is Status.TOO_FEW
            if cell.status is Status.TOO_FEW:
                assert cell == Cell(Status.TOO_FEW)
        if hidden:
            assert row.users.tallies is None
            assert row.users.median is None
        if row.users.mean is None:
            assert row.gap is None
            assert seen.users.mean is None
        else:
            assert row.provider.mean is not None
            assert row.gap == row.users.mean - row.provider.mean
            assert not hidden or row.users.mean == round(row.users.mean, 1)
        if len(hidden) == 1:
            assert row.users.mean is None, "one hidden group is found by subtraction"
    if all(row.users.mean is not None for row in seen.rows):
        assert seen.users.mean == mean(row.users.mean for row in seen.rows if row.users.mean is not None)


def test_two_groups_at_the_very_top_are_not_told_by_their_mean() -> None:
    scale = SCALES["faces"]
    scores = [
        ScoreInput("a", "few", Status.SCORED, value=Decimal(5), present=3),
        ScoreInput("a", "many", Status.SCORED, value=Decimal(5), present=12),
    ]
    truth = build_card(scale=scale, indicators=["a"], groups=["few", "many"], scores=scores)
    assert suppress(truth, MINIMUM).rows[0].users.mean == 5, "without the scale the mean told both groups"
    assert suppress(truth, MINIMUM, scale).rows[0].users.status is Status.TOO_FEW


def test_a_card_without_small_group_is_shown_as_it_is() -> None:
    scale = SCALES["ten"]
    scores = [
        ScoreInput("a", group, Status.SCORED, value=value, present=8)
        for group, value in (("x", Decimal("7.5")), ("y", Decimal(4)), ("z", Decimal("9.5")))
    ]
    truth = build_card(scale=scale, indicators=["a"], groups=["x", "y", "z"], scores=scores)
    assert suppress(truth, MINIMUM, scale) == truth
