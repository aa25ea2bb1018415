"""Small SVG writer and the colours of the theme (static/css/theme.css holds the same values)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Number = Decimal | int | float

INK, INK_2, SHEET, PAPER = "#211c15", "#574f43", "#ffffff", "#fbf9f3"
RULE, RULE_2, ACCENT, ALERT = "#dcd4c4", "#857b6a", "#46307a", "#94301a"
BAND, BAND_LINE, PROGRESS = "#cfc5e3", "#9485b8", "#a99bc9"
FILL = {1: "#db7354", 2: "#efb381", 3: "#f5e7b2", 4: "#bfdfd9", 5: "#6cb8b7"}
LINE = {1: "#8e2f17", 2: "#85470f", 3: "#675612", 4: "#1f6561", 5: "#0d525a"}
FONT = "'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', sans-serif"


def num(value: Number) -> str:
    """Shortest text of a coordinate, two decimals at most."""
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def pct(value: Number) -> str:
    return f"{num(value)}%"


def tag(name: str, content: str | None = None, /, **attributes: object) -> str:
    """One element. Underscores become hyphens, a trailing one drops (`class_`), None is left out."""
    parts = [name]
    for key, value in attributes.items():
        if value is None:
            continue
        text = value if isinstance(value, str) else num(value) if isinstance(value, int | float | Decimal) else value
        parts.append(f'{key.rstrip("_").replace("_", "-")}="{escape(text)}"')
    opening = " ".join(parts)
    return f"<{opening}/>" if content is None else f"<{opening}>{content}</{name}>"


def text(x: str, y: Number, label: str, *, size: Number = 15, fill: str = INK, **attributes: object) -> str:
    """A label; `label` is escaped here."""
    base: dict[str, object] = {"x": x, "y": y, "font_size": size, "fill": fill, "font_family": FONT}
    return tag("text", str(escape(label)), **(base | {"text_anchor": "middle"} | attributes))


def drawing(
    parts: list[str], *, title: str, height: Number | None = None, desc: str = "", **attributes: object
) -> SafeString:
    """The outer `<svg class="chart" role="img">` with its title (and description) first."""
    head = tag("title", str(escape(title))) + (tag("desc", str(escape(desc))) if desc else "")
    box: dict[str, object] = {"class_": "chart", "role": "img", "overflow": "visible"}
    if height is not None:
        box |= {"width": "100%", "height": height}
    return mark_safe(tag("svg", head + "".join(parts), **(box | attributes)))  # noqa: S308 - built and escaped here


def place(value: Number, low: Number, high: Number, *, mirror: bool = False) -> float:
    """Position of a value on its axis, in percent of the width. Raises ValueError outside the axis."""
    if not low < high:
        raise ValueError("the axis needs minimum < maximum")
    if not low <= value <= high:
        raise ValueError(f"{value} is outside {low}–{high}")
    share = float(Decimal(str(value)) - Decimal(str(low))) / float(Decimal(str(high)) - Decimal(str(low))) * 100
    return 100 - share if mirror else share
