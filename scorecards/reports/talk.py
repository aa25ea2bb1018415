"""Who spoke: the women's share of the turns beside their share of the people present, session by session."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from core.numbers import format_number, format_signed
from scorecards import scoring
from scorecards.enums import SessionState, Side
from scorecards.models import Cycle, ScoringSession
from scorecards.scoring import TalkBalance


@dataclass(frozen=True)
class TalkLine:
    """One session whose turns were counted. ``why`` says what is missing when there is no figure."""

    session: str
    people: int
    turns: int
    present: str = ""
    spoke: str = ""
    difference: str = ""
    why: str = ""


@dataclass(frozen=True)
class TalkReport:
    """``counted`` of the ``held`` closed users' sessions say who spoke; ``hidden``: not shown to this reader."""

    held: int
    counted: int
    lines: tuple[TalkLine, ...]
    hidden: bool
    people_needed: int


def sexes(session: ScoringSession) -> tuple[int | None, int | None]:
    """Women and men present; an empty box of a counted session is nobody. None for both when nobody was counted."""
    if session.people_present is None:
        return None, None
    women = (session.women_young, session.women_adult, session.women_elder)
    men = (session.men_young, session.men_adult, session.men_elder)
    return sum(count or 0 for count in women), sum(count or 0 for count in men)


def talk_line(session: ScoringSession) -> TalkLine | None:
    """What the session's page says of its turns; None when they weren't counted."""
    if session.turns_women is None or session.turns_men is None:
        return None
    women, men = sexes(session)
    balance = scoring.talk_balance(women, men, session.turns_women, session.turns_men, settings.SMALL_CELL)
    people, turns = session.people_present or 0, session.turns_women + session.turns_men
    if balance is None:
        return TalkLine(str(session), people, turns, why=_why(people, turns))
    return _line(session, balance)


def _line(session: ScoringSession, balance: TalkBalance) -> TalkLine:
    return TalkLine(
        session=str(session),
        people=balance.people,
        turns=balance.turns,
        present=_percent(balance.women_present),
        spoke=_percent(balance.women_turns),
        difference=format_signed(balance.difference, 0),
    )


def _percent(share: object) -> str:
    return _("%(percent)s %%") % {"percent": format_number(share, 0)}  # type: ignore[arg-type]


def _why(people: int, turns: int) -> str:
    if people < settings.SMALL_CELL:
        return _("Fewer than %(n)d people present: too few to compare.") % {"n": settings.SMALL_CELL}
    return _("Nobody spoke: nothing to compare.") if not turns else _("The people present aren't counted yet.")


def build_talk(cycle: Cycle, *, audience: str) -> TalkReport:
    """One query. Outside the team all sessions or none: one left out would be found by subtraction."""
    rows = cycle.sessions.filter(side=Side.USERS, state=SessionState.CLOSED).select_related("group")
    held = list(rows.order_by("group__position", "pk"))
    lines = tuple(line for session in held if (line := talk_line(session)))
    hidden = audience != "team" and any(_is_small(session) for session in held)
    return TalkReport(
        held=len(held),
        counted=len(lines),
        lines=() if hidden else lines,
        hidden=hidden and bool(lines),
        people_needed=settings.SMALL_CELL,
    )


def _is_small(session: ScoringSession) -> bool:
    women, men = sexes(session)
    return women is not None and men is not None and scoring.small_sex(women, men, settings.SMALL_CELL)
