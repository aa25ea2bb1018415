"""The demonstration's command: when it loads, when it leaves things alone, and the same after a second run."""

import io
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.models import User
from scorecards.models import Cycle
from tests import house

pytestmark = pytest.mark.django_db


def demo(*options: str) -> str:
    out = io.StringIO()
    call_command("demo_data", *options, stdout=out)
    return out.getvalue()


def counts() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in house.ROOMS
    }


def test_a_second_run_adds_nothing() -> None:
    demo()
    before = counts()
    demo()
    demo("--if-empty")
    assert counts() == before


def test_logins_alone_load_nothing(db: None) -> None:
    assert "exemple.org" not in demo("--logins")
    assert not User.objects.exists()


def test_a_database_in_use_is_left_alone(db: None) -> None:
    User.objects.create_user("quelqu.un@example.org", "x")
    demo("--if-empty")
    assert not Cycle.objects.exists()


def test_production_settings_refuse_known_passwords(settings: Any) -> None:
    settings.SETTINGS_MODULE = "config.settings.production"
    with pytest.raises(CommandError):
        demo()
    assert not User.objects.exists()
