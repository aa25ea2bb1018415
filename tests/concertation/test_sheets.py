"""The facts of an edition: sheets saved whole, the short diagnosis resumed, bad input kept."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from concertation.forms.tables import ClassesForm
from concertation.models import (
    CensusClass,
    ChannelCount,
    ClassCount,
    DueDocument,
    Edition,
    GivenValue,
    LocalProfile,
    Sitting,
    SpeechCount,
)
from concertation.services.editions import close_edition
from concertation.services.sheets import answer_figures, save_answers, save_sittings
from concertation.services.wizard import DONE, STEPS, UNKNOWN, mark_step, next_step, steps_of
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


def _sheet(edition: Edition, slug: str) -> str:
    return reverse("concertation:edition_sheet", args=[edition.pk, slug])


def _step(edition: Edition, step: str) -> str:
    return reverse("concertation:wizard_step", args=[edition.pk, step])


def _html(response: Any) -> str:
    return response.content.decode()


def test_what_is_left_empty_stays_unknown(edition: Edition, officer: Client) -> None:
    officer.post(_sheet(edition, "people"), {"version": 1, "participants": "118", "returning": "0"})
    edition.refresh_from_db()
    assert (edition.participants, edition.returning, edition.never_before) == (118, 0, None)
    assert not LocalProfile.objects.exists()


def test_inhabitants_go_to_the_profile_of_the_commune(edition: Edition, officer: Client) -> None:
    officer.post(_sheet(edition, "people"), {"version": 1, "population": "4200"})
    assert edition.device.territory.local_profile.population == 4200
    officer.post(_sheet(edition, "people"), {"version": 2, "population": "4300"})
    profile = LocalProfile.objects.get()
    assert (profile.population, profile.version) == (4300, 2)


def test_more_people_back_than_came_is_refused_and_kept(edition: Edition, officer: Client) -> None:
    answer = officer.post(_sheet(edition, "people"), {"version": 1, "participants": "20", "returning": "35"})
    assert answer.status_code == 422
    assert 'value="35"' in _html(answer)
    edition.refresh_from_db()
    assert edition.participants is None


def test_a_word_for_a_number_gets_a_sentence(edition: Edition, officer: Client) -> None:
    answer = officer.post(_sheet(edition, "people"), {"version": 1, "participants": "une trentaine"})
    assert answer.status_code == 422
    assert 'value="une trentaine"' in _html(answer)


def test_a_stale_sheet_is_refused_and_keeps_what_was_typed(edition: Edition, officer: Client) -> None:
    officer.post(_sheet(edition, "people"), {"version": 1, "participants": "50"})
    answer = officer.post(_sheet(edition, "people"), {"version": 1, "participants": "60"})
    assert answer.status_code == 422
    assert 'value="60"' in _html(answer)
    assert 'name="version" value="2"' in _html(answer)
    edition.refresh_from_db()
    assert edition.participants == 50
    assert officer.post(_sheet(edition, "people"), {"version": 2, "participants": "60"}).status_code == 302


def test_a_closed_edition_refuses_and_keeps_what_was_typed(world: World, edition: Edition, officer: Client) -> None:
    close_edition(edition=edition, closed=True, by=world.officer)
    answer = officer.post(_sheet(edition, "people"), {"version": 2, "participants": "60"})
    assert answer.status_code == 422
    assert 'value="60"' in _html(answer)


def test_the_promise_is_kept_with_the_device(edition: Edition, officer: Client) -> None:
    data = {
        "version": 1, "device_version": 1, "promised_level": "3", "promise": "Nous déciderons avec vous.",
        "observed_level": "2", "promised_answer_days": "60", "evaluation_question": "Pourquoi vient-on moins ?",
    }  # fmt: skip
    assert officer.post(_sheet(edition, "promise"), data).status_code == 302
    edition.refresh_from_db()
    edition.device.refresh_from_db()
    assert (edition.device.promised_level, edition.observed_level, edition.promised_answer_days) == (3, 2, 60)
    stale = officer.post(_sheet(edition, "promise"), {**data, "version": 2, "promised_level": "5"})
    assert stale.status_code == 422


def test_sittings_are_added_corrected_and_removed(edition: Edition, officer: Client) -> None:
    url = _sheet(edition, "sittings")
    new = {"new0-held_on": "2026-03-10", "new0-registered": "40", "new0-present": "0"}
    assert officer.post(url, {"version": 1, **new}).status_code == 302
    sitting = edition.sittings.get()
    assert (sitting.registered, sitting.present, sitting.women_present) == (40, 0, None)
    change = {f"{sitting.pk}-held_on": "2026-03-10", f"{sitting.pk}-present": "31"}
    assert officer.post(url, {"version": 2, **change}).status_code == 302
    sitting.refresh_from_db()
    assert (sitting.present, sitting.registered, sitting.version) == (31, None, 2)
    gone = {f"{sitting.pk}-held_on": "2026-03-10", f"{sitting.pk}-remove": "on"}
    assert officer.post(url, {"version": 3, **gone}).status_code == 302
    assert not edition.sittings.exists()


def test_a_sitting_without_a_day_is_named(edition: Edition, officer: Client) -> None:
    answer = officer.post(_sheet(edition, "sittings"), {"version": 1, "new0-present": "12"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["new0-held_on"]
    assert 'value="12"' in _html(answer)


def test_a_sitting_that_was_observed_is_not_removed(world: World, edition: Edition) -> None:
    sitting = Sitting.objects.create(edition=edition, held_on=date(2026, 3, 10))
    SpeechCount.objects.create(sitting=sitting, speaker=1, turns=3)
    with pytest.raises(Refusal, match="10 mars 2026"):
        save_sittings(edition=edition, version=1, by=world.officer, rows=[(sitting, None)])
    assert Sitting.objects.filter(pk=sitting.pk).exists()


def test_documents_owed_keep_their_days(edition: Edition, officer: Client) -> None:
    url = _sheet(edition, "documents")
    data = {"minutes-due": "on", "minutes-due_on": "2026-04-01", "summary-published_on": "2026-05-01"}
    assert officer.post(url, {"version": 1, **data}).status_code == 302
    owed = {row.kind: row for row in DueDocument.objects.filter(edition=edition)}
    assert set(owed) == {"minutes", "summary"}
    assert owed["minutes"].published_on is None
    officer.post(url, {"version": 2, "minutes-due_on": "2026-04-01"})
    assert not DueDocument.objects.filter(edition=edition).exists()


def test_a_channel_without_a_name_or_twice_is_refused(edition: Edition, officer: Client) -> None:
    url = _sheet(edition, "channels")
    nameless = officer.post(url, {"version": 1, "new0-audience": "all", "new0-reached": "300"})
    assert "new0-channel" in nameless.context["form"].errors
    twice = {
        "new0-channel": "poster", "new0-audience": "all", "new0-reached": "300",
        "new1-channel": "poster", "new1-audience": "all", "new1-reached": "200",
    }  # fmt: skip
    assert "new1-channel" in officer.post(url, {"version": 1, **twice}).context["form"].errors
    twice["new1-audience"] = "youth"
    assert officer.post(url, {"version": 1, **twice}).status_code == 302
    assert ChannelCount.objects.filter(edition=edition).count() == 2


def test_a_given_figure_needs_its_source_and_is_kept_as_a_share(edition: Edition, officer: Client) -> None:
    url = _sheet(edition, "given")
    data = {"new0-code": "I22", "new0-value": "62,5", "new0-n": "80"}
    refused = officer.post(url, {"version": 1, **data})
    assert {"new0-source", "new0-on"} <= set(refused.context["form"].errors)
    data |= {"new0-source": "Bilan 2025", "new0-on": "2025-12-31"}
    assert officer.post(url, {"version": 1, **data}).status_code == 302
    assert GivenValue.objects.get(edition=edition).value == Decimal("0.625")
    again = officer.get(url)
    assert 'value="62,5"' in _html(again)
    over = officer.post(url, {"version": 2, **data, "new0-value": "140"})
    assert "new0-value" in over.context["form"].errors


def test_classes_propose_women_men_and_ages_then_the_census(edition: Edition) -> None:
    heads = [row.head for row in ClassesForm(edition=edition, short=True).row_list]
    assert len(heads) == 7
    CensusClass.objects.create(territory=edition.device.territory, dimension="district", label="Amont", people=900)
    full = ClassesForm(edition=edition)
    assert ("district", "Amont") in full.labels.values()


def test_classes_are_kept_beside_the_census(edition: Edition, officer: Client) -> None:
    form = ClassesForm(edition=edition)
    keys = {label: key for key, (dimension, label) in form.labels.items() if dimension == "sex"}
    women, men, unknown = list(keys.values())
    data = {f"{women}-people": "0", f"{women}-census": "2100", f"{men}-people": "31", f"{unknown}-people": "4"}
    assert officer.post(_sheet(edition, "classes"), {"version": 1, **data}).status_code == 302
    counts = dict(ClassCount.objects.filter(edition=edition).values_list("label", "people"))
    assert sorted(counts.values()) == [0, 4, 31]
    assert counts[""] == 4
    assert CensusClass.objects.get().people == 2100


def test_classes_count_no_more_people_than_took_part(edition: Edition, officer: Client) -> None:
    Edition.objects.filter(pk=edition.pk).update(participants=30)
    data = {"version": 1, "sex0-people": "20", "sex1-people": "15"}
    answer = officer.post(_sheet(edition, "classes"), data)
    assert answer.status_code == 422
    assert not ClassCount.objects.exists()


def test_answer_figures_by_hand() -> None:
    """40 received, 30 answered, 20 studied: 5 taken up and 4 in part, 8 linked; 75 days."""
    counts = {"answered": 30, "studied": 20, "kept": 5, "partly": 4, "linked": 8, "days": 75}
    assert answer_figures(40, counts) == {
        "I22": (Decimal("0.7500"), 40),
        "I23": (Decimal("0.3500"), 20),
        "I24": (Decimal("0.4000"), 20),
        "I26": (Decimal(75), 30),
    }


def test_answer_figures_are_unknown_without_their_counts() -> None:
    assert set(answer_figures(None, {"answered": 3}).values()) == {None}
    assert answer_figures(0, {"answered": 0})["I22"] is None
    assert answer_figures(7, {"answered": 0})["I22"] == (Decimal("0.0000"), 7)
    assert answer_figures(9, {"studied": 3, "kept": 1})["I23"] is None


def test_a_count_taken_back_takes_its_figure_back(world: World, edition: Edition) -> None:
    counts = {"answered": 3, "studied": None, "kept": None, "partly": None, "linked": None, "days": None}
    held = save_answers(edition=edition, version=1, by=world.officer, contributions_count=9, **counts)
    assert list(held.given_values.values_list("code", "value", "n")) == [("I22", Decimal("0.3333"), 9)]
    save_answers(edition=edition, version=2, by=world.officer, contributions_count=9, **{**counts, "answered": None})
    assert not held.given_values.exists()


def test_a_figure_given_from_elsewhere_stays_beside_counts_that_lack(world: World, edition: Edition) -> None:
    GivenValue.objects.create(edition=edition, code="I22", value="0.5", source="Bilan 2025", on="2025-12-31")
    counts = dict.fromkeys(("answered", "studied", "kept", "partly", "linked", "days"))
    save_answers(edition=edition, version=1, by=world.officer, contributions_count=9, **counts)
    assert GivenValue.objects.get().source == "Bilan 2025"


def test_answers_more_than_received_are_refused(edition: Edition, officer: Client) -> None:
    answer = officer.post(_sheet(edition, "answers"), {"version": 1, "contributions_count": "5", "answered": "9"})
    assert answer.status_code == 422
    alone = officer.post(_sheet(edition, "answers"), {"version": 1, "answered": "9"})
    assert "contributions_count" in alone.context["form"].errors


def test_access_measures_are_known_or_not(edition: Edition, officer: Client) -> None:
    url = _sheet(edition, "means")
    officer.post(url, {"version": 1, "access_known": "yes", "access_measures": ["hours", "childcare"]})
    edition.refresh_from_db()
    assert (edition.access_known, edition.access_measures) == (True, ["hours", "childcare"])
    torn = officer.post(url, {"version": 2, "access_known": "no", "access_measures": ["hours"]})
    assert "access_known" in torn.context["form"].errors
    money = officer.post(url, {"version": 2, "access_known": "no", "budget": "1200,50"})
    assert "currency" in money.context["form"].errors


def test_the_short_diagnosis_resumes_where_it_was_left(world: World, edition: Edition, officer: Client) -> None:
    start = reverse("concertation:wizard", args=[edition.pk])
    assert officer.get(start).headers["Location"] == _step(edition, "promise")
    officer.post(_step(edition, "promise"), {"version": 1, "device_version": 1, "promised_level": "2"})
    answer = officer.post(_step(edition, "people"), {"version": 2, "participants": "77", "skip": "1"})
    assert answer.headers["Location"] == _step(edition, "sittings")
    edition.refresh_from_db()
    assert edition.participants is None
    assert steps_of(edition) == {"promise": DONE, "people": UNKNOWN}
    assert officer.get(start).headers["Location"] == _step(edition, "sittings")


def test_every_screen_may_stay_unknown(edition: Edition, officer: Client) -> None:
    for step in STEPS:
        assert officer.get(_step(edition, step)).status_code == 200
        answer = officer.post(_step(edition, step), {"skip": "1"})
    assert answer.headers["Location"] == reverse("concertation:wizard_end", args=[edition.pk])
    edition.refresh_from_db()
    assert next_step(edition) is None
    end = officer.get(answer.headers["Location"])
    assert end.context["page"].known == 0


def test_what_was_done_is_not_undone_by_a_skip(world: World, edition: Edition) -> None:
    mark_step(edition=edition, step="means", state=DONE, by=world.officer)
    held = mark_step(edition=edition, step="means", state=UNKNOWN, by=world.officer)
    assert steps_of(held) == {"means": DONE}


def test_stopping_keeps_the_screen(edition: Edition, officer: Client) -> None:
    answer = officer.post(_step(edition, "people"), {"version": 1, "participants": "20", "stop": "1"})
    assert answer.headers["Location"] == edition.get_absolute_url()
    edition.refresh_from_db()
    assert edition.participants == 20


def test_the_page_of_facts_asks_as_much_whatever_it_counts(edition: Edition, officer: Client) -> None:
    url = reverse("concertation:edition_facts", args=[edition.pk])
    for day in (1, 2):
        Sitting.objects.create(edition=edition, held_on=f"2026-03-0{day}", present=10)
    officer.get(url)
    with CaptureQueriesContext(connection) as few:
        officer.get(url)
    for day in range(10, 20):
        Sitting.objects.create(edition=edition, held_on=f"2026-03-{day}", present=10)
        GivenValue.objects.create(edition=edition, code=f"I{day}", value=1, source="x", on="2026-01-01")
    with CaptureQueriesContext(connection) as many:
        page = officer.get(url)
    assert len(many) == len(few)
    assert "120" in _html(page)


def test_the_profile_of_the_commune_is_saved_and_refused_when_stale(edition: Edition, officer: Client) -> None:
    url = reverse("concertation:profile_edit", args=[edition.device_id])
    assert officer.post(url, {"version": 0, "population": "4200", "staff_days": "12,5"}).status_code == 302
    assert LocalProfile.objects.get().staff_days == Decimal("12.5")
    stale = officer.post(url, {"version": 0, "population": "9"})
    assert stale.status_code == 422
    assert 'value="9"' in _html(stale)
    money = officer.post(url, {"version": 1, "yearly_budget": "300"})
    assert "currency" in money.context["form"].errors
