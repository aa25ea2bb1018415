"""The figures of a rating, counted by the database and read by ``scoring``: shared by its page and by the reviews."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q

from core.arithmetic import mean
from partnerships.criteria import CRITERIA, STATEMENTS
from partnerships.enums import AnswerStatus, CampaignState
from partnerships.models import Campaign, Partnership, RatingAnswer
from partnerships.scoring.ratings import (
    PartyAnswers,
    Reading,
    read_criterion,
    read_statement,
    read_together,
    unknown_rates,
)
from partnerships.thresholds import Thresholds

Counts = Mapping[str, Mapping[UUID, PartyAnswers]]


@dataclass(frozen=True)
class Readings:
    """Statement or criterion code → its reading; ``counts``: statement → party → the answers they come from."""

    statements: Mapping[str, Reading]
    criteria: Mapping[str, Reading]
    counts: Counts

    @property
    def answers(self) -> list[PartyAnswers]:
        return [row for parties in self.counts.values() for row in parties.values()]

    def answers_to(self, statement: str) -> list[PartyAnswers]:
        return list(self.counts.get(statement, {}).values())


def limits_of(campaign: Campaign) -> Thresholds:
    return Thresholds.from_json(campaign.thresholds)


def count_answers(campaigns: Iterable[Campaign]) -> dict[UUID, dict[str, dict[UUID, PartyAnswers]]]:
    """Campaign → statement → party → counts, of the sheets that were sent. One query."""
    proof = ~Q(evidence="") | Q(document__isnull=False)
    rows = (
        RatingAnswer.objects.filter(
            sheet__campaign__in=[campaign.pk for campaign in campaigns],
            sheet__is_joint=False,
            sheet__sent_at__isnull=False,
        )
        .order_by()
        .values_list("sheet__campaign", "statement", "sheet__party", "status", "level")
        .annotate(people=Count("pk"), proven=Count("pk", filter=proof))
    )
    found: dict[UUID, dict[str, dict[UUID, list[tuple[str, int | None, int, int]]]]] = {}
    for campaign, statement, party, status, level, people, proven in rows:
        of_party = found.setdefault(campaign, {}).setdefault(statement, {})
        of_party.setdefault(party, []).append((status, level, people, proven))
    return {
        campaign: {
            statement: {party: _answers(party, counts) for party, counts in parties.items()}
            for statement, parties in statements.items()
        }
        for campaign, statements in found.items()
    }


def _answers(party: UUID, counts: Sequence[tuple[str, int | None, int, int]]) -> PartyAnswers:
    levels = {level: people for status, level, people, _proven in counts if level is not None}
    by_status = {status: people for status, level, people, _proven in counts if level is None}
    return PartyAnswers(
        party=party,
        levels=levels,
        dont_know=by_status.get(AnswerStatus.DONT_KNOW, 0),
        not_applicable=by_status.get(AnswerStatus.NOT_APPLICABLE, 0),
        proven=sum(proven for _status, level, _people, proven in counts if level is not None and level >= 3),
    )


def read_counts(counts: Counts, *, parties: int, limits: Thresholds) -> Readings:
    """Every statement and every criterion."""
    of = {code: tuple(counts.get(code, {}).values()) for code in STATEMENTS}
    statements = {code: read_statement(rows, parties=parties, limits=limits) for code, rows in of.items()}
    criteria = {
        criterion.code: read_criterion(
            [statements[statement.code] for statement in criterion.statements],
            unknown_rates(row for statement in criterion.statements for row in of[statement.code]),
            parties=parties,
            limits=limits,
        )
        for criterion in CRITERIA
    }
    return Readings(statements, criteria, counts)


def read_joint(campaign: Campaign) -> dict[str, Reading]:
    """Statement and criterion → what the sheet filled together says; empty when there is none. One query."""
    rows = RatingAnswer.objects.filter(
        sheet__campaign=campaign, sheet__is_joint=True, sheet__sent_at__isnull=False
    ).order_by("statement")
    limits, found = limits_of(campaign), {row.statement: row for row in rows}
    readings: dict[str, Reading] = {}
    for criterion in CRITERIA if found else ():
        own = [found[statement.code] for statement in criterion.statements if statement.code in found]
        for row in own:
            level = None if row.level is None else Decimal(row.level)
            unknown = row.status == AnswerStatus.DONT_KNOW
            readings[row.statement] = read_together(level, dont_know=unknown, limits=limits)
        middle = mean([Decimal(row.level) for row in own if row.level is not None])
        unknown = middle is None and any(row.status == AnswerStatus.DONT_KNOW for row in own)
        readings[criterion.code] = read_together(middle, dont_know=unknown, limits=limits)
    return readings


def criterion_scores(partnership: Partnership) -> dict[str, Decimal | None]:
    """Criterion → score (0–1) of the last closed rating that each answered alone; all None without one.

    For whoever sets facts beside perception. Three queries.
    """
    last = (
        Campaign.objects.filter(partnership=partnership, state=CampaignState.CLOSED)
        .exclude(mode="together")
        .order_by("-number")
        .first()
    )
    if last is None:
        return {criterion.code: None for criterion in CRITERIA}
    parties = partnership.parties.filter(left_on=None).count()
    readings = read_counts(count_answers([last]).get(last.pk, {}), parties=parties, limits=limits_of(last))
    return {code: reading.score for code, reading in readings.criteria.items()}
