"""The four scales as data: grid of allowed values, levels for hands, bands for faces. Pure, no Django.

A cycle keeps one scale; figures of two scales are never compared.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

FACE_LEVELS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class ScaleSpec:
    """``minimum``, ``maximum`` and ``step`` give the grid of a consensus value; ``levels`` the rows of a show
    of hands.

    ``nearest`` maps a mean to the nearest level's face (scales whose levels are faces or colours); otherwise the
    range is cut in five equal bands, each closed at its upper end: 0–2, above 2 to 4, …
    """

    code: str
    minimum: Decimal
    maximum: Decimal
    step: Decimal
    levels: tuple[Decimal, ...]
    faces: tuple[int, ...]
    nearest: bool

    @property
    def span(self) -> Decimal:
        return self.maximum - self.minimum

    def allows(self, value: Decimal) -> bool:
        """True when ``value`` is inside the scale and on its grid."""
        return self.minimum <= value <= self.maximum and (value - self.minimum) % self.step == 0

    def band(self, value: Decimal) -> int:
        """The face, 1 (very bad) to 5 (very good), of a value or a mean on this scale."""
        if self.nearest:
            index = int((value - self.minimum).quantize(Decimal(1), ROUND_HALF_UP))
            return self.faces[min(max(index, 0), len(self.faces) - 1)]
        share = (value - self.minimum) / self.span * 5
        return min(max(int(share.to_integral_value(rounding="ROUND_CEILING")), 1), 5)


def _spec(
    code: str, low: int, high: int, step: str, levels: range, faces: tuple[int, ...], nearest: bool
) -> ScaleSpec:
    return ScaleSpec(
        code, Decimal(low), Decimal(high), Decimal(step), tuple(Decimal(level) for level in levels), faces, nearest
    )


SCALES: dict[str, ScaleSpec] = {
    "faces": _spec("faces", 1, 5, "1", range(1, 6), FACE_LEVELS, True),
    "ten": _spec("ten", 0, 10, "0.5", range(0, 11), FACE_LEVELS, False),
    "hundred": _spec("hundred", 0, 100, "1", range(0, 101, 10), FACE_LEVELS, False),
    "colours": _spec("colours", 1, 3, "1", range(1, 4), (1, 3, 5), True),
}
