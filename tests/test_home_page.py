"""The page of the day sends nobody to a page that refuses them, and says to each role what comes next."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.confirmations import confirm_action
from actionplans.models import ActionPlan
from actionplans.services import follow_action
from config.home import build_home
from tests.factories import ActionFactory

pytestmark = pytest.mark.django_db


def back(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


@pytest.fixture
def plan(world: Any) -> ActionPlan:
    found: ActionPlan = world.make_cycle(state="follow_up").action_plan
    found.opened_on = back(100)
    found.save()
    for side in ("community", "provider", "authority"):
        ActionFactory(plan=found, side=side, due_on=back(3), what=f"Promesse {side}")
    return found


def titles(user: Any, section: str) -> list[str]:
    return [line.what for row in build_home(user).sections if row.id == section for line in row.lines]


@pytest.mark.parametrize(
    ("person", "sides"),
    [
        ("facilitator", ["community", "provider", "authority"]),
        ("committee", ["community", "provider", "authority"]),
        ("officer", ["authority"]),
        ("provider", ["provider"]),
        ("observer", []),
    ],
)
def test_each_promise_shown_as_a_task_can_be_followed(
    plan: ActionPlan, world: Any, signed_in: Any, person: str, sides: list[str]
) -> None:
    user = getattr(world, person)
    assert sorted(titles(user, "promises")) == sorted(f"Promesse {side}" for side in sides)
    browser = signed_in(user)
    for section in build_home(user).sections:
        for line in section.lines:
            assert browser.get(line.url).status_code == 200, line


def test_the_committee_is_sent_to_see_what_is_said_to_be_kept(plan: ActionPlan, world: Any, signed_in: Any) -> None:
    action = plan.actions.get(side="provider")
    follow_action(action=action, on=back(9), to_state="done", note="Fait", by=world.facilitator, version=1)
    assert titles(world.committee, "seen") == ["Promesse provider"]
    assert titles(world.facilitator, "seen") == [], "the team doesn't confirm its own plan"
    page = signed_in(world.committee).get(reverse("home")).content.decode()
    assert "1 promesse à aller voir" in page
    assert reverse("actionplans:action_confirm", args=[action.pk]) in page
    confirm_action(action=action, is_done=True, note="La pompe coule.", on=back(2), by=world.committee)
    assert titles(world.committee, "seen") == []


def test_work_done_again_is_to_be_seen_again(plan: ActionPlan, world: Any) -> None:
    action = plan.actions.get(side="provider")
    follow_action(action=action, on=back(30), to_state="done", note="Fait", by=world.facilitator, version=1)
    confirm_action(action=action, is_done=False, note="Rien n’est posé.", on=back(20), by=world.committee)
    assert titles(world.committee, "seen") == []
    action.refresh_from_db()
    fields = {"by": world.facilitator, "note": "Repris"}
    follow_action(action=action, on=back(15), to_state="in_progress", version=action.version, **fields)
    action.refresh_from_db()
    follow_action(action=action, on=back(10), to_state="done", version=action.version, **fields)
    assert titles(world.committee, "seen") == ["Promesse provider"]


def test_who_has_nothing_to_do_is_shown_what_to_read(plan: ActionPlan, world: Any, signed_in: Any) -> None:
    page = signed_in(world.observer).get(reverse("home")).content.decode()
    assert "Rien ne vous attend" in page
    assert "Lire les cartes et les plans" in page
    assert page.count("btn-primary") == 1


def test_more_promises_take_no_more_queries(
    plan: ActionPlan, world: Any, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    def read() -> None:
        user = type(world.committee).objects.get(pk=world.committee.pk)
        build_home(user)

    first = plan.actions.get(side="provider")
    follow_action(action=first, on=back(9), to_state="done", note="Fait", by=world.facilitator, version=1)
    with django_assert_max_num_queries(60) as counted:
        read()
    for number in range(10, 20):
        action = ActionFactory(plan=plan, number=number, side="provider", due_on=back(3))
        follow_action(action=action, on=back(9), to_state="done", note="Fait", by=world.facilitator, version=1)
    with django_assert_num_queries(len(counted.captured_queries)):
        read()
