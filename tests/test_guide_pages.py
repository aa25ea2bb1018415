"""The guides of docs/fr are pages: every file, by its name; what Markdown writes is shown as a page shows it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from config.guides import FOLDER, guide_named, guides
from core.markdown import body
from tests import house

pytestmark = pytest.mark.django_db

NAMES = sorted(path.stem for path in (house.ROOT / FOLDER).glob("*.md"))


def test_every_file_is_listed_on_the_help_page(client: Client) -> None:
    page = client.get(reverse("help")).content.decode()
    assert sorted(guide.slug for guide in guides()) == NAMES
    assert [name for name in NAMES if f'href="{reverse("guide", args=[name])}"' not in page] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_guide_is_read_as_a_page(name: str, client: Client) -> None:
    page = client.get(reverse("guide", args=[name])).content.decode()
    shown = page[page.index('class="guide"') : page.index("</main>")]
    guide = guide_named(name)
    assert guide is not None
    assert guide.sections
    assert page.count("<h1") == 1
    assert [mark for mark in ("**", "](", "|---", "\n## ") if mark in shown] == []
    ids = re.findall(r'<h2 id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", NAMES)
def test_its_links_open(name: str, client: Client) -> None:
    page = client.get(reverse("guide", args=[name])).content.decode()
    targets = set(re.findall(r'href="(/help/guides/[^"#]+)', page))
    assert [target for target in targets if client.get(target).status_code != 200] == []


@pytest.mark.parametrize("slug", ["nothing", "roles", "mission"])
def test_a_guide_that_is_not_there_is_not_a_page(slug: str, client: Client) -> None:
    assert client.get(reverse("guide", args=[slug])).status_code == 404


def test_another_language_is_told_that_the_guide_is_french(client: Client) -> None:
    client.cookies["django_language"] = "en"
    page = client.get(reverse("guide", args=["partenariats"])).content.decode()
    assert "This guide is written in French." in page
    assert 'class="guide" lang="fr" dir="ltr"' in page


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Un **mot** <b>", "<p>Un <strong>mot</strong> &lt;b&gt;</p>"),
        ("- a\n  suite\n- b", "<ul><li>a suite</li><li>b</li></ul>"),
        ("3. a\n   - b\n     c\n4. d", '<ol start="3"><li>a<ul><li>b c</li></ul></li><li>d</li></ol>'),
        (
            "| a | **b** |\n|---|---|\n| c | d |",
            '<table class="stack-table" role="table"><thead><tr><th scope="col">a</th>'
            '<th scope="col"><strong>b</strong></th></tr></thead><tbody><tr role="row">'
            '<th role="rowheader" scope="row">c</th><td role="cell" data-l="b"><div>d</div></td></tr></tbody></table>',
        ),
        ("Quoi ? « Oui »", "<p>Quoi\u00a0? «\u00a0Oui\u00a0»</p>"),
        ("Voir [ici](x.md) et [là](../y.md) `a_b`", '<p>Voir <a href="/x">ici</a> et là <code>a_b</code></p>'),
        ("### Trois\nmots", "<h3>Trois</h3>\n<p>mots</p>"),
    ],
)  # fmt: skip
def test_what_the_guides_use_of_markdown(text: str, html: str) -> None:
    assert body(text, lambda target: "/x" if target == "x.md" else "") == html
