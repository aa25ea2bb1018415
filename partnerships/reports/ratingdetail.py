"""One criterion of a reading: its statements, what was said of them, what is done of them."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from accounts.models import User
from actionplans.models import Action
from partnerships.criteria import BY_CODE
from partnerships.enums import AnswerStatus, Level
from partnerships.models import Campaign, Important, Party, RatingAnswer, RatingFollowUp, ScopeItem, Workshop
from partnerships.reports.rating import build_rating
from partnerships.reports.ratingcounts import count_answers
from partnerships.reports.ratingshapes import FEW_RESPONDENTS, Line, PartyColumn, RatingReport, Said


@dataclass(frozen=True)
class Votes:
    """The answers of a party of ``FEW_RESPONDENTS`` people or more: how many per level, don't know, not applicable."""

    party: PartyColumn
    levels: tuple[int, ...]
    dont_know: int
    not_applicable: int


@dataclass(frozen=True)
class Opened:
    """Something that was opened of a result: an action or a workshop."""

    text: str
    url: str
    when: datetime.date | None
    is_action: bool


@dataclass(frozen=True)
class Part:
    """A statement, or the criterion itself, with what follows it. ``told``: what would make it progress."""

    line: Line
    told: tuple[Said, ...]
    proofs: tuple[Said, ...]
    votes: tuple[Votes, ...]
    note: str
    note_at: datetime.datetime | None
    opened: tuple[Opened, ...]


@dataclass(frozen=True)
class Detail:
    report: RatingReport
    criterion: Part
    parts: tuple[Part, ...]
    hidden: tuple[str, ...]
    levels: tuple[str, ...]
    importants: tuple[Important, ...]
    scope: tuple[ScopeItem, ...]
    can_write: bool


def build_detail(campaign: Campaign, code: str, own: Party, user: User) -> Detail:
    """``hidden``: parties whose answers aren't told apart, being fewer than five. Constant number of queries."""
    report = build_rating(campaign, own)
    codes = [code, *(statement.code for statement in BY_CODE[code].statements)]
    told, proofs = _said(campaign, codes)
    follow_ups = {row.statement: row for row in campaign.follow_ups.filter(statement__in=codes)}
    opened = _opened(list(follow_ups.values()))
    votes = _votes(campaign, report.parties)
    lines = [next(line for line in report.criteria if line.code == code), *report.statements[code]]
    parts = [
        Part(
            line,
            tuple(told.get(line.code, ())),
            tuple(proofs.get(line.code, ())),
            tuple(votes.get(line.code, ())),
            follow_ups[line.code].note if line.code in follow_ups else "",
            follow_ups[line.code].at if line.code in follow_ups else None,
            tuple(opened.get(line.code, ())),
        )
        for line in lines
    ]
    partnership = campaign.partnership
    return Detail(
        report=report,
        criterion=parts[0],
        parts=tuple(parts[1:]),
        hidden=tuple(party.name for party in report.parties if 0 < party.people < FEW_RESPONDENTS),
        levels=tuple(str(level.label) for level in Level),
        importants=tuple(
            Important.objects.filter(party__partnership=partnership, party__left_on=None).select_related(
                "party__organization"
            )
        )
        if partnership.is_revealed
        else (),
        scope=tuple(partnership.scope.all()),
        can_write=user.has_perm("partnerships.represent", partnership),
    )


def _said(campaign: Campaign, codes: Sequence[str]) -> tuple[dict[str, list[Said]], dict[str, list[Said]]]:
    """Sentences in alphabetical order, so that neither order nor place says who wrote them. One query."""
    rows = (
        RatingAnswer.objects.filter(
            sheet__campaign=campaign, sheet__sent_at__isnull=False, statement__in=codes, status=AnswerStatus.RATED
        )
        .select_related("document")
        .order_by("statement")
    )
    told: dict[str, list[Said]] = {}
    proofs: dict[str, list[Said]] = {}
    for row in rows:
        if row.progress:
            told.setdefault(row.statement, []).append(Said(row.progress))
        if row.evidence:
            proofs.setdefault(row.statement, []).append(Said(row.evidence))
        if row.document is not None and not row.document.restricted_because:
            proofs.setdefault(row.statement, []).append(Said(row.document.title))
    return _tidy(told), _tidy(proofs)


def _tidy(said: Mapping[str, Sequence[Said]]) -> dict[str, list[Said]]:
    """The same words once."""
    return {code: sorted(set(rows), key=lambda row: row.text) for code, rows in said.items()}


def _votes(campaign: Campaign, parties: Sequence[PartyColumn]) -> dict[str, list[Votes]]:
    """Statement → the answers of the large parties. A lettered campaign shows none: the size would name them."""
    if campaign.lettered:
        return {}
    large = [party for party in parties if party.people >= FEW_RESPONDENTS]
    counts = count_answers([campaign]).get(campaign.pk, {}) if large else {}
    found: dict[str, list[Votes]] = {}
    for code, of_party in counts.items():
        for party in large:
            row = of_party.get(party.pk)
            if row is not None:
                levels = tuple(row.levels.get(level.value, 0) for level in Level)
                found.setdefault(code, []).append(Votes(party, levels, row.dont_know, row.not_applicable))
    return found


def _opened(follow_ups: Sequence[RatingFollowUp]) -> Mapping[str, list[Opened]]:
    """Statement → what was opened of it. Two queries."""
    keys = [key for row in follow_ups for key in row.opened]
    known: dict[UUID, Opened] = {}
    for action in Action.objects.filter(pk__in=keys):
        known[action.pk] = Opened(
            action.what, reverse("actionplans:action_detail", args=[action.pk]), action.due_on, True
        )
    for workshop in Workshop.objects.filter(pk__in=keys):
        known[workshop.pk] = Opened(workshop.title, _workshop_url(workshop), workshop.planned_on, False)
    return {row.statement: [known[key] for key in row.opened if key in known] for row in follow_ups}


def _workshop_url(workshop: Workshop) -> str:
    try:
        return reverse("partnerships:workshop_detail", args=[workshop.pk])
    except NoReverseMatch:
        return ""
