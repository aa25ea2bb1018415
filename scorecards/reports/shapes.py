"""What a consolidated card shows, as frozen dataclasses: figures with their words in the active language."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from scorecards.models import CardRelease, Cycle
from scorecards.reports.wording import LegendItem, SideSummary


@dataclass(frozen=True)
class CardFigure:
    """One cell. Without figure, ``text`` is "" and ``word`` says why ("non noté"); else the word of its face.

    ``votes``: hands per face, worst first (5 or 3 counts); ``hands`` their sum; ``median`` of a show of hands only.
    """

    status: str
    value: Decimal | None
    text: str
    level: int | None
    word: str
    people: int | None
    median: Decimal | None
    votes: tuple[int, ...] | None
    hands: int
    reason: str
    suggestion: str

    @property
    def is_scored(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class CardGroup:
    """A column. ``people``: counted at its session, None when nobody counted."""

    name: str
    village: str
    people: int | None


@dataclass(frozen=True)
class CardCell:
    """A group's figure with its column."""

    group: CardGroup
    figure: CardFigure


@dataclass(frozen=True)
class CardTrend:
    """The same indicator since the previous round, on one side (users', else the provider's)."""

    side: str
    move: str
    icon: str
    before: Decimal | None
    before_text: str
    change: Decimal | None
    change_text: str
    word: str


@dataclass(frozen=True)
class CardAgreed:
    """What the representatives agreed on, beside the mean."""

    value: Decimal
    text: str
    level: int
    word: str
    reason: str


@dataclass(frozen=True)
class CardReason:
    """Why a side or a group gave its score, in their words."""

    who: str
    side: str
    text: str
    suggestion: str


@dataclass(frozen=True)
class CardRow:
    """One indicator. ``only``: the single side that scored, "users" or "provider", "" otherwise;
    ``by_provider``: the provider added it; ``on_users``: it speaks of the users' own behaviour."""

    pk: str
    code: str
    label: str
    hint: str
    cells: tuple[CardCell, ...]
    users: CardFigure
    provider: CardFigure
    gap: Decimal | None
    gap_text: str
    gap_class: str
    gap_word: str
    only: str
    trend: CardTrend | None
    provider_trend: CardTrend | None
    agreed: CardAgreed | None
    reasons: tuple[CardReason, ...]
    has_votes: bool
    on_users: bool
    by_provider: bool
    pictogram: str = ""

    @property
    def has_long_figure(self) -> bool:
        """One of the two figures has a decimal: on the wall both are drawn smaller, at the same size."""
        return max(len(self.users.text), len(self.provider.text)) > 2

    @property
    def users_said(self) -> tuple[str, ...]:
        """The users' reasons, the same words once, two at most: for the wall."""
        return self._said("users")[:2]

    @property
    def provider_said(self) -> tuple[str, ...]:
        return self._said("provider")[:2]

    def _said(self, side: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reason.text for reason in self.reasons if reason.side == side and reason.text))

    @property
    def reasons_line(self) -> str:
        """All the reasons in one line, the same words once: for paper."""
        said: dict[str, list[str]] = {}
        for reason in self.reasons:
            if reason.text:
                said.setdefault(" ".join(reason.text.split()), []).append(reason.who)
        colon = pgettext("after a name", ":")
        if len(said) == 1:
            return next(iter(said))
        return " · ".join(f"{', '.join(who)}{colon} {text}" for text, who in said.items())


@dataclass(frozen=True)
class CardReport:
    """The whole card. ``audience``: "team", or "public" (figures of few people are hidden).

    ``finding`` is safe HTML with the two means in <strong>, ``finding_text`` the same without markup; ``method``,
    ``notes``: sentences. ``new``, ``dropped``: labels since the previous round; ``previous_note``: why nothing is
    compared. ``votes_half``: the common unit of the diverging bars (core.charts.diverging_bar).
    """

    cycle: Cycle
    audience: str
    title: str
    finding: SafeString
    finding_text: str
    out_of: str
    minimum: Decimal
    maximum: Decimal
    groups: tuple[CardGroup, ...]
    rows: tuple[CardRow, ...]
    users: SideSummary
    provider: SideSummary
    users_people: int | None
    provider_people: int | None
    legend: tuple[LegendItem, ...]
    order: str
    previous_label: str
    previous_note: str
    new: tuple[str, ...]
    dropped: tuple[str, ...]
    corrected: tuple[str, ...]
    method: tuple[str, ...]
    notes: tuple[str, ...]
    release: CardRelease | None
    is_demo: bool
    strong_gaps: int
    votes_half: float

    @property
    def print_width(self) -> int:
        """Characters of a row's reasons on paper: one line each when the rows are many, so that one page holds all."""
        return 140 if len(self.rows) <= 10 else 70

    @property
    def has_votes(self) -> bool:
        return any(row.has_votes for row in self.rows)

    @property
    def has_agreed(self) -> bool:
        return any(row.agreed is not None for row in self.rows)

    @property
    def level_words(self) -> tuple[str, ...]:
        """Words of the faces, worst first, for the bars of votes."""
        return tuple(item.word for item in self.legend)

    @property
    def is_empty(self) -> bool:
        return self.users.value is None and self.provider.value is None

    @property
    def is_released(self) -> bool:
        return self.release is not None
