"""At least 200 faults at random over 50 sessions: in the end the server has what was tapped, and nothing else.

The network has spells: none, bad, good. Queues grow and leave at once, and packages come back in between. What is
tapped follows from the seed, which a failure shows; ``FIELD_SEED`` gives it again.
"""

import os
import random
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from scorecards.enums import Scale
from scorecards.models import Group, Score, ScoringSession, Submission
from tests.browser.fieldfixtures import DO, Phone, flush, new_phone, pending, server
from tests.browser.fieldtools import is_api

__all__ = ["new_phone", "server"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SESSIONS, FAULTS = 50, 200
#: Of requests, how many go wrong in a spell; and how many turns a spell lasts.
SPELLS, TURNS = (0.05, 0.45, 0.7, 1.0, 1.0), (2, 8)


@pytest.fixture
def cycle(world: Any) -> Any:
    """Fifty groups in fifty villages, five faces, three indicators."""
    made = world.make_cycle(state="community", scale=Scale.FACES)
    Score.objects.all().delete()
    made.sessions.all().delete()
    made.groups.all().delete()
    for place in range(SESSIONS):
        group = Group.objects.create(cycle=made, kind="women", village=f"Village {place:02d}", size=40, position=place)
        ScoringSession.objects.create(cycle=made, side="users", group=group)
    return made


class Hand:
    """What is tapped, and what the server is expected to have after it."""

    def __init__(self, cycle: Any, rng: random.Random) -> None:
        self.rng = rng
        self.sessions = [str(key) for key in cycle.sessions.values_list("pk", flat=True)]
        self.indicators = [
            str(key) for key in cycle.indicators.filter(asked_of__in=["users", "both"]).values_list("pk", flat=True)
        ]
        self.opened: set[str] = set()
        self.expected: dict[tuple[str, str], tuple[Any, ...]] = {}

    def ops(self, session: str) -> list[dict[str, Any]]:
        done = []
        if session not in self.opened:
            self.opened.add(session)
            done.append({"op": "attendance", "values": {"women_adult": "40"}})
        for _ in range(self.rng.randint(1, 4)):
            done += self._one(session, self.rng.choice(self.indicators))
        return done

    def _one(self, session: str, indicator: str) -> list[dict[str, Any]]:
        key, kind = (session, indicator), self.rng.random()
        before = self.expected.get(key, (None, None, [0] * 5, ""))
        how, value, hands, reason = before
        if kind < 0.6:
            level = self.rng.randrange(5)
            if sum(hands) >= 40:
                return []
            hands = [count + (at == level) for at, count in enumerate(hands)]
            self.expected[key] = ("tally", value, hands, reason)
            return [{"op": "hand", "indicator": indicator, "level": level, "delta": 1}]
        if kind < 0.8:
            level = str(self.rng.randint(1, 5))
            self.expected[key] = ("consensus", level, hands, reason)
            return [{"op": "answer", "indicator": indicator, "field": "value", "value": level}]
        if how is None:
            return []
        words = f"raison {self.rng.randint(1, 10_000)}"
        self.expected[key] = (how, value, hands, words)
        return [{"op": "answer", "indicator": indicator, "field": "reason", "value": words}]

    def wanted(self) -> dict[tuple[str, str], tuple[Any, ...]]:
        return {
            key: (how, int(value), None, reason) if how == "consensus" else (how, None, hands, reason)
            for key, (how, value, hands, reason) in self.expected.items()
        }


def found() -> dict[tuple[str, str], tuple[Any, ...]]:
    return {
        (str(score.session_id), str(score.indicator_id)): (
            score.mode, None if score.value is None else int(score.value), score.tallies, score.reason,
        )
        for score in Score.objects.all()
    }  # fmt: skip


def until_done(page: Page) -> None:
    for _ in range(40):
        if flush(page) == "done" and not pending(page):
            return
    raise AssertionError("the queue doesn't empty")


def test_the_server_ends_with_what_was_tapped(world: Any, cycle: Any, new_phone: Callable[..., Phone]) -> None:
    seed = int(os.environ.get("FIELD_SEED", time.time()))
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails, to run it again
    rng = random.Random(seed)  # noqa: S311
    phone, hand = new_phone(world.facilitator), Hand(cycle, rng)
    page = phone.prepare(cycle)
    page.goto("/field/")
    page.locator(".syncline").wait_for()
    phone.server.spoils, phone.server.chaos = is_api, random.Random(seed)  # noqa: S311
    turns, left = iter(hand.sessions), 0
    while phone.server.spoilt < FAULTS or len(hand.opened) < SESSIONS:
        if not left:
            phone.server.rate, left = rng.choice(SPELLS), rng.randint(*TURNS)
        left -= 1
        session = next(turns, None) or rng.choice(hand.sessions)
        page.evaluate(DO, [session, hand.ops(session)])
        flush(page)
        if rng.random() < 0.03:
            page.reload()
            page.locator(".syncline").wait_for()
    phone.server.chaos = None
    until_done(page)
    assert phone.server.spoilt >= FAULTS
    assert len(hand.opened) == SESSIONS
    assert found() == hand.wanted()
    assert {row.state for row in Submission.objects.all()} == {"applied"}
    assert set(ScoringSession.objects.values_list("women_adult", flat=True)) == {40}
