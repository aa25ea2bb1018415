"""What both sides are told before any score is seen, and what they answer by show of hands before and after."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from core.text import TextError, check_text, tidy_text
from scorecards.enums import BriefingSide, CycleState, PulseMoment, PulseQuestion, Side
from scorecards.models import Briefing, Cycle, Pulse
from scorecards.services.moderation import places, watch
from scorecards.services.readiness import held_open

#: The states in which « after the meeting » makes sense.
_MET = (CycleState.INTERFACE, CycleState.FOLLOW_UP)


@transaction.atomic
def record_briefing(
    *, cycle: Cycle, side: str, held_on: datetime.date, people: int | None, notes: str, by: User
) -> Briefing:
    """One side has heard what the card is for. Recording it again corrects it."""
    held = held_open(cycle)
    if side not in BriefingSide.values:
        raise Refusal(_("Choose which side was briefed."))
    if held_on > timezone.localdate():
        raise Refusal(_("This date is still to come. Write the day when it happened."))
    try:
        words = check_text(tidy_text(notes))
    except TextError as error:
        raise Refusal(str(error)) from error
    row, _made = Briefing.objects.update_or_create(
        cycle=held, side=side, defaults={"held_on": held_on, "people": people, "notes": words, "by": by}
    )
    watch(cycle=held, texts=places("briefing", row.pk, {"notes": row.notes}), by=by)
    return row


@transaction.atomic
def record_pulses(
    *, cycle: Cycle, moment: str, answers: Mapping[tuple[str, str], tuple[int, int] | None], by: User
) -> None:
    """(side, question) → (hands for yes, people asked); None when it wasn't asked."""
    held = held_open(cycle)
    if moment not in PulseMoment.values:
        raise Refusal(_("Choose when the question was asked."))
    if moment == PulseMoment.AFTER and held.state not in _MET:
        raise Refusal(_("The meeting hasn't come yet: these questions are asked after it."))
    for (side, question), hands in answers.items():
        if side not in Side.values or question not in PulseQuestion.values:
            raise Refusal(_("This question doesn't exist."))
        where: dict[str, Any] = {"cycle": held, "side": side, "question": question, "moment": moment}
        if hands is None:
            Pulse.objects.filter(**where).delete()
            continue
        yes, asked = hands
        if asked < 1 or not 0 <= yes <= asked:
            raise Refusal(_("More hands than people. Correct one of the two numbers."))
        Pulse.objects.update_or_create(**where, defaults={"yes": yes, "asked": asked})
