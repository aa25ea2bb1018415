"""Scoring on a phone: hands with and without scripts, undo, faces, the whole sheet with the keyboard alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from scorecards.enums import Scale
from scorecards.models import Score, ScoringSession
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session(world: Any) -> ScoringSession:
    """The women's session: 12 people, five faces, three indicators."""
    found: ScoringSession = world.make_cycle(state="community", scale=Scale.FACES).sessions.get(group__kind="women")
    return found


def screen(session: ScoringSession, number: int = 0) -> str:
    indicator = list(session.cycle.indicators.order_by("position"))[number]
    return reverse("scorecards:session_score", args=[session.pk, indicator.pk])


def test_hands_on_a_phone(
    world: Any, session: ScoringSession, sign_in: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = sign_in(world.facilitator.email, PASSWORD, width=360, height=640)
    page.goto(screen(session))
    more, fewer = page.locator(".tally .plus"), page.locator(".tally [data-step='-1']")
    for row, taps in ((0, 2), (2, 3), (4, 7)):
        for _ in range(taps):
            more.nth(row).click()
    expect(page.locator("[data-sum]")).to_have_text("12")
    expect(page.locator("[data-mean]")).to_have_text("3,8")
    # Everybody raised a hand: no plus goes further, until one is taken back.
    expect(more.nth(1)).to_be_disabled()
    fewer.nth(4).click()
    expect(page.locator("[data-left]")).to_have_text("1")
    page.locator("[data-undo]").click()
    expect(page.locator("[data-sum]")).to_have_text("12")
    accessible(page)
    page.get_by_label("Raison donnée par le groupe").fill("La file est longue")
    page.get_by_role("button", name="Suivant").last.click()
    expect(page.locator(".pos")).to_have_text("2 sur 3")
    score = Score.objects.get()
    assert (score.tallies, score.reason) == ([2, 0, 3, 0, 7], "La file est longue")


def test_fewer_hands_are_asked_about_and_nothing_is_lost(
    world: Any, session: ScoringSession, sign_in: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = sign_in(world.facilitator.email, PASSWORD, width=360, height=640)
    page.goto(screen(session))
    page.locator(".tally .plus").nth(3).click()
    page.get_by_label("Suggestion").fill("Ouvrir plus tôt")
    page.get_by_role("button", name="Suivant").last.click()
    expect(page.get_by_role("alert")).to_contain_text("1 main sur 12. Il en manque 11")
    expect(page.get_by_label("Suggestion")).to_have_value("Ouvrir plus tôt")
    accessible(page)
    page.get_by_role("button", name="Continuer quand même").click()
    expect(page.locator(".pos")).to_have_text("2 sur 3")
    assert Score.objects.get().tallies == [0, 0, 0, 1, 0]


def test_it_works_without_scripts(world: Any, session: ScoringSession, sign_in: Callable[..., Page]) -> None:
    page = sign_in(world.facilitator.email, PASSWORD, width=360, height=640, java_script_enabled=False)
    page.goto(screen(session))
    expect(page.locator(".tally .plus").first).to_be_hidden()
    page.locator("[name=hands_4]").fill("12")
    page.get_by_role("button", name="Suivant").last.click()
    page.locator("label", has_text="Note commune").click()
    page.locator(".facepick li").nth(3).click()
    page.get_by_role("button", name="Suivant").last.click()
    page.locator("label", has_text="Pas de note").click()
    page.get_by_label("Sans objet").check()
    page.get_by_role("button", name="Terminer").click()
    page.get_by_role("button", name="Clôturer la séance").click()
    stored = [(score.status, score.tallies, score.value) for score in Score.objects.order_by("indicator__position")]
    assert stored == [("scored", [0, 0, 0, 0, 12], None), ("scored", None, 4), ("not_applicable", None, None)]
    assert ScoringSession.objects.get(pk=session.pk).is_closed


def test_a_whole_sheet_with_the_keyboard_alone(
    world: Any, session: ScoringSession, sign_in: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = sign_in(world.facilitator.email, PASSWORD)
    page.goto(reverse("scorecards:session_sheet", args=[session.pk]))
    accessible(page)
    page.locator("input[name$='-hands_0']").first.focus()
    for _ in range(3):
        for hands in ("1", "2", "3", "4", "2"):
            page.keyboard.type(hands)
            page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("Assez propre")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("3 notes enregistrées.")).to_be_visible()
    assert [score.tallies for score in Score.objects.all()] == [[1, 2, 3, 4, 2]] * 3
    assert {score.reason for score in Score.objects.all()} == {"Assez propre"}
