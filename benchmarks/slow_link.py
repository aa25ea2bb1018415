"""How soon a page can be used on a slow link: 400 kbit/s, 400 ms there and back, a telephone of 360 × 640.

    python benchmarks/slow_link.py http://127.0.0.1:8000 EMAIL PASSWORD /cycles/sessions/…/ …

Asks a site that runs as in production (``bin/demo``), so that files travel compressed. Each visit starts from an empty
store, signed in; "usable" is when styles and scripts have run and a button or a box stands on the screen.
Prints the middle of the visits, for the first page of a telephone and for the same page again.
"""

import argparse
import statistics
import time
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PHONE = {"width": 360, "height": 640}
READY = "() => document.readyState !== 'loading' && document.querySelector('#main button, #main input, #main a')"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base")
    parser.add_argument("email")
    parser.add_argument("password")
    parser.add_argument("pages", nargs="+")
    parser.add_argument("--kbit", type=int, default=400, help="speed of the link, both ways")
    parser.add_argument("--delay", type=int, default=400, help="milliseconds there and back")
    parser.add_argument("--visits", type=int, default=5)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=asked.chromium, args=FLAGS)
        cookies = sign_in(browser, asked)
        print(f"{asked.kbit} kbit/s, {asked.delay} ms")  # noqa: T201
        for page in asked.pages:
            visits = [visit(browser, asked, cookies, page) for _ in range(asked.visits)]
            first, again = (statistics.median(times) for times in zip(*visits, strict=True))
            print(f"{page}: usable after {first:.1f} s, again after {again:.1f} s")  # noqa: T201
        browser.close()


def sign_in(browser: Browser, asked: Any) -> list[Any]:
    context = browser.new_context(base_url=asked.base, locale="fr-FR")
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", asked.email)
    page.fill("input[name=password]", asked.password)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
    cookies = context.cookies()
    context.close()
    return list(cookies)


def visit(browser: Browser, asked: Any, cookies: list[Any], address: str) -> tuple[float, float]:
    """Seconds until the page can be used, from nothing and from what was kept."""
    context = browser.new_context(base_url=asked.base, locale="fr-FR", viewport=PHONE, service_workers="block")
    context.add_cookies(cookies)
    page = context.new_page()
    slow(context, page, asked)
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        page.goto(address, wait_until="load", timeout=120_000)
        page.wait_for_function(READY, timeout=120_000, polling=50)
        seconds.append(time.perf_counter() - start)
        page.wait_for_load_state("networkidle")
    context.close()
    return seconds[0], seconds[1]


def slow(context: BrowserContext, page: Page, asked: Any) -> None:
    speed = asked.kbit * 1000 / 8
    conditions = {"offline": False, "latency": asked.delay, "downloadThroughput": speed, "uploadThroughput": speed}
    tool = context.new_cdp_session(page)
    tool.send("Network.enable")
    tool.send("Network.emulateNetworkConditions", conditions)


if __name__ == "__main__":
    main()
