"""The package that a device takes to the field, and what a device says of itself."""

import datetime
import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from scorecards.enums import CycleState, Side
from scorecards.models import Cycle, Device, DevicePreparation
from tests.conftest import World
from tests.factories import GroupFactory, IndicatorFactory, ScoreFactory, SessionFactory
from tests.scorecards.devices import Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world: World) -> Cycle:
    return world.make_cycle(state=CycleState.PROVIDER)


def package(user: Any, cycle: Cycle, **headers: Any) -> Any:
    return Phone(user).client.get(reverse("scorecards:api_package", args=[cycle.pk]), headers=headers)


def test_the_team_takes_everything_and_numbers_are_strings(world: World, cycle: Cycle) -> None:
    found = package(world.facilitator, cycle).json()
    assert found["cycle"]["scale"]["min"] == "0"
    assert [level["value"] for level in found["cycle"]["scale"]["levels"]] == [str(n) for n in range(11)]
    assert found["cycle"]["scale"]["step"] == "0.5"
    assert len(found["sessions"]) == 3
    assert [row["side"] for row in found["sessions"]] == ["users", "users", "provider"]
    scores = found["sessions"][0]["scores"]
    assert any(score["tallies"] for score in scores)
    assert all(isinstance(score["value"], str) for score in scores if score["mode"] == "consensus")
    assert [row["position"] for row in found["indicators"]] == [1, 2, 3]


def test_the_staff_takes_its_own_session_only(world: World, cycle: Cycle) -> None:
    found = package(world.provider, cycle).json()
    assert [row["side"] for row in found["sessions"]] == [Side.PROVIDER]
    assert found["cycle"]["groups"] == []
    assert found["cycle"]["previous"] is None
    assert (found["inputs"], found["plan"]["actions"]) == ([], [])


def test_an_officer_takes_no_session_and_a_stranger_finds_nothing(world: World, cycle: Cycle) -> None:
    assert package(world.officer, cycle).json()["sessions"] == []
    assert package(world.stranger, cycle).status_code == 404


def test_two_groups_and_twelve_cost_the_same(world: World, cycle: Cycle, django_assert_max_num_queries: Any) -> None:
    client = Phone(world.facilitator).client
    url = reverse("scorecards:api_package", args=[cycle.pk])
    client.get(url)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url)
    for n in range(10):
        session = SessionFactory(cycle=cycle, group=GroupFactory(cycle=cycle, position=10 + n))
        ScoreFactory(session=session, indicator=IndicatorFactory(cycle=cycle, position=10 + n))
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_the_committed_example_has_the_shape_that_is_served(world: World, cycle: Cycle) -> None:
    """``fixtures/package.json`` is what the application's own tests read: same keys at every level."""
    example = json.loads((Path(__file__).parent / "fixtures" / "package.json").read_text())
    assert shape(example) == shape(package(world.facilitator, cycle).json())


def shape(value: Any) -> Any:
    """Keys only: of a list, those of its first item; an empty list and a leaf say nothing."""
    if isinstance(value, dict):
        plain = {
            name: inner for name, inner in value.items() if name not in ("previous", "actions", "issues", "inputs")
        }
        return {name: shape(inner) for name, inner in plain.items()} | dict.fromkeys(value.keys() - plain.keys())
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [shape(value[0])]
    return None


def beat(phone: Phone, **said: Any) -> Any:
    return phone.client.post(
        reverse("scorecards:api_device", args=[phone.id]), json.dumps(said), content_type="application/json"
    )


def test_a_device_says_that_it_is_there_and_what_it_holds(world: World, cycle: Cycle) -> None:
    phone = Phone(world.facilitator)
    ahead = (timezone.now() + datetime.timedelta(days=1)).isoformat()
    said = {"name": "  Téléphone de terrain ", "app_version": "2026.11", "pending": 3, "oldest_pending_at": ahead}
    answer = beat(phone, **said, prepared=[{"cycle": str(cycle.pk), "at": ahead}, str(world.foreign_cycle.pk)])
    assert answer.status_code == 200
    device = Device.objects.get()
    assert (device.name, device.pending, device.user) == ("Téléphone de terrain", 3, world.facilitator)
    held = DevicePreparation.objects.get()
    assert held.cycle == cycle
    assert held.prepared_at <= timezone.now(), "a clock that runs ahead doesn't date it in the future"
    beat(phone, pending=0, prepared=[])
    held.refresh_from_db()
    assert held.is_held is False


def test_one_tablet_of_two_people_is_two_rows(world: World) -> None:
    key = uuid.uuid4()
    beat(Phone(world.facilitator, key), name="Tablette")
    beat(Phone(world.administrator, key), name="Tablette")
    assert Device.objects.filter(client_id=key).count() == 2


@pytest.mark.parametrize("said", [b"{", b"[]", b'{"pending": -1}', b'{"prepared": ["x"]}', b'{"prepared": 3}'])
def test_what_a_device_says_wrongly_is_a_sentence(world: World, said: bytes) -> None:
    phone = Phone(world.facilitator)
    url = reverse("scorecards:api_device", args=[phone.id])
    answer = phone.client.post(url, said, content_type="application/json")
    assert (answer.status_code, bool(answer.json()["message"])) == (422, True)


def test_taking_the_package_notes_the_preparation(world: World, cycle: Cycle) -> None:
    key = uuid.uuid4()
    package(world.facilitator, cycle, **{"X-CSC-Device": str(key)})
    assert DevicePreparation.objects.get(device__client_id=key).cycle == cycle
