"""The shared reader of tables: every bad line is named, by code."""

import pytest

from core.csvread import Columns, Problem, Wrong, plain_text, read_table
from core.csvtext import Record

COLUMNS = Columns(
    lambda title: {"nom": "name", "note": "note", "ecart": ""}.get(title.strip().lower()), {"name": "nom"}
)


def read(content: str | bytes, most: int = 5) -> tuple[list[dict[str, str]], tuple[Problem, ...]]:
    lines: list[dict[str, str]] = []

    def keep(record: Record, cells: dict[str, str]) -> None:
        if cells["name"] == "bad":
            raise Wrong("bad", limit=record.line)
        lines.append(cells)

    return lines, read_table(content, most=most, columns=COLUMNS, read=keep)


def test_columns_come_in_any_order_and_some_are_read_by_nobody() -> None:
    lines, problems = read("# un commentaire\nNote;écart;Nom\n3;1;Eau\n\n;;Route\n".replace("é", "e"))
    assert lines == [{"note": "3", "name": "Eau"}, {"note": "", "name": "Route"}]
    assert problems == ()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", (None, "empty")),
        ("nom\n" * 6, (None, "too_many_lines")),
        ("nom\tnote\n", (1, "header_tabs")),
        ("nom,autre\n", (1, "header_unknown_column")),
        ("nom,nom\n", (1, "header_column_twice")),
        ("note\n3\n", (1, "header_column_missing")),
        ("nom,note\nEau\n", (2, "too_few_cells")),
        ("nom,note\nEau,1,2\n", (2, "too_many_cells")),
        ('nom,note\n"Eau,1\n', (2, "quote_open")),
        ("nom\n" + "x" * 20_001, (2, "line_too_long")),
        ("nom\nbad\n", (2, "bad")),
        (b"nom\n\xff\n", (2, "encoding")),
    ],
)
def test_each_problem_has_its_line(content: str | bytes, found: tuple[int | None, str]) -> None:
    lines, problems = read(content)
    assert lines == []
    assert [(problem.line, problem.code) for problem in problems] == [found]


def test_a_bad_line_hides_no_other() -> None:
    lines, problems = read("nom\nbad\nEau\nbad\n")
    assert lines == [{"name": "Eau"}]
    assert [(problem.line, problem.read, problem.params) for problem in problems] == [
        (2, "bad", {"limit": 2}), (4, "bad", {"limit": 4}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "code"), [("=1+1", "formula_text"), ("a\x07b", "control"), ("long text", "text_too_long")]
)
def test_a_text_that_cannot_stand_in_a_cell(cell: str, code: str) -> None:
    with pytest.raises(Wrong, match=code):
        plain_text(cell, limit=5, formula="=+@")


def test_spaces_are_joined_as_asked() -> None:
    assert plain_text("  a \t b\u00a0c ", limit=9, formula="=") == "a b c"
    assert plain_text("  a \t b\u00a0c ", limit=9, formula="=", spaces=r" \t") == "a b\u00a0c"
