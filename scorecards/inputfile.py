"""The file of an input tracking: bytes in, lines or named problems out. Pure: no Django, no database.

Format: UTF-8, comma or semicolon, decimal point or comma, lines that start with ``#`` skipped. Columns in any order,
in French or English; only the input's name is needed. ``component``, ``expected``, ``achieved`` and ``appreciation``
are read as input, planned, observed and remarks; columns of percentages or gaps are skipped, since they are computed.
A line named « Total » is skipped for the same reason.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scorecards.cardfile import Problem
from scorecards.cardtext import (
    LINE_MAX,
    Record,
    TextProblem,
    fold,
    header_index,
    read_text_lines,
    records,
    split_cells,
)

MAX_LINES = 1000
HEADER = "intrant;droit;source;argent;unité;prévu;reçu;constaté;preuve;remarques"

_NAMES = {
    "label": ("intrant", "input", "component", "composante"),
    "entitlement": ("droit", "norme", "entitlement", "norm"),
    "source": ("source", "qui paie"),
    "is_money": ("argent", "money"),
    "unit": ("unite", "unit", "monnaie", "currency"),
    "planned": ("prevu", "planned", "expected", "budget", "budgeted"),
    "received": ("recu", "received"),
    "observed": ("constate", "observed", "achieved", "actual", "depense", "spent"),
    "evidence": ("preuve", "evidence"),
    "remarks": ("remarques", "remarks", "appreciation"),
}
_COLUMNS = {alias: name for name, aliases in _NAMES.items() for alias in aliases}
#: Computed here: a column of that name is read by nobody.
_COMPUTED = {"performance_pct", "percent", "pourcentage", "%", "gap", "ecart", "achieved_pct"}
_LIMITS = {"label": 200, "entitlement": 300, "source": 150, "unit": 20, "evidence": 300, "remarks": 500}
_AMOUNTS = ("planned", "received", "observed")
_YES, _NO = {"oui", "yes", "1", "x", "o", "y"}, {"", "non", "no", "0", "n"}
_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,2})?\Z")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_FORMULA = re.compile(r"[=+@\t＝＋＠]")


@dataclass(frozen=True)
class InputsRead:
    """The file read: either ``problems``, or the fields of each line. ``totals``: lines of totals, skipped."""

    lines: tuple[Mapping[str, Any], ...]
    problems: tuple[Problem, ...] = ()
    totals: int = 0


class _Wrong(ValueError):
    def __init__(self, code: str, read: str = "", **params: Any) -> None:
        super().__init__(code)
        self.code, self.read, self.params = code, read, params


def parse_inputs(content: bytes | str) -> InputsRead:
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
        return InputsRead((), (Problem(problem.line, problem.code, problem.read, problem.params),))
    lines: list[Mapping[str, Any]] = []
    problems: list[Problem] = []
    totals = 0
    for record in records(text, at + 1, delimiter):
        if record.is_comment:
            continue
        try:
            fields = _line(record, columns, delimiter)
        except _Wrong as wrong:
            problems.append(Problem(record.line, wrong.code, wrong.read or record.text, wrong.params))
            continue
        if fields is None:
            totals += 1
        else:
            lines.append(fields)
    if not lines and not problems:
        problems.append(Problem(None, "no_inputs"))
    return InputsRead(() if problems else tuple(lines), tuple(problems), totals)


def _header(text: str, line: int) -> tuple[str, list[str]]:
    """The separator and the field of each column; "" for a column that is computed here."""
    if "\t" in text and ";" not in text and "," not in text:
        raise TextProblem(line, "header_tabs", text)
    delimiter = ";" if text.count(";") > text.count(",") else ","
    columns: list[str] = []
    for cell in split_cells(text, delimiter) or []:
        name = fold(cell, accents=False).strip(" *")
        found = "" if name in _COMPUTED else _COLUMNS.get(name, "?")
        if found == "?":
            raise TextProblem(line, "header_unknown_column", cell)
        if found and found in columns:
            raise TextProblem(line, "header_column_twice", cell, {"column": cell})
        columns.append(found)
    if "label" not in columns:
        raise TextProblem(line, "header_column_missing", text, {"column": "intrant"})
    return delimiter, columns


def _line(record: Record, columns: list[str], delimiter: str) -> Mapping[str, Any] | None:
    """The fields of one line; None for a line of totals."""
    if record.is_open:
        raise _Wrong("quote_open")
    if len(record.text) > LINE_MAX:
        raise _Wrong("line_too_long", limit=LINE_MAX)
    cells = split_cells(record.text, delimiter)
    if cells is None:
        raise _Wrong("quote_open")
    if len(cells) != len(columns):
        code = "too_few_cells" if len(cells) < len(columns) else "too_many_cells"
        raise _Wrong(code, count=len(cells), expected=len(columns))
    fields = {name: _cell(name, cell) for name, cell in zip(columns, cells, strict=True) if name}
    if not fields["label"]:
        raise _Wrong("input_empty")
    if fold(fields["label"]) == "total":
        return None
    if fields.get("is_money") and not fields.get("unit"):
        raise _Wrong("currency_missing")
    return fields


def _cell(name: str, cell: str) -> Any:
    if name in _AMOUNTS:
        return _amount(cell)
    if name == "is_money":
        word = fold(cell, accents=False)
        if word not in _YES | _NO:
            raise _Wrong("yes_or_no", cell)
        return word in _YES
    text = " ".join(cell.split())
    sign = _CONTROL.search(cell)
    if sign:
        raise _Wrong("control", cell, sign=f"U+{ord(sign.group()):04X}")
    if _FORMULA.match(text):
        raise _Wrong("formula_text", text, sign=text[0])
    if len(text) > _LIMITS[name]:
        raise _Wrong("text_too_long", text, count=len(text), limit=_LIMITS[name])
    return text


def _amount(cell: str) -> Decimal | None:
    text = _SPACES.sub("", cell)
    if not text:
        return None
    if not _NUMBER.match(text):
        raise _Wrong("amount_not_number", cell)
    amount = Decimal(text.replace(",", "."))
    if amount < 0:
        raise _Wrong("amount_negative", cell)
    return amount
