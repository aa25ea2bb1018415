"""Several equals on one axis, each a disc with its letter: who is far from whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts.svg import ACCENT, INK, RULE, SHEET, Number, drawing, pct, place, tag, text
from core.numbers import format_number

_RADIUS, _STEP = 9.0, 19.0
# Percent kept free at both ends, so that a disc on the edge of the scale is not cut.
_EDGE = 5.0
# Two discs nearer than this, in percent of the width, are set one under the other.
_NEAR = 8.0


@dataclass(frozen=True)
class Dot:
    """One party: its letter, its name for readers, its value (None: no answer); `own`: filled."""

    letter: str
    name: str
    value: Number | None
    own: bool = False


def _along(value: Number, minimum: Number, maximum: Number, *, mirror: bool) -> float:
    return _EDGE + place(value, minimum, maximum, mirror=mirror) * (100 - 2 * _EDGE) / 100


def _rows(places: Sequence[float]) -> list[int]:
    """Row of each disc, 0 on the axis: the first row where it hides no other."""
    last: list[float] = []
    rows = []
    for at in places:
        row = next((index for index, end in enumerate(last) if at - end >= _NEAR), len(last))
        if row == len(last):
            last.append(at)
        last[row] = at
        rows.append(row)
    return rows


def party_dots(
    label: str, dots: Sequence[Dot], *, minimum: Number = 1, maximum: Number = 4, mirror: bool = False
) -> SafeString:
    """A disc per party on one axis, joined from the lowest to the highest. ValueError when a value is outside.

    Discs that would hide each other go one under the other; a party without a value is named in the title only.
    """
    known = sorted(
        ((_along(dot.value, minimum, maximum, mirror=mirror), dot) for dot in dots if dot.value is not None),
        key=lambda pair: pair[0],
    )
    rows = _rows([at for at, _dot in known])
    middle = _RADIUS + 3
    parts = _axis(minimum, maximum, middle)
    if len(known) > 1:
        first, last = known[0][0], known[-1][0]
        parts.append(tag("line", x1=pct(first), x2=pct(last), y1=middle, y2=middle, stroke=INK, stroke_width=3))
    for (at, dot), row in zip(known, rows, strict=True):
        y = middle + row * _STEP
        look = {"fill": ACCENT if dot.own else SHEET, "stroke": ACCENT if dot.own else INK, "stroke_width": 1.8}
        parts.append(tag("circle", cx=pct(at), cy=y, r=_RADIUS, **look))
        parts.append(text(pct(at), y + 4.4, dot.letter, size=12, fill=SHEET if dot.own else INK, font_weight=700))
    height = 2 * middle + max(rows, default=0) * _STEP
    return drawing(parts, title=_sentence(label, dots), height=height)


def _axis(minimum: Number, maximum: Number, middle: float) -> list[str]:
    parts = [tag("line", x1=pct(_EDGE), x2=pct(100 - _EDGE), y1=middle, y2=middle, stroke=RULE)]
    for value in range(int(minimum), int(maximum) + 1):
        at = pct(_along(value, minimum, maximum, mirror=False))
        parts.append(tag("line", x1=at, x2=at, y1=middle - 6, y2=middle + 6, stroke=RULE))
    return parts


def _sentence(label: str, dots: Sequence[Dot]) -> str:
    missing = _("not scored")
    listed = ", ".join(f"{d.name} {missing if d.value is None else format_number(d.value)}" for d in dots)
    return _("%(label)s: %(figures)s") % {"label": label, "figures": listed}
