"""The whole field day by hand on a small telephone: prepared on the cycle's page, two groups, inputs and an action
entered without network, the card read there, everything sent, then the meeting and the printed plan.
"""

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from actionplans.models import Action
from config.celery import app
from scorecards.models import Cycle, InputItem, Issue, Score, ScoringSession, Submission
from tests.browser.fieldfixtures import Phone, cycle, new_phone, server, women

__all__ = ["cycle", "new_phone", "server", "women"]
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

Check = Callable[[Page], None]
DIFFICULTY = "La file est longue le lundi"
INPUT = "Infirmières"
ACTION = "Ouvrir un deuxième guichet le lundi"
#: The words of every cell of a card, row by row; what is folded away or only heard left out.
CELLS = """
() => [...document.querySelectorAll(".card-table tbody tr")].map((row) => [
  row.querySelector("th").firstChild.textContent.trim() || [...row.querySelector("th").childNodes].map((n) => n.nodeType === 3 ? n.textContent.trim() : "").join(""),
  ...[...row.querySelectorAll("td.g, td.mean")].map((cell) => cell.querySelector("b") ? cell.querySelector("b").textContent : cell.textContent.trim()),
])
"""  # noqa: E501 - a script reads better unfolded


@pytest.fixture
def deliver() -> Iterator[None]:
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def test_from_preparation_to_the_printed_plan(
    world: Any, cycle: Cycle, women: ScoringSession, deliver: None, new_phone: Callable[..., Phone], accessible: Check
) -> None:
    phone, staff = new_phone(world.facilitator), new_phone(world.provider)
    staff.prepare(cycle).close()
    staff.context.set_offline(True)
    page = _prepare(phone, cycle, accessible)
    before = len(phone.server.seen)
    _women(page, accessible)
    _men(page)
    _provider(staff)
    offline = _card_and_lists(page, accessible)
    assert [path for _, path in phone.server.seen[before:] if path != "/sw.js"] == []
    assert (Score.objects.count(), Submission.objects.count()) == (0, 0)
    _send(page, staff)
    _as_it_was_tapped(cycle, women)
    _same_card_online(page, cycle, offline)
    _decide(page, new_phone(world.officer, width=1280), cycle)
    _meet(page, accessible)
    _print(page, cycle)


def _prepare(phone: Phone, cycle: Cycle, accessible: Check) -> Page:
    """From the page of the day to airplane mode."""
    page = phone.page("/")
    page.locator(".cycles a").first.click()
    page.get_by_role("link", name="Préparer pour le terrain").click()
    expect(page.locator("#ready")).to_contain_text("Prêt hors ligne ✔")
    accessible(page)
    phone.context.set_offline(True)
    page.get_by_role("link", name="Ouvrir la page du terrain").click()
    expect(page.locator("h1")).to_have_text("Sur le terrain")
    return page


def _open(page: Page, name: str, women: int, men: int) -> None:
    page.locator(".ledger a.what", has_text=name).click()
    page.get_by_role("link", name="Compter et ouvrir la séance").click()
    page.get_by_label("Femmes, 30 à 59 ans").fill(str(women))
    page.get_by_label("Hommes, 30 à 59 ans").fill(str(men))
    page.locator("#save").click()
    expect(page.locator(".pos")).to_have_text("1 sur 3")


def _hands(page: Page, hands: dict[int, int]) -> None:
    for level, count in hands.items():
        for _press in range(count):
            before = page.locator("[data-sum]").inner_text()
            page.locator(".tally .plus").nth(level).click()
            expect(page.locator("[data-sum]")).not_to_have_text(before)


def _face(page: Page, level: int) -> None:
    page.locator(".ways label", has_text="Note commune").click()
    page.locator(".facepick li").nth(level).locator("label").click()
    expect(page.locator(".facepick input").nth(level)).to_be_checked()


def _close(page: Page) -> None:
    page.locator("#close").click()
    expect(page.locator("#main")).to_contain_text("La séance est close")
    page.locator("#bar a").click()
    expect(page.locator("h1")).to_have_text("Sur le terrain")


def _women(page: Page, accessible: Check) -> None:
    """Hands, a reason that named somebody and is written otherwise, a score in common, hands; then what they say."""
    _open(page, "Femmes", 6, 0)
    _hands(page, {0: 2, 3: 4})
    reason = page.get_by_label("Raison donnée par le groupe")
    reason.fill("M. Alaoui part à midi")
    page.locator("#next").click()
    expect(page.locator("#trouble")).to_contain_text("« M. Alaoui »")
    reason.fill("Le guichet ferme à midi")
    page.locator("#next").click()
    expect(page.locator(".pos")).to_have_text("2 sur 3")
    _face(page, 1)
    accessible(page)
    page.locator("#next").click()
    page.locator(".ways label", has_text="À main levée").click()
    _hands(page, {4: 6})
    page.locator("#next").click()
    page.get_by_role("link", name="Ce que dit le groupe").click()
    page.get_by_label("Ce sur quoi le groupe est d’accord").fill(DIFFICULTY)
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_label("Mains").fill("5")
    page.get_by_label("Mains").blur()
    page.locator("#foot").get_by_role("link", name="Retour à la séance").last.click()
    accessible(page)
    _close(page)


def _men(page: Page) -> None:
    """Two scores in common; the last indicator isn't meant to be offered here."""
    _open(page, "Hommes", 0, 7)
    _face(page, 2)
    page.locator("#next").click()
    _face(page, 3)
    page.locator("#next").click()
    page.locator(".ways label", has_text="Pas de note").click()
    page.get_by_label("Sans objet").check()
    page.locator("#next").click()
    _close(page)


def _provider(staff: Phone) -> None:
    """The staff scores itself on its own telephone, without network too."""
    page = staff.page(reverse("scorecards:field_start"))
    _open(page, "personnel", 2, 1)
    for level in (4, 3, 2):
        _face(page, level)
        page.locator("#next").click()
    _close(page)


def _card_and_lists(page: Page, accessible: Check) -> list[list[str]]:
    """The consolidated card, an input and an action, still without network; the card's words."""
    page.get_by_role("link", name="Carte consolidée et actions").click()
    expect(page.locator(".card-table tbody tr")).to_have_count(3)
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0
    words: list[list[str]] = page.evaluate(CELLS)
    page.locator("#addaction summary").click()
    page.locator("#what").fill(ACTION)
    page.locator("#addaction label", has_text="Prestataire").click()
    page.locator("#responsible").fill("responsable du centre")
    page.locator("#due_on").fill((date.today() + timedelta(days=30)).isoformat())
    page.locator("#addaction button[type=submit]").click()
    expect(page.locator("#actions")).to_contain_text(ACTION)
    page.locator("#addinput summary").click()
    page.locator("#label").fill(INPUT)
    page.locator("#planned").fill("3,5")
    page.locator("#addinput button[type=submit]").click()
    expect(page.locator("#inputs")).to_contain_text(INPUT)
    accessible(page)
    expect(page.locator("#sync")).to_contain_text("Enregistré sur ce téléphone, pas encore envoyé")
    return words


def _send(page: Page, staff: Phone) -> None:
    """Both telephones find the network; nobody presses anything."""
    there = staff.page(reverse("scorecards:field_start"))
    for context, one in ((staff.context, there), (page.context, page)):
        context.set_offline(False)
        expect(one.locator("#sync")).to_contain_text("Envoyé ✔", timeout=60_000)
        expect(one.locator("#notes")).to_be_empty()


def _as_it_was_tapped(cycle: Cycle, women: ScoringSession) -> None:
    assert {row.state for row in Submission.objects.all()} == {"applied"}
    assert [session.is_closed for session in cycle.sessions.all()] == [True, True, True]
    scores = Score.objects.filter(session=women).order_by("indicator__position")
    assert [(score.tallies, score.value) for score in scores] == [
        ([2, 0, 0, 4, 0], None),
        (None, 2),
        ([0, 0, 0, 0, 6], None),
    ]
    assert scores[0].reason == "Le guichet ferme à midi"
    assert (Issue.objects.get().text, Issue.objects.get().votes) == (DIFFICULTY, 5)
    assert (InputItem.objects.get().label, str(InputItem.objects.get().planned)) == (INPUT, "3.50")
    assert Action.objects.get(plan=cycle.action_plan).what == ACTION
    assert Score.objects.count() == 9


def _same_card_online(page: Page, cycle: Cycle, offline: list[list[str]]) -> None:
    """Row by row the same order and figures; the provider's, which came from another telephone, are new."""
    page.goto(reverse("scorecards:cycle_card", args=[cycle.pk]))
    online: list[list[str]] = page.evaluate(CELLS)
    assert [row[:4] for row in online] == [row[:4] for row in offline]
    assert [row[0] for row in online] == ["Point 1", "Point 2", "Point 3"]
    assert [row[3] for row in online] == ["3", "3", "5"]
    assert [row[4] for row in online] == ["5", "4", "3"]


def _decide(page: Page, officer: Phone, cycle: Cycle) -> None:
    """Scoring ends, the municipality confirms, the card is released."""
    page.goto(cycle.get_absolute_url())
    page.get_by_role("button", name="Terminer les notes de la communauté").click()
    desk = officer.page("/")
    desk.locator(".ledger .btn-primary").click()
    for place in range(3):
        desk.get_by_text("Confirmer", exact=True).nth(place).click()
    desk.get_by_role("button", name="Enregistrer les décisions").click()
    page.goto(cycle.get_absolute_url())
    page.get_by_role("button", name="Publier la carte").click()
    expect(page.get_by_role("heading", name="Fixer la réunion d’interface")).to_be_visible()


def _meet(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="Fixer la date et le lieu").click()
    page.get_by_label("Tenue le").fill(date.today().isoformat())
    page.get_by_label("Communauté, femmes").fill("6")
    page.get_by_label("Prestataire, hommes").fill("1")
    page.get_by_role("button", name="Enregistrer la réunion").click()
    page.get_by_role("link", name=re.compile("^Discuter")).first.click()
    accessible(page)
    page.get_by_label("Accord", exact=True).check()
    page.get_by_label("Ce qui est convenu").fill("Deux guichets le lundi.")
    with page.expect_navigation():
        page.get_by_role("button", name="Enregistrer et passer au point suivant").click()


def _print(page: Page, cycle: Cycle) -> None:
    """The minutes with the plan: the action that was written under the tree is in the file."""
    page.goto(reverse("scorecards:cycle_meeting", args=[cycle.pk]))
    page.get_by_role("button", name="Compte rendu, PDF").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("Télécharger")).first.click()
    printed = PdfReader(io.BytesIO(waiting.value.path().read_bytes()))
    text = " ".join(" ".join(sheet.extract_text() for sheet in printed.pages).split())
    assert ACTION in text
    assert "responsable du centre" in text
    assert "Deux guichets le lundi" in text
