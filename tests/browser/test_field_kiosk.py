"""The phone goes round: a vote each, nothing of the one before, the result once it is closed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, TimeoutError, expect

from scorecards.models import Score
from tests.browser.fieldfixtures import Phone, count_people, cycle, flush, new_phone, server, women

__all__ = ["cycle", "new_phone", "server", "women"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]) -> Page:
    """Three people present, the first indicator on the screen, no network."""
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    phone.context.set_offline(True)
    opened = phone.session(women, "#a")
    count_people(opened, 2, 1)
    expect(opened.locator(".pos")).to_have_text("1 sur 3")
    return opened


def begin(page: Page, name: str) -> None:
    """A tap that meets the page while it is drawn again is given once more, as a person would."""
    choice = page.get_by_role("button", name=name)
    for _ in range(4):
        page.get_by_role("button", name="Voter en faisant passer le téléphone").click()
        try:
            choice.wait_for(timeout=5000)
            break
        except TimeoutError:
            continue
    choice.click()


def vote(page: Page, *levels: int) -> None:
    page.locator("#vote").click()
    for level in levels:
        page.locator(f".kioskpick [data-level='{level}']").click()
    page.locator("#give").click()
    page.locator("#nextvoter").click()


def test_one_indicator_vote_by_vote(page: Page, accessible: Callable[[Page], None]) -> None:
    begin(page, "Voter sur «")
    accessible(page)
    page.locator("#vote").click()
    accessible(page)
    page.locator(".kioskpick [data-level='4']").click()
    accessible(page)
    page.locator("#give").click()
    # Nothing of the vote is left, and no key, button or address brings it back.
    expect(page.locator("#main")).not_to_contain_text("Très bon")
    page.go_back()
    expect(page.locator("#main")).not_to_contain_text("Très bon")
    expect(page.locator("#voted")).to_have_text("1 personne sur 3 a voté.")
    assert page.locator(".fieldbar a").is_hidden()
    vote(page, 0)
    page.reload()
    expect(page.locator("#voted")).to_have_text("2 personnes sur 3 ont voté.")
    vote(page, 0)
    expect(page.locator("h1")).to_have_text("Tout le monde a voté")
    assert page.locator("#vote").count() == 0
    page.get_by_role("button", name="Fin du vote").click()
    expect(page.locator("#main")).not_to_contain_text("Très")
    page.locator("#closevote").click()
    expect(page.locator("#way")).to_contain_text("3 personnes ont voté.")
    accessible(page)
    page.context.set_offline(False)
    assert flush(page) == "done"
    score = Score.objects.get()
    assert (score.mode, score.tallies) == ("ballot", [2, 0, 0, 0, 1])


def test_the_whole_list_with_a_skip_and_a_second_thought(page: Page) -> None:
    begin(page, "Voter sur les 3 indicateurs")
    page.locator("#vote").click()
    page.locator(".kioskpick [data-level='1']").click()
    page.get_by_role("button", name="Recommencer").click()
    page.locator("#vote").click()
    page.locator(".kioskpick [data-level='2']").click()
    page.get_by_role("button", name="Passer", exact=True).click()
    page.locator(".kioskpick [data-level='3']").click()
    expect(page.locator("#main")).to_contain_text("sans réponse")
    page.locator("#give").dblclick()
    page.locator("#nextvoter").click()
    page.get_by_role("button", name="Fin du vote").click()
    page.locator("#closevote").click()
    page.context.set_offline(False)
    assert flush(page) == "done"
    assert [score.tallies for score in Score.objects.order_by("indicator__position")] == [
        [0, 0, 1, 0, 0],
        [0, 0, 0, 1, 0],
    ]


def test_a_vote_cut_short_goes_on_where_it_was(page: Page, women: Any) -> None:
    """The phone dies during the vote: the counters are there, and still not shown."""
    begin(page, "Voter sur «")
    vote(page, 3)
    context = page.context
    page.close(run_before_unload=False)
    again = context.new_page()
    again.goto(reverse("scorecards:field_session", args=[women.pk]))
    expect(again.locator("#main")).to_contain_text("Un vote est en cours")
    expect(again.locator("#main")).to_contain_text("1 personne sur 3 a voté.")
    again.get_by_role("link", name="Continuer le vote").click()
    again.get_by_role("button", name="Continuer le vote").click()
    vote(again, 3)
    expect(again.locator("#voted")).to_have_text("2 personnes sur 3 ont voté.")
