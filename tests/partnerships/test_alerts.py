"""Alerts: raised, lifted, replied to, closed; read again by a button and at night."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from partnerships.enums import AlertState
from partnerships.models import Alert, Campaign, Decision, Objective, Partnership, RatingSheet, Risk, RiskShare
from partnerships.reports.alerts import build_alert, build_alerts, figure_text
from partnerships.reports.facttasks import to_reply_alert
from partnerships.reports.factwords import ALERTS, FIGURES, MISSING, NOT_ENOUGH, PARTS, ROWS
from partnerships.scoring.alerts import NO_POWER, read_all
from partnerships.scoring.facts import FactSheet
from partnerships.scoring.proxies import Missing, all_proxies
from partnerships.services.alerts import close_alert, refresh_alerts, reply_to_alert
from partnerships.services.rating import close_campaign
from partnerships.tasks import refresh_alerts_at_night, refresh_partnership
from partnerships.thresholds import Thresholds
from tests.conftest import World
from tests.partnerships.factories import make_partnership, party_of


@pytest.fixture
def partnership(world: World) -> Partnership:
    """Signed, without an objective that all validated: AP1 asks to be discussed."""
    return make_partnership([world.ngo, world.town_hall, world.partner], territory=world.commune, state="active")


def url(name: str, *args: Any) -> str:
    return reverse(f"partnerships:{name}", args=args)


def validate_objective(partnership: Partnership) -> None:
    parties = list(partnership.parties.all())
    objective = Objective.objects.create(partnership=partnership, text="De l’eau", proposed_by=parties[0])
    objective.validated_by.set(parties)


@pytest.fixture
def alert(world: World, partnership: Partnership) -> Alert:
    """AP5, pointing to the town hall: it bears the risk and decides nothing."""
    validate_objective(partnership)
    ngo, town = party_of(partnership, world.ngo), party_of(partnership, world.town_hall)
    for _n in range(8):
        row = Decision.objects.create(
            partnership=partnership, on=timezone.localdate(), what="Acheter", by=world.facilitator
        )
        row.decided_by.add(ngo)
    risk = Risk.objects.create(partnership=partnership, label="Panne", probability=3, severity=3)
    RiskShare.objects.create(risk=risk, party=town, percent=100)
    raised = refresh_alerts(partnership=partnership, by=world.facilitator)
    assert [each.code for each in raised] == ["ap5"]
    return raised[0]


def test_an_alert_is_raised_once_and_lifted_by_the_figures(world: World, partnership: Partnership) -> None:
    raised = refresh_alerts(partnership=partnership, by=world.facilitator)
    assert [each.code for each in raised] == ["ap1"]
    assert raised[0].figures["validated_objectives"] == "0"
    assert refresh_alerts(partnership=partnership, by=world.facilitator) == []
    validate_objective(partnership)
    # Fewer than three actions: not enough data, so the alert stays rather than being called over.
    refresh_alerts(partnership=partnership, by=world.facilitator)
    assert Alert.objects.get().state == AlertState.OPEN


def test_figures_back_under_their_mark_end_an_alert(world: World, alert: Alert) -> None:
    RiskShare.objects.update(percent=50)
    risk, other = Risk.objects.get(), party_of(alert.partnership, world.ngo)
    RiskShare.objects.create(risk=risk, party=other, percent=50)
    row = Decision.objects.order_by("pk").first()
    assert row is not None
    for decision in Decision.objects.all():
        decision.decided_by.add(party_of(alert.partnership, world.town_hall))
    refresh_alerts(partnership=alert.partnership, by=None)
    alert.refresh_from_db()
    assert (alert.state, alert.closed_at is not None) == (AlertState.OVER, True)


def test_the_party_concerned_has_the_first_word(world: World, alert: Alert, signed_in: Any) -> None:
    town = party_of(alert.partnership, world.town_hall)
    assert alert.concerns == town
    with pytest.raises(Refusal, match="une autre partie clôt"):
        close_alert(alert=alert, state="dismissed", reason="Rien", version=1, by=world.officer)
    reply_to_alert(alert=alert, text="Nous sommes assurés.", by=world.officer)
    reply_to_alert(alert=alert, text="Nous sommes assurés.", by=world.officer)
    reply_to_alert(alert=alert, text="Partageons mieux.", by=world.representative)
    page = build_alert(alert, party_of(alert.partnership, world.ngo))
    assert [reply.text for reply in page.own] == ["Nous sommes assurés."]
    assert [reply.text for reply in page.replies] == ["Partageons mieux."]
    shown = signed_in(world.facilitator).get(url("alert", alert.partnership_id, alert.pk)).content.decode()
    assert shown.index("Nous sommes assurés.") < shown.index("Partageons mieux.")
    assert "porte du risque sans décider" in shown
    assert "peut vouloir dire d’autre" in shown
    assert "non validés statistiquement" in shown


def test_closing_asks_for_a_reason_and_the_newest_version(world: World, alert: Alert) -> None:
    answer = {"alert": alert, "by": world.facilitator}
    with pytest.raises(Refusal, match="la raison"):
        close_alert(**answer, state="explained", reason=" ", version=1)
    with pytest.raises(Refusal, match="expliquée, traitée ou écartée"):
        close_alert(**answer, state="over", reason="Fini", version=1)
    with pytest.raises(Refusal, match="entre-temps"):
        close_alert(**answer, state="explained", reason="Assurance", version=7)
    closed = close_alert(**answer, state="explained", reason="Assurance", version=1)
    assert (closed.state, closed.reason) == ("explained", "Assurance")
    with pytest.raises(Refusal, match="déjà close"):
        close_alert(**answer, state="handled", reason="Encore", version=2)


def test_a_closed_alert_rests_and_comes_back_only_with_new_figures(world: World, alert: Alert) -> None:
    close_alert(alert=alert, state="handled", reason="Partagé", version=1, by=world.facilitator)
    refresh_alerts(partnership=alert.partnership, by=None)
    assert Alert.objects.filter(code="ap5").count() == 1
    Alert.objects.filter(pk=alert.pk).update(closed_at=timezone.now() - datetime.timedelta(days=91))
    refresh_alerts(partnership=alert.partnership, by=None)
    assert Alert.objects.filter(code="ap5").count() == 1
    Risk.objects.create(partnership=alert.partnership, label="Vol", probability=1, severity=1)
    refresh_alerts(partnership=alert.partnership, by=None)
    assert Alert.objects.filter(code="ap5", state="open").count() == 1


def test_one_open_alert_per_code_whatever_happens(alert: Alert) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.create(partnership=alert.partnership, code=alert.code)


def test_nothing_is_raised_once_it_is_over(world: World, partnership: Partnership) -> None:
    Partnership.objects.filter(pk=partnership.pk).update(state="closed")
    assert refresh_alerts(partnership=partnership, by=world.facilitator) == []


def test_a_campaign_keeps_the_marks_of_its_day(world: World, partnership: Partnership) -> None:
    kept = Thresholds(verticality=Thresholds().verticality / 2).as_json()
    Campaign.objects.create(partnership=partnership, number=1, state="closed", thresholds=kept)
    assert build_alerts(partnership).mark == Thresholds().verticality / 2


def test_the_button_and_the_forms(world: World, partnership: Partnership, signed_in: Any) -> None:
    client = signed_in(world.facilitator)
    page = client.post(url("alerts_refresh", partnership.pk), follow=True).content.decode()
    assert "1 nouvelle alerte à discuter." in page
    assert "données insuffisantes" in page
    alert = Alert.objects.get()
    reply = url("alert_reply", partnership.pk, alert.pk)
    assert client.post(reply, {"text": ""}).status_code == 422
    assert client.post(reply, {"text": "Nous commençons."}).status_code == 302
    close = url("alert_close", partnership.pk, alert.pk)
    stale = client.post(close, {"state": "handled", "reason": "Décidé hier", "version": 9})
    assert stale.status_code == 422
    assert "Décidé hier" in stale.content.decode()
    assert client.post(close, {"state": "handled", "reason": "Décidé", "version": 1}).status_code == 302
    assert "Décidé" in client.get(url("alerts", partnership.pk)).content.decode()


def test_the_night_reads_every_partnership_that_goes_on(
    world: World, partnership: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = make_partnership([world.ngo, world.service], territory=world.commune, state="closed")
    asked: list[str] = []
    monkeypatch.setattr(refresh_partnership, "delay", asked.append)
    assert refresh_alerts_at_night() == 1
    assert asked == [str(partnership.pk)]
    assert refresh_partnership(asked[0]) == 1
    assert refresh_partnership(asked[0]) == 0
    assert not Alert.objects.filter(partnership=over).exists()
    assert refresh_partnership("00000000-0000-0000-0000-000000000000") == 0


def test_every_figure_and_every_reason_has_its_words() -> None:
    readings = read_all(FactSheet(parties=("a", "b")), Thresholds())
    assert {name for reading in readings for name, _value in reading.figures} <= set(FIGURES)
    assert {name for reading in readings for name in reading.missing} <= set(NOT_ENOUGH)
    assert {reading.code for reading in readings} == set(ALERTS)
    assert set(MISSING) == set(Missing)
    names = {part.name for proxy in all_proxies(FactSheet(parties=("a",))) for part in proxy.parts}
    assert names <= set(PARTS)
    assert set(PARTS) == set(ROWS)


def test_no_word_of_an_alert_accuses() -> None:
    for words in ALERTS.values():
        said = " ".join(str(each) for each in (words.says, words.rule, words.next_step, *words.otherwise)).lower()
        for blame in ("secrète", "coupable", "faute", "mauvaise foi", "ment", "abus"):
            assert f" {blame} " not in f" {said} "
        assert len(words.otherwise) >= 2


def test_a_figure_that_is_not_known_is_said_in_words() -> None:
    assert figure_text("risk_per_power", NO_POWER) == "porte du risque sans décider"
    assert figure_text("linked_actions", None) == "inconnu"


def test_the_party_concerned_is_told_what_waits_for_it(world: World, alert: Alert) -> None:
    town = party_of(alert.partnership, world.town_hall)
    partnership = alert.partnership
    task = to_reply_alert(partnership, town)
    assert task is not None
    assert task.url == url("alert", partnership.pk, alert.pk)
    assert to_reply_alert(partnership, party_of(partnership, world.ngo)) is None
    reply_to_alert(alert=alert, text="Nous sommes assurés.", by=world.officer)
    assert to_reply_alert(partnership, town) is None


def test_closing_a_rating_reads_the_figures_again(world: World, partnership: Partnership) -> None:
    campaign = Campaign.objects.create(partnership=partnership, number=1, state="open")
    RatingSheet.objects.create(
        campaign=campaign, party=party_of(partnership, world.ngo), sent_at=timezone.now(), by=world.facilitator
    )
    close_campaign(campaign=campaign, by=world.facilitator)
    assert Alert.objects.get().code == "ap1"
