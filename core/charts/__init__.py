"""Charts: plain numbers in, one inline SVG out, for pages and PDF alike.

Grammar (docs/adr/0003): presentation attributes only (strict CSP), `<title>` says the figures,
missing is never zero, horizontal positions in percent so that text never shrinks. `mirror=True`
draws for right-to-left pages where the grammar mirrors (bars, dumbbells), never for radar or time.
A table beside each chart carries the same numbers; that is the page's job.
"""

from core.charts.bars import Segment, diverging_bar, diverging_half, promise_bar, score_bar, stacked_bar, steps
from core.charts.dumbbell import Mark, dumbbell, dumbbell_axis, marks_line
from core.charts.network import Link, Node, network
from core.charts.parties import Dot, party_dots
from core.charts.pictograms import PICTOGRAMS, pictogram
from core.charts.places import Place, place_map
from core.charts.radar import Spoke, radar
from core.charts.shapes import brand, face, icon, key_swatch, side_mark
from core.charts.trend import Point, trend

__all__ = [
    "PICTOGRAMS",
    "Dot",
    "Link",
    "Mark",
    "Node",
    "Place",
    "Point",
    "Segment",
    "Spoke",
    "brand",
    "diverging_bar",
    "diverging_half",
    "dumbbell",
    "dumbbell_axis",
    "face",
    "icon",
    "key_swatch",
    "marks_line",
    "network",
    "party_dots",
    "pictogram",
    "place_map",
    "promise_bar",
    "radar",
    "score_bar",
    "side_mark",
    "stacked_bar",
    "steps",
    "trend",
]
