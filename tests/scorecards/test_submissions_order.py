"""Whatever the order of taps, sends, lost answers, packages and edits on the web: nothing is overwritten unseen, and
nothing that was tapped is silently less. A device of Python goes through histories that hypothesis makes up.
"""

import datetime
import hashlib
import json
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecards.enums import CycleState, Side, SubmissionState
from scorecards.models import Cycle, Indicator, Score, ScoringSession, Submission, SubmissionCell
from scorecards.services import submissions
from scorecards.services.sessions import clear_score, open_session, record_attendance, record_score
from tests.conftest import World
from tests.scorecards.devices import Phone

pytestmark = pytest.mark.django_db
Value = str | None


@pytest.fixture
def cycle(world: World) -> Cycle:
    return world.make_cycle(state=CycleState.COMMUNITY)


@pytest.fixture
def session(cycle: Cycle) -> ScoringSession:
    """Open, twelve people, nothing scored yet."""
    found: ScoringSession = cycle.sessions.filter(side=Side.USERS).first()
    found.scores.all().delete()
    held = open_session(session=found, by=cycle.created_by)
    return record_attendance(
        session=held,
        counts={"women_adult": 12},
        held_on=timezone.localdate(),
        place="École",
        version=held.version,
        by=cycle.created_by,
    )


@dataclass
class Machine:
    """A phone, the site and what a person did, on one cell. ``learns``: the phone takes the versions of an answer."""

    session: ScoringSession
    indicator: Indicator
    phone: Phone
    learns: bool
    #: What the phone shows, and what it believes that it started from.
    doc: Value = None
    base: Value = None
    base_version: int = 0
    touched: bool = False
    last: uuid.UUID | None = None
    out: tuple[uuid.UUID, bytes, Value] | None = None
    stale: bool = False
    #: The truth: what this phone last knew to be in force, or wrote.
    ancestor: Value = None
    #: Edits on the web that the phone hasn't seen.
    unseen: int = 0
    delivered: bool = True
    history: list[str] = field(default_factory=list)

    # The site ---------------------------------------------------------------------------------------------

    def score(self) -> Score | None:
        return Score.objects.filter(session=self.session, indicator=self.indicator).first()

    def there(self) -> Value:
        row = self.score()
        return None if row is None else str(int(row.value or 0))

    def web(self, value: Value) -> None:
        row = self.score()
        if value == self.there():
            return
        common: Any = {"session": self.session, "indicator": self.indicator, "by": self.phone.user}
        if value is None:
            clear_score(**common, version=row.version if row else 0)
        else:
            record_score(**common, status="scored", value=Decimal(value), version=row.version if row else 0)
        self.unseen += 1

    # The phone --------------------------------------------------------------------------------------------

    def tap(self, value: Value) -> None:
        if value == self.doc:
            return
        self.doc, self.touched, self.delivered = value, True, False

    def seal(self) -> None:
        if self.out or not self.touched:
            return
        row: dict[str, Any] = {"indicator": str(self.indicator.pk), "base_version": self.base_version}
        if self.base_version:
            row["base"] = {"status": "scored", "mode": "consensus", "value": self.base}
        row |= {"status": "scored", "value": self.doc} if self.doc else {"status": "cleared"}
        content = self.phone.payload(self.session, follows=self.last, scores=[row])
        key = uuid.uuid4()
        self.out, self.last, self.touched = (key, json.dumps(content).encode(), self.doc), key, False

    def send(self, lost: bool) -> None:
        self.seal()
        if not self.out:
            return
        key, raw, sent = self.out
        before, unseen = self.there(), self.unseen
        known = Submission.objects.filter(pk=key).exists()
        row, _new = submissions.receive(key=key, raw=raw, by=self.phone.user)
        row = submissions.apply_submission(key=row.pk)
        if not known:
            self._check(row, before, sent, unseen)
        if lost:
            return
        self.out, self.stale = None, True
        version = row.receipt["versions"].get(f"score:{self.indicator.pk}")
        if self.learns and version is not None:
            self.base, self.base_version = (sent, version) if version else (None, 0)

    def _check(self, row: Submission, before: Value, sent: Value, unseen: int) -> None:
        """What the merge did with a send that arrived for the first time."""
        after, waits = self.there(), row.state == SubmissionState.CONFLICT
        assert row.state in (SubmissionState.APPLIED, SubmissionState.CONFLICT), row.errors
        if after != before:
            assert after == sent
            assert not unseen or before == self.ancestor, f"an edit of the web was overwritten unseen: {self.history}"
        if waits:
            assert SubmissionCell.objects.filter(submission=row).count() == 1
        elif after != sent:
            assert sent == self.ancestor, f"what was tapped is on neither side: {self.history}"
        if after == sent:
            self.ancestor, self.unseen = sent, 0
        self.delivered = sent == self.doc

    def refresh(self) -> None:
        """The package, taken over where nothing of the phone waits."""
        if self.touched or self.out:
            return
        row = self.score()
        self.doc = self.base = self.ancestor = self.there()
        self.base_version = row.version if row else 0
        self.unseen, self.stale, self.delivered = 0, False, True

    def end(self) -> None:
        """The network is there: everything leaves, and the phone takes what the site has."""
        while self.out or self.touched:
            self.send(lost=False)
        assert self.delivered, self.history
        if not self.unseen and not SubmissionCell.objects.exists():
            assert self.there() == self.doc, self.history


VALUES = st.sampled_from(["1", "2", "3", None])
STEPS = st.one_of(
    st.tuples(st.just("tap"), VALUES),
    st.tuples(st.just("web"), VALUES),
    st.tuples(st.just("send"), st.booleans()),
    st.tuples(st.sampled_from(["refresh", "seal"])),
)


def play(machine: Machine, steps: list[tuple[Any, ...]]) -> None:
    for name, *given_ in steps:
        machine.history.append(f"{name}{given_}")
        getattr(machine, name)(*given_)
    machine.end()


@pytest.mark.parametrize("learns", [True, False], ids=["today's phone", "an older phone"])
@pytest.mark.parametrize("edits", [False, True], ids=["alone", "with the web"])
def test_no_order_of_events_loses_a_tap(
    world: World, session: ScoringSession, cycle: Cycle, learns: bool, edits: bool
) -> None:
    indicator = cycle.indicators.first()

    @settings(
        max_examples=40, deadline=None, database=None, derandomize=False,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )  # fmt: skip
    @given(st.lists(STEPS, min_size=3, max_size=9))
    def check(steps: list[tuple[Any, ...]]) -> None:
        wanted = [step for step in steps if edits or step[0] != "web"]
        with transaction.atomic():
            play(Machine(session, indicator, Phone(world.facilitator), learns), wanted)
            transaction.set_rollback(True)

    check()


# The histories that were lost, one by one ------------------------------------------------------------------------


@pytest.fixture
def machine(world: World, session: ScoringSession, cycle: Cycle) -> Machine:
    return Machine(session, cycle.indicators.first(), Phone(world.facilitator), learns=False)


def test_going_back_to_where_one_started_after_a_send_is_an_edit(machine: Machine) -> None:
    """1 is there and on the phone; 2 is sent, the package doesn't come; 1 again: it differs from what is there."""
    play(machine, [("tap", "1"), ("send", False), ("refresh",), ("tap", "2"), ("send", False), ("tap", "1")])
    assert machine.there() == "1"


def test_taking_back_then_answering_the_same_again_is_an_edit(machine: Machine) -> None:
    play(machine, [("tap", "1"), ("send", False), ("refresh",), ("tap", None), ("send", False), ("tap", "1")])
    assert machine.there() == "1"


def test_a_send_that_changed_nothing_has_not_seen_what_the_web_wrote(machine: Machine) -> None:
    """1 on both sides; the web writes 3; on the phone 2, then 1 again, sent; then 2: nobody has seen the 3."""
    steps = [("tap", "1"), ("send", False), ("refresh",), ("web", "3"), ("tap", "2"), ("tap", "1"), ("send", False)]
    play(machine, [*steps, ("tap", "2")])
    assert machine.there() == "3"
    assert SubmissionCell.objects.get().mine["value"] == "2"


def test_a_score_taken_back_and_given_again_on_the_web_is_not_the_one_that_the_phone_sent(machine: Machine) -> None:
    """Both are the first of their kind; a version never names two contents."""
    play(machine, [("tap", "3"), ("send", False), ("web", None), ("web", "1"), ("tap", "2")])
    assert machine.there() == "1"
    assert SubmissionCell.objects.get().mine["value"] == "2"


def test_a_send_of_scores_has_not_seen_who_the_web_counted(world: World, machine: Machine) -> None:
    session = machine.session
    before, key = session.version, uuid.uuid4()
    base = {"attendance": {"women_adult": 12}, "place": "École"}
    record_attendance(
        session=session, counts={"women_adult": 15}, held_on=timezone.localdate(), place="École",
        version=before, by=world.facilitator,
    )  # fmt: skip
    scores = [{"indicator": str(machine.indicator.pk), "status": "scored", "value": "2"}]
    first = machine.phone.payload(session, scores=scores) | {"base_version": before}
    assert machine.phone.send(first, key).json()["status"] == "applied"
    counted = {"attendance": {"women_adult": 9}, "place": "École", "base": base}
    second = machine.phone.payload(session, follows=key, **counted) | {"base_version": before}
    assert machine.phone.send(second).json()["status"] == "conflict"
    session.refresh_from_db()
    assert session.women_adult == 15


def test_a_later_send_never_overtakes_one_that_is_stored(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    """A crash leaves the first stored; the second takes it along, in the order in which they were tapped."""
    play(machine, [("tap", "1"), ("send", False), ("refresh",)])
    apply = submissions._apply

    def crash(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the power went")

    machine.tap("2")
    machine.seal()
    key, raw, _sent = machine.out or (uuid.uuid4(), b"", None)
    with monkeypatch.context() as patch:
        patch.setattr(submissions, "_apply", crash)
        assert machine.phone.send(raw, key, sha=hashlib.sha256(raw).hexdigest()).json()["status"] == "stored"
        machine.out = None
        machine.tap("1")
        machine.seal()
        later, content, _sent = machine.out or (uuid.uuid4(), b"", None)
        assert machine.phone.send(content, later).json()["status"] == "stored"
        row = Submission.objects.get(pk=later)
        assert row.attempts == 0, "it waits for the first, it didn't fail"
    patched: list[uuid.UUID] = []
    monkeypatch.setattr(submissions, "_apply", lambda row, *given: (patched.append(row.pk), apply(row, *given))[1])
    Submission.objects.update(received_at=timezone.now() - datetime.timedelta(minutes=5))
    Submission.objects.filter(pk=later).update(received_at=timezone.now() - datetime.timedelta(minutes=4))
    assert machine.phone.send(content, later).json()["status"] == "applied"
    assert patched == [key, later]
    assert machine.there() == "1"
    assert not SubmissionCell.objects.exists()
