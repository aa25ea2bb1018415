"""What the services of action plans write, and what they refuse."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from actionplans.enums import ActionState
from actionplans.models import Action, ActionPlan, ActionUpdate
from actionplans.reports import action_history
from actionplans.services import (
    add_action,
    change_action,
    follow_action,
    open_plan,
    publish_plan,
    set_followers,
)
from core.errors import Refusal
from tests.factories import ActionFactory

pytestmark = pytest.mark.django_db


def day(n: int, today: datetime.date) -> datetime.date:
    return today + datetime.timedelta(days=n)


def test_open_plan_never_opens_in_the_future(world: Any, today: datetime.date) -> None:
    made = open_plan(
        organization=world.ngo,
        service_point=world.service_point,
        title="Plan",
        by=world.facilitator,
        opened_on=day(10, today),
    )
    assert made.opened_on == today


def test_actions_are_numbered_in_order(plan: ActionPlan, world: Any, today: datetime.date) -> None:
    for number in (1, 2, 3):
        action = add_action(
            plan=plan, by=world.facilitator, what="Réparer", side="provider", responsible="centre", due_on=today
        )
        assert action.number == number
        assert action.state == ActionState.TO_START


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"starts_on": datetime.date(2030, 1, 2), "due_on": datetime.date(2030, 1, 1)}, "précède|avant"),
        ({"cost": Decimal(-1), "currency": "MAD"}, "négatif"),
        ({"cost": Decimal(5), "currency": ""}, "monnaie"),
        ({"what": ""}, "."),
        ({"side": "nobody"}, "."),
        ({"what": "x" * 501}, "."),
    ],
)
def test_impossible_actions_are_refused(
    plan: ActionPlan, world: Any, today: datetime.date, wrong: dict[str, Any], sentence: str
) -> None:
    values = {"what": "Réparer", "side": "provider", "responsible": "centre", "due_on": today, **wrong}
    with pytest.raises(Refusal, match=f"(?i){sentence}"):
        add_action(plan=plan, by=world.facilitator, **values)
    assert not plan.actions.exists()


def test_an_unknown_field_is_a_mistake_of_the_caller(plan: ActionPlan, world: Any) -> None:
    with pytest.raises(TypeError):
        add_action(plan=plan, by=world.facilitator, state="done")


def test_a_stale_version_changes_nothing(plan: ActionPlan, world: Any) -> None:
    action = ActionFactory(plan=plan, number=1)
    change_action(action=action, version=1, by=world.facilitator, what="Remplacer la pompe")
    with pytest.raises(Refusal, match="entre-temps"):
        change_action(action=action, version=1, by=world.administrator, what="Autre chose")
    action.refresh_from_db()
    assert (action.what, action.version) == ("Remplacer la pompe", 2)


def test_follow_up_appends_and_moves_the_state(plan: ActionPlan, world: Any, today: datetime.date) -> None:
    action = ActionFactory(plan=plan, number=1, due_on=day(-3, today))
    assert list(Action.objects.late()) == [action]
    follow_action(
        action=action,
        on=day(-1, today),
        to_state="in_progress",
        note="Devis reçu",
        by=world.officer,
        new_due_on=day(20, today),
        version=1,
    )
    action.refresh_from_db()
    assert (action.state, action.due_on, action.version) == ("in_progress", day(20, today), 2)
    assert not Action.objects.late().exists()
    update = ActionUpdate.objects.get()
    assert (update.from_state, update.to_state, update.by) == ("to_start", "in_progress", world.officer)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"on": 1}, "futur"),
        ({"on": -101}, "plus ancien"),
        ({"note": "  \n "}, "ce qui a été fait"),
        ({"note": "", "to_state": "dropped"}, "pourquoi"),
        ({"note": "a\n" * 60}, "sauts de ligne|retours"),
        ({"to_state": "done", "new_due_on": 10}, "en cours"),
        ({"new_due_on": -30}, "précède"),
        ({"version": 7}, "entre-temps"),
        ({"evidence": "x" * 501}, "."),
    ],
)
def test_follow_ups_that_make_no_sense_are_refused(
    plan: ActionPlan, world: Any, today: datetime.date, changed: dict[str, Any], sentence: str
) -> None:
    action = ActionFactory(plan=plan, number=1)
    values = {"on": 0, "to_state": "in_progress", "note": "Fait", "version": 1, **changed}
    values["on"] = day(values["on"], today)
    if "new_due_on" in values:
        values["new_due_on"] = day(values["new_due_on"], today)
    with pytest.raises(Refusal, match=f"(?i){sentence}"):
        follow_action(action=action, by=world.facilitator, **values)
    assert not ActionUpdate.objects.exists()
    action.refresh_from_db()
    assert action.state == "to_start"


def test_a_follow_up_is_not_older_than_the_last(plan: ActionPlan, world: Any, today: datetime.date) -> None:
    action = ActionFactory(plan=plan, number=1)
    follow_action(action=action, on=day(-2, today), to_state="done", note="Fait", by=world.committee, version=1)
    with pytest.raises(Refusal, match="plus récente"):
        follow_action(action=action, on=day(-3, today), to_state="to_start", note="?", by=world.committee, version=2)


def test_followers_are_committee_members(plan: ActionPlan, world: Any) -> None:
    set_followers(plan=plan, users=[world.committee], by=world.administrator)
    assert list(plan.followers.all()) == [world.committee]
    with pytest.raises(Refusal, match="comité"):
        set_followers(plan=plan, users=[world.observer], by=world.administrator)
    assert list(plan.followers.all()) == [world.committee]


def test_publishing_shows_the_plan_to_observers(plan: ActionPlan, world: Any) -> None:
    at = plan.published_at
    publish_plan(plan=plan, at=None)
    assert plan not in ActionPlan.objects.visible_to(world.observer)
    publish_plan(plan=plan, at=at)
    assert plan in ActionPlan.objects.visible_to(world.observer)
    assert plan not in ActionPlan.objects.visible_to(world.stranger)


def test_history_says_before_and_after(plan: ActionPlan, world: Any) -> None:
    action = add_action(
        plan=plan,
        by=world.facilitator,
        what="Réparer",
        side="provider",
        responsible="centre",
        due_on=datetime.date(2027, 3, 1),
        cost=Decimal(10),
        currency="MAD",
    )
    change_action(
        action=action, version=1, by=world.facilitator, due_on=datetime.date(2027, 4, 2), cost=Decimal("12.5")
    )
    shown = {change.text: (change.before, change.after) for change in action_history(action, str)}
    assert shown["échéance"] == ("1er mars 2027", "2 avril 2027")
    assert shown["coût"] == ("10", "12,5")
    assert "a écrit l’action" in shown


def test_history_shows_what_each_side_does(plan: ActionPlan, world: Any) -> None:
    """Whatever a person writes of an action can be disputed, the parts of the three sides too."""
    action = ActionFactory(plan=plan)
    change_action(action=action, version=action.version, by=world.facilitator, community_part="Creuser la fosse")
    shown = {change.text: change.after for change in action_history(action, str)}
    assert shown["ce que fait la communauté"] == "Creuser la fosse"


def test_who_may_follow_what(plan: ActionPlan, world: Any) -> None:
    allowed = {
        side: {
            role
            for role in ("facilitator", "administrator", "officer", "provider", "committee", "observer", "stranger")
            if getattr(world, role).has_perm("actionplans.follow_action", ActionFactory(plan=plan, side=side))
        }
        for side in ("community", "provider", "authority")
    }
    team = {"facilitator", "administrator", "committee"}
    assert allowed == {
        "community": team,
        "provider": team | {"provider"},
        "authority": team | {"officer"},
    }
