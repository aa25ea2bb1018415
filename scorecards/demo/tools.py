"""How the demonstration plays a round: the services of the house, on the days and by the people of the story."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.models import User
from core.demo import as_if, days_ago, fr
from directory.models import Organization, ServicePoint
from scorecards.enums import ScoreMode, ScoreStatus, Side
from scorecards.models import Cycle, Discussion, Indicator, IndicatorTemplate, Score, ScoringSession
from scorecards.models.session import TURNS_FIELDS
from scorecards.scales import SCALES, ScaleSpec
from scorecards.services import cycles, meeting, review, sessions, workflow
from scorecards.services.review import provider_scores

#: A figure, hands per level, or a word; None: not scored.
Said = float | int | str | tuple[int, ...] | None
WORDS = {"na": ScoreStatus.NOT_APPLICABLE, "refus": ScoreStatus.REFUSED, None: ScoreStatus.NOT_SCORED}


@dataclass(frozen=True)
class Stage:
    """Who plays, and where."""

    people: Mapping[str, User]
    organizations: Mapping[str, Organization]
    service_points: Mapping[str, ServicePoint]

    @property
    def facilitator(self) -> User:
        return self.people["animatrice"]

    @property
    def ngo(self) -> Organization:
        return self.organizations["ngo"]


@dataclass(frozen=True)
class Crowd:
    """People present: women under 30, 30 to 59, 60 and over, then men; ``turns``: how often women and men spoke."""

    counts: tuple[int, int, int, int, int, int]
    place: str
    turns: tuple[int, int] | None = None

    @property
    def total(self) -> int:
        return sum(self.counts)


def open_round(stage: Stage, point: str, day: int, scale: str, groups: Sequence[dict[str, Any]]) -> Cycle:
    """A round of the demonstration, opened ``day`` days ago, with its groups."""
    by = stage.facilitator
    with as_if(days_ago(day), by):
        cycle = cycles.open_cycle(
            organization=stage.ngo,
            service_point=stage.service_points[point],
            starts_on=days_ago(day),
            ends_on=None,
            scale=scale,
            by=by,
            is_demo=True,
        )
        cycles.set_groups(cycle=cycle, groups=groups, by=by)
    return cycle


def choose(cycle: Cycle, codes: Sequence[str], by: User, day: int) -> None:
    """Indicators of the library, in this order."""
    library = IndicatorTemplate.objects.in_bulk(codes, field_name="code")
    with as_if(days_ago(day), by):
        cycles.choose_indicators(cycle=cycle, templates=[library[code] for code in codes], by=by)


def step(cycle: Cycle, name: str, by: User, day: int, reason: str = "") -> Cycle:
    with as_if(days_ago(day), by, hour=16):
        return workflow.advance(cycle=cycle, name=name, by=by, reason=fr(reason))


def session_of(cycle: Cycle, kind: str | None) -> ScoringSession:
    """The session of the group of this kind; None: the provider's."""
    rows = ScoringSession.objects.filter(cycle=cycle)
    return rows.get(side=Side.PROVIDER) if kind is None else rows.get(group__kind=kind)


def hold(
    cycle: Cycle,
    kind: str | None,
    crowd: Crowd,
    said: Mapping[str, Said],
    words: Mapping[str, tuple[str, str]],
    *,
    day: int,
    by: User,
    close: bool = True,
) -> ScoringSession:
    """One session: people counted, each indicator answered in the order of the card, then closed.

    ``said``: indicator's code → answer; ``words``: code → reason and suggestion. Users raise hands, staff agree.
    """
    with as_if(days_ago(day), by):
        session = sessions.open_session(session=session_of(cycle, kind), by=by)
        counts = dict(zip(sessions.ATTENDANCE_FIELDS, crowd.counts, strict=True))
        turns = dict(zip(TURNS_FIELDS, crowd.turns, strict=True)) if crowd.turns else None
        session = sessions.record_attendance(
            session=session, counts=counts, held_on=days_ago(day), place=crowd.place, version=session.version, by=by,
            turns=turns,
        )  # fmt: skip
        for indicator in cycle.indicators.all():
            if indicator.code in said and indicator.is_asked_of(session.side):
                _answer(session, indicator, said[indicator.code], words.get(indicator.code, ("", "")), crowd, by)
        return sessions.close_session(session=session, by=by) if close else session


def _answer(
    session: ScoringSession, indicator: Indicator, said: Said, words: tuple[str, str], crowd: Crowd, by: User
) -> Score:
    scale = SCALES[session.cycle.scale]
    fields: dict[str, Any] = {"status": ScoreStatus.SCORED, "reason": fr(words[0]), "suggestion": fr(words[1])}
    if said is None or isinstance(said, str):
        fields["status"] = WORDS[said]
    elif isinstance(said, tuple):
        fields |= {"mode": ScoreMode.TALLY, "tallies": said}
    elif session.side == Side.USERS and scale.nearest:
        fields |= {"mode": ScoreMode.TALLY, "tallies": hands(crowd.total, said, scale)}
    else:
        fields["value"] = Decimal(str(said))
    return sessions.record_score(session=session, indicator=indicator, by=by, version=0, **fields)


def hands(people: int, centre: float, scale: ScaleSpec) -> tuple[int, ...]:
    """``people`` hands spread around ``centre``: the further a level, the fewer (each step away, a third as many)."""
    weights = [3 ** -abs(float(level) - centre) for level in scale.levels]
    exact = [people * weight / sum(weights) for weight in weights]
    counts = [int(share) for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda index: counts[index] - exact[index])
    for index in by_rest[: people - sum(counts)]:
        counts[index] += 1
    return tuple(counts)


def score_of(cycle: Cycle, code: str) -> Score:
    """The provider's score of this indicator, as it is now."""
    return next(score for score in provider_scores(cycle) if score.indicator.code == code)


def review_scores(cycle: Cycle, contested: Mapping[str, str], confirmed: Sequence[str], *, day: int, by: User) -> None:
    """The officer contests these, with a sentence, and confirms those."""
    with as_if(days_ago(day), by):
        for score in provider_scores(cycle):
            code = score.indicator.code
            if code in contested:
                review.contest(score=score, sentence=fr(contested[code]), version=score.version, by=by)
            elif code in confirmed:
                review.confirm(score=score, version=score.version, by=by)


def answer_review(cycle: Cycle, code: str, sentence: str, *, day: int, by: User, value: int | None = None) -> None:
    score = score_of(cycle, code)
    new_value = None if value is None else Decimal(value)
    with as_if(days_ago(day), by):
        review.answer(score=score, sentence=fr(sentence), version=score.version, by=by, new_value=new_value)


@dataclass(frozen=True)
class Talk:
    """What the meeting said of one indicator; ``actions``: those born of it, as fields of an action."""

    users: str
    provider: str
    outcome: str
    agreement: str
    actions: tuple[dict[str, Any], ...] = ()


def discuss(cycle: Cycle, talks: Mapping[str, Talk], *, day: int, by: User) -> None:
    """Write the discussions, by indicator's label, in the order of the agenda; actions are born on the spot."""
    rows = Discussion.objects.filter(meeting__cycle=cycle).select_related("indicator", "meeting__cycle")
    with as_if(days_ago(day), by, hour=11):
        for row in rows.order_by("position"):
            talk = talks.get(row.indicator.label)
            if talk is None:
                continue
            meeting.record_discussion(
                discussion=row,
                users_said=fr(talk.users),
                provider_said=fr(talk.provider),
                outcome=talk.outcome,
                agreement=fr(talk.agreement),
                version=row.version,
                by=by,
            )
            for fields in talk.actions:
                meeting.add_action_on_the_spot(discussion=row, by=by, **fields)


def meet(
    cycle: Cycle, *, planned: int, held: int | None, place: str, convener: str, counts: Sequence[int], by: User
) -> None:
    """Plan the interface meeting; hold it too unless it is still to come (``held`` None). Days ago."""
    with as_if(days_ago((held or 0) + 10), by):
        row = meeting.plan_meeting(
            cycle=cycle, planned_on=days_ago(planned), place=fr(place), convener=fr(convener), by=by
        )
    if held is not None:
        with as_if(days_ago(held), by):
            present = dict(zip(meeting.PRESENCE_FIELDS, counts, strict=True))
            meeting.hold_meeting(cycle=cycle, held_on=days_ago(held), counts=present, version=row.version, by=by)


def day_of(days: int | None) -> datetime.date | None:
    return None if days is None else days_ago(days)
