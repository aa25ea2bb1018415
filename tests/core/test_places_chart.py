"""The map without background: north up, close places together, names that cover nothing, honest bounds."""

import re
import xml.etree.ElementTree as ET

import pytest

from core.charts import Place, place_map


def boxes(svg: str) -> list[tuple[float, float]]:
    """Centres of the marks (rounded rectangles), in order."""
    found = re.findall(r'<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="26" rx', svg)
    return [(float(x) + float(w) / 2, float(y) + 13) for x, y, w in found]


def test_north_is_up_and_east_is_right() -> None:
    (ax, ay), (bx, by) = boxes(place_map("Carte", [Place(1, "A", 35, 66), Place(2, "B", 34, 67)]))
    assert ay < by
    assert ax < bx


def test_every_mark_is_inside_and_the_drawing_is_well_formed() -> None:
    places = [Place(n, f"Lieu {n}", -80 + n * 7, -170 + n * 15) for n in range(1, 23)]
    svg = place_map("Carte", places)
    ET.fromstring(svg)  # noqa: S314 - our own drawing
    assert all(0 < x < 420 and 0 < y < 286 for x, y in boxes(svg))
    assert "style=" not in svg


def test_places_too_close_share_a_mark_with_both_numbers() -> None:
    svg = place_map("Carte", [Place(1, "A", 0, 0), Place(2, "B", 0, 0.0001), Place(3, "C", 1, 1)])
    assert len(boxes(svg)) == 2
    assert ">1, 2<" in svg


def test_one_place_alone_stands_in_the_middle_with_its_name() -> None:
    svg = place_map("Carte", [Place(1, "Puits <1>", 34.85, 66.75)])
    assert boxes(svg) == [(210, 143)]
    assert "Puits &lt;1&gt;" in svg


def test_the_title_says_every_place() -> None:
    svg = place_map("Services", [Place(1, "Puits", 1, 1), Place(2, "École", 2, 2)])
    title = ET.fromstring(svg).findtext("{*}title") or ET.fromstring(svg).findtext("title")  # noqa: S314
    assert "1 Puits" in title
    assert "2 École" in title


def test_a_late_place_is_drawn_otherwise() -> None:
    assert place_map("C", [Place(1, "A", 1, 1, alert=True)]) != place_map("C", [Place(1, "A", 1, 1)])


@pytest.mark.parametrize("places", [[], [Place(1, "A", 91, 0)], [Place(1, "A", 0, -181)]])
def test_refuses_what_is_nowhere(places: list[Place]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        place_map("Carte", places)


def test_texts_stay_in_place_on_a_right_to_left_page() -> None:
    """An anchor "start" or "end" follows the direction of the page unless the text says its own."""
    svg = place_map("Carte", [Place(1, "A", 1, 1), Place(2, "B", 2, 2)])
    texts = re.findall(r"<text[^>]*>", svg)
    assert [t for t in texts if 'text-anchor="middle"' not in t and 'direction="ltr"' not in t] == []
