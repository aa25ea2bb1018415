"""What the pages of one session show: its indicators, how each was answered, and what comes next."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from core.levels import level_word
from core.numbers import format_number
from scorecards.enums import AskedOf, ScoreStatus, Side
from scorecards.models import Indicator, Score, ScoringSession
from scorecards.models.session import ATTENDANCE_FIELDS
from scorecards.reports.talk import TalkLine, talk_line
from scorecards.reports.wording import missing_word
from scorecards.scales import SCALES, ScaleSpec
from scorecards.scoring import rounded, tally_mean, to_decimal
from scorecards.script import Script, script
from scorecards.services.sessions import closing_lacks


@dataclass(frozen=True)
class Line:
    """One indicator of the session. ``level``: face 1 to 5, None without figure; ``hands``: 0 for a consensus."""

    number: int
    indicator: Indicator
    score: Score | None
    text: str = ""
    level: int | None = None
    word: str = ""
    hands: int = 0


@dataclass(frozen=True)
class Count:
    label: str
    people: int | None


@dataclass(frozen=True)
class SessionReport:
    """``may_fill``: this person may write now; ``next_line``: the first indicator without answer."""

    session: ScoringSession
    title: str
    is_provider: bool
    lines: tuple[Line, ...]
    answered: int
    counts: tuple[Count, ...]
    present: int | None
    talk: TalkLine | None
    lacks: tuple[str, ...]
    may_fill: bool
    next_line: Line | None
    out_of: str

    @property
    def total(self) -> int:
        return len(self.lines)


def asked_indicators(session: ScoringSession) -> list[Indicator]:
    """The indicators of this session's side, in the order of the cycle."""
    return list(
        Indicator.objects.filter(cycle=session.cycle_id, asked_of__in=[session.side, AskedOf.BOTH]).order_by(
            "position", "code"
        )
    )


def session_title(session: ScoringSession) -> str:
    """“Women, Siadara”, or whose self-evaluation it is."""
    if session.side == Side.PROVIDER:
        return _("Self-evaluation of the staff")
    return str(session.group)


def session_scripts(session: ScoringSession) -> tuple[Script, ...]:
    """What is read aloud in this session; nothing once it is closed."""
    if session.is_closed:
        return ()
    steps = ("ground_rules", "consent", "provider" if session.side == Side.PROVIDER else "scoring", "closing")
    return tuple(script(step) for step in steps)


def build_session(session: ScoringSession, user: User) -> SessionReport:
    """A constant number of queries. ``session`` comes with its group and its cycle's service point."""
    scale = SCALES[session.cycle.scale]
    scores = {score.indicator_id: score for score in session.scores.all()}
    lines = tuple(
        _line(number, indicator, scores.get(indicator.pk), scale)
        for number, indicator in enumerate(asked_indicators(session), 1)
    )
    fields = [ScoringSession._meta.get_field(name) for name in ATTENDANCE_FIELDS]
    counts = tuple(Count(str(field.verbose_name), getattr(session, field.name)) for field in fields)  # type: ignore[union-attr]
    return SessionReport(
        session=session,
        title=session_title(session),
        is_provider=session.side == Side.PROVIDER,
        lines=lines,
        answered=sum(line.score is not None for line in lines),
        counts=counts,
        present=session.people_present,
        talk=talk_line(session),
        lacks=tuple(closing_lacks(session)) if session.is_open else (),
        may_fill=user.has_perm("scorecards.score_session", session),
        next_line=next((line for line in lines if line.score is None), None),
        out_of=_("out of %(maximum)s") % {"maximum": format_number(scale.maximum)},
    )


def _line(number: int, indicator: Indicator, score: Score | None, scale: ScaleSpec) -> Line:
    if score is None:
        return Line(number, indicator, None, word=_("to score"))
    if score.status != ScoreStatus.SCORED:
        return Line(number, indicator, score, word=missing_word(score.status))
    figure = score.value
    if score.tallies is not None:
        exact = tally_mean(score.tallies, scale)
        figure = to_decimal(exact) if exact is not None else None
    if figure is None:
        return Line(number, indicator, score, word=missing_word(ScoreStatus.NOT_SCORED))
    level = scale.band(figure)
    # A mean keeps its decimal, an agreed value is shown as it was given.
    text = format_number(rounded(figure, 1), trim=score.tallies is None)
    return Line(number, indicator, score, text, level, level_word(level), sum(score.tallies or ()))
