"""Recording an indicator in the browser, with the test device that Chromium offers for a microphone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from scorecards.clipfile import MAX_BYTES
from scorecards.models import IndicatorClip
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--mute-audio"]


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """A browser with a microphone that beeps."""
    beeping = browser.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, *MICROPHONE])
    yield beeping
    beeping.close()


def test_recorded_listened_to_kept_and_heard_on_the_score_page(
    world: Any, sign_in: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    cycle = world.make_cycle(state="community")
    indicator = cycle.indicators.order_by("position").first()
    page = sign_in(world.facilitator.email, PASSWORD, width=360, height=640)
    page.goto(reverse("scorecards:indicator_aids", args=[cycle.pk, indicator.pk]))
    accessible(page)
    page.get_by_label("Langue de l’enregistrement").select_option("ary")
    page.get_by_role("button", name="Enregistrer la voix").click()
    expect(page.locator("[data-say]")).to_contain_text("Parlez")
    page.wait_for_timeout(2500)
    page.get_by_role("button", name="Arrêter").click()
    expect(page.locator("[data-say]")).to_contain_text("Prêt")
    page.get_by_role("button", name="Réécouter").click()
    assert not IndicatorClip.objects.exists()
    page.get_by_role("button", name="Garder l’enregistrement").click()
    expect(page.get_by_text("L’enregistrement est gardé.")).to_be_visible()
    clip = IndicatorClip.objects.get()
    assert (clip.language, clip.media_type) == ("ary", "audio/webm")
    assert 1.5 <= clip.seconds <= 6
    assert len(bytes(clip.content)) <= MAX_BYTES
    # Heard on the score page, when somebody asks for it and not before.
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    session = cycle.sessions.get(group__kind="women")
    page.goto(reverse("scorecards:session_score", args=[session.pk, indicator.pk]))
    listen = page.get_by_role("button", name="Écouter")
    expect(listen).to_be_visible()
    assert not [url for url in asked if "/clips/" in url]
    with page.expect_response(lambda answer: "/clips/" in answer.url) as heard:
        listen.click()
    assert heard.value.ok
    expect(listen).to_have_attribute("aria-pressed", "true")
    accessible(page)


def test_a_pictogram_is_chosen_with_the_keyboard(world: Any, sign_in: Callable[..., Page]) -> None:
    cycle = world.make_cycle(state="community")
    indicator = cycle.indicators.order_by("position").first()
    page = sign_in(world.facilitator.email, PASSWORD)
    page.goto(reverse("scorecards:indicator_aids", args=[cycle.pk, indicator.pk]))
    page.get_by_role("radio", name="eau, eau à boire").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="pompe")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Le pictogramme est choisi.")).to_be_visible()
    indicator.refresh_from_db()
    assert indicator.pictogram == "pump"
