"""The rows of a partnership, counted once for every reading of the facts: a fixed number of queries."""

import datetime
from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from actionplans.enums import ActionState
from actionplans.models import Action
from partnerships.enums import CampaignState, CommitmentState, CompetenceKind, DisagreementOutcome, RatingMode
from partnerships.models import (
    Amendment,
    BlindSheet,
    Campaign,
    Clause,
    Commitment,
    Competence,
    Contribution,
    Decision,
    Disagreement,
    Document,
    Edit,
    FeltBenefit,
    Funding,
    Lesson,
    Meeting,
    Objective,
    Partnership,
    PartnershipIncident,
    Party,
    Review,
    Risk,
    StepRole,
)
from partnerships.reports.ratingcounts import criterion_scores
from partnerships.scoring.agreement import Received, dependence
from partnerships.scoring.facts import ActionFact, DecisionFact, FactSheet, LessonFact, Need, Sheet
from partnerships.scoring.power import RiskInput
from partnerships.thresholds import Thresholds


def last_campaign(partnership: Partnership) -> Campaign | None:
    """The last closed rating that each party answered alone: the one that ``criterion_scores`` reads."""
    closed = Campaign.objects.filter(partnership=partnership, state=CampaignState.CLOSED)
    return closed.exclude(mode=RatingMode.TOGETHER).order_by("number").last()


def thresholds_of(campaign: Campaign | None) -> Thresholds:
    """Those that the last closed rating froze, else the starting points."""
    return Thresholds.from_json(campaign.thresholds if campaign is not None else {})


def read_facts(
    partnership: Partnership, *, campaign: Campaign | None, today: datetime.date | None = None
) -> FactSheet:
    """Every count that the proxies and the alerts use, for the parties that are in the partnership today."""
    today = today or timezone.localdate()
    parties = list(Party.objects.filter(partnership=partnership, left_on=None))
    keys = [party.pk for party in parties]
    lead = next((party.pk for party in parties if party.organization_id == partnership.coordinator_id), None)
    began = min(day for day in (partnership.starts_on, timezone.localdate(partnership.created_at)) if day)
    return FactSheet(
        parties=keys,
        lead=lead,
        revealed=partnership.is_revealed,
        signed=not partnership.is_before_signature,
        days=max(0, (today - began).days),
        parties_with_two_contacts=sum(bool(party.contact_one and party.contact_two) for party in parties),
        **_framing(partnership, keys),
        **_writing(partnership, keys),
        **_giving(partnership, keys, campaign, today),
        **_log(partnership, keys),
        **_trouble(partnership, today),
        felt={code: score for code, score in criterion_scores(partnership).items() if score is not None},
    )


def _framing(partnership: Partnership, keys: list[Any]) -> dict[str, Any]:
    rows = BlindSheet.objects.filter(party__in=keys).exclude(sent_at=None).prefetch_related("predictions")
    sheets = list(rows) if partnership.is_revealed else []
    foreseen: dict[Any, list[list[str]]] = defaultdict(list)
    for sheet in sheets:
        for guess in sheet.predictions.all():
            foreseen[guess.about_id].append(guess.motives)
    competences = Competence.objects.filter(party__in=keys)
    found = [(row.kind, Need(row.party_id, " ".join(row.label.casefold().split()))) for row in competences]
    return {
        "sheets": [
            Sheet(
                party=sheet.party_id,
                ranking=sheet.ranking,
                tags={*(f"success:{tag}" for tag in sheet.success), *(f"for:{tag}" for tag in sheet.beneficiaries)},
                motives=sheet.motives,
                foreseen=foreseen[sheet.party_id],
                unhandled_conflict=sheet.has_conflict and not sheet.conflict_handling.strip(),
            )
            for sheet in sheets
        ],
        "needs": [need for kind, need in found if kind == CompetenceKind.NEED],
        "offers": [need for kind, need in found if kind == CompetenceKind.OFFER],
    }


def _writing(partnership: Partnership, keys: list[Any]) -> dict[str, Any]:
    edits = Edit.objects.filter(partnership=partnership, party__in=keys).order_by()
    clauses = list(Clause.objects.filter(partnership=partnership).exclude(text="").values_list("one_sided", flat=True))
    validated = Count("validated_by", filter=Q(validated_by__in=keys), distinct=True)
    objectives = Objective.objects.filter(partnership=partnership).annotate(n=validated).values_list("n", flat=True)
    counts = list(objectives)
    return {
        "edits": {row["party"]: Decimal(row["n"]) for row in edits.values("party").annotate(n=Count("pk"))},
        "clauses": len(clauses),
        "one_sided_kinds": len({kind for kind in clauses if kind}),
        "objectives": len(counts),
        "objectives_validated": sum(n >= len(keys) for n in counts),
        "amendments": list(Amendment.objects.filter(partnership=partnership).values_list("proposed_by", flat=True)),
        "step_roles": StepRole.objects.filter(party__in=keys).exclude(role="").count(),
    }


def _giving(
    partnership: Partnership, keys: list[Any], campaign: Campaign | None, today: datetime.date
) -> dict[str, Any]:
    given = Contribution.objects.filter(party__in=keys, value__gt=0).order_by()
    felt = FeltBenefit.objects.filter(campaign=campaign, party__in=keys).order_by() if campaign else None
    # Level 1 is "not felt at all": it weighs nothing.
    received = felt.values("party").annotate(n=Sum(F("level") - 1)) if felt is not None else []
    closed = Q(state__in=(CommitmentState.KEPT, CommitmentState.BROKEN))
    late = Q(state=CommitmentState.PENDING, due_on__lt=today)
    promises = Commitment.objects.filter(party__in=keys)
    parties = Party.objects.filter(pk__in=keys)
    budgets = {str(key): budget for key, budget in parties.values_list("pk", "annual_budget")}
    funding = Funding.objects.filter(party__in=keys, source__in=keys)
    money = [Received(str(row.party_id), str(row.source_id), row.amount) for row in funding]
    shares = dependence(money, budgets)
    risks = Risk.objects.filter(partnership=partnership).prefetch_related("shares")
    return {
        "contributed": {row["party"]: row["n"] for row in given.values("party").annotate(n=Sum("value"))},
        "felt_benefits": {row["party"]: Decimal(row["n"]) for row in received},
        "commitments_due": promises.filter(closed | late).count(),
        "commitments_kept": promises.filter(state=CommitmentState.KEPT).count(),
        "dependence": {key: share for key in keys if (share := shares[str(key)]) is not None},
        "risks": [
            RiskInput(row.label, row.probability * row.severity, {s.party_id: s.percent for s in row.shares.all()})
            for row in risks
        ],
        "actions": _actions(partnership),
    }


def _actions(partnership: Partnership) -> list[ActionFact]:
    parties = dict(partnership.parties.values_list("organization", "pk"))
    rows = (
        Action.objects.filter(plan=partnership.action_plan_id)
        .exclude(state=ActionState.DROPPED)
        .select_related("partnership_link")
        .prefetch_related("partnership_link__contributors")
    )
    found = []
    for row in rows:
        link = getattr(row, "partnership_link", None)
        contributors = {party.pk for party in link.contributors.all()} if link else set()
        if row.carrier_id in parties:
            contributors.add(parties[row.carrier_id])
        found.append(ActionFact(bool(link and link.result_id), contributors, bool(link and link.after_end_id)))
    return found


def _log(partnership: Partnership, keys: list[Any]) -> dict[str, Any]:
    meetings = list(Meeting.objects.filter(partnership=partnership).prefetch_related("invited", "present"))
    invited = present = 0
    for meeting in meetings:
        asked = {party.pk for party in meeting.invited.all()} & set(keys)
        invited += len(asked)
        present += len(asked & {party.pk for party in meeting.present.all()})
    lessons = Lesson.objects.filter(partnership=partnership).prefetch_related("reuses")
    documents = list(Document.objects.filter(partnership=partnership).values_list("party", "restricted_because"))
    return {
        "meetings_invited": invited,
        "meetings_present": present,
        "chairs": [meeting.chaired_by_id for meeting in meetings if meeting.chaired_by_id],
        "lessons": [LessonFact(row.author_id, [reuse.party_id for reuse in row.reuses.all()]) for row in lessons],
        "documents": len(documents),
        "documents_open": sum(not because for _party, because in documents),
        "document_authors": [party for party, _because in documents],
        "requests": list(partnership.account_requests.values_list("from_party", "to_party")),
        "decisions": _decisions(partnership),
    }


def _decisions(partnership: Partnership) -> list[DecisionFact]:
    rows = Decision.objects.filter(partnership=partnership)
    together = rows.prefetch_related("decided_by", "consulted", "against_priority_of")
    return [
        DecisionFact(
            domain=row.domain,
            deciders=[party.pk for party in row.decided_by.all()],
            holder=" ".join(row.function.casefold().split()),
            has_reason=bool(row.reason.strip()),
            opposed=[party.pk for party in row.against_priority_of.all()],
            told_after=max(0, (row.published_on - row.on).days) if row.published_on else None,
            proposer=row.proposed_by_id,
            consulted=[party.pk for party in row.consulted.all()],
        )
        for row in together
    ]


def _trouble(partnership: Partnership, today: datetime.date) -> dict[str, Any]:
    reviews = Review.objects.filter(partnership=partnership).filter(Q(planned_on__lte=today) | ~Q(held_on=None))
    incidents = PartnershipIncident.objects.filter(partnership=partnership).annotate(n=Count("analysed_by"))
    analysed = [row.n > 1 and row.analysed_on is not None for row in incidents]
    opened = list(Disagreement.objects.filter(partnership=partnership).values_list("opened_on", "outcome"))
    year = today - datetime.timedelta(days=365)
    held = list(reviews.values_list("held_on", flat=True))
    return {
        "reviews_due": len(held),
        "reviews_held": sum(day is not None for day in held),
        "incidents": len(analysed),
        "incidents_joint": sum(analysed),
        "disagreements": len(opened),
        "disagreements_agreed": sum(outcome == DisagreementOutcome.AGREEMENT for _day, outcome in opened),
        "disagreements_last_year": sum(day > year for day, _outcome in opened),
    }
