"""What tells a person who has never seen the field pages what to do, and keeps her from a slip."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from scorecards.models import Score
from scorecards.services.queuefile import import_queue
from tests.browser.fieldfixtures import Phone, count_people, cycle, flush, new_phone, pending, server, tap, women

__all__ = ["cycle", "new_phone", "server", "women"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
START = "scorecards:field_start"


@pytest.fixture
def phone(world: Any, cycle: Any, new_phone: Callable[..., Phone]) -> Phone:
    """Prepared, without network."""
    made = new_phone(world.facilitator)
    made.prepare(cycle).close()
    made.context.set_offline(True)
    return made


def test_the_start_names_the_one_thing_to_do(phone: Phone, women: Any) -> None:
    """The first session to open; once it is under way, that one; one filled button."""
    page = phone.page(reverse(START))
    main = page.locator(".btn-primary")
    expect(main).to_have_count(1)
    expect(main).to_have_text("Compter et ouvrir la séance")
    main.click()
    page.get_by_role("link", name="Compter et ouvrir la séance").click()
    count_people(page)
    expect(page.locator(".pos")).to_have_text("1 sur 3")
    page.goto(reverse(START))
    expect(page.locator("#now")).to_contain_text("Femmes")
    expect(main).to_have_text("Continuer à noter")


def test_sending_without_network_says_so_for_a_while(phone: Phone, women: Any) -> None:
    page = phone.session(women, "#a")
    count_people(page)
    expect(page.locator("#sync")).to_contain_text("Enregistré sur ce téléphone, pas encore envoyé")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#sync")).to_contain_text("Le serveur ne répond pas. Rien n’est perdu")
    expect(page.locator("#sync")).to_contain_text("Enregistré sur ce téléphone, pas encore envoyé", timeout=20_000)


def test_taking_back_an_answer_of_another_screen_goes_there(phone: Phone, women: Any) -> None:
    page = phone.session(women, "#a")
    count_people(page, 2, 0)
    tap(page, 4, 4)
    page.locator("#next").click()
    expect(page.locator(".pos")).to_have_text("2 sur 3")
    expect(page.locator("#undo")).to_contain_text("au n° 1")
    page.locator("#undo").click()
    expect(page.locator(".pos")).to_have_text("1 sur 3")
    expect(page.locator("[data-sum]")).to_have_text("1")


def test_removing_a_line_is_asked_about(phone: Phone, women: Any) -> None:
    page = phone.session(women, "#issues")
    page.get_by_label("Ce sur quoi le groupe est d’accord").fill("La file est longue")
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_role("button", name="Retirer : La file est longue").click()
    page.get_by_role("button", name="La garder").click()
    expect(page.locator("#lists")).to_contain_text("La file est longue")
    page.get_by_role("button", name="Retirer : La file est longue").click()
    page.get_by_role("button", name="Retirer", exact=True).click()
    expect(page.locator("#lists")).not_to_contain_text("La file est longue")


def test_a_count_that_is_none_is_shown_in_its_box(phone: Phone, women: Any) -> None:
    page = phone.session(women, "#a")
    count_people(page, -2, 4)
    expect(page.locator("#trouble")).to_contain_text("Écrivez un nombre entier")
    expect(page.get_by_label("Femmes, 30 à 59 ans")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Hommes, 30 à 59 ans")).to_have_attribute("aria-invalid", "false")
    expect(page.locator(".total")).to_contain_text("4 personnes en tout")


def test_a_paused_cycle_says_why_nothing_can_be_scored(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]
) -> None:
    type(cycle).objects.filter(pk=cycle.pk).update(paused_at=timezone.now())
    phone = new_phone(world.facilitator)
    phone.prepare(cycle).close()
    phone.context.set_offline(True)
    page = phone.session(women)
    expect(page.locator(".sheet")).to_contain_text("Ce cycle est en pause")
    expect(page.locator(".btn-primary")).to_have_count(0)


def test_nothing_sticks_out_and_words_keep_their_direction(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]
) -> None:
    """Every list open on a small screen; in Arabic, what was written in French keeps its own direction."""
    phone = new_phone(world.facilitator)
    phone.prepare(cycle).close()
    page = phone.page(reverse("scorecards:field_cycle", args=[cycle.pk]))
    for one in page.locator("details.how summary").all():
        one.click()
    assert _overflow(page) <= 0
    phone.context.add_cookies([{"name": "django_language", "value": "ar", "url": phone.server.url}])
    expect(phone.page(reverse("scorecards:field_prepare", args=[cycle.pk])).locator("#ready")).to_contain_text("✔")
    page = phone.session(women)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("h1 bdi")).to_have_count(1)
    assert _overflow(page) <= 0


def _overflow(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def test_the_file_of_a_phone_that_cannot_send_is_brought_in(world: Any, cycle: Any, phone: Phone, women: Any) -> None:
    """What the page exports is what the administrator's page takes, once and only once."""
    page = phone.session(women, "#a")
    count_people(page)
    tap(page, 1, 1, 3)
    page.goto(reverse(START))
    page.locator("summary", has_text="Si l’envoi ne marche pas").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Exporter dans un fichier").click()
    assert re.fullmatch(r"a-envoyer-\d{4}-\d\d-\d\d\.json", waiting.value.suggested_filename)
    content = waiting.value.path().read_bytes()
    [(row, is_new)] = import_queue(content=content, by=world.administrator)
    assert (row.state, is_new) == ("applied", True)
    assert Score.objects.get(session=women).tallies == [0, 2, 0, 1, 0]
    assert [is_new for _row, is_new in import_queue(content=content, by=world.administrator)] == [False]
    phone.context.set_offline(False)
    assert flush(page) == "done"
    assert (pending(page), Score.objects.get(session=women).tallies) == (0, [0, 2, 0, 1, 0])
