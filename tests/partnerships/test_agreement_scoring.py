"""The figures of an agreement, computed by hand; what changed between two texts; the legal frames."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from partnerships.legal import Terms, add_months, calendar, remarks, when, yearly_amount, years_begun
from partnerships.scoring.agreement import (
    Borne,
    Given,
    anchored,
    borne,
    contribution_shares,
    delivered,
    exposure,
    mean_delivered,
    nature_counts,
)
from partnerships.scoring.differences import Kind, Sentence, differences, pieces


def test_anchored_objectives() -> None:
    """Two objectives of three name a need: 66,7 %. None at all: not enough data."""
    assert anchored(["n1", None, "n2"]) == Decimal("66.7")
    assert anchored([None]) == Decimal("0.0")
    assert anchored([]) is None


def test_contribution_shares_leave_out_what_nobody_estimated() -> None:
    """A 180 000, B 60 000, C not estimated: 75 % and 25 %; C has no share, which isn't 0."""
    rows = [
        Given("a", "cash", Decimal(180000)),
        Given("b", "kind", Decimal(60000)),
        Given("c", "time", None),
    ]
    assert contribution_shares(rows) == {"a": Decimal("75.0"), "b": Decimal("25.0")}
    assert contribution_shares(rows[2:]) == {}
    assert nature_counts(rows)["c"] == {"time": 1}


def test_estimated_at_nothing_gives_no_share() -> None:
    assert contribution_shares([Given("a", "kind", Decimal(0))]) == {"a": None}


def test_delivered_adds_up_to_a_hundred_at_most() -> None:
    assert delivered([40, 35]) == 75
    assert delivered([80, 40]) == 100
    assert mean_delivered([Given("a", "cash", None, 75), Given("b", "cash", None, 50)]) == Decimal("62.5")
    assert mean_delivered([]) is None


def test_exposure_borne() -> None:
    """8 × 50 % + 6 × 0 % = 4 of 14: 28,6 %. 8 × 50 % + 6 × 100 % = 10 of 14: 71,4 %."""
    risks = [
        Borne(2, 4, {"a": Decimal(50), "b": Decimal(50)}),
        Borne(3, 2, {"b": Decimal(100)}),
    ]
    assert exposure(risks[0]) == 8
    assert borne(risks) == {"a": Decimal("28.6"), "b": Decimal("71.4")}
    assert borne([]) == {}


def test_differences_name_what_was_added_removed_and_changed() -> None:
    before = [Sentence("1", "Un comité rend compte"), Sentence("2", "La pompe")]
    after = [Sentence("1", "Un comité élu rend compte"), Sentence("3", "Le puits")]
    found = differences(before, after)
    assert [(row.kind, row.before, row.after) for row in found] == [
        (Kind.CHANGED, "Un comité rend compte", "Un comité élu rend compte"),
        (Kind.ADDED, "", "Le puits"),
        (Kind.REMOVED, "La pompe", ""),
    ]
    assert "".join(piece.text for piece in found[0].pieces if piece.kind == Kind.ADDED).strip() == "élu"
    assert differences(before, before) == []


def test_the_pieces_of_a_change_give_both_sentences_back() -> None:
    found = pieces("rend compte", "rend compte chaque trimestre")
    assert "".join(p.text for p in found if p.kind != Kind.ADDED) == "rend compte"
    assert "".join(p.text for p in found if p.kind != Kind.REMOVED) == "rend compte chaque trimestre"
    assert not [p for p in found if p.kind == Kind.REMOVED]


def _terms(frame: str = "france_cpo", **fields: Any) -> Terms:
    values: dict[str, Any] = {
        "amount": Decimal(90000),
        "currency": "EUR",
        "priority": True,
        "starts_on": datetime.date(2027, 1, 1),
        "ends_on": datetime.date(2029, 12, 31),
    }
    return Terms(frame=frame, **values | fields)


def test_years_that_began() -> None:
    assert years_begun(datetime.date(2027, 1, 1), datetime.date(2029, 12, 31)) == 3
    assert years_begun(datetime.date(2027, 1, 1), datetime.date(2030, 1, 1)) == 4
    assert add_months(datetime.date(2026, 8, 31), -6) == datetime.date(2026, 2, 28)
    assert add_months(datetime.date(2027, 12, 31), 6) == datetime.date(2028, 6, 30)


def test_the_french_threshold_is_per_year() -> None:
    """90 000 over three years: 30 000 a year, above 23 000. 69 000: 23 000 a year, not above."""
    assert yearly_amount(_terms()) == Decimal("30000.00")
    assert "obligatoire" in remarks(_terms())[0].sentence
    assert "n’exige pas" in remarks(_terms(amount=Decimal(69000)))[0].sentence
    assert yearly_amount(_terms(ends_on=None)) is None


def test_a_french_agreement_lasts_four_years_at_most() -> None:
    four, five = datetime.date(2030, 12, 31), datetime.date(2031, 1, 1)
    assert not [row for row in remarks(_terms(ends_on=four)) if row.blocks]
    assert [row for row in remarks(_terms(ends_on=five)) if row.blocks]


def test_the_moroccan_threshold_blocks_outside_the_priority_domains() -> None:
    above = {"currency": "MAD", "amount": Decimal(50001)}
    assert [row.blocks for row in remarks(_terms("morocco_7_2003", **above))] == [False]
    assert [row.blocks for row in remarks(_terms("morocco_7_2003", **above, priority=False))] == [True]
    at = {"currency": "MAD", "amount": Decimal(50000), "priority": False}
    assert [row.blocks for row in remarks(_terms("morocco_7_2003", **at))] == [False]


@pytest.mark.parametrize("fields", [{"amount": None}, {"currency": "USD"}])
def test_what_cannot_be_compared_is_said(fields: dict[str, Any]) -> None:
    found = remarks(_terms("morocco_7_2003", **fields))
    assert len(found) == 1
    assert not found[0].blocks
    assert remarks(_terms("free")) == []


def test_the_calendar_of_a_french_agreement() -> None:
    """One account a year, six months after its end; the balance sheet three months before the end."""
    found = [(row.code, row.on, row.by_law) for row in calendar(_terms(ends_on=datetime.date(2028, 12, 31)))]
    assert found == [
        ("account:2027", datetime.date(2028, 6, 30), True),
        ("balance", datetime.date(2028, 9, 30), False),
        ("end", datetime.date(2028, 12, 31), False),
        ("evaluation", datetime.date(2028, 12, 31), True),
        ("account:2028", datetime.date(2029, 6, 30), True),
    ]
    assert calendar(_terms(ends_on=None)) == []


def test_a_date_comes_up_sixty_days_before() -> None:
    account = calendar(_terms())[0]
    assert when(account, account.on - datetime.timedelta(days=61)) == "later"
    assert when(account, account.on - datetime.timedelta(days=60)) == "soon"
    assert when(account, account.on + datetime.timedelta(days=1)) == "late"
