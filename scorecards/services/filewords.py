"""The sentence for each problem of a card file: what is wrong, and what to do."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.csvread import Problem
from core.numbers import format_number
from scorecards.cardfile import Parsed

_HEADER = "respondent,indicator,round1,reason"

SENTENCES: dict[str, Any] = {
    "too_big": _("The file is larger than %(limit)d MB. A card file has a few hundred lines: choose that file."),
    "too_many_lines": _("The file has %(count)d lines, the limit is %(limit)d. Split it by service point."),
    "workbook": _("This is an Excel workbook. Save it as “CSV UTF-8”, then choose the new file."),
    "utf16": _("The file is in UTF-16. Save it as “CSV UTF-8”, then choose the new file."),
    "encoding": _("This line isn't in UTF-8. Save the file as “CSV UTF-8”, so that accents are kept."),
    "nul": _("This line holds bytes that aren't text. Choose a CSV file."),
    "empty": _("The file has no line to read. Its first line must be: %(header)s"),
    "no_lines": _("The file has a header and no score. Add one line per indicator."),
    "header_missing": _("The header is missing. Write this first line: %(header)s"),
    "header_tabs": _("The columns are separated by tabs. Save the file with commas or semicolons."),
    "header_twice": _("The header is written a second time. Delete this line."),
    "header_unknown_column": _("The column “%(read)s” isn't known. Expected: %(header)s"),
    "header_column_twice": _("The column “%(column)s” is there twice. Keep one."),
    "header_column_missing": _("The column “%(column)s” is missing. Expected: %(header)s"),
    "too_many_rounds": _("The file has %(count)d rounds, the limit is %(limit)d."),
    "too_many_indicators": _("The file has %(count)d indicators, the limit is %(limit)d."),
    "too_many_scores": _("The file has %(count)d scores, the limit is %(limit)d. Split it by round."),
    "too_many_groups": _("The file has %(count)d groups, the limit is %(limit)d."),
    "too_few_cells": _("This line has %(count)d cells, the header has %(expected)d. Add the empty cells."),
    "too_many_cells": _(
        "This line has %(count)d cells, the header has %(expected)d. Put text with a semicolon in quotes."
    ),
    "too_many_cells_comma": _(
        "This line has %(count)d cells, the header has %(expected)d. Put in quotes what holds a comma: "
        'a sentence, or a score such as "7,5".'
    ),
    "line_too_long": _("This line is longer than %(limit)d characters. Shorten it."),
    "quote_open": _("A quotation mark is opened and never closed properly. Close it, or double it inside a text."),
    "line_twice": _("This indicator already has a line for this respondent, line %(first)d. Keep one of the two."),
    "respondent_empty": _("Who answers is missing. Write provider, community or community:femmes."),
    "respondent_unknown": _("The respondent isn't known. Write provider, community or community:femmes."),
    "indicator_empty": _("The indicator is missing. Write what was scored."),
    "formula_label": _("An indicator can't begin with %(sign)s: a spreadsheet would run it. Begin with a letter."),
    "formula_score": _(
        "This is a formula, not a score. Write the number itself, between %(minimum)s and %(maximum)s."
    ),
    "score_not_number": _(
        "This isn't a score. Write a number between %(minimum)s and %(maximum)s, nothing, na or refus."
    ),
    "score_outside": _("This score is outside the scale. Write a number between %(minimum)s and %(maximum)s."),
    "score_off_grid": _("This score falls between two steps of the scale. Write %(below)s or %(above)s."),
    "tallies_shape": _("Write one number of hands per level, %(levels)d in all, lowest first. There are %(found)d."),
    "tallies_none": _("No hand is counted. Count at least one, or leave the cell empty."),
    "tallies_many": _("One level can't have more than %(limit)d hands."),
    "text_too_long": _("This text has %(count)d characters, the limit is %(limit)d. Shorten it."),
    "too_many_breaks": _("This text has %(count)d line breaks, the limit is %(limit)d. Join some lines."),
    "control": _("This text holds an invisible character (%(sign)s). Type the cell again."),
    "no_inputs": _("The file has a header and no input. Add one line per input."),
    "input_empty": _("The input is missing. Write what is tracked: medicines, teachers, budget for repairs."),
    "amount_not_number": _("This isn't an amount. Write a number such as 1250 or 12,5, or nothing."),
    "amount_negative": _("An amount can't be negative."),
    "yes_or_no": _("Write oui or non: is this input money?"),
    "currency_missing": _("This is money: write its currency in the column “unité”."),
    "formula_text": _("A text can't begin with %(sign)s: a spreadsheet would run it. Begin with a letter."),
}


@dataclass(frozen=True)
class Trouble:
    """A problem in words. ``line`` is None for the file as a whole; ``read`` is cut to what a table can show."""

    line: int | None
    read: str
    message: str


def sentence(problem: Problem, header: str = _HEADER) -> str:
    """What is wrong and what to do, in the active language. ``header``: the first line of such a file."""
    params: dict[str, Any] = {"read": _short(problem.read), "header": header}
    for name, value in problem.params.items():
        params[name] = format_number(value) if isinstance(value, Decimal) else value
    return str(SENTENCES[problem.code]) % params


def troubles(parsed: Parsed) -> tuple[Trouble, ...]:
    """Every problem of the file, in the order of its lines."""
    listed = sorted(parsed.problems, key=lambda problem: problem.line or 0)
    return tuple(Trouble(problem.line, _short(problem.read), sentence(problem)) for problem in listed)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"
