"""Radar with a min–max band: the shape of 5 to 12 criteria. Never alone, never to compare services."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts.svg import (
    ACCENT,
    BAND,
    BAND_LINE,
    INK,
    INK_2,
    RULE,
    RULE_2,
    SHEET,
    Number,
    drawing,
    num,
    place,
    tag,
    text,
)
from core.numbers import format_number

_SIZE, _CENTRE, _RADIUS = 460.0, 230.0, 182.0


@dataclass(frozen=True)
class Spoke:
    """One criterion: mean, lowest and highest answer. `mean` None: not scored, left out of the shape."""

    number: int
    label: str
    mean: Number | None
    low: Number | None = None
    high: Number | None = None


def _at(index: int, count: int, share: float) -> tuple[float, float]:
    angle = 2 * math.pi * index / count - math.pi / 2
    return _CENTRE + _RADIUS * share * math.cos(angle), _CENTRE + _RADIUS * share * math.sin(angle)


def _points(pairs: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{num(x)},{num(y)}" for x, y in pairs)


def _ring(count: int, share: float, outer: bool) -> str:
    points = _points([_at(i, count, share) for i in range(count)])
    return tag("polygon", points=points, fill=SHEET if outer else "none", stroke=RULE_2 if outer else "#cbc1ae")


def _path(pairs: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{num(x)} {num(y)}" for x, y in pairs) + "Z"


def radar(
    label: str,
    spokes: Sequence[Spoke],
    *,
    minimum: Number,
    maximum: Number,
    rings: Sequence[Number] = (),
    before: Sequence[Spoke] = (),
    desc: str = "",
) -> SafeString:
    """Shape of the means (line) over the band from lowest to highest. Numbers refer to the table beside.

    `before`: the same criteria at an earlier date, a grey band and a dashed grey line underneath.

    5 to 12 spokes; `rings` are the values of the inner rings (default: each whole number). A spoke
    without a mean keeps its number and its line, and the shape passes it by. Not mirrored in RTL.
    """
    count = len(spokes)
    if not 5 <= count <= 12:
        raise ValueError("a radar shows 5 to 12 criteria")
    span = rings or list(range(math.ceil(float(minimum)), math.floor(float(maximum)) + 1))
    share = {value: place(value, minimum, maximum) / 100 for value in span}
    parts = [_ring(count, 1, outer=True)]
    parts += [_ring(count, s, outer=False) for s in sorted(share.values(), reverse=True) if 0 < s < 1]
    parts += _band(before, minimum, maximum, fill=RULE, line=RULE_2)
    parts += _band(spokes, minimum, maximum, opacity=0.75 if before else None)
    for index in range(count):
        x, y = _at(index, count, 1)
        parts.append(tag("line", x1=_CENTRE, y1=_CENTRE, x2=x, y2=y, stroke=INK, stroke_opacity=0.18))
    parts += _means(before, minimum, maximum, stroke=INK_2, dashes="7 5")
    parts += _means(spokes, minimum, maximum)
    for value, s in share.items():
        x, y = _at(0, count, s)
        parts.append(text(num(x + 6), y + 12, format_number(value), size=13, fill=INK_2, text_anchor="start"))
    for index, spoke in enumerate(spokes):
        x, y = _at(index, count, 1.14)
        parts.append(tag("circle", cx=x, cy=y, r=15, fill=SHEET, stroke=INK, stroke_width=1.5))
        parts.append(text(num(x), y + 5.2, str(spoke.number), size=15, font_weight=700))
    return drawing(parts, title=_sentence(label, spokes), desc=desc, viewBox=f"0 0 {num(_SIZE)} {num(_SIZE)}")


def _band(
    spokes: Sequence[Spoke],
    minimum: Number,
    maximum: Number,
    *,
    fill: str = BAND,
    line: str = BAND_LINE,
    opacity: float | None = None,
) -> list[str]:
    known = [(i, s.low, s.high) for i, s in enumerate(spokes) if s.low is not None and s.high is not None]
    if len(known) < 3:
        return []
    count = len(spokes)
    outer = [_at(i, count, place(high, minimum, maximum) / 100) for i, _low, high in known]
    inner = [_at(i, count, place(low, minimum, maximum) / 100) for i, low, _high in known]
    shape = _path(outer) + _path(inner)
    return [tag("path", d=shape, fill=fill, fill_opacity=opacity, fill_rule="evenodd", stroke=line, stroke_width=1)]


def _means(
    spokes: Sequence[Spoke], minimum: Number, maximum: Number, *, stroke: str = ACCENT, dashes: str | None = None
) -> list[str]:
    count = len(spokes)
    known = [
        _at(i, count, place(s.mean, minimum, maximum) / 100) for i, s in enumerate(spokes) if s.mean is not None
    ]  # fmt: skip
    parts = []
    if len(known) > 2:
        width = 2 if dashes else 3.5
        parts.append(
            tag(
                "polygon", points=_points(known), fill="none", stroke=stroke, stroke_width=width,
                stroke_linejoin="round", stroke_dasharray=dashes,
            )
        )  # fmt: skip
    return parts + [tag("circle", cx=x, cy=y, r=3 if dashes else 4.5, fill=stroke) for x, y in known]


def _sentence(label: str, spokes: Sequence[Spoke]) -> str:
    missing = _("not scored")
    listed = ", ".join(f"{s.number} {s.label} {missing if s.mean is None else format_number(s.mean)}" for s in spokes)
    return _("%(label)s: %(figures)s") % {"label": label, "figures": listed}
