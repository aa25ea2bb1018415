"""Files of other tools: bytes in, a grid out; then a grid and the columns chosen, typed lines or named problems out.

Pure: no Django, no database. CSV (comma, semicolon or tab, UTF-8 or Windows) and XLSX (first sheet). Every bad line is
named, none hides the next; a file with one bad line gives no line at all.
"""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.csvread import Problem, Wrong, no_control
from core.csvtext import MAX_BYTES, TextProblem, decode, fold, header_index, read_text_lines, records, split_cells

MAX_LINES, MAX_COLUMNS, MAX_GRID = 3000, 40, 1_500_000
CELL_MAX = 4000
EARLIEST, LATEST = 1990, 2100


@dataclass(frozen=True)
class Wanted:
    """A column that a kind of file may have. ``kind``: word, count, day or dimension; ``aliases`` guess it."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    needed: bool = False
    limit: int = 100


_DAY = ("date", "jour", "day", "seance", "sitting", "date de la seance", "created_at", "publie le", "date de depot")
_DIMENSION = ("dimension", "critere", "variable")
_LABEL = ("classe", "class", "modalite", "libelle", "label", "categorie")
KINDS: dict[str, tuple[Wanted, ...]] = {
    "attendance": (
        Wanted("code", "word", ("code", "numero", "identifiant", "id", "participant", "user id"), True, 200),
        Wanted("day", "day", _DAY),
        Wanted("contributions", "count", ("contributions", "nb contributions", "propositions", "proposals")),
        Wanted("sex", "word", ("sexe", "sex", "genre", "gender")),
        Wanted("age", "word", ("age", "tranche d'age", "age class", "classe d'age")),
        Wanted("district", "word", ("quartier", "district", "village", "secteur", "commune", "scope")),
    ),
    "contributions": (
        Wanted(
            "text", "word",
            ("texte", "text", "contribution", "body", "proposition", "contenu", "avis", "titre", "title"), True, 2000,
        ),
        Wanted("theme", "word", ("theme", "categorie", "category", "rubrique")),
        Wanted("count", "count", ("nombre", "count", "combien", "soutiens", "supports", "votes")),
        Wanted("received_on", "day", (*_DAY, "recu le", "received on")),
    ),
    "classes": (
        Wanted("dimension", "dimension", _DIMENSION, True),
        Wanted("label", "word", _LABEL),
        Wanted("people", "count", ("participants", "personnes", "people", "effectif", "nombre", "present"), True),
    ),
    "census": (
        Wanted("dimension", "dimension", _DIMENSION, True),
        Wanted("label", "word", _LABEL, True),
        Wanted("people", "count", ("habitants", "population", "personnes", "people", "effectif", "nombre"), True),
    ),
}  # fmt: skip
#: Words of a file → dimension of the census.
DIMENSIONS = {
    **dict.fromkeys(("sexe", "sex", "genre", "gender"), "sex"),
    **dict.fromkeys(("age", "tranche d'age", "classe d'age"), "age"),
    **dict.fromkeys(("quartier", "district", "village", "quartier, village", "secteur", "hameau"), "district"),
    **dict.fromkeys(("profession", "csp", "occupation", "metier", "categorie socioprofessionnelle"), "occupation"),
    **dict.fromkeys(("handicap", "disability"), "disability"),
    **dict.fromkeys(("langue", "language"), "language"),
}


@dataclass(frozen=True)
class Grid:
    """Titles of the columns; each line with its number in the file, counted from 1, and as many cells as titles."""

    titles: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]

    def dumps(self) -> str:
        return json.dumps([self.titles, self.lines], ensure_ascii=False, separators=(",", ":"))


def load_grid(text: str) -> Grid:
    """The grid that a page carried, or TextProblem when it isn't one any more."""
    try:
        if len(text) > MAX_GRID:
            raise ValueError
        titles, lines = json.loads(text)
        width = len(titles)
        grid = Grid(
            tuple(str(title) for title in titles),
            tuple((int(number), tuple(str(cell) for cell in cells)) for number, cells in lines),
        )
        if not grid.lines or any(len(cells) != width for _number, cells in grid.lines):
            raise ValueError
    except (ValueError, TypeError, RecursionError) as error:
        raise TextProblem(None, "carried") from error
    return grid


def read_grid(content: bytes) -> Grid:
    """The table in a file; TextProblem says why there is none."""
    if len(content) > MAX_BYTES:
        raise TextProblem(None, "too_big", params={"limit": MAX_BYTES // (1024 * 1024)})
    rows = _workbook(content) if content.startswith(b"PK\x03\x04") else _csv(content)
    if not rows:
        raise TextProblem(None, "empty")
    titles = [" ".join(cell.split())[:100] for cell in rows[0][1]]
    while titles and not titles[-1]:
        titles.pop()
    if not titles or len(titles) > MAX_COLUMNS:
        raise TextProblem(rows[0][0], "columns", params={"limit": MAX_COLUMNS})
    width = len(titles)
    lines = []
    for number, cells in rows[1:]:
        if any(cell.strip() for cell in cells[width:]):
            raise TextProblem(number, "too_many_cells", params={"count": len(cells), "expected": width})
        lines.append((number, tuple([cell[:CELL_MAX] for cell in cells[:width]] + [""] * (width - len(cells)))))
    if not lines:
        raise TextProblem(None, "no_lines")
    if len(lines) > MAX_LINES:
        raise TextProblem(None, "too_many_lines", params={"count": len(lines), "limit": MAX_LINES})
    grid = Grid(tuple(titles), tuple(lines))
    if len(grid.dumps()) > MAX_GRID:
        raise TextProblem(None, "too_big", params={"limit": 1})
    return grid


def _csv(content: bytes) -> list[tuple[int, list[str]]]:
    try:
        text = decode(content)
    except TextProblem as problem:
        if problem.code != "encoding":
            raise
        text = content.decode("cp1252", "replace")
    lines = read_text_lines(text)
    at = header_index(lines)
    if at is None:
        return []
    delimiter = max((";", ",", "\t"), key=lines[at].count)
    rows = [(at + 1, split_cells(lines[at], delimiter) or [])]
    for record in records(lines, at + 1, delimiter):
        if record.is_comment:
            continue
        cells = None if record.is_open else split_cells(record.text, delimiter)
        if cells is None:
            raise TextProblem(record.line, "quote_open", record.text)
        rows.append((record.line, cells))
    return rows


def _workbook(content: bytes) -> list[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(item.file_size for item in packed.infolist()) > 40 * MAX_BYTES:
                raise TextProblem(None, "too_big", params={"limit": MAX_BYTES // (1024 * 1024)})
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows: list[tuple[int, list[str]]] = []
        for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1), 1):
            if any(cell not in (None, "") for cell in cells):
                rows.append((number, [_text(cell) for cell in cells]))
            if len(rows) > MAX_LINES + 1:
                break
    except TextProblem:
        raise
    except Exception as error:  # noqa: BLE001 - a broken workbook breaks in a hundred ways
        raise TextProblem(None, "workbook_broken") from error
    return rows


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def guess(kind: str, titles: tuple[str, ...]) -> dict[str, str]:
    """Column chosen for each wanted name, as its position; "" when none looks like it. No column serves twice."""
    plain = [fold(title, accents=False).strip(" *") for title in titles]
    found: dict[str, str] = {}
    for wanted in KINDS[kind]:
        for alias in wanted.aliases:
            places = [i for i, title in enumerate(plain) if title == alias and str(i) not in found.values()]
            if places:
                found[wanted.name] = str(places[0])
                break
    return {wanted.name: found.get(wanted.name, "") for wanted in KINDS[kind]}


@dataclass(frozen=True)
class Read:
    """Either ``problems``, or the typed ``lines``: each with its number."""

    lines: tuple[Mapping[str, Any], ...]
    problems: tuple[Problem, ...] = ()


def read_lines(kind: str, grid: Grid, columns: Mapping[str, str]) -> Read:
    """Every line typed by the columns chosen. ``columns``: wanted name → position, "" when there is none."""
    lines: list[Mapping[str, Any]] = []
    problems: list[Problem] = []
    seen: dict[Any, int] = {}
    for number, cells in grid.lines:
        try:
            line = {w.name: _value(w, cells[int(at)]) for w in KINDS[kind] if (at := columns.get(w.name, ""))}
            _check(kind, line, number, seen)
        except Wrong as wrong:
            problems.append(Problem(number, wrong.code, wrong.read or " · ".join(cells), wrong.params))
        else:
            lines.append({**line, "line": number})
    return Read(() if problems else tuple(lines), tuple(problems))


def _check(kind: str, line: Mapping[str, Any], number: int, seen: dict[Any, int]) -> None:
    if kind in ("classes", "census"):
        key = (line["dimension"], fold(line.get("label") or ""))
        if key in seen:
            raise Wrong("class_twice", line.get("label") or "", first=seen[key])
        seen[key] = number
    if kind == "attendance" and (line.get("age") or "").isdigit():
        raise Wrong("age_not_class", line["age"])
    if kind == "contributions" and line.get("count") == 0:
        raise Wrong("count_zero")


def _value(wanted: Wanted, cell: str) -> Any:
    text = " ".join(cell.split())
    no_control(text)
    if not text:
        if wanted.needed:
            raise Wrong(f"{wanted.name}_empty")
        return "" if wanted.kind == "word" else None
    if wanted.kind == "count":
        return _count(text)
    if wanted.kind == "day":
        return _day(text)
    if wanted.kind == "dimension":
        dimension = DIMENSIONS.get(fold(text, accents=False))
        if dimension is None:
            raise Wrong("dimension_unknown", text)
        return dimension
    if len(text) > wanted.limit:
        raise Wrong("text_too_long", text, count=len(text), limit=wanted.limit)
    return text


def _count(text: str) -> int:
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not re.fullmatch(r"\d{1,9}(?:[.,]0+)?", plain):
        raise Wrong("not_count", text)
    return int(re.split("[.,]", plain)[0])


def _day(text: str) -> date:
    word = re.split("[ T]", text)[0]
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"):
        try:
            found = datetime.strptime(word, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if EARLIEST <= found.year <= LATEST:
            return found
    raise Wrong("not_day", text)
