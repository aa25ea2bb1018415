"""The five patterns, the verticality index and the silence, computed by hand. Too little data is an answer."""

from decimal import Decimal as D
from typing import Any

from partnerships.scoring.alerts import NO_POWER, Reading, all_power, read_all
from partnerships.scoring.facts import ActionFact, DecisionFact, FactSheet, Sheet
from partnerships.scoring.power import RiskInput
from partnerships.scoring.verticality import verticality
from partnerships.thresholds import Thresholds

LIMITS = Thresholds()


def facts(**values: Any) -> FactSheet:
    return FactSheet(**{"parties": ("a", "b", "c"), "lead": "a", **values})


def read(code: str, **values: Any) -> Reading:
    return next(each for each in read_all(facts(**values), LIMITS) if each.code == code)


def figures(reading: Reading) -> dict[str, D | None]:
    return dict(reading.figures)


def decided(*holders: str, domain: str = "decision", **more: Any) -> list[DecisionFact]:
    return [DecisionFact(domain, list(holder), **more) for holder in holders]


def test_nothing_known_raises_nothing_and_lifts_nothing() -> None:
    for reading in read_all(facts(), LIMITS):
        assert reading.raised is None
        assert reading.missing


def test_ap1_needs_both_few_links_and_few_contributors() -> None:
    alone = [ActionFact(contributors=["a"])] * 3
    assert read("ap1", actions=alone).raised is True
    assert read("ap1", actions=alone[:2]).raised is None
    # 2 of 4 tied to a result: not under ½
    tied = [ActionFact(True, ["a"]), ActionFact(True, ["b"]), *alone[:2]]
    assert read("ap1", actions=tied).raised is False
    assert figures(read("ap1", actions=tied))["linked_actions"] == D("0.5")
    # joint decisions per 100 actions: 1 for 3
    assert figures(read("ap1", actions=alone, decisions=decided("ab", "c")))["joint_decisions"] == D("33.3333")


def test_ap1_asks_for_a_shared_objective_once_signed() -> None:
    assert read("ap1", signed=True).raised is True
    assert read("ap1", signed=True, objectives=1, objectives_validated=1).raised is None


def test_ap2_is_how_well_the_others_foresee() -> None:
    # guesses {m, f, v} ∩ {m, f, l}: 2 ÷ 4 ; {x, y, z}: 0 → mean ¼, not under
    sheet = Sheet("b", motives="mfl", foreseen=["mfv", "xyz"])
    assert figures(read("ap2", sheets=[sheet], revealed=True))["readable_motives"] == D("0.25")
    assert read("ap2", sheets=[sheet], revealed=True).raised is False
    unread = read("ap2", sheets=[sheet, Sheet("c", motives="mfl", foreseen=["xyz"])], revealed=True)
    assert (unread.raised, unread.concerns) == (True, "c")


def test_ap2_also_reads_silence_conflicts_and_opposed_votes() -> None:
    assert read("ap2", sheets=[Sheet("a")], revealed=True).concerns == "a"
    conflict = Sheet("b", motives="m", foreseen=["m"], unhandled_conflict=True)
    assert read("ap2", sheets=[conflict], revealed=True).concerns == "b"
    against = decided("a", "a", "a", opposed=["c"])
    assert (read("ap2", decisions=against).raised, read("ap2", decisions=against).concerns) == (True, "c")
    assert read("ap2", decisions=against[:2]).raised is None


def test_ap3_needs_a_felt_agreement_and_sheets_that_differ() -> None:
    opposite = [Sheet("a", ranking="xyz", tags={"q"}), Sheet("b", ranking="zyx", tags={"q"})]
    both = read("ap3", sheets=opposite, revealed=True, felt={"C1": D("0.7")})
    assert both.raised is True
    # .7 − max(0, −1)
    assert figures(both)["apparent_index"] == D("0.7")
    assert read("ap3", sheets=opposite, revealed=True, felt={"C1": D("0.69")}).raised is False
    same = [Sheet("a", ranking="xyz", tags={"q"}), Sheet("b", ranking="xyz", tags={"r"})]
    assert read("ap3", sheets=same, revealed=True, felt={"C1": D("0.9")}).raised is True
    assert read("ap3", sheets=opposite, revealed=True).missing == ("rating",)
    assert read("ap3", sheets=opposite, felt={"C1": D("0.9")}).missing == ("sheets",)


def _log(*, of_decision: str, of_budget: str, of_agenda: str) -> list[DecisionFact]:
    return [
        *decided(*of_decision),
        *decided(*of_budget, domain="budget"),
        *decided(*of_agenda, domain="agenda"),
    ]


def test_ap4_needs_three_domains_and_eight_decisions() -> None:
    held = _log(of_decision="aaaa", of_budget="aaa", of_agenda="aab")
    # agenda: 2/3 ≥ 60 %
    assert (read("ap4", decisions=held).raised, read("ap4", decisions=held).concerns) == (True, "a")
    assert read("ap4", decisions=held[:7]).missing == ("decisions",)
    even = _log(of_decision="abca", of_budget="abc", of_agenda="bca")
    assert read("ap4", decisions=even).raised is False


def test_ap4_of_two_parties_asks_for_eighty_percent() -> None:
    held = _log(of_decision="aaab", of_budget="aaab", of_agenda="aaab")
    # ¾ in each: HHI* = (.625 − .5) ÷ .5 = .25, and 75 % is under 80 %
    assert read("ap4", parties=("a", "b"), decisions=held).raised is False
    assert read("ap4", parties=("a", "b", "c"), decisions=held).raised is True


def test_a_domain_with_two_facts_says_nothing_and_chairs_count() -> None:
    rows = {row.domain: row for row in all_power(facts(decisions=decided("a", "a"), chairs=["b", "b", "c"]), LIMITS)}
    assert rows["decision"].organizations is None
    # ⅔, ⅓, 0: Σp² = 5/9 ; (5/9 − 3/9) ÷ (6/9) = ⅓
    assert (rows["agenda"].organizations, rows["agenda"].top) == (D("0.3333"), "b")


def test_one_function_may_hold_what_the_organisations_share() -> None:
    rows = [DecisionFact("decision", ["a"], holder="head")] * 2 + decided("b")
    power = all_power(facts(decisions=rows), LIMITS)[0]
    assert power.people == power.organizations == D("0.3333")


def test_ap5_compares_risks_with_means_and_decisions() -> None:
    risks = [RiskInput("x", 6, {"a": D(100)}), RiskInput("y", 2, {"b": D(100)})]
    # e = ¾, ¼ ; m = ½, ½ → D = ¼
    even = read("ap5", risks=risks, contributed={"a": D(5), "b": D(5)})
    assert (figures(even)["risk_imbalance"], even.raised) == (D("0.25"), False)
    # m = .4, .6 → .35
    assert read("ap5", risks=risks, contributed={"a": D(4), "b": D(6)}).raised is True
    # a bears ¾ and holds 2 of 8 decisions: three times
    ratio = read("ap5", risks=risks, decisions=decided(*"aabbbccc"))
    assert (figures(ratio)["risk_per_power"], ratio.concerns, ratio.raised) == (D(3), "a", True)
    nothing = read("ap5", risks=risks, decisions=decided(*"bbbbbbbb"))
    assert figures(nothing)["risk_per_power"] == NO_POWER
    assert read("ap5", risks=risks).raised is None


def test_ap5_reads_unborne_risks_once_signed() -> None:
    loose = [RiskInput("x", 6, {"a": D(60)})]
    assert read("ap5", risks=loose, signed=True).raised is True
    assert read("ap5", risks=loose).raised is None


def test_verticality_is_the_mean_of_what_is_known() -> None:
    values: dict[str, Any] = {
        "decisions": decided(*"aaaaaaaa"),  # 1
        "clauses": 4,
        "one_sided_kinds": 2,  # ½
        "requests": [("a", "b"), ("a", "c"), ("a", "b")],  # 1
        "amendments": ["a", "b", "c"],  # 0
        "felt": {"C10": D("0.25")},  # ¾
    }
    index = verticality(facts(**values), LIMITS)
    assert [part.value for part in index.parts] == [1, D("0.5"), 1, 0, D("0.75")]
    assert index.value == D("0.65")
    assert read("vertical", **values).raised is True
    fewer = {"clauses": 4, "one_sided_kinds": 4, "felt": {"C10": D(0)}}
    assert verticality(facts(**fewer), LIMITS).value is None
    assert read("vertical", **fewer).missing == ("lean_decision", "lean_reporting", "lean_initiative")


def test_autonomy_falls_back_on_money() -> None:
    index = verticality(facts(dependence={"b": D("0.6")}), LIMITS)
    assert index.parts[-1].value == D("0.6")


def test_silence_asks_for_a_year_and_a_low_relation() -> None:
    low = {"felt": {"C8": D("0.49")}, "days": 365}
    assert read("silence", **low).raised is True
    assert read("silence", **low, disagreements=1, disagreements_last_year=1).raised is False
    assert read("silence", felt={"C8": D("0.5")}, days=365).raised is False
    assert read("silence", felt={"C8": D("0.1")}, days=364).missing == ("year",)
    assert read("silence", days=400).missing == ("rating",)
