"""A kept diagnosis: plain values in, the same page out."""

import datetime
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from concertation.models import Diagnosis
from concertation.reports.diagnosis import DiagnosisPage
from concertation.reports.figures import EditionFigures
from core.charts import Point


def content_of(page: DiagnosisPage, read: EditionFigures) -> dict[str, Any]:
    """What is stored: the page as it reads, its figures by code, its axes, the language of its sentences."""
    return {
        "language": get_language() or "fr",
        "page": _plain(asdict(page)),
        "figures": {
            code: {
                "value": _text(figure.value),
                "n": figure.n,
                "missing": figure.missing,
                "source": figure.source,
                "on": _text(figure.on),
            }
            for code, figure in read.figures.items()
        },
        "axes": {each.axis: {"value": _text(each.value), "confidence": _text(each.confidence)} for each in read.axes},
    }


def _text(value: Decimal | datetime.date | None) -> str | None:
    return None if value is None else str(value)


def _plain(value: Any) -> Any:
    """Tuples as lists, translated words as text: what JSON gives back is what was put in."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def drawn(page: dict[str, Any]) -> dict[str, Any]:
    """What the templates of a diagnosis take: the page, the thresholds of the bars, the curves that can be drawn."""
    curves = [
        (curve, [Point(point["label"], point["value"]) for point in curve["points"]])
        for curve in page["tiring"]["curves"]
        if curve["drawn"]
    ]
    return {"page": page, "thresholds": (40, 66), "curves": curves}


def page_of(diagnosis: Diagnosis) -> dict[str, Any]:
    """The page of a kept diagnosis, for the templates of a live one."""
    # A diagnosis kept before statements were compared has none of them.
    page: dict[str, Any] = {"moved": [], **diagnosis.content["page"]}
    return page
