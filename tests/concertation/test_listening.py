"""Open answers counted by hand, turns of speech and the light grid with the agreement of observers."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from concertation.models import Code, Edition, Observation, OpenAnswer, Sitting
from concertation.reports.listening import build_listened, build_observed
from concertation.services.coding import read_answer
from concertation.services.surveys import Given, open_survey, take_sheet
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


@pytest.fixture
def sitting(edition: Edition) -> Sitting:
    return Sitting.objects.create(edition=edition, held_on=timezone.localdate())


@pytest.fixture
def answers(edition: Edition, world: World) -> list[OpenAnswer]:
    survey = open_survey(edition=edition, audience="participants", moment="during", closes_on=None, by=world.officer)
    for text in ("Trop tard le soir", "Pas de bus", "Le soir et sans bus"):
        take_sheet(survey=survey, given=Given({}, {"hindered": text}), key=uuid4())
    return list(OpenAnswer.objects.order_by("text"))


def _html(response: Any) -> str:
    return response.content.decode()


def test_words_are_added_while_reading_and_counted(
    edition: Edition, answers: list[OpenAnswer], officer: Client
) -> None:
    both, bus, late = answers
    url = lambda row: reverse("concertation:answer_read", args=[row.pk])  # noqa: E731
    officer.post(url(late), {"label": "Horaires", "kind": "obstacle"})
    hours = Code.objects.get()
    officer.post(url(bus), {"label": "Transport", "kind": "obstacle"})
    officer.post(
        url(both), {"codes": [str(code.pk) for code in Code.objects.all()], "label": "horaires", "kind": "obstacle"}
    )
    page = build_listened(edition)
    assert {(line.code.label, line.times) for line in page.obstacles} >= {("Transport", 2)}
    assert hours.answers.count() == 2
    assert (page.unread, page.read) == (0, 3)


def test_an_answer_set_aside_is_not_counted(edition: Edition, answers: list[OpenAnswer], world: World) -> None:
    code = Code.objects.create(device=edition.device, kind="obstacle", label="Horaires")
    read_answer(answer=answers[0], codes=[code], hidden=True, by=world.officer)
    page = build_listened(edition)
    assert page.obstacles[0].times == 0
    assert page.aside == 1


def test_words_of_another_device_are_refused(edition: Edition, answers: list[OpenAnswer], world: World) -> None:
    other = make_edition(world.town_hall, territory=world.commune)
    code = Code.objects.create(device=other.device, kind="obstacle", label="Horaires")
    with pytest.raises(Refusal):
        read_answer(answer=answers[0], codes=[code], by=world.officer)


def test_a_name_in_a_word_is_stopped_and_kept_on_the_page(answers: list[OpenAnswer], officer: Client) -> None:
    url = reverse("concertation:answer_read", args=[answers[0].pk])
    page = officer.post(url, {"label": "Mme Alaoui", "kind": "obstacle"})
    assert page.status_code == 422
    assert "Mme Alaoui" in _html(page)
    assert not Code.objects.exists()


def test_the_list_asks_the_same_number_of_queries(edition: Edition, world: World, officer: Client) -> None:
    survey = open_survey(edition=edition, audience="participants", moment="during", closes_on=None, by=world.officer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            officer.get(reverse("concertation:coding", args=[edition.pk]))
        return len(seen)

    for n in range(2):
        take_sheet(survey=survey, given=Given({}, {"change": f"Idée {n}"}), key=uuid4())
    few = queries()
    for n in range(10):
        take_sheet(survey=survey, given=Given({}, {"change": f"Autre {n}"}), key=uuid4())
    assert queries() == few


def test_turns_are_noted_by_number_and_summed(sitting: Sitting, officer: Client) -> None:
    url = reverse("concertation:sitting_speech", args=[sitting.pk])
    done = officer.post(url, {"version": "1", "1-turns": "5", "2-turns": "0", "3-turns": "2", "3-seconds": "90"})
    assert done.status_code == 302
    sitting.refresh_from_db()
    assert sitting.turns == 7
    assert list(sitting.speeches.values_list("speaker", "turns", "seconds")) == [
        (1, 5, None),
        (2, 0, None),
        (3, 2, 90),
    ]
    assert officer.post(url, {"version": "1", "1-turns": "9"}).status_code == 422
    wrong = officer.post(url, {"version": "2", "1-turns": "beaucoup"})
    assert wrong.status_code == 422
    assert "beaucoup" in _html(wrong)


def test_a_line_of_the_grid_is_whole_or_empty(sitting: Sitting, officer: Client) -> None:
    url = reverse("concertation:sitting_grid", args=[sitting.pk, 1])
    assert officer.post(url, {"version": "1", "1-justification": "2"}).status_code == 422
    sent = {"version": "1", "1-justification": "2", "1-respectful": "1", "1-replies": "on", "1-theme": "eau"}
    assert officer.post(url, sent).status_code == 302
    row = Observation.objects.get()
    assert (row.observer, row.speech, row.justification, row.respectful, row.replies) == (1, 1, 2, True, True)


def test_agreement_of_two_observers_by_hand(edition: Edition, sitting: Sitting, officer: Client) -> None:
    """Ten speeches; both yes 4, both no 2, they differ 4. Same 0.6; by chance 0.6² + 0.4² = 0.52; κ = 0.08 ÷ 0.48."""
    one = [True] * 4 + [True] * 2 + [False] * 2 + [False] * 2
    other = [True] * 4 + [False] * 2 + [True] * 2 + [False] * 2
    for observer, seen in ((1, one), (2, other)):
        for speech, replies in enumerate(seen, 1):
            Observation.objects.create(
                sitting=sitting, observer=observer, speech=speech, justification=1, respectful=True, replies=replies
            )
    page = build_observed(edition)
    found = next(each for each in page.agreements if each.item == "I18")
    assert (found.pairs, found.alike, round(found.kappa or 0, 4)) == (10, Decimal("0.6"), Decimal("0.1667"))
    assert page.redo
    assert "κ" in _html(officer.get(reverse("concertation:observation", args=[edition.pk])))


def test_empty_pages_say_what_to_do(edition: Edition, officer: Client) -> None:
    assert officer.get(reverse("concertation:observation", args=[edition.pk])).status_code == 200
    assert officer.get(reverse("concertation:coding", args=[edition.pk])).status_code == 200
