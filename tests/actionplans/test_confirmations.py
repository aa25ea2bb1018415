"""What the committee saw of a promise, and the on-time rate that follows from it."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.confirmations import confirm_action
from actionplans.models import Action, ActionConfirmation, ActionPlan
from actionplans.ontime import OnTime, Promise, on_time
from actionplans.reports import build_plan
from actionplans.reports.sheets import plan_sheets
from actionplans.services import follow_action
from core.errors import Refusal
from tests.factories import ActionFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)
NOTE = "La pompe coule."


def back(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def keep(action: Action, on: datetime.date, by: Any) -> None:
    action.refresh_from_db()
    follow_action(action=action, on=on, to_state="done", note="Fait", by=by, version=action.version)


def see(action: Action, by: Any, **fields: Any) -> ActionConfirmation:
    given = {"is_done": True, "note": NOTE, "on": back(1), **fields}
    return confirm_action(action=action, by=by, **given)


@pytest.mark.parametrize(
    ("promise", "expected"),
    [
        (Promise(datetime.date(2026, 11, 1), kept_on=datetime.date(2026, 11, 1)), (1, 1)),
        (Promise(datetime.date(2026, 11, 1), kept_on=datetime.date(2026, 11, 2)), (0, 1)),
        (Promise(datetime.date(2026, 11, 1)), (0, 1)),
        (Promise(TODAY), (0, 0)),
        (Promise(TODAY, kept_on=TODAY), (1, 1)),
        (Promise(datetime.date(2026, 12, 1), kept_on=datetime.date(2026, 11, 1)), (0, 0)),
        (Promise(datetime.date(2026, 11, 5), dropped_on=datetime.date(2026, 11, 1)), (0, 0)),
        (Promise(datetime.date(2026, 11, 5), dropped_on=datetime.date(2026, 11, 6)), (0, 1)),
        (Promise(datetime.date(2026, 11, 5), kept_on=datetime.date(2026, 11, 1), denied=True), (0, 1)),
    ],
    ids=["the day", "a day late", "open", "due today", "kept today", "early", "given up", "given up late", "denied"],
)
def test_what_counts_as_kept_on_time(promise: Promise, expected: tuple[int, int]) -> None:
    found = on_time([promise], TODAY)
    assert (found.kept, found.due) == expected


def test_the_rate_is_exact_and_unknown_before_the_first_due_date() -> None:
    assert OnTime(0, 0).rate is None
    assert OnTime(3, 8).rate == Decimal("0.375")


def test_a_promise_said_kept_and_seen_not_done_is_flagged(plan: ActionPlan, world: Any) -> None:
    action = ActionFactory(plan=plan, due_on=back(10))
    keep(action, back(12), world.facilitator)
    assert build_plan(plan).on_time.figures == OnTime(1, 1)
    see(action, world.committee, is_done=False, note="Rien n’est posé.", on=back(5))
    report = build_plan(plan)
    row = report.actions[0]
    assert row.is_denied
    assert report.on_time.figures == OnTime(0, 1)
    assert "n’est pas faite" in row.seen.words
    see(action, world.committee, on=back(2))
    assert not build_plan(plan).actions[0].is_denied
    assert ActionConfirmation.objects.count() == 2, "what was seen before stays"


def test_work_done_again_after_the_visit_lifts_the_flag(plan: ActionPlan, world: Any) -> None:
    action = ActionFactory(plan=plan, due_on=back(10))
    keep(action, back(12), world.facilitator)
    see(action, world.committee, is_done=False, on=back(8))
    action.refresh_from_db()
    follow_action(
        action=action, on=back(6), to_state="in_progress", note="Repris", by=world.facilitator, version=action.version
    )
    keep(action, back(3), world.facilitator)
    row = build_plan(plan).actions[0]
    assert (row.kept_on, row.is_denied) == (back(3), False)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"note": "  "}, "Écrivez"),
        ({"note": "x" * 501}, "500"),
        ({"on": datetime.date(2999, 1, 1)}, "futur"),
        ({"on": datetime.date(2001, 1, 1)}, "ouvert"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(plan: ActionPlan, world: Any, fields: Any, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        see(ActionFactory(plan=plan), world.committee, **fields)
    assert not ActionConfirmation.objects.exists()


def test_a_dropped_action_is_not_confirmed(plan: ActionPlan, world: Any) -> None:
    with pytest.raises(Refusal, match="abandonnée"):
        see(ActionFactory(plan=plan, state="dropped"), world.committee)


def test_the_same_line_sent_twice_is_written_once(plan: ActionPlan, world: Any) -> None:
    action = ActionFactory(plan=plan)
    assert see(action, world.committee).pk == see(action, world.committee).pk


def test_a_text_that_names_somebody_waits_for_the_team(plan: ActionPlan, world: Any) -> None:
    action = ActionFactory(plan=plan)
    see(action, world.committee, is_done=False, note="Mme Alaoui n’a rien fait.")
    assert "Alaoui" not in repr(build_plan(plan))


def test_only_the_committee_of_the_plan_confirms(plan: ActionPlan, world: Any) -> None:
    action = ActionFactory(plan=plan)
    people = ("facilitator", "administrator", "officer", "provider", "committee", "observer", "stranger")
    may = {name for name in people if getattr(world, name).has_perm("actionplans.confirm_action", action)}
    assert may == {"committee"}
    plan.followers.clear()
    assert not world.committee.has_perm("actionplans.confirm_action", action)


def test_pages(plan: ActionPlan, world: Any, signed_in: Any) -> None:
    action = ActionFactory(plan=plan, due_on=back(10))
    keep(action, back(12), world.facilitator)
    client = signed_in(world.committee)
    url = reverse("actionplans:action_confirm", args=[action.pk])
    assert url in client.get(action.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 200
    bad = client.post(url, {"seen": "", "on": "hier", "note": "Rien au mur"})
    assert bad.status_code == 422
    assert "Rien au mur" in bad.content.decode()
    named = client.post(url, {"seen": "no", "on": str(back(1)), "note": "Mme Alaoui dort."})
    assert named.status_code == 422
    assert client.post(url, {"seen": "no", "on": str(back(1)), "note": "Rien au mur"}).status_code == 302
    shown = client.get(action.get_absolute_url()).content.decode()
    assert "Rien au mur" in shown
    assert "Dite tenue" in client.get(plan.get_absolute_url()).content.decode()
    assert signed_in(world.provider).get(url).status_code == 403
    assert signed_in(world.stranger).get(url).status_code == 404


def test_the_plan_page_says_the_rate_and_its_rule(plan: ActionPlan, world: Any, signed_in: Any) -> None:
    for days in (12, 8):
        keep(ActionFactory(plan=plan, due_on=back(10)), back(days), world.facilitator)
    shown = signed_in(world.officer).get(plan.get_absolute_url()).content.decode()
    assert "1 promesse sur 2" in shown.replace("\u00a0", " ")
    assert "50" in shown
    assert "échéance est passée" in shown


def test_the_workbook_says_what_was_seen(plan: ActionPlan, world: Any) -> None:
    see(ActionFactory(plan=plan), world.committee)
    sheet = plan_sheets(build_plan(plan))[0]
    column = sheet.header.index("Vu par le comité")
    assert "faite" in str(list(sheet.rows)[0][column])


def test_the_plan_asks_as_much_for_two_as_for_twelve(
    plan: ActionPlan, world: Any, django_assert_max_num_queries: Any
) -> None:
    for _n in range(2):
        see(ActionFactory(plan=plan), world.committee)
    plan = ActionPlan.objects.get(pk=plan.pk)
    with django_assert_max_num_queries(15) as few:
        build_plan(plan)
    for _n in range(10):
        see(ActionFactory(plan=plan), world.committee)
    plan = ActionPlan.objects.get(pk=plan.pk)
    with django_assert_max_num_queries(len(few)):
        build_plan(plan)
