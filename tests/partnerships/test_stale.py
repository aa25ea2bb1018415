"""A form drawn before somebody else saved is refused, keeps what was typed, and may be saved again knowingly."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action
from partnerships.enums import State
from partnerships.models import ActionLink, Important, LearningQuestion, Partnership, StepRole
from partnerships.services.communication import save_communication
from partnerships.services.facts import stamp
from partnerships.services.frame import place_action, roles_version, write_roles
from partnerships.services.reviews import answer_question
from partnerships.services.understanding import add_important, change_important
from partnerships.services.workshops import plan_workshop, turn_note, write_notes
from partnerships.services.writing import row_version
from tests.conftest import World
from tests.partnerships.factories import make_partnership, party_of

MEANWHILE = "a changé ceci entre-temps"


@pytest.fixture
def partnership(world: World, client: Any) -> Partnership:
    client.force_login(world.officer)
    return make_partnership(
        [world.ngo, world.town_hall, world.partner], territory=world.commune, state=State.COWRITING,
        revealed_at=timezone.now(),
    )  # fmt: skip


def opened(client: Any, address: str) -> dict[str, Any]:
    """The fields as the page shows them, the hidden number included."""
    form = client.get(address).context["form"]
    return {name: value for name in form.fields if (value := form[name].value()) is not None}


def refused_then_saved(client: Any, address: str, data: dict[str, Any], typed: str) -> None:
    answer = client.post(address, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert MEANWHILE in page
    assert typed in page
    again = data | {"version": answer.context["form"]["version"].value()}
    assert client.post(address, again).status_code == 302


def test_roles(world: World, partnership: Partnership, client: Any) -> None:
    address = reverse("partnerships:agreement_roles", args=[partnership.pk])
    data = opened(client, address) | {"design": "Dessine"}
    held = roles_version(party_of(partnership, world.town_hall))
    write_roles(partnership=partnership, roles={"decide": "Vote"}, version=held, by=world.officer)
    refused_then_saved(client, address, data, "Dessine")
    assert StepRole.objects.get(party=party_of(partnership, world.town_hall)).role == "Dessine"


def test_the_place_of_an_action(world: World, partnership: Partnership, client: Any) -> None:
    action = Action.objects.create(
        plan=partnership.action_plan, number=1, what="Creuser", side="partner", responsible="service",
        due_on=timezone.localdate(),
    )  # fmt: skip
    ours, theirs = party_of(partnership, world.town_hall), party_of(partnership, world.ngo)
    address = reverse("partnerships:activity_place", args=[partnership.pk, action.pk])
    data = opened(client, address) | {"after_end": str(ours.pk), "after_end_means": "Une ligne du budget"}
    place_action(
        partnership=partnership,
        action=action,
        result=None,
        contributors=[theirs],
        after_end=None,
        version=0,
        by=world.facilitator,
    )
    refused_then_saved(client, address, data, "Une ligne du budget")
    assert ActionLink.objects.get(action=action).after_end == ours


def test_what_matters(world: World, partnership: Partnership, client: Any) -> None:
    row = add_important(partnership=partnership, what="Choisir", because="Nous connaissons", by=world.officer)
    address = reverse("partnerships:important_edit", args=[partnership.pk, row.pk])
    data = opened(client, address) | {"what": "Décider"}
    change_important(important=row, what="Élire", because="Autre", version=row_version(row), by=world.officer)
    refused_then_saved(client, address, data, "Décider")
    assert Important.objects.get().what == "Décider"


def test_a_message(world: World, partnership: Partnership, client: Any) -> None:
    fields = {"message": "Ouvert", "audience": "Tous", "channel": "Radio", "due_on": timezone.localdate()}
    row = save_communication(partnership=partnership, by=world.officer, **fields)
    address = reverse("partnerships:communication_edit", args=[partnership.pk, row.pk])
    data = opened(client, address) | {"message": "Fermé"}
    save_communication(
        partnership=partnership, row=row, version=row_version(row), by=world.facilitator,
        **fields | {"channel": "Affiche"},
    )  # fmt: skip
    refused_then_saved(client, address, data, "Fermé")


def test_a_note_becomes_an_action(world: World, partnership: Partnership) -> None:
    """Carried by the party that said it, in the plan of the partnership; once."""
    step = plan_workshop(partnership=partnership, kind="evaluation", title="", by=world.officer).steps.first()
    party = party_of(partnership, world.partner)
    note = write_notes(step=step, text="Réparer dix pompes", party=party, by=world.officer)[0]
    turned = turn_note(note=note, becomes="action", by=world.officer)
    action = Action.objects.get(pk=turned.became)
    assert (action.plan, action.what, action.carrier) == (partnership.action_plan, "Réparer dix pompes", world.partner)
    assert action.due_on > timezone.localdate()


def test_a_name_is_kept_on_the_word_of_who_writes(world: World, partnership: Partnership, client: Any) -> None:
    """Nobody reads a partnership's texts again: the box asks to confirm, and the text stays."""
    address = reverse("partnerships:important_add", args=[partnership.pk])
    data = {"what": "Appeler le 0612345678", "because": "C’est utile"}
    page = client.post(address, data)
    assert page.status_code == 422
    text = page.content.decode()
    assert "je confirme" in text
    assert "relira" not in text
    token = text.split('name="what-keep"')[1].split('value="')[1].split('"')[0]
    assert client.post(address, data | {"what-keep": token}).status_code == 302
    assert Important.objects.get().what == data["what"]


@pytest.mark.parametrize("version", [{}, {"version": ""}, {"version": "abc"}])
def test_a_post_without_its_number_is_stale(
    world: World, partnership: Partnership, client: Any, version: dict[str, str]
) -> None:
    """Roles, place of an action, what matters, a message: none goes through unseen, and nothing is changed."""
    ours = party_of(partnership, world.town_hall)
    action = Action.objects.create(
        plan=partnership.action_plan, number=1, what="Creuser", side="partner", responsible="service",
        due_on=timezone.localdate(),
    )  # fmt: skip
    matters = add_important(partnership=partnership, what="Choisir", because="Nous connaissons", by=world.officer)
    fields = {"message": "Ouvert", "audience": "Tous", "channel": "Radio", "due_on": timezone.localdate()}
    message = save_communication(partnership=partnership, by=world.officer, **fields)
    for name, args, data in (
        ("agreement_roles", (), {"design": "Dessine"}),
        ("activity_place", (action.pk,), {"after_end": str(ours.pk), "after_end_means": "Une ligne"}),
        ("important_edit", (matters.pk,), {"what": "Décider", "because": "Parce que"}),
        ("communication_edit", (message.pk,), fields | {"message": "Fermé"}),
    ):
        answer = client.post(reverse(f"partnerships:{name}", args=[partnership.pk, *args]), data | version)
        assert answer.status_code == 422, name
    assert not StepRole.objects.exists()
    assert not ActionLink.objects.exists()
    matters.refresh_from_db()
    message.refresh_from_db()
    assert (matters.what, message.message) == ("Choisir", "Ouvert")


def test_what_was_learnt(world: World, partnership: Partnership, client: Any) -> None:
    question = LearningQuestion.objects.create(partnership=partnership, text="Qui vient ?")
    address = reverse("partnerships:review_question", args=[question.pk])
    data = opened(client, address) | {"answer": "Surtout des femmes"}
    answer_question(question=question, answer="Des jeunes", version=stamp(question), by=world.facilitator)
    refused_then_saved(client, address, data, "Surtout des femmes")
    question.refresh_from_db()
    assert question.answer == "Surtout des femmes"
