"""From bytes to the records of a CSV file: encoding, lines, quotes. Pure.

A record keeps the number of the line it starts on, counted as a text editor counts.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MAX_BYTES = 2 * 1024 * 1024
LINE_MAX = 20_000
#: A quoted cell holds 50 line breaks at most: a quote still open after more is one never closed.
RECORD_LINES_MAX = 60
_BREAK = re.compile(r"\r\n|\n|\r")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'"})


class TextProblem(ValueError):
    """Bytes that aren't the text of a table."""

    def __init__(self, line: int | None, code: str, read: str = "", params: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.line, self.code, self.read, self.params = line, code, read, params or {}


@dataclass(frozen=True)
class Record:
    """One line of the table, or several when a quoted cell has line breaks."""

    line: int
    text: str
    is_open: bool = False
    is_comment: bool = False


def fold(text: str, *, accents: bool = True) -> str:
    """Text for comparison: one case, single spaces, one kind of apostrophe; without accents when asked."""
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold().split())
    if accents:
        return plain
    return "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))


def decode(content: bytes) -> str:
    """UTF-8 text without byte order mark; TextProblem names the line of the first wrong byte."""
    if len(content) > MAX_BYTES:
        raise TextProblem(None, "too_big", params={"limit": MAX_BYTES // (1024 * 1024)})
    if content.startswith(b"PK\x03\x04") or content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TextProblem(None, "workbook")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TextProblem(1, "utf16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace")
        line = len(_BREAK.findall(before)) + 1
        start = max(before.rfind("\n"), before.rfind("\r")) + 1
        rest = _BREAK.split(content[error.start : error.start + 60].decode("cp1252", "replace"))[0]
        raise TextProblem(line, "encoding", (before[start:] + rest)[-120:]) from error


def read_text_lines(content: bytes | str) -> list[str]:
    """The lines, without their ends. Only CR and LF end a line: other separators stay inside the text."""
    text = decode(content) if isinstance(content, bytes) else content.removeprefix("\ufeff")
    if len(text) > MAX_BYTES:
        raise TextProblem(None, "too_big", params={"limit": MAX_BYTES // (1024 * 1024)})
    lines = _BREAK.split(text)
    for number, line in enumerate(lines, 1):
        if "\x00" in line:
            raise TextProblem(number, "nul", line.replace("\x00", "�")[:80])
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def header_index(lines: list[str]) -> int | None:
    """Where the first line that is neither blank, comment nor Excel's ``sep=;`` stands; None in an empty file."""
    for index, text in enumerate(lines):
        if not _is_nothing(text, index) and not _is_comment(text):
            return index
    return None


def records(lines: list[str], start: int, delimiter: str) -> Iterator[Record]:
    """Table lines and comments from index ``start`` on; a line that begins with # inside a quoted cell is text."""
    index = start
    while index < len(lines):
        text, first = lines[index], index
        index += 1
        if _is_nothing(text, first):
            continue
        if _is_comment(text):
            yield Record(first + 1, text.strip(), is_comment=True)
            continue
        joined = _joined(lines, first, delimiter)
        if joined is None:
            yield Record(first + 1, text, is_open=True)
            continue
        index = first + len(joined)
        yield Record(first + 1, "\n".join(joined))


def _is_comment(text: str) -> bool:
    return text.lstrip().startswith("#")


def _is_nothing(text: str, index: int) -> bool:
    return not text.strip(" \t,;") or (index == 0 and bool(re.fullmatch(r"sep=[,;]", text.strip(), re.I)))


def _joined(lines: list[str], start: int, delimiter: str) -> list[str] | None:
    """The lines of the record that starts at ``start``, several while a quote is open; None if it never closes."""
    inside = False
    for end in range(start, min(start + RECORD_LINES_MAX, len(lines))):
        inside = _quote_open(lines[end], delimiter, inside)
        if not inside:
            joined = lines[start : end + 1]
            # A stray quote that happens to close lines below must not swallow them.
            return joined if len(joined) == 1 or split_cells("\n".join(joined), delimiter) is not None else None
    return None


def _quote_open(text: str, delimiter: str, inside: bool) -> bool:
    """Whether a quoted cell is still open at the end of ``text``, knowing whether it was at its start."""
    at = 0
    while True:
        if inside:
            close = text.find('"', at)
            if close < 0:
                return True
            at = close + 1
            if text[at : at + 1] == '"':
                at += 1
                continue
            inside = False
        else:
            while text[at : at + 1] == " ":
                at += 1
            if text[at : at + 1] == '"':
                inside, at = True, at + 1
                continue
        after = text.find(delimiter, at)
        if after < 0:
            return False
        at = after + 1


def split_cells(text: str, delimiter: str) -> list[str] | None:
    """The cells of one record; None when a quote is left open or text follows a closed one."""
    source = io.StringIO(text, newline="")
    try:
        rows = list(csv.reader(source, delimiter=delimiter, strict=True, skipinitialspace=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None
