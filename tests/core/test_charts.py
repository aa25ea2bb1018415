"""Charts: valid, titled with the figures, missing is never zero, mirrored where the grammar says so."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import charts
from core.charts.svg import FILL, LINE, num

SVG = "{http://www.w3.org/2000/svg}"
COUNTS = [5, 3, 4, 2, 0]
MARKS = (
    charts.Mark("users", Decimal("3.5"), "commune"),
    charts.Mark("provider", Decimal("1.7"), "association"),
    charts.Mark("authority", Decimal("2.2"), "direction"),
)
SPOKES = [charts.Spoke(n, f"critère {n}", 2 + n % 2, 2, 3) for n in range(1, 8)]
POINTS = [charts.Point(str(2022 + i), v) for i, v in enumerate((186, 171, 149, 132, 118))]
EVERY = {
    "brand": charts.brand(),
    "face": charts.face(3),
    "icon": charts.icon("check"),
    "side": charts.side_mark("users"),
    "swatch": charts.key_swatch("#fff", "#000"),
    "stacked": charts.stacked_bar(COUNTS, label="Femmes"),
    "empty": charts.stacked_bar([0] * 5, label="Femmes"),
    "diverging": charts.diverging_bar(COUNTS, half=12, label="Femmes"),
    "promise": charts.promise_bar(done=7, doing=3, late=1, todo=1),
    "score": charts.score_bar(61, label="Participation", marks=(40, 66)),
    "score-none": charts.score_bar(None, label="Influence"),
    "dumbbell": charts.dumbbell("Eau", 5, 7),
    "axis": charts.dumbbell_axis(),
    "marks": charts.marks_line("Transparence", MARKS, minimum=1, maximum=4),
    "radar": charts.radar("Onze critères", SPOKES, minimum=1, maximum=4),
    "trend": charts.trend("Participants", POINTS),
    "steps": charts.steps(2, 3),
}


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def title(svg: str) -> str:
    found = parse(svg).find(f"{SVG}title")
    assert found is not None
    return found.text or ""


def shapes(svg: str, name: str) -> list[dict[str, str]]:
    return [e.attrib for e in parse(svg).iter(f"{SVG}{name}")]


@pytest.mark.parametrize("name", EVERY)
def test_every_chart_is_strict_and_speaks(name: str) -> None:
    svg = EVERY[name]
    root = parse(svg)
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|url\(|href=", svg)
    assert root.get("aria-hidden") == "true" or root.find(f"{SVG}title") is not None
    assert root.get("role") == "img" or root.get("aria-hidden") == "true"


@pytest.mark.parametrize("name", charts.shapes.ICONS)
def test_every_icon_draws(name: str) -> None:
    assert len(parse(charts.icon(name, extra="al"))) > 0


def test_unknown_glyphs_are_errors() -> None:
    for call in (lambda: charts.icon("nope"), lambda: charts.face(6), lambda: charts.side_mark("nobody")):
        with pytest.raises(KeyError):
            call()
    with pytest.raises(ValueError, match="class names"):
        charts.icon("check", extra='"><script>')


def test_faces_carry_their_level_unless_the_cell_does() -> None:
    assert f'fill="{FILL[2]}"' in charts.face(2)
    assert 'fill="none"' in charts.face(2, filled=False)
    assert len({charts.face(level) for level in (1, 2, 3, 4, 5)}) == 5


def test_labels_are_escaped() -> None:
    svg = charts.dumbbell('<script>"&', 5, None)
    assert "<script>" not in svg
    assert title(svg).startswith('<script>"&')


def test_stacked_bar_fills_the_width_and_writes_its_counts() -> None:
    svg = charts.stacked_bar(COUNTS, label="Femmes")
    assert title(svg) == "Femmes\u00a0: Très mauvais 5, Mauvais 3, Passable 4, Bon 2, Très bon 0"
    widths = [float(r["width"].rstrip("%")) for r in shapes(svg, "rect")]
    assert len(widths) == 4
    assert sum(widths) == pytest.approx(100, abs=0.05)
    assert [t.text for t in parse(svg).iter(f"{SVG}text")] == ["5", "3", "4", "2"]


def test_three_colours_use_the_outer_and_middle_levels() -> None:
    svg = charts.stacked_bar([1, 2, 3], words=["rouge", "jaune", "vert"])
    assert [r["fill"] for r in shapes(svg, "rect")] == [FILL[1], FILL[3], FILL[5]]
    assert [r["stroke"] for r in shapes(svg, "rect")] == [LINE[1], LINE[3], LINE[5]]


def test_no_vote_is_a_dashed_box_not_a_bar() -> None:
    svg = charts.stacked_bar([0] * 5, label="Femmes")
    assert shapes(svg, "rect")[0]["stroke-dasharray"]
    assert "rien" in title(svg)


@given(st.lists(st.integers(0, 60), min_size=5, max_size=5).filter(any), st.booleans())
def test_diverging_rows_share_one_unit_and_stay_inside(counts: list[int], mirror: bool) -> None:
    rows = [counts, COUNTS]
    half = charts.diverging_half(rows)
    svg = charts.diverging_bar(counts, half=half, mirror=mirror)
    rects = shapes(svg, "rect")
    starts = [float(r["x"].rstrip("%")) for r in rects]
    widths = [float(r["width"].rstrip("%")) for r in rects]
    assert min(starts) >= -0.05
    assert max(s + w for s, w in zip(starts, widths, strict=True)) <= 100.05
    assert sum(widths) == pytest.approx(sum(counts) * 50 / half, abs=0.1)


def test_the_middle_level_is_astride_the_middle() -> None:
    rect = shapes(charts.diverging_bar([0, 0, 4, 0, 0], half=5), "rect")[0]
    assert float(rect["x"].rstrip("%")) + float(rect["width"].rstrip("%")) / 2 == pytest.approx(50)


def test_a_row_too_long_for_the_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="diverging_half"):
        charts.diverging_bar([30, 0, 0, 0, 0], half=12)


@pytest.mark.parametrize("counts", [[1, 2], [1] * 6, []])
def test_other_numbers_of_levels_are_refused(counts: list[int]) -> None:
    with pytest.raises(ValueError, match="5 or 3"):
        charts.stacked_bar(counts)


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        charts.stacked_bar([-1, 2, 0, 0, 0])


def test_dumbbell_positions_and_line() -> None:
    svg = charts.dumbbell("Eau", 5, 10)
    assert title(svg) == "Eau\u00a0: utilisateurs 5, prestataire 10"
    assert shapes(svg, "circle")[0]["cx"] == "50%"
    assert shapes(svg, "rect")[0]["x"] == "96%"
    assert [line for line in shapes(svg, "line") if line.get("stroke-width") == "3"]


def test_equal_sides_are_a_disc_inside_the_square() -> None:
    svg = charts.dumbbell("Eau", Decimal("10.0"), 10)
    assert shapes(svg, "circle")[0]["r"] == "3.6"
    assert not [line for line in shapes(svg, "line") if line.get("stroke-width") == "3"]


@pytest.mark.parametrize(("users", "provider", "drawn"), [(6, None, "circle"), (None, 6, "rect")])
def test_one_side_is_one_mark_without_a_line(users: int | None, provider: int | None, drawn: str) -> None:
    svg = charts.dumbbell("Électricité", users, provider)
    assert "non noté" in title(svg)
    assert len(shapes(svg, "circle")) + len(shapes(svg, "rect")) == 1
    assert len(shapes(svg, drawn)) == 1
    assert not [line for line in shapes(svg, "line") if line.get("stroke-width") == "3"]


def test_no_side_at_all_is_the_bare_axis() -> None:
    svg = charts.dumbbell("Eau", None, None, before=3)
    assert not shapes(svg, "circle") + shapes(svg, "rect")


def test_zero_is_drawn_missing_is_not() -> None:
    assert shapes(charts.dumbbell("Eau", 0, None), "circle")[0]["cx"] == "4%"


@given(st.decimals(0, 10, places=1), st.decimals(0, 10, places=1))
def test_mirroring_turns_positions_round(users: Decimal, provider: Decimal) -> None:
    plain, mirrored = (charts.dumbbell("Eau", users, provider, mirror=m) for m in (False, True))
    for name, key in (("circle", "cx"), ("rect", "x")):
        for a, b in zip(shapes(plain, name), shapes(mirrored, name), strict=True):
            assert float(a[key].rstrip("%")) + float(b[key].rstrip("%")) == pytest.approx(100, abs=0.02)


def test_bars_mirror_too() -> None:
    first, last = (shapes(charts.stacked_bar([1, 0, 0, 0, 3], mirror=m), "rect")[0]["x"] for m in (False, True))
    assert (first, last) == ("0%", "75%")
    assert shapes(charts.score_bar(25, label="x", mirror=True), "rect")[1]["x"] == "75%"


def test_a_value_off_the_axis_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        charts.dumbbell("Eau", 11, None)
    with pytest.raises(ValueError, match="minimum < maximum"):
        charts.dumbbell("Eau", 1, None, minimum=5, maximum=5)


def test_three_sides() -> None:
    svg = charts.marks_line("Transparence", MARKS, minimum=1, maximum=4)
    assert title(svg) == "Transparence\u00a0: commune 3,5, association 1,7, direction 2,2"
    assert len(shapes(svg, "path")) == 1


def test_score_bar_says_its_figure_and_draws_thresholds() -> None:
    svg = charts.score_bar(61, label="Participation", marks=(40, 66))
    assert title(svg) == "Participation\u00a0: 61 sur 100"
    assert [line["x1"] for line in shapes(svg, "line")] == ["40%", "66%"]
    assert FILL[4] in charts.score_bar(7, label="Eau", maximum=10, level=4)


def test_not_computable_is_dashed_and_empty() -> None:
    svg = charts.score_bar(None, label="Influence")
    assert "non calculable" in title(svg)
    assert [r["fill"] for r in shapes(svg, "rect")] == ["none"]


def test_promises() -> None:
    svg = charts.promise_bar(done=7, doing=3, late=1, todo=1, label="12 promesses")
    assert title(svg) == "12 promesses\u00a0: tenues 7, en cours 3, en retard 1, à commencer 1"
    assert len(shapes(svg, "rect")) == 4


def test_radar_names_every_criterion_and_skips_what_is_missing() -> None:
    spokes = [*SPOKES[:-1], charts.Spoke(7, "durée", None)]
    svg = charts.radar("Critères", spokes, minimum=1, maximum=4)
    assert "7 durée non noté" in title(svg)
    assert len(shapes(svg, "circle")) == 7 + 6
    outline = [p for p in shapes(svg, "polygon") if p["stroke"] == "#46307a"][0]["points"].split()
    assert len(outline) == 6


@pytest.mark.parametrize("count", [4, 13])
def test_radar_takes_five_to_twelve_criteria(count: int) -> None:
    with pytest.raises(ValueError, match="5 to 12"):
        charts.radar("x", [charts.Spoke(i, "x", 2) for i in range(count)], minimum=1, maximum=4)


def test_trend_is_zero_based_and_writes_first_and_last() -> None:
    svg = charts.trend("Participants", POINTS)
    assert title(svg) == "Participants\u00a0: 2022 186, 2023 171, 2024 149, 2025 132, 2026 118"
    texts = [t.text for t in parse(svg).iter(f"{SVG}text")]
    assert "186" in texts
    assert "118" in texts
    assert "149" not in texts
    flat = charts.trend("Rien", [charts.Point(str(i), 0) for i in range(3)])
    assert {c["cy"] for c in shapes(flat, "circle")} == {num(124)}


def test_a_missing_round_breaks_the_line() -> None:
    points = [charts.Point(str(i), v) for i, v in enumerate((3, 4, None, 5, 6))]
    svg = charts.trend("Eau", points)
    assert len(shapes(svg, "polyline")) == 2
    assert "2 non mesuré" in title(svg)


@pytest.mark.parametrize("values", [(1, 2), (1, None, 2), (1, 2, -3)])
def test_trend_refuses_too_few_points_and_negatives(values: tuple[int | None, ...]) -> None:
    with pytest.raises(ValueError, match="trend"):
        charts.trend("x", [charts.Point(str(i), v) for i, v in enumerate(values)])


def test_steps() -> None:
    assert [r["fill"] for r in shapes(charts.steps(2, 3), "rect")] == ["#211c15", "#211c15", "#ffffff"]
    with pytest.raises(ValueError, match="done"):
        charts.steps(4, 3)
