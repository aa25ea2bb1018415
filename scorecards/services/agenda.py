"""The order of the meeting's points: computed, or put by hand by the team."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from scorecards.enums import CycleState
from scorecards.models import Cycle, Discussion, InterfaceMeeting
from scorecards.services.locks import lock_cycle
from scorecards.services.meeting import build_agenda


@transaction.atomic
def move_discussion(*, discussion: Discussion, up: bool, by: User) -> InterfaceMeeting:
    """Swap a point with its neighbour; from then on the order is the team's. At the end of the list nothing moves."""
    meeting = _held(discussion.meeting.cycle)
    listed = list(meeting.discussions.select_for_update().order_by("position", "pk"))
    at = next(index for index, row in enumerate(listed) if row.pk == discussion.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(listed):
        return meeting
    listed[at], listed[to] = listed[to], listed[at]
    for position, row in enumerate(listed, 1):
        row.position = position
    Discussion.objects.bulk_update(listed, ["position"])
    return _marked(meeting, True)


@transaction.atomic
def automatic_order(*, cycle: Cycle, by: User) -> InterfaceMeeting:
    """Back to the computed order: lowest figure first, then largest gap."""
    meeting = _marked(_held(cycle), False)
    build_agenda(cycle)
    return meeting


def _held(cycle: Cycle) -> InterfaceMeeting:
    held = lock_cycle(cycle)
    meeting = InterfaceMeeting.objects.select_for_update().filter(cycle=held).first()
    if held.state != CycleState.INTERFACE:
        raise Refusal(_("The interface meeting is over, or not open yet: nothing was saved."))
    if meeting is None:
        raise Refusal(_("Prepare the agenda first: its order can then be changed."))
    return meeting


def _marked(meeting: InterfaceMeeting, is_manual: bool) -> InterfaceMeeting:
    if meeting.agenda_is_manual != is_manual:
        meeting.agenda_is_manual = is_manual
        meeting.save(update_fields=["agenda_is_manual"])
    return meeting
