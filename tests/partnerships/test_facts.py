"""The log of the facts, the page of facts beside perception, the eight practices."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from partnerships.models import (
    AccountRequest,
    Campaign,
    Decision,
    Lesson,
    Meeting,
    Partnership,
    PartnershipIncident,
    RatingAnswer,
    RatingSheet,
)
from partnerships.reports.facts import build_facts
from partnerships.reports.practices import build_practices
from partnerships.services.facts import (
    add_fact,
    analyse_incident,
    answer_request,
    change_fact,
    recognise_lesson,
    remove_fact,
    reuse_lesson,
    stamp,
)
from tests.conftest import World
from tests.partnerships.factories import make_partnership, party_of

TODAY = timezone.localdate


@pytest.fixture
def partnership(world: World) -> Partnership:
    return make_partnership([world.ngo, world.town_hall, world.partner], territory=world.commune, state="active")


def url(name: str, *args: Any) -> str:
    return reverse(f"partnerships:{name}", args=args)


def decide(partnership: Partnership, world: World, **fields: Any) -> Any:
    data = {"on": TODAY(), "what": "Acheter la pompe", "decided_by": [party_of(partnership, world.ngo)], **fields}
    return add_fact(kind="decisions", partnership=partnership, data=data, by=world.facilitator)


def test_a_decision_keeps_who_decided_and_why(world: World, partnership: Partnership) -> None:
    ours, theirs = party_of(partnership, world.ngo), party_of(partnership, world.partner)
    row = decide(
        partnership, world, decided_by=[ours, theirs], dissented=[theirs], reason="Le puits est à sec",
        proposed_by=theirs, against_ours=True,
    )  # fmt: skip
    assert set(row.decided_by.all()) == {ours, theirs}
    assert list(row.against_priority_of.all()) == [ours]
    assert row.proposed_by == theirs


def test_a_decision_of_tomorrow_or_of_a_stranger_is_refused(world: World, partnership: Partnership) -> None:
    with pytest.raises(Refusal, match="pas encore venu"):
        decide(partnership, world, on=TODAY() + datetime.timedelta(days=1))
    elsewhere = make_partnership([world.service, world.ngo], territory=world.commune)
    with pytest.raises(Refusal, match="parmi les parties"):
        decide(partnership, world, decided_by=[party_of(elsewhere, world.service)])
    with pytest.raises(Refusal):
        add_fact(kind="decisions", partnership=partnership, data={}, by=world.stranger)


def test_a_stale_correction_is_refused_and_history_stays(world: World, partnership: Partnership) -> None:
    row = decide(partnership, world)
    seen = stamp(row, ("consulted", "decided_by", "dissented"))
    change_fact(kind="decisions", row=row, version=seen, data={"what": "Louer la pompe"}, by=world.officer)
    with pytest.raises(Refusal, match="entre-temps"):
        change_fact(kind="decisions", row=row, version=seen, data={"what": "Prêter"}, by=world.facilitator)
    assert Decision.objects.get().what == "Louer la pompe"
    assert row.events.count() == 2


def test_only_the_writer_takes_a_line_out(world: World, partnership: Partnership) -> None:
    row = decide(partnership, world)
    with pytest.raises(Refusal, match="Seule la partie"):
        remove_fact(kind="decisions", row=row, by=world.officer)
    remove_fact(kind="decisions", row=row, by=world.facilitator)
    assert not Decision.objects.exists()


def test_requests_are_answered_by_the_party_asked(world: World, partnership: Partnership) -> None:
    data = {"on": TODAY(), "what": "Le carburant de mars", "to_party": party_of(partnership, world.town_hall)}
    row: Any = add_fact(kind="requests", partnership=partnership, data=data, by=world.representative)
    row.refresh_from_db()
    seen = stamp(row)
    with pytest.raises(Refusal, match="interrogée"):
        answer_request(request=row, answer="Voici", version=seen, by=world.facilitator)
    answer_request(request=row, answer="Voici", version=seen, by=world.officer)
    row.refresh_from_db()
    assert row.answered_on == TODAY()
    with pytest.raises(Refusal, match="gardée"):
        change_fact(kind="requests", row=row, version=stamp(row), data=data, by=world.representative)
    with pytest.raises(Refusal, match="elle reste"):
        remove_fact(kind="requests", row=row, by=world.representative)
    with pytest.raises(Refusal, match="autre partie"):
        remove_fact(kind="requests", row=row, by=world.officer)


def test_an_incident_is_looked_at_by_two_at_least(world: World, partnership: Partnership) -> None:
    data = {"on": TODAY(), "what": "La pompe est arrivée tard"}
    row: Any = add_fact(kind="incidents", partnership=partnership, data=data, by=world.representative)
    parties = [party_of(partnership, world.partner), party_of(partnership, world.ngo)]
    look = {"analysed_on": TODAY(), "analysed_by": parties[:1], "causes": "La route", "changes": "Commander tôt"}
    seen = stamp(row, ("analysed_by",))
    with pytest.raises(Refusal, match="deux parties"):
        analyse_incident(incident=row, version=seen, data=look, by=world.officer)
    analyse_incident(incident=row, version=seen, data={**look, "analysed_by": parties}, by=world.officer)
    assert PartnershipIncident.objects.get().analysed_by.count() == 2
    with pytest.raises(Refusal, match="entre-temps"):
        analyse_incident(incident=row, version=seen, data={**look, "analysed_by": parties}, by=world.officer)


def test_a_lesson_is_recognised_and_reused_by_others(world: World, partnership: Partnership) -> None:
    row: Any = add_fact(
        kind="lessons", partnership=partnership, data={"on": TODAY(), "text": "Venir le matin"}, by=world.facilitator
    )
    with pytest.raises(Refusal, match="autre de la reconnaître"):
        recognise_lesson(lesson=row, by=world.facilitator)
    recognise_lesson(lesson=row, by=world.officer)
    reuse_lesson(lesson=row, on=TODAY(), where="À l’école", by=world.officer)
    reuse_lesson(lesson=row, on=TODAY(), where="À l’école", by=world.officer)
    assert row.reuses.count() == 1
    with pytest.raises(Refusal, match="plus tard"):
        reuse_lesson(lesson=row, on=TODAY() - datetime.timedelta(days=1), where="Avant", by=world.officer)


def test_the_forms_keep_what_was_typed_and_say_what_to_do(
    world: World, partnership: Partnership, signed_in: Any
) -> None:
    client: Client = signed_in(world.facilitator)
    both = [str(party.pk) for party in partnership.parties.all()]
    sent = {"on": "2026-01-05", "what": "Acheter", "decided_by": both, "domain": "budget", "function": "maire"}
    page = client.post(url("fact_add", partnership.pk, "decisions"), sent)
    assert page.status_code == 422
    assert "laissez la fonction vide" in page.content.decode()
    assert 'value="Acheter"' in page.content.decode()
    page = client.post(url("fact_add", partnership.pk, "decisions"), {**sent, "on": "2199-01-01", "decided_by": []})
    assert page.status_code == 422
    assert "Cochez qui a décidé" in page.content.decode()
    present = {"on": "2026-01-05", "title": "Point", "invited": both[:1], "present": both[1:], "chaired_by": both[0]}
    page = client.post(url("fact_add", partnership.pk, "meetings"), present)
    assert "sans être cochée parmi les invités" in page.content.decode()
    assert "cochez-la parmi les présents" in page.content.decode()
    assert not Decision.objects.exists()
    assert not Meeting.objects.exists()


def test_a_line_goes_from_form_to_log_and_is_corrected(world: World, partnership: Partnership, signed_in: Any) -> None:
    client: Client = signed_in(world.facilitator)
    mine = str(party_of(partnership, world.ngo).pk)
    sent = {"on": "2026-01-05", "what": "Acheter la pompe", "decided_by": [mine], "domain": "budget"}
    assert client.post(url("fact_add", partnership.pk, "decisions"), sent).status_code == 302
    row = Decision.objects.get()
    log = client.get(url("fact_log", partnership.pk, "decisions")).content.decode()
    assert "Acheter la pompe" in log
    assert "Aucun motif n’est écrit." in log
    version = stamp(row, ("consulted", "decided_by", "dissented"))
    edit = url("fact_edit", partnership.pk, "decisions", row.pk)
    assert client.post(edit, {**sent, "what": "Louer", "version": version}).status_code == 302
    stale = client.post(edit, {**sent, "what": "Prêter", "version": version})
    assert stale.status_code == 422
    assert 'value="Prêter"' in stale.content.decode()
    assert Decision.objects.get().what == "Louer"
    remove = url("fact_remove", partnership.pk, "decisions", row.pk)
    assert client.get(remove).status_code == 200
    assert client.post(remove, follow=True).status_code == 200
    assert not Decision.objects.exists()


def test_requests_incidents_and_lessons_by_their_pages(world: World, partnership: Partnership, signed_in: Any) -> None:
    ours, theirs = signed_in(world.facilitator), signed_in(world.officer)
    asked = {"on": "2026-01-05", "what": "Le bilan", "to_party": str(party_of(partnership, world.town_hall).pk)}
    ours.post(url("fact_add", partnership.pk, "requests"), asked)
    request = AccountRequest.objects.get()
    answer = url("request_answer", partnership.pk, request.pk)
    assert theirs.post(answer, {"answer": " "}).status_code == 422
    seen = theirs.get(answer).context["form"]["version"].value()
    assert theirs.post(answer, {"answer": "En mars", "version": seen}).status_code == 302
    late = theirs.post(answer, {"answer": "En avril", "version": seen})
    assert late.status_code == 422
    assert "En avril" in late.content.decode()
    assert "En mars" in ours.get(url("fact_log", partnership.pk, "requests")).content.decode()
    ours.post(url("fact_add", partnership.pk, "incidents"), {"on": "2026-01-05", "what": "Panne"})
    incident = PartnershipIncident.objects.get()
    look = url("incident_look", partnership.pk, incident.pk)
    assert theirs.post(look, {"analysed_on": "2026-01-06"}).status_code == 422
    ours.post(url("fact_add", partnership.pk, "lessons"), {"on": "2026-01-05", "text": "Venir tôt"})
    lesson = Lesson.objects.get()
    theirs.post(url("lesson_recognise", partnership.pk, lesson.pk))
    assert lesson.confirmed_by.count() == 1
    theirs.post(url("lesson_reuse", partnership.pk, lesson.pk), {"on": "2026-01-07", "where": "Au marché"})
    assert "Au marché" in ours.get(url("fact_log", partnership.pk, "lessons")).content.decode()


def test_an_unknown_kind_and_a_foreign_line_are_not_found(
    world: World, partnership: Partnership, signed_in: Any
) -> None:
    client = signed_in(world.facilitator)
    assert client.get(url("fact_log", partnership.pk, "secrets")).status_code == 404
    other = make_partnership([world.ngo, world.service], territory=world.commune)
    row = decide(other, world)
    assert client.get(url("fact_edit", partnership.pk, "decisions", row.pk)).status_code == 404


@pytest.mark.parametrize("kind", ["decisions", "meetings", "requests", "incidents", "lessons"])
def test_an_empty_log_says_what_to_do_first(world: World, partnership: Partnership, signed_in: Any, kind: str) -> None:
    page = signed_in(world.representative).get(url("fact_log", partnership.pk, kind)).content.decode()
    assert url("fact_add", partnership.pk, kind) in page
    assert 'class="empty"' in page


def _rate(partnership: Partnership, levels: dict[str, int]) -> Campaign:
    campaign = Campaign.objects.create(partnership=partnership, number=1, state="closed")
    for party in partnership.parties.all():
        sheet = RatingSheet.objects.create(campaign=campaign, party=party, sent_at=timezone.now())
        for statement, level in levels.items():
            RatingAnswer.objects.create(sheet=sheet, statement=statement, level=level)
    return campaign


def test_the_rating_stands_beside_the_fact_with_its_gap(
    world: World, partnership: Partnership, signed_in: Any
) -> None:
    for reason in ("", "", "", "Le puits est à sec"):
        decide(partnership, world, reason=reason)
    _rate(partnership, {"C9.1": 4, "C9.2": 4, "C8.1": 4})
    line = next(line for line in build_facts(partnership).lines if line.number == 9)
    # felt (4 − 1) ÷ 3 = 1, fact 1 decision of 4 with a reason
    assert (line.felt, line.fact, line.gap) == (100, 25, -75)
    assert line.word == "ressenti au-dessus des faits"
    relation = next(line for line in build_facts(partnership).lines if line.number == 8)
    assert (relation.felt, relation.fact) == (100, None)
    page = signed_in(world.officer).get(url("facts", partnership.pk)).content.decode()
    assert "Sur 1 critère parmi 1" in page
    assert "Aucun désaccord n’a été ouvert." in page
    assert "Comment c’est calculé" in page


def test_the_pages_cost_the_same_for_two_and_for_twelve_lines(
    world: World, partnership: Partnership, signed_in: Any
) -> None:
    client = signed_in(world.facilitator)

    def fill(many: int) -> None:
        for _n in range(many):
            decide(partnership, world, consulted=[party_of(partnership, world.partner)])
            Lesson.objects.create(
                partnership=partnership, on=TODAY(), text="Tôt", author=party_of(partnership, world.ngo)
            )

    def cost(page: str) -> int:
        client.get(page)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(page).status_code == 200
        return len(found)

    pages = [
        url("facts", partnership.pk),
        url("practices", partnership.pk),
        url("fact_log", partnership.pk, "decisions"),
        url("fact_log", partnership.pk, "lessons"),
        url("alerts", partnership.pk),
    ]
    fill(2)
    few = [cost(page) for page in pages]
    fill(10)
    assert [cost(page) for page in pages] == few


def test_the_eight_practices_have_a_rule_and_a_figure_or_a_reason(
    world: World, partnership: Partnership, signed_in: Any
) -> None:
    page = build_practices(partnership)
    assert [practice.number for practice in page.practices] == list(range(1, 9))
    # Nobody has written its identity: 0 % is known, the seven others are not.
    assert page.practices[0].figure == "0\N{NO-BREAK SPACE}%"
    assert all(practice.missing and not practice.figure for practice in page.practices[1:])
    decide(partnership, world)
    decide(partnership, world, decided_by=[party_of(partnership, world.partner)])
    # ½, ½, 0 → ln 2 ÷ ln 3
    assert build_practices(partnership).practices[3].figure == "63\N{NO-BREAK SPACE}%"
    assert "Respect des engagements" in signed_in(world.officer).get(url("practices", partnership.pk)).content.decode()


def test_a_published_partnership_shows_its_facts_to_nobody_else(
    world: World, partnership: Partnership, signed_in: Any
) -> None:
    Partnership.objects.filter(pk=partnership.pk).update(published_at=timezone.now())
    assert signed_in(world.observer).get(url("facts", partnership.pk)).status_code == 403
    assert signed_in(world.stranger).get(url("facts", partnership.pk)).status_code == 404
