"""The demonstration devices: the pages of each say what it is, with its figures."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from concertation.demo import tireddata
from concertation.enums import EditionState, Tiredness, Verdict
from concertation.models import Contribution, Device, Edition, ExperienceCard, OpenAnswer, PeerRecord, SurveyResponse
from concertation.reports.diagnosis import build_diagnosis
from concertation.reports.peerfigures import build_peers
from core.textcheck import looks_personal

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TIRED, HEALTHY, LITTLE = "Conseil de quartier d’Aït", "Budget participatif", "Réunion publique sur"


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Played once, twice over: the second run changes nothing."""
    with django_db_blocker.unblock():
        transaction.set_autocommit(False)
        try:
            with translation.override("fr"):
                call_command("demo_data", stdout=io.StringIO())
                call_command("demo_data", stdout=io.StringIO())
                yield
        finally:
            transaction.rollback()
            transaction.set_autocommit(True)


def last(start: str) -> Edition:
    rows = Edition.objects.filter(device__name__startswith=start).select_related("device__territory")
    return rows.order_by("-number")[0]


def read(person: str | None, name: str, pk: Any, status: int = 200) -> str:
    """The words of a page as ``person`` reads it (None: nobody signed in), spaces made plain."""
    client = Client()
    if person:
        client.force_login(User.objects.get(email=f"{person}@exemple.org"))
    found = client.get(reverse(name, args=[pk] if pk else []))
    assert found.status_code == status
    return " ".join(found.content.decode().replace("\u00a0", " ").replace("\u202f", " ").split())


def page(name: str, start: str, person: str = "commune") -> str:
    return read(person, f"concertation:{name}", last(start).pk)


def read_indicator(code: str) -> str:
    client = Client()
    client.force_login(User.objects.get(email="commune@exemple.org"))
    found = client.get(reverse("concertation:indicator_detail", args=[last(TIRED).pk, code]))
    return found.content.decode().replace("\u00a0", " ")


def test_three_stories_their_neighbours_and_only_once() -> None:
    rows = Device.objects.all()
    assert rows.count() == 8
    assert all(row.is_demonstration for row in rows)
    assert [last(start).number for start in (TIRED, HEALTHY, LITTLE)] == [4, 3, 1]
    assert rows.filter(is_external=True).count() >= 3
    assert ExperienceCard.objects.filter(published_at__isnull=False).count() == 2
    assert PeerRecord.objects.exclude(instance="here").count() == 10


def test_every_device_says_that_it_is_constructed() -> None:
    for row in Device.objects.filter(name__startswith=TIRED):
        assert "Construit pour la démonstration." in read("commune", "concertation:device_detail", row.pk)


def test_the_tired_one_names_its_falling_curves() -> None:
    found = build_diagnosis(last(TIRED), inside=True)
    assert found.tiring.state == Tiredness.TIRED
    said = page("diagnosis", TIRED)
    assert "signes d’essoufflement" in said.lower()
    named = "participants, part de nouveaux, contributions par participant, satisfaction, délai des réponses"
    assert f"5 courbes se dégradent de 10 % par édition ou plus : {named}." in said
    # Participants 64, 52, 41, 30: slopes −12, −11.5, −34/3, −11, −11, −11, median −11.1667, median value 46.5.
    assert "−24 % par édition" in said
    assert all(axis.score is not None for axis in found.axes)
    assert "On n’a pas de réponse" in said
    assert "Point aveugle des organisateurs" in said


def test_the_tired_one_has_figures_with_their_n() -> None:
    said = page("indicators", TIRED)
    assert "10 sur 24" in said, "reasoned answers"
    assert "37 sur 80" in said, "attendance"
    assert "4 sur 30" in said, "renewal"
    # Halves of the sums of differences: sex 23.7 %, age 35 %, districts 35.1 %; their mean is 31.3 %.
    assert "31 %" in said
    assert "35 %" in read_indicator("I9")


def test_the_tired_one_has_a_plan_and_judges_its_older_levers() -> None:
    edition = last(TIRED)
    assert edition.state == EditionState.PLANNED
    assert edition.action_plan.actions.count() == 3
    assert all(
        action.responsible and action.due_on and action.carrier_id for action in edition.action_plan.actions.all()
    )
    said = page("followup", TIRED)
    assert "entre −26 et 4 points" in said
    assert "ne se distingue pas du hasard" in said
    older = Edition.objects.get(device=edition.device, number=3).levers
    assert set(older.values_list("verdict", flat=True)) == {Verdict.ADJUST, ""}
    assert edition.diagnoses.count() == 1


def test_the_promised_answers_of_the_tired_one_are_late() -> None:
    edition = last(TIRED)
    home = read("commune", "home", None)
    assert reverse("concertation:contributions", args=[edition.pk]) in home
    assert Contribution.objects.filter(edition=edition, answered_on=None).count() == 4


def test_everybody_reads_what_was_said_and_done() -> None:
    device = last(TIRED).device
    said = read(None, "voices:device", device.pk)
    assert "Éclairer le chemin de l’école" in said
    assert "Trois lampadaires posés" in said
    assert "La taxe est fixée par la province" in said
    read(None, "voices:device", last(LITTLE).device.pk, status=404)


def test_the_healthy_one_tires_nowhere() -> None:
    found = build_diagnosis(last(HEALTHY), inside=True)
    assert found.tiring.state == Tiredness.STABLE
    assert found.tiring.signs == 0
    assert found.weaknesses == ()
    assert all(axis.score >= 66 for axis in found.axes)
    said = page("diagnosis", HEALTHY)
    assert "Aucune courbe ne se dégrade de 10 % par édition." in said
    assert "Aucune faiblesse n’apparaît" in said


def test_too_little_data_is_said_and_why() -> None:
    found = build_diagnosis(last(LITTLE), inside=True)
    assert found.tiring.state == Tiredness.UNKNOWN
    assert [axis.score for axis in found.axes] == [None] * 5
    said = page("diagnosis", LITTLE)
    assert said.count("données insuffisantes") == 5
    assert "On en sait encore trop peu pour dire ce qui marche et ce qui ne marche pas." in said
    assert "L’essoufflement se lit sur trois éditions ou plus." in said
    figures = page("indicators", LITTLE)
    assert "trop peu de personnes ont répondu ou ont été comptées" in figures, "three sheets of the survey"
    assert "la population de la commune" not in figures, "the census is there"
    assert (
        "Pas assez de dispositifs comparables" in page("peers", LITTLE) or build_peers(last(LITTLE)).group.keys == ()
    )


def test_elsewhere_computes_for_two_and_not_for_the_third() -> None:
    peers = {start: build_peers(last(start)) for start in (TIRED, HEALTHY, LITTLE)}
    assert {start: len(found.group.keys) >= 5 for start, found in peers.items()} == {
        TIRED: True, HEALTHY: True, LITTLE: False,
    }  # fmt: skip
    said = page("peers", TIRED)
    assert "Taux de présence" in said
    assert "Ksar Errih" not in said, "nobody is named"


def test_the_others_see_what_is_published() -> None:
    for person in ("animatrice", "observateur", "comite", "partenaire"):
        assert TIRED in read(person, "concertation:device_list", None)
        assert "signes d’essoufflement" in page("diagnosis", TIRED, person).lower()
    read("observateur", "concertation:diagnosis", last(LITTLE).pk, status=404)
    read("voisine", "concertation:diagnosis", last(TIRED).pk, status=404)


def test_nobody_is_named() -> None:
    texts = [
        *OpenAnswer.objects.values_list("text", flat=True),
        *Contribution.objects.values_list("text", flat=True),
        *Contribution.objects.values_list("reason", flat=True),
        *ExperienceCard.objects.values_list("done", flat=True),
        tireddata.PROMISE,
    ]
    assert [text for text in texts if text and looks_personal(text)] == []
    assert SurveyResponse.objects.filter(survey__edition=last(TIRED)).count() == 18 + 6 + 12
