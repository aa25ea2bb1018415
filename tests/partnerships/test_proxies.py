"""The facts of the eleven criteria, computed by hand, with the answer "not enough data" of each."""

from decimal import Decimal as D

import pytest

from partnerships.scoring.facts import ActionFact, DecisionFact, FactSheet, LessonFact, Need, Sheet
from partnerships.scoring.power import RiskInput, centralisation, concentration, distance, evenness, one_way
from partnerships.scoring.proxies import Missing, Proxy, all_proxies, asymmetry, median_delay
from partnerships.thresholds import Thresholds

ABC = ("a", "b", "c")


def proxy(code: str, **facts: object) -> Proxy:
    found = all_proxies(FactSheet(**{"parties": ABC, "lead": "a", **facts}))  # type: ignore[arg-type]
    return next(each for each in found if each.criterion == code)


def test_nothing_known_gives_no_figure_and_a_reason_each() -> None:
    # The contacts of C7 are always known, and they are one part of three: not half.
    for each in all_proxies(FactSheet(parties=ABC)):
        assert each.value is None
        assert each.missing


def test_c1_is_the_likeness_of_blind_rankings_never_below_zero() -> None:
    sheets = [Sheet("a", ranking="wxyz"), Sheet("b", ranking="xwyz")]
    assert proxy("C1", sheets=sheets, revealed=True).value == D("0.8")
    assert proxy("C1", sheets=[Sheet("a", ranking="wx"), Sheet("b", ranking="xw")], revealed=True).value == 0
    assert proxy("C1", sheets=sheets, revealed=False).missing == (Missing.NOT_REVEALED,)
    assert proxy("C1", sheets=sheets[:1], revealed=True).missing == (Missing.RANKINGS,)


def test_c2_is_the_evenness_of_changes() -> None:
    assert proxy("C2", edits={"a": D(2), "b": D(2), "c": D(2)}).value == 1
    # ½, ½, 0 → ln 2 ÷ ln 3
    assert proxy("C2", edits={"a": D(3), "b": D(3)}).value == D("0.6309")
    assert proxy("C2", edits={"a": D(3)}).value == 0
    assert proxy("C2", edits={"a": D(1), "b": D(1)}).missing == (Missing.EDITS,)


def test_c3_is_the_mean_of_presence_promises_and_roles() -> None:
    known = {"meetings_invited": 8, "meetings_present": 6, "commitments_due": 4, "commitments_kept": 1}
    # ¾ and ¼ → ½ ; with 9 roles of 12: (¾ + ¼ + ¾) ÷ 3
    assert proxy("C3", **known).value == D("0.5")
    assert proxy("C3", **known, step_roles=9).value == D("0.5833")
    assert proxy("C3", meetings_invited=8, meetings_present=6).value is None


def test_c4_takes_doubles_off_the_needs_covered() -> None:
    needs = [Need("a", "truck"), Need("b", "nurse"), Need("c", "map"), Need("a", "land")]
    offers = [Need("b", "truck"), Need("b", "nurse"), Need("a", "map"), Need("c", "truck")]
    # truck and map are covered by another (the nurse is one's own): 2 of 4; of 3 offers one is made twice
    assert proxy("C4", needs=needs, offers=offers).value == D("0.1667")
    assert proxy("C4", needs=needs, offers=[]).value == 0
    assert proxy("C4", offers=offers).missing == (Missing.NEEDS,)


def test_c5_reads_lessons_reused_and_written_by_others() -> None:
    lessons = [LessonFact("a", ["b"]), LessonFact("a", ["a"]), LessonFact("b"), LessonFact("c", ["a"])]
    # 2 of 4 reused by another; 2 of 4 not by the coordinator
    assert proxy("C5", lessons=lessons).value == D("0.5")


def test_c6_compares_shares_given_and_received() -> None:
    gives, gets = {"a": D(60), "b": D(30), "c": D(10)}, {"a": D(2), "b": D(4), "c": D(4)}
    # ½(|.6−.2| + |.3−.4| + |.1−.4|) = .4
    assert proxy("C6", contributed=gives, felt_benefits=gets).value == D("0.6")
    assert proxy("C6", contributed=gives).missing == (Missing.BENEFITS,)
    assert proxy("C6", felt_benefits=gets).missing == (Missing.CONTRIBUTIONS,)


def test_c7_needs_two_of_its_three_parts() -> None:
    assert proxy("C7", reviews_due=2, reviews_held=1, parties_with_two_contacts=3).value == D("0.75")
    with_actions = [ActionFact(goes_on=True), ActionFact()]
    # (½ + 1 + ½) ÷ 3
    known = {"reviews_due": 2, "reviews_held": 1, "parties_with_two_contacts": 3, "actions": with_actions}
    assert proxy("C7", **known).value == D("0.6667")


def test_c8_c9_and_c11() -> None:
    assert proxy("C8", disagreements=3, disagreements_agreed=1).value == D("0.3333")
    decisions = [DecisionFact("decision", ["a"], has_reason=True, told_after=2), DecisionFact("budget", ["a"])]
    # ¾ and ½
    assert proxy("C9", documents=4, documents_open=3, decisions=decisions).value == D("0.625")
    risks = [RiskInput("x", 4, {"a": D(50), "b": D(50)}), RiskInput("y", 4, {"a": D(100), "b": D(0)})]
    # 1 of 2 incidents, 1 of 2 risks
    assert proxy("C11", incidents=2, incidents_joint=1, risks=risks).value == D("0.5")


def test_c10_reads_money_and_one_sided_clauses() -> None:
    # 1 − .7 = .3 ; 1 − ¼ = .75
    assert proxy("C10", dependence={"a": D("0.2"), "b": D("0.7")}, clauses=5, one_sided_kinds=1).value == D("0.525")
    assert proxy("C10", dependence={"b": D("1.4")}).value == 0
    assert proxy("C10").missing == (Missing.BUDGETS, Missing.CLAUSES)


def test_concentration_is_corrected_for_the_number_of_parties() -> None:
    assert concentration({"a": D(1), "b": D(1)}, 2) == 0
    # p² = .7225 + .0225 = .745 ; (.745 − .5) ÷ .5
    assert concentration({"a": D(85), "b": D(15)}, 2) == D("0.49")
    assert concentration({"a": D(9)}, 3) == 1
    assert concentration({}, 3) is None
    assert concentration({"a": D(1)}, 1) is None


def test_shapes_of_a_network() -> None:
    assert centralisation("abcd", [("a", "b"), ("a", "c"), ("a", "d")]) == 1
    assert centralisation("abc", [("a", "b"), ("b", "c"), ("c", "a")]) == 0
    assert centralisation("abcd", [("a", "b"), ("b", "c"), ("c", "d")]) == D("0.3333")
    assert centralisation("ab", [("a", "b")]) is None
    assert centralisation("abc", []) is None


def test_requests_that_go_one_way() -> None:
    # a→b twice, b→a once: 1 of 3 ; a→c once: 1 of 1 → 2 ÷ 4
    requests = [("a", "b"), ("a", "b"), ("b", "a"), ("a", "c")]
    assert one_way(requests) == D("0.5")
    assert asymmetry(FactSheet(parties=ABC, requests=requests), Thresholds()) == D("0.5")
    assert asymmetry(FactSheet(parties=ABC, requests=requests[:2]), Thresholds()) is None


def test_small_formulas() -> None:
    assert distance({"a": D(1)}, {"b": D(1)}) == 1
    assert distance({}, {"b": D(1)}) is None
    assert evenness({"a": D(1)}, 1) is None
    told = [DecisionFact("decision", ["a"], told_after=days) for days in (9, 1, 3)]
    assert median_delay(FactSheet(parties=ABC, decisions=told)) == 3
    assert median_delay(FactSheet(parties=ABC)) is None


@pytest.mark.parametrize("code", [f"C{n}" for n in range(1, 12)])
def test_every_criterion_has_a_fact(code: str) -> None:
    assert proxy(code).criterion == code
