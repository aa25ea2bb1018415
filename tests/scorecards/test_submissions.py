"""PUT /api/v1/submissions/: every answer, nothing lost, nothing twice."""

import datetime
import hashlib
import json
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from scorecards import payload as payloads
from scorecards.enums import CycleState, SessionState, Side, SubmissionState
from scorecards.models import Cycle, Device, Score, ScoringSession, Submission
from scorecards.services import submissions
from tests.conftest import World
from tests.factories import IndicatorFactory
from tests.scorecards.devices import Phone, scored

pytestmark = pytest.mark.django_db
PEOPLE = {"women_young": 3, "women_adult": 5, "men_adult": 4}


@pytest.fixture
def cycle(world: World) -> Cycle:
    return world.make_cycle(state=CycleState.COMMUNITY)


@pytest.fixture
def session(cycle: Cycle) -> ScoringSession:
    return cycle.sessions.filter(side=Side.USERS).first()


@pytest.fixture
def phone(world: World) -> Phone:
    return Phone(world.facilitator)


def whole(session: ScoringSession, phone: Phone, **more: Any) -> dict[str, Any]:
    """A session as it is scored in one go, closing included."""
    indicators = list(session.cycle.indicators.all())
    hands = [0] * 10 + [12]
    cells = [scored(row, "7.5", reason="Le puits tarit en été") for row in indicators[1:]]
    state = {
        "held_on": timezone.localdate().isoformat(), "place": "École", "attendance": PEOPLE,
        "scores": [scored(indicators[0], tallies=hands), *cells], "close": True,
    }  # fmt: skip
    return phone.payload(session, **{**state, **more})


def test_a_session_scored_in_the_field_is_entered_and_closed(session: ScoringSession, phone: Phone) -> None:
    raw = json.dumps(whole(session, phone)).encode()
    key = uuid.uuid4()
    answer = phone.send(raw, key)
    body = answer.json()
    assert answer.status_code == 201, body
    assert (body["id"], body["hash"], body["status"]) == (str(key), hashlib.sha256(raw).hexdigest(), "applied")
    session.refresh_from_db()
    assert (session.state, session.people_present, session.place) == (SessionState.CLOSED, 12, "École")
    assert body["session_version"] == session.version
    first, second = session.scores.order_by("indicator__position")[:2]
    assert (first.mode, first.tallies, second.value) == ("tally", [0] * 10 + [12], Decimal("7.5"))
    assert body["scores"] == {str(row.indicator_id): 1 for row in session.scores.all()}
    row = Submission.objects.get(pk=key)
    assert bytes(row.raw) == raw
    assert row.device == Device.objects.get(client_id=phone.id, user=phone.user)


def test_a_lost_reply_sent_again_is_the_same_session(session: ScoringSession, phone: Phone) -> None:
    content, key = whole(session, phone), uuid.uuid4()
    first, again = phone.send(content, key), phone.send(content, key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Submission.objects.count() == 1
    assert session.scores.count() == 3
    assert set(session.scores.values_list("version", flat=True)) == {1}


def test_the_same_key_with_another_content_is_refused_and_nothing_changes(
    session: ScoringSession, phone: Phone
) -> None:
    key = uuid.uuid4()
    phone.send(whole(session, phone), key)
    answer = phone.send(whole(session, phone, place="Marché"), key)
    assert (answer.status_code, answer.json()["error"]) == (409, "other_content")
    session.refresh_from_db()
    assert session.place == "École"


def test_signed_out_is_401_in_json_and_never_a_redirect(session: ScoringSession, phone: Phone) -> None:
    for method, name, args in (
        ("put", "api_submission", [uuid.uuid4()]),
        ("get", "api_submission", [uuid.uuid4()]),
        ("get", "api_package", [session.cycle_id]),
        ("post", "api_device", [uuid.uuid4()]),
    ):
        answer = getattr(Client(), method)(reverse(f"scorecards:{name}", args=args))
        assert (answer.status_code, answer.json()["error"]) == (401, "signed_out")
    assert Submission.objects.count() == 0


def test_a_stale_token_is_a_403_in_json_and_a_new_one_works(session: ScoringSession, phone: Phone) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(phone.user, backend="django.contrib.auth.backends.ModelBackend")
    content = whole(session, phone)
    refused = phone.send(content, client=client)
    assert (refused.status_code, refused.json()["error"]) == (403, "csrf")
    token = client.get(reverse("scorecards:api_csrf")).json()["token"]
    assert "csrftoken" in client.cookies
    raw = json.dumps(content).encode()
    answer = client.put(
        reverse("scorecards:api_submission", args=[uuid.uuid4()]), raw, content_type="application/json",
        headers={"X-Content-SHA256": hashlib.sha256(raw).hexdigest(), "X-CSRFToken": token},
    )  # fmt: skip
    assert answer.status_code == 201


def test_another_persons_queue_is_never_taken_as_mine(world: World, session: ScoringSession, phone: Phone) -> None:
    content = whole(session, phone)
    answer = Phone(world.administrator, phone.id).send(content)
    assert (answer.status_code, answer.json()["error"]) == (403, "other_user")
    assert Submission.objects.count() == 0
    key = uuid.uuid4()
    phone.send(content, key)
    mine = {**content, "user": str(world.administrator.pk)}
    assert Phone(world.administrator).send(mine, key).status_code == 403


def test_a_body_cut_on_the_way_is_not_stored(session: ScoringSession, phone: Phone) -> None:
    raw = json.dumps(whole(session, phone)).encode()
    answer = phone.send(raw[:-20], sha=hashlib.sha256(raw).hexdigest())
    assert (answer.status_code, answer.json()["error"]) == (400, "hash")
    assert Submission.objects.count() == 0


def test_a_huge_body_is_413_and_never_read_whole(session: ScoringSession, phone: Phone) -> None:
    content = {**whole(session, phone), "filler": "x" * submissions.MAX_BYTES}
    answer = phone.send(content)
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[1, 2]", b"null", b"\xff\xfe", b"[" * 20_000, b'{"schema": 1, "state": []}', b'{"a": 1}']
)
def test_what_cannot_be_read_is_kept_to_be_corrected(phone: Phone, raw: bytes) -> None:
    key = uuid.uuid4()
    answer = phone.send(raw, key)
    assert answer.status_code == 422, answer.json()
    assert answer.json()["errors"]
    row = Submission.objects.get(pk=key)
    assert (row.state, bytes(row.raw)) == (SubmissionState.INVALID, raw)


@pytest.mark.parametrize("schema", [0, 2, "1", None, True])
def test_a_format_that_is_too_old_or_too_new_is_426(session: ScoringSession, phone: Phone, schema: Any) -> None:
    answer = phone.send({**whole(session, phone), "schema": schema})
    assert (answer.status_code, answer.json()["error"]) == (426, "schema")
    assert Submission.objects.count() == 0


def test_last_years_format_is_upgraded_step_by_step(
    session: ScoringSession, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Format 1 calls the place "where"; 2 "spot"; 3, the present one of this test, "place"."""

    def rename(old: str, new: str) -> Any:
        def step(payload: dict[str, Any]) -> dict[str, Any]:
            state = dict(payload["state"])
            state[new] = state.pop(old)
            return {**payload, "state": state}

        return step

    monkeypatch.setattr(payloads, "SCHEMA", 3)
    monkeypatch.setattr(payloads, "UPGRADES", {1: rename("where", "spot"), 2: rename("spot", "place")})
    content = whole(session, phone, where="Sous l’arbre")
    del content["state"]["place"]
    assert phone.send(content).status_code == 201
    session.refresh_from_db()
    assert session.place == "Sous l’arbre"
    assert phone.send({**content, "schema": 0}).status_code == 426


def test_the_first_format_stays_readable(session: ScoringSession, phone: Phone) -> None:
    """The file is what a device of November 2026 sends; it is never edited."""
    text = (Path(__file__).parent / "fixtures" / "submission_schema1.json").read_text()
    names = {"@session": session.pk, "@cycle": session.cycle_id, "@user": phone.user.pk, "@device": phone.id}
    names |= {f"@indicator{n}": row.pk for n, row in enumerate(session.cycle.indicators.all(), 1)}
    names["@day"] = timezone.localdate()
    for mark, value in names.items():
        text = text.replace(f'"{mark}"', f'"{value}"')
    answer = phone.send(text.encode())
    assert (answer.status_code, answer.json()["status"]) == (201, "applied"), answer.json()
    session.refresh_from_db()
    assert session.is_closed
    assert session.group.issues.count() == 1
    assert session.cycle.inputs.count() == 1
    assert session.cycle.action_plan.actions.count() == 1


def test_what_the_web_refuses_is_refused_here_all_or_nothing(session: ScoringSession, phone: Phone) -> None:
    first, second = session.cycle.indicators.all()[:2]
    cells = [scored(first, tallies=[20] + [0] * 10), scored(second, "7.25"), scored(session.cycle.indicators.last())]
    key = uuid.uuid4()
    answer = phone.send(phone.payload(session, attendance=PEOPLE, scores=cells), key)
    body = answer.json()
    assert (answer.status_code, body["status"]) == (422, "invalid")
    assert {item["field"] for item in body["errors"]} == {f"score:{first.pk}", f"score:{second.pk}"}
    assert "20 mains" in body["message"]
    assert session.scores.count() == 0
    assert Submission.objects.get(pk=key).state == SubmissionState.INVALID
    assert phone.client.get(reverse("scorecards:api_submission", args=[key])).status_code == 422


def test_a_deleted_session_is_410_and_what_was_typed_is_kept(session: ScoringSession, phone: Phone) -> None:
    content, key = whole(session, phone), uuid.uuid4()
    session.group.delete()
    answer = phone.send(content, key)
    assert (answer.status_code, answer.json()["status"]) == (410, "invalid")
    assert json.loads(bytes(Submission.objects.get(pk=key).raw)) == content
    assert phone.send(content, key).status_code == 410


def test_a_strangers_session_looks_like_a_deleted_one(world: World, phone: Phone) -> None:
    foreign = world.foreign_cycle.sessions.first() or ScoringSession.objects.create(
        cycle=world.foreign_cycle, side=Side.PROVIDER
    )
    answer = phone.send(phone.payload(foreign, place="Ici"))
    assert answer.status_code == 410
    foreign.refresh_from_db()
    assert foreign.place == ""


def test_the_staff_sends_its_own_session_and_no_group(world: World, cycle: Cycle, session: ScoringSession) -> None:
    staff = Phone(world.provider)
    own = cycle.sessions.get(side=Side.PROVIDER)
    row = cycle.indicators.first()
    assert staff.send(staff.payload(own, scores=[scored(row)])).status_code == 201
    assert staff.send(staff.payload(session, scores=[scored(row)])).status_code == 410
    assert (own.scores.count(), session.scores.count()) == (1, 0)


@pytest.mark.parametrize("state", [CycleState.INTERFACE, CycleState.CLOSED])
def test_a_cycle_that_went_on_refuses_what_differs(session: ScoringSession, phone: Phone, state: str) -> None:
    Cycle.objects.filter(pk=session.cycle_id).update(state=state)
    answer = phone.send(whole(session, phone))
    assert answer.status_code == 422
    assert session.scores.count() == 0


def test_a_closed_session_takes_the_same_again_and_refuses_a_difference_unless_reopened(
    session: ScoringSession, phone: Phone
) -> None:
    phone.send(whole(session, phone))
    session.refresh_from_db()
    other = Phone(phone.user)
    assert other.send(whole(session, other)).json()["status"] == "applied"
    row = session.scores.last()
    change = {"scores": [scored(row.indicator, "3", base=row.version)]}
    assert other.send(other.payload(session, **change)).status_code == 422
    answer = other.send(other.payload(session, reopen="Erreur de saisie", **change))
    assert answer.status_code == 201
    row.refresh_from_db()
    assert row.value == 3
    assert session.cycle.events.filter(name="reopen_session", reason__contains="Erreur de saisie").exists()


@pytest.mark.parametrize("days", [1, -1, 400])
def test_a_clock_that_is_wrong_changes_nothing(session: ScoringSession, phone: Phone, days: int) -> None:
    """The device believes that it is another day: the server's times rule, the device's is kept to be read."""
    Cycle.objects.filter(pk=session.cycle_id).update(starts_on=timezone.localdate())
    clock = timezone.now() + datetime.timedelta(days=days)
    content = whole(session, phone, held_on=clock.date().isoformat())
    content["recorded_at"] = clock.isoformat()
    key = uuid.uuid4()
    before = timezone.now()
    assert phone.send(content, key).status_code == 201
    session.refresh_from_db()
    row = Submission.objects.get(pk=key)
    assert session.held_on == timezone.localdate()
    assert before <= row.received_at <= timezone.now()
    assert row.recorded_at == clock


def test_a_crash_between_storing_and_applying_is_taken_up_again(
    session: ScoringSession, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, key = whole(session, phone), uuid.uuid4()

    def crash(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(submissions, "_merge", crash)
        answer = phone.send(content, key)
    assert (answer.status_code, answer.json()["status"]) == (201, "stored")
    assert session.scores.count() == 0
    again = phone.send(content, key)
    assert (again.status_code, again.json()["status"]) == (200, "applied")
    assert session.scores.count() == 3


def test_the_sweeper_applies_what_was_left_behind_and_gives_up_after_five(
    session: ScoringSession, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scorecards.tasks import sweep_submissions

    raw = json.dumps(whole(session, phone)).encode()
    row, _new = submissions.receive(key=uuid.uuid4(), raw=raw, by=phone.user)
    assert sweep_submissions() == 0, "it is being applied right now"
    Submission.objects.update(received_at=timezone.now() - datetime.timedelta(minutes=5))
    with monkeypatch.context() as patch:
        patch.setattr(submissions, "_merge", None)
        for _time in range(4):
            sweep_submissions()
    assert Submission.objects.get().state == SubmissionState.STORED
    assert sweep_submissions() == 1
    row.refresh_from_db()
    assert row.state == SubmissionState.APPLIED
    assert session.scores.count() == 3
    Submission.objects.update(state=SubmissionState.STORED, applied_at=None)
    with monkeypatch.context() as patch:
        patch.setattr(submissions, "_merge", None)
        sweep_submissions()
    assert Submission.objects.get().state == SubmissionState.INVALID


def test_the_history_names_who_scored_in_the_field(session: ScoringSession, phone: Phone) -> None:
    raw = json.dumps(whole(session, phone)).encode()
    submissions.receive(key=uuid.uuid4(), raw=raw, by=phone.user)
    submissions.sweep(now=timezone.now() + datetime.timedelta(hours=1))
    event = Score.pgh_event_model.objects.select_related("pgh_context").first()
    assert event.pgh_context.metadata["user"] == str(phone.user.pk)


def test_a_device_of_the_field_stays_signed_in_thirty_days(session: ScoringSession, world: World) -> None:
    for user, days in ((world.facilitator, 30), (world.provider, 30), (world.officer, 0)):
        client = Phone(user).client
        client.get(reverse("scorecards:api_package", args=[session.cycle_id]))
        age = client.session.get_expiry_age()
        assert (age > 29 * 86400) is (days == 30), user.role


def test_ten_indicators_cost_as_many_queries_as_expected(
    cycle: Cycle, session: ScoringSession, phone: Phone, django_assert_max_num_queries: Any
) -> None:
    for n in range(7):
        IndicatorFactory(cycle=cycle, position=10 + n)
    client, content = phone.client, whole(session, phone, close=False)
    client.get(reverse("scorecards:api_csrf"))
    # Thirteen each: one asks which version a score that was taken back had.
    with django_assert_max_num_queries(60 + 13 * 10):
        assert phone.send(content, client=client).status_code == 201
