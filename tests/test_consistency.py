"""Names, texts and links that must agree all over the house."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import CASCADE, PROTECT, SET_NULL, Field, ForeignKey
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override

from tests import house

OWN = [room for room in house.ROOMS if room != "core"]
#: Rows that are a part of their parent go with it; everything else is protected.
MAY_CASCADE = {"User", "Membership", "Report"}


def _models() -> list[type]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in house.ROOMS
        and not model.__name__.endswith("Event")
        or model.__name__ == "CycleEvent"
    ]


@pytest.mark.parametrize("model", _models(), ids=lambda model: model._meta.label)
def test_models_speak_in_lower_case_and_read_as_a_sentence(model: type) -> None:
    with override("en"):
        assert str(model._meta.verbose_name) == str(model._meta.verbose_name).lower()
        assert model._meta.ordering, "a list without an order changes from one day to the next"
        for field in model._meta.get_fields():
            if isinstance(field, Field) and not field.primary_key:
                label = str(field.verbose_name)
                assert label != field.name.replace("_", " ") or field.verbose_name.__class__.__name__ == "__proxy__", (
                    f"{model._meta.label}.{field.name} has no translatable name"
                )


@pytest.mark.parametrize("model", _models(), ids=lambda model: model._meta.label)
def test_nothing_disappears_by_cascade_from_another_room(model: type) -> None:
    for field in model._meta.get_fields():
        if isinstance(field, ForeignKey):
            on_delete = field.remote_field.on_delete
            target = field.related_model
            if target._meta.app_label != model._meta.app_label and target.__name__ not in MAY_CASCADE:
                allowed = (PROTECT, SET_NULL) if model.__name__ != "CardImport" else (PROTECT, SET_NULL, CASCADE)
                assert on_delete in allowed, f"{model._meta.label}.{field.name}"


def _patterns(resolver: URLResolver, namespace: str = "") -> list[tuple[str, str]]:
    found = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found += _patterns(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            found.append((namespace, entry.name or ""))
    return found


def test_every_url_has_a_name_and_every_room_a_namespace() -> None:
    for namespace, name in _patterns(get_resolver()):
        if not namespace.startswith("admin:"):
            assert name or namespace == "", (namespace, name)
    namespaces = {namespace.rstrip(":") for namespace, _ in _patterns(get_resolver())}
    assert {"scorecards", "actionplans", "reports", "accounts", "directory"} <= namespaces


@pytest.mark.parametrize("path", house.templates(), ids=house.name)
def test_templates_compile(path: Path) -> None:
    get_template(str(path.relative_to(house.ROOT / "templates")))


_NAMED = re.compile(r"[\"']([\w./-]+\.(?:html|txt))[\"']")
#: Found by name by a library, not by our code.
_BY_LIBRARY = re.compile(r"^(account|mfa|allauth|bootstrap5|crispy_forms|django|40\d|500|403_csrf)")


def test_no_template_lies_unused() -> None:
    named: set[str] = set()
    for path in [*house.python_files(), *house.templates(), *(house.ROOT / "tests").rglob("*.py")]:
        named |= set(_NAMED.findall(path.read_text()))
    unused = [
        relative
        for relative in (str(path.relative_to(house.ROOT / "templates")) for path in house.templates())
        if relative not in named and not _BY_LIBRARY.match(relative) and not relative.startswith("components/")
    ]
    assert unused == []


def test_the_screen_speaks_french_by_default_and_counts_like_french() -> None:
    """A catalogue that is missing shows English; French says "0 jour", English "0 days"."""
    from core.dates import late_phrase

    with override("fr"):
        assert late_phrase(0) == "0 jour de retard"
        assert late_phrase(2) == "2 jours de retard"
    with override("en"):
        assert late_phrase(0) == "0 days late"
