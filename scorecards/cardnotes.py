"""The four notes that a card file may carry among its comments. Pure.

``# dates: 2024-03-01, 2024-09-02``, one per round · ``# scale: 0-10`` · ``# rule: simple_mean`` ·
``# present: 2, community:femmes, 3|4|0||2|1`` (round, group, people by sex and age band, empty when not counted).
A comment that says something else is only a comment.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from scorecards.cardcells import CellError, read_respondent

#: Women under 30, 30 to 59, 60 and over, then men.
BANDS = 6
PRESENT_MAX = 10_000
SCALE_NAMES = {"faces": "1-5", "ten": "0-10", "hundred": "0-100", "colours": "3"}
RULES = ("simple_mean", "weighted_by_present", "village_mean")
_NOTE = re.compile(r"#\s*(dates|scale|rule|present)\s*[:：]\s*(.*)\Z", re.I | re.S)
_SCALE = re.compile(r"(0-100|0-10|1-5|1-3|3)(?![\d-])")

Counts = tuple[int | None, ...]


@dataclass(frozen=True)
class Notes:
    """``present``: (round from 0, respondent key) → six counts. ``scale``: a name of SCALE_NAMES or ""."""

    dates: tuple[datetime.date, ...] = ()
    scale: str = ""
    rule: str = ""
    present: Mapping[tuple[int, str], Counts] = field(default_factory=dict)


def scale_code(name: str) -> str | None:
    """``0-10`` → ``ten``; a code itself; None for anything else."""
    names = {**{shown: code for code, shown in SCALE_NAMES.items()}, "1-3": "colours"}
    plain = name.strip().lower().replace("–", "-")
    return names.get(plain, plain if plain in SCALE_NAMES else None)


def read_note(notes: Notes, comment: str, rounds: int) -> Notes:
    """``notes`` with what this comment adds."""
    found = _NOTE.match(comment)
    if not found:
        return notes
    word, rest = found[1].lower(), found[2].strip()
    match word:
        case "dates":
            dates = _dates(rest)
            return replace(notes, dates=dates) if len(dates) == rounds else notes
        case "scale":
            named = _SCALE.match(rest.replace("–", "-"))
            return replace(notes, scale=scale_code(named[1]) or "") if named else notes
        case "rule":
            return replace(notes, rule=rest) if rest in RULES else notes
    return _with_present(notes, rest, rounds)


def _dates(text: str) -> tuple[datetime.date, ...]:
    """The dates in order; nothing when one isn't a date or comes before the one before it."""
    try:
        dates = tuple(datetime.date.fromisoformat(part.strip()) for part in text.split(","))
    except ValueError:
        return ()
    return dates if all(one < two for one, two in zip(dates, dates[1:], strict=False)) else ()


def _with_present(notes: Notes, text: str, rounds: int) -> Notes:
    number, _, rest = text.partition(",")
    name, _, counts = rest.rpartition(",")
    parts = [part.strip() for part in counts.split("|")]
    if not number.strip().isdecimal() or len(parts) != BANDS:
        return notes
    if not 1 <= int(number) <= rounds or not all(re.fullmatch(r"\d{0,5}", part) for part in parts):
        return notes
    try:
        key = read_respondent(name).key
    except CellError:
        return notes
    six: Counts = tuple(min(int(part), PRESENT_MAX) if part else None for part in parts)
    return replace(notes, present={**notes.present, (int(number) - 1, key): six})


def write_notes(notes: Notes, names: Mapping[str, str]) -> list[str]:
    """The comment lines; ``names``: respondent key → how the file writes it."""
    lines = []
    if notes.scale:
        lines.append(f"# scale: {SCALE_NAMES[notes.scale]}")
    if notes.rule:
        lines.append(f"# rule: {notes.rule}")
    if notes.dates:
        lines.append("# dates: " + ", ".join(day.isoformat() for day in notes.dates))
    for (index, key), counts in notes.present.items():
        bands = "|".join("" if count is None else str(count) for count in counts)
        lines.append(f"# present: {index + 1}, {names[key]}, {bands}")
    return lines
