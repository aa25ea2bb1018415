"""The projected view in a browser: the timer, the keys of a remote control, and what a phone shows of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from scorecards.enums import CycleState, Scale
from scorecards.models import Cycle
from tests.factories import PASSWORD, release

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cycle(world: Any) -> Cycle:
    cycle = world.make_cycle(state=CycleState.INTERFACE, scale=Scale.FACES)
    release(cycle, world.facilitator)
    return cycle


def _wall(cycle: Cycle, number: int = 1) -> str:
    return reverse("scorecards:cycle_wall", args=[cycle.pk, number])


def test_the_timer_starts_pauses_and_goes_back_to_zero(
    world: Any, cycle: Cycle, sign_in: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = sign_in(world.facilitator.email, PASSWORD)
    page.clock.install()
    page.goto(_wall(cycle))
    time, zero = page.locator("[data-time]"), page.get_by_role("button", name="Remettre à zéro")
    expect(time).to_have_text("0:00")
    expect(zero).to_be_hidden()
    page.get_by_role("button", name="Minuteur").click()
    page.clock.run_for(65_000)
    expect(time).to_have_text("1:05")
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(30_000)
    expect(time).to_have_text("1:05")
    page.get_by_role("button", name="Minuteur").click()
    page.clock.run_for(5_000)
    expect(time).to_have_text("1:10")
    accessible(page)
    zero.click()
    expect(time).to_have_text("0:00")
    expect(zero).to_be_hidden()
    expect(page.get_by_role("button", name="Minuteur")).to_be_focused()
    page.clock.run_for(10_000)
    expect(time).to_have_text("0:00")


def test_the_keys_walk_through_the_indicators_and_out(world: Any, cycle: Cycle, sign_in: Callable[..., Page]) -> None:
    page = sign_in(world.facilitator.email, PASSWORD)
    page.goto(_wall(cycle))
    title = page.locator("h1")
    labels = [title.inner_text()]
    for key in ("ArrowRight", "PageDown"):
        page.keyboard.press(key)
        page.wait_for_url(f"**{_wall(cycle, len(labels) + 1)}*")
        labels.append(title.inner_text())
    assert len(set(labels)) == 3
    page.keyboard.press("ArrowRight")  # the last one: there is nothing after it
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**{_wall(cycle, 2)}*")
    expect(title).to_have_text(labels[1])
    page.keyboard.press("Control+ArrowLeft")  # the browser's own keys stay the browser's
    page.keyboard.press("PageUp")
    page.wait_for_url(f"**{_wall(cycle)}*")
    expect(title).to_have_text(labels[0])
    page.keyboard.press("Escape")
    page.wait_for_url(f"**{reverse('scorecards:cycle_card', args=[cycle.pk])}")


def test_the_arrows_turn_round_in_arabic(world: Any, cycle: Cycle, sign_in: Callable[..., Page]) -> None:
    page = sign_in(world.facilitator.email, PASSWORD)
    page.context.add_cookies([{"name": "django_language", "value": "ar", "url": page.url}])
    page.goto(_wall(cycle))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**{_wall(cycle, 2)}*")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**{_wall(cycle)}*")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_wall_fits_and_works_without_script(
    world: Any,
    cycle: Cycle,
    sign_in: Callable[..., Page],
    new_context: Callable[..., BrowserContext],
    accessible: Callable[[Page], None],
    width: int,
) -> None:
    page = sign_in(world.facilitator.email, PASSWORD, width=width, height=720)
    page.goto(_wall(cycle, 2))
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context = new_context(width=width, java_script_enabled=False, storage_state=page.context.storage_state())
    bare = context.new_page()
    bare.goto(_wall(cycle, 2))
    expect(bare.locator("[data-timer]")).to_be_hidden()
    bare.get_by_role("link", name="Indicateur suivant").click()
    bare.wait_for_url(f"**{_wall(cycle, 3)}*")
