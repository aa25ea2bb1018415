"""CSV and XLSX with typed cells that no spreadsheet runs as a formula (OWASP, CWE-1236)."""

from __future__ import annotations

import csv
import datetime
import io
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone

Cell = Any  # str or lazy text, int, Decimal, float, bool, date, datetime, None

_CELL_LIMIT = 32_767
_STAMP = (1980, 1, 1, 0, 0, 0)
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# A quote sign before them is escaped too, so that reading back is exact.
_DANGEROUS = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_TITLE_ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True)
class Sheet:
    """One sheet: title (31 characters kept), header, rows of cells, widths in characters (optional)."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = field(default_factory=tuple)


def is_dangerous(text: str) -> bool:
    """True when a spreadsheet could read this text as a formula."""
    return bool(_DANGEROUS.match(text))


def escape_text(text: str) -> str:
    """Text for a CSV cell: a leading quote sign makes a formula plain text."""
    return f"'{text}" if is_dangerous(text) else text


def unescape_text(text: str) -> str:
    """The text as it was before `escape_text`: for reading our own exports back."""
    return text[1:] if text.startswith("'") and is_dangerous(text[1:]) else text


def plain(value: Cell) -> Cell:
    """A cell as str, int, Decimal, float, bool, date, naive datetime or None; anything else as text."""
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, datetime.date):
        return value
    return _ILLEGAL.sub("", str(value).replace("\r\n", "\n"))


def write_csv(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], *, delimiter: str = ",", bom: bool = True
) -> bytes:
    """UTF-8 CSV: text quoted and formula-safe, numbers bare with a point, dates ISO, None empty.

    `bom` lets Excel recognise UTF-8. Give `delimiter=";"` for a French Excel opened by double click.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow([escape_text(str(title)) for title in header])
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _csv_cell(value: Cell) -> str:
    cell = plain(value)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, int | float):
        return str(cell)
    if isinstance(cell, datetime.date):
        return cell.isoformat(*([" ", "minutes"] if isinstance(cell, datetime.datetime) else []))
    return escape_text(cell)


def write_xlsx(sheets: Sequence[Sheet], *, title: str = "") -> bytes:
    """Workbook with typed cells; the same input gives the same bytes.

    Text is stored as text whatever it begins with (never a formula); dangerous text also carries
    Excel's quote prefix, so that editing the cell keeps it text. Non-finite numbers become text.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = ""
    book.properties.title = title
    book.properties.created = datetime.datetime(*_STAMP)
    names: set[str] = set()
    for sheet in sheets:
        _fill(book.create_sheet(_sheet_name(sheet.title, names)), sheet)
    out = io.BytesIO()
    book.save(out)
    return _same_bytes(out.getvalue())


def _sheet_name(title: str, taken: set[str]) -> str:
    base = _TITLE_ILLEGAL.sub(" ", str(title)).strip(" '")[:31] or "1"
    name, count = base, 2
    while name.lower() in taken:
        name = f"{base[: 31 - len(str(count)) - 1]} {count}"
        count += 1
    taken.add(name.lower())
    return name


def _fill(target: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    widest = [len(str(title)) for title in sheet.header]
    for column, head in enumerate(sheet.header, 1):
        cell = target.cell(row=1, column=column)
        _set(cell, str(head))
        cell.font = Font(bold=True)
        cell.border = Border(bottom=Side(style="medium"))
        cell.alignment = Alignment(wrap_text=True, vertical="bottom")
    for number, row in enumerate(sheet.rows, 2):
        for column, value in enumerate(row, 1):
            shown = plain(value)
            _set(target.cell(row=number, column=column), shown)
            if column <= len(widest):
                widest[column - 1] = max(widest[column - 1], len(str("" if shown is None else shown)))
    for column, width in enumerate(sheet.widths or [min(60, max(8, w + 2)) for w in widest], 1):
        target.column_dimensions[get_column_letter(column)].width = width
    target.freeze_panes = "A2"


def _set(cell: Any, value: Cell) -> None:
    """Write one plain value with its type and format."""
    from openpyxl.styles import Alignment

    if isinstance(value, float | Decimal) and not math.isfinite(value):
        value = str(value)
    if isinstance(value, str):
        text = value.replace("\r", "\n")[:_CELL_LIMIT]
        if not text:
            return
        cell.value = text
        cell.data_type = "s"
        cell.number_format = "@"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.quotePrefix = is_dangerous(text)
        return
    cell.value = value
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, Decimal | float):
        cell.number_format = "0.0##"
    elif isinstance(value, datetime.datetime):
        cell.number_format = "DD/MM/YYYY HH:MM"
    elif isinstance(value, datetime.date):
        cell.number_format = "DD/MM/YYYY"


def _same_bytes(data: bytes) -> bytes:
    """The archive without the moment it was written: fixed stamps in the zip and in core.xml."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(item.filename, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return out.getvalue()
