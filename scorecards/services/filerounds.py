"""One round of a card file as rows: the cycle, its groups, indicators, closed sessions, scores, release and trace."""

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.services import publish_plan
from core.csvtext import fold
from directory.enums import Sector
from directory.models import Organization, ServicePoint
from scorecards.cardcells import Respondent
from scorecards.cardfile import Line, Parsed, first_labels
from scorecards.enums import About, AskedOf, CycleState, GroupKind, ScoreMode, ScoreStatus, SessionState, Side
from scorecards.models import Cycle, CycleEvent, Group, Indicator, IndicatorTemplate, Score, ScoringSession
from scorecards.models.session import ATTENDANCE_FIELDS
from scorecards.pictograms import guess_pictogram
from scorecards.services.cycles import open_cycle
from scorecards.services.findings import record_findings
from scorecards.services.moderation import watch_scores
from scorecards.services.preparation import own_code
from scorecards.services.release import freeze_card


@dataclass(frozen=True)
class Planned:
    """What an indicator of the file will be in every round."""

    code: str
    label: str
    template: IndicatorTemplate | None = None
    about: str = About.PROVIDER
    hint: str = ""


def indicator_plan(
    parsed: Parsed, organization: Organization, service_point: ServicePoint | None, sector: str
) -> dict[str, Planned]:
    """Key of an indicator in the file → its code, the same in all rounds.

    The code of the earlier rounds of this service when the words are the same, else the library's, else a new one.
    """
    earlier = _earlier(organization, service_point)
    library = _library(organization, sector)
    taken = {row.code for row in earlier.values()} | {template.code for template in library.values()}
    plan: dict[str, Planned] = {}
    for key, label in first_labels(parsed).items():
        if key in earlier:
            row = earlier[key]
            plan[key] = Planned(row.code, label, row.template, row.about, row.hint)
        elif key in library and library[key].code not in {row.code for row in plan.values()}:
            template = library[key]
            plan[key] = Planned(template.code, label, template, template.about, template.hint)
        else:
            code = _free_code(label, taken)
            taken.add(code)
            plan[key] = Planned(code, label)
    return plan


def _earlier(organization: Organization, service_point: ServicePoint | None) -> dict[str, Indicator]:
    if service_point is None:
        return {}
    rows = Indicator.objects.filter(cycle__organization=organization, cycle__service_point=service_point)
    return {fold(row.label): row for row in rows.select_related("template").order_by("cycle__number")}


def _library(organization: Organization, sector: str) -> dict[str, IndicatorTemplate]:
    """Folded label in each language → template, of the service's sector (of all when the sector says nothing)."""
    rows = IndicatorTemplate.objects.filter(Q(owner=None) | Q(owner=organization), is_active=True)
    if sector and sector != Sector.OTHER:
        rows = rows.filter(sector=sector)
    found: dict[str, IndicatorTemplate] = {}
    for row in rows.order_by("sector", "position", "code"):
        for label in (row.label_fr, row.label_en, row.label_ar):
            if label:
                found.setdefault(fold(label), row)
    return found


def _free_code(label: str, taken: set[str]) -> str:
    base = own_code(label)
    code, count = base, 1
    while code in taken:
        count += 1
        code = f"{base[:55]}-{count}"
    return code


def enter_round(
    *,
    parsed: Parsed,
    index: int,
    plan: dict[str, Planned],
    organization: Organization,
    service_point: ServicePoint,
    scale: str,
    rule: str,
    day: datetime.date,
    by: User | None,
    filename: str,
    is_demo: bool,
) -> Cycle:
    """The round ``index`` of the file, released; closed unless it is the last. Call inside a transaction."""
    cycle = open_cycle(
        organization=organization,
        service_point=service_point,
        starts_on=day,
        ends_on=day,
        scale=scale,
        by=by,
        consolidation_rule=rule,
        is_demo=is_demo,
    )
    lines = parsed.round_lines(index)
    indicators = _indicators(cycle, lines, plan)
    sessions = _sessions(cycle, parsed, index, lines)
    Score.objects.bulk_create(
        [_score(line, index, sessions[line.respondent.key], indicators[line.key]) for line in lines]
    )
    watch_scores(cycle=cycle, by=by)
    _release(
        cycle, by, is_last=index == parsed.rounds - 1, has_provider=any(line.respondent.is_provider for line in lines)
    )
    reason = _("Entered from the file %(file)s") % {"file": filename} if filename else _("Entered from a file")
    CycleEvent.objects.create(
        cycle=cycle, by=by, name="import", from_state=CycleState.PREPARATION, to_state=cycle.state, reason=reason
    )
    return cycle


def _indicators(cycle: Cycle, lines: tuple[Line, ...], plan: dict[str, Planned]) -> dict[str, Indicator]:
    """The round's indicators, in the order of the file, asked of the sides that have a line."""
    sides: dict[str, set[bool]] = {}
    for line in lines:
        sides.setdefault(line.key, set()).add(line.respondent.is_provider)
    rows = {}
    for position, (key, asked) in enumerate(sides.items(), 1):
        planned = plan[key]
        side = AskedOf.BOTH if len(asked) == 2 else AskedOf.PROVIDER if True in asked else AskedOf.USERS
        rows[key] = Indicator(
            cycle=cycle,
            template=planned.template,
            code=planned.code,
            label=planned.label,
            hint=planned.hint,
            about=planned.about,
            asked_of=side,
            pictogram=_pictogram(planned),
            position=position,
        )
    Indicator.objects.bulk_create(rows.values())
    return rows


def _pictogram(planned: Planned) -> str:
    """The library's drawing, else the one that the words call for."""
    return (planned.template.pictogram if planned.template else "") or guess_pictogram(planned.label, planned.hint)


def _sessions(cycle: Cycle, parsed: Parsed, index: int, lines: tuple[Line, ...]) -> dict[str, ScoringSession]:
    """One closed session per respondent. People are counted only when the file says so."""
    respondents: dict[str, Respondent] = {line.respondent.key: line.respondent for line in lines}
    sessions = {}
    groups: list[Group] = []
    for key, who in respondents.items():
        group = None
        if not who.is_provider:
            group = Group(
                cycle=cycle, kind=GroupKind(who.kind), label=who.label, village=who.village, position=len(groups) + 1
            )
            groups.append(group)
        counts = parsed.notes.present.get((index, key)) or (None,) * len(ATTENDANCE_FIELDS)
        sessions[key] = ScoringSession(
            cycle=cycle,
            side=Side.PROVIDER if who.is_provider else Side.USERS,
            group=group,
            state=SessionState.CLOSED,
            closed_at=timezone.now(),
            **dict(zip(ATTENDANCE_FIELDS, counts, strict=True)),
        )
    Group.objects.bulk_create(groups)
    ScoringSession.objects.bulk_create(sessions.values())
    return sessions


def _score(line: Line, index: int, session: ScoringSession, indicator: Indicator) -> Score:
    answer = line.answers[index]
    present = session.people_present
    over = answer.tallies is not None and present is not None and sum(answer.tallies) > present
    return Score(
        session=session,
        indicator=indicator,
        status=ScoreStatus(answer.status),
        mode=ScoreMode.CONSENSUS if answer.tallies is None else ScoreMode.TALLY,
        value=answer.value,
        tallies=None if answer.tallies is None else list(answer.tallies),
        reason=line.reasons[index],
        suggestion=line.suggestions[index],
        mismatch_reason=_("As in the imported file") if over else "",
    )


def _release(cycle: Cycle, by: User | None, *, is_last: bool, has_provider: bool) -> None:
    """Through the named transitions: released, and closed unless a meeting is still to come."""
    if not has_provider:
        cycle.provider_note = _("The imported file has no line of the provider.")
    cycle.launch()
    cycle.finish_community()
    cycle.release()
    cycle.released_at = timezone.now()
    freeze_card(cycle=cycle, by=by)
    publish_plan(plan=cycle.action_plan, at=cycle.released_at)
    record_findings(cycle=cycle)
    if not is_last:
        cycle.finish_meeting()
        cycle.close()
    cycle.save(update_fields=["state", "released_at", "provider_note"])
