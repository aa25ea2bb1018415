"""Files for spreadsheets: typed cells, no formula, same bytes."""

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.exports import Sheet, escape_text, is_dangerous, plain, unescape_text, write_csv, write_xlsx

ATTACKS = [
    "=1+1", '=HYPERLINK("http://x","y")', "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1", "＝1+1", "＋1",
    "－1",    "＠SUM(1)", "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "'=1+1",
]  # fmt: skip


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", ATTACKS)
def test_csv_text_never_begins_like_a_formula(text: str) -> None:
    cell = read_csv(write_csv(["x"], [[text]]))[1][0]
    assert cell.startswith("'")
    assert unescape_text(cell) == text


@pytest.mark.parametrize("text", ["9,5", "Électricité", "l’eau", "a=b", "1-2", "", "'bonjour'", "’"])
def test_plain_text_is_left_alone(text: str) -> None:
    assert escape_text(text) == text
    assert unescape_text(text) == text


@given(st.text())
def test_escaping_is_safe_and_exact(text: str) -> None:
    escaped = escape_text(text)
    assert not escaped.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not escaped.startswith(("\t", "\r", "\n"))
    assert unescape_text(escaped) == text


@given(st.text(alphabet="=+-@\t\r\n' ＝a1", max_size=6))
def test_escaping_is_exact_on_the_worst_alphabet(text: str) -> None:
    assert unescape_text(escape_text(text)) == text


def test_csv_numbers_stay_numbers_and_headers_are_safe() -> None:
    rows = read_csv(write_csv(["=n", "d"], [[Decimal("-9.50"), dt.date(2026, 3, 16)], [None, True], [-3, 1.5]]))
    assert rows == [["'=n", "d"], ["-9.50", "2026-03-16"], ["", "1"], ["-3", "1.5"]]


def sheet(content: bytes, title: str = "Carte"):  # noqa: ANN201
    return load_workbook(io.BytesIO(content))[title]


@pytest.mark.parametrize("text", ATTACKS)
def test_xlsx_text_is_never_a_formula(text: str) -> None:
    content = write_xlsx([Sheet("Carte", ["x"], [[text]])])
    cell = sheet(content)["A2"]
    assert cell.data_type == "s"
    assert cell.value == text.replace("\r", "\n")
    assert cell.quotePrefix
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5))
def test_xlsx_keeps_any_text_as_text(texts: list[str]) -> None:
    content = write_xlsx([Sheet("Carte", ["t"] * len(texts), [texts])])
    markup = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<f" not in markup
    for cell, text in zip(sheet(content)[2], texts, strict=True):
        assert cell.data_type in ("s", "n")
        assert is_dangerous(plain(text)) == bool(cell.quotePrefix)


def test_xlsx_types_are_kept() -> None:
    moment = dt.datetime(2026, 3, 16, 14, 32, tzinfo=dt.UTC)
    row = [-3, Decimal("9.5"), 7.25, True, dt.date(2026, 3, 16), moment, None, Decimal("NaN"), "a\x00b"]
    cells = sheet(write_xlsx([Sheet("Carte", ["h"] * len(row), [row])]))[2]
    assert [c.data_type for c in cells] == ["n", "n", "n", "b", "d", "d", "n", "s", "s"]
    assert cells[0].value == -3
    assert cells[1].value == 9.5
    assert cells[4].value.date() == dt.date(2026, 3, 16)
    assert cells[5].value.tzinfo is None
    assert cells[6].value is None
    assert cells[7].value == "NaN"
    assert cells[8].value == "ab"


def test_the_same_workbook_gives_the_same_bytes() -> None:
    def build() -> bytes:
        return write_xlsx([Sheet("Carte", ["a", "b"], [["x", 1], ["y", Decimal("2.5")]])], title="Siadara")

    first = build()
    with time_machine.travel("2031-05-06 07:08:09", tick=False):
        assert build() == first


def test_sheet_names_are_legal_and_unique() -> None:
    titles = ["Carte [1]: a/b?*", "x" * 40, "X" * 40, "", "'q'"]
    content = write_xlsx([Sheet(t, ["h"], [[1]]) for t in titles])
    names = load_workbook(io.BytesIO(content)).sheetnames
    assert len({n.lower() for n in names}) == len(titles)
    assert all(0 < len(n) <= 31 and not set(n) & set("[]:*?/\\") for n in names)


def test_a_long_text_fits_one_cell() -> None:
    content = write_xlsx([Sheet("Carte", ["h"], [["x" * 40_000]])])
    assert len(sheet(content)["A2"].value) == 32_767
