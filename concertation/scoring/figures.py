"""One figure of an edition, known or not: the shape that every indicator, page, paper and rule shares."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

#: Why a figure is unknown. The words of each are in ``concertation.catalogue.MISSING``.
NOT_GIVEN = "not_given"
TOO_FEW = "too_few"
NO_CENSUS = "no_census"
NO_PREVIOUS = "no_previous"
NO_PROMISE = "no_promise"
NOT_DUE = "not_due"
NOT_APPLICABLE = "not_applicable"
DISAGREE = "observers_disagree"


@dataclass(frozen=True)
class Figure:
    """``value`` is None when unknown, and ``missing`` says why; a known figure has ``missing`` empty.

    ``n``: on how many people, contributions… it rests; ``numerator`` and ``denominator``: what was divided, when it
    is a share; ``part``: the dimension or the group that it speaks of, empty for the whole edition.
    """

    code: str
    value: Decimal | None = None
    n: int | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    part: str = ""
    missing: str = ""
    source: str = ""
    on: date | None = None
    #: The value that chance alone would give (dissimilarity), when it is told beside.
    by_chance: Decimal | None = None
    #: An interval around the value, when there is one: low, high.
    interval: tuple[Decimal, Decimal] | None = None

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.missing):
            raise ValueError(f"{self.code}: a figure is known, or says why it isn't")

    @property
    def known(self) -> bool:
        return self.value is not None


def unknown(code: str, why: str, *, n: int | None = None, part: str = "") -> Figure:
    return Figure(code, missing=why, n=n, part=part)


def share_figure(
    code: str, numerator: int | Decimal | None, denominator: int | Decimal | None, **more: object
) -> Figure:
    """``numerator`` ÷ ``denominator`` as it is (not rounded, not clipped); unknown when one lacks or nobody counts."""
    if numerator is None or denominator is None:
        return Figure(code, missing=NOT_GIVEN)
    if not denominator:
        return Figure(code, missing=TOO_FEW, n=0)
    top, bottom = Decimal(numerator), Decimal(denominator)
    n = int(bottom) if bottom == bottom.to_integral_value() else None
    return Figure(code, value=top / bottom, n=n, numerator=top, denominator=bottom, **more)  # type: ignore[arg-type]
