"""What the full preparation shows: its pages on the cycle's page, the checklist, the hours, the social map."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
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
    Group,
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
    if user.has_perm("scorecards.view_card", cycle):
        proofs = list(InputItem.objects.filter(cycle=cycle).values_list("evidence", flat=True))
        if proofs:
            return (_step(cycle, *_inputs_row(cycle, len(proofs), sum(map(bool, proofs)))),)
    return ()


def _step(cycle: Cycle, name: str, url: str, words: str, is_done: bool) -> ExtraStep:
    return ExtraStep(CycleState.PREPARATION, name, reverse(f"scorecards:{url}", args=[cycle.pk]), words, is_done)


def _of(rows: QuerySet[Any], found: Any, cycle: str = "cycle") -> Subquery:
    """One figure of the rows of a cycle; None when it has none."""
    mine = rows.filter(**{cycle: OuterRef("pk")}).order_by()
    return Subquery(mine.values(cycle).annotate(found=found).values("found"))


def _counts(cycle: Cycle) -> dict[str, Any]:
    """Every figure of the steps, in one query."""
    settled = Q(is_done=True) | Q(is_needed=False)
    parts, hours, inputs = SocialMapEntry.objects.all(), StepHours.objects.all(), InputItem.objects.all()
    figures = {
        "settled": _of(ReadinessCheck.objects.filter(settled), Count("pk")),
        "groups": _of(Group.objects.all(), Count("pk")),
        "teams": _of(GroupTeam.objects.all(), Count("pk"), "group__cycle"),
        "briefed": _of(Briefing.objects.all(), Count("pk")),
        "asked": _of(Pulse.objects.all(), Count("moment", distinct=True)),
        "parts": _of(parts, Count("pk")),
        "households": _of(parts, Sum("households")),
        "heard": _of(parts.exclude(group=None), Sum("households")),
        "planned": _of(hours, Sum("planned")),
        "spent": _of(hours, Sum("spent")),
        "inputs": _of(inputs, Count("pk")),
        "proved": _of(inputs.exclude(evidence=""), Count("pk")),
    }
    asked = {f"n_{name}": figure for name, figure in figures.items()}
    found: Any = Cycle.objects.filter(pk=cycle.pk).values(**asked)[0]
    return {name: found[f"n_{name}"] for name in figures}


def _team_steps(cycle: Cycle) -> tuple[ExtraStep, ...]:
    seen = _counts(cycle)
    settled, groups, teams, briefed = (seen[name] or 0 for name in ("settled", "groups", "teams", "briefed"))
    lines = ngettext("%(done)d line of %(total)d", "%(done)d lines of %(total)d", settled)
    sides = ngettext("%(done)d side of %(total)d", "%(done)d sides of %(total)d", briefed)
    led = ngettext("%(done)d group of %(total)d", "%(done)d groups of %(total)d", teams)
    share = scoring.percent(Decimal(seen["heard"] or 0), seen["households"] and Decimal(seen["households"]))
    asked = {0: "", 1: PulseMoment.BEFORE.label, 2: _("before and after")}[seen["asked"] or 0]
    rows: tuple[tuple[str, str, str, bool], ...] = (
        (
            _("Checklist before launch"),
            "cycle_readiness",
            lines % {"done": settled, "total": len(ReadinessKey)},
            settled == len(ReadinessKey),
        ),
        (_("Teams of the groups"), "cycle_team", led % {"done": teams, "total": groups}, 0 < groups <= teams),
        (
            _("Briefing of both sides"),
            "cycle_briefings",
            sides % {"done": briefed, "total": len(BriefingSide)},
            briefed == len(BriefingSide),
        ),
        _inputs_row(cycle, seen["inputs"] or 0, seen["proved"] or 0),
        (_("Social map"), "cycle_map", map_words(seen["parts"] or 0, share), bool(seen["parts"])),
        (
            _("Hours of work"),
            "cycle_hours",
            hours_words(seen["planned"], seen["spent"]),
            seen["planned"] is not None,
        ),
        (_("Two questions by show of hands"), "cycle_hands", str(asked), seen["asked"] == 2),
        (_("To read aloud"), "cycle_script", _("the words of each step"), False),
        (_("Pictograms and sounds"), "cycle_aids", _("a drawing and a voice per indicator"), False),
        (_("Paper kit"), "cycle_kit", _("blank sheets, A4 or A3"), False),
    )
    return tuple(_step(cycle, *row) for row in rows)


def _inputs_row(cycle: Cycle, count: int, proved: int) -> tuple[str, str, str, bool]:
    words = ngettext("%(count)d input", "%(count)d inputs", count) % {"count": count}
    if proved:
        words = _("%(inputs)s, %(count)d with evidence") % {"inputs": words, "count": proved}
    if cycle.inputs_note:
        words = _("nothing to track")
    return _("Input tracking"), "cycle_inputs", words, bool(count or cycle.inputs_note)


def hours_words(planned: Decimal | None, spent: Decimal | None) -> str:
    """ "40 h planned, 12.5 h spent"."""
    if planned is None and spent is None:
        return _("not written")
    return _("%(planned)s h planned, %(spent)s h spent") % {
        "planned": format_number(planned),
        "spent": format_number(spent),
    }


def map_words(count: int, share: Decimal | None) -> str:
    """ "5 parts, 80 % of households heard"."""
    if not count:
        return _("not written")
    words = ngettext("%(count)d part", "%(count)d parts", count) % {"count": count}
    if share is None:
        return words
    return _("%(parts)s, %(share)s %% of households heard") % {"parts": words, "share": format_number(share, 0)}


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
        return hours_words(self.planned, self.spent)


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
