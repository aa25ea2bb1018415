"""Bars: one distribution, votes astride the middle, promises, an index with thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.charts.svg import (
    ACCENT,
    ALERT,
    FILL,
    INK,
    LINE,
    PROGRESS,
    RULE_2,
    SHEET,
    Number,
    drawing,
    pct,
    place,
    tag,
    text,
)
from core.levels import level_word
from core.numbers import format_number

_ROOM_FOR_TEXT = 4.0  # percent of the width under which a count no longer fits its segment
_LIGHT_TEXT = {INK, ALERT, ACCENT}


@dataclass(frozen=True)
class Segment:
    """One part of a stacked bar: how many, what it is called, how it is drawn."""

    count: int
    word: str
    fill: str
    line: str


def level_segments(counts: Sequence[int], words: Sequence[str] | None = None) -> list[Segment]:
    """Segments of votes by level, worst first. Three counts use levels 1, 3 and 5 (three colours)."""
    levels = {5: (1, 2, 3, 4, 5), 3: (1, 3, 5)}.get(len(counts))
    if levels is None:
        raise ValueError("votes come as 5 or 3 counts, worst level first")
    names = words or [level_word(level) for level in levels]
    return [Segment(n, w, FILL[k], LINE[k]) for n, w, k in zip(counts, names, levels, strict=True)]


def figures(label: str, segments: Sequence[Segment]) -> str:
    """ "Femmes : Très mauvais 5, Mauvais 3, …": the sentence of the chart's title."""
    listed = ", ".join(f"{s.word} {s.count}" for s in segments)
    return _("%(label)s: %(figures)s") % {"label": label, "figures": listed} if label else listed


def _check(segments: Sequence[Segment]) -> None:
    if any(s.count < 0 for s in segments):
        raise ValueError("a count is never negative")


def _run(
    segments: Sequence[Segment], start: float, unit: float, *, height: float, size: float, mirror: bool
) -> list[str]:
    """Rectangles side by side from `start` percent, `unit` percent per head, with counts on them."""
    parts: list[str] = []
    at = start
    for segment in segments:
        width = segment.count * unit
        if not segment.count:
            continue
        x = 100 - at - width if mirror else at
        parts.append(
            tag("rect", x=pct(x), y=1, width=pct(width), height=height - 2, fill=segment.fill, stroke=segment.line)
        )
        if width >= _ROOM_FOR_TEXT:
            ink = SHEET if segment.fill in _LIGHT_TEXT else INK
            baseline = height / 2 + size * 0.36
            parts.append(text(pct(x + width / 2), baseline, str(segment.count), size=size, fill=ink, font_weight=700))
        at += width
    return parts


def stacked_bar(
    counts: Sequence[int],
    *,
    label: str = "",
    words: Sequence[str] | None = None,
    height: int = 30,
    mirror: bool = False,
) -> SafeString:
    """Votes of one group by level (5 or 3 counts, worst first), filling the width. Counts on the segments.

    No vote at all gives a dashed empty box. ValueError for negative counts or another length.
    """
    return _stack(level_segments(counts, words), label=label, height=height, mirror=mirror)


def _stack(segments: Sequence[Segment], *, label: str, height: int, mirror: bool) -> SafeString:
    _check(segments)
    total = sum(s.count for s in segments)
    if not total:
        return empty_box(_("%(label)s: nothing to show") % {"label": label} if label else _("Nothing to show"), height)
    parts = _run(segments, 0, 100 / total, height=height, size=height / 2, mirror=mirror)
    return drawing(parts, title=figures(label, segments), height=height)


def empty_box(title: str, height: int) -> SafeString:
    """Dashed box of something that could not be computed: missing is never zero."""
    box = tag("rect", x=0, y=1, width="100%", height=height - 2, fill="none", stroke=RULE_2, stroke_dasharray="4 4")
    return drawing([box], title=title, height=height)


def promise_bar(*, done: int, doing: int, late: int, todo: int, label: str = "", mirror: bool = False) -> SafeString:
    """Progress of promises: kept, under way, late, to start. The caller writes the legend beside."""
    segments = [
        Segment(done, pgettext("promises", "kept"), INK, INK),
        Segment(doing, pgettext("promises", "under way"), PROGRESS, ACCENT),
        Segment(late, pgettext("promises", "late"), ALERT, ALERT),
        Segment(todo, pgettext("promises", "to start"), SHEET, RULE_2),
    ]
    return _stack(segments, label=label, height=30, mirror=mirror)


def _halves(counts: Sequence[int]) -> tuple[float, float]:
    """Heads on each side of the middle; the middle level is split in two."""
    middle = len(counts) // 2
    half = counts[middle] / 2
    return sum(counts[:middle]) + half, sum(counts[middle + 1 :]) + half


def diverging_half(rows: Sequence[Sequence[int]]) -> float:
    """Heads that half the width must hold so that every row of a table uses the same unit (≥ 1)."""
    return max([1.0, *(side for counts in rows for side in _halves(counts))])


def diverging_bar(
    counts: Sequence[int],
    *,
    half: float,
    label: str = "",
    words: Sequence[str] | None = None,
    height: int = 34,
    size: float | None = None,
    mirror: bool = False,
) -> SafeString:
    """Votes by level astride the middle line: is a mean of 3 an agreement or a quarrel?

    `half` comes from `diverging_half(all rows)`: one unit for all. `size`: height of the counts
    (half the bar; larger on a wall). ValueError when a row does not fit.
    """
    segments = level_segments(counts, words)
    _check(segments)
    left, right = _halves(counts)
    if max(left, right) > half:
        raise ValueError("this row needs more room than `half`: compute it with diverging_half over all rows")
    if not sum(counts):
        return empty_box(_("%(label)s: nothing to show") % {"label": label} if label else _("Nothing to show"), height)
    unit = 50 / half
    middle = tag("line", x1="50%", x2="50%", y1=-3, y2=height + 3, stroke=INK, stroke_width=2)
    parts = _run(segments, 50 - left * unit, unit, height=height, size=size or height / 2, mirror=mirror)
    return drawing([middle, *parts], title=figures(label, segments), height=height)


def score_bar(
    value: Number | None,
    *,
    label: str,
    minimum: Number = 0,
    maximum: Number = 100,
    marks: Sequence[Number] = (),
    level: int | None = None,
    height: int = 26,
    mirror: bool = False,
) -> SafeString:
    """One figure on its scale, with threshold lines at `marks`; None gives a dashed empty box.

    `level` (1–5) colours the bar as a score; without it the bar is the accent (an index).
    """
    if value is None:
        return empty_box(_("%(label)s: not computable") % {"label": label}, height)
    fill, line = (FILL[level], LINE[level]) if level else (ACCENT, ACCENT)
    width = place(value, minimum, maximum)
    start = 100 - width if mirror else 0
    parts = [
        tag("rect", x=0, y=5.5, width="100%", height=height - 11, fill=SHEET, stroke=RULE_2),
        tag("rect", x=pct(start), y=5.5, width=pct(width), height=height - 11, fill=fill, stroke=line),
    ]
    for at in (pct(place(mark, minimum, maximum, mirror=mirror)) for mark in marks):
        parts.append(tag("line", x1=at, x2=at, y1=1, y2=height - 1, stroke=INK, stroke_width=1.5))
    said = {"label": label, "value": format_number(value), "maximum": format_number(maximum)}
    return drawing(parts, title=_("%(label)s: %(value)s out of %(maximum)s") % said, height=height)


def steps(done: int, of: int, *, round_: bool = False) -> SafeString:
    """Small row of filled and empty blocks (confidence 2 of 3) or discs; decorative, a word stands beside."""
    if not 0 <= done <= of:
        raise ValueError("steps needs 0 ≤ done ≤ of")
    parts = []
    for index in range(of):
        fill = INK if index < done else SHEET
        if round_:
            parts.append(tag("circle", cx=6 + 11 * index, cy=6, r=4.5, fill=fill, stroke=INK, stroke_width=1.5))
        else:
            parts.append(
                tag(
                    "rect",
                    x=0.75 + 12 * index,
                    y=0.75,
                    width=8.5,
                    height=10.5,
                    fill=fill,
                    stroke=INK,
                    stroke_width=1.5,
                )
            )
    return SafeString(tag("svg", "".join(parts), width=12 * of - 2, height=12, aria_hidden="true"))
