"""The reading of a rating, by hand."""

from decimal import Decimal

import pytest

from partnerships.scoring.benefits import read_benefits
from partnerships.scoring.ratings import (
    MAX_VARIANCE,
    Box,
    PartyAnswers,
    Why,
    agreement_of,
    deviation_of,
    evidence_coverage,
    read_criterion,
    read_statement,
    read_together,
    unknown_rates,
)
from partnerships.scoring.trust import read_trust, reciprocity_of
from partnerships.thresholds import Thresholds

LIMITS = Thresholds()
D = Decimal


def said(party: str, *levels: int, unknown: int = 0, without: int = 0, proven: int = 0) -> PartyAnswers:
    counts = {level: levels.count(level) for level in set(levels)}
    return PartyAnswers(party, counts, dont_know=unknown, not_applicable=without, proven=proven)


def read(*answers: PartyAnswers, parties: int | None = None):
    return read_statement(answers, parties=parties or len(answers), limits=LIMITS)


def test_one_organisation_one_weight() -> None:
    """Ten people who say 4 and one who says 1: (4 + 1) ÷ 2, not (41 ÷ 11)."""
    reading = read(said("a", *[4] * 10), said("b", 1))
    assert (reading.mean, reading.score, reading.median) == (D("2.5"), D("0.5"), D("2.5"))
    assert reading.means == {"a": D(4), "b": D(1)}


def test_respondents_then_organisations() -> None:
    """a: (2 + 3) ÷ 2 = 2.5; b: 4; c: 3. Mean 9.5 ÷ 3 = 3.1667; s = 2.1667 ÷ 3 = 0.7222; median 3; range 1.5."""
    reading = read(said("a", 2, 3), said("b", 4), said("c", 3))
    assert reading.mean == D("3.1667")
    assert reading.score == D("0.7222")
    assert reading.median == D(3)
    assert reading.extent == D("1.5")
    # (0.5 + 1 + 0) ÷ 3
    assert reading.deviation == D("0.5")
    # deviations −0.6667, 0.8333, −0.1667: squares 0.4444 + 0.6944 + 0.0278 = 1.1667, ÷ 3 = 0.3889, ÷ 2.25 = 0.1728
    assert reading.agreement == D("0.8272")
    assert reading.box == Box.SHARED_STRENGTH


def test_largest_variance_of_four_levels() -> None:
    """½(16 + 1) − 2.5² = 2.25."""
    assert D("2.25") == MAX_VARIANCE


def test_agreement_divides_by_n() -> None:
    """Two parties that say 1 and 4: population variance 2.25, hence exactly 0 (÷ (n − 1) would give −1)."""
    assert agreement_of([D(1), D(4)]) == 0
    assert agreement_of([D(3), D(3)]) == 1
    assert agreement_of([D(2), D(3)]) == 1 - D("0.25") / D("2.25")
    assert agreement_of([D(2)]) is None


def test_deviation_of_nothing_is_unknown() -> None:
    assert deviation_of([]) is None
    assert deviation_of([D(1), D(2), D(4)]) == D(1)


def test_one_organisation_is_not_publishable() -> None:
    reading = read(said("a", 4, 4), parties=2)
    assert (reading.mean, reading.score, reading.agreement, reading.box) == (None, None, None, None)
    assert reading.why == Why.FEW_ORGANISATIONS
    assert reading.means == {"a": D(4)}


def test_half_of_the_parties_at_least() -> None:
    assert read(said("a", 4), said("b", 4), parties=5).why == Why.FEW_PARTIES
    assert read(said("a", 4), said("b", 4), parties=4).why is None


def test_nobody_rated_is_not_zero() -> None:
    reading = read()
    assert (reading.mean, reading.box, reading.why) == (None, None, Why.NO_ANSWER)
    assert read(said("a", without=3), said("b", without=1)).why == Why.NOT_APPLICABLE


def test_not_applicable_is_left_out_of_every_rate() -> None:
    reading = read(said("a", 3, without=9), said("b", 3))
    assert (reading.mean, reading.dont_know) == (D(3), D(0))


@pytest.mark.parametrize(
    ("levels", "box"),
    [
        ((3, 3), Box.SHARED_STRENGTH),  # s = 0.6667
        ((2, 3), Box.BETWEEN),  # s = 0.5
        ((2, 2), Box.SHARED_WEAKNESS),  # s = 0.3333
        ((1, 4), Box.TO_OPEN),  # r* = 0
        ((2, 4), Box.TO_OPEN),  # variance 1, r* = 0.5556
    ],
)
def test_boxes_of_two_parties(levels: tuple[int, int], box: Box) -> None:
    assert read(said("a", levels[0]), said("b", levels[1])).box == box


def test_thresholds_are_those_that_were_frozen() -> None:
    mild = Thresholds(strong=D("0.30"))
    assert read_statement([said("a", 2), said("b", 2)], parties=2, limits=mild).box == Box.SHARED_STRENGTH


def test_unknown_of_a_third_is_a_blind_spot() -> None:
    """a: 1 of 2; b: 1 of 10. One weight each: (0.5 + 0.1) ÷ 2 = 0.30."""
    reading = read(said("a", 4, unknown=1), said("b", *[4] * 9, unknown=1))
    assert reading.dont_know == D("0.3")
    assert reading.box == Box.BLIND_SPOT


def test_nobody_knows_is_a_blind_spot_without_a_mean() -> None:
    reading = read(said("a", unknown=2), said("b", unknown=1))
    assert (reading.mean, reading.why, reading.box, reading.dont_know) == (None, Why.NO_ANSWER, Box.BLIND_SPOT, D(1))


def test_one_party_far_from_all_others() -> None:
    """1, 2.5, 2.5: variance 0.5, r* 0.7778, yet the first is 1.5 level from both."""
    reading = read(said("a", 1), said("b", 2, 3), said("c", 2, 3))
    assert reading.agreement == D("0.7778")
    assert (reading.apart, reading.box) == ("a", Box.BLIND_SPOT)


def test_of_two_parties_nobody_stands_apart() -> None:
    reading = read(said("a", 1), said("b", 4))
    assert (reading.apart, reading.box) == (None, Box.TO_OPEN)


def test_a_criterion_is_the_mean_of_its_statements_for_each_party() -> None:
    """a: (4 + 2) ÷ 2 = 3, its third statement unknown; b: (1 + 1 + 4) ÷ 3 = 2."""
    rows = [
        [said("a", 4), said("b", 1)],
        [said("a", 2), said("b", 1)],
        [said("a", unknown=1), said("b", 4)],
    ]
    statements = [read_statement(row, parties=2, limits=LIMITS) for row in rows]
    rates = unknown_rates(answer for row in rows for answer in row)
    assert rates == {"a": D(1) / 3, "b": D(0)}
    reading = read_criterion(statements, rates, parties=2, limits=LIMITS)
    assert reading.means == {"a": D(3), "b": D(2)}
    assert (reading.mean, reading.score, reading.extent) == (D("2.5"), D("0.5"), D(1))
    assert reading.dont_know == D("0.1667")
    assert reading.box == Box.BETWEEN


def test_a_criterion_without_answers_says_why() -> None:
    statements = [read_statement([], parties=2, limits=LIMITS) for _n in range(3)]
    assert read_criterion(statements, {}, parties=2, limits=LIMITS).why == Why.NO_ANSWER


def test_together_has_a_level_and_no_divergence() -> None:
    reading = read_together(D(2), dont_know=False, limits=LIMITS)
    assert (reading.score, reading.agreement, reading.box) == (D("0.3333"), None, Box.SHARED_WEAKNESS)
    assert read_together(None, dont_know=True, limits=LIMITS).box == Box.BLIND_SPOT
    assert read_together(None, dont_know=False, limits=LIMITS).why == Why.NO_ANSWER


def test_evidence_coverage() -> None:
    """Four answers of 3 or 4, one with a proof."""
    assert evidence_coverage([said("a", 1, 3, 4, proven=1), said("b", 3, 3)]) == D("0.25")
    assert evidence_coverage([said("a", 1, 2)]) is None


def test_trust_both_ways() -> None:
    """a → b: (4 + 3 + 2) ÷ 3 = 3; b → a: (2 + 1) ÷ 2 = 1.5, one facet unknown."""
    facets = [(("a", "b"), 4), (("a", "b"), 3), (("a", "b"), 2), (("b", "a"), 2), (("b", "a"), 1), (("b", "a"), None)]
    reading = read_trust(facets, ["a", "b"])
    assert reading.given == {("a", "b"): D(3), ("b", "a"): D("1.5")}
    assert reading.pairs[0].asymmetry == D("1.5")
    assert (reading.mean, reading.asymmetry, reading.reciprocity) == (D("2.25"), D("1.5"), D(0))
    assert reading.received == {"a": D("1.5"), "b": D(3)}


def test_trust_that_nobody_said() -> None:
    reading = read_trust([(("a", "b"), None)], ["a", "b"])
    assert (reading.mean, reading.asymmetry, reading.reciprocity, reading.given) == (None, None, None, {})


def test_reciprocity_counts_ties_of_three_or_more() -> None:
    """a → b and b → a are given back; a → c isn't; c said nothing of b. 2 of 3."""
    given = {("a", "b"): D(3), ("b", "a"): D(4), ("a", "c"): D(3), ("c", "a"): D(2), ("b", "c"): D(4)}
    assert reciprocity_of(given) == D("0.6667")


def test_benefits_declared_and_felt() -> None:
    """Of 3 declared, B1 is felt (4), B2 isn't (2), B3 wasn't answered; B9 comes on top. 4, 2, 3 → s 1, 1/3, 2/3."""
    reading = read_benefits(["B1", "B2", "B3"], {"B1": 4, "B2": 2, "B9": 3}, [2, 4])
    assert (reading.declared, reading.felt, reading.beyond) == (3, 1, 1)
    assert reading.realised == D("0.3333")
    assert reading.benefit == D("0.6667")
    assert reading.burden == D("0.75")
    assert reading.net == D("-0.0833")


def test_no_drawback_weighs_nothing_and_no_answer_is_no_figure() -> None:
    assert read_benefits(["B1"], {"B1": 4}, []).net == D(1)
    silent = read_benefits(["B1"], {}, [])
    assert (silent.realised, silent.net) == (None, None)
    assert read_benefits([], {"B1": 1}, []).realised is None
