"""Formulas of partnerships that no other test computes: by hand, with the answer when there is too little."""

from decimal import Decimal as D

import pytest

from partnerships.enums import Theme
from partnerships.scoring.facts import DecisionFact, FactSheet, LessonFact
from partnerships.scoring.gains import SIDES
from partnerships.scoring.overlap import midranks
from partnerships.scoring.power import RiskInput, risk_burden, shares, split
from partnerships.scoring.proxies import Missing, Proxy, all_proxies, median_delay
from partnerships.scoring.ratings import far_from_all, score_of
from partnerships.scoring.territory import ties
from tests.partnerships.test_proxies import proxy


def test_a_level_becomes_a_score() -> None:
    """s = (x − 1) ÷ 3."""
    assert [score_of(D(level)) for level in (1, 4)] == [0, 1]
    assert score_of(D("2.5")) == D("0.5")


def test_what_was_left_out_shares_the_ranks_that_remain() -> None:
    """a and b ranked of four: c and d share ranks 3 and 4, 3.5 each; nothing ranked: all at 2.5."""
    assert midranks("ab", "abcd") == [1, 2, D("3.5"), D("3.5")]
    assert midranks("", "abcd") == [D("2.5")] * 4


def test_the_one_that_stands_apart() -> None:
    """4 is 1.5 and 2 away from 2.5 and 2: apart at 1.5, not at 1.6; of two, nobody is alone."""
    means = {"a": D(4), "b": D("2.5"), "c": D(2)}
    assert far_from_all(means, D("1.5")) == "a"
    assert far_from_all(means, D("1.6")) is None
    assert far_from_all({"a": D(4), "b": D(1)}, D("1.5")) is None


def test_points_are_shared_by_those_who_held_it_together() -> None:
    assert split([["a", "b"], ["a"]]) == {"a": D("1.5"), "b": D("0.5")}
    assert split([]) == {}
    assert shares({"a": D(3), "b": D(1)}) == {"a": D("0.75"), "b": D("0.25")}
    assert shares({"a": D(0)}) == {}


def test_the_burden_of_risks() -> None:
    """a bears 60 % of 4 and all of 6: 2.4 + 6; b 40 % of 4: 1.6. What nobody bears isn't there."""
    risks = [RiskInput("r", 4, {"a": D(60), "b": D(40)}), RiskInput("s", 6, {"a": D(100)})]
    assert risk_burden(risks) == {"a": D("8.4"), "b": D("1.6")}
    assert risk_burden([]) == {}
    assert (risks[0].borne, risks[0].bearers, risks[1].bearers) == (100, 2, 1)


@pytest.mark.parametrize(
    ("code", "reasons"),
    [
        ("C1", [Missing.NOT_REVEALED]),
        ("C2", [Missing.EDITS]),
        ("C3", [Missing.MEETINGS, Missing.COMMITMENTS, Missing.STEP_ROLES]),
        ("C4", [Missing.NEEDS]),
        ("C5", [Missing.LESSONS, Missing.LESSONS]),
        ("C6", [Missing.CONTRIBUTIONS]),
        ("C7", [Missing.REVIEWS, Missing.ACTIONS]),
        ("C8", [Missing.DISAGREEMENTS]),
        ("C9", [Missing.DOCUMENTS, Missing.DECISIONS]),
        ("C10", [Missing.BUDGETS, Missing.CLAUSES]),
        ("C11", [Missing.INCIDENTS, Missing.RISKS]),
    ],
)
def test_each_criterion_says_what_its_fact_lacks(code: str, reasons: list[Missing]) -> None:
    found = proxy(code)
    assert found.value is None
    assert list(found.missing) == reasons


def test_half_of_the_parts_is_enough() -> None:
    """Of two parts one is known: the figure is that one. C5 has both from the same rows."""
    assert proxy("C9", documents=4, documents_open=1).value == D("0.25")
    assert proxy("C11", incidents=4, incidents_joint=3).value == D("0.75")
    assert proxy("C10", clauses=2, one_sided_kinds=4).value == 0
    assert proxy("C5", lessons=[LessonFact("b")]).value == D("0.5"), "not reused, by another"


def test_the_delay_of_telling_is_the_higher_middle_one() -> None:
    told = [DecisionFact("decision", ["a"], told_after=days) for days in (2, 10)]
    assert median_delay(FactSheet(parties=("a",), decisions=told)) == 10


def test_a_proxy_counts_the_rows_behind_its_known_parts() -> None:
    found: Proxy = proxy("C3", meetings_invited=8, meetings_present=6, commitments_due=4, commitments_kept=1)
    assert found.n == 12


def test_an_organisation_twice_in_a_partnership_is_one() -> None:
    assert ties([["a", "a", "b"]]) == {("a", "b"): 1}
    assert ties([]) == {}


def test_every_theme_touches_a_side() -> None:
    assert set(Theme.values) == set().union(*SIDES.values())
    assert len(all_proxies(FactSheet(parties=("a",)))) == 11
