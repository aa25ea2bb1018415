"""Every component and layout draws with its required arguments, in French and in Arabic."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from tests.core.component_cases import CASES

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "templates" / "components"


# Drawn by another test: the table needs a table.
ELSEWHERE = {"table.html"}


def request() -> Any:
    asked = RequestFactory().get("/cycles/?page=2")
    asked.user = AnonymousUser()
    return asked


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("name", CASES)
def test_components_draw(name: str, language: str) -> None:
    for arguments, expected in CASES[name]:
        with override(language):
            html = render_to_string(f"components/{name}", arguments, request=request())
        assert html.count("<svg") == html.count("</svg>")
        if language == "fr":
            assert expected in html


def test_every_component_has_its_case_and_its_line_in_the_readme() -> None:
    names = {path.name for path in FOLDER.glob("*.html") if not path.name.startswith("_")}
    assert names == set(CASES) | ELSEWHERE
    readme = (FOLDER / "README.md").read_text()
    assert [name for name in names if f"`{name}`" not in readme] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.html")), ids=lambda p: p.name)
def test_every_component_says_what_it_needs(path: Path) -> None:
    assert path.read_text().startswith("{% comment %}")
    assert "Required" in path.read_text().partition("{% endcomment %}")[0] or path.name == "table.html"


MEMBER = SimpleNamespace(pk="6f1c7d9e-7a3f-4d38-9a55-111111111111", organization="ONG", get_role_display="animatrice")
OTHER = SimpleNamespace(pk="6f1c7d9e-7a3f-4d38-9a55-222222222222", organization="Commune", get_role_display="agent")
FRAME = {
    "user": SimpleNamespace(
        is_authenticated=True, get_full_name="Fatima R.", current_membership=MEMBER, current_membership_id=MEMBER.pk
    ),
    "nav_items": [
        {"label": "Cycles", "url": "/cycles/", "current": True},
        {"label": "Lieux", "url": "/p/", "current": False},
    ],
    "nav_more": [],
    "my_memberships": [MEMBER, OTHER],
    "site_name": "Cartes communautaires",
    "messages": [],
    "csrf_token": "jeton",
}


def draw(body: str, layout: str = "layout/base.html", **context: Any) -> str:
    return Template(f'{{% extends "{layout}" %}}{body}').render(Context(FRAME | context))


@pytest.mark.parametrize(
    ("language", "direction", "bootstrap"),
    [("fr", "ltr", "bootstrap.min.css"), ("ar", "rtl", "bootstrap.rtl.min.css")],
)
def test_the_page_follows_the_direction_of_its_language(language: str, direction: str, bootstrap: str) -> None:
    with override(language):
        html = draw("")
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert f"/{bootstrap}" in html


def test_the_frame_has_its_landmarks_and_no_inline_code() -> None:
    html = draw("{% block title %}Siadara{% endblock %}{% block pagehead %}<h1>Siadara</h1>{% endblock %}")
    assert re.search(r"<title>\s*Siadara · Cartes communautaires</title>", html)
    assert html.index('class="skip" href="#main"') < html.index("<header")
    for landmark in ("<header", "<nav", '<main id="main"', "<footer"):
        assert landmark in html
    assert html.count("<h1") == 1
    assert 'aria-current="page">Cycles' in html
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", html)
    assert '"includeIndicatorStyles":false' in html
    assert all(src.startswith("/static/") for src in re.findall(r'<script[^>]*src="([^"]+)"', html))


def test_switching_signing_out_and_language_are_posts_with_a_token() -> None:
    html = draw("")
    assert html.count("<form") == html.count('method="post"')
    assert html.count("csrfmiddlewaretoken") == html.count("<form")
    assert html.count(f"/people/switch/{OTHER.pk}/") == 2
    assert 'value="ar" lang="ar" dir="rtl"' in html


@pytest.mark.parametrize(
    ("memberships", "current", "expected"),
    [
        ([MEMBER], MEMBER, "Animatrice, <bdi>ONG</bdi>"),
        ([], None, "Fatima R."),
        ([OTHER], None, "Choisir une organisation"),
    ],
)
def test_who_i_am(memberships: list[Any], current: Any, expected: str) -> None:
    user = SimpleNamespace(**{**vars(FRAME["user"]), "current_membership": current})  # type: ignore[call-overload]
    html = draw("", user=user, my_memberships=memberships)
    assert expected in html
    assert ("<summary>Choisir" in html) == (expected == "Choisir une organisation")


@pytest.mark.parametrize(
    ("tag", "role"), [("error", "alert"), ("warning", "status"), ("success", "status"), ("info", "status")]
)
def test_messages_speak_to_screen_readers(tag: str, role: str) -> None:
    class Message:
        level_tag = tag

        def __str__(self) -> str:
            return "C’est <enregistré>."

    html = draw("", messages=[Message()])
    assert f'role="{role}"' in html
    assert "C’est &lt;enregistré&gt;." in html


@pytest.mark.parametrize("layout", ["plain", "field", "wall"])
def test_other_layouts_draw(layout: str) -> None:
    html = draw("{% block content %}<p>ici</p>{% endblock %}", f"layout/{layout}.html")
    assert "<p>ici</p>" in html
    assert 'id="main"' in html
    assert ("<nav" in html) is False


@pytest.mark.parametrize(
    ("template", "words"),
    [("403.html", "Seule l’animatrice"), ("404.html", "n’existe pas"), ("403_csrf.html", "Rien n’est perdu")],
)
def test_error_pages_speak_french(template: str, words: str) -> None:
    html = render_to_string(template, {"exception": "Seule l’animatrice du cycle peut faire cela."}, request=request())
    assert words in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("template", ["500.html", "400.html"])
def test_the_last_pages_need_no_context_and_speak_three_languages(template: str) -> None:
    source = (ROOT / "templates" / template).read_text()
    assert "{%" not in source
    assert "{{" not in source
    assert 'lang="en"' in source
    assert 'lang="ar" dir="rtl"' in source


def test_a_refusal_without_sentence_still_says_what_to_do() -> None:
    assert "Adressez-vous" in render_to_string("403.html", {"exception": ""}, request=request())
