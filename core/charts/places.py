"""Places by latitude and longitude, without a background: numbered marks, names where they fit, a scale in km."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts.svg import ACCENT, ALERT, INK, INK_2, RULE, RULE_2, SHEET, Number, drawing, num, tag, text
from core.numbers import format_number

_WIDTH, _HEIGHT, _MARGIN, _FOOT, _RADIUS = 420.0, 320.0, 44.0, 34.0, 13.0
_KM_PER_DEGREE = 111.32
#: Never closer than this, in degrees of latitude: one place alone has no extent.
_LEAST = 0.01
_NICE = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_LETTER = 7.2
#: "start" and "end" would swap on a right-to-left page, where the drawing itself isn't mirrored.
_START = {"text_anchor": "start", "direction": "ltr"}
_END = {"text_anchor": "end", "direction": "ltr"}


@dataclass(frozen=True)
class Place:
    """One located place; ``number`` refers to the table beside. ``alert`` is said there in words too."""

    number: int
    name: str
    latitude: Number
    longitude: Number
    alert: bool = False


@dataclass(frozen=True)
class _Mark:
    x: float
    y: float
    places: tuple[Place, ...]

    @property
    def alert(self) -> bool:
        return any(place.alert for place in self.places)

    @property
    def half(self) -> float:
        """Half the width of the mark: it holds its numbers."""
        return max(_RADIUS, len(self.label) * 4.6 + 6)

    @property
    def label(self) -> str:
        return ", ".join(str(place.number) for place in self.places)


def place_map(label: str, places: Sequence[Place]) -> SafeString:
    """Equirectangular, true at the middle latitude. Marks that would overlap are drawn as one with their numbers.

    North is up in every language. Raises ValueError without a place or outside ±90°, ±180°.
    """
    if not places:
        raise ValueError("a map needs at least one place")
    if any(abs(float(p.latitude)) > 90 or abs(float(p.longitude)) > 180 for p in places):
        raise ValueError("latitude within ±90, longitude within ±180")
    spots, per_degree = _projected(places)
    marks = _merged(spots)
    parts = [tag("rect", x=0, y=0, width=_WIDTH, height=_HEIGHT - _FOOT, fill=SHEET, stroke=RULE)]
    parts += [_drawn(mark) for mark in marks]
    parts += _names(marks)
    parts += _ruler(per_degree)
    parts.append(text(num(_WIDTH - 8), _HEIGHT - 10, _("north is up"), size=14, fill=INK_2, **_END))
    return drawing(parts, title=_sentence(label, places), viewBox=f"0 0 {num(_WIDTH)} {num(_HEIGHT)}")


def _projected(places: Sequence[Place]) -> tuple[list[_Mark], float]:
    """Marks one by one, and how many units of the drawing one degree of latitude takes."""
    latitudes, longitudes = [float(p.latitude) for p in places], [float(p.longitude) for p in places]
    middle = (min(latitudes) + max(latitudes)) / 2
    narrow = max(math.cos(math.radians(middle)), 0.01)
    tall = max(max(latitudes) - min(latitudes), _LEAST)
    wide = max((max(longitudes) - min(longitudes)) * narrow, _LEAST)
    per_degree = min((_WIDTH - 2 * _MARGIN) / wide, (_HEIGHT - _FOOT - 2 * _MARGIN) / tall)
    centre = (min(longitudes) + max(longitudes)) / 2
    marks = [
        _Mark(
            _WIDTH / 2 + (longitude - centre) * narrow * per_degree,
            (_HEIGHT - _FOOT) / 2 - (latitude - middle) * per_degree,
            (place,),
        )
        for place, latitude, longitude in zip(places, latitudes, longitudes, strict=True)
    ]
    return marks, per_degree


def _merged(marks: Sequence[_Mark]) -> list[_Mark]:
    """Marks that would cover each other become one, where the first stands."""
    kept: list[_Mark] = []
    for mark in marks:
        for index, other in enumerate(kept):
            if abs(mark.x - other.x) < other.half + _RADIUS and abs(mark.y - other.y) < 2 * _RADIUS:
                kept[index] = _Mark(other.x, other.y, (*other.places, *mark.places))
                break
        else:
            kept.append(mark)
    return kept


def _drawn(mark: _Mark) -> str:
    """A filled mark; a white one with a thick rim when something is late there."""
    left, top = mark.x - mark.half, mark.y - _RADIUS
    fill, line, ink = (SHEET, ALERT, ALERT) if mark.alert else (ACCENT, ACCENT, SHEET)
    box = tag(
        "rect", x=left, y=top, width=2 * mark.half, height=2 * _RADIUS, rx=_RADIUS, fill=fill, stroke=line,
        stroke_width=4 if mark.alert else 1,
    )  # fmt: skip
    return box + text(num(mark.x), mark.y + 5, mark.label, size=15, fill=ink, font_weight=700, direction="ltr")


def _names(marks: Sequence[_Mark]) -> list[str]:
    """Names of single places where they cover nothing; the others are read in the table."""
    taken = [(m.x - m.half, m.y - _RADIUS, m.x + m.half, m.y + _RADIUS) for m in marks]
    parts = []
    for mark in marks:
        if len(mark.places) > 1:
            continue
        name, width = mark.places[0].name, len(mark.places[0].name) * _LETTER
        for x, y in ((mark.x, mark.y + _RADIUS + 16), (mark.x, mark.y - _RADIUS - 7)):
            left = min(max(x - width / 2, 4), _WIDTH - 4 - width)
            box = (left, y - 13, left + width, y + 4)
            inside = left >= 4 and box[1] > 2 and box[3] < _HEIGHT - _FOOT - 2
            if inside and not any(_cross(box, other) for other in taken):
                taken.append(box)
                parts.append(text(num(left + width / 2), y, name, size=14, fill=INK))
                break
    return parts


def _cross(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _ruler(per_degree: float) -> list[str]:
    """The longest round number of kilometres that takes at most a third of the width."""
    per_km = per_degree / _KM_PER_DEGREE
    fitting = [step for step in _NICE if step * per_km <= _WIDTH / 3]
    step: float = fitting[-1] if fitting else 0.1
    length, y = step * per_km, _HEIGHT - 14
    line = tag("line", x1=8, x2=8 + length, y1=y, y2=y, stroke=INK, stroke_width=3)
    ends = [tag("line", x1=x, x2=x, y1=y - 5, y2=y + 5, stroke=RULE_2, stroke_width=2) for x in (8, 8 + length)]
    words = _("%(n)s km") % {"n": format_number(step)}
    return [line, *ends, text(num(16 + length), y + 5, words, size=14, fill=INK_2, **_START)]


def _sentence(label: str, places: Sequence[Place]) -> str:
    listed = ", ".join(f"{p.number} {p.name}" for p in places)
    counted = ngettext("%(n)d place", "%(n)d places", len(places)) % {"n": len(places)}
    return _("%(label)s: %(figures)s") % {"label": label, "figures": f"{counted}, {listed}"}
