"""Addresses of the recordings, for the pages, and for the telephone that keeps them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language

from core.numbers import format_number
from scorecards.enums import ClipLanguage
from scorecards.models import IndicatorClip


@dataclass(frozen=True)
class Sound:
    """One recording to listen to. ``address`` names its content: it may be kept for ever."""

    language: str
    word: str
    address: str
    seconds: str


def sounds_of(indicators: Iterable[UUID]) -> dict[UUID, tuple[Sound, ...]]:
    """Indicator → its recordings, the reader's language first. One query, the sound itself isn't read."""
    first = get_language() or "fr"
    rows = IndicatorClip.objects.filter(indicator__in=list(indicators)).defer("content")
    found: dict[UUID, list[Sound]] = {}
    for row in sorted(rows, key=lambda row: (row.language != first, ClipLanguage.values.index(row.language))):
        address = reverse("scorecards:clip", args=[row.pk, row.mark])
        sound = Sound(row.language, str(ClipLanguage(row.language).label), address, format_number(row.seconds))
        found.setdefault(row.indicator_id, []).append(sound)
    return {key: tuple(sounds) for key, sounds in found.items()}
