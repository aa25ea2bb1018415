"""Fixtures of the field tests: a phone in front of a server that can be broken, and what the modules hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import User
from scorecards.enums import Scale
from scorecards.models import Score, ScoringSession
from tests.browser.conftest import PATIENCE
from tests.browser.fieldtools import Proxy, proxy

#: Runs in a page: sends everything now, whatever the back-off says.
_MODULES = (
    "const box = await import('/static/js/field/outbox.js'), {state} = await import('/static/js/field/page.js');"
)
FLUSH = f"async () => {{ {_MODULES} return box.flush(state.user.id); }}"
PENDING = f"async () => {{ {_MODULES} return box.pending(state.user.id); }}"
#: Several things done to one session, one after the other, each on the disk before the next.
DO = """
async ([session, ops]) => {
  const box = await import('/static/js/field/outbox.js'), {apply} = await import('/static/js/field/model.js');
  const {state} = await import('/static/js/field/page.js'), {read} = await import('/static/js/field/db.js');
  const row = await read('work', [state.user.id, session]), kept = await read('packages', [state.user.id, row.cycle]);
  for (const op of ops) await box.change(state.user.id, session, kept.data, op, apply);
}
"""


@dataclass
class Phone:
    """One browser, signed in or not, that speaks to ``server``."""

    context: BrowserContext
    server: Proxy

    def sign_in(self, user: User) -> None:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.server.url, "httpOnly": True}]
        )

    def sign_out(self) -> None:
        self.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    def page(self, path: str = "") -> Page:
        page = self.context.new_page()
        if path:
            page.goto(path)
        return page

    def prepare(self, cycle: Any) -> Page:
        page = self.page(reverse("scorecards:field_prepare", args=[cycle.pk]))
        expect(page.locator("#ready")).to_contain_text("Prêt hors ligne ✔", timeout=3 * PATIENCE)
        return page

    def session(self, session: Any, screen: str = "") -> Page:
        return self.page(f"{reverse('scorecards:field_session', args=[session.pk])}{screen}")


@pytest.fixture
def cycle(world: Any) -> Any:
    """Women and men, five faces, three indicators; nobody has scored."""
    made = world.make_cycle(state="community", scale=Scale.FACES)
    made.sessions.update(state="planned", women_adult=None, men_adult=None, held_on=None)
    Score.objects.all().delete()
    return made


@pytest.fixture
def women(cycle: Any) -> ScoringSession:
    found: ScoringSession = cycle.sessions.get(group__kind="women")
    return found


@pytest.fixture
def server(live_server: Any) -> Iterator[Proxy]:
    with proxy(live_server.url) as made:
        yield made


@pytest.fixture
def new_phone(browser: Browser, server: Proxy) -> Iterator[Callable[..., Phone]]:
    """``new_phone(user)``; whatever a page throws fails the test."""
    opened: list[BrowserContext] = []
    thrown: list[str] = []

    def make(user: User | None = None, width: int = 360, height: int = 640, **options: Any) -> Phone:
        context = browser.new_context(
            base_url=server.url, locale="fr-FR", viewport={"width": width, "height": height}, **options
        )
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: thrown.append(str(error.error)))
        opened.append(context)
        phone = Phone(context, server)
        if user is not None:
            phone.sign_in(user)
        return phone

    yield make
    for context in opened:
        context.close()
    assert thrown == []


def flush(page: Page) -> str:
    """Send now; the outcome in one word."""
    for _ in range(50):
        outcome: str = page.evaluate(FLUSH)["outcome"]
        if outcome != "busy":
            return outcome
        page.wait_for_timeout(100)
    return "busy"


def pending(page: Page) -> int:
    waiting: int = page.evaluate(PENDING)["total"]
    return waiting


def count_people(page: Page, women: int = 8, men: int = 4) -> None:
    """Fill in who is there, and open the session."""
    page.get_by_label("Femmes, 30 à 59 ans").fill(str(women))
    page.get_by_label("Hommes, 30 à 59 ans").fill(str(men))
    page.locator("#save").click()


def written(page: Page) -> None:
    """What was chosen and typed is on the disk: nothing is shown as on its way."""
    expect(page.locator("#main [aria-busy=true]")).to_have_count(0)
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('csc-typed'))")


def tap(page: Page, *levels: int) -> None:
    """One hand more at each of these levels, worst is 0."""
    for level in levels:
        before = page.locator("[data-sum]").inner_text()
        page.locator(".tally .plus").nth(level).click()
        expect(page.locator("[data-sum]")).not_to_have_text(before)
