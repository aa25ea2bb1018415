"""Signs of fatigue over the editions of a device, with the curves that fall named."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concertation.enums import Tiredness
from concertation.findings import CURVES
from concertation.reports.figures import EditionFigures
from concertation.scoring import fatigue
from concertation.scoring.fatigue import CurveReading, FatigueReading, Points, read_fatigue
from core.arithmetic import rounded
from core.numbers import format_number


@dataclass(frozen=True)
class CurvePoint:
    """``value``: as drawn (shares in percent), None when not known."""

    label: str
    value: float | None


@dataclass(frozen=True)
class Curve:
    key: str
    name: str
    points: tuple[CurvePoint, ...]
    falls: bool
    change: str
    drawn: bool


@dataclass(frozen=True)
class Tiring:
    """``state``: of ``Tiredness``; ``word`` and ``sentence`` say it; ``signs`` of five."""

    state: str
    word: str
    sentence: str
    signs: int
    curves: tuple[Curve, ...]


def build_tiring(reads: Sequence[EditionFigures]) -> Tiring:
    """``reads``: the editions up to the one read, in their order. No query."""
    labels = [read.edition.label for read in reads]
    reading = read_fatigue(_points(reads))
    curves = tuple(_curve(each, labels) for each in reading.curves)
    word = str(Tiredness(reading.tiredness).label)
    return Tiring(reading.tiredness, word, _sentence(reading), len(reading.falling), curves)


def _points(reads: Sequence[EditionFigures]) -> dict[str, Points]:
    numbers = [read.edition.number for read in reads]
    return {
        fatigue.PARTICIPANTS: list(zip(numbers, [_people(read) for read in reads], strict=True)),
        fatigue.RENEWAL: list(zip(numbers, [read.get("I5").value for read in reads], strict=True)),
        fatigue.INTENSITY: list(zip(numbers, _intensity(reads), strict=True)),
        fatigue.SATISFACTION: list(zip(numbers, [read.reading.satisfaction for read in reads], strict=True)),
        fatigue.DELAY: list(zip(numbers, [read.get("I26").value for read in reads], strict=True)),
    }


def _people(read: EditionFigures) -> Decimal | None:
    """Participants; a count of one to four is nobody's business and isn't drawn."""
    people = read.facts.participants
    return None if people is None or 0 < people < settings.SMALL_CELL else Decimal(people)


def _intensity(reads: Sequence[EditionFigures]) -> list[Decimal | None]:
    """Contributions ÷ participants, or the medians when more editions have one: never the two mixed."""
    means = [
        Decimal(read.facts.contributions) / read.facts.participants
        if read.facts.contributions is not None and read.facts.participants
        else None
        for read in reads
    ]
    medians = [read.get("I6").value for read in reads]
    return medians if medians.count(None) < means.count(None) else means


def _curve(reading: CurveReading, labels: Sequence[str]) -> Curve:
    share = reading.key == fatigue.RENEWAL
    points = tuple(
        CurvePoint(
            label, None if value is None else float(rounded(value * 100 if share else value, 0 if share else 1))
        )
        for label, (_number, value) in zip(labels, reading.points, strict=True)
    )
    name = capfirst(str(CURVES[reading.key]))
    return Curve(
        reading.key,
        f"{name} (%)" if share else name,
        points,
        reading.falls,
        _change(reading),
        reading.known >= fatigue.EDITIONS,
    )


def _change(reading: CurveReading) -> str:
    if reading.change is None:
        return _("not known over three editions")
    number = format_number(abs(reading.change) * 100, 0)
    sign = "\N{MINUS SIGN}" if reading.change < 0 else "+"
    return _("%(change)s%% per edition") % {"change": f"{sign}{number}"}


def _sentence(reading: FatigueReading) -> str:
    falling = reading.falling
    if falling:
        named = ", ".join(str(CURVES[curve.key]) for curve in falling)
        return ngettext(
            "%(n)d curve gets worse by 10%% per edition or more: %(named)s.",
            "%(n)d curves get worse by 10%% per edition or more: %(named)s.",
            len(falling),
        ) % {"n": len(falling), "named": named} + _rest(reading)
    if reading.tiredness == fatigue.UNKNOWN:
        return _unknown(reading)
    return _("No curve gets worse by 10%% per edition.") % {} + _rest(reading)


def _rest(reading: FatigueReading) -> str:
    lost = [str(CURVES[curve.key]) for curve in reading.curves if curve.change is None]
    return " " + _("Not known over three editions: %(named)s.") % {"named": ", ".join(lost)} if lost else ""


def _unknown(reading: FatigueReading) -> str:
    if reading.editions < fatigue.EDITIONS:
        return _("Fatigue is read over three editions or more. Registered up to here: %(n)d. Add the past ones.") % {
            "n": reading.editions
        }
    return _("Of five curves, those known over three editions: %(n)d. Three are needed to say that nothing tires.") % {
        "n": reading.readable
    }
