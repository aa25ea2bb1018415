"""Formulas of concertation that no other test computes: by hand, with the answer when there is too little."""

import math
from decimal import Decimal
from decimal import Decimal as D

import pytest

from concertation.scoring.change import newcombe, reached
from concertation.scoring.facts import ChannelFacts, EditionFacts, Followed
from concertation.scoring.figures import share_figure
from concertation.scoring.influence import refusal_reasons, within_promise
from concertation.scoring.levers import ABOVE, BELOW, Condition, gravity_of, holds
from concertation.scoring.participation import funnel_channels
from concertation.scoring.peers import Profile, scaled
from concertation.scoring.results import gap
from core.arithmetic import rounded
from tests.concertation.test_figures_scoring import facts


def test_the_interval_of_a_difference_is_the_published_one() -> None:
    """Newcombe 1998, method 10: 56 of 70 against 48 of 80, +0.20, from 0.0524 to 0.3339."""
    low, high = newcombe(D("0.6"), 80, D("0.8"), 70)
    assert (rounded(low), rounded(high)) == (D("0.0524"), D("0.3339"))
    with pytest.raises(ValueError, match="nobody"):
        newcombe(D("0.6"), 0, D("0.8"), 70)


def test_what_is_aimed_at_is_reached_from_the_good_side() -> None:
    assert reached(D("0.5"), D("0.5"), 1) is True
    assert reached(D("12"), D("10"), -1) is False
    assert reached(None, D("10"), 1) is None
    assert reached(D("12"), None, 1) is None
    assert reached(D("12"), D("10"), 0) is None


def test_gravity_goes_from_a_half_to_one() -> None:
    """Under 0.5 down to 0.1: at 0.3 half of the way, ¾. Beyond the worst it stays 1."""
    below = Condition("I22", BELOW, D("0.5"), D("0.1"))
    assert [gravity_of(below, value) for value in (D("0.5"), D("0.3"), D("0.1"), D(0))] == [D("0.5"), D("0.75"), 1, 1]
    assert gravity_of(Condition("I22", BELOW, D("0.5")), D("0.4")) == 1
    assert not holds(below, D("0.5")), "the limit itself isn't below"
    assert holds(Condition("I27", ABOVE, D(1)), D(1))


def test_answers_within_the_promised_delay() -> None:
    """2 of 5 within 30 days: those that wait for an answer count as received."""
    rows = (Followed(days=30, count=2), Followed(days=31), Followed(count=2))
    assert within_promise(facts(followed=rows, promised_days=30)).value == D("0.4")
    assert within_promise(facts(promised_days=30)).missing == "not_given"
    assert within_promise(facts(followed=rows)).missing == "no_promise"


def test_reasons_of_refusal_the_most_frequent_first() -> None:
    rows = [Followed("not_kept", "law"), Followed("not_kept", "cost", count=3), Followed("not_kept"), Followed("kept")]
    assert list(refusal_reasons(rows).items()) == [("cost", 3), ("", 1), ("law", 1)]
    assert refusal_reasons([]) == {}


def test_each_channel_has_its_own_yield() -> None:
    lines = (ChannelFacts("poster", reached=200, contributed=5), ChannelFacts("radio", reached=1000))
    assert {row.part: row.value for row in funnel_channels(lines)} == {"poster": D("0.025"), "radio": None}
    assert funnel_channels(()) == []


def test_the_population_is_compared_by_its_logarithm() -> None:
    town = Profile("a", {}, {"population": D(1000), "budget": D(1000)})
    assert scaled(town, "population") == D(1000).ln()
    assert math.isclose(float(scaled(town, "population") or 0), 6.907755, abs_tol=1e-6)
    assert scaled(town, "budget") == 1000
    assert scaled(town, "staff") is None
    assert scaled(Profile("b", {}, {"population": D(0)}), "population") is None


def test_the_gap_to_what_was_expected() -> None:
    assert gap(D(40), D(25)) == -15
    assert gap(None, D(25)) is None
    assert gap(D(40), None) is None


def test_a_share_of_nobody_is_too_few_and_one_not_given_says_so() -> None:
    assert share_figure("I1", 3, 12).value == D("0.25")
    assert share_figure("I1", 0, 0).missing == "too_few"
    assert share_figure("I1", None, 12).missing == share_figure("I1", 3, None).missing == "not_given"
    assert isinstance(facts(), EditionFacts)
    assert share_figure("I1", 1, 3).value == Decimal(1) / 3
