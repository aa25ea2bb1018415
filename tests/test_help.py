"""The short guide and the accessibility statement: for anybody, every link leads somewhere."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from config.help import build_help
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["help", "accessibility"])
def test_anybody_reads_it_in_three_languages(name: str, client: Client) -> None:
    for language in ("fr", "en", "ar"):
        client.cookies["django_language"] = language
        assert client.get(reverse(name)).status_code == 200


def test_the_foot_of_every_page_leads_to_both(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert f'href="{reverse("help")}"' in page
    assert f'href="{reverse("accessibility")}"' in page


@pytest.mark.parametrize("role", Role.values)
def test_my_role_comes_first_and_its_links_open(role: str, world: Any, signed_in: Any) -> None:
    person = world.person(role)
    first, *others = build_help(person)
    assert first.is_mine
    assert len(others) == len(Role) - 1
    browser = signed_in(person)
    assert "votre rôle en ce moment" in browser.get(reverse("help")).content.decode()
    for step in first.steps:
        if step.url:
            assert browser.get(step.url).status_code == 200, step


def test_the_statement_says_what_is_not_checked(client: Client) -> None:
    page = client.get(reverse("accessibility")).content.decode()
    assert "partiellement conforme" in page
    assert "Ce qui ne l’est pas" in page


def test_a_person_without_a_role_is_led_to_no_page_that_refuses(db: None) -> None:
    person = UserFactory(role=None)
    assert not any(step.url for guide in build_help(person) for step in guide.steps)
    assert any(step.url for guide in build_help(AnonymousUser()) for step in guide.steps)
