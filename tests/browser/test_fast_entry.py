"""A group's paper sheet of ten indicators, typed up with the keyboard alone in less than three minutes.

The time is computed, not measured: the keystroke-level model (Card, Moran and Newell 1983) counts 0.28 s for each key
of an average non-secretary typist and 1.35 s of thought; here one thought before each number read off the paper,
one before each row and one before saving. The keys are those that the browser really received.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from scorecards.enums import Scale
from scorecards.models import Score, ScoringSession
from tests.factories import PASSWORD, IndicatorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEY, THOUGHT, LIMIT = 0.28, 1.35, 180.0
#: Ten rows of the paper, twelve hands in each: lowest level first.
PAPER = [
    (0, 2, 3, 4, 3),
    (1, 1, 2, 5, 3),
    (0, 0, 0, 2, 10),
    (12, 0, 0, 0, 0),
    (3, 3, 3, 3, 0),
    (0, 1, 2, 3, 6),
    (2, 2, 2, 2, 4),
    (0, 0, 6, 6, 0),
    (5, 4, 3, 0, 0),
    (0, 0, 1, 0, 11),
]
COUNT_KEYS = """() => { window.keys = 0; window.pointer = 0;
  addEventListener('keydown', (event) => { if (!['Shift', 'Control'].includes(event.key)) window.keys += 1; }, true);
  addEventListener('pointerdown', () => { window.pointer += 1; }, true); }"""


@pytest.fixture
def session(world: Any) -> ScoringSession:
    """The women's session: 12 people, five faces, ten indicators."""
    found: ScoringSession = world.make_cycle(state="community", scale=Scale.FACES).sessions.get(group__kind="women")
    for number in range(10 - found.cycle.indicators.count()):
        IndicatorFactory(cycle=found.cycle, label=f"Point {number}", position=50 + number, pictogram="water")
    return found


@pytest.fixture
def page(world: Any, session: ScoringSession, sign_in: Callable[..., Page]) -> Page:
    opened = sign_in(world.facilitator.email, PASSWORD)
    opened.goto(reverse("scorecards:session_sheet", args=[session.pk]))
    return opened


def test_ten_indicators_by_keyboard_in_less_than_three_minutes(page: Page, session: ScoringSession) -> None:
    page.evaluate(COUNT_KEYS)
    numbers = 0
    for row in PAPER:
        for count in row:
            if count:
                page.keyboard.type(str(count))
                numbers += 1
            page.keyboard.press("Enter")
    expect(page.locator("[data-save]")).to_be_focused()
    assert page.locator("[data-total].is-right").count() == len(PAPER)
    keys, pointer = page.evaluate("[window.keys + 1, window.pointer]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{session.get_absolute_url()}")
    # 86 keys and 32 numbers: 82 seconds.
    seconds = keys * KEY + (numbers + len(PAPER) + 1) * THOUGHT
    assert pointer == 0
    assert keys <= sum(len(str(count)) for row in PAPER for count in row if count) + 10 * 5 + 1
    assert seconds < LIMIT
    rows = Score.objects.filter(session=session).order_by("indicator__position", "indicator__code")
    assert [tuple(score.tallies) for score in rows] == PAPER


def test_arrows_move_and_the_total_is_told_as_one_types(page: Page, accessible: Callable[[Page], None]) -> None:
    first = page.locator("tr[data-row]").first
    expect(first.locator("input[data-box=hand]").first).to_be_focused()
    page.keyboard.type("5")
    expect(first.locator("[data-total]")).to_have_text("5 / 12")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("7")
    expect(first.locator("[data-total]")).to_have_text("12 / 12")
    expect(first.locator("[data-total]")).to_have_class("is-right")
    page.keyboard.press("ArrowDown")
    expect(page.locator("tr[data-row]").nth(1).locator("input[data-box=hand]").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.type("9")
    expect(first.locator("[data-total]")).to_have_text("14 / 12")
    expect(first.locator("[data-total]")).to_have_class("is-wrong")
    accessible(page)


def test_a_wrong_row_is_named_and_everything_typed_is_kept(page: Page, session: ScoringSession) -> None:
    for row in PAPER:
        for index, count in enumerate(row):
            page.keyboard.type("20" if row is PAPER[2] and index == 4 else str(count))
            page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("3. ")
    expect(alert).to_contain_text("22 mains pour 12 personnes présentes")
    assert not Score.objects.filter(session=session).exists()
    hands = page.locator("tr[data-row]").nth(9).locator("input[data-box=hand]")
    assert [hands.nth(n).input_value() for n in range(5)] == [str(count) for count in PAPER[9]]
    # Still by keyboard: correct the named row and save with Ctrl and Enter.
    page.locator("tr[data-row]").nth(2).locator("input[data-box=hand]").nth(4).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("10")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**{session.get_absolute_url()}")
    assert Score.objects.filter(session=session).count() == 10


def test_without_scripts_tab_does_it_all(world: Any, session: ScoringSession, sign_in: Callable[..., Page]) -> None:
    page = sign_in(world.facilitator.email, PASSWORD, java_script_enabled=False)
    page.goto(reverse("scorecards:session_sheet", args=[session.pk]))
    page.locator("input[data-box=hand]").first.focus()
    for count in PAPER[0]:
        page.keyboard.type(str(count))
        page.keyboard.press("Tab")
    page.get_by_role("button", name="Enregistrer la feuille").click()
    page.wait_for_url(f"**{session.get_absolute_url()}")
    assert tuple(Score.objects.get(session=session).tallies) == PAPER[0]
