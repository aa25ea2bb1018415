"""Trend: one small multiple. Time runs left to right in every language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts.svg import ACCENT, ALERT, INK_2, RULE_2, SHEET, Number, drawing, num, tag, text
from core.numbers import format_number

_WIDTH, _BASE, _TOP, _LEFT, _RIGHT = 220.0, 124.0, 30.0, 10.0, 206.0


@dataclass(frozen=True)
class Point:
    """One round: short label ("tour 1", "2024") and value; None: not measured, the line breaks."""

    label: str
    value: Number | None


def trend(label: str, points: Sequence[Point], *, maximum: Number | None = None, alert: bool = False) -> SafeString:
    """Line over at least 3 measured points, zero-based; first and last value written.

    `maximum`: common top of several multiples (default: the highest value). Two rounds are an arrow
    and a difference in words, not a chart: ValueError under 3 measured points or for a negative one.
    """
    known = [(i, float(p.value)) for i, p in enumerate(points) if p.value is not None]
    if len(known) < 3:
        raise ValueError("a trend needs at least 3 measured points")
    if any(v < 0 for _i, v in known):
        raise ValueError("a zero-based trend cannot show negative values")
    top = float(maximum) if maximum is not None else max(v for _i, v in known)
    if any(v > top for _i, v in known):
        raise ValueError("a value is above the maximum")
    colour = ALERT if alert else ACCENT
    step = (_RIGHT - _LEFT) / (len(points) - 1)
    place = {i: (_LEFT + step * i, _BASE - (v / top if top else 0) * (_BASE - _TOP)) for i, v in known}
    parts = [tag("line", x1=0, x2=_WIDTH, y1=_BASE, y2=_BASE, stroke=RULE_2)]
    for run in _runs(sorted(place)):
        if len(run) > 1:
            line = " ".join(f"{num(place[i][0])},{num(place[i][1])}" for i in run)
            parts.append(tag("polyline", points=line, fill="none", stroke=colour, stroke_width=2.5))
    parts += _dots(points, place, [i for i, _v in known], colour)
    parts += _labels(points, step)
    return drawing(parts, title=_sentence(label, points), viewBox=f"0 0 {num(_WIDTH)} 150")


def _runs(indexes: Sequence[int]) -> list[list[int]]:
    """Consecutive indexes together: a missing point breaks the line."""
    runs: list[list[int]] = []
    for i in indexes:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _dots(points: Sequence[Point], place: dict[int, tuple[float, float]], known: list[int], colour: str) -> list[str]:
    parts = []
    for i in known:
        x, y = place[i]
        last = i == known[-1]
        parts.append(
            tag(
                "circle", cx=x, cy=y, r=5 if last else 3, fill=colour if last else SHEET, stroke=colour, stroke_width=2
            )
        )
        if i in (known[0], known[-1]):
            anchor, shift = ("end", 6) if last else ("start", -4)
            value = format_number(points[i].value)
            parts.append(text(num(x + shift), y - 10, value, font_weight=700, text_anchor=anchor, direction="ltr"))
    return parts


def _labels(points: Sequence[Point], step: float) -> list[str]:
    """Every label when there is room (5 at most), else the first and the last."""
    parts = []
    last = len(points) - 1
    for i, point in enumerate(points):
        if last > 4 and i not in (0, last):
            continue
        anchor, shift = ("start", -4) if i == 0 else ("end", 6) if i == last else ("middle", 0)
        x = num(_LEFT + step * i + shift)
        parts.append(text(x, 142, point.label, size=12.5, fill=INK_2, text_anchor=anchor, direction="ltr"))
    return parts


def _sentence(label: str, points: Sequence[Point]) -> str:
    missing = _("not measured")
    listed = ", ".join(f"{p.label} {missing if p.value is None else format_number(p.value)}" for p in points)
    return _("%(label)s: %(figures)s") % {"label": label, "figures": listed}
