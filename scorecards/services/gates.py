"""What the full instrument asks for before a step. The essential one asks for nothing: it only shows the way.

Each function answers with the translated sentences of what is missing, empty when the step may go.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.errors import Refusal
from scorecards.enums import BriefingSide, ReadinessKey, Variant
from scorecards.models import Briefing, Cycle, InputItem, ReadinessCheck


def is_full(cycle: Cycle) -> bool:
    return cycle.variant == Variant.FULL


def readiness_missing(cycle: Cycle) -> list[str]:
    """Lines of the checklist that are neither done nor said not to be needed. Gates the launch."""
    if not is_full(cycle):
        return []
    settled = sum(row.is_settled for row in ReadinessCheck.objects.filter(cycle=cycle))
    left = len(ReadinessKey) - settled
    if not left:
        return []
    sentence = ngettext(
        "Checklist before launch: %(count)d line is still open.",
        "Checklist before launch: %(count)d lines are still open.",
        left,
    )
    return [sentence % {"count": left}]


def briefings_missing(cycle: Cycle) -> list[str]:
    """Sides that haven't heard yet what the card is for. Gates what either side sees of the scores."""
    if not is_full(cycle):
        return []
    held = set(Briefing.objects.filter(cycle=cycle).values_list("side", flat=True))
    return [
        _("No briefing is recorded for this side yet: %(side)s.") % {"side": side.label}
        for side in BriefingSide
        if side not in held
    ]


def inputs_missing(cycle: Cycle) -> list[str]:
    """Input tracking that is neither filled in nor said to have nothing to track. Gates issues, then the launch."""
    if not is_full(cycle) or cycle.inputs_note or InputItem.objects.filter(cycle=cycle).exists():
        return []
    return [_("Input tracking is empty: write what the service is entitled to, or why there is nothing to track.")]


def check_inputs(cycle: Cycle) -> None:
    """Refuse to raise issues before people know what the service is entitled to (full instrument only)."""
    missing = inputs_missing(cycle)
    if missing:
        raise Refusal(" ".join(missing))
