"""The board of causes and solutions: what stands under each theme and indicator, and how much both sides share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.numbers import format_number
from scorecards import scoring
from scorecards.enums import BoardKind
from scorecards.models import BoardEntry, Cluster, Cycle, Indicator, Issue


@dataclass(frozen=True)
class BoardLine:
    """One sentence as it is shown to its reader."""

    entry: BoardEntry
    text: str
    refusal: str

    @property
    def is_shared(self) -> bool:
        """Both sides said yes."""
        return bool(self.entry.users_agree and self.entry.provider_agrees)


@dataclass(frozen=True)
class BoardSubject:
    """A theme or an indicator with its causes and solutions. ``difficulties``: what the groups said under it."""

    title: str
    theme: Cluster | None
    indicator: Indicator | None
    difficulties: int
    causes: tuple[BoardLine, ...]
    solutions: tuple[BoardLine, ...]

    @property
    def has_shared_cause(self) -> bool:
        return any(line.is_shared for line in self.causes)


@dataclass(frozen=True)
class Board:
    """``difficulties``: all those of the groups, in a theme or not; ``shared``: those whose cause both sides
    validated; ``share`` in percent, None without difficulties."""

    subjects: tuple[BoardSubject, ...]
    difficulties: int
    shared: int
    causes: int
    shared_causes: int

    @property
    def share(self) -> Decimal | None:
        return scoring.percent(Decimal(self.shared), Decimal(self.difficulties))

    @property
    def is_empty(self) -> bool:
        return not any(row.causes or row.solutions for row in self.subjects)

    @property
    def words(self) -> str:
        """How far the board is, in one sentence."""
        if self.is_empty:
            return _("nothing on the board yet")
        if self.share is None:
            sentence = ngettext(
                "%(shared)d cause of %(count)d validated by both sides",
                "%(shared)d causes of %(count)d validated by both sides",
                self.causes,
            )
            return sentence % {"shared": self.shared_causes, "count": self.causes}
        return _(
            "%(share)s %% of the difficulties have a cause that both sides validated (%(shared)d of %(count)d)"
        ) % {
            "share": format_number(self.share, 0),
            "shared": self.shared,
            "count": self.difficulties,
        }


def build_board(cycle: Cycle, mask: Callable[[str], str] = str) -> Board:
    """The whole board in five queries. ``mask`` replaces what isn't read outside the team.

    A difficulty counts as shared when a cause of its theme, or of an indicator derived from that theme, was
    validated by both sides. One without theme counts among the difficulties: its cause isn't known yet.
    """
    entries = list(BoardEntry.objects.filter(cycle=cycle).select_related("action", "cluster", "indicator"))
    under: dict[UUID | None, list[BoardEntry]] = {}
    for entry in entries:
        under.setdefault(entry.cluster_id or entry.indicator_id, []).append(entry)
    themes = list(cycle.clusters.prefetch_related("indicators"))
    said = list(Issue.objects.filter(group__cycle=cycle, is_strength=False).values_list("cluster", flat=True))
    subjects = [
        _subject(theme.label, under.get(theme.pk, []), mask, theme=theme, difficulties=said.count(theme.pk))
        for theme in themes
    ]
    alone = {entry.indicator_id: entry.indicator for entry in entries if entry.cluster_id is None}
    subjects += [
        _subject(indicator.label, under[indicator.pk], mask, indicator=indicator)
        for indicator in alone.values()
        if indicator is not None
    ]
    shared = {subject.indicator.pk for subject in subjects if subject.indicator and subject.has_shared_cause}
    understood = {
        subject.theme.pk
        for subject in subjects
        if subject.theme
        and (subject.has_shared_cause or any(row.pk in shared for row in subject.theme.indicators.all()))
    }
    causes = [line for subject in subjects for line in subject.causes]
    return Board(
        subjects=tuple(subjects),
        difficulties=len(said),
        shared=sum(theme in understood for theme in said),
        causes=len(causes),
        shared_causes=sum(line.is_shared for line in causes),
    )


def lines_of(entries: Iterable[BoardEntry], mask: Callable[[str], str]) -> tuple[BoardLine, ...]:
    return tuple(BoardLine(entry, mask(entry.text), mask(entry.refusal)) for entry in entries)


def _subject(
    title: str,
    entries: Iterable[BoardEntry],
    mask: Callable[[str], str],
    *,
    theme: Cluster | None = None,
    indicator: Indicator | None = None,
    difficulties: int = 0,
) -> BoardSubject:
    rows = list(entries)
    causes = lines_of([row for row in rows if row.kind == BoardKind.CAUSE], mask)
    solutions = lines_of([row for row in rows if row.kind == BoardKind.SOLUTION], mask)
    return BoardSubject(mask(title), theme, indicator, difficulties, causes, solutions)
