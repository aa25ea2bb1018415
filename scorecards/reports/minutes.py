"""The minutes of the interface meeting: who was there, both figures, what was said and decided. One dataclass."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.reports import PlanReport, build_plan
from actionplans.reports.plan import ActionRow
from core.dates import format_date
from scorecards.enums import Outcome
from scorecards.models import Cycle
from scorecards.reports.card import Audience
from scorecards.reports.meeting import AgendaItem, MeetingReport, SidePresence, build_meeting
from scorecards.reports.shapes import CardRow
from scorecards.reports.solutions import MeetingFigures, SolutionRow, build_figures
from scorecards.script import Script, script
from scorecards.services.moderation import Mask, mask_of

#: What the facilitator reads when the meeting opens.
READ_ALOUD = ("ground_rules", "meeting")


@dataclass(frozen=True)
class Point:
    """One indicator: both figures, the words of each side, what came out, the solutions, the actions born of it."""

    number: int
    row: CardRow
    users_said: str
    provider_said: str
    outcome: str
    outcome_word: str
    agreement: str
    solutions: tuple[SolutionRow, ...]
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Minutes:
    """``draft``: why these minutes aren't final, empty when they are. ``actions``: the whole plan, by number."""

    title: str
    service: str
    territory: str
    organization: str
    operator: str
    round_label: str
    printed_on: datetime.date
    when: str
    place: str
    convener: str
    notes: str
    draft: str
    demo: bool
    presence: tuple[SidePresence, ...]
    present: int | None
    rules: tuple[Script, ...]
    points: tuple[Point, ...]
    agreed: int
    kept: tuple[Point, ...]
    out_of: str
    group_names: str
    figures: MeetingFigures
    plan: PlanReport

    @property
    def actions(self) -> list[ActionRow]:
        return self.plan.by_number


def build_minutes(cycle: Cycle, audience: Audience) -> Minutes:
    """In the active language; words that the team reads again are masked, and figures of few people hidden, unless
    ``audience`` is the team."""
    report = build_meeting(cycle, audience=audience)
    mask = Mask() if audience == "team" else mask_of(cycle)
    plan = build_plan(cycle.action_plan, mask=mask)
    figures = build_figures(cycle, plan, audience=audience)
    points = tuple(_point(item, figures, mask) for item in report.items)
    meeting, point = report.meeting, cycle.service_point
    return Minutes(
        title=_("Minutes of the interface meeting: %(cycle)s") % {"cycle": cycle},
        service=str(point),
        territory=str(point.territory),
        organization=str(cycle.organization),
        operator=str(point.operator),
        round_label=cycle.round_label,
        printed_on=timezone.localdate(),
        when=_when(report),
        place=meeting.place if meeting else "",
        convener=meeting.convener if meeting else "",
        notes=meeting.notes if meeting else "",
        draft=_draft(report),
        demo=cycle.is_demo,
        presence=report.presence,
        present=report.total,
        rules=tuple(script(step) for step in READ_ALOUD),
        points=points,
        agreed=sum(row.outcome == Outcome.AGREED for row in points),
        kept=tuple(row for row in points if row.outcome == Outcome.DISAGREEMENT),
        out_of=report.card.out_of,
        group_names=", ".join(group.name for group in report.card.groups),
        figures=figures,
        plan=plan,
    )


def _when(report: MeetingReport) -> str:
    meeting = report.meeting
    if meeting is None:
        return ""
    if meeting.held_on:
        return _("Held on %(date)s") % {"date": format_date(meeting.held_on)}
    return _("Planned on %(date)s") % {"date": format_date(meeting.planned_on)} if meeting.planned_on else ""


def _draft(report: MeetingReport) -> str:
    if report.meeting is None or report.meeting.held_on is None:
        return _("Draft: the meeting hasn't been marked as held yet.")
    left = len(report.items) - report.settled
    return _("Draft: some points have no outcome yet.") if left else ""


def _point(item: AgendaItem, figures: MeetingFigures, mask: Mask) -> Point:
    """``item``'s words are already those that this reader may see."""
    talk = item.discussion
    return Point(
        number=item.number,
        row=item.row,
        users_said=talk.users_said if talk else "",
        provider_said=talk.provider_said if talk else "",
        outcome=item.outcome,
        outcome_word=item.outcome_word,
        agreement=talk.agreement if talk else "",
        solutions=tuple(row for row in figures.solutions.rows if row.indicator == item.row.pk),
        actions=tuple(f"{row.number}. {mask(row.what)}" for row in talk.actions.all()) if talk else (),
    )
