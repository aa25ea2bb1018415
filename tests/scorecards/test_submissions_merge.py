"""Two devices on one session: untouched cells come together, two versions of one cell wait for a person."""

import uuid
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action
from scorecards.enums import CycleState, Side, SubmissionState
from scorecards.models import Cycle, Indicator, InputItem, Issue, ScoringSession, Submission
from tests.conftest import World
from tests.scorecards.devices import Phone, scored

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world: World) -> Cycle:
    return world.make_cycle(state=CycleState.COMMUNITY)


@pytest.fixture
def session(cycle: Cycle) -> ScoringSession:
    return cycle.sessions.filter(side=Side.USERS).first()


@pytest.fixture
def points(cycle: Cycle) -> list[Indicator]:
    return list(cycle.indicators.all())


@pytest.fixture
def one(world: World) -> Phone:
    return Phone(world.facilitator)


@pytest.fixture
def two(world: World) -> Phone:
    return Phone(world.administrator)


def send(phone: Phone, session: ScoringSession, key: Any = None, follows: Any = None, **state: Any) -> dict[str, Any]:
    answer = phone.send(phone.payload(session, follows=follows, **state), key)
    return {"code": answer.status_code, **answer.json()}


def values(session: ScoringSession) -> list[str]:
    return [str(row.value) for row in session.scores.order_by("indicator__position")]


def test_cells_that_only_one_device_touched_come_together(
    session: ScoringSession, points: list[Indicator], one: Phone, two: Phone
) -> None:
    send(one, session, scores=[scored(points[0], "4")], place="École")
    answer = send(two, session, scores=[scored(points[1], "8")])
    assert (answer["code"], answer["status"]) == (201, "applied")
    assert values(session) == ["4.00", "8.00"]
    session.refresh_from_db()
    assert session.place == "École"


def test_the_same_said_twice_is_no_conflict(
    session: ScoringSession, points: list[Indicator], one: Phone, two: Phone
) -> None:
    send(one, session, scores=[scored(points[0], "7.50", reason=" Bien ")])
    assert send(two, session, scores=[scored(points[0], "7.5", reason="Bien")])["status"] == "applied"
    assert session.scores.get().version == 1


def test_one_cell_said_differently_waits_for_a_person_and_the_rest_goes_in(
    session: ScoringSession, points: list[Indicator], one: Phone, two: Phone
) -> None:
    send(one, session, scores=[scored(points[0], "4")])
    key = uuid.uuid4()
    answer = send(
        two, session, key, scores=[scored(points[0], "9", reason="Mieux"), scored(points[1], "8")], close=True
    )
    assert (answer["code"], answer["status"]) == (201, "conflict")
    assert values(session) == ["4.00", "8.00"]
    cell = Submission.objects.get(pk=key).cells.get()
    assert (cell.place, cell.mine["value"], cell.theirs["value"]) == (f"score:{points[0].pk}", "9", "4")
    assert cell.mine["reason"] == "Mieux"
    session.refresh_from_db()
    assert session.is_open, "it isn't closed over two versions"


def test_an_edit_on_top_of_ones_own_send_is_no_conflict(
    session: ScoringSession, points: list[Indicator], one: Phone
) -> None:
    """The answers were lost: the device still believes that nothing was there."""
    first, second = uuid.uuid4(), uuid.uuid4()
    send(one, session, first, scores=[scored(points[0], "4")], place="École")
    send(one, session, second, follows=first, scores=[scored(points[0], "5")], place="Marché")
    answer = send(one, session, follows=second, scores=[scored(points[0], "6")], place="Mosquée")
    assert answer["status"] == "applied"
    assert values(session) == ["6.00"]
    session.refresh_from_db()
    assert session.place == "Mosquée"


def test_somebody_elses_chain_protects_nothing(
    session: ScoringSession, points: list[Indicator], one: Phone, two: Phone
) -> None:
    first = uuid.uuid4()
    send(one, session, first, scores=[scored(points[0], "4")])
    assert send(two, session, follows=first, scores=[scored(points[0], "5")])["status"] == "conflict"


def test_a_cell_that_came_back_to_where_it_started_is_untouched(
    session: ScoringSession, points: list[Indicator], one: Phone, two: Phone
) -> None:
    send(one, session, scores=[scored(points[0], "4")])
    start = {"status": "scored", "mode": "consensus", "value": "4", "reason": ""}
    send(one, session, scores=[scored(points[0], "6", base=1)])
    assert (
        send(two, session, scores=[scored(points[0], "4", base=1, base_=None) | {"base": start}])["status"]
        == "applied"
    )
    assert values(session) == ["6.00"]


def test_a_score_taken_back_on_the_device_is_taken_back(
    session: ScoringSession, points: list[Indicator], one: Phone, two: Phone
) -> None:
    send(one, session, scores=[scored(points[0], "4")])
    cleared = {"indicator": str(points[0].pk), "status": "cleared", "base_version": 1}
    assert send(one, session, scores=[cleared])["status"] == "applied"
    assert session.scores.count() == 0
    send(one, session, scores=[scored(points[0], "4"), scored(points[1], "3")])
    send(one, session, scores=[scored(points[1], "5", base=1)])
    late = {**cleared, "indicator": str(points[1].pk)}
    assert send(two, session, scores=[late])["status"] == "conflict"
    assert values(session) == ["4.00", "5.00"]


def test_people_counted_twice_differently_wait_too(
    session: ScoringSession, points: list[Indicator], one: Phone, two: Phone
) -> None:
    day = timezone.localdate().isoformat()
    started = {"attendance": {"women_adult": 8, "men_adult": 4}}
    answer = send(one, session, held_on=day, attendance={"women_adult": 10, "men_adult": 4}, base=started)
    assert answer["status"] == "applied"
    answer = send(two, session, attendance={"women_adult": 9}, base=started, scores=[scored(points[0], "8")])
    assert answer["status"] == "conflict"
    session.refresh_from_db()
    assert (session.women_adult, values(session)) == (10, ["8.00"])


def test_lines_made_on_devices_keep_their_keys(session: ScoringSession, one: Phone, two: Phone) -> None:
    issue, line, action = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    state = {
        "issues": [{"id": str(issue), "text": "L’eau manque", "votes": 6, "reason": "En été"}],
        "inputs": [{"id": str(line), "label": "Vaccins", "planned": "10.50", "received": "0"}],
        "actions": [
            {"id": str(action), "what": "Curer le puits", "problem": "Le puits tarit", "side": "provider",
             "responsible": "responsable du centre", "due_on": "2027-03-01"}
        ],
    }  # fmt: skip
    first = uuid.uuid4()
    assert send(one, session, first, **state)["code"] == 201
    assert Issue.objects.get(pk=issue).votes == 6
    assert InputItem.objects.get(pk=line).received == 0
    assert Action.objects.get(pk=action).plan_id == session.cycle.action_plan_id
    assert send(one, session, follows=first, **state)["status"] == "applied"
    assert (Issue.objects.count(), InputItem.objects.count(), Action.objects.count()) == (1, 1, 1)
    state["issues"][0] |= {"text": "L’eau manque en été", "base_version": 0}
    state["inputs"][0] |= {"deleted": True}
    assert send(one, session, follows=first, issues=state["issues"], inputs=state["inputs"])["status"] == "applied"
    assert Issue.objects.get(pk=issue).text == "L’eau manque en été"
    assert not InputItem.objects.exists()
    assert send(two, session, issues=[{**state["issues"][0], "text": "Pas d’eau"}])["status"] == "conflict"


def test_a_line_of_another_group_is_out_of_reach(cycle: Cycle, session: ScoringSession, one: Phone) -> None:
    other = cycle.sessions.filter(side=Side.USERS).exclude(pk=session.pk).get()
    issue = Issue.objects.create(group=other.group, text="À eux")
    answer = send(one, session, issues=[{"id": str(issue.pk), "text": "À nous", "base_version": 1}])
    assert answer["code"] == 422
    issue.refresh_from_db()
    assert issue.text == "À eux"


def test_a_paused_cycle_takes_nothing_and_keeps_everything(
    session: ScoringSession, points: list[Indicator], one: Phone
) -> None:
    Cycle.objects.filter(pk=session.cycle_id).update(paused_at=timezone.now())
    answer = send(one, session, scores=[scored(points[0])])
    assert answer["code"] == 422
    assert Submission.objects.get().state == SubmissionState.INVALID
    assert (
        one.client.get(reverse("scorecards:api_package", args=[session.cycle_id])).json()["cycle"]["is_scoring"]
        is False
    )
