"""docs/mission.md: every row is there, each test it names exists, each page it names has an address."""

import re

import pytest
from django.urls import get_resolver

from tests import house
from tests.test_access_matrix import named_urls

HEADER = "| row | what a person can do | page | test |"
#: Rows of the mission that a page makes real so far; coordination (91 to 102) comes with its own room.
ROWS = (*range(1, 91), *range(103, 117))


def lines(text: str) -> list[tuple[range, str, list[str], list[str]]]:
    """Each line of the table: its rows, what one can do, names of addresses, paths of tests."""
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        numbers = re.match(r"(\d+)(?:–(\d+))?$", cells[0])
        if len(cells) == 4 and numbers:
            first, last = int(numbers[1]), int(numbers[2] or numbers[1])
            pages, tests = re.findall(r"`([^`]+)`", cells[2]), re.findall(r"tests/[\w/]+\.py", cells[3])
            found.append((range(first, last + 1), cells[1], pages, tests))
    return found


TEXT = (house.ROOT / "docs" / "mission.md").read_text()
LINES = lines(TEXT)


def test_one_table_with_every_row_once() -> None:
    assert TEXT.count(HEADER) == 1
    assert [row for rows, *_ in LINES for row in rows] == sorted({row for rows, *_ in LINES for row in rows})
    assert {row for rows, *_ in LINES for row in rows} == set(ROWS)


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line[0].start))
def test_each_row_names_pages_and_tests_that_exist(line: tuple[range, str, list[str], list[str]]) -> None:
    _rows, says, pages, tests = line
    assert len(says) > 20
    assert pages, "name the address of the page between backquotes"
    assert tests, "name the test by its path under tests/"
    known = set(named_urls(get_resolver()))
    assert [name for name in pages if name not in known] == []
    assert [path for path in tests if not (house.ROOT / path).is_file()] == []


def test_a_wrong_line_would_be_seen() -> None:
    (line,) = lines("| 18–28 | a long enough sentence | Page `no:where` | tests/test_nothing.py |")
    assert list(line[0]) == list(range(18, 29))
    assert line[2:] == (["no:where"], ["tests/test_nothing.py"])
    assert not (house.ROOT / line[3][0]).exists()
    assert lines("| x | y | z | t |") == []
