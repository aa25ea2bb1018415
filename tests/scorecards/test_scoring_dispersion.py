"""How far people stand apart: every figure beside its hand computation, and its "too little data" answer."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scorecards import scoring
from scorecards.scales import SCALES
from scorecards.scoring import ScoreInput, Status, build_card

FACES = SCALES["faces"]
TALLIES = st.lists(st.integers(0, 30), min_size=5, max_size=5)


def _card(rows: dict[str, dict[str | None, str]], groups: list[str], present: int | None = 10) -> scoring.Card:
    """A card on 0–10 from {indicator: {group or None: value}}."""
    scores = [
        ScoreInput(indicator, group, Status.SCORED, Decimal(value), present=present)
        for indicator, values in rows.items()
        for group, value in values.items()
    ]
    return build_card(scale=SCALES["ten"], indicators=list(rows), groups=groups, scores=scores)


class TestDisagreement:
    def test_hand_computed(self) -> None:
        """2, 5, 9, 11, 4 hands: mean 103/31, variance (379 × 31 − 103²) ÷ 31² = 1140/961; the maximum is 4."""
        hands = [2, 5, 9, 11, 4]
        centre = Fraction(sum((i + 1) * n for i, n in enumerate(hands)), 31)
        assert centre == Fraction(103, 31)
        variance = sum((i + 1 - centre) ** 2 * n for i, n in enumerate(hands)) / 31
        assert variance == Fraction(1140, 961)
        assert scoring.disagreement(hands, FACES) == scoring.to_decimal(Fraction(1140, 961) / 4)

    def test_two_halves_is_one_and_everybody_alike_is_zero(self) -> None:
        assert scoring.disagreement([6, 0, 0, 0, 6], FACES) == 1
        assert scoring.disagreement([0, 0, 12, 0, 0], FACES) == 0

    def test_four_hands_say_nothing(self) -> None:
        assert scoring.disagreement([2, 0, 0, 0, 2], FACES) is None

    @given(TALLIES)
    def test_stays_between_zero_and_one_and_mirrors(self, hands: list[int]) -> None:
        value = scoring.disagreement(hands, FACES)
        assert value == scoring.disagreement(hands[::-1], FACES)
        assert value is None or 0 <= value <= 1


class TestGroupDifferences:
    def test_women_and_men(self) -> None:
        """Water 4 against 7, care 8 against 8, road scored by women only: the mean difference is (−3 + 0) ÷ 2."""
        card = _card({"water": {"w": "4", "m": "7"}, "care": {"w": "8", "m": "8"}, "road": {"w": "2"}}, ["w", "m"])
        overall, rows = scoring.group_differences(card, ["w"], ["m"], 5)
        assert overall is not None
        assert overall.difference == Decimal("-1.5")
        assert [(row.indicator, row.difference) for row in rows] == [("water", -3), ("care", 0)]

    def test_two_groups_of_one_kind_count_once_each(self) -> None:
        card = _card({"water": {"w1": "4", "w2": "6", "m": "8"}}, ["w1", "w2", "m"])
        overall, _ = scoring.group_differences(card, ["w1", "w2"], ["m"], 5)
        assert overall is not None
        assert overall.difference == -3

    def test_too_few_people_give_none(self) -> None:
        card = _card({"water": {"w": "4", "m": "7"}}, ["w", "m"], present=4)
        assert scoring.group_differences(card, ["w"], ["m"], 5) == (None, ())


class TestSlope:
    def test_siadara_electricity(self) -> None:
        """3, 6, 10: slopes 3, 4 and 7 ÷ 2; their median is 3.5 per round."""
        assert scoring.slope({1: Decimal(3), 2: Decimal(6), 3: Decimal(10)}) == Decimal("3.5")

    def test_one_odd_round_does_not_pull_it(self) -> None:
        points = [(1, Decimal(2)), (2, Decimal(3)), (3, Decimal(10)), (4, Decimal(5)), (5, Decimal(6))]
        assert scoring.slope(points) == 1

    def test_two_rounds_make_no_slope(self) -> None:
        assert scoring.slope({1: Decimal(3), 2: Decimal(6)}) is None


class TestSides:
    def test_agreement(self) -> None:
        """On 0–10 agreement reaches 1.25: gaps 1, −3 and 0 leave two of three; the mean distance is 4 ÷ 3."""
        card = _card({"a": {"g": "8", None: "7"}, "b": {"g": "4", None: "7"}, "c": {"g": "5", None: "5"}}, ["g"])
        sides = scoring.sides_agreement(card)
        assert (sides.compared, sides.agreeing) == (3, 2)
        assert sides.mean_gap == scoring.to_decimal(Fraction(-2, 3))
        assert sides.mean_distance == scoring.to_decimal(Fraction(4, 3))

    def test_nothing_in_common(self) -> None:
        assert scoring.sides_agreement(_card({"a": {"g": "8"}, "b": {None: "7"}}, ["g"])).share is None


def test_shares_of_nothing_are_unknown() -> None:
    assert scoring.reciprocity(0, 0) is None
    assert scoring.on_time_rate(0, 0) is None
    assert scoring.percent(Decimal(3), Decimal(0)) is None
    assert scoring.percent(None, Decimal(4)) is None


def test_shares() -> None:
    """713 of 1,338 is 53.29 %; four actions of the community and two of the provider make 2/3."""
    assert scoring.rounded(scoring.percent(Decimal(713), Decimal(1338)) or Decimal(0), 2) == Decimal("53.29")
    assert scoring.reciprocity(4, 2) == scoring.to_decimal(Fraction(2, 3))
    assert scoring.reciprocity(3, 3) == 1
    assert scoring.reciprocity(5, 0) == 0
    assert scoring.on_time_rate(7, 8) == Decimal("0.875")
