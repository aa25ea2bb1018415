"""The agreement as it stands, as plain data: what a version freezes and what is signed. No word of any language."""

import hashlib
import json
from typing import Any

from partnerships.models import Contribution, Partnership, Risk

#: The shape of the content; a later shape keeps reading this one.
SCHEMA = 1


def build_content(partnership: Partnership) -> dict[str, Any]:
    """Everything that the parties agree on, the same for the same text. A fixed number of queries."""
    parties = [party for party in partnership.parties.select_related("organization") if party.left_on is None]
    keys = {party.pk for party in parties}
    plan = getattr(partnership, "evaluation_plan", None)
    return {
        "schema": SCHEMA,
        "frame": _frame(partnership),
        "parties": [
            {
                "id": str(party.pk),
                "name": str(party.organization),
                "role": party.role,
                "mission_link": party.mission_link,
                "own_interest": party.own_interest,
                "red_lines": party.red_lines,
            }
            for party in parties
        ],
        **_why(partnership),
        **_results(partnership, keys),
        **_given(partnership, keys),
        "clauses": [_clause(row) for row in partnership.clauses.all()],
        "evaluation": (
            {"impact": plan.impact, "proof": plan.proof, "who": plan.who, "every_months": plan.every_months}
            if plan
            else None
        ),
        "questions": [{"id": str(row.pk), "text": row.text} for row in partnership.learning_questions.all()],
    }


def fingerprint(content: dict[str, Any]) -> str:
    """SHA-256 of the content written in one way only: sorted keys, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _frame(partnership: Partnership) -> dict[str, Any]:
    return {
        "name": partnership.name,
        "type": partnership.agreement_type,
        "amount": _text(partnership.public_amount),
        "currency": partnership.currency,
        "starts_on": _text(partnership.starts_on),
        "ends_on": _text(partnership.ends_on),
        "vision": partnership.vision,
        "insertion": partnership.insertion,
    }


def _why(partnership: Partnership) -> dict[str, Any]:
    return {
        "needs": [{"id": str(row.pk), "text": row.text, "source": row.source} for row in partnership.needs.all()],
        "policies": [{"id": str(row.pk), "name": row.name, "level": row.level} for row in partnership.policies.all()],
        "scope": [{"id": str(row.pk), "label": row.label, "status": row.status} for row in partnership.scope.all()],
        "objectives": [{"id": str(row.pk), "text": row.text} for row in partnership.objectives.all()],
    }


def _results(partnership: Partnership, keys: set[Any]) -> dict[str, Any]:
    rows = partnership.results.prefetch_related("carriers")
    return {
        "results": [
            {
                "id": str(row.pk),
                "text": row.text,
                "carriers": sorted(str(party.pk) for party in row.carriers.all() if party.pk in keys),
                "indicator": row.indicator,
                "baseline": _text(row.baseline),
                "target": _text(row.target),
                "due_on": _text(row.due_on),
            }
            for row in rows
        ]
    }


def _given(partnership: Partnership, keys: set[Any]) -> dict[str, Any]:
    """What each party gives, promises and bears. What came in addition after a signature is no part of the text."""
    parties = partnership.parties.filter(pk__in=keys).prefetch_related("contributions", "commitments", "step_roles")
    given: list[dict[str, Any]] = []
    promised: list[dict[str, Any]] = []
    roles: list[dict[str, Any]] = []
    for party in parties:
        who = str(party.pk)
        given.extend(_contribution(row, who) for row in party.contributions.all() if not row.is_leverage)
        promised.extend(
            {"id": str(row.pk), "party": who, "text": row.text, "due_on": _text(row.due_on)}
            for row in party.commitments.all()
            if not row.is_mutual_aid
        )
        roles.extend(
            {"id": f"{who}:{row.step}", "party": who, "step": row.step, "role": row.role}
            for row in party.step_roles.all()
        )
    risks = [_risk(row) for row in partnership.risks.prefetch_related("shares")]
    return {"contributions": given, "commitments": promised, "roles": roles, "risks": risks}


def _contribution(row: Contribution, who: str) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "party": who,
        "nature": row.nature,
        "label": row.label,
        "quantity": _text(row.quantity),
        "unit": row.unit,
        "value": _text(row.value),
        "due_on": _text(row.due_on),
    }


def _risk(row: Risk) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "label": row.label,
        "probability": row.probability,
        "severity": row.severity,
        "response": row.response,
        "shares": {str(share.party_id): _text(share.percent) for share in row.shares.all()},
    }


def _clause(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "criterion": row.criterion,
        "title": row.title,
        "text": row.text,
        "no_clause_because": row.no_clause_because,
        "is_decision_rule": row.is_decision_rule,
        "one_sided": row.one_sided,
        "favours": str(row.favours_id) if row.favours_id else "",
    }


def _text(value: Any) -> str | None:
    """A number or a date as text: "1250", "2027-01-01"; None stays None."""
    if value is None:
        return None
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return format(value.normalize(), "f")
