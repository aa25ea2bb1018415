"""A file of territories: every bad line is named, nothing is guessed."""

import random

import pytest

from directory.enums import TerritoryLevel
from directory.territoryfile import MAX_BYTES, parse

HEADER = "code,name,level,parent_code\n"
GOOD = HEADER + "MA,Maroc,country,\nMA-05,Béni Mellal,region,MA\n"


def sentences(content: bytes | str) -> list[tuple[int, str]]:
    data = content.encode() if isinstance(content, str) else content
    return [(problem.line, problem.message) for problem in parse(data).problems]


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.replace(",", ";").encode(),
        GOOD.replace(",", "\t").encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("country", "Pays").replace("region", "région").replace("name", "Nom").encode(),
        b"parent_code,level,extra,name,code\n,country,x,Maroc,MA\nMA,region,,B\xc3\xa9ni Mellal,MA-05\n\n,,,,\n",
    ],
)
def test_reads_what_spreadsheets_write(content: bytes) -> None:
    parsed = parse(content)
    assert parsed.problems == []
    assert [(line.code, line.name, line.level, line.parent_code) for line in parsed.lines] == [
        ("MA", "Maroc", TerritoryLevel.COUNTRY, ""),
        ("MA-05", "Béni Mellal", TerritoryLevel.REGION, "MA"),
    ]


def test_names_every_bad_line() -> None:
    content = HEADER + (
        "MA,Maroc,country,\n"
        ",Sans code,region,MA\n"
        "B,,region,MA\n"
        "C,C,canton,MA\n"
        "MA,Encore,country,\n"
        "E/1,E,region,MA\n"
        "F,F,region,\n"
        "G,G,country,MA\n"
        "H,H,region,H\n"
        '=cmd,"=HYPERLINK(""x"")",region,MA\n'
        "J\n"
    )
    found = sentences(content)
    assert [line for line, _message in found] == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12]
    words = [
        "Le code manque", "Le nom manque", "« canton » est inconnu", "déjà à la ligne 2", "barre oblique",
        "parent manque", "Un pays n’est dans aucun autre", "son propre parent", "commence comme une formule",
        "Le nom manque", "est inconnu",
    ]  # fmt: skip
    for (line, message), expected in zip(found, words, strict=True):
        assert expected in message.replace("\u00a0", " "), (line, message)


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 0, "est vide"),
        (b" \n ", 0, "est vide"),
        (HEADER.encode(), 0, "aucune ligne"),
        (b"code,nom\nMA,Maroc\n", 1, "level, parent_code"),
        (b"MA,Maroc,country,\n", 1, "manque dans l"),
        (GOOD.encode("latin-1"), 3, "UTF-8"),
        (GOOD.encode("utf-16"), 0, "texte"),
        (b"PK\x03\x04\x00\x00", 0, "texte"),
        (b'code,name,level,parent_code\nMA,"Maroc,country,\n', 2, "guillemet"),
    ],
)
def test_a_file_that_is_not_one(content: bytes, line: int, words: str) -> None:
    assert [at for at, _message in sentences(content)] == [line]
    assert words in sentences(content)[0][1]


def test_five_megabytes_of_garbage() -> None:
    garbage = random.Random(7).randbytes(5 * 1024 * 1024)
    assert [line for line, _message in sentences(garbage)] == [0]
    text = b"a,b\n" * (MAX_BYTES // 4)
    assert [line for line, _message in sentences(text)] == [1]


def test_one_cell_of_a_megabyte() -> None:
    assert len(sentences(HEADER + "A," + "x" * 1_000_000 + ",country,\n")) == 1


def test_a_name_too_long_and_a_control_character() -> None:
    content = HEADER + f"A,{'x' * 201},country,\nB,b\x07b,country,\n{'C' * 41},c,country,\n"
    assert [line for line, _message in sentences(content)] == [2, 3, 4]


def test_forty_thousand_lines_and_not_one_more() -> None:
    lines = "".join(f"V{n},V{n},village,MA\n" for n in range(40_001))
    assert sentences(HEADER + lines)[-1][1].startswith("Ce fichier a plus de 40000 lignes")
