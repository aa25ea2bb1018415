"""Charts as tags: `{% load charts %}`. They mirror by themselves on right-to-left pages where they must."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

from core import charts

register = template.Library()


@register.simple_tag
def dumbbell(
    label: str, users: Any, provider: Any, minimum: Any = 0, maximum: Any = 10, before: Any = None
) -> SafeString:
    """`{% dumbbell row.label row.users row.provider minimum=1 maximum=5 %}`."""
    return charts.dumbbell(
        label, users, provider, minimum=minimum, maximum=maximum, before=before, mirror=get_language_bidi()
    )  # fmt: skip


@register.simple_tag
def dumbbell_axis(minimum: Any = 0, maximum: Any = 10, steps: int = 2) -> SafeString:
    """Figures over a column of dumbbells."""
    return charts.dumbbell_axis(minimum=minimum, maximum=maximum, steps=steps, mirror=get_language_bidi())


@register.simple_tag
def marks_line(
    label: str, marks: Sequence[charts.Mark], minimum: Any = 0, maximum: Any = 10, ticks: int = 4
) -> SafeString:
    """Two or three sides on one axis; `marks` is a list of core.charts.Mark."""
    return charts.marks_line(label, marks, minimum=minimum, maximum=maximum, ticks=ticks, mirror=get_language_bidi())


@register.simple_tag
def stacked_bar(
    counts: Sequence[int], label: str = "", words: Sequence[str] | None = None, height: int = 30
) -> SafeString:
    """Votes by level, full width."""
    return charts.stacked_bar(counts, label=label, words=words, height=height, mirror=get_language_bidi())


@register.simple_tag
def diverging_bar(
    counts: Sequence[int],
    half: float,
    label: str = "",
    words: Sequence[str] | None = None,
    height: int = 34,
    size: float | None = None,
) -> SafeString:
    """Votes astride the middle; `half` is core.charts.diverging_half(all rows)."""
    return charts.diverging_bar(
        counts, half=half, label=label, words=words, height=height, size=size, mirror=get_language_bidi()
    )  # fmt: skip


@register.simple_tag
def promise_bar(done: int, doing: int, late: int, todo: int, label: str = "") -> SafeString:
    """Promises kept, under way, late, to start."""
    return charts.promise_bar(done=done, doing=doing, late=late, todo=todo, label=label, mirror=get_language_bidi())


@register.simple_tag
def score_bar(
    value: Any, label: str, minimum: Any = 0, maximum: Any = 100, marks: Sequence[Any] = (), level: int | None = None
) -> SafeString:
    """One figure with its thresholds."""
    return charts.score_bar(
        value, label=label, minimum=minimum, maximum=maximum, marks=marks, level=level, mirror=get_language_bidi()
    )  # fmt: skip


@register.simple_tag
def trend(label: str, points: Sequence[charts.Point], maximum: Any = None, alert: bool = False) -> SafeString:
    """Small multiple over at least 3 rounds."""
    return charts.trend(label, points, maximum=maximum, alert=alert)


@register.simple_tag
def radar(
    label: str,
    spokes: Sequence[charts.Spoke],
    minimum: Any = 1,
    maximum: Any = 4,
    before: Sequence[charts.Spoke] = (),
) -> SafeString:
    """Shape of 5 to 12 criteria; `before`: the same ones earlier, in grey."""
    return charts.radar(label, spokes, minimum=minimum, maximum=maximum, before=before)


@register.simple_tag
def party_dots(label: str, dots: Sequence[charts.Dot], minimum: Any = 1, maximum: Any = 4) -> SafeString:
    """Each party on one axis, named by its letter."""
    return charts.party_dots(label, dots, minimum=minimum, maximum=maximum, mirror=get_language_bidi())


@register.simple_tag
def place_map(label: str, places: Sequence[charts.Place]) -> SafeString:
    """Places by latitude and longitude; never mirrored: north is up and east is right."""
    return charts.place_map(label, places)


@register.simple_tag
def network(label: str, nodes: Sequence[charts.Node], links: Sequence[charts.Link]) -> SafeString:
    """Who works with whom; never mirrored: a circle has no side."""
    return charts.network(label, nodes, links)
