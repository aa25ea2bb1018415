"""Workshops whose notes become something, the communication plan, the lines of the page of the day."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from partnerships.enums import State
from partnerships.models import CommunicationAction, Partnership, Workshop, WorkshopNote
from partnerships.services.communication import remove_communication, save_communication
from partnerships.services.workshops import (
    add_step,
    change_workshop,
    plan_workshop,
    remove_note,
    turn_note,
    write_notes,
)
from partnerships.services.writing import row_version
from tests.conftest import World
from tests.partnerships.factories import make_partnership, party_of


@pytest.fixture
def partnership(world: World) -> Partnership:
    return make_partnership(
        [world.ngo, world.town_hall, world.partner], territory=world.commune, state=State.COWRITING,
        revealed_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def workshop(world: World, partnership: Partnership) -> Workshop:
    return plan_workshop(partnership=partnership, kind="evaluation", title="", by=world.officer)


def _url(name: str, *args: Any) -> str:
    return reverse(f"partnerships:{name}", args=args)


def _note(workshop: Workshop, world: World, text: str = "Dix pompes réparées") -> WorkshopNote:
    step = workshop.steps.first()
    party = party_of(workshop.partnership, world.partner)
    return write_notes(step=step, text=text, party=party, by=world.representative)[0]


def test_the_workshop_on_judging_asks_the_three_questions(workshop: Workshop) -> None:
    assert [step.question for step in workshop.steps.all()] == ["impact", "proof", "learn"]
    assert workshop.title == "Comment nous jugerons le partenariat"


def test_notes_are_one_per_line(world: World, workshop: Workshop) -> None:
    step = workshop.steps.first()
    rows = write_notes(step=step, text=" De l’eau\n\n Des comités ", party=None, by=world.officer)
    assert [row.text for row in rows] == ["De l’eau", "Des comités"]
    with pytest.raises(Refusal, match="une ligne par idée"):
        write_notes(step=step, text=" \n ", party=None, by=world.officer)
    foreign = make_partnership([world.ngo, world.town_hall], territory=world.commune).parties.first()
    with pytest.raises(Refusal, match="une des parties"):
        write_notes(step=step, text="Dit", party=foreign, by=world.officer)


def test_outputs_become_objectives_results_indicators_and_questions(
    world: World, partnership: Partnership, workshop: Workshop
) -> None:
    notes = [_note(workshop, world, text) for text in ("Un", "Deux", "Trois", "Quatre")]
    for note, becomes in zip(notes, ("objective", "result", "indicator", "question"), strict=True):
        turn_note(note=note, becomes=becomes, by=world.officer)
    objective = partnership.objectives.get()
    assert (objective.text, list(objective.validated_by.all())) == ("Un", [party_of(partnership, world.town_hall)])
    assert partnership.results.get().text == "Deux"
    assert (partnership.evaluation_plan.proof, partnership.evaluation_plan.round) == ("Trois", 2)
    assert partnership.learning_questions.get().text == "Quatre"
    assert {edit.party for edit in partnership.edits.all()} == {party_of(partnership, world.partner)}, "its author"
    with pytest.raises(Refusal, match="déjà devenue"):
        turn_note(note=notes[0], becomes="result", by=world.officer)
    with pytest.raises(Refusal, match="reste comme son origine"):
        remove_note(note=WorkshopNote.objects.get(pk=notes[0].pk), by=world.officer)
    with pytest.raises(Refusal, match="Choisissez"):
        turn_note(note=_note(workshop, world), becomes="rien", by=world.officer)


def test_objectives_stop_at_the_signature_questions_go_on(
    world: World, partnership: Partnership, workshop: Workshop
) -> None:
    Partnership.objects.filter(pk=partnership.pk).update(state=State.ACTIVE)
    note = _note(workshop, world)
    with pytest.raises(Refusal, match="avenant"):
        turn_note(note=note, becomes="objective", by=world.officer)
    assert turn_note(note=note, becomes="question", by=world.officer).becomes == "question"


def test_a_workshop_is_refused_from_a_stale_page(world: World, workshop: Workshop) -> None:
    mine = party_of(workshop.partnership, world.town_hall)
    change_workshop(workshop=workshop, version=1, present=[mine], place="Mairie", by=world.officer)
    assert list(workshop.present.all()) == [mine]
    with pytest.raises(Refusal, match="entre-temps"):
        change_workshop(workshop=workshop, version=1, place="École", by=world.officer)
    assert add_step(workshop=workshop, title="Suite", minutes=10, by=world.officer).position == 4


def test_a_workshop_in_the_browser(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.officer)
    assert "Aucun atelier" in client.get(_url("workshop_list", partnership.pk)).content.decode()
    assert client.post(_url("workshop_add", partnership.pk), {"kind": "", "title": "Titre"}).status_code == 422
    made = client.post(_url("workshop_add", partnership.pk), {"kind": "practices", "title": ""})
    row = Workshop.objects.get()
    assert made.url == _url("workshop_detail", partnership.pk, row.pk)
    step = row.steps.first()
    refused = client.post(_url("workshop_notes", partnership.pk, row.pk, step.pk), {"text": ""})
    assert refused.status_code == 422
    wrong = client.post(_url("workshop_step", partnership.pk, row.pk), {"title": "Bilan", "minutes": "mille"})
    assert wrong.status_code == 422
    assert "mille" in wrong.content.decode()
    client.post(_url("workshop_notes", partnership.pk, row.pk, step.pk), {"text": "De l’eau partout"})
    note = WorkshopNote.objects.get()
    client.post(_url("note_turn", partnership.pk, note.pk), {"becomes": "objective"})
    assert "devenu un objectif" in client.get(made.url).content.decode()
    data = {"title": "Autre", "held_on": "2026-02-03", "present": [party_of(partnership, world.ngo).pk], "version": 1}
    assert client.post(_url("workshop_edit", partnership.pk, row.pk), data).status_code == 302
    stale = client.post(_url("workshop_edit", partnership.pk, row.pk), data | {"title": "Encore"})
    assert stale.status_code == 422
    assert "Encore" in stale.content.decode()


def test_the_workshop_asks_no_query_per_note(world: World, workshop: Workshop, client: Any) -> None:
    client.force_login(world.officer)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(_url("workshop_detail", workshop.partnership_id, workshop.pk)).status_code == 200
        return len(seen)

    for number in range(2):
        _note(workshop, world, f"Un {number}")
    few = asked()
    for number in range(10):
        _note(workshop, world, f"Deux {number}")
    assert asked() == few


# Communication ------------------------------------------------------------------------------------------------------


def _message(world: World, partnership: Partnership, **fields: Any) -> CommunicationAction:
    values = {"audience": "villages", "channel": "radio", "message": "L’eau revient", "due_on": timezone.localdate()}
    return save_communication(partnership=partnership, by=world.officer, **values | fields)


def test_a_message_done_says_when_and_stays(world: World, partnership: Partnership) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with pytest.raises(Refusal, match="à venir"):
        _message(world, partnership, done_on=tomorrow)
    with pytest.raises(Refusal, match="le jour où"):
        _message(world, partnership, reached=12)
    row = _message(world, partnership, done_on=timezone.localdate(), reached=12)
    with pytest.raises(Refusal, match="comme trace"):
        remove_communication(row=row, by=world.officer)
    remove_communication(row=_message(world, partnership), by=world.officer)
    assert partnership.communication.count() == 1


def test_the_communication_plan_in_the_browser(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.representative)
    assert "Aucun message" in client.get(_url("communication", partnership.pk)).content.decode()
    data = {"message": "L’eau revient", "audience": "villages", "channel": "radio", "due_on": "2026-03-01"}
    wrong = client.post(_url("communication_add", partnership.pk), data | {"reached": "beaucoup"})
    assert wrong.status_code == 422
    assert "beaucoup" in wrong.content.decode()
    client.post(_url("communication_add", partnership.pk), data)
    row = CommunicationAction.objects.get()
    done = data | {"done_on": "2026-03-02", "reached": "1200"}
    assert (
        client.post(
            _url("communication_edit", partnership.pk, row.pk), done | {"version": row_version(row)}
        ).status_code
        == 302
    )
    page = client.get(_url("communication", partnership.pk)).content.decode()
    assert "1 message fait sur 1" in page
    assert "personnes touchées" in page


# The page of the day ------------------------------------------------------------------------------------------------


def test_the_page_of_the_day_says_what_waits_for_my_party(world: World, client: Any) -> None:
    row = make_partnership([world.ngo, world.partner], territory=world.commune, name="Eau d’Aval")
    client.force_login(world.representative)
    page = client.get(reverse("home")).content.decode()
    assert "Prenez votre place dans ce partenariat" in page
    assert _url("party_join", row.pk) in page
    client.force_login(world.observer)
    assert "Eau d’Aval" not in client.get(reverse("home")).content.decode()
