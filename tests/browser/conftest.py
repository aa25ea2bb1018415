"""A real browser against a live server: every page it opens must speak no error and break no policy."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Longest wait for one step, in milliseconds: generous, because the machine may be busy.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
#: What WCAG 2.2 AA asks.
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="session", autouse=True)
def _allow_orm_beside_the_browser() -> Iterator[None]:
    """The browser's driver runs an event loop in this thread; the ORM is still used from plain code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def troubles() -> list[str]:
    return []


@pytest.fixture
def new_context(browser: Browser, live_server: Any, troubles: list[str]) -> Iterator[Callable[..., BrowserContext]]:
    """A fresh visitor: ``new_context(width=360)``; closed at the end of the test."""
    opened: list[BrowserContext] = []

    def make(width: int = 1280, height: int = 900, **options: Any) -> BrowserContext:
        context = browser.new_context(
            base_url=live_server.url, locale="fr-FR", viewport={"width": width, "height": height}, **options
        )
        context.set_default_timeout(PATIENCE)
        context.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
    assert [trouble for trouble in troubles if "status of 4" not in trouble] == []


@pytest.fixture
def sign_in(new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Open a visitor and sign in by the form, as that person would."""

    def go(email: str, password: str, **options: Any) -> Page:
        page = new_context(**options).new_page()
        page.goto("/")
        page.get_by_label("Adresse e-mail").fill(email)
        page.get_by_label("Mot de passe").fill(password)
        page.get_by_role("button", name="Se connecter").click()
        page.wait_for_url("**/")
        return page

    return go


@pytest.fixture(scope="session")
def axe() -> Axe:
    return Axe()


@pytest.fixture
def accessible(axe: Axe) -> Callable[[Page], None]:
    def check(page: Page) -> None:
        found = axe.run(page, options=RULES).response["violations"]
        assert not found, "\n".join(
            f"{page.url} {issue['id']}: {node['html'][:200]}" for issue in found for node in issue["nodes"]
        )

    return check
