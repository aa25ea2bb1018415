"""The protections in a browser: a text that names somebody, and a protected report without script or cookie."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from scorecards.enums import Scale
from scorecards.models import ModerationItem, SensitiveReport
from scorecards.services.sensitive import add_message, name_referent, set_channel
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_name_is_stopped_once_and_kept_on_demand(
    world: Any, sign_in: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    session = world.make_cycle(state="community", scale=Scale.FACES).sessions.get(group__kind="women")
    first = session.cycle.indicators.order_by("position").first()
    page = sign_in(world.facilitator.email, PASSWORD, width=360, height=640)
    page.goto(reverse("scorecards:session_score", args=[session.pk, first.pk]))
    page.locator("input[name=how][value=none]").check()
    page.locator("input[name=why][value=not_scored]").check()
    reason = page.get_by_label("Raison donnée par le groupe")
    reason.fill("Mme Alaoui crie sur les patientes.")
    page.locator("footer button[value=next]").click()
    expect(page.get_by_text("Ce texte semble contenir un nom ou un numéro")).to_be_visible()
    expect(reason).to_be_focused()
    accessible(page)
    page.get_by_label("Garder ce texte").check()
    page.locator("footer button[value=next]").click()
    expect(page.locator(".pos")).to_have_text("2 sur 3")
    assert ModerationItem.objects.get().text == "Mme Alaoui crie sur les patientes."


def test_a_protected_report_from_a_phone_without_script(
    world: Any, new_context: Callable[..., BrowserContext], accessible: Callable[[Page], None]
) -> None:
    name_referent(organization=world.ngo, user=world.facilitator, by=world.administrator)
    set_channel(organization=world.ngo, is_open=True, contacts="Urgences : 190", version=0, by=world.administrator)
    context = new_context(width=360, height=640, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    context.clear_cookies()
    page.get_by_role("link", name="Signalement protégé").click()
    page.get_by_role("link", name=world.ngo.name).click()
    page.get_by_label("Argent demandé ou détourné").check()
    page.get_by_label("Ce qui s’est passé").fill("On demande cinquante dirhams, sans reçu.")
    page.get_by_role("button", name="Envoyer").click()
    code = page.locator(".receipt").inner_text()
    assert len(code.replace(" ", "")) == 20
    add_message(report=SensitiveReport.objects.get(), text="Nous vous lisons.", from_referent=True)
    page.get_by_role("link", name="J’ai un code").click()
    page.get_by_label("Votre code").fill(code)
    page.get_by_role("button", name="Ouvrir mon signalement").click()
    expect(page.get_by_text("Nous vous lisons.")).to_be_visible()
    assert code.replace(" ", "") not in page.url
    assert context.cookies() == []
    watched = new_context(width=360).new_page()
    watched.goto(reverse("protected:write", args=[world.ngo.pk]))
    accessible(watched)
