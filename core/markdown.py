"""The little Markdown that the guides of the house use, as HTML.

Headings, paragraphs, lists with one level inside, tables, bold, code, links. Everything else is shown as it is
written; every character is escaped; a French mark never begins a line.
"""

import re
from collections.abc import Callable, Sequence

from django.utils.html import escape

#: Address written in a link → address on the site, "" when the site doesn't serve it (the words stay, without a link).
Resolve = Callable[[str], str]

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`([^`]+)`")
_ITEM = re.compile(r"^(\s*)(?:[-*]|(\d+)\.)\s+(.*)$")
_NARROW = re.compile(r" (?=[:;?!»])|(?<=«) ")
_TAG = re.compile(r"<[^>]+>")
_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")


def unbroken(text: str) -> str:
    """The marks that French sets apart stay on the line of their word."""
    return _NARROW.sub("\u00a0", text)


def inline(text: str, resolve: Resolve) -> str:
    """Bold, code and links of a piece of text."""

    def link(found: re.Match[str]) -> str:
        address = resolve(found[2])
        return f'<a href="{address}">{found[1]}</a>' if address else found[1]

    return _CODE.sub(r"<code>\1</code>", _BOLD.sub(r"<strong>\1</strong>", _LINK.sub(link, escape(unbroken(text)))))


def blocks(text: str) -> list[list[str]]:
    """Runs of lines between blank lines; a heading stands alone."""
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.startswith("#"):
            found += [[line], []]
        elif line.strip():
            found[-1].append(line)
        else:
            found.append([])
    return [block for block in found if block]


def body(text: str, resolve: Resolve) -> str:
    """A text without its first two levels of headings."""
    return "\n".join(_block(lines, resolve) for lines in blocks(text))


def _block(lines: Sequence[str], resolve: Resolve) -> str:
    if lines[0].startswith("#"):
        return f"<h3>{inline(lines[0].lstrip('#').strip(), resolve)}</h3>"
    if len(lines) > 1 and lines[0].startswith("|") and _RULE.match(lines[1]):
        return _table(lines, resolve)
    place = next((number for number, line in enumerate(lines) if _ITEM.match(line)), None)
    if place is None:
        return f"<p>{inline(' '.join(line.strip() for line in lines), resolve)}</p>"
    before = _block(lines[:place], resolve) if place else ""
    return before + _list(lines[place:], resolve)


def _list(lines: Sequence[str], resolve: Resolve) -> str:
    """Items of the outer level; deeper ones make a list inside the item above them."""
    first = _ITEM.match(lines[0])
    depth = len(first[1]) if first else 0
    items: list[tuple[list[str], list[str]]] = []
    for line in lines:
        found = _ITEM.match(line)
        if found and len(found[1]) <= depth:
            items.append(([found[3]], []))
        elif found or items[-1][1]:
            items[-1][1].append(line)
        else:
            items[-1][0].append(line.strip())
    inside = "".join(
        f"<li>{inline(' '.join(words), resolve)}{_list(deeper, resolve) if deeper else ''}</li>"
        for words, deeper in items
    )
    number = first[2] if first else None
    if number is None:
        return f"<ul>{inside}</ul>"
    start = f' start="{number}"' if number != "1" else ""
    return f"<ol{start}>{inside}</ol>"


def _table(lines: Sequence[str], resolve: Resolve) -> str:
    """The first row names the columns; the first cell of the others names its row."""
    head, *rows = [_cells(line, resolve) for number, line in enumerate(lines) if number != 1]
    columns = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body_rows = "".join(
        f'<tr role="row"><th role="rowheader" scope="row">{row[0]}</th>{_named(head[1:], row[1:])}</tr>'
        for row in rows
    )
    return (
        f'<table class="stack-table" role="table"><thead><tr>{columns}</tr></thead><tbody>{body_rows}</tbody></table>'
    )


def _named(head: Sequence[str], cells: Sequence[str]) -> str:
    """The cells of a row, each with the name of its column: a telephone shows a row as a card."""
    return "".join(
        f'<td role="cell" data-l="{_TAG.sub("", name)}"><div>{cell}</div></td>'
        for name, cell in zip(head, cells, strict=False)
    )


def _cells(line: str, resolve: Resolve) -> list[str]:
    return [inline(cell.strip(), resolve) for cell in line.strip().strip("|").split("|")]
