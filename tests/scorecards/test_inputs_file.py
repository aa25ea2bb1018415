"""A file of inputs: the real table, bad lines all named, all or nothing."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from core.errors import Refusal
from scorecards.inputfile import parse_inputs
from scorecards.models import InputItem
from scorecards.reports.inputs import build_inputs
from scorecards.services.inputs import import_inputs
from tests.conftest import World

REAL = Path(__file__).parent / "data" / "input_tracking.csv"


def test_the_published_table_gives_its_total(world: World) -> None:
    """713 of 1338: 53.29 % (the source prints 53.28)."""
    read = parse_inputs(REAL.read_bytes())
    assert read.problems == ()
    assert read.totals == 1, "the line Total is computed here"
    cycle = world.make_cycle()
    assert import_inputs(cycle=cycle, lines=read.lines, by=world.facilitator) == 7
    report = build_inputs(cycle)
    (total,) = report.totals
    assert (total.total.planned, total.total.observed) == (Decimal(1338), Decimal(713))
    assert total.words.achieved == "53,29\u00a0%"
    assert total.words.gap.endswith("625")
    published = ["97,83", "100", "100", "98,67", "42", "31", "20,33"]
    assert [row.words.achieved.replace("\u00a0%", "") for row in report.rows] == published
    assert report.rows[4].remarks == "Insufficient"


def _codes(text: str) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.code) for problem in parse_inputs(text).problems]


def test_every_bad_line_is_named() -> None:
    text = "intrant;argent;unité;prévu\n;;;3\nEau;peut-être;;\nBudget;oui;;5\nLits;non;;douze\n"
    text += "Lits;;;-1\nLits;;\n=A1;;;1\n"
    assert _codes(text) == [
        (2, "input_empty"),
        (3, "yes_or_no"),
        (4, "currency_missing"),
        (5, "amount_not_number"),
        (6, "amount_negative"),
        (7, "too_few_cells"),
        (8, "formula_text"),
    ]
    assert parse_inputs(text + "Draps;;;4\n").lines == (), "a good line doesn't enter alone"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("intrant;couleur\nEau;bleu\n", "header_unknown_column"),
        ("intrant;input\nEau;Eau\n", "header_column_twice"),
        ("prévu;reçu\n1;2\n", "header_column_missing"),
        ("intrant\tprévu\nEau\t1\n", "header_tabs"),
        ("intrant;prévu\n", "no_inputs"),
    ],
)
def test_a_bad_file_says_why(text: str, code: str) -> None:
    assert [found for _line, found in _codes(text)] == [code]


def test_both_decimal_signs_and_an_empty_amount() -> None:
    read = parse_inputs("intrant;prévu;reçu;constaté\nEau;1 250,5;12.5;\n")
    assert read.lines[0] == {
        "label": "Eau",
        "planned": Decimal("1250.5"),
        "received": Decimal("12.5"),
        "observed": None,
    }


def test_all_or_nothing(world: World) -> None:
    cycle = world.make_cycle()
    lines = [{"label": "Eau"}, {"label": "Budget", "is_money": True, "unit": ""}]
    with pytest.raises(Refusal, match="monnaie"):
        import_inputs(cycle=cycle, lines=lines, by=world.facilitator)
    assert not InputItem.objects.exists()


def _send(client: Any, url: str, content: str) -> Any:
    return client.post(url, {"file": SimpleUploadedFile("intrants.csv", content.encode(), "text/csv")})


def test_the_page_names_each_line_and_enters_nothing(world: World, signed_in: Any) -> None:
    cycle = world.make_cycle()
    client, url = signed_in(world.facilitator), reverse("scorecards:inputs_import", args=[cycle.pk])
    bad = _send(client, url, "intrant;prévu\nLits;douze\nEau;3\n;4\n")
    assert bad.status_code == 422
    page = bad.content.decode()
    assert "Ligne 2" in page
    assert "Ligne 4" in page
    assert not InputItem.objects.exists()
    assert client.post(url, {}).status_code == 422
    good = _send(client, url, "intrant;prévu\nLits;12\nEau;3\n")
    assert good.status_code == 302
    assert list(InputItem.objects.values_list("label", flat=True)) == ["Lits", "Eau"]


def test_the_workbook_holds_lines_and_totals(world: World, signed_in: Any, tmp_path: Path) -> None:
    cycle = world.make_cycle()
    import_inputs(cycle=cycle, lines=parse_inputs(REAL.read_bytes()).lines, by=world.facilitator)
    answer = signed_in(world.facilitator).get(reverse("scorecards:inputs_export", args=[cycle.pk]))
    path = tmp_path / "intrants.xlsx"
    path.write_bytes(answer.content)
    rows = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 9
    assert rows[-1][0] == "Total"
    assert [float(cell) for cell in rows[-1][5:10] if cell is not None] == [1338, 713, -625, 53.29]
