"""How much travels to a telephone: bytes as they are sent compressed, counted on the first and on the later pages.

Files of ours and Bootstrap's are compressed ahead by the web server (brotli); pages are counted as they came.
Times on a slow link depend on the machine: they are printed by ``benchmarks/slow_link.py``, not tested.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli
import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Response, expect

from scorecards.enums import Scale
from scorecards.models import Score, ScoringSession
from scorecards.reports.sessions import asked_indicators
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST, SCRIPTS, LATER = 150 * 1024, 50 * 1024, 15 * 1024
PHONE = {"width": 360, "height": 640}


class Meter:
    """Bytes of everything that a page asked for, by kind, each address once; addresses of other sites apart."""

    def __init__(self, page: Page, base: str) -> None:
        self.base, self.sizes, self.foreign = urlsplit(base).netloc, {}, set()
        page.on("response", self._seen)

    def _seen(self, response: Response) -> None:
        address = urlsplit(response.url)
        if address.scheme not in ("http", "https"):
            return
        if address.netloc != self.base:
            self.foreign.add(response.url)
        if response.status in (301, 302, 304):
            return
        kind = response.request.resource_type
        self.sizes[address.path] = (kind, self._size(response, address.path))

    def _size(self, response: Response, path: str) -> int:
        if path.startswith("/static/"):
            return len(brotli.compress(response.body()))
        return response.request.sizes()["responseBodySize"]

    def total(self, *kinds: str) -> int:
        return sum(size for kind, size in self.sizes.values() if not kinds or kind in kinds)


@pytest.fixture
def session(world: Any) -> ScoringSession:
    found: ScoringSession = world.make_cycle(state="community", scale=Scale.FACES).sessions.get(group__kind="women")
    return found


@pytest.fixture
def signed(
    new_context: Callable[..., BrowserContext], sign_in: Callable[..., Page], world: Any
) -> Callable[..., BrowserContext]:
    """A fresh telephone that is signed in and holds nothing yet: only the cookies come along."""

    def make(**options: Any) -> BrowserContext:
        cookies = sign_in(world.facilitator.email, PASSWORD).context.cookies()
        context = new_context(**PHONE, service_workers="block", **options)
        context.add_cookies(cookies)
        return context

    return make


def score_page(session: ScoringSession) -> str:
    indicator = session.cycle.indicators.order_by("position").first()
    return reverse("scorecards:session_score", args=[session.pk, indicator.pk])


def test_first_and_later_pages_of_scoring(
    live_server: Any, session: ScoringSession, signed: Callable[..., BrowserContext]
) -> None:
    page = signed().new_page()
    meter = Meter(page, live_server.url)
    page.goto(score_page(session), wait_until="networkidle")
    assert meter.total() <= FIRST, meter.sizes
    assert meter.total("script") <= SCRIPTS, meter.sizes
    assert meter.foreign == set()
    assert meter.total("font") == 0
    for name in ("session_sheet", "session_attendance", "session_detail"):
        meter.sizes.clear()
        page.goto(reverse(f"scorecards:{name}", args=[session.pk]), wait_until="networkidle")
        assert meter.total("document") <= LATER, (name, meter.sizes)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0


def test_first_load_of_the_field_pages(
    live_server: Any, session: ScoringSession, signed: Callable[..., BrowserContext]
) -> None:
    page = signed().new_page()
    meter = Meter(page, live_server.url)
    page.goto(reverse("scorecards:field_session", args=[session.pk]), wait_until="networkidle")
    assert meter.total() <= FIRST, meter.sizes
    assert meter.total("script") <= SCRIPTS, meter.sizes
    assert meter.total("document") <= LATER, meter.sizes
    assert meter.foreign == set()
    assert meter.total("font") == 0


def test_field_scripts_keep_to_what_chrome_90_knows() -> None:
    """Names that came later, called without asking whether they are there."""
    root = Path(settings.BASE_DIR)
    later = re.compile(
        r"structuredClone|\.(?:at|findLast|findLastIndex|toSorted|toReversed|replaceAll)\(-|Object\.(?:hasOwn|groupBy)"
        r"|AbortSignal\.(?:timeout|any)|Promise\.withResolvers|\bstatic \{|\.(?:findLast|toSorted|toReversed)\("
        r"|(?<!crypto\.randomUUID\) return )crypto\.randomUUID\(\)"
    )
    sources = [*(root / "static" / "js" / "field").glob("*.js"), root / "templates/scorecards/field_worker.js"]
    assert len(sources) > 15
    assert {path.name: found for path in sources if (found := later.findall(path.read_text()))} == {}


def test_every_script_of_the_field_together() -> None:
    """A phone that opens all of its screens has loaded them all: still within the budget, the guard of leaving too."""
    root = Path(settings.BASE_DIR) / "static" / "js"
    sizes = {
        path.name: len(brotli.compress(path.read_bytes()))
        for path in [*(root / "field").glob("*.js"), root / "page.js"]
    }
    assert len(sizes) > 15
    assert sum(sizes.values()) <= SCRIPTS, sizes


@pytest.mark.parametrize("name", ["cycle_detail", "cycle_card", "cycle_kit", "cycle_aids"])
def test_pages_of_a_cycle(
    live_server: Any, session: ScoringSession, signed: Callable[..., BrowserContext], name: str
) -> None:
    page = signed().new_page()
    meter = Meter(page, live_server.url)
    page.goto(reverse(f"scorecards:{name}", args=[session.cycle_id]), wait_until="networkidle")
    assert meter.total() <= FIRST, meter.sizes
    assert meter.total("document") <= LATER, meter.sizes
    assert meter.foreign == set()


def test_results_are_typed_up_without_scripts(session: ScoringSession, signed: Callable[..., BrowserContext]) -> None:
    """From the people present to the closed session, on a small telephone, with JavaScript off."""
    page = signed(java_script_enabled=False).new_page()
    page.goto(reverse("scorecards:session_attendance", args=[session.pk]))
    for box in page.locator(".headcount input").all():
        box.fill("2")
    page.locator(".fieldfoot button[type=submit]").last.click()
    page.goto(reverse("scorecards:session_sheet", args=[session.pk]))
    rows = page.locator("tr[data-row]")
    for number in range(rows.count()):
        hands = rows.nth(number).locator("input[data-box=hand]")
        for level, count in enumerate((1, 2, 3, 4, 2)):
            hands.nth(level).fill(str(count))
    page.get_by_role("button", name="Enregistrer la feuille").click()
    page.wait_for_url(f"**{session.get_absolute_url()}")
    asked = len(asked_indicators(session))
    assert [score.tallies for score in Score.objects.filter(session=session)] == [[1, 2, 3, 4, 2]] * asked
    page.get_by_role("button", name="Clôturer la séance").click()
    expect(page.get_by_text("La séance est close", exact=False).first).to_be_visible()
    assert ScoringSession.objects.get(pk=session.pk).is_closed
