"""What the leader of a vote and its participants see: before the closing, how many ballots; after it, the counts."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.levels import level_word
from core.numbers import format_number
from scorecards.ballotpaper import Paper
from scorecards.models import BallotBox, Indicator, Score, ScoringSession
from scorecards.reports.sessions import asked_indicators
from scorecards.scales import SCALES, ScaleSpec
from scorecards.scoring import rounded, tally_mean, to_decimal
from scorecards.services.ballots import is_too_small


@dataclass(frozen=True)
class CountRow:
    """The count of one indicator, once closed. ``by_face``: ballots per face, worst first, for the bar."""

    key: UUID
    label: str
    ballots: int
    mean: str
    by_face: tuple[int, ...]
    detail: str
    is_entered: bool
    was_scored: bool


@dataclass(frozen=True)
class BallotPage:
    """``box`` is None before the first vote; ``rows`` is empty while the vote is open: nobody reads before."""

    box: BallotBox | None
    link: str
    present: int | None
    unanswered: int
    indicators: tuple[Indicator, ...]
    rows: tuple[CountRow, ...]
    too_small: bool
    over: bool
    #: Open, and closing now would count nothing.
    too_few: bool

    @property
    def least(self) -> int:
        return settings.SMALL_CELL

    @property
    def left_to_enter(self) -> bool:
        return any(row.ballots and not row.is_entered for row in self.rows)


def build_ballots(session: ScoringSession) -> BallotPage:
    """A constant number of queries."""
    box = BallotBox.objects.filter(session=session).order_by("closed_at", "-opened_at").first()
    latest = BallotBox.objects.filter(session=session).order_by("-opened_at", "pk").first()
    box = box if box is not None and box.is_open else latest
    asked = asked_indicators(session)
    scores = {row.indicator_id: row for row in Score.objects.filter(session=session)}
    rows = _rows(box, session, scores) if box is not None and not box.is_open else ()
    present = session.people_present
    return BallotPage(
        box=box,
        link=reverse("scorecards:ballot_vote", args=[box.code]) if box else "",
        present=present,
        unanswered=sum(row.pk not in scores for row in asked),
        indicators=tuple(asked),
        rows=rows,
        too_small=box is not None and not box.is_open and is_too_small(box),
        over=box is not None and present is not None and box.received > present,
        too_few=box is not None and box.is_open and is_too_small(box),
    )


def _rows(box: BallotBox, session: ScoringSession, scores: dict[UUID, Score]) -> tuple[CountRow, ...]:
    scale = SCALES[session.cycle.scale]
    found = []
    for row in box.counts.select_related("indicator"):  # type: ignore[attr-defined]
        exact = tally_mean(row.tallies, scale)
        score = scores.get(row.indicator_id)
        found.append(
            CountRow(
                key=row.indicator_id,
                label=row.indicator.label,
                ballots=sum(row.tallies),
                mean=format_number(rounded(to_decimal(exact), 1)) if exact is not None else "–",
                by_face=_faces(row.tallies, scale),
                detail=_detail(row.tallies, scale),
                is_entered=row.is_entered,
                was_scored=score is not None and not row.is_entered,
            )
        )
    return tuple(found)


def _faces(tallies: list[int], scale: ScaleSpec) -> tuple[int, ...]:
    counts = dict.fromkeys(scale.faces, 0)
    for level, ballots in zip(scale.levels, tallies, strict=True):
        counts[scale.band(level)] += ballots
    return tuple(counts.values())


def _detail(tallies: list[int], scale: ScaleSpec) -> str:
    """ "2 : 3 · 4 : 9": the levels that received something."""
    pairs = [(format_number(level), ballots) for level, ballots in zip(scale.levels, tallies, strict=True) if ballots]
    return " · ".join(_("%(level)s: %(ballots)d") % {"level": level, "ballots": ballots} for level, ballots in pairs)


# Participants ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """One level on the screen."""

    index: int
    text: str
    face: int
    word: str
    checked: bool


@dataclass(frozen=True)
class Answer:
    """One line of the last screen, before sending; ``choice`` is None for what was skipped."""

    label: str
    choice: Choice | None


@dataclass(frozen=True)
class Question:
    label: str
    hint: str
    pictogram: str


def ballot_indicators(box: BallotBox) -> list[Indicator]:
    """What is voted on, in the order of the cycle."""
    rows = Indicator.objects.filter(ballot_counts__box=box).select_related("template")
    return list(rows.order_by("position", "code"))


def question(row: Indicator) -> Question:
    """The indicator in the reader's language: the library's words as long as the cycle didn't change them."""
    template, language = row.template, get_language() or "fr"
    label, hint = row.label, row.hint
    if template is not None and language != "fr" and row.label == template.label_fr:
        label = getattr(template, f"label_{language}", "") or label
        hint = getattr(template, f"hint_{language}", "") or hint
    return Question(label, hint, getattr(row, "pictogram", "") or "")


def choices(scale: ScaleSpec, chosen: int | None) -> list[Choice]:
    """The levels of the scale, lowest first."""
    return [
        Choice(index, format_number(level), scale.band(level), level_word(scale.band(level)), index == chosen)
        for index, level in enumerate(scale.levels)
    ]


def answers(paper: Paper, rows: list[Indicator], scale: ScaleSpec) -> list[Answer]:
    """Everything that was chosen, to read again before sending."""
    levels = choices(scale, None)
    return [
        Answer(question(row).label, levels[paper.choices[row.pk]] if row.pk in paper.choices else None) for row in rows
    ]
