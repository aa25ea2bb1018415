"""Signing in, out, with a second step; passwords forgotten and changed; too many attempts."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from config.settings import base
from tests.factories import PASSWORD, UserFactory

LOGIN = "/accounts/login/"


def sign_in(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": user.email, "password": password})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_signs_in_whatever_the_case_and_goes_where_it_was_going(client: Client, world: Any) -> None:
    target = reverse("accounts:profile")
    asked = client.get(target)
    assert asked["Location"] == f"{LOGIN}?next={target}"
    response = client.post(asked["Location"], {"login": world.facilitator.email.upper(), "password": PASSWORD})
    assert response["Location"] == target


def test_never_leads_to_another_site(client: Client, world: Any) -> None:
    response = client.post(f"{LOGIN}?next=https://evil.example/", {"login": world.officer.email, "password": PASSWORD})
    assert response["Location"] == "/"


@pytest.mark.parametrize("email", ["facilitator@example.org", "unknown@example.org"])
def test_says_the_same_of_a_wrong_password_and_of_an_unknown_address(client: Client, world: Any, email: str) -> None:
    response = client.post(LOGIN, {"login": email, "password": "wrong"})
    assert "Cette adresse et ce mot de passe ne vont pas ensemble" in response.content.decode()
    assert email in response.content.decode()


@pytest.fixture
def throttled(settings: Any, db: None) -> None:
    """The limits of a real installation, kept in the database's cache table."""
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS
    settings.CACHES = base.CACHES
    cache.clear()


@pytest.mark.usefixtures("throttled")
def test_the_sixth_wrong_password_waits(client: Client, world: Any) -> None:
    for _attempt in range(5):
        assert "ne vont pas ensemble" in sign_in(client, world.officer, "wrong").content.decode()
    sixth = sign_in(client, world.officer, "wrong")
    assert "Trop d’essais. Attendez cinq minutes" in sixth.content.decode()
    # The right password waits too: a guess would otherwise show.
    assert "Trop d’essais" in sign_in(client, world.officer).content.decode()
    assert sign_in(Client(), world.provider).status_code == 302


@pytest.mark.usefixtures("throttled")
def test_too_many_requests_meet_a_page_of_the_site(client: Client, world: Any, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    url = reverse("account_reset_password")
    client.post(url, {"email": "a@example.org"})
    response = client.post(url, {"email": "a@example.org"})
    assert response.status_code == 429
    assert "429.html" in [template.name for template in response.templates]
    assert "se repose quelques minutes" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["signup/", "email/", "confirm-email/", "password/set/", "login/code/", "3rdparty/", "2fa/webauthn/", "social/"],
)
def test_what_nobody_needs_does_not_exist(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["account_login", "account_inactive", "account_reset_password", "account_reset_password_done"],
)
def test_entrances_are_pages_of_the_site(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert "layout/plain.html" in [template.name for template in response.templates]
    assert b"<h1" in response.content


@pytest.mark.parametrize(
    "name", ["account_logout", "account_change_password", "account_reauthenticate", "mfa_index", "accounts:profile"]
)
def test_account_pages_are_pages_of_the_site(signed_in: Any, world: Any, name: str) -> None:
    response = signed_in(world.observer).get(reverse(name))
    assert response.status_code == 200
    assert "layout/base.html" in [template.name for template in response.templates]


def test_a_forgotten_password(client: Client, world: Any) -> None:
    client.post(reverse("account_reset_password"), {"email": world.officer.email})
    letter = mail.outbox[0]
    assert letter.subject == "Choisissez un nouveau mot de passe"
    assert letter.to == [world.officer.email]
    link = re.search(r"https?://testserver(\S+)", letter.body)
    assert link
    page = client.get(link[1], follow=True)
    form_at = page.redirect_chain[-1][0]
    weak = client.post(form_at, {"password1": "1234", "password2": "1234"})
    assert weak.status_code == 200
    assert "error-summary" in weak.content.decode()
    done = client.post(form_at, {"password1": "trois-puits-de-plus", "password2": "trois-puits-de-plus"})
    assert done["Location"] == reverse("account_reset_password_from_key_done")
    assert sign_in(Client(), world.officer, "trois-puits-de-plus").status_code == 302
    again = Client().get(link[1])
    assert "Ce lien ne fonctionne plus" in again.content.decode()


def test_a_stranger_receives_nothing_and_learns_nothing(client: Client, db: None) -> None:
    response = client.post(reverse("account_reset_password"), {"email": "stranger@example.org"})
    assert response["Location"] == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_changes_the_password(signed_in: Any, world: Any) -> None:
    client = signed_in(world.provider)
    url = reverse("account_change_password")
    wrong = client.post(url, {"oldpassword": "wrong", "password1": "trois-puits-de-plus", "password2": "x"})
    assert "pas votre mot de passe actuel" in wrong.content.decode()
    data = {"oldpassword": PASSWORD, "password1": "trois-puits-de-plus", "password2": "trois-puits-de-plus"}
    assert client.post(url, data).status_code == 302
    assert sign_in(Client(), world.provider, "trois-puits-de-plus").status_code == 302


def test_a_closed_account_meets_a_sentence(client: Client, db: None) -> None:
    closed = UserFactory(is_active=False)
    response = client.post(LOGIN, {"login": closed.email, "password": PASSWORD}, follow=True)
    assert not response.wsgi_request.user.is_authenticated


def test_signs_out_by_post_alone(signed_in: Any, world: Any) -> None:
    client = signed_in(world.provider)
    assert "Ce que vous avez saisi est gardé" in client.get("/accounts/logout/").content.decode()
    assert client.get(reverse("accounts:profile")).status_code == 200
    assert client.post("/accounts/logout/")["Location"] == LOGIN
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_the_second_step_from_end_to_end(client: Client, world: Any) -> None:
    sign_in(client, world.administrator)
    is_it_you = client.get(reverse("mfa_activate_totp"))["Location"]
    assert "Est-ce bien vous" in client.get(is_it_you).content.decode()
    assert "pas votre mot de passe" in client.post(is_it_you, {"password": "wrong"}).content.decode()
    assert client.post(is_it_you, {"password": PASSWORD})["Location"] == reverse("mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "pas celui attendu" in wrong.content.decode()
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert "Il reste 10 codes" in codes.content.decode()
    first = codes.context["unused_codes"][0]
    assert first in client.get(reverse("mfa_download_recovery_codes")).content.decode()
    assert "Activée" in client.get(reverse("mfa_index")).content.decode()

    other = Client()
    assert sign_in(other, world.administrator)["Location"] == reverse("mfa_authenticate")
    assert other.get(reverse("accounts:profile")).status_code == 302
    assert "Deuxième étape" in other.get(reverse("mfa_authenticate")).content.decode()
    assert other.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert other.post(reverse("mfa_authenticate"), {"code": first})["Location"] == "/"
    is_it_you = other.get(reverse("mfa_deactivate_totp"))["Location"]
    assert is_it_you.startswith(reverse("account_reauthenticate"))
    assert "Autrement" in other.get(is_it_you).content.decode()
    assert reverse("mfa_reauthenticate") in other.get(is_it_you).content.decode()
    with_code = other.get(reverse("mfa_reauthenticate"))
    assert "tapez le code" in with_code.content.decode()
    other.post(is_it_you, {"password": PASSWORD})
    assert "Il reste 9 codes" in other.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert "Désactiver" in other.get(reverse("mfa_deactivate_totp")).content.decode()
    other.post(reverse("mfa_generate_recovery_codes"))
    other.post(reverse("mfa_deactivate_totp"))
    assert sign_in(Client(), world.administrator)["Location"] == "/"
