"""Nobody signs out while something waits on the phone; leaving takes what was prepared off it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from scorecards.models import Score
from tests.browser.fieldfixtures import Phone, count_people, cycle, flush, new_phone, server, tap, women

__all__ = ["cycle", "new_phone", "server", "women"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEFT = "async () => { const {readAll} = await import('/static/js/field/db.js'); return [(await readAll('packages')).length, (await readAll('work')).length]; }"  # noqa: E501


def sign_out(page: Page) -> None:
    page.locator(".masthead .me").get_by_role("button", name="Se déconnecter").click()


def test_leaving_is_refused_while_something_waits(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone], accessible: Callable[[Page], None]
) -> None:
    phone = new_phone(world.facilitator, width=1280, height=900)
    phone.prepare(cycle)
    phone.server.spoils, phone.server.fault = lambda method, path: method == "PUT", "down"
    page = phone.session(women, "#a")
    count_people(page)
    tap(page, 3)
    page.goto("/")
    sign_out(page)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Pas encore : il reste à envoyer")
    accessible(page)
    dialog.get_by_role("link", name="Envoyer ou exporter").click()
    expect(page.locator("#sync")).to_contain_text("Enregistré sur ce téléphone, pas encore envoyé")
    phone.server.fault = None
    assert flush(page) == "done"
    assert Score.objects.get().tallies == [0, 0, 0, 1, 0]
    page.goto("/")
    sign_out(page)
    expect(dialog).to_contain_text("Se déconnecter et vider ce téléphone ?")
    dialog.get_by_role("button", name="Rester connecté").click()
    assert page.evaluate(LEFT)[0] == 1
    sign_out(page)
    dialog.get_by_role("button", name="Se déconnecter et vider").click()
    page.wait_for_url("**/accounts/login/**")
    assert page.evaluate(LEFT) == [0, 0]


def test_without_scripts_or_preparation_leaving_is_plain(world: Any, new_phone: Callable[..., Phone]) -> None:
    for options in ({}, {"java_script_enabled": False}):
        page = new_phone(world.facilitator, width=1280, height=900, **options).page("/")
        sign_out(page)
        page.wait_for_url("**/accounts/login/**")


def test_what_waits_for_days_is_said(world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle).close()
    phone.context.set_offline(True)
    page = phone.session(women, "#a")
    count_people(page)
    expect(page.locator(".pos")).to_be_visible()
    page.close()
    phone.context.add_init_script(
        "const Real = Date; window.Date = class extends Real { constructor(...g) { if (g.length) super(...g);"
        " else super(Real.now() + 4 * 86400000); } static now() { return Real.now() + 4 * 86400000; } };"
    )
    later = phone.page(reverse("scorecards:field_start"))
    expect(later.locator("#notes")).to_contain_text("Des saisies attendent sur ce téléphone depuis le")
