"""The rules of the levers and the comparison of two editions, by hand."""

from decimal import Decimal as D

import pytest

from concertation.leverfile import LeverFileError, levers, read_lever, read_levers
from concertation.scoring.change import BETTER, NO_MARGIN, TOO_FEW, UNKNOWN, UNSURE, WORSE, Measure, compare, reached
from concertation.scoring.levers import Condition, Match, Rule, Seen, cost_of, judge, propose, within_means


def _rule(code: str = "r", mode: str = "all", *conditions: Condition, effort: int = 1, back: int = 3) -> Rule:
    return Rule(code, mode, conditions, effort, "none", D(2), back)


LOW = Condition("I22", "below", D("0.5"), D(0))


def test_rank_is_gravity_times_confidence_times_reversibility_over_effort() -> None:
    match = judge(_rule("r", "all", LOW, effort=2, back=2), {"I22": Seen(D("0.25"), 40, D("0.6"))})
    assert isinstance(match, Match)
    # halfway between 0.5 and 0: gravity 0.75; × 0.6 × 2/3 ÷ 2 = 0.15
    assert match.gravity == D("0.75")
    assert match.rank.quantize(D("0.000001")) == D("0.15")


def test_the_limit_itself_is_not_below() -> None:
    assert judge(_rule("r", "all", LOW), {"I22": Seen(D("0.5"))}) is None
    above = Condition("I27", "above", D(1), D(3))
    match = judge(_rule("r", "all", above), {"I27": Seen(D(1))})
    assert isinstance(match, Match)
    assert match.gravity == D("0.5")


def test_an_unknown_figure_makes_the_rule_unsaid_never_false_nor_true() -> None:
    assert judge(_rule("r", "all", LOW), {"I22": Seen(None)}) == ("I22",)
    other = Condition("I24", "below", D("0.4"))
    assert judge(_rule("r", "all", LOW, other), {"I22": Seen(D("0.9"))}) is None
    assert isinstance(judge(_rule("r", "any", LOW, other), {"I22": Seen(D("0.1"))}), Match)
    assert judge(_rule("r", "any", LOW, other), {"I22": Seen(D("0.9"))}) == ("I24",)


def test_a_context_condition_is_needed_without_weight() -> None:
    context = Condition("I25", "above", D("0.6"), None, context=True)
    match = judge(_rule("r", "all", LOW, context), {"I22": Seen(D("0.5") - D("0.1")), "I25": Seen(D(1))})
    assert isinstance(match, Match)
    assert match.gravity == D("0.6")


def test_the_highest_rank_comes_first_and_equal_ranks_by_code() -> None:
    seen = {"I22": Seen(D(0))}
    found = propose([_rule("b", "all", LOW), _rule("a", "all", LOW), _rule("z", "all", LOW, effort=3)], seen)
    assert [match.rule.code for match in found.matches] == ["a", "b", "z"]
    assert not propose([_rule("a", "all", LOW)], {}).matches


def test_means_are_taken_in_the_order_of_the_ranks() -> None:
    needs = [("a", D(6), D(100)), ("b", D(5), D(0)), ("c", D(3), None), ("d", D(1), D(950))]
    assert within_means(needs, D(10), D(1000)) == {"a", "c"}
    assert within_means(needs, None, None) == {"a", "b", "c", "d"}
    assert within_means(needs, D(0), None) == frozenset()
    assert (cost_of("medium", D(2000)), cost_of("none", None), cost_of("low", None)) == (D(300), D(0), None)


def test_the_file_of_levers_covers_the_families_and_is_whole() -> None:
    known = levers()
    assert len(known) >= 14
    assert {lever.family for lever in known.values()} == {"communication", "tools", "transparency", "means"}
    assert known["mandate"].title == "Reformuler le mandat, ou ouvrir la marge de manœuvre"


def _row(**changed: object) -> dict[str, object]:
    said = {"fr": "x", "en": "x"}
    row: dict[str, object] = {
        "code": "r", "family": "tools", "when": {"all": [{"figure": "I2", "below": "0.6", "worst": "0.2"}]},
        "impact": 2, "effort": 1, "cost": "none", "days": "2", "weeks": 3, "reversibility": 3,
        "evidence": "field", "indicator": "I2", "title": said, "why": said, "how": said, "needs": said, "source": "s",
    }  # fmt: skip
    return {**row, **changed}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"effort": 4}, "effort"),
        ({"cost": "huge"}, "cost"),
        ({"title": {"fr": "x"}}, "language"),
        ({"when": {"all": [{"figure": "I2", "below": "0.6", "worst": "0.8"}]}}, "worst"),
        ({"when": {"all": [{"figure": "I2", "below": "beaucoup"}]}}, "number"),
        ({"when": {"all": []}}, "condition"),
        ({"source": ""}, "source"),
    ],
)
def test_a_faulty_rule_is_named(changed: dict[str, object], said: str) -> None:
    with pytest.raises(LeverFileError, match=said):
        read_lever(_row(**changed))


def test_a_code_comes_once() -> None:
    with pytest.raises(LeverFileError, match="already"):
        read_levers([_row(), _row()])


def test_a_share_that_moved_clearly() -> None:
    # Newcombe 1998, table II, method 10: 56/70 against 48/80 gives 0.0524 to 0.3339.
    found = compare(Measure(D(48) / 80, 80), Measure(D(56) / 70, 70), proportion=True, direction=1)
    assert found.interval is not None
    low, high = (bound.quantize(D("0.0001")) for bound in found.interval)
    assert (low, high, found.said) == (D("0.0524"), D("0.3339"), BETTER)
    assert compare(Measure(D("0.6"), 80), Measure(D("0.8"), 70), proportion=True, direction=-1).said == WORSE


def test_nothing_is_concluded_from_too_little() -> None:
    few = compare(Measure(D("0.5"), 4), Measure(D(1), 4), proportion=True, direction=1)
    assert (few.difference, few.interval, few.said) == (D("0.5"), None, TOO_FEW)
    assert compare(Measure(None), Measure(D(1), 9), proportion=True, direction=1).said == UNKNOWN
    assert compare(Measure(D("0.5"), 10), Measure(D("0.6"), 10), proportion=True, direction=1).said == UNSURE
    assert compare(Measure(D(97)), Measure(D(40)), proportion=False, direction=-1).said == NO_MARGIN


def test_a_target_is_reached_in_the_direction_of_the_figure() -> None:
    assert reached(D(40), D(60), -1) is True
    assert reached(D("0.4"), D("0.6"), 1) is False
    assert reached(None, D(1), 1) is None
