"""The theme: one file for both directions, nothing fetched, readable, light."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from core.charts import svg

CSS = [f"css/{path.name}" for path in sorted((Path(settings.BASE_DIR) / "static" / "css").glob("*.css"))]
PHYSICAL = re.compile(
    r"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)\b"
    r"|(?<![\w@-])(?:left|right|top|bottom)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)


def text(name: str) -> str:
    found = finders.find(name)
    assert isinstance(found, str), name
    return Path(found).read_text(encoding="utf-8")


def token(name: str) -> str:
    found = re.search(rf"--{name}:\s*(#[0-9a-f]+)", text("css/theme.css"))
    assert found, name
    value = found[1]
    return value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:])


@pytest.mark.parametrize("name", CSS)
def test_logical_properties_only(name: str) -> None:
    assert PHYSICAL.findall(re.sub(r"/\*.*?\*/", "", text(name), flags=re.S)) == []


def test_the_check_of_properties_catches_a_physical_one() -> None:
    for bad in ("margin-left: 1px", "left: 0", "text-align: right", "border-top: 1px"):
        assert PHYSICAL.search(f"a {{ {bad} }}")
    for good in (
        "margin-inline-start: 1px",
        "inset-inline-start: 0",
        "text-align: end",
        "@bottom-left {",
        "border-block-start: 0",
    ):
        assert not PHYSICAL.search(f"a {{ {good} }}")


@pytest.mark.parametrize("name", CSS)
def test_nothing_is_fetched_and_braces_close(name: str) -> None:
    css = text(name)
    assert not re.search(r"url\(|@import|@font-face|//", re.sub(r"/\*.*?\*/", "", css, flags=re.S))
    assert css.count("{") == css.count("}")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", ["paper", "sheet", "wash"])
@pytest.mark.parametrize(
    ("ink", "least"), [("ink", 4.5), ("ink-2", 4.5), ("accent", 4.5), ("alert", 4.5), ("rule-2", 3)]
)
def test_text_and_controls_stand_out(ground: str, ink: str, least: float) -> None:
    assert contrast(token(ink), token(ground)) >= least


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_score_colours_carry_ink_and_keep_an_edge(level: int) -> None:
    assert contrast(token("ink"), token(f"s{level}")) >= 4.5
    assert contrast(token(f"s{level}-ink"), token("paper")) >= 4.5


def test_charts_and_theme_agree_on_colours() -> None:
    assert {n: token(f"s{n}") for n in svg.FILL} == svg.FILL
    assert {n: token(f"s{n}-ink") for n in svg.LINE} == svg.LINE
    pairs = {"ink": svg.INK, "ink-2": svg.INK_2, "sheet": svg.SHEET, "paper": svg.PAPER, "rule": svg.RULE,
             "rule-2": svg.RULE_2, "accent": svg.ACCENT, "alert": svg.ALERT}  # fmt: skip
    assert {name: token(name) for name in pairs} == pairs
    assert all(colour in text("css/report.css") for colour in (*svg.FILL.values(), *svg.LINE.values()))


def test_the_first_load_is_light() -> None:
    files = [
        "js-lib-bootstrap5/css/bootstrap.min.css",
        "css/theme.css",
        "django_htmx/htmx-2.min.js",
        "js/page.js",
        "img/mark.svg",
    ]
    found = [finders.find(name) for name in files]
    assert None not in found
    assert sum(len(gzip.compress(Path(str(path)).read_bytes(), 6)) for path in found) <= 75_000
