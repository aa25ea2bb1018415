"""What the full preparation shows: its pages on the cycle's page, the checklist, the hours, the social map."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import granted
from core.numbers import format_number
from scorecards import scoring
from scorecards.enums import PHASES, BriefingSide, CycleState, PulseMoment, ReadinessKey
from scorecards.models import (
    Briefing,
    Cycle,
    GroupTeam,
    InputItem,
    Pulse,
    ReadinessCheck,
    SocialMapEntry,
    StepHours,
)
from scorecards.reports.stepshapes import ExtraStep


def preparation_steps(cycle: Cycle, user: User) -> tuple[ExtraStep, ...]:
    """The optional pages of the preparation with how far each one is; others read the inputs once released."""
    if granted(user, "scorecards.prepare"):
        return _team_steps(cycle)
    if user.has_perm("scorecards.view_card", cycle) and InputItem.objects.filter(cycle=cycle).exists():
        return (_inputs_step(cycle),)
    return ()


def _step(cycle: Cycle, name: str, url: str, words: str, is_done: bool) -> ExtraStep:
    return ExtraStep(CycleState.PREPARATION, name, reverse(f"scorecards:{url}", args=[cycle.pk]), words, is_done)


def _team_steps(cycle: Cycle) -> tuple[ExtraStep, ...]:
    settled = ReadinessCheck.objects.filter(cycle=cycle).filter(Q(is_done=True) | Q(is_needed=False)).count()
    groups, teams = cycle.groups.count(), GroupTeam.objects.filter(group__cycle=cycle).count()
    briefed = Briefing.objects.filter(cycle=cycle).count()
    moments = set(Pulse.objects.filter(cycle=cycle).values_list("moment", flat=True))
    parts = build_map(cycle)
    asked = [PulseMoment(moment).label for moment in PulseMoment.values if moment in moments]
    lines = ngettext("%(done)d line of %(total)d", "%(done)d lines of %(total)d", settled)
    sides = ngettext("%(done)d side of %(total)d", "%(done)d sides of %(total)d", briefed)
    led = ngettext("%(done)d group of %(total)d", "%(done)d groups of %(total)d", teams)
    return (
        _step(
            cycle,
            _("Checklist before launch"),
            "cycle_readiness",
            lines % {"done": settled, "total": len(ReadinessKey)},
            settled == len(ReadinessKey),
        ),
        _step(
            cycle,
            _("Teams of the groups"),
            "cycle_team",
            led % {"done": teams, "total": groups},
            0 < groups <= teams,
        ),
        _step(
            cycle,
            _("Briefing of both sides"),
            "cycle_briefings",
            sides % {"done": briefed, "total": len(BriefingSide)},
            briefed == len(BriefingSide),
        ),
        _inputs_step(cycle),
        _step(cycle, _("Social map"), "cycle_map", parts.words, bool(parts.parts)),
        _hours_step(cycle),
        _step(cycle, _("Two questions by show of hands"), "cycle_hands", ", ".join(map(str, asked)), len(asked) == 2),
        _step(cycle, _("To read aloud"), "cycle_script", _("the words of each step"), False),
    )


def _inputs_step(cycle: Cycle) -> ExtraStep:
    counts = InputItem.objects.filter(cycle=cycle).aggregate(
        lines=Count("pk"), proved=Count("pk", filter=~Q(evidence=""))
    )
    words = ngettext("%(count)d input", "%(count)d inputs", counts["lines"]) % {"count": counts["lines"]}
    if counts["proved"]:
        words = _("%(inputs)s, %(count)d with evidence") % {"inputs": words, "count": counts["proved"]}
    if cycle.inputs_note:
        words = _("nothing to track")
    return _step(cycle, _("Input tracking"), "cycle_inputs", words, bool(counts["lines"] or cycle.inputs_note))


def _hours_step(cycle: Cycle) -> ExtraStep:
    report = build_hours(cycle, StepHours.objects.filter(cycle=cycle))
    return _step(cycle, _("Hours of work"), "cycle_hours", report.words, report.planned is not None)


@dataclass(frozen=True)
class HoursLine:
    """One phase. ``is_late``: its expected day is over and the phase isn't."""

    phase: str
    title: str
    planned: Decimal | None
    spent: Decimal | None
    due_on: datetime.date | None
    is_done: bool
    is_late: bool


@dataclass(frozen=True)
class Hours:
    """Totals are None when no phase gives a number."""

    lines: tuple[HoursLine, ...]
    planned: Decimal | None
    spent: Decimal | None

    @property
    def late(self) -> tuple[HoursLine, ...]:
        return tuple(line for line in self.lines if line.is_late)

    @property
    def share(self) -> Decimal | None:
        """Hours spent in percent of those planned."""
        return scoring.percent(self.spent, self.planned)

    @property
    def words(self) -> str:
        """ "40 h planned, 12.5 h spent"."""
        if self.planned is None and self.spent is None:
            return _("not written")
        return _("%(planned)s h planned, %(spent)s h spent") % {
            "planned": format_number(self.planned),
            "spent": format_number(self.spent),
        }


def build_hours(cycle: Cycle, rows: Iterable[StepHours]) -> Hours:
    """Five lines, in the order of the phases; no query beyond ``rows``."""
    from scorecards.reports.guide_phases import titles

    there, words, today = {row.phase: row for row in rows}, titles(), timezone.localdate()
    lines = []
    for number, phase in enumerate(PHASES, 1):
        row = there.get(phase)
        done = number < cycle.phase or cycle.state == CycleState.CLOSED
        due = row.due_on if row else None
        lines.append(
            HoursLine(
                phase=phase,
                title=words[phase],
                planned=row.planned if row else None,
                spent=row.spent if row else None,
                due_on=due,
                is_done=done,
                is_late=due is not None and due < today and not done,
            )
        )
    return Hours(tuple(lines), _sum(line.planned for line in lines), _sum(line.spent for line in lines))


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


@dataclass(frozen=True)
class SocialMap:
    """``heard``, ``absent``: households of parts in a group, and of parts named absent; ``share`` in percent of all
    those counted. ``uncounted``: parts whose households nobody counted, left out of the share."""

    parts: tuple[SocialMapEntry, ...]
    households: int
    heard: int
    absent: int
    uncounted: int
    share: Decimal | None

    @property
    def words(self) -> str:
        """ "5 parts, 80 % of households heard"."""
        if not self.parts:
            return _("not written")
        count = len(self.parts)
        words = ngettext("%(count)d part", "%(count)d parts", count) % {"count": count}
        if self.share is None:
            return words
        share = format_number(self.share, 0)
        return _("%(parts)s, %(share)s %% of households heard") % {"parts": words, "share": share}


def build_map(cycle: Cycle) -> SocialMap:
    """One query, whatever the number of parts."""
    parts = tuple(SocialMapEntry.objects.filter(cycle=cycle).select_related("group"))
    counted = [part for part in parts if part.households is not None]
    return SocialMap(
        parts=parts,
        households=sum(part.households or 0 for part in counted),
        heard=sum(part.households or 0 for part in counted if part.group_id),
        absent=sum(part.households or 0 for part in counted if part.is_absent),
        uncounted=len(parts) - len(counted),
        share=scoring.share_heard((part.households, part.group_id is not None) for part in parts),
    )
