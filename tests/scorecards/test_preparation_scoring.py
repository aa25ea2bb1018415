"""Input tracking and social map: percentages, gaps, coverage, totals; a missing amount is never zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecards import scoring
from scorecards.scoring import InputLine


def line(planned: int | None, received: int | None, observed: int | None, **fields: object) -> InputLine:
    amounts = [None if number is None else Decimal(number) for number in (planned, received, observed)]
    return InputLine(*amounts, **fields)  # type: ignore[arg-type]


def test_percent_and_gap_of_one_line() -> None:
    figures = scoring.input_figures(line(300, 280, 126))
    assert (figures.achieved, figures.gap) == (Decimal(42), Decimal(-174))
    assert scoring.rounded(figures.delivered or Decimal(0), 2) == Decimal("93.33")


@pytest.mark.parametrize("amounts", [(None, 3, 4), (0, 3, 4)])
def test_without_a_plan_nothing_is_compared(amounts: tuple[int | None, ...]) -> None:
    figures = scoring.input_figures(line(*amounts))
    assert figures.achieved is None
    assert figures.delivered is None
    assert figures.gap == (None if amounts[0] is None else 4)


def test_an_unknown_amount_is_not_zero_in_a_total() -> None:
    (total,) = scoring.input_totals([line(10, None, 5), line(90, None, None)])
    assert total.figures.achieved == Decimal(50), "only the line with both amounts is compared"
    assert (total.planned, total.observed, total.received) == (Decimal(100), Decimal(5), None)
    assert total.figures.gap == Decimal(-5)
    assert not total.complete


def test_units_and_sources_never_add_up() -> None:
    totals = scoring.input_totals(
        [
            line(1, 1, 1, unit="MAD", source="Commune", is_money=True),
            line(2, 2, 2, unit="MAD", source="Usagers", is_money=True),
            line(3, 3, 3, unit="litres", source="Commune"),
            line(4, 4, 4, unit="MAD", source="Commune", is_money=True),
        ]
    )
    assert [(total.source, total.unit, total.planned) for total in totals] == [
        ("Commune", "MAD", 5),
        ("Usagers", "MAD", 2),
        ("Commune", "litres", 3),
    ]


def test_evidence_is_asked_of_what_is_stated_only() -> None:
    lines = [line(1, 1, 1, has_evidence=True), line(1, None, 1), line(1, None, None, has_evidence=True)]
    assert scoring.evidence_coverage(lines[:2]) == 50
    assert scoring.evidence_coverage(lines[2:]) is None
    assert scoring.evidence_coverage([]) is None


def test_share_of_households_heard() -> None:
    share = scoring.share_heard([(64, True), (38, True), (11, False), (None, True)])
    assert share is not None
    assert scoring.rounded(share, 2) == Decimal("90.27")
    assert scoring.share_heard([(None, True)]) is None
    assert scoring.share_heard([]) is None


@given(st.lists(st.tuples(st.integers(1, 10_000), st.integers(0, 10_000)), min_size=1, max_size=20))
def test_a_total_lies_between_its_lines(pairs: list[tuple[int, int]]) -> None:
    lines = [line(planned, observed, observed) for planned, observed in pairs]
    (total,) = scoring.input_totals(lines)
    each = [scoring.input_figures(one).achieved or Decimal(0) for one in lines]
    whole = total.figures.achieved
    assert whole is not None
    near = Decimal("1e-9")
    assert min(each) - near <= whole <= max(each) + near
    assert total.figures.gap == sum(observed - planned for planned, observed in pairs)


@given(st.lists(st.booleans(), max_size=30))
def test_coverage_is_a_percentage(proofs: list[bool]) -> None:
    coverage = scoring.evidence_coverage([line(1, 1, 1, has_evidence=proof) for proof in proofs])
    assert coverage is None if not proofs else coverage is not None and 0 <= coverage <= 100


def test_shares_of_households_are_percentages() -> None:
    assert scoring.share_heard([(5, True), (5, True)]) == 100
    assert scoring.share_heard([(5, False)]) == 0
