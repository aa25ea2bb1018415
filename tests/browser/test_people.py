"""Opening one's account from an invitation, and registering the first service point, by clicking."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_invited_person_joins_and_looks_around(
    world: Any, sign_in: Callable[..., Page], new_context: Callable[..., Any], accessible: Callable[[Page], None]
) -> None:
    admin = sign_in(world.administrator.email, PASSWORD)
    admin.get_by_text("Plus", exact=True).click()
    admin.get_by_role("link", name="Personnes").first.click()
    accessible(admin)
    admin.get_by_role("link", name="Inviter quelqu’un").click()
    accessible(admin)
    admin.get_by_label("Adresse e-mail").fill("amina@example.org")
    admin.get_by_label("Organisation").select_option(label="Mairie d’Aval")
    admin.get_by_label("Rôle").select_option(label="agent communal")
    admin.get_by_role("button", name="Inviter").click()
    expect(admin.get_by_text("Invitation envoyée à amina@example.org")).to_be_visible()
    accessible(admin)
    link = admin.get_by_label("Lien", exact=True).input_value()

    amina = new_context(width=360).new_page()
    amina.goto(link)
    accessible(amina)
    amina.get_by_label("Votre nom").fill("Amina B.")
    amina.get_by_label("Mot de passe").first.fill("trois-puits-de-plus")
    amina.get_by_label("Le même mot de passe").fill("trois-puits-de-plus")
    amina.get_by_role("button", name="Ouvrir mon compte").click()
    expect(amina.get_by_text("Votre compte est ouvert")).to_be_visible()
    amina.goto("/people/me/")
    expect(amina.get_by_text("Mairie d’Aval, agent communal").last).to_be_visible()
    accessible(amina)

    admin.goto("/people/")
    expect(admin.get_by_role("rowheader", name="Amina B.")).to_be_visible()
    admin.get_by_label("Rôle").select_option(label="Agent communal".lower())
    expect(admin.get_by_role("rowheader", name="Amina B.")).to_be_visible()
    expect(admin.get_by_text(world.provider.email)).to_have_count(0)


def test_a_facilitator_registers_a_service_its_village_and_its_operator(
    world: Any, sign_in: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = sign_in(world.facilitator.email, PASSWORD)
    page.get_by_text("Plus", exact=True).click()
    page.get_by_role("link", name="Lieux").first.click()
    accessible(page)
    page.get_by_role("link", name="Inscrire un point de service").click()
    page.get_by_label("Nom").fill("Fontaine")
    page.get_by_label("Secteur").select_option(label="eau")
    page.get_by_label("Village ou commune").fill("Kart")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_contain_text("Assuré par")
    accessible(page)
    page.get_by_label("Pas dans la liste ? Il se trouve dans").fill("Commune d’Aval")
    page.get_by_label("Assuré par").fill("Comité de l’eau")
    page.get_by_label("Pas dans la liste ? De quel type est-elle").select_option(label="association")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Fontaine")).to_be_visible()
    expect(page.get_by_text("Kart, Commune d’Aval")).to_be_visible()
    accessible(page)
