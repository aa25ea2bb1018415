"""Overlap of blind answers, computed by hand."""

from decimal import Decimal

import pytest

from partnerships.scoring.overlap import (
    beyond_chance,
    jaccard,
    kendall_w,
    mean_pairwise_jaccard,
    mean_rank_correlation,
    spearman,
)
from partnerships.thresholds import Thresholds


def test_jaccard_counts_shared_words_over_all_words() -> None:
    assert jaccard({"a", "b", "c"}, {"b", "c", "d"}) == Decimal("0.5")
    assert jaccard({"a"}, {"b"}) == 0
    assert jaccard({"a"}, set()) == 0
    assert jaccard(set(), set()) is None


def test_mean_of_pairs_leaves_out_empty_answers() -> None:
    # pairs: ab/bc 1/3, ab/ab 1, bc/ab 1/3 → 5/9
    assert mean_pairwise_jaccard([{"a", "b"}, {"b", "c"}, {"a", "b"}, set()]) == Decimal("0.5556")
    assert mean_pairwise_jaccard([{"a"}, set()]) is None


def test_spearman_of_the_same_and_of_the_opposite_order() -> None:
    assert spearman("abcd", "abcd") == 1
    assert spearman("abcd", "dcba") == -1
    # d² = 1+1 on 4 items: 1 − 6·2/60 = 0.8
    assert spearman("abcd", "bacd") == Decimal("0.8")
    assert spearman("a", "a") is None
    assert spearman("", "ab") is None


def test_items_left_out_share_the_remaining_ranks() -> None:
    # b, c, d of the second share rank 3: (−1.5·−1.5) ÷ √(5·3) … ranks 1,3,3,3 around 2.5
    assert spearman("abcd", "a") == Decimal("0.7746")


def test_kendall_w_and_the_mean_of_spearman_say_the_same_beyond_chance() -> None:
    rankings = ["abcd", "bacd", "dcba"]
    # rank sums a 1+2+4=7, b 2+1+3=6, c 3+3+2=8, d 4+4+1=9; S = .25+2.25+.25+2.25 = 5; W = 60/540
    w = kendall_w(rankings)
    assert w == Decimal("0.1111")
    # ρ: .8, −1, −.8 → −1/3 ; (3·1/9 − 1)/2 = −1/3
    assert mean_rank_correlation(rankings) == Decimal("-0.3333")
    assert beyond_chance(Decimal(1) / 9, 3) == Decimal("-0.3333")


def test_two_opposite_rankings_are_no_half_agreement() -> None:
    assert kendall_w(["abc", "cba"]) == 0
    assert mean_rank_correlation(["abc", "cba"]) == -1
    assert beyond_chance(Decimal("0.5"), 2) == 0


@pytest.mark.parametrize("rankings", [[], ["abc"], ["abc", ""], ["a", "a"]])
def test_too_little_to_compare_is_no_figure(rankings: list[str]) -> None:
    assert kendall_w(rankings) is None
    assert mean_rank_correlation(rankings) is None


def test_thresholds_come_back_as_they_were_frozen() -> None:
    kept = Thresholds(weak=Decimal("0.45"))
    assert Thresholds.from_json(kept.as_json()) == kept
    assert Thresholds.from_json({"weak": "x", "unknown": 1, "gap": "NaN"}) == Thresholds()
