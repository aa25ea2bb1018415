"""A text that seems to speak of a person is asked about once without network too: the same detector as the site's."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from core.textcheck import looks_personal
from scorecards import fieldlists
from scorecards.models import Issue, ModerationItem, Score
from tests.browser.fieldfixtures import Phone, count_people, cycle, flush, new_phone, pending, server, tap, women
from tests.core.test_textcheck import PASSING, STOPPING

__all__ = ["cycle", "new_phone", "server", "women"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KNOWN = ["Centre de santé de Siadara", "Lalla Aziza", "hameau du Haut"]
LOOK = """
async ([sentences, known]) => {
  const { lists, looksPersonal } = await import('/static/js/field/personal.js'), has = await lists();
  return sentences.map((one) => looksPersonal(one, has, known).map((found) => [found.kind, found.start, found.end, found.fragment]));
}
"""  # noqa: E501 - a script reads better unfolded
#: Beside the tables: digits of other scripts, places that are known, several findings in one text.
MORE = [
    "Appelez le ٠٦١٢٣٤٥٦٧٨ le matin",
    "Lalla Aziza ouvre à 9 h",
    "Mme Alaoui (0612345678) et karim@exemple.org",
    "Le directeur vole. Monsieur Ben Ali aussi",
    "LE CENTRE EST LOIN",
    "– Fatima attend",
    "",
    "Œuvres et aînés de Saint-Louis",
]


def test_the_phones_detector_finds_what_the_sites_finds(
    world: Any, cycle: Any, new_phone: Callable[..., Phone]
) -> None:
    page = new_phone(world.facilitator).page("/field/")
    sentences = [*PASSING, *(sentence for _kind, sentence in STOPPING), *MORE]
    for known in ([], KNOWN):
        here = page.evaluate(LOOK, [sentences, known])
        for sentence, found in zip(sentences, here, strict=True):
            there = [
                [one.kind, one.start, one.end, one.fragment] for one in looks_personal(sentence, known_functions=known)
            ]
            assert found == there, sentence


def test_the_lists_of_the_phone_are_the_sites() -> None:
    assert fieldlists.path().read_text() == fieldlists.content(), "run scorecards.fieldlists.write()"


@pytest.fixture
def page(world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]) -> Page:
    """The first indicator on the screen, no network."""
    phone = new_phone(world.facilitator)
    phone.prepare(cycle).close()
    phone.context.set_offline(True)
    opened = phone.session(women, "#a")
    count_people(opened)
    tap(opened, *[3] * 12)
    return opened


def test_a_name_is_asked_about_once(page: Page, accessible: Callable[[Page], None]) -> None:
    page.get_by_label("Raison donnée par le groupe").fill("Mme Alaoui insulte les femmes au 0612345678")
    page.locator("#next").click()
    expect(page.locator("#trouble")).to_contain_text("Ce texte semble contenir un nom ou un numéro")
    expect(page.locator("#trouble")).to_contain_text("« Mme Alaoui »")
    expect(page.locator("#trouble")).to_contain_text("Écrivez la fonction")
    accessible(page)
    # Said otherwise, nothing is asked.
    page.get_by_label("Raison donnée par le groupe").fill("L’accueil des femmes est dur")
    page.locator("#next").click()
    expect(page.locator(".pos")).to_have_text("2 sur 3")
    tap(page, *[3] * 12)
    page.get_by_label("Raison donnée par le groupe").fill("Appelez Karim Bennani")
    page.locator("#next").click()
    page.get_by_role("button", name="Garder ce texte").click()
    expect(page.locator(".pos")).to_have_text("3 sur 3")
    page.reload()
    tap(page, *[3] * 12)
    page.locator("#next").click()
    expect(page.locator("#close")).to_be_visible()
    page.locator("#close").click()
    expect(page.locator("#main")).to_contain_text("La séance est close")
    page.context.set_offline(False)
    assert flush(page) == "done"
    assert pending(page) == 0
    # What was kept waits for the team, as if it had been typed on the site.
    assert [item.text for item in ModerationItem.objects.all()] == ["Appelez Karim Bennani"]
    assert Score.objects.count() == 3


def test_closing_asks_what_another_way_out_left_unasked(page: Page, women: Any) -> None:
    for place in (2, 3):
        page.goto(f"{page.url.split('#')[0]}#i/{place}")
        tap(page, *[2] * 12)
    page.locator("#suggestion").fill("Remplacer M. Tazi")
    page.goto(page.url.split("#")[0])
    page.locator("#close").click()
    expect(page.locator("#trouble")).to_contain_text("« M. Tazi »")
    page.get_by_role("button", name="Garder ce texte").click()
    expect(page.locator("#main")).to_contain_text("La séance est close")


def test_a_page_that_goes_while_it_writes_loses_no_word(page: Page) -> None:
    """The disk doesn't answer any more, the page goes: the next one takes the words from where they stood."""
    page.evaluate("IDBObjectStore.prototype.get = () => new EventTarget()")
    page.locator("#reason").fill("Deux heures d’attente")
    page.reload()
    expect(page.locator("#reason")).to_have_value("Deux heures d’attente")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('csc-typed'))") == []
    page.context.set_offline(False)
    assert flush(page) == "done"
    assert Score.objects.get().reason == "Deux heures d’attente"


def test_lists_ask_before_they_take_a_line(page: Page) -> None:
    page.goto(f"{page.url.split('#')[0]}#issues")
    box = page.get_by_label("Ce sur quoi le groupe est d’accord")
    box.fill("L’infirmier Karim part tôt")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.locator("#trouble")).to_contain_text("Ce texte semble contenir un nom")
    expect(box).to_have_value("L’infirmier Karim part tôt")
    box.fill("L’infirmier part tôt")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.locator("#lists")).to_contain_text("L’infirmier part tôt")
    page.context.set_offline(False)
    assert flush(page) == "done"
    assert [issue.text for issue in Issue.objects.all()] == ["L’infirmier part tôt"]
