"""Reading a file of territories: bytes in, lines and sentences out. Touches no database.

Columns ``code, name, level, parent_code`` in any order; comma, semicolon or tab; UTF-8 with or without mark. A level
is its code (``commune``) or its French word. Every bad line is named; nothing is guessed.
"""

import csv
import io
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.exports import is_dangerous
from directory.enums import LEVEL_ORDER, TerritoryLevel

MAX_BYTES = 2 * 1024 * 1024
MAX_LINES = 40_000
COLUMNS = ("code", "name", "level", "parent_code")
_FRENCH = {"pays": "country", "région": "region", "region": "region", "province": "province", "commune": "commune"}
_FRENCH |= {"village": "village", "nom": "name", "niveau": "level", "code_parent": "parent_code"}
_NAME, _CODE = 200, 40


@dataclass(frozen=True)
class Problem:
    """What is wrong, and on which line of the file (the header is line 1; 0 = the whole file)."""

    line: int
    message: str


@dataclass(frozen=True)
class Line:
    number: int
    code: str
    name: str
    level: TerritoryLevel
    parent_code: str


@dataclass
class Parsed:
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def parse(content: bytes) -> Parsed:
    """The lines of a file that are right in themselves, and a sentence for each that isn't."""
    parsed = Parsed()
    text = _decode(content, parsed)
    if text is None:
        return parsed
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        _read(reader, parsed)
    except csv.Error:
        parsed.problems.append(Problem(reader.line_num, _("A quotation mark is opened and never closed.")))
    if not parsed.lines and not parsed.problems:
        parsed.problems.append(Problem(0, _("This file has no line under its header.")))
    return parsed


def _decode(content: bytes, parsed: Parsed) -> str | None:
    """The text, or None with its sentence."""
    sentence = ""
    if len(content) > MAX_BYTES:
        sentence = _("This file is larger than 2 MB: split it by region.")
    elif not content.strip():
        sentence = _("This file is empty.")
    elif b"\x00" in content:
        sentence = _("This isn't a text file. In your spreadsheet, save the sheet as CSV (UTF-8).")
    else:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            message = _("This line isn't in UTF-8. In your spreadsheet, save the sheet as CSV (UTF-8).")
            parsed.problems.append(Problem(line, message))
            return None
    parsed.problems.append(Problem(0, sentence))
    return None


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _read(reader: Any, parsed: Parsed) -> None:
    header = [_FRENCH.get(cell.strip().lower(), cell.strip().lower()) for cell in next(reader, [])]
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        names = ", ".join(missing)
        parsed.problems.append(Problem(1, _("The header lacks: %(names)s.") % {"names": names}))
        return
    seen: dict[str, int] = {}
    for count, cells in enumerate(reader, start=1):
        if count > MAX_LINES:
            message = _("This file has more than %(count)d lines: split it by region.") % {"count": MAX_LINES}
            parsed.problems.append(Problem(reader.line_num, message))
            return
        if any(cell.strip() for cell in cells):
            _read_line(dict(zip(header, cells, strict=False)), reader.line_num, seen, parsed)


def _read_line(cells: dict[str, str], number: int, seen: dict[str, int], parsed: Parsed) -> None:
    code, name, level, parent = (cells.get(column, "").strip() for column in COLUMNS)
    level = _FRENCH.get(level.lower(), level.lower())
    messages = [*_cell_messages(code, name, parent), *_level_messages(level, parent, code)]
    if code and code in seen:
        messages.append(_("Code %(code)s is already on line %(line)d.") % {"code": code, "line": seen[code]})
    seen.setdefault(code, number)
    if messages:
        parsed.problems += [Problem(number, message) for message in messages]
    else:
        parsed.lines.append(Line(number, code, name, TerritoryLevel(level), parent))


def _cell_messages(code: str, name: str, parent: str) -> list[str]:
    messages = []
    if not code:
        messages.append(_("The code is missing."))
    elif len(code) > _CODE or "/" in code or not code.isprintable():
        messages.append(_("Code “%(code)s” is too long (40 characters) or holds a slash.") % {"code": code[:60]})
    if not name:
        messages.append(_("The name is missing."))
    elif len(name) > _NAME or not name.isprintable():
        messages.append(_("The name is too long (200 characters) or holds a character that can't be shown."))
    dangerous = next((cell for cell in (code, name, parent) if is_dangerous(cell)), None)
    if dangerous is not None:
        messages.append(_("“%(cell)s” begins like a formula: write plain text.") % {"cell": dangerous[:60]})
    return messages


def _level_messages(level: str, parent: str, code: str) -> list[str]:
    if level not in TerritoryLevel.values:
        words = ", ".join(TerritoryLevel.values)
        return [_("Level “%(level)s” is unknown. Write one of: %(words)s.") % {"level": level[:60], "words": words}]
    if level == LEVEL_ORDER[0] and parent:
        return [_("A country has no parent territory.")]
    if level != LEVEL_ORDER[0] and not parent:
        return [_("The code of the parent territory is missing.")]
    if parent and parent == code:
        return [_("A territory can't be its own parent.")]
    return []
