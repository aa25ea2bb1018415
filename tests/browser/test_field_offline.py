"""A day without network, by hand: prepare, enter, correct, lose the phone, close, see the card, come back and send."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from actionplans.models import Action
from scorecards.models import InputItem, Issue, Score, Submission
from tests.browser.fieldfixtures import (
    Phone,
    count_people,
    cycle,
    flush,
    new_phone,
    pending,
    server,
    tap,
    women,
    written,
)

__all__ = ["cycle", "new_phone", "server", "women"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A finger on the title, from one place to another.
SWIPE = """([from, to]) => {
  const target = document.querySelector("h1");
  const touch = (x) => new Touch({ identifier: 1, target, clientX: x, clientY: 200 });
  target.dispatchEvent(new TouchEvent("touchstart", { bubbles: true, touches: [touch(from)] }));
  target.dispatchEvent(new TouchEvent("touchend", { bubbles: true, changedTouches: [touch(to)] }));
}"""


def test_a_session_from_preparation_to_sending(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone], accessible: Callable[[Page], None]
) -> None:
    phone = new_phone(world.facilitator)
    prepared = phone.prepare(cycle)
    accessible(prepared)
    prepared.close()
    phone.context.set_offline(True)
    before = len(phone.server.seen)
    page = phone.session(women)
    accessible(page)
    page.get_by_role("link", name="Compter et ouvrir la séance").click()
    count_people(page)
    # Hands, a mistake, an undo, words.
    tap(page, 0, 2, 2, 4, 4)
    expect(page.locator("[data-mean]")).to_have_text("3,4")
    page.locator("#undo").click()
    expect(page.locator("[data-sum]")).to_have_text("4")
    page.get_by_label("Raison donnée par le groupe").fill("La file est longue")
    accessible(page)
    # The tab dies without warning; a new one has everything.
    page.close(run_before_unload=False)
    page = phone.session(women, "#i/1")
    expect(page.locator("[data-sum]")).to_have_text("4")
    expect(page.get_by_label("Raison donnée par le groupe")).to_have_value("La file est longue")
    page.reload()
    expect(page.locator("[data-sum]")).to_have_text("4")
    # Fewer hands than people are asked about once.
    page.locator("#next").click()
    expect(page.locator("#trouble")).to_contain_text("4 mains sur 12. Il en manque 8")
    page.get_by_role("button", name="Continuer quand même").click()
    expect(page.locator(".pos")).to_have_text("2 sur 3")
    page.locator("label", has_text="Note commune").click()
    page.locator(".facepick li").nth(3).click()
    page.locator("#next").click()
    page.locator("label", has_text="Pas de note").click()
    page.get_by_label("Sans objet").check()
    page.locator("#next").click()
    page.locator("#close").click()
    expect(page.locator("#main")).to_contain_text("La séance est close")
    expect(page.locator("#sync")).to_contain_text("Enregistré sur ce téléphone, pas encore envoyé")
    # The browser itself looks for a new worker, and its emulation doesn't hold that back.
    assert [path for _, path in phone.server.seen[before:] if path != "/sw.js"] == [], "nothing reached the server"
    assert Score.objects.count() == 0
    phone.context.set_offline(False)
    expect(page.locator("#sync")).to_contain_text("Envoyé ✔")
    stored = [
        (score.status, score.tallies, score.value, score.reason)
        for score in Score.objects.order_by("indicator__position")
    ]
    assert stored == [
        ("scored", [1, 0, 2, 0, 1], None, "La file est longue"),
        ("scored", None, 4, ""),
        ("not_applicable", None, None, ""),
    ]
    women.refresh_from_db()
    assert (women.is_closed, women.people_present) == (True, 12)
    assert {row.state for row in Submission.objects.all()} == {"applied"}


def test_the_start_page_and_the_card_open_without_network(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone], accessible: Callable[[Page], None]
) -> None:
    phone = new_phone(world.facilitator, width=1280, height=900)
    phone.prepare(cycle)
    phone.context.set_offline(True)
    page = phone.session(women, "#a")
    count_people(page)
    for place in (1, 2, 3):
        page.goto(f"{reverse('scorecards:field_session', args=[women.pk])}#i/{place}")
        tap(page, *[3] * 2)
    page.goto(reverse("scorecards:field_start"))
    expect(page.locator("#main")).to_contain_text("3 indicateurs sur 3 ont leur réponse")
    accessible(page)
    page.goto(reverse("scorecards:field_cycle", args=[cycle.pk]))
    expect(page.locator(".card-table tbody tr").first).to_contain_text("4")
    expect(page.locator("#main")).to_contain_text("Utilisateurs : 4,0 sur 5, pour 3 indicateurs.")
    accessible(page)


def test_actions_inputs_and_issues_are_added_without_network(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone], accessible: Callable[[Page], None]
) -> None:
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    phone.context.set_offline(True)
    page = phone.session(women, "#issues")
    page.get_by_label("Ce sur quoi le groupe est d’accord").fill("L’eau coule deux heures par jour")
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_label("Mains").fill("7")
    page.get_by_label("Pourquoi cela vient d’abord").fill("Tout le monde attend")
    page.get_by_label("Pourquoi cela vient d’abord").blur()
    accessible(page)
    page.goto(reverse("scorecards:field_cycle", args=[cycle.pk]))
    page.locator("#addaction summary").click()
    page.locator("#what").fill("Réparer la pompe")
    page.locator("label", has_text="Prestataire").last.click()
    page.locator("#responsible").fill("responsable du centre")
    page.locator("#due_on").fill("2027-03-01")
    page.locator("#addaction button[type=submit]").click()
    expect(page.locator("#actions")).to_contain_text("Réparer la pompe")
    page.locator("#addinput summary").click()
    page.locator("#label").fill("Infirmières")
    page.locator("#planned").fill("3,5")
    page.locator("#addinput button[type=submit]").click()
    expect(page.locator("#inputs")).to_contain_text("Prévu 3,5")
    accessible(page)
    phone.context.set_offline(False)
    assert flush(page) == "done"
    assert pending(page) == 0
    issue = Issue.objects.get()
    assert (issue.text, issue.votes, issue.reason) == ("L’eau coule deux heures par jour", 7, "Tout le monde attend")
    assert Action.objects.get(plan=cycle.action_plan).what == "Réparer la pompe"
    assert str(InputItem.objects.get().planned) == "3.50"


def test_the_keyboard_alone_and_a_typed_count(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone(world.facilitator, width=1280, height=900)
    phone.prepare(cycle)
    phone.context.set_offline(True)
    page = phone.session(women, "#a")
    count_people(page)
    expect(page.locator(".pos")).to_have_text("1 sur 3")
    page.locator("h1").click()
    for key in ("Digit3", "Digit3", "Digit5", "Shift+Digit3"):
        page.keyboard.press(key)
    expect(page.locator("[data-sum]")).to_have_text("2")
    page.keyboard.press("Control+z")
    expect(page.locator("[data-sum]")).to_have_text("3")
    page.locator("#h0").fill("4")
    page.locator("#h0").press("Tab")
    expect(page.locator("[data-sum]")).to_have_text("7")
    page.locator("#h0").fill("40")
    page.locator("#h0").press("Tab")
    expect(page.locator("#trouble")).to_contain_text("43 mains pour 12 personnes présentes")
    expect(page.locator("[data-sum]")).to_have_text("7")
    page.locator("h1").click()
    page.keyboard.press("PageDown")
    expect(page.locator("#trouble")).to_contain_text("7 mains sur 12")


def test_the_staff_scores_itself_and_sees_no_group(world: Any, cycle: Any, new_phone: Callable[..., Phone]) -> None:
    phone = new_phone(world.provider)
    page = phone.prepare(cycle)
    expect(page.locator("#outcome li")).to_have_count(1)
    phone.context.set_offline(True)
    own = cycle.sessions.get(side="provider")
    page = phone.session(own, "#a")
    assert page.get_by_text("Qui a pris la parole").count() == 0
    count_people(page, 3, 3)
    page.locator("label", has_text="Note commune").click()
    page.locator(".facepick li").nth(4).click()
    page.get_by_label("Raison donnée par le personnel").fill("Nous sommes six")
    written(page)
    page.goto(reverse("scorecards:field_cycle", args=[cycle.pk]))
    expect(page.locator("#main")).to_contain_text("reste à l’équipe d’animation")
    phone.context.set_offline(False)
    assert flush(page) == "done"
    score = Score.objects.get()
    assert (score.session_id, score.value, score.reason) == (own.pk, 5, "Nous sommes six")


def test_a_finger_turns_the_page(world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]) -> None:
    phone = new_phone(world.facilitator, has_touch=True)
    phone.prepare(cycle)
    page = phone.session(women, "#a")
    count_people(page)
    expect(page.locator(".pos")).to_have_text("1 sur 3")
    page.evaluate(SWIPE, [300, 60])
    expect(page.locator(".pos")).to_have_text("2 sur 3")
    page.evaluate(SWIPE, [60, 300])
    expect(page.locator(".pos")).to_have_text("1 sur 3")


def test_storage_refused_says_so_and_gives_the_online_page(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone(world.facilitator)
    phone.context.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };"
    )
    page = phone.session(women)
    expect(page.locator("#main")).to_contain_text("Ce navigateur refuse de garder quoi que ce soit")
    page.get_by_role("link", name="Ouvrir la page en ligne").click()
    expect(page).to_have_url(f"{phone.server.url}{reverse('scorecards:session_detail', args=[women.pk])}")
    page.goto(reverse("scorecards:field_prepare", args=[cycle.pk]))
    expect(page.locator("#outcome")).to_contain_text("Ce téléphone n’est pas prêt")


def test_the_page_says_what_to_do_without_scripts(client: Any) -> None:
    """What stands in ``noscript``: a browser without scripts shows it, the test's own browser can't be asked to."""
    html = client.get(reverse("scorecards:field_start")).content.decode()
    without = html.split("<noscript>")[1].split("</noscript>")[0]
    assert "La saisie sans réseau a besoin de JavaScript." in without
    assert reverse("scorecards:cycle_list") in without


def test_the_full_instrument_hears_of_inputs_before_issues(
    world: Any, cycle: Any, women: Any, new_phone: Callable[..., Phone]
) -> None:
    """The server takes issues after inputs: the phone asks in that order, and sends in that order."""
    type(cycle).objects.filter(pk=cycle.pk).update(variant="full")
    phone = new_phone(world.facilitator)
    phone.prepare(cycle)
    phone.context.set_offline(True)
    page = phone.session(women, "#issues")
    page.get_by_label("Ce sur quoi le groupe est d’accord").fill("L’eau manque")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.locator("#trouble")).to_contain_text("Le suivi des intrants est vide")
    page.goto(reverse("scorecards:field_cycle", args=[cycle.pk]))
    page.locator("#addinput summary").click()
    page.locator("#label").fill("Infirmières")
    page.locator("#addinput button[type=submit]").click()
    expect(page.locator("#inputs")).to_contain_text("Infirmières")
    page.goto(f"{reverse('scorecards:field_session', args=[women.pk])}#issues")
    page.get_by_label("Ce sur quoi le groupe est d’accord").fill("L’eau manque")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.locator("#lists")).to_contain_text("L’eau manque")
    phone.context.set_offline(False)
    assert flush(page) == "done"
    assert (pending(page), Issue.objects.get().text) == (0, "L’eau manque")
    assert {row.state for row in Submission.objects.all()} == {"applied"}
