"""Dumbbells: how far apart two (or three) sides are on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts.shapes import SIDE_ALIASES
from core.charts.svg import ACCENT, INK, INK_2, RULE, RULE_2, SHEET, Number, drawing, pct, place, tag, text
from core.numbers import format_number

_HEIGHT = 26
_MIDDLE = 13
# Percent kept free at both ends, so that a mark on the edge of the scale is not cut (print clips drawings).
_EDGE = 4.0


@dataclass(frozen=True)
class Mark:
    """One side on the axis: "users" (disc), "provider" (square) or "authority" (triangle)."""

    side: str
    value: Number | None
    name: str


def _along(value: Number, minimum: Number, maximum: Number, *, mirror: bool) -> float:
    return _EDGE + place(value, minimum, maximum, mirror=mirror) * (100 - 2 * _EDGE) / 100


def _shape(side: str, x: float, *, inside: bool) -> str:
    at = pct(x)
    if side == "users":
        return tag("circle", cx=at, cy=_MIDDLE, r=3.6 if inside else 6.5, fill=ACCENT)
    if side == "provider":
        return tag(
            "rect", x=at, y=_MIDDLE - 6.5, width=13, height=13, transform="translate(-6.5 0)",
            fill=SHEET, stroke=INK, stroke_width=2.2,
        )  # fmt: skip
    triangle = tag("path", d="M0 -7.5L7.5 6H-7.5z", fill=RULE_2, stroke=SHEET)
    return tag("svg", triangle, x=at, y=_MIDDLE, width=1, height=1, overflow="visible")


def _ticks(count: int) -> list[str]:
    parts = [_line(_EDGE, 100 - _EDGE, stroke=RULE)]
    for index in range(count + 1):
        at = pct(_along(index, 0, count, mirror=False))
        parts.append(tag("line", x1=at, x2=at, y1=_MIDDLE - 5, y2=_MIDDLE + 5, stroke=RULE))
    return parts


def marks_line(
    label: str,
    marks: Sequence[Mark],
    *,
    minimum: Number = 0,
    maximum: Number = 10,
    ticks: int = 4,
    before: Number | None = None,
    mirror: bool = False,
) -> SafeString:
    """Two or three sides on one axis, joined by a line from the lowest to the highest.

    Equal users and provider: disc inside the square. One side only: its mark, no line. A None value is
    named "not scored" in the title and not drawn. `before`: small dot of the previous round, dashed
    to the users' mark (or to the only mark). ValueError when a value is outside the axis.
    """
    known = [(SIDE_ALIASES.get(m.side, m.side), m.value) for m in marks if m.value is not None]
    at = {side: _along(value, minimum, maximum, mirror=mirror) for side, value in known}
    values = {side: Decimal(str(value)) for side, value in known}
    parts = _ticks(ticks)
    if before is not None and at:
        end = at.get("users", next(iter(at.values())))
        parts += _trace(_along(before, minimum, maximum, mirror=mirror), end)
    if len(set(values.values())) > 1:
        parts.append(_line(min(at.values()), max(at.values()), stroke=INK, stroke_width=3))
    inside = values.get("users") is not None and values.get("users") == values.get("provider")
    for side in ("authority", "provider", "users"):
        if side in at:
            parts.append(_shape(side, at[side], inside=inside and side == "users"))
    return drawing(parts, title=_sentence(label, marks), height=_HEIGHT)


def _line(start: float, end: float, **look: str | float) -> str:
    return tag("line", x1=pct(start), x2=pct(end), y1=_MIDDLE, y2=_MIDDLE, **look)


def _trace(start: float, end: float) -> list[str]:
    """Small dot of the previous round and the dashes that lead from it."""
    dashes = _line(start, end, stroke=RULE_2, stroke_width=1.4, stroke_dasharray="2 3")
    return [dashes, tag("circle", cx=pct(start), cy=_MIDDLE, r=2.8, fill=RULE_2)]


def _sentence(label: str, marks: Sequence[Mark]) -> str:
    missing = _("not scored")
    listed = ", ".join(f"{m.name} {missing if m.value is None else format_number(m.value)}" for m in marks)
    return _("%(label)s: %(figures)s") % {"label": label, "figures": listed}


def dumbbell(
    label: str,
    users: Number | None,
    provider: Number | None,
    *,
    minimum: Number = 0,
    maximum: Number = 10,
    ticks: int = 4,
    before: Number | None = None,
    mirror: bool = False,
) -> SafeString:
    """Users (disc) against provider (square); see `marks_line`. Both None draws the bare axis."""
    marks = (Mark("users", users, _("users")), Mark("provider", provider, _("provider")))
    return marks_line(
        label, marks, minimum=minimum, maximum=maximum, ticks=ticks, before=before, mirror=mirror
    )  # fmt: skip


def dumbbell_axis(*, minimum: Number = 0, maximum: Number = 10, steps: int = 2, mirror: bool = False) -> SafeString:
    """Figures of the axis for the head of the column: 0 5 10. Decorative, hidden from readers."""
    parts = []
    low, high = Decimal(str(minimum)), Decimal(str(maximum))
    for index in range(steps + 1):
        value = low + (high - low) * index / steps
        at = pct(_along(value, low, high, mirror=mirror))
        parts.append(text(at, 12, format_number(value), size=12, fill=INK_2))
    return SafeString(
        tag("svg", "".join(parts), class_="chart", width="100%", height=16, overflow="visible", aria_hidden="true")
    )
