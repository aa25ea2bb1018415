"""The pages of action plans as people meet them."""

import datetime
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from actionplans.models import Action, ActionPlan
from actionplans.reports import build_plan, due_actions
from actionplans.services import change_action, follow_action
from tests.factories import ActionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(plan: ActionPlan, world: Any, today: datetime.date) -> ActionPlan:
    """Three promises: one late, one kept, one dropped."""
    ActionFactory(
        plan=plan, number=1, what="Incinérateur", side="authority", due_on=today - datetime.timedelta(days=23)
    )
    for number, state in ((2, "done"), (3, "dropped")):
        action = ActionFactory(plan=plan, number=number, what=f"Action {state}", side="community")
        follow_action(action=action, on=today, to_state=state, note=f"Note {state}", by=world.facilitator, version=1)
    return plan


def text(response: Any) -> str:
    return response.content.decode().replace("\xa0", " ").replace("&nbsp;", " ")


def test_plan_says_the_finding_first(filled: ActionPlan, world: Any, signed_in: Any) -> None:
    page = text(signed_in(world.observer).get(filled.get_absolute_url()))
    assert "2 promesses." in page
    assert "1 est tenue" in page
    assert "1 est en retard" in page
    assert "1 a été abandonnée" in page
    assert "En retard · 23 jours" in page
    assert "Note done" in page
    assert "Écrire le suivi" not in page
    assert "Nouvelle action" not in page


def test_tabs_filter(filled: ActionPlan, world: Any, signed_in: Any) -> None:
    client = signed_in(world.facilitator)
    late = text(client.get(filled.get_absolute_url(), {"show": "late"}))
    assert "Incinérateur" in late
    assert "Action done" not in late
    assert "Aucune action ici" in text(client.get(filled.get_absolute_url(), {"show": "provider"}))


def test_owner_is_one_click_away(filled: ActionPlan, world: Any, signed_in: Any) -> None:
    page = text(signed_in(world.officer).get(filled.get_absolute_url()))
    assert f'href="{filled.subject.get_absolute_url()}"' in page


def test_empty_states(plan: ActionPlan, world: Any, signed_in: Any) -> None:
    assert "Aucune promesse" in text(signed_in(world.facilitator).get(plan.get_absolute_url()))
    assert "Aucun plan d’action" in text(
        signed_in(world.stranger).get(reverse("actionplans:plan_list"), {"q": ""})
    ) or (ActionPlan.objects.visible_to(world.stranger).exists())
    assert "Aucune promesse en retard" in text(signed_in(world.facilitator).get(reverse("actionplans:late_list")))


def test_create_takes_a_french_number(plan: ActionPlan, world: Any, signed_in: Any, fields: dict[str, Any]) -> None:
    url = reverse("actionplans:action_create", args=[plan.pk])
    answer = signed_in(world.facilitator).post(url, fields)
    assert answer.status_code == 302
    action = plan.actions.get()
    assert (str(action.cost), action.currency) == ("1500.50", "MAD")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"cost": "beaucoup"}, "nombre"),
        ({"currency": ""}, "monnaie"),
        ({"responsible": "M. Alami, 06 12 34 56 78"}, "fonction"),
        ({"due_on": "2020-01-01"}, "précède"),
        ({"starts_on": "", "due_on": "2020-01-01"}, "ne peut pas échoir avant"),
        ({"due_on": ""}, "obligatoire"),
        ({"side": "moon"}, "moon"),
        ({"what": "<script>alert(1)</script>" * 40}, "limite"),
    ],
)
def test_refused_forms_keep_what_was_typed(
    plan: ActionPlan, world: Any, signed_in: Any, fields: dict[str, Any], wrong: dict[str, Any], sentence: str
) -> None:
    url = reverse("actionplans:action_create", args=[plan.pk])
    answer = signed_in(world.facilitator).post(url, {**fields, **wrong})
    assert answer.status_code == 422
    page = text(answer)
    assert sentence in page
    assert "le comité de santé" in page
    assert "<script>alert" not in page
    assert not plan.actions.exists()


def test_stale_tab_keeps_the_text_and_shows_what_moved(
    plan: ActionPlan, world: Any, signed_in: Any, fields: dict[str, Any]
) -> None:
    action = ActionFactory(plan=plan, number=1)
    change_action(action=action, version=1, by=world.administrator, what="Entre-temps une autre pompe")
    client, url = signed_in(world.facilitator), reverse("actionplans:action_edit", args=[action.pk])
    answer = client.post(url, {**fields, "what": "Ma longue saisie", "version": "1"})
    assert answer.status_code == 409
    page = text(answer)
    assert "Ma longue saisie" in page
    assert "Entre-temps une autre pompe" in page
    assert 'name="version" value="2"' in page
    assert client.post(url, {**fields, "what": "Ma longue saisie", "version": "2"}).status_code == 302


def test_follow_by_the_side_that_carries_it(
    plan: ActionPlan, world: Any, signed_in: Any, today: datetime.date
) -> None:
    action = ActionFactory(plan=plan, number=1, side="provider")
    url = reverse("actionplans:action_follow", args=[action.pk])
    data = {"on": today.isoformat(), "to_state": "done", "note": "Pompe réparée", "version": "1"}
    refused = signed_in(world.officer).get(url)
    assert refused.status_code == 403
    assert signed_in(world.stranger).get(url).status_code == 404
    provider = signed_in(world.provider)
    early = provider.post(url, {**data, "on": (today - datetime.timedelta(days=200)).isoformat()})
    assert early.status_code == 422
    assert "plus ancien" in text(early)
    assert "Pompe réparée" in text(early)
    assert provider.post(url, data).status_code == 302
    page = text(provider.get(action.get_absolute_url()))
    assert "À commencer → Tenue" in page
    assert "Pompe réparée" in page
    again = provider.post(url, data)
    assert again.status_code == 409, "the same form sent twice is one follow-up"
    assert action.updates.count() == 1


def test_due_actions_late_first(filled: ActionPlan, world: Any, today: datetime.date) -> None:
    soon = ActionFactory(plan=filled, number=9, side="community", due_on=today + datetime.timedelta(days=2))
    rows = due_actions(world.officer, limit=5)
    assert [row.what for row in rows] == ["Incinérateur", soon.what]
    assert rows[0].is_late
    assert rows[0].words.replace("\xa0", " ") == "23 jours de retard"
    assert rows[0].follow_url
    assert not rows[1].follow_url
    assert due_actions(world.stranger, limit=5) == []


def test_list_filters_and_exports(filled: ActionPlan, world: Any, signed_in: Any) -> None:
    client, url = signed_in(world.facilitator), reverse("actionplans:plan_list")
    assert filled.title in text(client.get(url, {"standing": "late", "sort": "-late"}))
    assert filled.title not in text(client.get(url, {"standing": "kept"}))
    assert "Aucun plan ne répond" in text(client.get(url, {"q": "introuvable"}))
    assert client.get(url, {"page": "zzz"}).status_code == 200
    book = load_workbook(io.BytesIO(client.get(reverse("actionplans:plan_list_export", args=["xlsx"])).content))
    assert [cell.value for cell in book.worksheets[0][2]][2:5] == [2, 1, 1]
    assert client.get(reverse("actionplans:plan_list_export", args=["exe"])).status_code == 404


HOSTILE = '=HYPERLINK("http://x")'


def test_plan_workbook_is_typed_and_safe(filled: ActionPlan, world: Any, signed_in: Any) -> None:
    Action.objects.filter(number=1).update(
        what=HOSTILE, problem="+1+1", responsible="@SUM(A1)", cost="12.50", currency="MAD"
    )
    answer = signed_in(world.observer).get(reverse("actionplans:plan_export", args=[filled.pk, "xlsx"]))
    assert answer["Content-Disposition"].startswith("attachment")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    row = [sheet.cell(row=2, column=column) for column in range(1, 20)]
    assert row[1].value == HOSTILE
    assert row[1].data_type == "s"
    assert row[7].is_date
    assert row[11].data_type == "n"
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    csv = signed_in(world.observer).get(reverse("actionplans:plan_export", args=[filled.pk, "csv"])).content.decode()
    assert "'=HYPERLINK" in csv


def queries(call: Any) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert call().status_code == 200
    return len(seen)


def test_same_queries_for_two_and_twelve(plan: ActionPlan, world: Any, signed_in: Any, today: datetime.date) -> None:
    client = signed_in(world.facilitator)

    def fill(count: int) -> None:
        for _ in range(count):
            action = ActionFactory(plan=plan, number=plan.actions.count() + 1)
            follow_action(action=action, on=today, to_state="in_progress", note="n", by=world.facilitator, version=1)
            ActionFactory(plan=plan, number=plan.actions.count() + 1, due_on=today - datetime.timedelta(days=1))

    urls = [plan.get_absolute_url(), reverse("actionplans:plan_list"), reverse("actionplans:late_list")]
    fill(1)
    for url in urls:
        client.get(url)
    few = [queries(lambda url=url: client.get(url)) for url in urls]
    fill(6)
    assert [queries(lambda url=url: client.get(url)) for url in urls] == few
    assert max(few) <= 20
    with CaptureQueriesContext(connection) as seen:
        build_plan(plan)
    assert len(seen) <= 9
