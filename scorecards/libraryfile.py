"""The file of an indicator library: text in, lines or named problems out. Pure: no Django, no database.

UTF-8, comma or semicolon, columns in any order, lines that start with ``#`` skipped. ``code``, ``sector`` and
``label_fr`` are needed; ``about`` and ``asked_of`` default to the provider's service and both sides.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.csvread import Columns, Problem, Wrong, no_control, plain_text, read_table
from core.csvtext import Record

MAX_LINES = 2000
COLUMNS = (
    "code", "sector", "about", "asked_of", "label_fr", "label_en", "label_ar", "hint_fr", "hint_en", "hint_ar",
    "pictogram",
)  # fmt: skip
HEADER = ",".join(COLUMNS)
NEEDED = ("code", "sector", "label_fr")
CHOICES = {
    "sector": ("health", "education", "water", "administration", "other"),
    "about": ("provider", "users"),
    "asked_of": ("users", "provider", "both"),
    # Empty for none; the drawings are in core.charts.pictograms.
    "pictogram": (
        "",
        "water",
        "tap",
        "pump",
        "well",
        "test",
        "clinic",
        "medicine",
        "care",
        "bed",
        "ambulance",
        "school",
        "book",
        "write",
        "bench",
        "roof",
        "toilet",
        "clock",
        "queue",
        "calendar",
        "welcome",
        "staff",
        "ear",
        "talk",
        "meeting",
        "notice",
        "megaphone",
        "privacy",
        "documents",
        "money",
        "accounts",
        "fairness",
        "electricity",
        "light",
        "cleaning",
        "rubbish",
        "tool",
        "road",
        "walk",
        "tree",
        "safety",
        "hand",
        "child",
        "pregnant",
        "women",
        "elder",
        "access",
        "phone",
        "food",
    ),
}
_DEFAULTS = {"about": "provider", "asked_of": "both"}
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}\Z")
_FORMULA = "=+@-＝＋＠"
#: A no-break space is part of French words: it stays.
_SPACES = r" \t\r\n"


@dataclass(frozen=True)
class LibraryLine:
    """One indicator as the file says it; ``fields`` holds the columns that the file has, choices checked."""

    line: int
    text: str
    fields: Mapping[str, str]

    @property
    def code(self) -> str:
        return self.fields["code"]


@dataclass(frozen=True)
class LibraryRead:
    """The file read: the good lines, and every problem."""

    lines: tuple[LibraryLine, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def parse_library(content: bytes | str) -> LibraryRead:
    """Read a whole file: every bad line is named, none hides the next."""
    lines: dict[str, LibraryLine] = {}

    def read(record: Record, cells: dict[str, str]) -> None:
        found = LibraryLine(record.line, record.text, _fields(cells))
        if found.code in lines:
            raise Wrong("code_twice", found.code, first=lines[found.code].line)
        lines[found.code] = found

    problems = read_table(
        content, most=MAX_LINES, columns=Columns(_name_of, {name: name for name in NEEDED}), read=read
    )
    if not lines and not problems:
        problems = (Problem(None, "no_indicators"),)
    return LibraryRead(tuple(lines.values()), problems)


def _name_of(title: str) -> str | None:
    name = title.strip().lower()
    return name if name in COLUMNS else None


def _fields(cells: Mapping[str, str]) -> dict[str, str]:
    fields = {name: _cell(name, cell) for name, cell in cells.items()}
    for name, value in _DEFAULTS.items():
        if name in fields and not fields[name]:
            fields[name] = value
    _check(fields)
    return fields


def _check(fields: Mapping[str, str]) -> None:
    if not _CODE.match(fields["code"]):
        raise Wrong("code_shape", fields["code"])
    if not fields["label_fr"]:
        raise Wrong("label_empty")
    for name, choices in CHOICES.items():
        if name in fields and fields[name] not in choices:
            raise Wrong("choice", fields[name], column=name, choices=", ".join(filter(None, choices)))


def _cell(name: str, cell: str) -> str:
    if name in CHOICES:
        no_control(cell)
        return " ".join(cell.split()).lower()
    limit = 300 if name.startswith("hint_") else 200
    return plain_text(cell, limit=limit, formula=_FORMULA, spaces=_SPACES)
