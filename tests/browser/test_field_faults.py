"""What can go wrong between a phone and the server: nothing is lost, nothing is entered twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from scorecards import fieldbuild
from scorecards.models import Score, Submission
from tests.browser.conftest import PATIENCE
from tests.browser.fieldfixtures import Phone, count_people, cycle, flush, new_phone, pending, server, tap, women
from tests.browser.fieldtools import FAULTS, is_api

__all__ = ["cycle", "new_phone", "server", "women"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = "Enregistré sur ce téléphone, pas encore envoyé"
#: A phone whose clock is a day ahead.
TOMORROW = """
const Real = Date, ahead = 86400000;
window.Date = class extends Real {
  constructor(...given) { if (given.length) super(...given); else super(Real.now() + ahead); }
  static now() { return Real.now() + ahead; }
};
"""


def entered(phone: Phone, session: Any, *levels: int) -> Page:
    """Twelve people, and these hands on the first indicator."""
    page = phone.session(session, "#a")
    count_people(page)
    tap(page, *(levels or (1, 3, 3)))
    return page


def tallies() -> list[list[int] | None]:
    return [score.tallies for score in Score.objects.order_by("indicator__position")]


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_happens_to_the_answer_it_is_entered_once(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone], fault: str
) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    phone.server.spoils, phone.server.fault = lambda method, path: method == "PUT", fault
    page = entered(phone, women)
    assert flush(page) == "later"
    assert flush(page) == "later"
    assert pending(page) == 1
    expect(page.locator("#sync")).to_contain_text(KEPT)
    phone.server.fault = None
    assert flush(page) == "done"
    assert pending(page) == 0
    assert tallies() == [[0, 1, 0, 2, 0]]
    assert {row.state for row in Submission.objects.all()} == {"applied"}
    reached = phone.server.sent()
    assert len(set(reached)) == Submission.objects.count(), "one record each, however often it was sent"
    assert (len(reached) > len(set(reached))) == (fault in ("lost", "cut"))


def test_the_server_is_killed_and_comes_back(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    phone.server.fault = "down"
    page = entered(phone, women)
    page.reload()
    expect(page.locator("[data-sum]")).to_have_text("3")
    assert flush(page) == "later"
    phone.server.fault = None
    # Nobody presses anything: the page tries again by itself.
    expect(page.locator("#sync")).to_contain_text("Envoyé ✔", timeout=40_000)
    assert tallies() == [[0, 1, 0, 2, 0]]


def test_a_captive_portal_is_no_server(world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]) -> None:
    """Every address answers 200 with somebody's page: the phone keeps its own pages, and everything entered."""
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    phone.server.fault = "portal"
    page = entered(phone, women)
    page.reload()
    expect(page.locator("[data-sum]")).to_have_text("3")
    assert (flush(page), pending(page)) == ("later", 1)
    phone.server.fault = None
    assert flush(page) == "done"
    assert tallies() == [[0, 1, 0, 2, 0]]


def test_a_login_that_expired(world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    phone.sign_out()
    page = entered(phone, women)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.locator("#sync")).to_contain_text("Reconnectez-vous pour envoyer. Rien n’est perdu.")
    address = page.locator("#sync").get_by_role("link", name="Se connecter").get_attribute("href")
    assert (
        address == f"/accounts/login/?next={reverse('scorecards:field_session', args=[women.pk]).replace('/', '%2F')}"
    )
    assert Submission.objects.count() == 0
    phone.sign_in(world.facilitator)
    assert flush(page) == "done"
    assert tallies() == [[0, 1, 0, 2, 0]]


def test_nobody_sends_somebody_elses_queue(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    phone.context.set_offline(True)
    entered(phone, women).close()
    phone.sign_in(world.administrator)
    phone.context.set_offline(False)
    page = phone.page("/field/")
    expect(page.locator("#notes")).to_contain_text("1 séance d’une autre personne attend sur ce téléphone")
    expect(page.locator("#main")).to_contain_text("Rien n’est préparé sur ce téléphone")
    assert flush(page) == "done"
    page.goto(reverse("scorecards:field_session", args=[women.pk]))
    expect(page.locator("#main")).to_contain_text("Elle a été préparée par une autre personne")
    assert phone.server.sent() == []
    phone.sign_in(world.facilitator)
    page.goto("/field/")
    expect(page.locator("#sync")).to_contain_text("Envoyé ✔", timeout=PATIENCE)
    assert tallies() == [[0, 1, 0, 2, 0]]
    assert Submission.objects.get().user == world.facilitator


def test_two_tabs_are_one_phone(world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    phone.context.set_offline(True)
    first = entered(phone, women, 2)
    second = phone.session(women, "#i/1")
    expect(second.locator("[data-sum]")).to_have_text("1")
    tap(second, 4)
    expect(first.locator("[data-sum]")).to_have_text("2")
    tap(first, 4)
    expect(second.locator("[data-sum]")).to_have_text("3")
    phone.context.set_offline(False)
    for page in (first, second):
        page.evaluate("async () => { const {sendNow} = await import('/static/js/field/page.js'); sendNow(true); }")
    for page in (first, second):
        expect(page.locator("#sync")).to_contain_text("Envoyé ✔")
    assert tallies() == [[0, 0, 1, 0, 2]]
    assert len(phone.server.sent()) == 1


def test_two_phones_on_one_session_keep_both_versions(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]
) -> None:
    here, there = new_phone(world.facilitator), new_phone(world.administrator)
    for phone in (here, there):
        phone.prepare(cycle)
        phone.context.set_offline(True)
    first, second = entered(here, women, 0, 0), entered(there, women, 4)
    second.goto(f"{reverse('scorecards:field_session', args=[women.pk])}#i/2")
    tap(second, 3)
    here.context.set_offline(False)
    assert flush(first) == "done"
    there.context.set_offline(False)
    assert flush(second) == "done"
    # The cell that both wrote stays as it was until a person chooses; the other cell is merged in.
    assert tallies() == [[2, 0, 0, 0, 0], [0, 0, 0, 1, 0]]
    assert {row.state for row in Submission.objects.all()} == {"applied", "conflict"}
    second.goto(reverse("scorecards:field_session", args=[women.pk]))
    expect(second.locator("#main")).to_contain_text("Deux téléphones ont saisi cette séance différemment")
    second.get_by_role("link", name="Choisir en ligne").click()
    expect(second.get_by_role("heading", level=1)).to_be_visible()
    assert pending(first) == 0


def test_a_double_tap_closes_and_sends_once(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    phone.context.set_offline(True)
    page = entered(phone, women)
    for place in (2, 3):
        page.goto(f"{reverse('scorecards:field_session', args=[women.pk])}#i/{place}")
        tap(page, 2)
    page.goto(reverse("scorecards:field_session", args=[women.pk]))
    page.locator("#close").dblclick()
    expect(page.locator("#main")).to_contain_text("La séance est close")
    phone.context.set_offline(False)
    page.get_by_role("button", name="Envoyer", exact=True).dblclick()
    expect(page.locator("#sync")).to_contain_text("Envoyé ✔")
    women.refresh_from_db()
    assert women.is_closed
    assert len(phone.server.sent()) == Submission.objects.count() == 1


def test_a_clock_that_is_a_day_ahead(world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]) -> None:
    """The phone proposes tomorrow as the day of the session: the server's clock corrects it before it leaves."""
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    phone.context.set_offline(True)
    phone.context.add_init_script(TOMORROW)
    page = entered(phone, women)
    phone.context.set_offline(False)
    assert flush(page) == "done"
    women.refresh_from_db()
    assert women.held_on == timezone.localdate()
    assert tallies() == [[0, 1, 0, 2, 0]]
    assert pending(page) == 0


def test_a_version_deployed_meanwhile_is_offered_and_takes_nothing_away(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    phone.context.set_offline(True)
    page = entered(phone, women)
    monkeypatch.setattr(fieldbuild, "version", lambda: "nouvelle01")
    phone.context.set_offline(False)
    assert flush(page) == "done"
    assert tallies() == [[0, 1, 0, 2, 0]]
    page.reload()
    expect(page.locator("#update")).to_contain_text("Nouvelle version –")
    expect(page.locator("[data-sum]")).to_have_text("3")
    phone.context.set_offline(True)
    page.reload()
    tap(page, 4)
    phone.context.set_offline(False)
    page.reload()
    page.locator("#update button").click()
    page.wait_for_function("JSON.parse(document.getElementById('field-config').textContent).version === 'nouvelle01'")
    phone.context.set_offline(True)
    page.reload()
    expect(page.locator("[data-sum]")).to_have_text("4")
    page.goto("/field/")
    expect(page.locator("#main")).to_contain_text("Prêt hors ligne ✔")


def test_preparing_again_brings_the_new_version(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone], monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle).close()
    phone.context.set_offline(True)
    page = entered(phone, women)
    monkeypatch.setattr(fieldbuild, "version", lambda: "nouvelle02")
    phone.server.spoils, phone.server.fault = lambda method, path: method == "PUT", "down"
    phone.context.set_offline(False)
    expect(phone.prepare(cycle).locator("#ready")).to_contain_text("nouvelle02")
    phone.context.set_offline(True)
    page.reload()
    expect(page.locator("[data-sum]")).to_have_text("3")
    assert sorted(page.evaluate("caches.keys()")) == ["csc-field-nouvelle02", "csc-media"]
    phone.context.set_offline(False)
    phone.server.fault = None
    assert flush(page) == "done"
    assert tallies() == [[0, 1, 0, 2, 0]]


def test_a_browser_without_locks_sends_from_one_tab(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone(world.facilitator)
    phone.context.add_init_script("Object.defineProperty(Navigator.prototype, 'locks', {get: () => undefined});")
    phone.prepare(cycle).close()
    phone.context.set_offline(True)
    first = entered(phone, women)
    second = phone.session(women, "#i/1")
    phone.context.set_offline(False)
    for page in (first, second):
        page.evaluate("async () => { const {sendNow} = await import('/static/js/field/page.js'); sendNow(true); }")
    assert flush(first) == "done"
    assert flush(second) == "done"
    assert tallies() == [[0, 1, 0, 2, 0]]
    assert len(phone.server.sent()) == 1


REFUSED = {
    409: "Le serveur a déjà autre chose sous ce numéro",
    410: "Cette séance a été supprimée sur le serveur",
    413: "Cet envoi est trop lourd",
    422: "À corriger",
    403: "Le serveur n’accepte cet envoi que d’une autre personne",
}


@pytest.mark.parametrize("status", REFUSED)
def test_a_refusal_says_why_and_drops_nothing(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone], status: int
) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    phone.server.canned = (status, {"error": "other_user", "message": "Le pourquoi.", "errors": []})
    page = entered(phone, women)
    assert flush(page) == "done"
    page.reload()
    expect(page.locator("#notes")).to_contain_text(REFUSED[status])
    expect(page.locator("#notes")).to_contain_text("Le pourquoi.")
    expect(page.locator("[data-sum]")).to_have_text("3")
    assert pending(page) == 1
    with page.expect_download() as found:
        page.get_by_role("button", name="Exporter dans un fichier").click()
    assert '"tallies\\":[0,1,0,2,0]' in found.value.path().read_text()
    phone.server.canned = None
    page.get_by_role("button", name="Envoyer de nouveau").click()
    expect(page.locator("#sync")).to_contain_text("Envoyé ✔")
    assert pending(page) == 0
    assert tallies() == [[0, 1, 0, 2, 0]]


def test_a_version_too_old_to_send_keeps_everything(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    phone.server.canned = (426, {"error": "schema", "message": ""})
    page = entered(phone, women)
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.locator("#sync")).to_contain_text("Cette version est trop ancienne pour envoyer")
    assert pending(page) == 1


def test_an_edit_after_a_sending_is_a_new_one_that_follows_it(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    page = entered(phone, women)
    assert flush(page) == "done"
    tap(page, 4)
    phone.server.spoils, phone.server.fault = is_api, "down"
    assert flush(page) == "later"
    tap(page, 4)
    phone.server.fault = None
    assert flush(page) == "done"
    assert tallies() == [[0, 1, 0, 2, 2]]
    assert {row.state for row in Submission.objects.all()} == {"applied"}
    assert len(set(phone.server.sent())) == Submission.objects.count()
