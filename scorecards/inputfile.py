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

from core.csvread import Columns, Problem, Wrong, plain_text, read_table
from core.csvtext import Record, fold

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
_FORMULA = "=+@＝＋＠"


@dataclass(frozen=True)
class InputsRead:
    """The file read: either ``problems``, or the fields of each line. ``totals``: lines of totals, skipped."""

    lines: tuple[Mapping[str, Any], ...]
    problems: tuple[Problem, ...] = ()
    totals: int = 0


def parse_inputs(content: bytes | str) -> InputsRead:
    """Read a whole file: every bad line is named, none hides the next."""
    lines: list[Mapping[str, Any]] = []
    totals = 0

    def read(record: Record, cells: dict[str, str]) -> None:
        nonlocal totals
        fields = _line(cells)
        if fields is None:
            totals += 1
        else:
            lines.append(fields)

    problems = read_table(content, most=MAX_LINES, columns=Columns(_name_of, {"label": "intrant"}), read=read)
    if not lines and not problems:
        problems = (Problem(None, "no_inputs"),)
    return InputsRead(() if problems else tuple(lines), problems, totals)


def _name_of(title: str) -> str | None:
    """The field of a column; "" for a column that is computed here."""
    name = fold(title, accents=False).strip(" *")
    return "" if name in _COMPUTED else _COLUMNS.get(name)


def _line(cells: Mapping[str, str]) -> Mapping[str, Any] | None:
    """The fields of one line; None for a line of totals."""
    fields = {name: _cell(name, cell) for name, cell in cells.items()}
    if not fields["label"]:
        raise Wrong("input_empty")
    if fold(fields["label"]) == "total":
        return None
    if fields.get("is_money") and not fields.get("unit"):
        raise Wrong("currency_missing")
    return fields


def _cell(name: str, cell: str) -> Any:
    if name in _AMOUNTS:
        return _amount(cell)
    if name == "is_money":
        word = fold(cell, accents=False)
        if word not in _YES | _NO:
            raise Wrong("yes_or_no", cell)
        return word in _YES
    return plain_text(cell, limit=_LIMITS[name], formula=_FORMULA)


def _amount(cell: str) -> Decimal | None:
    text = _SPACES.sub("", cell)
    if not text:
        return None
    if not _NUMBER.match(text):
        raise Wrong("amount_not_number", cell)
    amount = Decimal(text.replace(",", "."))
    if amount < 0:
        raise Wrong("amount_negative", cell)
    return amount
