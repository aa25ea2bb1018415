"""All sheets side by side, once every party has sent its own. The only reader of a sheet besides its own party."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.arithmetic import mean
from core.errors import Refusal
from partnerships.enums import Beneficiary, Motive, SuccessSign
from partnerships.models import BlindSheet, MotivePrediction, Partnership, Party
from partnerships.scoring import overlap
from partnerships.scoring.framing import readability
from partnerships.services.framing import COMMITMENT
from partnerships.services.lifegates import PRIORITIES_MIN, current_parties
from partnerships.thresholds import Thresholds


@dataclass(frozen=True)
class Figure:
    """A figure with its reading. ``value`` None: ``reading`` says what is missing."""

    value: Decimal | None
    reading: str
    is_low: bool = False


@dataclass(frozen=True)
class TextRow:
    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class TagRow:
    """One question answered by short words: each party's, those common to all, and how they overlap."""

    question: str
    answers: tuple[tuple[tuple[str, bool], ...], ...]
    common: tuple[str, ...]
    figure: Figure


@dataclass(frozen=True)
class RankRow:
    label: str
    ranks: tuple[int | None, ...]
    mean: Decimal | None
    spread: int | None


@dataclass(frozen=True)
class MotiveRow:
    """What one party declared, what the others expected, and how readable its motives are."""

    party: Party
    declared: tuple[str, ...]
    expected: tuple[tuple[Party, tuple[str, ...]], ...]
    interests: str
    has_conflict: bool
    conflict_handling: str
    figure: Figure


@dataclass(frozen=True)
class CommitmentRow:
    party: Party
    level: int | None
    words: str


@dataclass(frozen=True)
class Comparison:
    parties: tuple[Party, ...]
    texts: tuple[TextRow, ...]
    tags: tuple[TagRow, ...]
    ranks: tuple[RankRow, ...]
    agreement: Figure
    w: Decimal | None
    raters: int
    items: int
    motives: tuple[MotiveRow, ...]
    commitment: tuple[CommitmentRow, ...]
    months: tuple[int | None, ...]

    @property
    def months_apart(self) -> int | None:
        """Longest horizon less shortest, in months; None under two answers."""
        given = [each for each in self.months if each is not None]
        return max(given) - min(given) if len(given) > 1 else None


def commitment_words() -> dict[int, str]:
    return {
        1: _("we look on for now"),
        2: _("we lend a hand when we can"),
        3: _("we give people or means"),
        4: _("it is one of our first priorities"),
    }


def build_comparison(partnership: Partnership) -> Comparison:
    """The comparison of all sheets. Raises Refusal before the reveal, whoever asks."""
    if not partnership.is_revealed:
        raise Refusal(_("The answers are revealed together, once every party has sent its sheet."))
    sheets = {
        sheet.party_id: sheet
        for sheet in BlindSheet.objects.filter(party__partnership=partnership, sent_at__isnull=False)
    }
    parties = [party for party in current_parties(partnership) if party.pk in sheets]
    own = [sheets[party.pk] for party in parties]
    thresholds = Thresholds()
    rankings = [sheet.ranking for sheet in own]
    return Comparison(
        tuple(parties),
        _texts(own),
        (
            _tag_row(_("What success would look like"), SuccessSign, [sheet.success for sheet in own], thresholds),
            _tag_row(_("Who benefits"), Beneficiary, [sheet.beneficiaries for sheet in own], thresholds),
        ),
        _ranks(partnership, rankings),
        _agreement(rankings, thresholds),
        overlap.kendall_w(rankings),
        sum(1 for ranking in rankings if ranking),
        partnership.priorities.count(),
        _motives(parties, sheets, thresholds),
        tuple(_commitment(party, sheets[party.pk]) for party in parties),
        tuple(sheet.horizon_months for sheet in own),
    )


def _texts(sheets: Sequence[BlindSheet]) -> tuple[TextRow, ...]:
    asked: tuple[tuple[str, Callable[[BlindSheet], str]], ...] = (
        (_("What do we want to do together?"), lambda sheet: sheet.what),
        (_("What does the project not seek to do?"), lambda sheet: sheet.what_not),
        (_("Why do we do it, and why together?"), lambda sheet: sheet.why),
    )
    return tuple(TextRow(question, tuple(read(sheet) for sheet in sheets)) for question, read in asked)


def _labels(choices: type[TextChoices], codes: Sequence[str]) -> list[str]:
    return [capfirst(str(choices(code).label)) for code in codes]


def _tag_row(
    question: str, choices: type[TextChoices], answers: Sequence[Sequence[str]], thresholds: Thresholds
) -> TagRow:
    common = set.intersection(*(set(answer) for answer in answers)) if answers else set()
    value = overlap.mean_pairwise_jaccard(answers)
    if value is None:
        figure = Figure(None, _("Not enough data: two parties at least must have chosen words."))
    elif value < thresholds.tag_overlap:
        figure = Figure(value, _("The words overlap little: say to each other what you mean by them."), True)
    else:
        figure = Figure(value, _("The words overlap: build on those that are common."))
    shown = tuple(
        tuple((label, code in common) for label, code in zip(_labels(choices, answer), answer, strict=True))
        for answer in answers
    )
    ordered = [code for code in choices.values if code in common]
    return TagRow(question, shown, tuple(_labels(choices, ordered)), figure)


def _ranks(partnership: Partnership, rankings: Sequence[Sequence[UUID]]) -> tuple[RankRow, ...]:
    rows = []
    for priority in partnership.priorities.all():
        ranks = tuple(list(each).index(priority.pk) + 1 if priority.pk in each else None for each in rankings)
        given = [Decimal(rank) for rank in ranks if rank is not None]
        spread = int(max(given) - min(given)) if len(given) > 1 else None
        rows.append(RankRow(priority.label, ranks, mean(given), spread))
    return tuple(sorted(rows, key=lambda row: (row.mean is None, row.mean or 0, row.label)))


def _agreement(rankings: Sequence[Sequence[UUID]], thresholds: Thresholds) -> Figure:
    """ρ̄, chance taken out: 1 the same order, 0 what chance gives, below 0 opposed orders."""
    items = {item for ranking in rankings for item in ranking}
    value = overlap.mean_rank_correlation(rankings) if len(items) >= PRIORITIES_MIN else None
    if value is None:
        return Figure(None, _("Not enough data: it takes two orders of three priorities at least."))
    if value < thresholds.rank_overlap:
        words = _("The orders written separately agree little: a workshop on priorities is the next step.")
        return Figure(value, words, True)
    return Figure(value, _("The orders written separately agree."))


def _motives(parties: Sequence[Party], sheets: dict[Any, BlindSheet], thresholds: Thresholds) -> tuple[MotiveRow, ...]:
    said: dict[Any, list[MotivePrediction]] = {party.pk: [] for party in parties}
    by_sheet = {sheets[party.pk].pk: party for party in parties}
    for row in MotivePrediction.objects.filter(sheet__in=list(by_sheet)):
        if row.about_id in said and row.motives:
            said[row.about_id].append(row)
    found = []
    for party in parties:
        sheet = sheets[party.pk]
        value = readability(sheet.motives, [row.motives for row in said[party.pk]])
        expected = tuple((by_sheet[row.sheet_id], tuple(_labels(Motive, row.motives))) for row in said[party.pk])
        found.append(
            MotiveRow(
                party,
                tuple(_labels(Motive, sheet.motives)),
                expected,
                sheet.interests,
                sheet.has_conflict,
                sheet.conflict_handling,
                _readable(value, thresholds),
            )
        )
    return tuple(found)


def _readable(value: Decimal | None, thresholds: Thresholds) -> Figure:
    if value is None:
        return Figure(None, _("Not enough data: no other party wrote what it expected."))
    if value < thresholds.readable_motives:
        return Figure(value, _("Motives hard to read for the others: tell them more."), True)
    return Figure(value, _("The others foresaw these motives."))


def _commitment(party: Party, sheet: BlindSheet) -> CommitmentRow:
    level = sheet.commitment if sheet.commitment in range(COMMITMENT[0], COMMITMENT[1] + 1) else None
    return CommitmentRow(party, level, commitment_words()[level] if level else "")
