"""The French guides speak with the words of the screen, and their links lead somewhere."""

import re
from pathlib import Path

import polib
import pytest

from tests import house

FOLDER = house.ROOT / "docs" / "fr"
#: Written on the screen letter by letter; protections.md sets sentences in bold, not buttons.
GUIDES = [
    FOLDER / name
    for name in (
        "premier-cycle.md",
        "guide-animateur.md",
        "administrateur.md",
        "journee-terrain.md",
        "partenariats.md",
    )
]
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
#: Emphasis, not a button.
EMPHASIS = {
    "gras",
    "Personne n’est montré du doigt.",
    "Cinq personnes au moins.",
    "Ne promettez rien vous-même",
    "Essentiel ou complet ?",
    "Consolider.",
    "Les clés du signalement protégé n’y sont pas",
}


def plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip().strip(".").lower()


def bold(text: str) -> list[str]:
    """What is in bold outside tables' heads: names of pages, buttons, boxes."""
    return [_SPACES.sub(" ", found) for found in re.findall(r"\*\*(.+?)\*\*", text, re.DOTALL)]


def unknown(text: str, screen: str) -> list[str]:
    return [words for words in bold(text) if words not in EMPHASIS and plain(words) not in screen]


@pytest.fixture(scope="module")
def screen() -> str:
    """Everything that the screen can say in French."""
    catalogue = polib.pofile(str(house.ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po"))
    said = [text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())]
    said += [path.read_text() for path in (house.ROOT / "scorecards" / "script").glob("*fr*")]
    return "\n".join(plain(text) for text in said)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_what_is_in_bold_stands_on_the_screen(path: Path, screen: str) -> None:
    assert unknown(path.read_text(), screen) == []


def test_a_button_that_does_not_exist_is_seen(screen: str) -> None:
    assert unknown("Appuyez sur **Lancer la fusée**.", screen) == ["Lancer la fusée"]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text())
    assert [target for target in targets if not (path.parent / target).is_file()] == []
