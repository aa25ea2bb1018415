"""Contributions: answered with a reason, grouped, published; the public page, the poster, the reminder sent once."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from concertation.enums import EditionState
from concertation.models import Contribution, Edition, Reminder
from concertation.reports.said import count, poster_said
from concertation.services.contributions import add_contribution, group_contributions, publish_answers, set_hidden
from concertation.services.editions import publish_device
from concertation.tasks import remind_late_answers
from core.errors import Refusal
from tests.concertation.factories import make_edition
from tests.conftest import World


@pytest.fixture
def edition(world: World) -> Edition:
    return make_edition(world.town_hall, territory=world.commune, companions=[world.ngo])


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _url(name: str, row: Any) -> str:
    return reverse(f"concertation:{name}", args=[row.pk])


def _html(response: Any) -> str:
    return response.content.decode()


def _say(edition: Edition, world: World, text: str, **fields: Any) -> Contribution:
    return add_contribution(edition=edition, by=world.officer, text=text, **fields)


ANSWER = {"outcome": "kept", "reason": "Votée au budget."}


def _filled(row: Contribution, **more: str) -> dict[str, str]:
    return {"version": str(row.version), "text": row.text, "count": str(row.count), **more}


def test_a_contribution_is_added_from_the_page(edition: Edition, officer: Client) -> None:
    assert (
        officer.post(_url("contribution_create", edition), {"text": "Une passerelle", "count": "3"}).status_code == 302
    )
    row = Contribution.objects.get()
    assert (row.number, row.count, row.is_hidden) == (1, 3, False)
    assert "Une passerelle" in _html(officer.get(_url("contributions", edition)))


def test_bad_input_keeps_what_was_typed(edition: Edition, officer: Client) -> None:
    page = officer.post(_url("contribution_create", edition), {"text": "Une passerelle", "count": "0"})
    assert page.status_code == 422
    assert "Une passerelle" in _html(page)
    assert not Contribution.objects.exists()


def test_a_refusal_needs_its_kind(edition: Edition, world: World, officer: Client) -> None:
    row = _say(edition, world, "Une passerelle")
    page = officer.post(_url("contribution_follow", row), _filled(row, outcome="not_kept", reason="Trop cher"))
    assert page.status_code == 422
    done = officer.post(
        _url("contribution_follow", row), _filled(row, outcome="not_kept", reason="Trop cher", refusal="cost")
    )
    assert done.status_code == 302
    row.refresh_from_db()
    assert (row.outcome, row.refusal, row.answered_on) == ("not_kept", "cost", None)


def test_a_stale_form_is_refused_and_keeps_its_words(edition: Edition, world: World, officer: Client) -> None:
    row = _say(edition, world, "Une passerelle")
    officer.post(_url("contribution_follow", row), _filled(row, **ANSWER))
    late = officer.post(_url("contribution_follow", row), _filled(row, outcome="partly", reason="Un autre motif"))
    assert late.status_code == 422
    assert "Un autre motif" in _html(late)
    row.refresh_from_db()
    assert row.outcome == "kept"


def test_only_written_answers_are_published(edition: Edition, world: World, officer: Client) -> None:
    whole = _say(edition, world, "Une passerelle", **ANSWER)
    _say(edition, world, "Un banc", outcome="studied", reason="On regarde")
    _say(edition, world, "Un arbre", outcome="kept")
    _say(edition, world, "Mme X ment", is_hidden=True, **ANSWER)
    assert publish_answers(edition=edition, by=world.officer) == 1
    assert Contribution.objects.get(answered_on__isnull=False) == whole
    with pytest.raises(Refusal):
        publish_answers(edition=edition, by=world.officer)
    row = Contribution.objects.get(pk=whole.pk)
    emptied = officer.post(_url("contribution_follow", row), _filled(row, outcome="kept", reason=""))
    assert emptied.status_code == 422


def test_counts_by_hand(edition: Edition, world: World) -> None:
    _say(edition, world, "Une passerelle", count=4, **ANSWER)
    publish_answers(edition=edition, by=world.officer)
    _say(edition, world, "Un banc", count=2, **ANSWER)
    _say(edition, world, "Un arbre")
    _say(edition, world, "Mme X ment", is_hidden=True)
    found = count(edition)
    assert (found.all, found.published, found.ready, found.waiting, found.aside) == (4, 1, 1, 1, 1)
    assert found.voices == 7


def test_grouping_adds_the_counts(edition: Edition, world: World, officer: Client) -> None:
    rows = [_say(edition, world, f"Passerelle {n}", count=n) for n in (1, 2, 3)]
    with pytest.raises(Refusal):
        group_contributions(edition=edition, chosen=[rows[0].pk], by=world.officer)
    officer.post(_url("contributions_group", edition), {"chosen": [str(rows[0].pk), str(rows[2].pk)]})
    assert list(edition.contributions.values_list("number", "count")) == [(1, 4), (2, 2)]


def test_commitments_are_written_and_taken_off(edition: Edition, officer: Client) -> None:
    url = _url("commitments", edition)
    bad = officer.post(url, {"version": "1", "new0-due_on": "2026-12-01"})
    assert bad.status_code == 422
    officer.post(url, {"version": "1", "new0-text": "Ouvrir le square", "new0-due_on": "2026-12-01"})
    row = edition.commitments.get()
    assert row.due_on == datetime.date(2026, 12, 1)
    assert officer.post(url, {"version": "1", f"{row.pk}-remove": "on"}).status_code == 422
    officer.post(url, {"version": "2", f"{row.pk}-remove": "on"})
    assert not edition.commitments.exists()


def _open(edition: Edition, world: World, client: Client) -> Any:
    client.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(_url("public_page", edition), {"shown": "yes"}, follow=True)


def test_the_public_page_opens_after_the_device_and_shows_published_answers_only(
    edition: Edition, world: World, client: Client
) -> None:
    _say(edition, world, "Une passerelle", **ANSWER)
    publish_answers(edition=edition, by=world.officer)
    _say(edition, world, "Un banc")
    aside = _say(edition, world, "Texte sur une personne", **ANSWER)
    set_hidden(contribution=aside, hidden=True, by=world.officer)
    url = reverse("voices:device", args=[edition.device_id])
    _open(edition, world, client)
    assert client.get(url).status_code == 404
    publish_device(device=edition.device, shown=True, by=world.officer)
    _open(edition, world, client)
    client.logout()
    page = _html(client.get(url))
    assert "Une passerelle" in page
    assert "Votée au budget." in page
    assert "Un banc" not in page
    assert "Texte sur une personne" not in page
    assert 'dir="rtl"' in _html(client.get(url + "?lang=ar"))


def test_those_who_accompany_do_not_publish(edition: Edition, world: World, client: Client) -> None:
    _say(edition, world, "Une passerelle", **ANSWER)
    client.force_login(world.facilitator, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(_url("contributions_publish", edition)).status_code == 403
    assert Contribution.objects.get().answered_on is None


def test_the_poster_is_one_page(edition: Edition, world: World, officer: Client) -> None:
    from concertation.reports.saidkinds import POSTER

    for n in range(12):
        _say(edition, world, f"Une proposition numéro {n} assez longue pour deux lignes", count=n + 1, **ANSWER)
    publish_answers(edition=edition, by=world.officer)
    edition.refresh_from_db()
    page = poster_said(edition)
    assert (len(page.editions[0].lines), page.more) == (8, 4)
    assert page.editions[0].lines[0].voices == 12
    done = POSTER.render(page, "fr", lambda percent: None)
    assert done.content.startswith(b"%PDF")
    assert done.pages == 1
    assert officer.post(_url("said_poster", edition)).status_code == 302


@pytest.fixture
def late(edition: Edition, world: World) -> Edition:
    edition.ends_on = timezone.localdate() - datetime.timedelta(days=40)
    edition.promised_answer_days = 30
    edition.save()
    _say(edition, world, "Une passerelle")
    return edition


def test_a_late_answer_is_said_once_by_mail_and_on_the_page_of_the_day(late: Edition, officer: Client) -> None:
    assert remind_late_answers() == 1
    assert remind_late_answers() == 0
    assert Reminder.objects.get().due_on == timezone.localdate() - datetime.timedelta(days=10)
    (letter,) = mail.outbox
    assert set(letter.bcc) == {"officer@example.org", "facilitator@example.org", "administrator@example.org"}
    assert _url("contributions", late) in letter.body
    assert _url("contributions", late) in _html(officer.get(reverse("home")))


def test_nothing_is_late_before_the_day_nor_once_answered(late: Edition, world: World) -> None:
    late.promised_answer_days = 40
    late.save()
    assert remind_late_answers() == 0
    late.promised_answer_days = 30
    late.save()
    late.contributions.update(**ANSWER)
    publish_answers(edition=late, by=world.officer)
    assert remind_late_answers() == 0
    late.promised_answer_days = None
    late.save()
    _say(late, world, "Un banc")
    assert remind_late_answers() == 0


def test_a_closed_edition_waits_for_no_answer(late: Edition, officer: Client) -> None:
    late.state = EditionState.CLOSED
    late.save()
    assert remind_late_answers() == 0
    assert _url("contributions", late) not in _html(officer.get(reverse("home")))


def test_the_list_asks_the_same_number_of_queries(edition: Edition, world: World, officer: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            officer.get(_url("contributions", edition))
        return len(seen)

    for n in range(2):
        _say(edition, world, f"Idée {n}", **ANSWER)
    few = queries()
    for n in range(10):
        _say(edition, world, f"Autre idée {n}", **ANSWER)
    assert queries() == few
