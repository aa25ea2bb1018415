"""Writes a card file that ``scorecards.cardfile`` reads back the same. Pure."""

import csv
import io
from collections.abc import Sequence

from scorecards.cardcells import guard, write_answer, write_respondent
from scorecards.cardfile import Line, Parsed
from scorecards.cardnotes import write_notes


def write(parsed: Parsed, *, comments: Sequence[str] = ()) -> str:
    """UTF-8 text, commas, decimal points, CRLF. ``comments`` are put on top, one line each."""
    out = io.StringIO()
    names = {line.respondent.key: write_respondent(line.respondent) for line in parsed.lines}
    head = [f"# {' '.join(comment.split())}" for comment in comments] + write_notes(parsed.notes, names)
    out.write("".join(f"{line}\r\n" for line in head))
    writer = csv.writer(out, lineterminator="\r\n")
    reasons = _columns(parsed, "reason")
    suggestions = _columns(parsed, "suggestion")
    rounds = [f"round{number}" for number in range(1, parsed.rounds + 1)]
    writer.writerow(["respondent", "indicator", *rounds, *reasons, *suggestions])
    for line in parsed.lines:
        words = [*_texts(line.reasons, reasons), *_texts(line.suggestions, suggestions)]
        answers = [write_answer(answer) for answer in line.answers]
        writer.writerow([guard(write_respondent(line.respondent)), guard(line.label), *answers, *map(guard, words)])
    return out.getvalue()


def _columns(parsed: Parsed, name: str) -> list[str]:
    """One column when every line says the same in all rounds, else one per round; no suggestion column for none."""
    texts = [_of(line, name) for line in parsed.lines]
    if all(len(set(row)) <= 1 for row in texts):
        return [name] if name == "reason" or any(any(row) for row in texts) else []
    return [f"{name}{number}" for number in range(1, parsed.rounds + 1)]


def _of(line: Line, name: str) -> tuple[str, ...]:
    return line.reasons if name == "reason" else line.suggestions


def _texts(texts: tuple[str, ...], columns: list[str]) -> list[str]:
    return list(texts[: len(columns)])
