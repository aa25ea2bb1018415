"""The guides of docs/fr as pages of the product: one file, one page; a file that is added is served at once."""

import functools
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from core import markdown

FOLDER = Path("docs") / "fr"


@dataclass(frozen=True)
class Section:
    """``id``: where a link inside the page leads; ``body``: HTML."""

    id: str
    title: str
    body: SafeString


@dataclass(frozen=True)
class Guide:
    """``slug``: name of the file; ``lede``: what stands before the first heading, as HTML."""

    slug: str
    title: str
    lede: SafeString
    sections: tuple[Section, ...]

    @property
    def url(self) -> str:
        return reverse("guide", args=[self.slug])


def guides() -> tuple[Guide, ...]:
    """Every guide, by title."""
    found = [guide_named(path.stem) for path in sorted((settings.BASE_DIR / FOLDER).glob("*.md"))]
    return tuple(sorted((guide for guide in found if guide is not None), key=lambda guide: guide.title))


def guide_named(slug: str) -> Guide | None:
    """The guide of this name; None when there is no such file."""
    path = settings.BASE_DIR / FOLDER / f"{slug}.md"
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else None


@functools.lru_cache(maxsize=64)
def _read(path: Path, changed: int) -> Guide:
    """``changed``: when the file was last written, so that a guide corrected on the spot shows at once."""
    head, *parts = path.read_text(encoding="utf-8").split("\n## ")
    title, _newline, lede = head.partition("\n")
    return Guide(
        path.stem, markdown.unbroken(title.lstrip("# ").strip()), _html(lede), tuple(_section(part) for part in parts)
    )


def _section(part: str) -> Section:
    title, _newline, text = part.partition("\n")
    return Section(slugify(title), markdown.unbroken(title.strip()), _html(text))


def _html(text: str) -> SafeString:
    return mark_safe(markdown.body(text, _address))  # noqa: S308 - every character of the guide is escaped


def _address(target: str) -> str:
    """A guide beside leads to its page; the papers of the operator are not served."""
    name, _hash, anchor = target.partition("#")
    if "/" in name or not name.endswith(".md"):
        return ""
    return reverse("guide", args=[name.removesuffix(".md")]) + (f"#{anchor}" if anchor else "")
