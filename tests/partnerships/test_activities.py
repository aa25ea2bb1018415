"""What an action means for the partnership: the result it serves, its contributors, who goes on after the end."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from actionplans.forms import ActionForm
from actionplans.models import Action
from core.errors import Refusal
from directory.models import Organization
from partnerships.enums import State
from partnerships.models import Partnership, SharedResult
from partnerships.reports.activities import build_activities
from partnerships.reports.agreement import build_page, reader_of
from partnerships.services.frame import change_frame, place_action, roles_version, write_roles
from partnerships.services.gates import missing_for
from tests.conftest import World
from tests.partnerships.agreements import add, writing
from tests.partnerships.factories import make_partnership, party_of


def _action(partnership: Partnership, number: int, **fields: Any) -> Action:
    values = {"what": "Creuser", "side": "provider", "responsible": "service", "due_on": datetime.date(2027, 1, 1)}
    return Action.objects.create(plan=partnership.action_plan, number=number, **values | fields)


def _figures(world: World, partnership: Partnership) -> list[str | None]:
    return [figure.value for figure in build_activities(reader_of(partnership, world.officer)).figures]


def test_the_figures_of_activities(world: World) -> None:
    """One action of two serves a result, has two contributors and somebody after the end; dropped ones don’t count."""
    partnership = writing(world)
    assert _figures(world, partnership) == [None, None, None]
    town, coop = party_of(partnership, world.town_hall), party_of(partnership, world.partner)
    result = add(partnership, world.officer, "result", text="Puits", carriers=[town, coop])
    first = _action(partnership, 1)
    _action(partnership, 2)
    _action(partnership, 3, state="dropped")
    place_action(
        partnership=partnership, action=first, result=result, contributors=[town, coop], after_end=town,
        after_end_means="budget", version=0, by=world.officer,
    )  # fmt: skip
    assert _figures(world, partnership) == ["50\xa0%"] * 3


def test_means_after_the_end_need_somebody(world: World) -> None:
    partnership = writing(world)
    with pytest.raises(Refusal, match="qui continue"):
        place_action(
            partnership=partnership, action=_action(partnership, 1), result=None, contributors=[], after_end=None,
            after_end_means="budget", version=0, by=world.officer,
        )  # fmt: skip


def test_an_action_of_another_plan_has_no_place_here(world: World, client: Client) -> None:
    partnership, other = writing(world), writing(world, name="Autre")
    client.force_login(world.officer)
    url = reverse("partnerships:activity_place", args=[partnership.pk, _action(other, 1).pk])
    assert client.get(url).status_code == 404


def test_placing_an_action_by_clicking(world: World, client: Client) -> None:
    partnership = writing(world)
    action = _action(partnership, 1)
    coop = party_of(partnership, world.partner)
    client.force_login(world.officer)
    url = reverse("partnerships:activity_place", args=[partnership.pk, action.pk])
    response = client.post(
        url, {"contributors": [coop.pk], "after_end": coop.pk, "after_end_means": "une équipe", "version": 0}
    )
    assert response.status_code == 302
    page = client.get(reverse("partnerships:agreement_activities", args=[partnership.pk])).content.decode()
    assert "une équipe" in page


def test_roles_are_each_party_s_own(world: World) -> None:
    partnership = writing(world)

    def roles(words: str, organization: Organization, by: User) -> None:
        held = roles_version(party_of(partnership, organization))
        write_roles(partnership=partnership, roles={"design": words}, version=held, by=by)

    roles(" Propose  les plans ", world.town_hall, world.officer)
    roles("Relit", world.partner, world.representative)
    assert party_of(partnership, world.town_hall).step_roles.get().role == "Propose les plans"
    roles("", world.town_hall, world.officer)
    assert not party_of(partnership, world.town_hall).step_roles.exists()
    assert party_of(partnership, world.partner).step_roles.exists()


def test_the_frame_refuses_a_stale_form_and_an_end_before_the_start(world: World, client: Client) -> None:
    partnership = writing(world)
    fields = {"agreement_type": "free", "public_amount": None, "currency": "", "starts_on": None, "ends_on": None}
    change_frame(partnership=partnership, version=1, by=world.officer, **fields)
    with pytest.raises(Refusal, match="entre-temps"):
        change_frame(partnership=partnership, version=1, by=world.officer, **fields)
    client.force_login(world.officer)
    url = reverse("partnerships:agreement_frame", args=[partnership.pk])
    data = {"agreement_type": "free", "starts_on": "2027-02-01", "ends_on": "2027-01-01", "version": 2}
    response = client.post(url, {**data, "vision": "De l’eau partout"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "La fin vient avant le début" in page
    assert "De l’eau partout" in page


def test_the_frame_says_what_it_requires(world: World, client: Client) -> None:
    partnership = writing(world, agreement_type="morocco_7_2003", public_amount=60000, currency="MAD")
    client.force_login(world.officer)
    url = reverse("partnerships:agreement_frame", args=[partnership.pk])
    assert "une convention est obligatoire" in client.get(url).content.decode()
    Partnership.objects.filter(pk=partnership.pk).update(priority_domain=False)
    assert "À corriger avant la signature" in client.get(url).content.decode()


def test_a_result_born_in_a_workshop_waits_for_its_carriers(world: World) -> None:
    partnership = writing(world)
    SharedResult.objects.create(partnership=partnership, text="Douze puits")
    assert any("Douze puits" in sentence for sentence in missing_for(partnership, State.CRITERIA))


def test_who_wrote_the_text_and_who_carries_the_results(world: World) -> None:
    """Two passages of the town hall, one of the cooperative: 66,7 % and 33,3 %. One result of two has carriers."""
    partnership = writing(world)
    parties = [party_of(partnership, world.town_hall), party_of(partnership, world.partner)]
    add(partnership, world.officer, "result", text="Puits", carriers=parties)
    add(partnership, world.officer, "objective", text="De l’eau", need=None)
    add(partnership, world.representative, "objective", text="Un comité", need=None)
    SharedResult.objects.create(partnership=partnership, text="Né en atelier")
    page = build_page("results", partnership, world.officer)
    assert [[cell.text for cell in cells] for _name, cells in page.matrices[0].rows] == [
        ["0", "0\xa0%"],
        ["2", "66,7\xa0%"],
        ["1", "33,3\xa0%"],
    ]
    assert page.figures[0].value == "50\xa0%"


def test_the_coordinator_may_carry_an_action_too(world: World) -> None:
    partnership = make_partnership([world.ngo, world.partner], territory=world.commune)
    partnership.action_plan.partners.set([world.partner])
    form = ActionForm(plan=partnership.action_plan)
    assert set(form.fields["carrier"].queryset) == {world.ngo, world.partner}
