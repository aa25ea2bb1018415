"""The file of an indicator library: text in, lines or named problems out. Pure: no Django, no database.

UTF-8, comma or semicolon, columns in any order, lines that start with ``#`` skipped. ``code``, ``sector`` and
``label_fr`` are needed; ``about`` and ``asked_of`` default to the provider's service and both sides.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from scorecards.cardfile import Problem
from scorecards.cardtext import LINE_MAX, Record, TextProblem, header_index, read_text_lines, records, split_cells

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
_FORMULA = re.compile(r"[=+@\t＝＋＠-]")
#: A no-break space is part of French words: it stays.
_SPACES = re.compile(r"[ \t\r\n]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


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


class _Wrong(ValueError):
    def __init__(self, code: str, read: str = "", **params: object) -> None:
        super().__init__(code)
        self.code, self.read, self.params = code, read, params


def parse_library(content: bytes | str) -> LibraryRead:
    """Read a whole file: every bad line is named, none hides the next."""
    try:
        text = read_text_lines(content)
        if len(text) > MAX_LINES:
            raise TextProblem(None, "too_many_lines", params={"count": len(text), "limit": MAX_LINES})
        at = header_index(text)
        if at is None:
            raise TextProblem(None, "empty")
        delimiter, columns = _header(text[at], at + 1)
    except TextProblem as problem:
        return LibraryRead((), (Problem(problem.line, problem.code, problem.read, problem.params),))
    lines: dict[str, LibraryLine] = {}
    problems: list[Problem] = []
    for record in records(text, at + 1, delimiter):
        if record.is_comment:
            continue
        try:
            found = _line(record, columns, delimiter)
            if found.code in lines:
                raise _Wrong("code_twice", found.code, first=lines[found.code].line)
        except _Wrong as wrong:
            problems.append(Problem(record.line, wrong.code, wrong.read or record.text, wrong.params))
        else:
            lines[found.code] = found
    if not lines and not problems:
        problems.append(Problem(None, "no_indicators"))
    return LibraryRead(tuple(lines.values()), tuple(problems))


def _header(text: str, line: int) -> tuple[str, list[str]]:
    if "\t" in text and ";" not in text and "," not in text:
        raise TextProblem(line, "header_tabs", text)
    delimiter = ";" if text.count(";") > text.count(",") else ","
    columns = [cell.strip().lower() for cell in split_cells(text, delimiter) or []]
    for name in columns:
        if name not in COLUMNS:
            raise TextProblem(line, "header_unknown_column", name)
        if columns.count(name) > 1:
            raise TextProblem(line, "header_column_twice", name, {"column": name})
    for name in NEEDED:
        if name not in columns:
            raise TextProblem(line, "header_column_missing", text, {"column": name})
    return delimiter, columns


def _line(record: Record, columns: list[str], delimiter: str) -> LibraryLine:
    if len(record.text) > LINE_MAX:
        raise _Wrong("line_too_long", limit=LINE_MAX)
    cells = None if record.is_open else split_cells(record.text, delimiter)
    if cells is None:
        raise _Wrong("quote_open")
    if len(cells) != len(columns):
        code = "too_few_cells" if len(cells) < len(columns) else "too_many_cells"
        raise _Wrong(code, count=len(cells), expected=len(columns))
    fields = {name: _cell(name, cell) for name, cell in zip(columns, cells, strict=True)}
    for name, value in _DEFAULTS.items():
        if name in fields and not fields[name]:
            fields[name] = value
    _check(fields)
    return LibraryLine(record.line, record.text, fields)


def _check(fields: Mapping[str, str]) -> None:
    if not _CODE.match(fields["code"]):
        raise _Wrong("code_shape", fields["code"])
    if not fields["label_fr"]:
        raise _Wrong("label_empty")
    for name, choices in CHOICES.items():
        if name in fields and fields[name] not in choices:
            raise _Wrong("choice", fields[name], column=name, choices=", ".join(filter(None, choices)))


def _cell(name: str, cell: str) -> str:
    text = " ".join(_SPACES.split(cell.strip()))
    sign = _CONTROL.search(cell)
    if sign:
        raise _Wrong("control", cell, sign=f"U+{ord(sign.group()):04X}")
    if name in CHOICES:
        return text.lower()
    if _FORMULA.match(text):
        raise _Wrong("formula_text", text, sign=text[0])
    limit = 300 if name.startswith("hint_") else 200
    if len(text) > limit:
        raise _Wrong("text_too_long", text, count=len(text), limit=limit)
    return text
