"""The drawing and the recorded words of indicators."""

from typing import Any

from scorecards.models import IndicatorClip
from tests.access import ADMINISTRATOR, FACILITATOR, OBSERVER, Row, allow, everyone
from tests.factories import IndicatorFactory

TEAM = allow(FACILITATOR, ADMINISTRATOR, hidden=(OBSERVER,))


def _cycle(w: Any) -> dict[str, Any]:
    return {"pk": w.cycle.pk}


def _indicator(w: Any) -> dict[str, Any]:
    return {"pk": w.cycle.pk, "indicator": IndicatorFactory(cycle=w.cycle).pk}


def _clip(w: Any) -> dict[str, Any]:
    row = IndicatorClip.objects.create(
        indicator=IndicatorFactory(cycle=w.released_cycle),
        language="fr",
        media_type="audio/webm",
        content=b"x",
        mark="0" * 16,
        seconds=1,
    )
    return {"pk": row.pk, "mark": row.mark}


ROWS: dict[str, Row] = {
    "scorecards:cycle_aids": Row(kwargs=_cycle, own=TEAM),
    "scorecards:indicator_aids": Row(kwargs=_indicator, own=TEAM),
    "scorecards:clip": Row(kwargs=_clip, own=everyone()),
}
