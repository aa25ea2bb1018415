"""docs/en/figures.md names each public function of the scoring of partnerships and of concertation."""

import ast
import re

import pytest

from tests import house

TEXT = (house.ROOT / "docs" / "en" / "figures.md").read_text()
ROOMS = ("partnerships", "concertation")


def public(source: str) -> list[str]:
    """Names of the functions of a module that others may call."""
    nodes = ast.parse(source).body
    return [node.name for node in nodes if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


FUNCTIONS = [
    f"{path.stem}.{name}"
    for room in ROOMS
    for path in sorted((house.ROOT / room / "scoring").glob("*.py"))
    for name in public(path.read_text())
]


def row_of(name: str) -> list[str]:
    """The cells of its row: function, formula, source, rule when there is too little."""
    found = re.search(rf"^\| `{re.escape(name)}` \|.*$", TEXT, re.MULTILINE)
    return [cell.strip() for cell in found[0].strip("|").split("|")] if found else []


@pytest.mark.parametrize("name", sorted(set(FUNCTIONS)))
def test_it_has_its_formula_its_source_and_its_rule(name: str) -> None:
    cells = row_of(name)
    assert len(cells) == 4, "give it a row in docs/en/figures.md: function, formula, source, too little"
    assert all(cells)


def test_the_reading_of_modules_sees_functions() -> None:
    assert len(FUNCTIONS) > 100
    assert public("def one(): ...\ndef _two(): ...\nclass Three: ...") == ["one"]
    assert row_of("nowhere.nothing") == []


@pytest.mark.parametrize("code", [f"B{number}" for number in range(1, 22)])
def test_each_benefit_has_its_figure(code: str) -> None:
    assert re.search(rf"^\| {code} [^|]+\|[^|]+\|[^|]+\|$", TEXT, re.MULTILINE)


def test_each_function_is_named_once() -> None:
    named = re.findall(r"^\| `(\w+\.\w+)` \|", TEXT, re.MULTILINE)
    assert [name for name in named if FUNCTIONS.count(name) < named.count(name)] == []
