"""A table in a CSV file: comma or semicolon, quotes, comments; every bad line is named, none hides the next. Pure.

Whoever reads a table says which columns it may have and what one line means; problems carry a code, and the feature
says them in its own sentences.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.csvtext import LINE_MAX, Record, TextProblem, header_index, read_text_lines, records, split_cells

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Problem:
    """Why the file is refused. ``line``: where, from 1, None for the file as a whole; ``read``: what stands there."""

    line: int | None
    code: str
    read: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


class Wrong(ValueError):
    """What is wrong with a line or a cell; ``read``: what stands there, the whole line when empty."""

    def __init__(self, code: str, read: str = "", **params: Any) -> None:
        super().__init__(code)
        self.code, self.read, self.params = code, read, params


@dataclass(frozen=True)
class Columns:
    """``name_of``: title of a column → its name; "" for one that is read by nobody, None for an unknown one.
    ``needed``: names that must be there, each with the title that a sentence says."""

    name_of: Callable[[str], str | None]
    needed: Mapping[str, str]


def read_table(
    content: bytes | str,
    *,
    most: int,
    columns: Columns,
    read: Callable[[Record, dict[str, str]], None],
) -> tuple[Problem, ...]:
    """Call ``read`` with every line and its cells by name of column; what it raises as ``Wrong`` is a problem."""
    try:
        text = read_text_lines(content)
        if len(text) > most:
            raise TextProblem(None, "too_many_lines", params={"count": len(text), "limit": most})
        at = header_index(text)
        if at is None:
            raise TextProblem(None, "empty")
        delimiter, names = _header(text[at], at + 1, columns)
    except TextProblem as problem:
        return (Problem(problem.line, problem.code, problem.read, problem.params),)
    problems = []
    for record in records(text, at + 1, delimiter):
        if record.is_comment:
            continue
        try:
            read(record, _cells(record, names, delimiter))
        except Wrong as wrong:
            problems.append(Problem(record.line, wrong.code, wrong.read or record.text, wrong.params))
    return tuple(problems)


def _header(text: str, line: int, columns: Columns) -> tuple[str, list[str]]:
    """The separator and the name of each column."""
    if "\t" in text and ";" not in text and "," not in text:
        raise TextProblem(line, "header_tabs", text)
    delimiter = ";" if text.count(";") > text.count(",") else ","
    names: list[str] = []
    for title in split_cells(text, delimiter) or []:
        name = columns.name_of(title)
        if name is None:
            raise TextProblem(line, "header_unknown_column", title)
        if name and name in names:
            raise TextProblem(line, "header_column_twice", title, {"column": title})
        names.append(name)
    for name, title in columns.needed.items():
        if name not in names:
            raise TextProblem(line, "header_column_missing", text, {"column": title})
    return delimiter, names


def _cells(record: Record, names: list[str], delimiter: str) -> dict[str, str]:
    if len(record.text) > LINE_MAX:
        raise Wrong("line_too_long", limit=LINE_MAX)
    cells = None if record.is_open else split_cells(record.text, delimiter)
    if cells is None:
        raise Wrong("quote_open")
    if len(cells) != len(names):
        code = "too_few_cells" if len(cells) < len(names) else "too_many_cells"
        raise Wrong(code, count=len(cells), expected=len(names))
    return {name: cell for name, cell in zip(names, cells, strict=True) if name}


def plain_text(cell: str, *, limit: int, formula: str, spaces: str | None = None) -> str:
    """One line of text, single-spaced, or ``Wrong``: a control character, the start of a formula, too long.

    ``formula``: the signs that a spreadsheet would run; ``spaces``: those that are joined, every kind by default.
    """
    no_control(cell)
    text = " ".join(cell.split() if spaces is None else re.split(f"[{spaces}]+", cell.strip()))
    if text[:1] and text[0] in formula:
        raise Wrong("formula_text", text, sign=text[0])
    if len(text) > limit:
        raise Wrong("text_too_long", text, count=len(text), limit=limit)
    return text


def no_control(cell: str) -> None:
    """``Wrong`` when the cell holds a character that can't be shown."""
    sign = _CONTROL.search(cell)
    if sign:
        raise Wrong("control", cell, sign=f"U+{ord(sign.group()):04X}")
