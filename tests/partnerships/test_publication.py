"""What others read of a partnership: proposed by the coordinator, agreed by all, taken back by any."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.errors import Refusal
from partnerships.enums import State
from partnerships.models import Campaign, Partnership, Party, Publication, RiskShare, SharedResult
from partnerships.reports.publication import who_sees
from partnerships.reports.tasks import task_of
from partnerships.services.parties import leave
from partnerships.services.publication import answer_publication, propose_publication, withdraw_publication
from partnerships.services.signing import sign, text_in_force
from tests.conftest import World
from tests.partnerships.agreements import at, people, ready, writing
from tests.partnerships.factories import party_of


def address(name: str, partnership: Partnership) -> str:
    return reverse(f"partnerships:{name}", args=[partnership.pk])


def propose(partnership: Partnership, by: User, **fields: Any) -> Publication:
    values = {"text": False, "results": True, "shares": False, "sentence": "", "version": 0, **fields}
    return propose_publication(partnership=partnership, by=by, **values)


def publish(partnership: Partnership, world: World, **fields: Any) -> Publication:
    row = propose(partnership, world.administrator, **fields)
    for person in people(world)[1:]:
        row = answer_publication(partnership=partnership, number=row.number, agrees=True, by=person)
    return row


@pytest.fixture
def running(world: World) -> Partnership:
    partnership = writing(world)
    Party.objects.filter(partnership=partnership).update(accepted_at=timezone.now())
    SharedResult.objects.create(partnership=partnership, text="De l’eau pour trois villages", indicator="jours d’eau")
    return at(partnership, State.ACTIVE)


@pytest.fixture
def signed(world: World) -> Partnership:
    partnership = ready(world)
    for person in people(world):
        sign(
            partnership=partnership, sha256=text_in_force(partnership), function="présidente",
            signed_on=timezone.localdate(), by=person,
        )  # fmt: skip
    return Partnership.objects.get(pk=partnership.pk)


def test_shown_once_the_last_party_agrees(world: World, running: Partnership) -> None:
    row = propose(running, world.administrator)
    running.refresh_from_db()
    assert running.published_at is None
    answer_publication(partnership=running, number=row.number, agrees=True, by=world.officer)
    assert Publication.objects.get().published_at is None
    answer_publication(partnership=running, number=row.number, agrees=True, by=world.representative)
    running.refresh_from_db()
    row.refresh_from_db()
    assert running.published_at == row.published_at is not None


def test_a_no_says_why_and_can_become_a_yes(world: World, running: Partnership) -> None:
    row = propose(running, world.administrator)
    answer_publication(partnership=running, number=row.number, agrees=True, by=world.officer)
    with pytest.raises(Refusal, match="ce qui vous arrête|Écrivez"):
        answer_publication(partnership=running, number=row.number, agrees=False, sentence=" ", by=world.representative)
    answer_publication(
        partnership=running, number=row.number, agrees=False, sentence="Trop tôt", by=world.representative
    )
    running.refresh_from_db()
    assert running.published_at is None
    answer_publication(partnership=running, number=row.number, agrees=True, by=world.representative)
    running.refresh_from_db()
    assert running.published_at is not None


def test_only_the_coordinator_proposes_and_only_a_party_answers(world: World, running: Partnership) -> None:
    with pytest.raises(Refusal, match="coordinat"):
        propose(running, world.officer)
    row = propose(running, world.administrator)
    for stranger in (world.stranger, world.observer):
        with pytest.raises(Refusal):
            answer_publication(partnership=running, number=row.number, agrees=True, by=stranger)
        with pytest.raises(Refusal):
            withdraw_publication(partnership=running, number=row.number, reason="Non", by=stranger)


@pytest.mark.parametrize("state", [State.DRAFT, State.COWRITING, State.TO_SIGN, State.ABANDONED])
def test_nothing_before_the_signature(world: World, running: Partnership, state: State) -> None:
    with pytest.raises(Refusal, match="signée"):
        propose(at(running, state), world.administrator)


def test_the_text_needs_to_be_signed_by_all(world: World, running: Partnership) -> None:
    with pytest.raises(Refusal, match="sign"):
        propose(running, world.administrator, text=True)
    with pytest.raises(Refusal, match="Cochez"):
        propose(running, world.administrator, results=False)


def test_stale_numbers_are_refused(world: World, running: Partnership) -> None:
    first = propose(running, world.administrator)
    with pytest.raises(Refusal, match="entre-temps"):
        propose(running, world.administrator, version=0)
    second = propose(running, world.administrator, version=1, shares=True)
    first.refresh_from_db()
    assert (first.ended_at is not None, second.number) == (True, 2)
    with pytest.raises(Refusal):
        answer_publication(partnership=running, number=1, agrees=True, by=world.officer)
    with pytest.raises(Refusal):
        withdraw_publication(partnership=running, number=2, reason="Non", by=world.officer)


def test_the_earlier_publication_stands_while_a_new_one_waits(world: World, running: Partnership) -> None:
    publish(running, world)
    second = propose(running, world.administrator, version=1, shares=True)
    running.refresh_from_db()
    assert running.published_at is not None
    for person in people(world)[1:]:
        answer_publication(partnership=running, number=second.number, agrees=True, by=person)
    rows = list(Publication.objects.order_by("number"))
    assert [row.ended_at is None for row in rows] == [False, True]


def test_any_party_takes_it_back_with_a_reason(world: World, running: Partnership) -> None:
    row = publish(running, world)
    with pytest.raises(Refusal, match="pourquoi"):
        withdraw_publication(partnership=running, number=row.number, reason="  ", by=world.representative)
    withdraw_publication(partnership=running, number=row.number, reason="Une erreur de chiffre", by=world.officer)
    running.refresh_from_db()
    row.refresh_from_db()
    assert running.published_at is None
    assert (row.reason, row.ended_by) == ("Une erreur de chiffre", party_of(running, world.town_hall))
    assert not Partnership.objects.visible_to(world.observer).exists()


def test_it_can_be_taken_back_once_all_is_over(world: World, running: Partnership) -> None:
    row = publish(running, world)
    withdraw_publication(partnership=at(running, State.CLOSED), number=row.number, reason="Fini", by=world.officer)
    running.refresh_from_db()
    assert running.published_at is None


def test_who_left_is_not_awaited(world: World, running: Partnership) -> None:
    row = propose(running, world.administrator)
    leave(partnership=running, reason="Nous partons", by=world.representative)
    answer_publication(partnership=running, number=row.number, agrees=True, by=world.officer)
    running.refresh_from_db()
    assert running.published_at is not None


def test_what_each_role_reads(world: World, running: Partnership, client: Any) -> None:
    publish(running, world)
    page = running.get_absolute_url()
    for user, status in (
        (world.observer, 200), (world.facilitator, 200), (world.officer, 200), (world.representative, 200),
        (world.stranger, 404),
    ):  # fmt: skip
        client.force_login(user)
        assert client.get(page).status_code == status, user
    client.force_login(world.observer)
    text = client.get(page).content.decode()
    assert "De l’eau pour trois villages" in text
    assert "Ce que les autres lisent" not in text
    assert client.get(address("publication", running)).status_code == 403
    assert client.get(address("agreement", running)).status_code == 403
    assert client.post(address("publication_answer", running), {"agrees": "yes", "version": 1}).status_code == 403
    assert client.post(address("publication_withdraw", running), {"reason": "x", "version": 1}).status_code == 403


def test_an_observer_meets_nothing_before(world: World, running: Partnership, client: Any) -> None:
    propose(running, world.administrator)
    client.force_login(world.observer)
    for name in ("partnership_detail", "publication", "publication_propose", "publication_withdraw"):
        assert client.get(address(name, running)).status_code == 404, name


def test_only_what_was_agreed_is_shown(world: World, signed: Partnership, client: Any) -> None:
    """The agreement when it is part of it; never the budgets, never a rating that no one agreed to publish."""
    Party.objects.filter(partnership=signed).update(annual_budget=777123)
    Campaign.objects.filter(partnership=signed).update(title="Note gardée entre nous")
    row = publish(signed, world, text=True, results=False)
    client.force_login(world.observer)
    text = client.get(signed.get_absolute_url()).content.decode()
    assert "De l’eau partout" in text
    assert "777" not in text
    assert "Note gardée entre nous" not in text
    assert 'id="shown-results"' not in text
    Campaign.objects.filter(partnership=signed).update(published_at=timezone.now())
    assert "Note gardée entre nous" in client.get(signed.get_absolute_url()).content.decode()
    withdraw_publication(partnership=signed, number=row.number, reason="Non", by=world.officer)
    assert client.get(signed.get_absolute_url()).status_code == 404


def test_who_reads_it_in_one_line(world: World, running: Partnership, client: Any) -> None:
    client.force_login(world.officer)
    assert "Lu par les parties seulement" in client.get(running.get_absolute_url()).content.decode()
    publish(running, world)
    running.refresh_from_db()
    assert str(running.territory) in who_sees(running)
    assert "Depuis le" in client.get(running.get_absolute_url()).content.decode()


def test_in_the_browser_from_proposal_to_withdrawal(world: World, running: Partnership, client: Any) -> None:
    client.force_login(world.administrator)
    assert "Proposer" in client.get(address("publication", running)).content.decode()
    empty = client.post(address("publication_propose", running), {"sentence": "Pour rendre compte", "version": 0})
    assert (empty.status_code, "Pour rendre compte" in empty.content.decode()) == (422, True)
    done = client.post(address("publication_propose", running), {"results": "on", "sentence": "", "version": 0})
    assert done.status_code == 302
    stale = client.post(address("publication_propose", running), {"results": "on", "sentence": "Encore", "version": 0})
    assert (stale.status_code, "Encore" in stale.content.decode()) == (422, True)
    client.force_login(world.officer)
    task = task_of(running, party_of(running, world.town_hall))
    assert task is not None
    assert task.url == address("publication", running)
    silent = client.post(address("publication_answer", running), {"agrees": "no", "sentence": "", "version": 1})
    assert silent.status_code == 422
    old = client.post(address("publication_answer", running), {"agrees": "no", "sentence": "Pas prêts", "version": 7})
    assert (old.status_code, "Pas prêts" in old.content.decode()) == (422, True)
    assert client.post(address("publication_answer", running), {"agrees": "yes", "version": 1}).status_code == 302
    client.force_login(world.representative)
    client.post(address("publication_answer", running), {"agrees": "yes", "version": 1})
    assert "Montré aujourd’hui" in client.get(address("publication", running)).content.decode()
    kept = client.post(address("publication_withdraw", running), {"reason": "Trop tôt pour nous", "version": 9})
    assert (kept.status_code, "Trop tôt pour nous" in kept.content.decode()) == (422, True)
    client.post(address("publication_withdraw", running), {"reason": "Trop tôt pour nous", "version": 1})
    assert "Trop tôt pour nous" in client.get(address("publication", running)).content.decode()


def test_no_query_per_row(world: World, running: Partnership, client: Any) -> None:
    publish(running, world, shares=True)

    def queries(name: str, user: User) -> int:
        client.force_login(user)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address(name, running)).status_code == 200
        return len(seen)

    def more(times: int) -> None:
        for n in range(times):
            SharedResult.objects.create(partnership=running, text=f"Résultat {n}")
            risk = running.risks.create(label=f"Risque {n}", probability=2, severity=2)
            for party in running.parties.all():
                RiskShare.objects.create(risk=risk, party=party, percent=33)

    more(2)
    few = queries("publication", world.officer), queries("partnership_detail", world.observer)
    more(10)
    assert (queries("publication", world.officer), queries("partnership_detail", world.observer)) == few
