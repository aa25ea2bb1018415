"""The minimal diagnosis, in French, by clicking: from a commune without any device to the printed plan.

The officer registers a device, goes through the seven screens of the short diagnosis with an attendance book beside
her, keeps the diagnosis, takes two levers, writes an action, prints the plan. Then each role sees what it should.

A person needs under half an hour. It is counted, not timed: a machine types faster than people. A field typed or
chosen takes 25 seconds (read the label, find the count on paper, type it), a click 6 seconds, a page to read 20.
"""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from accounts.demo import PASSWORD as DEMO_PASSWORD
from concertation.enums import EditionState
from concertation.models import Edition
from config.celery import app
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

Check = Callable[[Page], None]
NAME = "Conseil de quartier du Moulin"
#: Most fields and clicks from the empty commune to the printed plan; seconds of each, of a page to read.
FIELDS, CLICKS = 40, 32
TYPED, CLICKED, READ, HALF_AN_HOUR = 25, 6, 20, 30 * 60


@pytest.fixture
def deliver() -> Iterator[None]:
    """Reports are prepared at once: killing workers and brokers is tested in tests/reports."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@dataclass
class Hand:
    """The officer at her browser: what she types and presses is counted, and each page is checked."""

    page: Page
    accessible: Check
    fields: int = 0
    clicks: int = 0
    pages: int = 1

    def fill(self, **texts: str) -> None:
        """Fields by name: a date is a text, a list is chosen from, a box is ticked ("x")."""
        for name, text in texts.items():
            box = self.page.locator(f"main [name='{name.replace('__', '-')}']")
            if box.first.evaluate("e => e.tagName") == "SELECT":
                box.first.select_option(text)
            else:
                box.first.fill(text)
            self.fields += 1

    def tick(self, name: str, value: str = "") -> None:
        chosen = f"[value='{value}']" if value else ""
        self.page.locator(f"main [name='{name}']{chosen}").check(force=True)
        self.clicks += 1

    def push(self, what: Locator) -> None:
        """Press what leads to another page, and look at that page."""
        with self.page.expect_navigation():
            what.click()
        self.clicks += 1
        self.pages += 1
        expect(self.page.locator("main h1")).to_be_visible()
        assert self.page.locator("main .is-invalid, main .invalid-feedback:visible").count() == 0, (
            self.page.inner_text("main")
        )
        assert self.page.locator("main .btn-primary:visible").count() <= 1, f"one filled button: {self.page.url}"
        self.accessible(self.page)

    def link(self, name: str) -> None:
        self.push(self.page.locator("main, header").get_by_role("link", name=name).first)

    def button(self, name: str) -> None:
        self.push(self.page.get_by_role("button", name=name).first)

    @property
    def seconds(self) -> int:
        return self.fields * TYPED + self.clicks * CLICKED + self.pages * READ


def test_from_an_empty_commune_to_the_printed_plan(
    world: Any, deliver: None, sign_in: Callable[..., Page], accessible: Check
) -> None:
    hand = Hand(sign_in(world.officer.email, PASSWORD), accessible)
    _register(hand, world)
    _seven_screens(hand)
    _diagnosis(hand)
    _levers(hand)
    text = _print(hand)
    assert "Tenir un tableau de suites" in text
    assert "secrétaire général" in text
    assert hand.fields <= FIELDS, hand.fields
    assert hand.clicks <= CLICKS, hand.clicks
    assert hand.seconds < HALF_AN_HOUR, f"{hand.seconds / 60:.0f} minutes: {hand}"
    _roles(world, sign_in, hand)


def _register(hand: Hand, world: Any) -> None:
    """Four fields are enough to begin."""
    hand.link("Concertation")
    expect(hand.page.locator("main")).to_contain_text("Aucun dispositif")
    hand.link("Enregistrer un dispositif")
    hand.fill(name=NAME, kind="council", territory=world.commune.name, label="2026")
    hand.push(hand.page.locator("main form button.btn-primary[type=submit]").last)
    assert Edition.objects.get().device.name == NAME


def _go_on(hand: Hand, title: str) -> None:
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(title)
    hand.button("Enregistrer et continuer")


def _seven_screens(hand: Hand) -> None:
    """What an attendance book and a folder of letters say; the rest stays unknown."""
    if "/wizard/" not in hand.page.url:
        hand.link("Commencer")
    hand.fill(evaluation_question="Pourquoi vient-on de moins en moins ?", promised_level="3", observed_level="2",
              ends_on=(date.today() - timedelta(days=120)).isoformat(), promised_answer_days="60")  # fmt: skip
    _go_on(hand, "Ce qui est promis")
    hand.fill(population="6200", target_population="4500", participants="38", never_before="5")
    _go_on(hand, "Qui est venu, en nombres")
    first, second = (date.today() - timedelta(days=days) for days in (200, 150))
    for row, day, counts in ((0, first, ("30", "16", "5")), (1, second, ("26", "11", "3"))):
        cells = zip(("registered", "present", "women_present"), counts, strict=True)
        hand.fill(**{f"new{row}__held_on": day.isoformat()}, **{f"new{row}__{name}": n for name, n in cells})
    _go_on(hand, "Les séances")
    hand.button("Je ne sais pas")
    hand.fill(contributions_count="40", answered="8", studied="20", kept="5", partly="4", linked="6", days="110")
    _go_on(hand, "Ce que sont devenues les contributions")
    for kind in ("rules", "calendar", "minutes", "decision"):
        hand.tick(f"{kind}-due")
    hand.fill(rules__published_on=first.isoformat(), calendar__published_on=first.isoformat())
    _go_on(hand, "Ce qui a été publié")
    hand.fill(budget="4500", currency="MAD", staff_days="7", facilitator_trained="no")
    hand.tick("access_measures", "wheelchair")
    _go_on(hand, "Moyens, et accès pour chacun")


def _diagnosis(hand: Hand) -> None:
    """Read, and kept. What was left unknown is said, with its reason."""
    hand.link("Lire le diagnostic")
    said = hand.page.locator("main")
    expect(said).to_contain_text("Pourquoi vient-on de moins en moins ?")
    expect(said).to_contain_text("données insuffisantes")
    expect(said).to_contain_text("27 sur 56")
    hand.button("Garder ce diagnostic")
    assert Edition.objects.get().state == EditionState.DIAGNOSED


def _levers(hand: Hand) -> None:
    """Two levers answer what was seen; the first becomes an action with one accountable."""
    hand.link("Pistes")
    row = hand.page.get_by_role("row", name=re.compile("tableau de suites", re.IGNORECASE))
    expect(row).to_contain_text("Réponses motivées")
    hand.push(row.get_by_role("button", name="Choisir"))
    hours = hand.page.get_by_role("row", name=re.compile("Horaires, garde d’enfants"))
    expect(hours).to_contain_text("48")
    hand.push(hours.get_by_role("button", name="Choisir"))
    hand.push(hand.page.locator("main li", has_text="tableau de suites").get_by_role("link", name="Qui, quoi, quand"))
    hand.fill(what="Tenir un tableau de suites, lu à chaque séance", responsible="secrétaire général", target="90 %")
    hand.push(hand.page.locator("main form button.btn-primary[type=submit]").last)
    edition = Edition.objects.get()
    assert edition.state == EditionState.PLANNED
    assert edition.levers.count() == 2
    assert edition.action_plan.actions.get().carrier == edition.device.organization


def _print(hand: Hand) -> str:
    """The words of the plan as it is printed."""
    hand.button("Imprimer le plan")
    with hand.page.expect_download() as waiting:
        hand.page.get_by_role("link", name=re.compile("Télécharger")).first.click()
    hand.clicks += 1
    content = waiting.value.path().read_bytes()
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages).split())


def _roles(world: Any, sign_in: Callable[..., Page], hand: Hand) -> None:
    """Unpublished, the device is unknown to those who don't keep it; published, the zone reads and doesn't write."""
    edition = Edition.objects.get()
    diagnosis = f"/concertation/editions/{edition.pk}/diagnosis/"
    representative = sign_in(world.representative.email, PASSWORD)
    observer = sign_in(world.observer.email, PASSWORD)
    for page in (representative, observer):
        assert page.goto(diagnosis).status == 404
        page.goto("/concertation/")
        expect(page.locator("main")).to_contain_text("Aucun dispositif")
    hand.page.goto(f"/concertation/{edition.device_id}/companions/")
    hand.fill(organization=world.ngo.name)
    hand.push(hand.page.locator("main form button[type=submit]").last)
    _companion(sign_in(world.facilitator.email, PASSWORD), edition, hand.accessible)
    hand.page.goto(f"/concertation/{edition.device_id}/")
    hand.button("Publier")
    for page in (representative, observer):
        page.get_by_role("link", name="Concertation").first.click()
        page.get_by_role("link", name=NAME).click()
        page.get_by_role("link", name="2026").first.click()
        page.get_by_role("link", name="Diagnostic", exact=True).first.click()
        expect(page.locator("main")).to_contain_text("Pourquoi vient-on de moins en moins ?")
        expect(page.get_by_role("button", name="Garder ce diagnostic")).to_have_count(0)
        expect(page.get_by_role("link", name="Pistes", exact=True)).to_have_count(0)
        hand.accessible(page)
        assert page.goto(f"/concertation/editions/{edition.pk}/levers/").status == 403
    stranger = sign_in(world.stranger.email, PASSWORD)
    assert stranger.goto(diagnosis).status == 404


def _companion(page: Page, edition: Edition, accessible: Check) -> None:
    """Those who accompany write with the commune, and don't publish for it."""
    page.get_by_role("link", name="Concertation").first.click()
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("button", name="Publier")).to_have_count(0)
    page.get_by_role("link", name="2026").first.click()
    page.get_by_role("link", name="Ajustements", exact=True).first.click()
    expect(page.locator("main")).to_contain_text("Tenir un tableau de suites")
    accessible(page)
    page.goto(f"/concertation/editions/{edition.pk}/wizard/classes/")
    page.locator("main [name='sex0-people']").fill("20")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que sont devenues les contributions")
    assert edition.classes.get(dimension="sex").people == 20


#: Pages of an edition whose only argument is the edition.
PAGES = (
    "edition_detail", "edition_facts", "surveys", "coding", "observation", "contributions", "indicators", "diagnosis",
    "levers", "followup",
)  # fmt: skip


def test_the_tired_device_is_read_on_a_telephone(sign_in: Callable[..., Page], accessible: Check) -> None:
    """Every page of the demonstration fits 360 px, has one title, one filled button, and nothing that axe refuses."""
    with translation.override("fr"):
        call_command("demo_data", stdout=io.StringIO())
    edition = Edition.objects.get(device__name__startswith="Conseil de quartier d’Aït", number=4)
    page = sign_in("commune@exemple.org", DEMO_PASSWORD, width=360)
    addresses = [reverse(f"concertation:{name}", args=[edition.pk]) for name in PAGES]
    for address in (
        *addresses,
        reverse("concertation:device_list"),
        reverse("voices:device", args=[edition.device_id]),
    ):
        answer = page.goto(address)
        assert answer is not None, address
        assert answer.status == 200, address
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{address}: {wider} px too wide"
        assert page.locator("main h1").count() == 1, address
        assert page.locator("main .btn-primary:visible").count() <= 1, address
        accessible(page)
