"""Who works with whom: numbered discs on a circle, joined by lines the thicker the more they share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts.svg import ACCENT, BAND_LINE, SHEET, drawing, num, tag, text

_SIZE, _MARGIN, _RADIUS, _THICKEST = 420.0, 34.0, 16.0, 10.0


@dataclass(frozen=True)
class Node:
    """``number`` refers to the table beside; ``name`` for readers."""

    number: int
    name: str


@dataclass(frozen=True)
class Link:
    """Two numbers, and how much they share (1 or more)."""

    one: int
    other: int
    weight: int = 1


def network(label: str, nodes: Sequence[Node], links: Sequence[Link]) -> SafeString:
    """The same nodes in the same order give the same drawing: first one on top, then clockwise in every language.

    A node without link stays on the circle, white. ValueError without a node, or for a link to an unknown one.
    """
    if not nodes:
        raise ValueError("a network needs at least one node")
    places = {node.number: _place(index, len(nodes)) for index, node in enumerate(nodes)}
    if any(link.one not in places or link.other not in places or link.one == link.other for link in links):
        raise ValueError("a link joins two different nodes of the network")
    joined = {number for link in links for number in (link.one, link.other)}
    parts = [_line(link, places) for link in links]
    parts += [_disc(node, places[node.number], node.number in joined) for node in nodes]
    box = f"0 0 {num(_SIZE)} {num(_SIZE)}"
    return drawing(parts, title=_sentence(label, nodes, links), desc=_pairs(nodes, links), viewBox=box)


def _place(index: int, count: int) -> tuple[float, float]:
    middle = _SIZE / 2
    if count == 1:
        return middle, middle
    turn = 2 * math.pi * index / count
    reach = middle - _MARGIN
    return middle + reach * math.sin(turn), middle - reach * math.cos(turn)


def _line(link: Link, places: dict[int, tuple[float, float]]) -> str:
    (x1, y1), (x2, y2) = places[link.one], places[link.other]
    width = min(_THICKEST, 1.5 + 2 * (link.weight - 1))
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=BAND_LINE, stroke_width=width)


def _disc(node: Node, at: tuple[float, float], joined: bool) -> str:
    x, y = at
    fill, ink = (ACCENT, SHEET) if joined else (SHEET, ACCENT)
    disc = tag("circle", cx=x, cy=y, r=_RADIUS, fill=fill, stroke=ACCENT, stroke_width=1.8)
    return disc + text(num(x), y + 5.5, str(node.number), size=16, fill=ink, font_weight=700, direction="ltr")


def _sentence(label: str, nodes: Sequence[Node], links: Sequence[Link]) -> str:
    actors = ngettext("%(n)d organisation", "%(n)d organisations", len(nodes)) % {"n": len(nodes)}
    ties = ngettext("%(n)d link", "%(n)d links", len(links)) % {"n": len(links)}
    return _("%(label)s: %(nodes)s, %(links)s") % {"label": label, "nodes": actors, "links": ties}


def _pairs(nodes: Sequence[Node], links: Sequence[Link]) -> str:
    """Every link in words, by number: the table beside has the names."""
    names = {node.number: node.name for node in nodes}
    return "; ".join(f"{names[link.one]} – {names[link.other]}" for link in links)
