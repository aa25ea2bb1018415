"""What was counted stays counted, in whatever order taps, sends, answers and packages come: scripted, one by one."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from scorecards.models import Score, Submission
from scorecards.services import submissions
from tests.browser.fieldfixtures import DO, Phone, count_people, cycle, flush, new_phone, pending, server, tap, women

__all__ = ["cycle", "new_phone", "server", "women"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COUNT = {"op": "attendance", "values": {"women_adult": "8", "men_adult": "4"}}
MODULES = """
const box = await import('/static/js/field/outbox.js'), {apply} = await import('/static/js/field/model.js');
const {state} = await import('/static/js/field/page.js'), {read} = await import('/static/js/field/db.js');
const row = await read('work', [state.user.id, session]), kept = await read('packages', [state.user.id, row.cycle]);
"""
#: Something is typed while what was entered before is being sealed.
TYPED_WHILE_SEALING = f"""
async ([session, values]) => {{
  {MODULES}
  const digest = crypto.subtle.digest.bind(crypto.subtle);
  crypto.subtle.digest = async (...given) => {{
    crypto.subtle.digest = digest;
    await box.change(state.user.id, session, kept.data, {{op: 'draft', values}}, apply);
    return digest(...given);
  }};
  await box.seal(state.user.id, session);
  return (await read('work', [state.user.id, session])).doc.draft;
}}
"""
#: A package that was asked for before a tap, and arrives after the tap was sent and acknowledged.
LATE_PACKAGE = f"""
async ([session, op]) => {{
  {MODULES}
  const asked = window.fetch;
  let arrived, release;
  const here = new Promise((resolve) => {{ arrived = resolve; }});
  const gate = new Promise((resolve) => {{ release = resolve; }});
  window.fetch = async (url, ...given) => {{
    if (!String(url).includes('/api/v1/field/cycles/')) return asked(url, ...given);
    window.fetch = asked;
    const answer = await asked(url, ...given);
    arrived();
    await gate;
    return answer;
  }};
  const late = box.refresh(state.user.id, row.cycle);
  await here;
  await box.change(state.user.id, session, kept.data, op, apply);
  let outcome = 'busy';
  while (outcome === 'busy') ({{outcome}} = await box.flush(state.user.id));
  release();
  await late;
  return outcome;
}}
"""
#: From here on the phone doesn't hear that a session was written, until ``free``.
SLOW_WRITES = """
() => {
  const held = [], put = IDBObjectStore.prototype.put;
  let slow = true;
  window.free = () => { slow = false; held.forEach((go) => go()); };
  IDBObjectStore.prototype.put = function (row) {
    const asked = put.call(this, row);
    if (slow && this.name === 'work') {
      Object.defineProperty(asked, 'onsuccess', { set(done) { held.push(() => done.call(asked)); } });
    }
    return asked;
  };
}
"""


def hand(indicator: Any, level: int) -> dict[str, Any]:
    return {"op": "hand", "indicator": str(indicator.pk), "level": level, "delta": 1}


def agree(indicator: Any, value: str) -> dict[str, Any]:
    return {"op": "answer", "indicator": str(indicator.pk), "field": "value", "value": value}


@pytest.fixture
def phone(world: Any, cycle: Any, new_phone: Callable[..., Phone]) -> Phone:
    return new_phone(world.facilitator)


@pytest.fixture
def page(phone: Phone, cycle: Any) -> Page:
    page = phone.prepare(cycle)
    page.goto("/field/")
    page.locator(".syncline").wait_for()
    return page


@pytest.fixture
def do(page: Page, women: Any) -> Callable[..., None]:
    return lambda *ops: page.evaluate(DO, [str(women.pk), list(ops)])


def only() -> tuple[Any, ...]:
    score = Score.objects.get()
    return score.mode, None if score.value is None else str(int(score.value)), score.tallies


def test_hands_counted_before_one_score_was_agreed_on_are_there_when_people_go_back_to_them(
    page: Page, women: Any, cycle: Any, do: Callable[..., None]
) -> None:
    """Whether something was sent in between must not change what the phone knows."""
    asked = cycle.indicators.first()
    do(COUNT, hand(asked, 3), hand(asked, 3), agree(asked, "2"))
    assert flush(page) == "done"
    assert only() == ("consensus", "2", None)
    do(hand(asked, 1))
    assert flush(page) == "done"
    assert only() == ("tally", None, [0, 1, 0, 2, 0])


def test_what_somebody_else_answered_takes_the_place_of_what_this_phone_counted(
    page: Page, women: Any, cycle: Any, do: Callable[..., None]
) -> None:
    asked = cycle.indicators.first()
    do(COUNT, hand(asked, 3))
    assert flush(page) == "done"
    Score.objects.update(mode="consensus", value=4, tallies=None, version=2)
    second = cycle.indicators.last()
    do(hand(second, 0))
    assert flush(page) == "done"
    do(hand(asked, 1))
    assert flush(page) == "done"
    assert Score.objects.get(indicator=asked).tallies == [0, 1, 0, 0, 0]


def test_the_hands_are_still_on_the_screen(phone: Phone, page: Page, women: Any) -> None:
    """Count, switch to one agreed score, let it be sent, and switch back."""
    page = phone.session(women, "#a")
    count_people(page)
    tap(page, 3, 3)
    page.locator(".ways label", has_text="Note commune").click()
    page.locator(".facepick li").nth(1).locator("label").click()
    expect(page.locator(".facepick input").nth(1)).to_be_checked()
    expect(page.locator("#sync")).to_contain_text("Envoyé ✔")
    page.locator(".ways label", has_text="À main levée").click()
    expect(page.locator("[data-sum]")).to_have_text("2")
    tap(page, 1)
    assert flush(page) == "done"
    assert only() == ("tally", None, [0, 1, 0, 2, 0])


def test_a_score_shows_as_saved_once_it_is_on_the_disk(phone: Phone, page: Page, women: Any) -> None:
    page = phone.session(women, "#a")
    count_people(page)
    page.locator(".ways label", has_text="Note commune").click()
    face = page.locator(".facepick li").nth(1)
    expect(face).to_be_visible()
    page.evaluate(SLOW_WRITES)
    face.locator("label").click()
    expect(face).to_have_attribute("aria-busy", "true")
    expect(face.locator("label")).to_have_css("outline-style", "none")
    page.evaluate("free()")
    expect(face).not_to_have_attribute("aria-busy", "true")
    expect(face.locator("input")).to_be_checked()
    expect(face.locator("label")).to_have_css("outline-style", "solid")


def test_going_back_after_a_send_whose_package_never_came_is_sent_too(
    phone: Phone, page: Page, cycle: Any, do: Callable[..., None]
) -> None:
    asked = cycle.indicators.first()
    do(COUNT, agree(asked, "4"))
    assert flush(page) == "done"
    phone.server.spoils, phone.server.fault = lambda _method, path: "/api/v1/field/" in path, "down"
    do(agree(asked, "5"))
    assert flush(page) == "later"
    assert only() == ("consensus", "5", None)
    do(agree(asked, "4"))
    assert flush(page) == "later"
    assert only() == ("consensus", "4", None)
    phone.server.fault = None
    assert flush(page) == "done"
    assert {row.state for row in Submission.objects.all()} == {"applied"}


def test_a_package_asked_for_before_a_tap_never_takes_it_back(
    page: Page, women: Any, cycle: Any, do: Callable[..., None]
) -> None:
    asked = cycle.indicators.first()
    do(COUNT, hand(asked, 0))
    assert flush(page) == "done"
    assert page.evaluate(LATE_PACKAGE, [str(women.pk), hand(asked, 0)]) == "done"
    do(hand(asked, 0))
    assert flush(page) == "done"
    assert only() == ("tally", None, [3, 0, 0, 0, 0])


def test_what_is_typed_while_something_is_sealed_stays(page: Page, women: Any, do: Callable[..., None]) -> None:
    do(COUNT)
    typed = {"women_adult": "9"}
    assert page.evaluate(TYPED_WHILE_SEALING, [str(women.pk), typed]) == typed


def test_what_the_server_stored_and_could_not_enter_yet_goes_first(
    page: Page, women: Any, cycle: Any, do: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the server between storing and entering: what is tapped after it waits on the phone, in its order."""
    asked = cycle.indicators.first()

    def crash(*_args: Any) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(submissions, "_apply", crash)
        do(COUNT, hand(asked, 0))
        assert flush(page) == "done"
        do(hand(asked, 0))
        flush(page)
        assert [row.state for row in Submission.objects.all()] == ["stored"]
        assert pending(page) == 1
    Submission.objects.update(received_at=timezone.now() - datetime.timedelta(minutes=5))
    assert submissions.sweep() == 1
    while pending(page):
        assert flush(page) == "done"
    assert only() == ("tally", None, [2, 0, 0, 0, 0])
    assert {row.state for row in Submission.objects.all()} == {"applied"}


def test_what_the_server_stored_and_then_refused_is_told(
    page: Page, cycle: Any, do: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else has to be tapped for the phone to hear of it."""
    asked = cycle.indicators.first()

    def crash(*_args: Any) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(submissions, "_apply", crash)
        do(COUNT, hand(asked, 0))
        assert flush(page) == "done"
        assert flush(page) == "done"
        Submission.objects.update(state="invalid", errors=[{"field": "", "message": "Le pourquoi."}])
    flush(page)
    page.reload()
    expect(page.locator("#notes")).to_contain_text("Le pourquoi.")
    assert pending(page) == 1
