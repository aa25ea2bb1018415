"""The municipality's review of a provider's scores, as its pages show it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import granted
from core.levels import level_word
from core.numbers import format_number, format_signed
from scorecards import scoring
from scorecards.enums import CycleState, ReviewKind, ReviewState, SessionState, Side
from scorecards.models import Cycle, Review, Score
from scorecards.reports import wording
from scorecards.reports.figures import CardSource, read_card
from scorecards.reports.review_change import Last, SinceLast, last_round, since_last, value_of_loaded
from scorecards.scales import ScaleSpec
from scorecards.scoring import Cell
from scorecards.services.moderation import Mask, mask_of
from scorecards.services.review import provider_scores, review_closed, state_of

TABS = ("all", "to_review", "low", "gap", "contested")


@dataclass(frozen=True)
class Step:
    """One line of the conversation: what, who, when, in which words, about which figure."""

    kind: str
    word: str
    by: str
    at: datetime.datetime
    sentence: str
    value_text: str
    is_present: bool


@dataclass(frozen=True)
class ReviewRow:
    """One of the provider's scores. ``users_level`` None: no figure of the users, ``users_word`` says why."""

    pk: str
    version: int
    label: str
    value: Decimal | None
    value_text: str
    level: int
    word: str
    reason: str
    users: Decimal | None
    users_text: str
    users_level: int | None
    users_word: str
    gap: Decimal | None
    gap_text: str
    gap_word: str
    is_strong: bool
    state: str
    state_word: str
    is_changed: bool
    since: SinceLast | None
    steps: tuple[Step, ...]

    @property
    def decision(self) -> str:
        """What the municipality's buttons show as chosen."""
        chosen = {"confirmed": "confirm", "contested": "contest", "answered": "contest"}
        return chosen.get(self.state, "")

    @property
    def last_sentence(self) -> str:
        """The contest in force, empty without one."""
        contests = [step.sentence for step in self.steps if step.kind == ReviewKind.CONTEST and step.is_present]
        return contests[-1] if contests else ""


@dataclass(frozen=True)
class ReviewReport:
    """``shown``: the rows of the tab; ``counts`` by tab. ``users_note``: why the users' figures aren't beside."""

    cycle: Cycle
    rows: tuple[ReviewRow, ...]
    shown: tuple[ReviewRow, ...]
    tab: str
    counts: dict[str, int]
    minimum: Decimal
    maximum: Decimal
    users_note: str
    closed_note: str
    not_ready: str
    is_late: bool

    @property
    def moved(self) -> int:
        """Figures that differ from the last round."""
        return sum(row.since is not None and row.since.moved for row in self.rows)

    @property
    def compared(self) -> int:
        """Figures that the last round had too."""
        return sum(row.since is not None for row in self.rows)

    @property
    def reviewed(self) -> int:
        return len(self.rows) - self.counts["to_review"]


_TESTS: dict[str, Callable[[ReviewRow], bool]] = {
    "all": lambda row: True,
    "to_review": lambda row: row.state == ReviewState.TO_REVIEW,
    "low": lambda row: row.level <= wording.WEAK_BAND,
    "gap": lambda row: row.is_strong,
    "contested": lambda row: row.state in (ReviewState.CONTESTED, ReviewState.ANSWERED),
}


def build_review(cycle: Cycle, *, user: User, tab: str = "all") -> ReviewReport:
    """The provider's scores with the conversation about each; the same number of queries whatever their number."""
    source = read_card(cycle).for_public()
    users_note = _users_note(cycle, user)
    voice = _Voice(user, Mask() if granted(user, "scorecards.view_group_scores") else mask_of(cycle))
    last = last_round(cycle)
    rows = tuple(_row(score, source, voice, last, shows_users=not users_note) for score in provider_scores(cycle))
    chosen = tab if tab in TABS else TABS[0]
    counts = {name: sum(test(row) for row in rows) for name, test in _TESTS.items()}
    due = cycle.review_due_on
    return ReviewReport(
        cycle=cycle,
        rows=rows,
        shown=tuple(sorted(filter(_TESTS[chosen], rows), key=lambda row: row.state != ReviewState.TO_REVIEW)),
        tab=chosen,
        counts=counts,
        minimum=source.scale.minimum,
        maximum=source.scale.maximum,
        users_note=users_note,
        closed_note=review_closed(cycle),
        not_ready="" if rows else _not_ready(source),
        is_late=bool(counts["to_review"] and due is not None and due < timezone.localdate()),
    )


def _users_note(cycle: Cycle, user: User) -> str:
    """Users' figures stand beside once they are all in; the provider reads them once the card is released."""
    if cycle.state in (CycleState.PREPARATION, CycleState.COMMUNITY):
        return _("The users are still scoring: their figures come when they have finished.")
    if not cycle.is_released and not granted(user, "scorecards.review_provider"):
        if not granted(user, "scorecards.view_group_scores"):
            return _("The users' figures come with the released card.")
    return ""


def _not_ready(source: CardSource) -> str:
    session = next((row for row in source.sessions if row.side == Side.PROVIDER), None)
    if session is None:
        return _("The provider takes no part in this round.")
    if session.state != SessionState.CLOSED:
        return _("The provider hasn't finished scoring. The review opens once their session is closed.")
    return _("The provider scored no indicator: there is nothing to review.")


@dataclass(frozen=True)
class _Voice:
    """Who reads, and what they may not: a sentence that the team reads again is shown to its author only."""

    user: User | None
    mask: Mask

    def sentence(self, review: Review) -> str:
        is_mine = self.user is not None and review.by_id == self.user.pk
        return review.sentence if is_mine else self.mask(review.sentence)


def _row(score: Score, source: CardSource, voice: _Voice, last: Last, *, shows_users: bool) -> ReviewRow:
    value = value_of_loaded(score, source.scale)
    card_row = source.card.row(score.indicator.code)
    users = card_row.users if card_row is not None and shows_users else scoring.ABSENT
    reviews = list(score.reviews.all())
    state = state_of(score, reviews)
    level = source.scale.band(value if value is not None else source.scale.minimum)
    return ReviewRow(
        pk=str(score.pk),
        version=score.version,
        label=score.indicator.label,
        value=value,
        value_text=format_number(value),
        level=level,
        word=level_word(level),
        reason=voice.mask(score.reason),
        state=state.value,
        state_word=str(state.label),
        since=since_last(score.indicator.code, value, last),
        is_changed=state == ReviewState.TO_REVIEW and bool(reviews),
        steps=tuple(_step(review, score, voice) for review in reviews),
        **_compared(users, value, source.scale),
    )


def _compared(users: Cell, value: Decimal | None, scale: ScaleSpec) -> dict[str, Any]:
    """The users' figure and the gap of a row; words where there is nothing to compare."""
    gap = users.mean - value if users.mean is not None and value is not None else None
    gap_class = scoring.classify_gap(gap, scale) if gap is not None else None
    level = scale.band(users.mean) if users.mean is not None else None
    return {
        "users": users.mean,
        "users_text": format_number(users.mean) if users.mean is not None else "",
        "users_level": level,
        "users_word": level_word(level) if level else wording.missing_word(users.status),
        "gap": gap,
        "gap_text": format_signed(gap) if gap is not None else "",
        "gap_word": wording.gap_word(gap_class) if gap_class else _("nothing to compare"),
        "is_strong": gap_class is scoring.GapClass.STRONG,
    }


def _step(review: Review, score: Score, voice: _Voice) -> Step:
    present = review.score_version == score.version
    corrected = review.kind == ReviewKind.ANSWER and any(
        earlier.kind == ReviewKind.CONTEST and earlier.score_version == review.score_version - 1
        for earlier in score.reviews.all()
    )
    words = {
        ReviewKind.CONFIRM: _("The municipality confirms %(value)s"),
        ReviewKind.CONTEST: _("The municipality contests %(value)s"),
        ReviewKind.ANSWER: _("The provider corrects to %(value)s") if corrected else _("The provider keeps %(value)s"),
    }
    value = format_number(review.value_then)
    return Step(
        kind=review.kind,
        word=words[ReviewKind(review.kind)] % {"value": value},
        by=str(review.by),
        at=review.at,
        sentence=voice.sentence(review),
        value_text=value,
        is_present=present,
    )


def conversation(score: Score, *, user: User | None = None) -> tuple[Step, ...]:
    """Everything said about one score, oldest first, as ``user`` may read it (nobody in particular: masked)."""
    is_team = user is not None and granted(user, "scorecards.view_group_scores")
    voice = _Voice(user, Mask() if is_team else mask_of(score.session.cycle))
    return tuple(_step(review, score, voice) for review in score.reviews.all())
