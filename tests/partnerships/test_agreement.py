"""The rows of an agreement: written by parties, while its text is open, each its own; and their pages."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import Refusal
from partnerships.enums import CommitmentState, State
from partnerships.models import Commitment, Contribution, Edit, Need, Objective, Partnership, Risk
from partnerships.services.agreement import change_row, remove_row, validate_objective
from partnerships.services.evaluation import answer_plan, silent_parties, write_plan
from partnerships.services.given import close_commitment, confirm_delivery, measure_result, record_delivery
from partnerships.services.writing import row_version
from tests.conftest import World
from tests.partnerships.agreements import add, at, people, ready, writing
from tests.partnerships.factories import party_of


def _url(name: str, partnership: Partnership, *args: Any) -> str:
    return reverse(f"partnerships:{name}", args=[partnership.pk, *args])


def _parties(world: World, partnership: Partnership) -> list[Any]:
    return [party_of(partnership, org) for org in (world.ngo, world.town_hall, world.partner)]


def test_the_text_opens_after_the_reveal(world: World) -> None:
    partnership = writing(world, state=State.FRAMING, revealed_at=None)
    add(partnership, world.officer, "need", text="L’eau manque", source="")
    with pytest.raises(Refusal, match="dévoilées"):
        add(partnership, world.officer, "objective", text="De l’eau", need=None)


@pytest.mark.parametrize(("state", "words"), [("to_sign", "signature"), ("active", "avenant"), ("closed", "terminé")])
def test_a_closed_text_says_why(world: World, state: str, words: str) -> None:
    partnership = at(writing(world), state)
    with pytest.raises(Refusal, match=words):
        add(partnership, world.officer, "objective", text="De l’eau", need=None)


def test_an_objective_is_validated_by_each_and_again_when_it_changes(world: World) -> None:
    partnership = writing(world)
    objective = add(partnership, world.officer, "objective", text="De l’eau", need=None)
    validate_objective(objective=objective, version=1, agrees=True, by=world.representative)
    assert objective.validated_by.count() == 2
    changed = change_row(row=objective, version=1, by=world.representative, text="De l’eau propre", need=None)
    assert [party.organization for party in changed.validated_by.all()] == [world.partner]
    with pytest.raises(Refusal, match="entre-temps"):
        validate_objective(objective=objective, version=1, agrees=True, by=world.officer)


def test_authorship_is_remembered(world: World) -> None:
    partnership = writing(world)
    objective = add(partnership, world.officer, "objective", text="De l’eau", need=None)
    change_row(row=objective, version=1, by=world.representative, text="De l’eau propre", need=None)
    said = Edit.objects.filter(partnership=partnership, row=objective.pk).order_by("at")
    assert [(edit.party.organization, edit.before, edit.after) for edit in said] == [
        (world.town_hall, "", "De l’eau"),
        (world.partner, "De l’eau", "De l’eau propre"),
    ]


def test_a_shared_result_needs_two_carriers(world: World) -> None:
    partnership = writing(world)
    parties = _parties(world, partnership)
    with pytest.raises(Refusal, match="deux parties"):
        add(partnership, world.officer, "result", text="Douze puits", carriers=parties[:1])
    assert not partnership.results.exists()
    add(partnership, world.officer, "result", text="Douze puits", carriers=parties[:2])


def test_the_shares_of_a_risk_make_a_hundred(world: World) -> None:
    partnership = writing(world)
    one, two, three = _parties(world, partnership)
    with pytest.raises(Refusal, match="90"):
        add(
            partnership, world.officer, "risk", label="Sec", probability=2, severity=4,
            shares={one: Decimal(60), two: Decimal(30)},
        )  # fmt: skip
    assert not Risk.objects.exists()
    risk = add(
        partnership, world.officer, "risk", label="Sec", probability=2, severity=4,
        shares={one: Decimal("33.34"), two: Decimal("33.33"), three: Decimal("33.33")},
    )  # fmt: skip
    assert risk.shares.count() == 3


def test_nobody_writes_for_another_party(world: World) -> None:
    partnership = writing(world)
    promise = add(partnership, world.officer, "commitment", text="Publier", due_on=None)
    assert promise.party.organization == world.town_hall
    with pytest.raises(Refusal, match="personne n’écrit pour une autre"):
        change_row(row=promise, version=1, by=world.representative, text="Autre", due_on=None)
    with pytest.raises(Refusal, match="personne n’écrit pour une autre"):
        remove_row(row=promise, by=world.representative)


def test_a_row_without_a_counter_is_still_refused_when_stale(world: World) -> None:
    partnership = writing(world)
    need = add(partnership, world.officer, "need", text="L’eau manque", source="")
    seen = row_version(need)
    change_row(row=need, version=seen, by=world.officer, text="L’eau manque l’été", source="")
    with pytest.raises(Refusal, match="entre-temps"):
        change_row(row=need, version=seen, by=world.representative, text="Autre", source="")


def test_after_the_signature_only_additions_are_written(world: World) -> None:
    partnership = at(writing(world), State.ACTIVE)
    extra = add(partnership, world.officer, "contribution", nature="cash", label="Don", value=Decimal(10))
    aid = add(partnership, world.officer, "commitment", text="Prêter un camion", due_on=None)
    assert (extra.is_leverage, aid.is_mutual_aid) == (True, True)


def test_deliveries_add_up_and_another_party_confirms(world: World) -> None:
    partnership = writing(world)
    given = add(partnership, world.officer, "contribution", nature="cash", label="Fonds")
    day = datetime.date(2026, 1, 5)
    with pytest.raises(Refusal, match="pas encore signée"):
        record_delivery(contribution=given, on=day, percent=10, by=world.officer)
    at(partnership, State.ACTIVE)
    given = Contribution.objects.get(pk=given.pk)
    first = record_delivery(contribution=given, on=day, percent=60, by=world.officer)
    with pytest.raises(Refusal, match="de 1 à 40"):
        record_delivery(contribution=given, on=day, percent=41, by=world.officer)
    with pytest.raises(Refusal, match="Une autre partie"):
        confirm_delivery(delivery=first, by=world.officer)
    assert confirm_delivery(delivery=first, by=world.representative).confirmed_by is not None


def test_a_promise_is_closed_with_what_shows_it(world: World) -> None:
    partnership = writing(world)
    promise = add(partnership, world.officer, "commitment", text="Publier", due_on=None)
    at(partnership, State.ACTIVE)
    promise = Commitment.objects.get(pk=promise.pk)
    kept: dict[str, Any] = {"commitment": promise, "state": CommitmentState.KEPT, "by": world.officer, "version": 1}
    with pytest.raises(Refusal, match="le jour"):
        close_commitment(**kept, closed_on=None, evidence="Affiche")
    with pytest.raises(Refusal, match="ce qui le montre"):
        close_commitment(**kept, closed_on=datetime.date(2026, 1, 5))
    with pytest.raises(Refusal, match="à venir"):
        close_commitment(**kept, closed_on=datetime.date(2030, 1, 5), evidence="Affiche")
    assert close_commitment(**kept, closed_on=datetime.date(2026, 1, 5), evidence="Affiche").version == 2


def test_a_measure_has_a_value_and_a_date(world: World) -> None:
    partnership = writing(world)
    result = add(partnership, world.officer, "result", text="Puits", carriers=_parties(world, partnership))
    at(partnership, State.ACTIVE)
    result = type(result).objects.get(pk=result.pk)
    with pytest.raises(Refusal, match="ou aucune des deux"):
        measure_result(result=result, version=1, reached=Decimal(7), reached_on=None, by=world.officer)


def test_a_changed_evaluation_plan_asks_everybody_again(world: World) -> None:
    partnership = ready(world, state=State.CRITERIA)
    assert silent_parties(partnership) == []
    plan = partnership.evaluation_plan
    words = {"impact": "Autre", "proof": plan.proof, "who": plan.who, "every_months": 6}
    changed = write_plan(partnership=partnership, version=plan.version, by=world.officer, **words)
    assert len(silent_parties(partnership)) == 3
    with pytest.raises(Refusal, match="Écrivez ce qui vous arrête"):
        answer_plan(partnership=partnership, version=changed.version, agrees=False, by=world.officer)


# --- pages


def test_a_question_to_learn_from_leads_to_its_answer(world: World, client: Client) -> None:
    partnership = ready(world, state=State.CRITERIA)
    question = add(partnership, world.administrator, "question", text="Qui répare, et quand ?")
    client.force_login(world.administrator)
    html = client.get(_url("agreement_evaluation", partnership)).content.decode()
    assert "Qui répare, et quand ?" in html
    assert reverse("partnerships:review_question", args=[question.pk]) in html


PAGES = ("needs", "objectives", "results", "contributions", "benefits", "commitments", "risks")


@pytest.mark.parametrize("code", PAGES)
def test_an_empty_page_says_what_to_do_first(world: World, client: Client, code: str) -> None:
    client.force_login(world.officer)
    page = client.get(_url("agreement_page", writing(world), code)).content.decode()
    assert 'class="empty"' in page


def test_every_page_of_a_full_agreement_opens(world: World, client: Client) -> None:
    partnership = ready(world, state=State.CRITERIA)
    client.force_login(world.officer)
    for name in ("agreement", "agreement_frame", "agreement_roles", "agreement_clauses", "agreement_evaluation",
                 "agreement_activities", "agreement_documents", "signing", "versions", "amendments"):  # fmt: skip
        assert client.get(_url(name, partnership)).status_code == 200, name
    assert "Rien ne manque avant la signature" in client.get(_url("agreement", partnership)).content.decode()


def test_a_row_is_added_changed_and_removed_by_clicking(world: World, client: Client) -> None:
    partnership = writing(world)
    client.force_login(world.officer)
    response = client.post(_url("agreement_add", partnership, "need"), {"text": "L’eau manque"}, follow=True)
    assert "L’eau manque" in response.content.decode()
    need = Need.objects.get(partnership=partnership)
    edit = _url("agreement_edit", partnership, "need", need.pk)
    page = client.get(edit).context["form"]
    client.post(edit, {"text": "L’eau manque l’été", "version": page["version"].value()})
    need.refresh_from_db()
    assert need.text == "L’eau manque l’été"
    client.post(_url("agreement_remove", partnership, "need", need.pk))
    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("noun", "data", "sentence", "kept"),
    [
        ("need", {"source": "La carte"}, "écrivez le besoin", "La carte"),
        ("result", {"text": "Douze puits", "carriers": []}, "obligatoire", "Douze puits"),
        ("contribution", {"nature": "cash", "label": "Fonds", "value": "mille"}, "Écrivez un nombre", "mille"),
        ("clause", {"criterion": "C1", "title": "But"}, "l’un des deux", "But"),
        ("risk", {"label": "Sec", "probability": 2, "severity": 3}, "Les parts font 0", "Sec"),
    ],
)
def test_bad_input_gets_a_sentence_and_stays(
    world: World, client: Client, noun: str, data: dict[str, Any], sentence: str, kept: str
) -> None:
    partnership = writing(world)
    client.force_login(world.officer)
    response = client.post(_url("agreement_add", partnership, noun), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert kept in page


def test_a_stale_form_keeps_what_was_typed(world: World, client: Client) -> None:
    partnership = writing(world)
    objective = add(partnership, world.officer, "objective", text="De l’eau", need=None)
    change_row(row=objective, version=1, by=world.representative, text="De l’eau propre", need=None)
    client.force_login(world.officer)
    edit = _url("agreement_edit", partnership, "objective", objective.pk)
    response = client.post(edit, {"text": "De l’eau pour tous", "version": 1})
    assert response.status_code == 422
    assert "De l’eau pour tous" in response.content.decode()
    assert Objective.objects.get(pk=objective.pk).text == "De l’eau propre"
    assert response.context["form"]["version"].value() == "2"


def test_a_button_with_a_wild_version_is_refused_in_words(world: World, client: Client) -> None:
    partnership = writing(world)
    objective = add(partnership, world.officer, "objective", text="De l’eau", need=None)
    client.force_login(world.representative)
    for version in ("", "abc", "9" * 40):
        url = _url("objective_validate", partnership, objective.pk)
        response = client.post(url, {"agrees": "yes", "version": version}, follow=True)
        assert "entre-temps" in response.content.decode()


def test_the_figures_say_when_there_is_not_enough_data(world: World, client: Client) -> None:
    partnership = writing(world)
    add(partnership, world.officer, "contribution", nature="time", label="Journées", value=None)
    client.force_login(world.officer)
    page = client.get(_url("agreement_page", partnership, "contributions")).content.decode()
    assert "données insuffisantes" in page


@pytest.mark.parametrize("code", ["objectives", "contributions", "commitments", "risks"])
def test_a_page_asks_the_same_number_of_queries_for_2_and_12_rows(world: World, client: Client, code: str) -> None:
    partnership = writing(world)
    noun = {"objectives": "objective", "contributions": "contribution", "commitments": "commitment", "risks": "risk"}
    parties = _parties(world, partnership)
    extra: dict[str, dict[str, Any]] = {
        "objective": {"need": None},
        "contribution": {"nature": "cash"},
        "risk": {"probability": 1, "severity": 1, "shares": {parties[0]: Decimal(50), parties[1]: Decimal(50)}},
    }
    name = noun[code]
    field = "label" if name in ("contribution", "risk") else "text"

    def make(numbers: range) -> None:
        for number in numbers:
            person = people(world)[number % 3]
            add(partnership, person, name, **{field: f"Ligne {number}"}, **extra.get(name, {}))

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(_url("agreement_page", partnership, code))
        return len(queries)

    client.force_login(world.officer)
    make(range(2))
    asked()
    few = asked()
    make(range(2, 12))
    assert asked() == few
