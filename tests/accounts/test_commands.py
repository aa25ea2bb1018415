"""The two commands of a first installation."""

from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from accounts.models import Invitation, User
from directory.models import Organization, Territory


def run(command: str, **options: Any) -> str:
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def operator(db: None, monkeypatch: pytest.MonkeyPatch) -> User:
    monkeypatch.setenv("OPERATOR_PASSWORD", "trois-puits-de-plus")
    run("create_operator", email="Op@Example.org", name="Opératrice")
    return User.objects.get()


def test_creates_an_operator(operator: User) -> None:
    assert (operator.email, operator.is_superuser, operator.is_staff) == ("op@example.org", True, True)
    assert operator.check_password("trois-puits-de-plus")


@pytest.mark.parametrize(
    ("email", "password"),
    [("op@example.org", "trois-puits-de-plus"), ("x", "trois-puits-2"), ("y@example.org", "1234")],
)
def test_refuses_a_double_a_bad_address_and_a_weak_password(
    operator: User, monkeypatch: pytest.MonkeyPatch, email: str, password: str
) -> None:
    monkeypatch.setenv("OPERATOR_PASSWORD", password)
    with pytest.raises(CommandError):
        run("create_operator", email=email)
    assert User.objects.count() == 1


SETUP = {"organization": "Association X", "territory": "ML", "territory_name": "Mali", "email": "admin@example.org"}


def test_first_set_up_opens_the_first_organisation(operator: User, client: Client, settings: Any) -> None:
    settings.BASE_URL = "https://cartes.example.org"
    said = run("first_setup", **SETUP)
    link = said.strip().splitlines()[-1]
    assert link.startswith("https://cartes.example.org/people/join/")
    assert mail.outbox[0].to == ["admin@example.org"]
    organization = Organization.objects.get()
    assert organization.registered_by is None
    assert Territory.objects.get().path == "ML/"
    path = link.removeprefix("https://cartes.example.org")
    data = {"full_name": "A", "password1": "quatre-puits-neufs", "password2": "quatre-puits-neufs"}
    assert client.post(path, data).status_code == 302
    assert User.objects.get(email="admin@example.org").organization == organization


def test_first_set_up_may_be_run_again(operator: User) -> None:
    run("first_setup", **SETUP)
    run("first_setup", **SETUP)
    assert (Organization.objects.count(), Territory.objects.count(), Invitation.objects.count()) == (1, 1, 1)


def test_first_set_up_needs_an_operator(db: None) -> None:
    with pytest.raises(CommandError, match="create_operator"):
        run("first_setup", **SETUP)


def test_first_set_up_refuses_a_bad_address_and_changes_nothing(operator: User) -> None:
    with pytest.raises(CommandError):
        run("first_setup", **SETUP | {"email": "x"})
    assert not Organization.objects.exists()


def test_migrations_make_the_cache_table(db: None) -> None:
    assert "django_cache" in connection.introspection.table_names()
