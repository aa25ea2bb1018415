"""The card file read and written, without a database: the golden case, every bad line, and the way back."""

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.csvtext import MAX_BYTES
from scorecards import cardfile, cardwriter
from scorecards.cardcells import ABSENT, KIND_WORDS, PROVIDER, Answer, Respondent, read_respondent, write_respondent
from scorecards.cardfile import Line, Parsed
from scorecards.cardnotes import Notes, scale_code
from scorecards.scales import SCALES
from scorecards.services.files import as_json
from scorecards.services.filewords import SENTENCES

FIXTURES = Path(__file__).resolve().parents[2] / "scorecards" / "fixtures"
SIADARA = (FIXTURES / "siadara_3_rounds.csv").read_bytes()
TEN = SCALES["ten"]
HEAD = "respondent,indicator,round1,reason\n"
GOLDEN = {
    "rounds": [
        {"provider": {"n": 9, "mean": "7.889"}, "community": {"n": 10, "mean": "8.000"}},
        {"provider": {"n": 9, "mean": "9.056"}, "community": {"n": 10, "mean": "9.600"}},
        {"provider": {"n": 9, "mean": "9.500"}, "community": {"n": 10, "mean": "10.000"}},
    ]
}


def read(text: str | bytes, scale: str = "ten") -> Parsed:
    return cardfile.parse(text.encode() if isinstance(text, str) else text, SCALES[scale])


def problems(text: str | bytes, scale: str = "ten") -> list[tuple[int | None, str]]:
    return [(problem.line, problem.code) for problem in read(text, scale).problems]


@pytest.mark.parametrize("name", ["siadara_3_rounds.csv", "siadara_3_tours.csv"])
def test_the_published_means(name: str) -> None:
    parsed = read((FIXTURES / name).read_bytes())
    assert parsed.problems == ()
    assert as_json(parsed, TEN) == GOLDEN


def test_only_the_same_words_make_one_indicator() -> None:
    sides: dict[str, set[bool]] = {}
    for line in read(SIADARA).lines:
        sides.setdefault(line.label, set()).add(line.respondent.is_provider)
    assert [label for label, asked in sides.items() if len(asked) == 2] == ["Clinic cleanliness"]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + SIADARA,
        SIADARA.replace(b"\n", b"\r\n"),
        SIADARA.replace(b"\n", b"\r"),
        b"sep=,\n" + SIADARA,
        SIADARA + b"\n\n  \n,,,,,\n",
    ],
    ids=["byte order mark", "windows lines", "old mac lines", "excel's sep", "blank lines at the end"],
)
def test_what_spreadsheets_do_to_a_file(content: bytes) -> None:
    assert as_json(read(content), TEN) == GOLDEN


def test_semicolons_decimal_commas_and_columns_in_any_order() -> None:
    parsed = read('Raison;tour2;Indicateur;tour1;Répondant\n"Long ; très";7,5;Eau;٣;communauté:Hommes\n')
    (line,) = parsed.lines
    assert line.respondent == Respondent("men")
    assert [answer.value for answer in line.answers] == [Decimal(3), Decimal("7.5")]
    assert line.reasons == ("Long ; très", "Long ; très")


def test_each_word_has_its_meaning_and_zero_is_a_score() -> None:
    parsed = read(
        "respondent,indicator,round1,round2,round3,round4,round5,reason\ncommunity,Eau,0,,na,REFUS,absent,\n"
    )
    assert parsed.lines[0].answers == (
        Answer("scored", Decimal(0)),
        Answer("not_scored"),
        Answer("not_applicable"),
        Answer("refused"),
        ABSENT,
    )


def test_a_round_nobody_scored_has_no_mean() -> None:
    parsed = read(HEAD + "community,Eau,na,\n")
    assert as_json(parsed, TEN) == {
        "rounds": [{"provider": {"n": 0, "mean": None}, "community": {"n": 0, "mean": None}}]
    }


def test_groups_weigh_the_same_in_the_community_mean() -> None:
    text = (
        HEAD + "community:femmes,Eau,2,\ncommunity:hommes,Eau,5,\ncommunity:jeunes,Eau,,\ncommunity:femmes,Route,10,\n"
    )
    assert as_json(read(text), TEN)["rounds"][0]["community"] == {"n": 2, "mean": "6.750"}


BAD = {
    "respondent": (HEAD + "patient,Eau,3,\n", [(2, "respondent_unknown")]),
    "respondent without name": (HEAD + "community:,Eau,3,\n", [(2, "respondent_unknown")]),
    "no respondent": (HEAD + ",Eau,3,\n", [(2, "respondent_empty")]),
    "above the scale": (HEAD + "provider,Eau,10.5,\n", [(2, "score_outside")]),
    "below the scale": (HEAD + "provider,Eau,-1,\n", [(2, "score_outside")]),
    "off the half points": (HEAD + "provider,Eau,3.7,\n", [(2, "score_off_grid")]),
    "a word": (HEAD + "provider,Eau,bien,\n", [(2, "score_not_number")]),
    "not a number": (HEAD + "provider,Eau,nan,\n", [(2, "score_not_number")]),
    "an exponent": (HEAD + "provider,Eau,1e1,\n", [(2, "score_not_number")]),
    "two lines": (HEAD + "provider,Eau,3,\nprovider, EAU ,3,\n", [(3, "line_twice")]),
    "no indicator": (HEAD + "provider, ,3,\n", [(2, "indicator_empty")]),
    "too many cells": (HEAD + "provider,Eau,7,5,bien\n", [(2, "too_many_cells_comma")]),
    "too few cells": (HEAD + "provider,Eau\n", [(2, "too_few_cells")]),
    "formula as a score": (HEAD + "provider,Eau,=1+1,\n", [(2, "formula_score")]),
    "formula as an indicator": (HEAD + '"provider","=HYPERLINK(""x"")",3,\n', [(2, "formula_label")]),
    "at sign as an indicator": (HEAD + "provider,@SUM(A1),3,\n", [(2, "formula_label")]),
    "a quote left open": (HEAD + 'provider,"Eau,3,\nprovider,Route,4,\n', [(2, "quote_open")]),
    "a stray quote that closes below": (
        HEAD + 'provider,"Eau,3,\nprovider,Route,99,\nprovider,"Pont",3,\n',
        [(2, "quote_open"), (3, "score_outside")],
    ),
    "header again": (HEAD + "provider,Eau,3,\n" + HEAD, [(3, "header_twice")]),
    "no header": ("provider,Eau,3,\n", [(1, "header_missing")]),
    "no score column": ("respondent,indicator,reason\nprovider,Eau,\n", [(1, "header_column_missing")]),
    "a round skipped": ("respondent,indicator,round1,round3,reason\n", [(1, "header_column_missing")]),
    "a column twice": ("respondent,indicator,round1,round1,reason\n", [(1, "header_column_twice")]),
    "an unknown column": ("respondent,indicator,round1,reason,phone\n", [(1, "header_unknown_column")]),
    "tabs": ("respondent\tindicator\tround1\treason\n", [(1, "header_tabs")]),
    "nothing": ("", [(1, "empty")]),
    "comments only": ("# a\n# b\n", [(1, "empty")]),
    "no line": (HEAD, [(None, "no_lines")]),
    "control character": (HEAD + "provider,Eau,3,a\x07b\n", [(2, "control")]),
    "long reason": (HEAD + f"provider,Eau,3,{'a' * 2001}\n", [(2, "text_too_long")]),
    "long indicator": (HEAD + f"provider,{'a' * 201},3,\n", [(2, "text_too_long")]),
    "many line breaks": (HEAD + 'provider,Eau,3,"' + "a\n" * 51 + 'a"\n', [(2, "too_many_breaks")]),
    "long line": (HEAD + f"provider,Eau,3,{'a' * 20_001}\n", [(2, "line_too_long")]),
    "hands per level, too few": (HEAD + "community,Eau,t:1|2|3,\n", [(2, "tallies_shape")]),
    "no hand": (HEAD + "community,Eau,t:0|0|0|0|0|0|0|0|0|0|0,\n", [(2, "tallies_none")]),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_line_is_named(case: str) -> None:
    text, expected = BAD[case]
    assert problems(text) == expected


def test_every_bad_line_is_named_and_none_hides_the_next() -> None:
    text = (
        "# comment\n" + HEAD + 'x,Eau,3,\n\nprovider,,99,\n# aside\nprovider,"multi\nline",3.7,\nprovider,Route,4,\n'
    )
    assert problems(text) == [
        (3, "respondent_unknown"),
        (5, "indicator_empty"),
        (5, "score_outside"),
        (7, "score_off_grid"),
    ]


def test_wrong_encodings_are_named_with_their_line() -> None:
    latin = (HEAD + "provider,Eau,3,\nprovider,Électricité,4,\n").encode("cp1252")
    assert problems(latin) == [(3, "encoding")]
    assert "lectricit" in read(latin).problems[0].read
    assert problems(HEAD.encode("utf-16")) == [(1, "utf16")]
    assert problems(b"PK\x03\x04rest of a workbook") == [(None, "workbook")]
    assert problems(HEAD.encode() + b"provider,\x00,3,\n") == [(2, "nul")]


def test_five_megabytes_of_garbage() -> None:
    assert problems(b'\x9f\x01,;"\n' * 1_000_000) == [(None, "too_big")]
    assert problems(b'"' * MAX_BYTES)[0][1] in {"header_missing", "line_too_long"}
    assert problems(HEAD.encode() + b'"a\n' * 600_000) == [(None, "too_many_lines")]


def test_a_card_has_a_size() -> None:
    many = "".join(f"provider,Point {n},1,\n" for n in range(201))
    assert problems(HEAD + many) == [(None, "too_many_indicators")]
    rounds = ",".join(f"round{n}" for n in range(1, 22))
    assert problems(f"respondent,indicator,{rounds},reason\n") == [(1, "too_many_rounds")]
    rounds = ",".join(f"round{n}" for n in range(1, 21))
    lines = "".join(f"community:g{g},Point {n}{',' * 20},\n" for g in range(40) for n in range(26))
    assert problems(f"respondent,indicator,{rounds},reason\n{lines}") == [(None, "too_many_scores")]
    crowd = "".join(f"community:g{n},Eau,1,\n" for n in range(41))
    assert problems(HEAD + crowd) == [(None, "too_many_groups")]


def test_every_problem_has_its_sentence() -> None:
    root = FIXTURES.parent.parent
    names = ("scorecards/cardfile.py", "scorecards/cardcells.py", "core/csvtext.py", "core/csvread.py")
    source = "".join((root / name).read_text() for name in names)
    codes = set(re.findall(r'(?:CellError|Problem|Wrong)\([^"()]*"([a-z_0-9]+)"', source))
    assert len(codes) > 20
    assert codes <= set(SENTENCES)


def test_lines_of_open_quotes_are_read_in_bounded_time() -> None:
    text = HEAD + ('"' + "a" * 400 + '""\n') * 4_900
    assert len(problems(text)) == 4_900


def test_a_formula_in_a_reason_is_only_text() -> None:
    parsed = read(HEAD + "provider,Eau,3,=cmd|' /C calc'!A0\n")
    assert parsed.lines[0].reasons == ("=cmd|' /C calc'!A0",)
    assert "\"'=cmd" in cardwriter.write(parsed).replace(",'=cmd", ",\"'=cmd")
    assert read(cardwriter.write(parsed)).lines[0].reasons == parsed.lines[0].reasons


def test_notes_are_read_and_other_comments_are_not() -> None:
    text = "# dates: 2024-01-05, 2024-07-05\n# dates: soon\n# scale: 1-5\n# rule: weighted_by_present\n"
    text += "# present: 2, community:femmes, 1|2||0|3|4\n# present: 9, community, 1|1|1|1|1|1\n# SOURCE: me\n"
    notes = read(text + "respondent,indicator,round1,round2,reason\ncommunity:femmes,Eau,1,2,\n").notes
    assert notes == Notes(
        (datetime.date(2024, 1, 5), datetime.date(2024, 7, 5)),
        "faces",
        "weighted_by_present",
        {(1, "women||"): (1, 2, None, 0, 3, 4)},
    )


def test_a_comment_inside_a_quoted_reason_is_text() -> None:
    parsed = read(HEAD + 'provider,Eau,3,"first\n# rule: weighted_by_present"\n')
    assert parsed.notes == Notes()
    assert parsed.lines[0].reasons == ("first\n# rule: weighted_by_present",)


def test_names_of_scales() -> None:
    assert [scale_code(name) for name in ("1-5", "0-10", "0-100", "3", "1-3", "ten", "0–10", "7")] == [
        "faces", "ten", "hundred", "colours", "colours", "ten", "ten", None,
    ]  # fmt: skip


# The way back ---------------------------------------------------------------

_plain = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufffe\uffff")
_words = st.text(_plain, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
_texts = st.one_of(st.just(""), st.lists(_words, min_size=1, max_size=3).map("\n".join))
_groups = st.builds(
    Respondent, st.sampled_from(sorted(KIND_WORDS)), st.one_of(st.just(""), _words), st.one_of(st.just(""), _words)
)


def _nfc(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", text).strip()


@given(_groups)
def test_a_group_comes_back(group: Respondent) -> None:
    back = read_respondent(write_respondent(group))
    assert (back.kind, back.label, back.village) == (group.kind, _nfc(group.label), _nfc(group.village))


def _answers(scale: str) -> st.SearchStrategy[Answer]:
    spec = SCALES[scale]
    steps = int(spec.span / spec.step)
    values = st.integers(0, steps).map(lambda step: Answer("scored", spec.minimum + spec.step * step))
    hands = st.lists(st.integers(0, 200), min_size=len(spec.levels), max_size=len(spec.levels)).filter(any)
    words = st.sampled_from(["not_scored", "not_applicable", "refused"]).map(Answer)
    return st.one_of(values, words, hands.map(lambda counts: Answer("scored", None, tuple(counts))))


@st.composite
def _cards(draw: st.DrawFn) -> tuple[str, Parsed]:
    scale = draw(st.sampled_from(sorted(SCALES)))
    rounds = draw(st.integers(1, 3))
    labels = draw(
        st.lists(_words, min_size=1, max_size=4, unique_by=lambda label: Line(0, PROVIDER, label, (), (), ()).key)
    )
    who = draw(st.lists(st.one_of(st.just(PROVIDER), _groups), min_size=1, max_size=3, unique_by=lambda one: one.key))
    cells = st.lists(_answers(scale), min_size=rounds, max_size=rounds).map(tuple)
    texts = st.lists(_texts, min_size=rounds, max_size=rounds).map(tuple)
    lines = [
        Line(number, one, label, draw(cells), draw(texts), draw(texts))
        for number, (label, one) in enumerate([(label, one) for label in labels for one in who], 1)
    ]
    return scale, Parsed(rounds, tuple(lines), Notes())


@settings(max_examples=200, deadline=None)
@given(_cards())
def test_what_is_written_is_read_back_the_same(card: tuple[str, Parsed]) -> None:
    scale, parsed = card
    back = cardfile.parse(cardwriter.write(parsed), SCALES[scale])
    assert back.problems == ()
    assert [_shape(line) for line in back.lines] == [_shape(line) for line in parsed.lines]


def _shape(line: Line) -> tuple[object, ...]:
    reasons = tuple(map(_nfc, line.reasons)), tuple(map(_nfc, line.suggestions))
    return line.respondent.key, _nfc(line.label), line.answers, reasons


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    parsed = cardfile.parse(HEAD.encode() + content, TEN)
    assert parsed.is_good or all(problem.code for problem in parsed.problems)
