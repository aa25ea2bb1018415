"""What helps those who don't read: the drawing and the recorded words of an indicator."""

import hashlib
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.errors import Refusal
from scorecards.clipfile import ClipError, read_clip
from scorecards.enums import ClipLanguage, CycleState
from scorecards.models import Cycle, Indicator, IndicatorClip
from scorecards.pictograms import Pictogram
from scorecards.services.locks import lock_cycle

SENTENCES = {
    "empty": gettext_lazy("The recording is empty: record again, or choose a file."),
    "format": gettext_lazy("This file isn't a WebM or Ogg recording with Opus sound. Record it on this page instead."),
    "too_big": gettext_lazy("This recording is over 30 KB: telephones would wait too long for it. Say it shorter."),
    "too_long": gettext_lazy("This recording is over 15 seconds. Say the indicator in one sentence."),
}


@transaction.atomic
def save_clip(*, indicator: Indicator, language: str, content: bytes, by: User) -> IndicatorClip:
    """Keep a recording in that language; one that was there is replaced. Refuses a wrong, long or heavy file."""
    _held(indicator)
    if language not in ClipLanguage.values:
        raise Refusal(_("Choose the language of the recording."))
    try:
        read = read_clip(content)
    except ClipError as error:
        raise Refusal(str(SENTENCES[error.code])) from error
    row, _created = IndicatorClip.objects.update_or_create(
        indicator=indicator,
        language=language,
        defaults={
            "content": content,
            "media_type": read.media_type,
            "mark": hashlib.sha256(content).hexdigest()[:16],
            "seconds": Decimal(str(round(read.seconds, 1))),
            "recorded_by": by,
        },
    )
    return row


@transaction.atomic
def remove_clip(*, indicator: Indicator, language: str, by: User) -> bool:
    """Take a recording away; False when there was none."""
    _held(indicator)
    count, _kinds = IndicatorClip.objects.filter(indicator=indicator, language=language).delete()
    return count > 0


@transaction.atomic
def choose_pictogram(*, indicator: Indicator, pictogram: str, by: User) -> Indicator:
    """Another drawing; it changes no score and no word."""
    _held(indicator)
    if pictogram not in Pictogram.values:
        raise Refusal(_("Choose a pictogram."))
    indicator.pictogram = pictogram
    indicator.save(update_fields=["pictogram"])
    return indicator


def _held(indicator: Indicator) -> Cycle:
    held = lock_cycle(indicator.cycle)
    if held.state == CycleState.CLOSED:
        raise Refusal(_("This round is closed: its preparation is kept as it was."))
    return held


def copy_clips(*, source: Cycle, target: Cycle) -> None:
    """The recordings of the last round, for the indicators that are asked again."""
    mine = dict(target.indicators.values_list("code", "pk"))
    rows = IndicatorClip.objects.filter(indicator__cycle=source).select_related("indicator")
    IndicatorClip.objects.bulk_create(
        IndicatorClip(
            indicator_id=mine[row.indicator.code],
            language=row.language,
            media_type=row.media_type,
            content=row.content,
            mark=row.mark,
            seconds=row.seconds,
            recorded_by_id=row.recorded_by_id,
        )
        for row in rows
        if row.indicator.code in mine
    )
