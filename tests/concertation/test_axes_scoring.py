"""Axes, confidence and fatigue by hand, and what isn't shown."""

from datetime import date
from decimal import Decimal

from concertation.scoring.axes import (
    Goal,
    brought,
    confidence_level,
    confidence_of,
    freshness_of,
    overall,
    read_axis,
    sample_of,
)
from concertation.scoring.fatigue import read_curve, read_fatigue
from concertation.scoring.figures import Figure, unknown

TODAY = date(2026, 11, 22)


def D(text: str) -> Decimal:
    return Decimal(text)


GOALS = (
    Goal("A", True, D("0"), D("1")),
    Goal("B", True, D("180"), D("30")),
    Goal("C", True),
    Goal("E", False, D("0"), D("1"), sampled=True),
    Goal("F"),
)


def test_goalposts_keep_between_0_and_1_and_turn_round() -> None:
    assert brought(D("105"), GOALS[1]) == D("0.5")
    assert brought(D("400"), GOALS[1]) == 0
    assert brought(D("3"), GOALS[0]) == 1
    assert brought(D("3"), GOALS[2]) is None


def test_an_axis_is_the_mean_of_what_is_known() -> None:
    figures = {
        "A": Figure("A", D("0.2"), on=TODAY),
        "B": Figure("B", D("105"), on=TODAY),
        "E": Figure("E", D("0.8"), n=15, on=TODAY),
    }
    axis = read_axis("x", GOALS, figures, TODAY)
    assert axis.value == D("0.5")
    assert (axis.known, axis.total, axis.core_known, axis.core_total) == (3, 4, 2, 3)
    assert axis.completeness == D("0.75")
    assert axis.sample == D("2.5") / 3
    assert axis.confidence == D("0.75") * D("2.5") / 3
    assert confidence_level(axis.confidence) == 2


def test_an_axis_is_hidden_under_half_of_its_core() -> None:
    figures = {"A": Figure("A", D("0.2")), "B": unknown("B", "not_given"), "E": Figure("E", D("0.8"), n=40)}
    axis = read_axis("x", GOALS, figures, TODAY)
    assert axis.hidden
    assert axis.core_known == 1
    bare = read_axis("x", GOALS, {}, TODAY)
    assert bare.hidden
    assert bare.confidence == 0
    assert confidence_level(bare.confidence) == 1


def test_an_axis_whose_known_core_has_no_goalposts_is_hidden() -> None:
    assert read_axis("x", (Goal("C", True),), {"C": Figure("C", D("3"))}, TODAY).hidden


def test_confidence_falls_with_small_samples_and_age() -> None:
    assert sample_of(Figure("E", D("1"), n=15), GOALS[3]) == D("0.5")
    assert sample_of(Figure("E", D("1")), GOALS[3]) == D("0.5")
    assert sample_of(Figure("A", D("1"), n=2), GOALS[0]) == 1
    assert freshness_of(Figure("A", D("1"), on=date(2026, 1, 1)), TODAY) == 1
    assert freshness_of(Figure("A", D("1"), on=date(2024, 11, 22)), TODAY) == D("0.75")
    assert freshness_of(Figure("A", D("1"), on=date(2010, 1, 1)), TODAY) == D("0.25")
    assert freshness_of(Figure("A", D("1")), TODAY) == 1
    assert confidence_of(unknown("A", "not_given"), GOALS[0], TODAY) is None


def _axis(value: str | None, name: str) -> object:
    figures = {} if value is None else {"A": Figure("A", D(value))}
    return read_axis(name, GOALS[:1], figures, TODAY)


def test_the_whole_is_weighed_and_needs_three_axes() -> None:
    axes = [_axis("0.2", "a"), _axis("0.4", "b"), _axis("0.9", "c"), _axis(None, "d")]
    assert overall(axes, {}) == D("0.5")  # type: ignore[arg-type]
    assert overall(axes, {"a": 50, "b": 25, "c": 25, "d": 0}) == D("0.425")  # type: ignore[arg-type]
    assert overall(axes[1:], {}) is None  # type: ignore[arg-type]
    assert overall(axes, {"a": 50, "d": 50}) is None  # type: ignore[arg-type]


def points(*values: str | None) -> list[tuple[int, Decimal | None]]:
    return [(number, None if value is None else D(value)) for number, value in enumerate(values, 1)]


def test_a_curve_falls_by_a_tenth_of_its_median() -> None:
    curve = read_curve("participants", points("120", "100", "80"))
    assert curve.slope == -20
    assert curve.change == D("-0.2")
    assert curve.falls
    assert not read_curve("participants", points("104", "100", "96")).falls
    assert read_curve("participants", points("100", "95", "90", "80")).known == 4


def test_the_delay_falls_when_it_grows() -> None:
    assert read_curve("delay", points("40", "50", "60")).falls
    assert not read_curve("delay", points("60", "50", "40")).falls


def test_two_editions_or_zeros_say_nothing() -> None:
    assert read_curve("participants", points("120", None, "80")).change is None
    assert read_curve("participants", points("0", "0", "0")).change is None
    assert not read_curve("participants", points("120", "80")).falls


def test_fatigue_counts_the_falling_curves() -> None:
    down, flat = points("120", "100", "80"), points("10", "10", "10")
    tired = read_fatigue({"participants": down, "renewal": down, "intensity": down, "delay": flat})
    assert tired.tiredness == "tired"
    assert [curve.key for curve in tired.falling] == ["participants", "renewal", "intensity"]
    assert read_fatigue({"participants": down, "renewal": down}).tiredness == "watch"
    assert read_fatigue({"participants": down, "renewal": flat, "delay": flat}).tiredness == "stable"


def test_fatigue_isnt_denied_by_what_isnt_known() -> None:
    flat = points("10", "10", "10")
    assert read_fatigue({"participants": flat, "renewal": flat}).tiredness == "unknown"
    assert read_fatigue({"participants": points("120", "80")}).tiredness == "unknown"
    assert read_fatigue({}).editions == 0
