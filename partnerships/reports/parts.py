"""The pages of the agreement's parts: their lines, who may change them, and the figures under them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.numbers import format_number
from partnerships.models import Partnership, Party
from partnerships.services.nouns import NOUNS, Noun
from partnerships.services.writing import RUNNING, why_closed


@dataclass(frozen=True)
class Step:
    """A link beside a line, or a button when ``post`` (with the line's version)."""

    label: str
    url: str
    post: bool = False
    name: str = ""
    value: str = ""


@dataclass(frozen=True)
class Cell:
    """A text under its column's label, which a phone shows beside it."""

    label: str
    text: str


@dataclass(frozen=True)
class Line:
    """``cells``: one per column of the part. ``edit``, ``remove``: addresses, empty when it can't be changed."""

    title: str
    note: str = ""
    cells: tuple[Cell, ...] = ()
    version: int | None = None
    edit: str = ""
    remove: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Figure:
    """``value``: None when there is not enough data."""

    label: str
    value: str | None


@dataclass(frozen=True)
class Matrix:
    """``first``: what the rows are ("Party" when empty); ``words``: the cells hold words, not figures alone."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    how: str
    first: str = ""
    words: bool = False


@dataclass(frozen=True)
class Part:
    """One kind of row on a page. ``add``: address of its form, empty when nothing may be added now."""

    noun: str
    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    empty_title: str
    empty_text: str
    add: str = ""
    add_label: str = ""


@dataclass(frozen=True)
class Proposed:
    """An indicator proposed for an origin: its words, and the address of a form that holds them."""

    code: str
    origin: str
    result: str
    indicator: str
    take: str


@dataclass(frozen=True)
class PartPage:
    """``closed``: why the text can't be written now, empty when it can.

    ``proposals``: indicators proposed for the origins; ``aside``: how many were set aside.
    """

    code: str
    title: str
    lede: str
    parts: tuple[Part, ...]
    closed: str = ""
    figures: tuple[Figure, ...] = ()
    matrices: tuple[Matrix, ...] = ()
    how: str = ""
    proposals: tuple[Proposed, ...] = ()
    aside: int = 0


@dataclass(frozen=True)
class Reader:
    """Who looks at the page: their party, and whether they may write."""

    partnership: Partnership
    party: Party | None
    writes: bool
    parties: tuple[Party, ...] = field(default_factory=tuple)

    def closed(self, noun: Noun) -> str:
        return why_closed(self.partnership, early=noun.early)

    def adds(self, noun: Noun) -> bool:
        return self.writes and not why_closed(self.partnership, early=noun.early, late=noun.late)

    def changes(self, noun: Noun, row: Any) -> bool:
        if not self.writes or (noun.own and (self.party is None or row.party_id != self.party.pk)):
            return False
        return not why_closed(self.partnership, early=noun.early, late=noun.is_late(row))

    @property
    def is_running(self) -> bool:
        return self.partnership.state in RUNNING


def url(name: str, partnership: Partnership, *args: Any) -> str:
    return reverse(f"partnerships:{name}", args=[partnership.pk, *args])


def line(reader: Reader, noun: Noun, row: Any, title: str, *cells: str, note: str = "", steps: Any = ()) -> Line:
    """A row with what the reader may do with it."""
    may = reader.changes(noun, row)
    return Line(
        title=title,
        note=note,
        cells=tuple(Cell("", text) for text in cells),
        version=getattr(row, "version", None),
        edit=url("agreement_edit", reader.partnership, noun.name, row.pk) if may else "",
        remove=url("agreement_remove", reader.partnership, noun.name, row.pk) if may else "",
        steps=tuple(steps),
    )


def part(
    reader: Reader,
    name: str,
    title: str,
    columns: tuple[str, ...],
    rows: Any,
    say: Callable[[Any], Line],
    empty: tuple[str, str],
    add_label: str,
) -> Part:
    noun = NOUNS[name]
    return Part(
        noun=name,
        title=title,
        columns=columns,
        lines=tuple(_labelled(say(row), columns) for row in rows),
        empty_title=empty[0],
        empty_text=empty[1],
        add=url("agreement_add", reader.partnership, name) if reader.adds(noun) else "",
        add_label=add_label,
    )


def _labelled(row: Line, columns: tuple[str, ...]) -> Line:
    return replace(row, cells=cells_of(columns, [cell.text for cell in row.cells]))


def cells_of(columns: Sequence[str], texts: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(Cell(label, text) for label, text in zip(columns, texts, strict=True))


def percent_words(value: Decimal | None) -> str | None:
    """ "66,7 %"; None when it can't be computed."""
    return None if value is None else _("%(n)s %%") % {"n": format_number(value, 1)}


def or_unknown(text: str | None) -> str:
    return text if text else _("not enough data")
