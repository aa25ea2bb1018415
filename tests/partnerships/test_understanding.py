"""After the reveal: what matters said again, strengths, the scope agreed by all, the vision."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from partnerships.enums import State
from partnerships.models import Partnership
from partnerships.reports.framing import build_strengths, build_understanding
from partnerships.reports.scope import build_scope
from partnerships.services.gates import missing_for
from partnerships.services.scope import add_scope, agree_scope, change_scope, remove_scope, write_vision
from partnerships.services.understanding import (
    add_competence,
    add_important,
    answer_restatement,
    change_important,
    remove_competence,
    restate,
)
from partnerships.services.writing import row_version
from tests.conftest import World
from tests.partnerships.factories import make_partnership, party_of


@pytest.fixture
def partnership(world: World) -> Partnership:
    return make_partnership(
        [world.ngo, world.town_hall, world.partner],
        territory=world.commune,
        state=State.REVEALED,
        revealed_at=timezone.now(),
    )


def _url(name: str, *args: Any) -> str:
    return reverse(f"partnerships:{name}", args=args)


def _hidden(partnership: Partnership) -> Partnership:
    Partnership.objects.filter(pk=partnership.pk).update(revealed_at=None, state=State.FRAMING)
    partnership.refresh_from_db()
    return partnership


# What matters --------------------------------------------------------------------------------------------------------


def test_everybody_has_the_words_of_the_next_party_to_say_again(world: World, partnership: Partnership) -> None:
    row = add_important(partnership=partnership, what="Choisir les lieux", because="Nous vivons là", by=world.officer)
    mine = party_of(partnership, world.ngo)
    page = build_understanding(partnership, mine)
    assert page.task_for == party_of(partnership, world.town_hall)
    assert (page.tasks, page.rate) == (1, None), "nothing said again: nothing to compute"
    said = restate(important=row, text="Vous voulez décider des lieux", by=world.facilitator)
    other = restate(important=row, text="Les lieux vous reviennent", by=world.representative)
    answer_restatement(restatement=said, confirmed=True, answer="", text=said.text, by=world.officer)
    answer_restatement(restatement=other, confirmed=False, answer="Avec les femmes", text=other.text, by=world.officer)
    page = build_understanding(partnership, mine)
    assert (page.tasks, page.confirmed, page.restated, page.rate) == (0, 1, 2, Decimal("0.5000"))
    change_important(important=row, what="Choisir", because="Autre raison", version=row_version(row), by=world.officer)
    assert build_understanding(partnership, mine).confirmed == 0, "other words wait for a new yes"


def test_words_are_restated_by_others_and_answered_by_their_owner(world: World, partnership: Partnership) -> None:
    row = add_important(partnership=partnership, what="Choisir", because="Nous vivons là", by=world.officer)
    with pytest.raises(Refusal, match="Une autre partie"):
        restate(important=row, text="Nous", by=world.officer)
    said = restate(important=row, text="Vous", by=world.facilitator)
    with pytest.raises(Refusal, match="Seule la partie"):
        answer_restatement(restatement=said, confirmed=True, answer="", text="Vous", by=world.facilitator)
    with pytest.raises(Refusal, match="ce qui manquait"):
        answer_restatement(restatement=said, confirmed=False, answer=" ", text="Vous", by=world.officer)
    with pytest.raises(Refusal, match="vient de changer"):
        answer_restatement(restatement=said, confirmed=True, answer="", text="D’autres mots", by=world.officer)
    with pytest.raises(Refusal, match="Seule la partie"):
        change_important(important=row, what="À nous", because="Non", version=row_version(row), by=world.facilitator)


def test_what_matters_to_others_shows_after_the_reveal(world: World, partnership: Partnership, client: Any) -> None:
    row = add_important(partnership=partnership, what="Motcaché", because="Raisoncachée", by=world.officer)
    add_competence(partnership=partnership, kind="offer", label="Forcecachée", by=world.officer)
    _hidden(partnership)
    with pytest.raises(Refusal, match="s’ouvre"):
        restate(important=row, text="Vous", by=world.facilitator)
    client.force_login(world.facilitator)
    for name, args in (("understanding", []), ("strengths", []), ("important_restate", [row.pk])):
        page = client.get(_url(name, partnership.pk, *args), follow=True).content.decode()
        assert "Motcaché" not in page
        assert "Forcecachée" not in page
    client.force_login(world.officer)
    assert "Motcaché" in client.get(_url("understanding", partnership.pk)).content.decode()


def test_saying_again_in_the_browser(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.officer)
    empty = client.post(_url("important_add", partnership.pk), {"what": "Choisir les lieux", "because": ""})
    assert empty.status_code == 422
    assert "Choisir les lieux" in empty.content.decode()
    client.post(_url("important_add", partnership.pk), {"what": "Choisir les lieux", "because": "Nous vivons là"})
    client.force_login(world.facilitator)
    page = client.get(_url("understanding", partnership.pk)).content.decode()
    assert "Votre tâche" in page
    row = party_of(partnership, world.town_hall).importants.get()
    client.post(_url("important_restate", partnership.pk, row.pk), {"text": "Décider des lieux"})
    said = row.restatements.get()
    client.force_login(world.officer)
    url = _url("restatement_answer", partnership.pk, said.pk)
    assert "Décider des lieux" in client.get(url).content.decode()
    refused = client.post(url, {"confirmed": "no", "answer": "", "text": said.text})
    assert refused.status_code == 422
    client.post(url, {"confirmed": "yes", "answer": "", "text": said.text})
    said.refresh_from_db()
    assert said.confirmed is True


# Strengths -----------------------------------------------------------------------------------------------------------


def test_common_unique_and_who_meets_which_need(world: World, partnership: Partnership, client: Any) -> None:
    for person in (world.facilitator, world.officer, world.representative):
        add_competence(partnership=partnership, kind="offer", label="Terrain", by=person)
    add_competence(partnership=partnership, kind="offer", label="Véhicule", by=world.officer)
    add_competence(partnership=partnership, kind="need", label="véhicule", by=world.facilitator)
    lone = add_competence(partnership=partnership, kind="need", label="Juriste", by=world.facilitator)
    page = build_strengths(partnership)
    assert (page.venn.common, page.venn.unique) == (("Terrain",), ("Véhicule",))
    assert page.coverage.rate == Decimal("0.5000")
    with pytest.raises(Refusal, match="ses propres forces"):
        remove_competence(competence=lone, by=world.officer)
    client.force_login(world.representative)
    html = client.get(_url("strengths", partnership.pk)).content.decode()
    assert re.search(r"\b1 (besoin )?sur 2", html)
    assert "personne pour l’instant" in html
    assert client.post(_url("strengths", partnership.pk), {"kind": "offer", "label": ""}).status_code == 422


# Scope ---------------------------------------------------------------------------------------------------------------


def test_the_scope_is_agreed_by_all_on_the_same_words(world: World, partnership: Partnership) -> None:
    assert missing_for(partnership, State.CRITERIA)[0].startswith("Écrivez le périmètre")
    item = add_scope(partnership=partnership, label="Réparer les pompes", status="in", by=world.facilitator)
    for person in (world.officer, world.representative):
        agree_scope(item=item, version=1, agrees=True, by=person)
    assert build_scope(partnership, world.officer).rate == Decimal("1.0000")
    changed = change_scope(item=item, version=1, label="Réparer dix pompes", status="later", by=world.officer)
    page = build_scope(partnership, world.facilitator)
    assert (page.agreed, page.total) == (0, 1), "the others said yes to other words"
    with pytest.raises(Refusal, match="entre-temps"):
        agree_scope(item=changed, version=1, agrees=True, by=world.representative)
    with pytest.raises(Refusal, match="Une autre partie"):
        remove_scope(item=changed, version=2, by=world.officer)
    with pytest.raises(Refusal, match="déjà dans le périmètre"):
        add_scope(partnership=partnership, label="réparer dix pompes", status="out", by=world.officer)
    agree_scope(item=changed, version=2, agrees=False, by=world.officer)
    assert changed.agreed_by.count() == 0
    remove_scope(item=changed, version=2, by=world.facilitator)
    assert build_scope(partnership, world.facilitator).rate is None


def test_how_stays_shut_before_the_reveal_and_after_the_signature(world: World, partnership: Partnership) -> None:
    _hidden(partnership)
    with pytest.raises(Refusal, match="vient après"):
        add_scope(partnership=partnership, label="Pompes", status="in", by=world.officer)
    with pytest.raises(Refusal, match="vient après"):
        write_vision(partnership=partnership, version=1, text="De l’eau", by=world.officer)
    Partnership.objects.filter(pk=partnership.pk).update(revealed_at=timezone.now(), state=State.ACTIVE)
    with pytest.raises(Refusal, match="avenant"):
        add_scope(partnership=partnership, label="Pompes", status="in", by=world.officer)


def test_the_scope_in_the_browser(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.facilitator)
    assert client.post(_url("scope", partnership.pk), {"label": "", "status": "in"}).status_code == 422
    client.post(_url("scope", partnership.pk), {"label": "Payer des salaires", "status": "out"})
    item = partnership.scope.get()
    client.force_login(world.officer)
    assert client.post(_url("scope_answer", partnership.pk, item.pk, "agree"), {"version": 1}).status_code == 302
    assert client.post(_url("scope_answer", partnership.pk, item.pk, "other"), {"version": 1}).status_code == 404
    assert "attend" in client.get(_url("scope", partnership.pk)).content.decode()
    data = {"label": "Payer tous les salaires", "status": "out", "version": 1}
    assert client.post(_url("scope_edit", partnership.pk, item.pk), data).status_code == 302
    stale = client.post(_url("scope_edit", partnership.pk, item.pk), data | {"label": "Encore"})
    assert stale.status_code == 422
    assert "Encore" in stale.content.decode()


def test_the_vision_keeps_who_wrote_each_version(world: World, partnership: Partnership, client: Any) -> None:
    write_vision(partnership=partnership, version=1, text="De l’eau pour tous", by=world.officer)
    with pytest.raises(Refusal, match="entre-temps"):
        write_vision(partnership=partnership, version=1, text="Autre", by=world.facilitator)
    write_vision(partnership=partnership, version=2, text="De l’eau toute l’année", by=world.facilitator)
    assert [edit.party.organization for edit in partnership.edits.all()] == [world.ngo, world.town_hall]
    client.force_login(world.representative)
    page = client.get(_url("vision", partnership.pk)).content.decode()
    assert "De l’eau pour tous" in page
    stale = client.post(_url("vision", partnership.pk), {"text": "Nos mots", "version": 1})
    assert stale.status_code == 422
    assert "Nos mots" in stale.content.decode()


def test_pages_ask_no_query_per_row(world: World, partnership: Partnership, client: Any) -> None:
    client.force_login(world.facilitator)

    def asked() -> list[int]:
        found = []
        for name in ("understanding", "strengths", "scope", "vision"):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(_url(name, partnership.pk)).status_code == 200
            found.append(len(seen))
        return found

    def add(start: int, stop: int) -> None:
        for number in range(start, stop):
            party = partnership.parties.all()[number % 3]
            row = party.importants.create(what=f"Mot {number}", because="Car")
            row.restatements.create(party=partnership.parties.all()[(number + 1) % 3], text="Redit")
            party.competences.create(kind="offer" if number % 2 else "need", label=f"Force {number}")
            add_scope(partnership=partnership, label=f"Point {number}", status="in", by=world.officer)

    add(0, 2)
    few = asked()
    add(2, 12)
    assert asked() == few
