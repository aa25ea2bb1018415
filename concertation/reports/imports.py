"""What an imported file is about, what is wrong in it, what it would change; in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from concertation.enums import Dimension
from concertation.importfile import Grid, Read
from concertation.models import Edition
from concertation.services.imports import Attendance, Earlier, read_attendance, read_contributions
from core.csvread import Problem
from core.csvtext import TextProblem
from core.numbers import format_number

SENTENCES: dict[str, Any] = {
    "too_big": _("This file is larger than %(limit)d MB. Split it, or keep only the columns that are asked for."),
    "empty": _("This file is empty. Choose another one."),
    "no_lines": _("This file has titles and no line under them. Add the lines, then choose it again."),
    "columns": _("The first line must hold the titles of the columns, %(limit)d at most."),
    "too_many_lines": _("This file has %(count)d lines, the limit is %(limit)d. Split it."),
    "too_many_cells": _("This line has more cells than the titles (%(expected)d). Remove what stands in excess."),
    "quote_open": _("A quotation mark is opened and never closed on this line. Close it or remove it."),
    "workbook": _("This is an old Excel file (.xls). Save it as .xlsx or as CSV."),
    "workbook_broken": _("This workbook can't be read. Open it, save it again as .xlsx or as CSV."),
    "utf16": _("This file is in UTF-16. Save it as “CSV UTF-8”, or as .xlsx."),
    "nul": _("This isn't a text file. Save the table as CSV or as .xlsx."),
    "carried": _("The file was lost on the way. Choose it again."),
    "control": _("This line holds an invisible character (%(sign)s). Type the cell again."),
    "code_empty": _("The participant's code is missing. Give the person a number."),
    "text_empty": _("The text of the contribution is missing. Write it, or remove the line."),
    "dimension_empty": _("The criterion is missing: sex, age, district, occupation, disability or language."),
    "label_empty": _("The class is missing. Write it: “Women”, “Under 30 years”…"),
    "people_empty": _("The number of people is missing. Write it, or remove the line."),
    "dimension_unknown": _(
        "This criterion isn't known. Write sex, age, district, occupation, disability or language."
    ),
    "class_twice": _("This class is on line %(first)d already. Keep one of the two."),
    "age_not_class": _("Write the class of age (“30 to 59 years”), not the age."),
    "count_zero": _("Nobody said it? Write one or more, or remove the line."),
    "text_too_long": _("This text has %(count)d characters, the limit is %(limit)d. Shorten it."),
    "not_count": _("This isn't a whole number. Write for example 34."),
    "not_day": _("This isn't a date. Write for example 16/03/2026."),
}


@dataclass(frozen=True)
class Kind:
    """One kind of file: its words, and an example of its first lines."""

    slug: str
    title: Any
    lede: Any
    example: str
    note: Any


IMPORTS = {
    kind.slug: kind
    for kind in (
        Kind(
            "attendance",
            _("Attendance"),
            _("One line per person and per sitting. It counts who came back and who is new."),
            "code;date;sexe;quartier\n107;10/03/2026;femme;Amont\n212;10/03/2026;homme;Aval",
            _(
                "Use a number, never a name. The code becomes a digest that nobody can read back; it is never kept. "
                "A new file replaces the one before."
            ),
        ),
        Kind(
            "contributions",
            _("Contributions"),
            _("One line per contribution, or per group of contributions that say the same."),
            "texte;thème;nombre;date\nUn banc près de l’arrêt;Mobilité;4;10/03/2026",
            _(
                "A contribution that is there already isn't entered twice. One that seems to speak of a person is set "
                "aside until you read it."
            ),
        ),
        Kind(
            "classes",
            _("Participants by class"),
            _("One line per class: how many participants. Leave the class empty for those you don't know."),
            "critère;classe;participants\nsexe;Femmes;62\nsexe;Hommes;51\nsexe;;5",
            _("Each criterion of the file replaces what was entered for it."),
        ),
        Kind(
            "census",
            _("Census classes"),
            _("How many people each class counts in the zone: participants are compared with it."),
            "critère;classe;habitants\nsexe;Femmes;2140\nsexe;Hommes;2060\nquartier;Amont;1300",
            _(
                "Use the same names of classes as for participants. "
                "Each criterion of the file replaces the one before."
            ),
        ),
    )
}


@dataclass(frozen=True)
class Trouble:
    line: int | None
    read: str
    message: str


def words_of(problem: Problem | TextProblem) -> str:
    return str(SENTENCES.get(problem.code, SENTENCES["workbook_broken"])) % {"limit": 0, **problem.params}


def troubles(problems: Sequence[Problem], *, secret: bool) -> tuple[Trouble, ...]:
    """Every bad line in words. ``secret``: what stands there isn't shown again (codes of people)."""
    return tuple(
        Trouble(problem.line, "" if secret else " ".join(problem.read.split())[:60], words_of(problem))
        for problem in problems
    )


@dataclass(frozen=True)
class Preview:
    """``facts``: label and value of what would be entered; ``sample``: first lines as they are understood."""

    troubles: tuple[Trouble, ...]
    facts: tuple[tuple[str, str], ...]
    lines: int
    warning: str = ""


def build_preview(kind: str, grid: Grid, read: Read, edition: Edition | None) -> Preview:
    """What a file would enter. Nothing is written."""
    if read.problems:
        return Preview(troubles(read.problems, secret=kind == "attendance"), (), len(grid.lines))
    if kind == "attendance" and edition is not None:
        return _of_attendance(read_attendance(edition, read.lines), edition, len(read.lines))
    if kind == "contributions" and edition is not None:
        return _of_contributions(edition, read)
    counts: dict[str, int] = {}
    for line in read.lines:
        counts[line["dimension"]] = counts.get(line["dimension"], 0) + line["people"]
    facts = tuple(
        (str(Dimension(name).label).capitalize(), ngettext("%(n)s person", "%(n)s people", total) % {"n": _n(total)})
        for name, total in counts.items()
    )
    return Preview((), facts, len(read.lines))


def _n(value: Any) -> str:
    return format_number(value, 1) if value is not None else gettext("can't be told")


def _of_attendance(read: Attendance, edition: Edition, lines: int) -> Preview:
    facts = (
        (gettext("Different participants"), _n(read.people)),
        (gettext("Sittings found"), _n(len(read.present))),
        (gettext("Already there at the previous edition"), _n(read.returning)),
        (gettext("Came for the first time"), _n(read.never_before)),
        *((gettext("Recognised from %(edition)s") % {"edition": each.label}, _again(each)) for each in read.earlier),
        (gettext("Contributions per participant (median)"), _n(read.median)),
        *(
            (
                str(Dimension(name).label).capitalize(),
                ", ".join(f"{label or gettext('not known')} {_n(count)}" for label, count in counts.items()),
            )
            for name, counts in read.classes.items()
        ),
    )
    return Preview((), facts, lines, " ".join(_warnings(read, edition)))


def _again(earlier: Earlier) -> str:
    if not earlier.marks:
        return gettext("no file of attendance there")
    return gettext("%(again)s of its %(marks)s codes") % {"again": _n(earlier.again), "marks": _n(earlier.marks)}


def _warnings(read: Attendance, edition: Edition) -> list[str]:
    """What to look at before these lines are entered."""
    told = []
    if edition.marks.exists():
        told.append(gettext("It replaces the attendance that was entered before."))
    if read.earlier and read.earlier[0].marks and not read.earlier[0].again:
        told.append(
            gettext(
                "No code of the previous edition is found again: either nobody came back, or the codes were given "
                "anew. Use the same codes from one edition to the next, else everybody looks new."
            )
        )
    return told


def recognised(read: Attendance) -> str:
    """What was recognised, once entered; empty when nothing could be."""
    if read.returning is None:
        return ""
    words = {"returning": _n(read.returning), "people": _n(read.people)}
    told = gettext("Of %(people)s people, %(returning)s were there at the previous edition.") % words
    new = read.never_before
    return told if new is None else f"{told} " + gettext("For the first time: %(new)s.") % {"new": _n(new)}


def _of_contributions(edition: Edition, read: Read) -> Preview:
    found = read_contributions(edition, read.lines)
    facts = (
        (gettext("New contributions"), _n(len(found.fresh))),
        (gettext("Already there, not entered twice"), _n(found.known)),
        (gettext("Set aside: they seem to speak of a person"), _n(found.aside)),
    )
    return Preview((), facts, len(read.lines))
