"""The interface meeting: its date, its agenda, what was said, what was decided, the actions born of it."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from actionplans.models import Action
from actionplans.services import add_action
from core.dates import format_date
from core.errors import Refusal
from core.text import TextError, check_text, tidy_text
from scorecards import scoring
from scorecards.enums import CycleState, Outcome
from scorecards.models import Cycle, Discussion, InterfaceMeeting
from scorecards.reports.figures import read_card
from scorecards.services.locks import check_not_paused, check_version, lock_cycle
from scorecards.services.moderation import places, watch

#: People present, by side and sex: counts only, never names.
PRESENCE_FIELDS = (
    "community_women",
    "community_men",
    "provider_women",
    "provider_men",
    "authority_women",
    "authority_men",
)


def missing_for_meeting(cycle: Cycle) -> list[str]:
    """What the meeting still waits for before the follow-up, as sentences; empty when it may end."""
    meeting = InterfaceMeeting.objects.filter(cycle=cycle).first()
    if meeting is None or meeting.held_on is None:
        return [_("The meeting isn't marked as held: write its date and who was there.")]
    left = meeting.discussions.filter(outcome="").count()
    if not meeting.discussions.exists():
        return [_("The agenda is empty: open the meeting's page to prepare it.")]
    if left:
        sentence = ngettext(
            "%(count)d point of the agenda has no outcome yet.",
            "%(count)d points of the agenda have no outcome yet.",
            left,
        )
        return [sentence % {"count": left}]
    return []


@transaction.atomic
def plan_meeting(
    *,
    cycle: Cycle,
    planned_on: datetime.date | None,
    place: str = "",
    convener: str = "",
    version: int = 0,
    by: User,
) -> InterfaceMeeting:
    """Set when, where and who invites, and put the agenda in order. ``version``: 0 before the first save."""
    held = _at_interface(cycle)
    if planned_on is not None:
        _check_not_before(held, planned_on)
    meeting = _meeting(held, version)
    meeting.planned_on, meeting.place, meeting.convener = planned_on, place.strip(), convener.strip()
    _save(meeting)
    build_agenda(held)
    return meeting


@transaction.atomic
def hold_meeting(
    *,
    cycle: Cycle,
    held_on: datetime.date | None,
    counts: Mapping[str, int | None],
    notes: str = "",
    version: int = 0,
    by: User,
) -> InterfaceMeeting:
    """The meeting took place: its day and who was there, by side and sex. A count left out is “not counted”.

    None for ``held_on``: it hasn't taken place.
    """
    held = _at_interface(cycle)
    if held_on is not None:
        _check_not_before(held, held_on)
        if held_on > timezone.localdate():
            raise Refusal(_("This date is still to come. Write the day when the meeting was held."))
        if all(counts.get(name) is None for name in PRESENCE_FIELDS):
            raise Refusal(_("Count who was at the meeting, by side and by sex."))
    meeting = _meeting(held, version)
    for name in PRESENCE_FIELDS:
        count = counts.get(name)
        if count is not None and count < 0:
            raise Refusal(_("Write how many people were there, from 0 up."))
        setattr(meeting, name, count)
    meeting.held_on, meeting.notes = held_on, _bounded(notes)
    _save(meeting)
    words = {"notes": meeting.notes, "convener": meeting.convener}
    watch(cycle=held, texts=places("meeting", meeting.pk, words), by=by)
    build_agenda(held)
    return meeting


@transaction.atomic
def build_agenda(cycle: Cycle) -> InterfaceMeeting:
    """One discussion per indicator, ordered by lowest figure then largest gap; what is written stays.

    An order that the team put by hand stays too; indicators that are new to it come last.
    """
    check_not_paused(cycle)
    meeting, _created = InterfaceMeeting.objects.get_or_create(cycle=cycle)
    # The order is read by everybody: it follows the figures that everybody reads.
    source = read_card(cycle).for_public()
    last = len(source.indicators)
    order = {code: position for position, code in enumerate(scoring.agenda_order(source.card), 1)}
    known = {row.indicator_id: row for row in meeting.discussions.select_for_update()}
    fresh, moved = [], []
    for indicator in source.indicators:
        position = order[indicator.code]
        discussion = known.get(indicator.pk)
        if discussion is None:
            at = last + position if meeting.agenda_is_manual else position
            fresh.append(Discussion(meeting=meeting, indicator=indicator, position=at))
        elif discussion.position != position and not meeting.agenda_is_manual:
            discussion.position = position
            moved.append(discussion)
    Discussion.objects.bulk_create(fresh)
    Discussion.objects.bulk_update(moved, ["position"])
    return meeting


@transaction.atomic
def record_discussion(
    *,
    discussion: Discussion,
    users_said: str,
    provider_said: str,
    outcome: str,
    agreement: str,
    version: int,
    by: User,
) -> Discussion:
    """What each side said of one indicator, and what came out: agreed, disagreement kept, or postponed."""
    cycle = _at_interface(discussion.meeting.cycle)
    row = Discussion.objects.select_for_update().get(pk=discussion.pk)
    words = {
        "users_said": _bounded(users_said),
        "provider_said": _bounded(provider_said),
        "agreement": _bounded(agreement),
    }
    if outcome not in ("", *Outcome.values):
        raise Refusal(_("Choose the outcome: agreed, disagreement kept or postponed."))
    if outcome in (Outcome.AGREED, Outcome.DISAGREEMENT) and not words["agreement"]:
        raise Refusal(_("Write what was agreed, or where each side stands."))
    if row.outcome == outcome and all(getattr(row, name) == text for name, text in words.items()):
        return row
    check_version(row.version, version)
    row.outcome = outcome
    for name, text in words.items():
        setattr(row, name, text)
    row.version += 1
    row.save(update_fields=["outcome", *words, "version"])
    watch(cycle=cycle, texts=places("discussion", row.pk, words), by=by)
    return row


@transaction.atomic
def add_action_on_the_spot(*, discussion: Discussion, by: User, **fields: Any) -> Action:
    """An action for the plan, born of this discussion. ``fields``: those of ``actionplans.services.add_action``."""
    cycle = _at_interface(discussion.meeting.cycle)
    action = add_action(plan=cycle.action_plan, by=by, **fields)
    discussion.actions.add(action)
    return action


def _at_interface(cycle: Cycle) -> Cycle:
    held = lock_cycle(cycle)
    if held.state != CycleState.INTERFACE:
        raise Refusal(_("The interface meeting is over, or not open yet: nothing was saved."))
    return held


def _check_not_before(cycle: Cycle, day: datetime.date) -> None:
    if day < cycle.starts_on:
        raise Refusal(
            _("The cycle starts on %(date)s: the meeting can't be held before. Correct the date.")
            % {"date": format_date(cycle.starts_on)}
        )


def _meeting(cycle: Cycle, version: int) -> InterfaceMeeting:
    """The cycle's meeting under lock, made when there is none; refuses a stale form. Version 0: none was there."""
    meeting = InterfaceMeeting.objects.select_for_update().filter(cycle=cycle).first()
    if meeting is None:
        return InterfaceMeeting(cycle=cycle, version=0)
    check_version(meeting.version, version)
    return meeting


def _save(meeting: InterfaceMeeting) -> None:
    meeting.version += 1
    meeting.save()


def _bounded(text: str) -> str:
    try:
        return check_text(tidy_text(text))
    except TextError as error:
        raise Refusal(str(error)) from error
