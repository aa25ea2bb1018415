"""The card file: bytes in, lines or named problems out, and back. Pure: no Django, no database.

Format (docs/en/card-file.md): UTF-8, comma or semicolon, decimal point or comma, lines that start with ``#`` skipped,
header ``respondent,indicator,round1[,round2,…],reason`` in any column order. A cell is a score of the scale, empty
(not scored), ``na`` (not applicable), ``refus`` (refused). Zero is a score.

Extensions, so that what is exported comes back whole: ``t:2|5|9|11|4`` (hands per level, lowest first), ``absent``
(this line isn't on that round's card), columns ``suggestion``, ``reason1``, ``suggestion1``…, and four notes among the
comments: ``# dates:``, ``# scale:``, ``# rule:``, ``# present:`` (``scorecards.cardnotes``).

Problems carry a code and what was read; ``scorecards.services.filewords`` turns them into sentences.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.csvread import Problem
from core.csvtext import (
    LINE_MAX,
    Record,
    TextProblem,
    fold,
    header_index,
    read_text_lines,
    records,
    split_cells,
)
from scorecards.cardcells import (
    ABSENT,
    Answer,
    CellError,
    Respondent,
    read_answer,
    read_label,
    read_respondent,
    read_text,
)
from scorecards.cardnotes import Notes, read_note
from scorecards.scales import ScaleSpec

MAX_LINES = 5000
MAX_ROUNDS = 20
MAX_INDICATORS = 200
MAX_GROUPS = 40
MAX_SCORES = 20_000

_NAMES = {
    "respondent": "respondent",
    "repondant": "respondent",
    "indicator": "indicator",
    "indicateur": "indicator",
    "reason": "reason",
    "raison": "reason",
    "suggestion": "suggestion",
}
_NUMBERED = re.compile(r"(round|tour|reason|raison|suggestion)[ _]?([1-9]\d?)\Z")


@dataclass(frozen=True)
class Line:
    """One line of scores. ``answers``, ``reasons`` and ``suggestions`` have one entry per round."""

    number: int
    respondent: Respondent
    label: str
    answers: tuple[Answer, ...]
    reasons: tuple[str, ...]
    suggestions: tuple[str, ...]

    @property
    def key(self) -> str:
        """What makes two labels one indicator: same words, whatever the case, spaces and apostrophes."""
        return fold(self.label)


@dataclass(frozen=True)
class Parsed:
    """The file read: either ``problems``, or lines to enter."""

    rounds: int
    lines: tuple[Line, ...]
    notes: Notes
    problems: tuple[Problem, ...] = ()

    @property
    def is_good(self) -> bool:
        return not self.problems

    def round_lines(self, index: int) -> tuple[Line, ...]:
        """The lines that are on the card of round ``index`` (from 0)."""
        return tuple(line for line in self.lines if line.answers[index] != ABSENT)


@dataclass(frozen=True)
class _Header:
    columns: tuple[str, ...]
    rounds: int
    delimiter: str


def parse(content: bytes | str, scale: ScaleSpec) -> Parsed:
    """Read a whole file: every bad line is named, none hides the next."""
    try:
        text = read_text_lines(content)
    except TextProblem as problem:
        return _refused(Problem(problem.line, problem.code, problem.read, problem.params))
    if len(text) > MAX_LINES:
        return _refused(Problem(None, "too_many_lines", params={"count": len(text), "limit": MAX_LINES}))
    at = header_index(text)
    if at is None:
        return _refused(Problem(1, "empty"))
    header = _read_header(at + 1, text[at])
    if isinstance(header, Problem):
        return _refused(header)
    found = list(records(text, at + 1, header.delimiter))
    lines, problems = _read_lines([record for record in found if not record.is_comment], header, scale)
    notes = Notes()
    for comment in [*text[:at], *(record.text for record in found if record.is_comment)]:
        notes = read_note(notes, comment.strip(), header.rounds)
    return Parsed(header.rounds, tuple(lines), notes, tuple(problems or _check_whole(lines, header.rounds)))


def _refused(problem: Problem) -> Parsed:
    return Parsed(0, (), Notes(), (problem,))


def column_name(cell: str) -> str:
    """``respondent``, ``indicator``, ``round2``, ``reason``… for a title in English or French; "" for any other."""
    plain = fold(cell, accents=False)
    if plain in _NAMES:
        return _NAMES[plain]
    numbered = _NUMBERED.match(plain)
    if not numbered:
        return ""
    word = {"tour": "round", "raison": "reason"}.get(numbered[1], numbered[1])
    return f"{word}{numbered[2]}"


def _read_header(line: int, text: str) -> _Header | Problem:
    """The header, with the separator under which most of its titles are known."""
    best: tuple[str, ...] = ()
    titles: list[str] = []
    delimiter = ","
    for candidate in (",", ";"):
        cells = split_cells(text[:LINE_MAX], candidate) or []
        names = tuple(column_name(cell) for cell in cells)
        if not titles or sum(map(bool, names)) > sum(map(bool, best)):
            best, titles, delimiter = names, cells, candidate
    while len(best) > 3 and not titles[-1].strip():
        best, titles = best[:-1], titles[:-1]
    if not {"respondent", "indicator"} & set(best):
        return Problem(line, "header_tabs" if "\t" in text else "header_missing", text[:120])
    return _check_header(Record(line, text[:120]), best, titles, delimiter)


def _check_header(record: Record, names: tuple[str, ...], titles: list[str], delimiter: str) -> _Header | Problem:
    unknown = next((title for name, title in zip(names, titles, strict=True) if not name), None)
    if unknown is not None:
        return Problem(record.line, "header_unknown_column", unknown)
    twice = next((name for name, count in Counter(names).items() if count > 1), None)
    if twice is not None:
        return Problem(record.line, "header_column_twice", record.text, {"column": twice})
    missing = next((name for name in ("respondent", "indicator", "round1") if name not in names), None)
    if missing is not None:
        return Problem(record.line, "header_column_missing", record.text, {"column": missing})
    numbers = sorted(int(name[5:]) for name in names if name.startswith("round"))
    rounds = len(numbers)
    if numbers != list(range(1, rounds + 1)):
        gap = next(number for number in range(1, numbers[-1]) if number not in numbers)
        return Problem(record.line, "header_column_missing", record.text, {"column": f"round{gap}"})
    if rounds > MAX_ROUNDS:
        return Problem(record.line, "too_many_rounds", record.text, {"count": rounds, "limit": MAX_ROUNDS})
    beyond = next((name for name in names if int("0" + name.lstrip("abcdefghijklmnopqrstuvwxyz")) > rounds), None)
    if beyond is not None:
        return Problem(record.line, "header_unknown_column", beyond)
    return _Header(names, rounds, delimiter)


def _read_lines(rows: list[Record], header: _Header, scale: ScaleSpec) -> tuple[list[Line], list[Problem]]:
    lines: list[Line] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], int] = {}
    for record in rows:
        line, wrong = _read_line(record, header, scale)
        problems.extend(wrong)
        if line is None:
            continue
        first = seen.setdefault((line.respondent.key, line.key), record.line)
        if first != record.line:
            problems.append(Problem(record.line, "line_twice", line.label, {"first": first}))
        lines.append(line)
    return lines, problems


def _read_line(record: Record, header: _Header, scale: ScaleSpec) -> tuple[Line | None, list[Problem]]:
    """The line, or None with every problem of it."""
    if len(record.text) > LINE_MAX:
        return None, [Problem(record.line, "line_too_long", record.text[:80], {"limit": LINE_MAX})]
    cells = None if record.is_open else split_cells(record.text, header.delimiter)
    if cells is None:
        return None, [Problem(record.line, "quote_open", record.text[:80])]
    while len(cells) > len(header.columns) and not cells[-1].strip():
        cells = cells[:-1]
    if tuple(column_name(cell) for cell in cells) == header.columns:
        return None, [Problem(record.line, "header_twice", record.text)]
    if len(cells) != len(header.columns):
        params = {"count": len(cells), "expected": len(header.columns), "delimiter": header.delimiter}
        return None, [Problem(record.line, _cell_count_code(cells, header), record.text, params)]
    return _read_cells(record.line, dict(zip(header.columns, cells, strict=True)), header.rounds, scale)


def _cell_count_code(cells: list[str], header: _Header) -> str:
    if len(cells) < len(header.columns):
        return "too_few_cells"
    return "too_many_cells_comma" if header.delimiter == "," else "too_many_cells"


def _read_cells(line: int, row: dict[str, str], rounds: int, scale: ScaleSpec) -> tuple[Line | None, list[Problem]]:
    problems: list[Problem] = []

    def attempt(read: Callable[..., Any], cell: str, **options: Any) -> Any:
        try:
            return read(cell, **options)
        except CellError as error:
            problems.append(Problem(line, error.code, cell, error.params))
            return None

    respondent = attempt(read_respondent, row["respondent"])
    label = attempt(read_label, row["indicator"])
    numbers = range(1, rounds + 1)
    answers = [attempt(read_answer, row[f"round{number}"], scale=scale) for number in numbers]
    texts: dict[str, tuple[str, ...]] = {}
    for name in ("reason", "suggestion"):
        common = attempt(read_text, row.get(name, "")) or ""
        own = [attempt(read_text, row.get(f"{name}{number}", "")) or "" for number in numbers]
        texts[name] = tuple(text or common for text in own)
    if problems:
        return None, problems
    return Line(line, respondent, label, tuple(answers), texts["reason"], texts["suggestion"]), []


def _check_whole(lines: list[Line], rounds: int) -> list[Problem]:
    """What only the file as a whole shows."""
    if not lines:
        return [Problem(None, "no_lines")]
    indicators = {line.key for line in lines}
    if len(indicators) > MAX_INDICATORS:
        return [Problem(None, "too_many_indicators", params={"count": len(indicators), "limit": MAX_INDICATORS})]
    if len(lines) * rounds > MAX_SCORES:
        return [Problem(None, "too_many_scores", params={"count": len(lines) * rounds, "limit": MAX_SCORES})]
    groups = {line.respondent.key for line in lines if not line.respondent.is_provider}
    if len(groups) > MAX_GROUPS:
        return [Problem(None, "too_many_groups", params={"count": len(groups), "limit": MAX_GROUPS})]
    return []


def first_labels(parsed: Parsed) -> dict[str, str]:
    """Key of an indicator → its label as first written, in the order of the file."""
    labels: dict[str, str] = {}
    for line in parsed.lines:
        labels.setdefault(line.key, line.label)
    return labels
