"""The facilitator's day in the village: found from the help, printed on one A4 page, in every language."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_one_printed_page(
    live_server: Any,
    new_context: Callable[..., BrowserContext],
    accessible: Callable[[Page], None],
    language: str,
) -> None:
    context = new_context(width=360, height=640)
    context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    page = context.new_page()
    page.goto("/help/")
    page.locator("a[href$='/help/field-day/']").click()
    expect(page.locator(".ticklist li")).to_have_count(20)
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    printed = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(printed.pages) == 1
    if language == "fr":
        assert "donnez-le à l’administrateur" in " ".join(printed.pages[0].extract_text().split())
