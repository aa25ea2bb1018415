"""Opening, preparing and repeating a cycle. Every function is atomic and refuses with a sentence."""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.services import open_plan
from core.errors import Refusal
from directory.models import Organization, ServicePoint
from scorecards.enums import ConsolidationRule, CycleState, SessionState, Variant
from scorecards.models import Cycle, CycleEvent, Score, ScoringSession
from scorecards.services.locks import check_version, lock_cycle
from scorecards.services.preparation import (
    add_group,
    change_group,
    change_indicator,
    choose_indicators,
    copy_preparation,
    move_indicator,
    remove_group,
    remove_indicator,
    set_groups,
    write_indicator,
)
from scorecards.services.themes import copy_themes
from scorecards.services.workflow import advance

__all__ = [
    "add_group",
    "change_cycle",
    "change_group",
    "change_indicator",
    "choose_indicators",
    "has_begun",
    "move_indicator",
    "open_cycle",
    "open_cycle_of",
    "remove_group",
    "remove_indicator",
    "repeat_cycle",
    "set_groups",
    "write_indicator",
]


def open_cycle_of(*, organization: Organization, service_point: ServicePoint) -> Cycle | None:
    """The organisation's open cycle at this service point, if there is one."""
    return Cycle.objects.open().filter(organization=organization, service_point=service_point).first()


@transaction.atomic
def open_cycle(
    *,
    organization: Organization,
    service_point: ServicePoint,
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    scale: str,
    by: User | None,
    number: int | None = None,
    previous: Cycle | None = None,
    consolidation_rule: str = ConsolidationRule.SIMPLE_MEAN,
    is_demo: bool = False,
    variant: str = Variant.ESSENTIAL,
) -> Cycle:
    """A new round in preparation, with its action plan. Number and previous round are found unless given.

    Refuses when a cycle is open for this service point, or when the period ends before it starts.
    """
    _check_period(starts_on, ends_on)
    _refuse_second_open(organization, service_point)
    rounds = Cycle.objects.filter(organization=organization, service_point=service_point)
    if number is None:
        number, found = _next_round(rounds)
        previous = previous or found
    fresh = Cycle(
        organization=organization,
        service_point=service_point,
        number=number,
        previous=previous,
        starts_on=starts_on,
        ends_on=ends_on,
        scale=scale,
        consolidation_rule=consolidation_rule,
        is_demo=is_demo,
        variant=variant,
        created_by=by,
    )
    return _written(fresh, by)


def _written(fresh: Cycle, by: User | None) -> Cycle:
    """The new cycle in the database, with its plan and its first trace."""
    title = _("%(service)s, round %(number)d") % {"service": fresh.service_point.name, "number": fresh.number}
    try:
        with transaction.atomic():
            fresh.action_plan = open_plan(
                organization=fresh.organization,
                service_point=fresh.service_point,
                title=title,
                by=by,
                opened_on=fresh.starts_on,
            )
            fresh.save(force_insert=True)
    except IntegrityError as error:
        # Two people pressed at the same moment: the database let one of them through.
        raise Refusal(_second_open_sentence(fresh.service_point)) from error
    CycleEvent.objects.create(cycle=fresh, by=by, name="open", to_state=fresh.state)
    return fresh


@transaction.atomic
def change_cycle(
    *,
    cycle: Cycle,
    version: int,
    by: User,
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    scale: str,
    service_point: ServicePoint | None = None,
    variant: str | None = None,
) -> Cycle:
    """Change period, scale, service point or instrument during preparation. The scale is fixed once scoring began."""
    held = lock_cycle(cycle)
    if held.state != CycleState.PREPARATION:
        raise Refusal(_("Preparation is over: reopen it, with a reason, to change the cycle."))
    check_version(held.version, version)
    _check_period(starts_on, ends_on)
    begun = has_begun(held)
    if begun and scale != held.scale:
        raise Refusal(_("Scoring has begun: the scale stays as it is, or the scores could not be compared."))
    target = service_point or held.service_point
    if target.pk != held.service_point_id:
        _move_to(held, target, begun)
    held.starts_on, held.ends_on, held.scale = starts_on, ends_on, scale
    held.variant = variant or held.variant
    held.version += 1
    changed = ["starts_on", "ends_on", "scale", "variant", "service_point", "number", "previous", "version"]
    held.save(update_fields=changed)
    return held


def has_begun(cycle: Cycle) -> bool:
    """True once a session was opened or a score was written: from then on the scale is fixed."""
    return (
        ScoringSession.objects.filter(cycle=cycle).exclude(state=SessionState.PLANNED).exists()
        or Score.objects.filter(session__cycle=cycle).exists()
    )


@transaction.atomic
def repeat_cycle(*, cycle: Cycle, by: User, starts_on: datetime.date | None = None) -> Cycle:
    """The next round at the same service point: same scale, groups, indicators and names of themes.

    A round in follow-up is closed on the way; its action plan stays followed. Refuses before the end of the
    interface meeting, or when another round is open.
    """
    held = lock_cycle(cycle)
    if held.state not in (CycleState.FOLLOW_UP, CycleState.CLOSED):
        raise Refusal(_("A new round opens once the interface meeting of this one is over."))
    if Cycle.objects.filter(previous=held).exists():
        raise Refusal(_("The next round already exists. Open it from the list of cycles."))
    if held.state == CycleState.FOLLOW_UP:
        held = advance(cycle=held, name="close", by=by)
    fresh = open_cycle(
        organization=held.organization,
        service_point=held.service_point,
        starts_on=starts_on or timezone.localdate(),
        ends_on=None,
        scale=held.scale,
        consolidation_rule=held.consolidation_rule,
        by=by,
        is_demo=held.is_demo,
        variant=held.variant,
    )
    copy_preparation(source=held, target=fresh)
    copy_themes(source=held, target=fresh, by=by)
    return fresh


def _next_round(rounds: QuerySet[Cycle]) -> tuple[int, Cycle | None]:
    """The number after the last of ``rounds``, and the round that has no follower yet."""
    last = rounds.aggregate(last=Max("number"))["last"] or 0
    return last + 1, rounds.filter(next=None).order_by("-number").first()


def _check_period(starts_on: datetime.date, ends_on: datetime.date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Refusal(_("The period ends before it starts. Correct one of the two dates."))


def _second_open_sentence(service_point: ServicePoint) -> str:
    return _("A cycle is already open for %(service)s. Close it before you open another.") % {
        "service": service_point.name
    }


def _refuse_second_open(organization: Organization, service_point: ServicePoint) -> None:
    if open_cycle_of(organization=organization, service_point=service_point) is not None:
        raise Refusal(_second_open_sentence(service_point))


def _move_to(cycle: Cycle, target: ServicePoint, begun: bool) -> None:
    """Another service point, before scoring: the round takes its number there."""
    if begun:
        raise Refusal(_("Scoring has begun: the service point stays as it is."))
    if Cycle.objects.filter(previous=cycle).exists():
        raise Refusal(_("A later round follows this one: the service point stays as it is."))
    _refuse_second_open(cycle.organization, target)
    rounds = Cycle.objects.filter(organization=cycle.organization, service_point=target).exclude(pk=cycle.pk)
    cycle.number, cycle.previous = _next_round(rounds)
    cycle.service_point = target
