"""Who was heard, pure: sums, shares, and what nobody counted."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from scorecards.scoring import SessionCount, add_coverage, coverage

COUNT = st.none() | st.integers(0, 60)
SESSIONS = st.lists(st.builds(SessionCount, st.sampled_from(["women", "men"]), *[COUNT] * 6), max_size=8)


def test_an_empty_box_of_a_counted_session_is_nobody() -> None:
    heard = coverage([SessionCount("women", 3, None, 1, None, None, None)])
    assert (heard.people, heard.women, heard.young, heard.elder) == (4, 4, 3, 1)
    assert heard.women_share == 100
    assert heard.young_share == 75


def test_a_session_without_any_count_stays_unknown() -> None:
    unknown = SessionCount("men", *[None] * 6)
    heard = coverage([unknown, SessionCount("women", 1, 1, 0, 0, 2, 0)])
    assert (heard.sessions, heard.counted, heard.people, heard.women_share) == (2, 1, 4, Decimal(50))
    assert [(row.kind, row.groups, row.counted, row.people) for row in heard.kinds] == [
        ("men", 1, 0, None),
        ("women", 1, 1, 4),
    ]
    assert coverage([unknown]).people is None


def test_nobody_present_has_no_share() -> None:
    assert coverage([SessionCount("men", *[0] * 6)]).women_share is None


@given(SESSIONS, SESSIONS)
def test_cards_add_up_to_one(one: list[SessionCount], two: list[SessionCount]) -> None:
    assert add_coverage([coverage(one), coverage(two)]) == coverage(one + two)


@given(SESSIONS)
def test_shares_are_between_0_and_100(sessions: list[SessionCount]) -> None:
    heard = coverage(sessions)
    assert all(s is None or 0 <= s <= 100 for s in (heard.women_share, heard.young_share, heard.elder_share))
