"""The demonstration partnerships: the page of each says what it is, with its figures."""

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from partnerships.enums import AlertState, State
from partnerships.models import Alert, Partnership
from partnerships.reports.factsheet import last_campaign, read_facts
from partnerships.reports.ratingcounts import count_answers, limits_of, read_counts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HEALTHY, VERTICAL, APPARENT, WAITING = "De l’eau", "Propreté", "La voix", "Une cantine"


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


def one(start: str) -> Partnership:
    return Partnership.objects.get(name__startswith=start)


def page(person: str, name: str, start: str) -> str:
    """The words of a page as ``person`` reads it, spaces made plain."""
    client = Client()
    client.force_login(User.objects.get(email=f"{person}@exemple.org"))
    found = client.get(reverse(f"partnerships:{name}", args=[one(start).pk]))
    assert found.status_code == 200
    return " ".join(found.content.decode().replace("\u00a0", " ").replace("\u202f", " ").split())


def codes(start: str) -> set[str]:
    return set(Alert.objects.filter(partnership=one(start), state=AlertState.OPEN).values_list("code", flat=True))


def test_five_stories_and_only_once() -> None:
    rows = Partnership.objects.all()
    assert rows.count() == 5
    assert all(row.is_demonstration for row in rows)
    assert {one(name).state for name in (HEALTHY, VERTICAL)} == {State.ACTIVE}
    assert (one(APPARENT).state, one(WAITING).state) == (State.COWRITING, State.FRAMING)


def test_the_healthy_one_progresses_and_raises_nothing() -> None:
    row = one(HEALTHY)
    assert codes(HEALTHY) == set()
    first, second = row.campaigns.order_by("number")
    counts = count_answers([first, second])
    before, after = (
        read_counts(counts[each.pk], parties=4, limits=limits_of(each)).criteria for each in (first, second)
    )
    assert all(after[code].score > before[code].score for code in after), "t1 is better than t0 everywhere"
    assert row.needs.get().finding is not None, "it answers what a card found"
    assert "Aucune alerte à discuter" in page("partenaire", "alerts", HEALTHY)
    assert "0,02" in page("partenaire", "alerts", HEALTHY), "the verticality index"
    facts = page("cooperative", "facts", HEALTHY)
    assert "92 %" in facts, "criterion 8 as felt"
    assert row.action_plan.actions.count() == 4


def test_the_vertical_one_shows_who_holds_what() -> None:
    assert codes(VERTICAL) == {"ap4", "ap5", "vertical"}
    alerts = page("entreprise", "alerts", VERTICAL)
    assert "0,91" in alerts
    assert "3 alertes à discuter" in alerts
    power = Alert.objects.get(partnership=one(VERTICAL), code="ap4")
    assert power.concerns is not None
    assert str(power.concerns) == "Commune d’Aït Ouassif"
    assert power.replies.get().party == power.concerns
    client = Client()
    client.force_login(User.objects.get(email="habitants@exemple.org"))
    detail = client.get(reverse("partnerships:alert", args=[one(VERTICAL).pk, power.pk])).content.decode()
    assert "voter l’ordre du jour" in detail
    assert "100" in detail


def test_the_apparent_one_feels_alike_and_wrote_otherwise() -> None:
    assert codes(APPARENT) == {"ap2", "ap3"}
    row = one(APPARENT)
    felt = read_facts(row, campaign=last_campaign(row)).felt["C1"]
    # (1 + 8/9 + 2/3) ÷ 3: answers 4·4·4, 4·4·3 and 3·3·3, each level less one over three.
    assert round(felt, 4) == Decimal("0.8519")
    comparison = page("habitants", "comparison", APPARENT)
    assert "-0,33" in comparison, "orders cabd, dbac, badc: (−1 − 0,4 + 0,4) ÷ 3"
    alerts = page("radio", "alerts", APPARENT)
    assert "2 alertes à discuter" in alerts
    assert "motivations peu lisibles" in alerts.lower()


def test_the_waiting_one_hides_what_is_sent() -> None:
    row = one(WAITING)
    assert row.revealed_at is None
    framing = page("prestataire", "framing", WAITING)
    assert "Un repas chaud" not in framing, "another party's sheet"
    assert "Direction provinciale de l’éducation" in framing
