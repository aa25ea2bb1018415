"""One whole cycle by clicking, as four people: from "new cycle" to the PDF of the action plan.

The facilitator prepares, scores two groups (one by show of hands, one by consensus), releases, holds the meeting; the
provider scores and answers; the officer confirms and contests; the administrator downloads the report and opens the
next round. Every page that is passed is checked for accessibility.
"""

import io
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from config.celery import app
from scorecards.models import Cycle
from scorecards.services.library import load_library
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

Check = Callable[[Page], None]
INDICATORS = ("Temps d’attente", "Médicaments")
FACES = ("Très mauvais", "Mauvais", "Passable", "Bon", "Très bon")


@pytest.fixture
def library(transactional_db: None) -> None:
    load_library()


@pytest.fixture
def deliver() -> Iterator[None]:
    """Reports are prepared at once: killing workers and brokers is tested in tests/reports."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def test_a_whole_cycle_by_clicking(
    world: Any, library: None, deliver: None, sign_in: Callable[..., Page], accessible: Check
) -> None:
    facilitator = sign_in(world.facilitator.email, PASSWORD)
    _prepare(facilitator, accessible)
    _score_by_hands(facilitator, accessible)
    _score_by_consensus(facilitator, accessible)
    facilitator.get_by_role("button", name="Terminer les notes de la communauté").click()

    provider = sign_in(world.provider.email, PASSWORD)
    _score_provider(provider, accessible)
    officer = sign_in(world.officer.email, PASSWORD)
    _review(officer, accessible)
    _answer(provider, accessible)
    _confirm_correction(officer)

    _release(facilitator, accessible)
    _meet(facilitator, accessible)
    _follow(facilitator, accessible)
    administrator = sign_in(world.administrator.email, PASSWORD)
    _download(administrator, accessible)
    _again(administrator, accessible)
    assert Cycle.objects.filter(organization=world.ngo, number=2).exists()


def _box(page: Page, label: str) -> Locator:
    """The text box whose label starts so, with or without the asterisk of required fields."""
    return page.get_by_role("textbox", name=re.compile(rf"^\s*{label}", re.IGNORECASE))


def _prepare(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="Ouvrir un cycle").click()
    accessible(page)
    page.get_by_label("Service à noter").select_option(label="Centre de santé de Siadara (Siadara)")
    page.get_by_role("button", name="Ouvrir le cycle").click()
    accessible(page)
    page.locator(".sheet .btn-primary").click()
    for kind in ("femmes", "hommes"):
        page.locator("#add ~ form").get_by_label("Groupe").select_option(label=kind)
        page.get_by_role("button", name="Ajouter").click()
    accessible(page)
    page.get_by_role("link", name="Suite : les indicateurs").click()
    for label in INDICATORS:
        page.get_by_role("checkbox", name=re.compile(label)).check()
    page.get_by_role("button", name="Ajouter ce qui est coché").click()
    accessible(page)
    page.get_by_role("link", name="Retour au cycle").click()
    page.get_by_role("button", name="Lancer la notation").click()
    expect(page.get_by_role("heading", name="Centre de santé de Siadara")).to_be_visible()


def _attend(page: Page, women: str, men: str) -> None:
    page.get_by_label("Femmes, 30 à 59 ans").fill(women)
    page.get_by_label("Hommes, 30 à 59 ans").fill(men)
    page.get_by_role("button", name=re.compile("Enregistrer")).click()


def _score_by_hands(page: Page, accessible: Check) -> None:
    """Twelve women raise their hands; a thirteenth hand can't be added."""
    page.locator(".sheet .btn-primary").click()
    accessible(page)
    page.locator(".sheet .btn-primary").click()
    accessible(page)
    _attend(page, "12", "0")
    page.get_by_role("link", name="Commencer à noter").click()
    accessible(page)
    _raise_hands(page, {1: 5, 3: 7})
    very_good = page.locator(".tally li").nth(4)
    expect(very_good.locator("button.plus")).to_be_disabled()
    page.get_by_label("Raison").fill("On attend deux heures le lundi.")
    page.get_by_role("button", name="Suivant").last.click()
    _raise_hands(page, {4: 12})
    page.get_by_role("button", name="Terminer").click()
    page.get_by_role("button", name="Clôturer la séance").click()
    accessible(page)


def _raise_hands(page: Page, hands: dict[int, int]) -> None:
    """``hands``: level, from 0 for the lowest, to how many times its + is pressed."""
    for level, count in hands.items():
        for _press in range(count):
            page.locator(".tally li").nth(level).locator("button.plus").click()


def _score_by_consensus(page: Page, accessible: Check) -> None:
    """The men agree on one face per indicator."""
    page.locator(".sheet .btn-primary").click()
    page.locator(".sheet .btn-primary").click()
    _attend(page, "0", "9")
    page.get_by_role("link", name="Commencer à noter").click()
    for face, button in (("Bon", "Suivant"), ("Mauvais", "Terminer")):
        page.locator(".pick.ways label", has_text="Note commune").click()
        page.locator(".facepick li").nth(FACES.index(face)).locator("label").click()
        accessible(page)
        page.get_by_role("button", name=button).last.click()
    page.get_by_role("button", name="Clôturer la séance").click()


def _score_provider(page: Page, accessible: Check) -> None:
    accessible(page)
    page.locator(".ledger .btn-primary").click()
    page.locator(".sheet .btn-primary").click()
    _attend(page, "3", "2")
    page.get_by_role("link", name="Commencer à noter").click()
    for face, button in (("Très bon", "Suivant"), ("Bon", "Terminer")):
        page.locator(".pick.ways label", has_text="Note commune").click()
        page.locator(".facepick li").nth(FACES.index(face)).locator("label").click()
        page.get_by_role("button", name=button).last.click()
    page.get_by_role("button", name="Clôturer la séance").click()
    accessible(page)


def _review(page: Page, accessible: Check) -> None:
    """Confirm one score, contest the other with a sentence."""
    accessible(page)
    page.locator(".ledger .btn-primary").click()
    accessible(page)
    waiting = page.get_by_role("row", name=re.compile(INDICATORS[0]))
    waiting.get_by_text("Contester").click()
    waiting.get_by_label("Motif").fill("La visite du 2 novembre a relevé deux heures d’attente.")
    page.get_by_role("row", name=re.compile(INDICATORS[1])).get_by_text("Confirmer").click()
    page.get_by_role("button", name="Enregistrer les décisions").click()
    expect(page.get_by_role("heading", name="2 notes, 2 relues")).to_be_visible()
    accessible(page)


def _answer(page: Page, accessible: Check) -> None:
    """The staff correct the contested score; both versions stay on the page."""
    page.get_by_role("link", name="Aujourd’hui").first.click()
    page.locator(".ledger .btn-primary").click()
    page.get_by_role("link", name=re.compile("Répondre")).click()
    accessible(page)
    page.get_by_label("Je la corrige").check()
    page.get_by_label("Note corrigée").fill("3")
    _box(page, "Votre réponse").fill("Le lundi, jour du marché, l’attente est bien de deux heures.")
    page.get_by_role("button", name="Envoyer la réponse").click()
    accessible(page)
    conversation = page.get_by_role("row", name=re.compile(INDICATORS[0]))
    expect(conversation).to_contain_text("La commune conteste 5")
    expect(conversation).to_contain_text("3")


def _confirm_correction(page: Page) -> None:
    """A corrected score is reviewed again."""
    page.get_by_role("link", name="Aujourd’hui").first.click()
    page.locator(".ledger .btn-primary").click()
    page.get_by_role("row", name=re.compile(INDICATORS[0])).get_by_text("Confirmer").click()
    page.get_by_role("button", name="Enregistrer les décisions").click()


def _release(page: Page, accessible: Check) -> None:
    """The card before and after its release: users 3.6 and 3.5, staff 3 and 4."""
    page.get_by_role("link", name="Aujourd’hui").first.click()
    page.locator(".cycles a").first.click()
    page.get_by_role("link", name="Carte consolidée").click()
    accessible(page)
    expect(page.get_by_role("row", name=re.compile(INDICATORS[0]))).to_contain_text("3,6")
    page.get_by_role("link", name=re.compile("tour 1")).first.click()
    page.get_by_role("button", name="Publier la carte").click()
    expect(page.get_by_role("heading", name="Fixer la réunion d’interface")).to_be_visible()


def _meet(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="Fixer la date et le lieu").click()
    accessible(page)
    page.get_by_label("Tenue le").fill(date.today().isoformat())
    page.get_by_label("Communauté, femmes").fill("12")
    page.get_by_label("Prestataire, hommes").fill("2")
    page.get_by_role("button", name="Enregistrer la réunion").click()
    accessible(page)
    _discuss_and_promise(page, accessible)
    _disagree(page)
    page.get_by_role("button", name="Commencer le suivi").click()
    expect(page.get_by_role("heading", name="Suivre le plan d’action")).to_be_visible()


def _discuss_and_promise(page: Page, accessible: Check) -> None:
    """The weakest point comes first; its agreement becomes an action on the spot."""
    first = page.get_by_role("link", name=re.compile("^Discuter")).first
    expect(first).to_contain_text(INDICATORS[0])
    first.click()
    accessible(page)
    page.get_by_label("Ce que les utilisateurs ont dit").fill("Nous attendons debout.")
    page.get_by_label("Accord", exact=True).check()
    page.get_by_label("Ce qui est convenu").fill("Deux guichets le lundi.")
    page.get_by_role("button", name="Enregistrer et écrire une action").click()
    accessible(page)
    _box(page, "Action").fill("Ouvrir un deuxième guichet le lundi")
    page.get_by_label("Prestataire", exact=True).check()
    _box(page, "Qui exactement").fill("responsable du centre")
    _box(page, "Échéance").fill((date.today() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="Ajouter au plan").click()
    expect(page.get_by_text("Ouvrir un deuxième guichet le lundi")).to_be_visible()
    accessible(page)


def _disagree(page: Page) -> None:
    """The second point ends in a disagreement that is kept."""
    page.get_by_role("link", name="Réunion d’interface").first.click()
    page.get_by_role("link", name=re.compile("^Discuter")).first.click()
    page.get_by_label("Désaccord maintenu").check()
    _box(page, "Ce qui est convenu").fill("Le centre dit manquer de commandes, les femmes disent de stock.")
    page.get_by_role("button", name="Enregistrer et revenir à l’ordre du jour").click()
    page.get_by_role("link", name=re.compile("tour 1")).first.click()


def _follow(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="Ouvrir le plan d’action").click()
    accessible(page)
    page.get_by_role("link", name=re.compile("Écrire le suivi")).first.click()
    accessible(page)
    page.get_by_label("En cours").check()
    _box(page, "Ce qui a été fait").fill("Le deuxième guichet est monté.")
    page.get_by_role("button", name=re.compile("Enregistrer")).click()
    accessible(page)
    expect(page.get_by_text("Le deuxième guichet est monté.").first).to_be_visible()


def _download(page: Page, accessible: Check) -> None:
    """The administrator asks for the report, and reads the promise and the disagreement in it."""
    page.locator(".cycles a").first.click()
    page.get_by_role("link", name=re.compile("Carte et rapport")).click()
    page.get_by_role("button", name="Rapport PDF").click()
    accessible(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("Télécharger")).first.click()
    content = waiting.value.path().read_bytes()
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)
    assert "deuxième guichet" in " ".join(text.split())
    assert "3,6" in text


def _again(page: Page, accessible: Check) -> None:
    page.get_by_role("link", name="Aujourd’hui").first.click()
    page.locator(".cycles a").first.click()
    page.get_by_text("Refaire le cycle").first.click()
    page.get_by_role("button", name=re.compile("ouvrir le suivant")).click()
    accessible(page)
    expect(page.get_by_role("rowheader", name="Tour 2")).to_be_visible()
