"""The evaluation plan: written together, agreed to by every party; a change asks them all again."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.models import Acceptance, EvaluationPlan, Partnership, Party
from partnerships.services.locks import acting_party, check_version, lock_partnership
from partnerships.services.writing import held, remember

ABOUT = "evaluation"
WRITTEN = ("impact", "proof", "who", "every_months")


def plan_of(partnership: Partnership) -> EvaluationPlan | None:
    return EvaluationPlan.objects.filter(partnership=partnership).first()


def answers_of(partnership: Partnership, plan: EvaluationPlan | None) -> dict[Any, Acceptance]:
    """Party id → what it says of the plan as it is written now."""
    if plan is None:
        return {}
    return {row.party_id: row for row in partnership.acceptances.filter(about=ABOUT, round=plan.round)}


def is_complete(plan: EvaluationPlan | None) -> bool:
    return plan is not None and all(getattr(plan, name) for name in WRITTEN)


@transaction.atomic
def write_plan(*, partnership: Partnership, version: int | None, by: User, **fields: Any) -> EvaluationPlan:
    """Write the plan; ``version`` 0 for the first time. Other words than before ask every party again."""
    current = held(partnership)
    party = acting_party(by, current)
    plan = EvaluationPlan.objects.select_for_update().filter(partnership=current).first()
    check_version(plan.version if plan else 0, version)
    row = plan or EvaluationPlan(partnership=current, version=0)
    before = _words(row) if plan else ""
    for name in WRITTEN:
        setattr(row, name, fields[name])
    row.version += 1
    changed = bool(plan) and before != _words(row)
    if changed:
        row.round += 1
    row.save()
    remember(partnership=current, party=party, by=by, about="evaluation", row=row.pk, before=before, after=_words(row))
    return row


@transaction.atomic
def answer_plan(
    *, partnership: Partnership, version: int | None, agrees: bool, sentence: str = "", by: User
) -> Acceptance:
    """My party agrees to the plan as it is written, or says what stops it."""
    current = lock_partnership(partnership)
    party = acting_party(by, current)
    plan = EvaluationPlan.objects.select_for_update().filter(partnership=current).first()
    if not is_complete(plan) or plan is None:
        raise Refusal(_("The plan isn't complete yet: write its four answers first."))
    check_version(plan.version, version)
    if not agrees and not sentence.strip():
        raise Refusal(_("Write what stops you: the others read it, and can answer it."))
    return Acceptance.objects.update_or_create(
        party=party,
        about=ABOUT,
        round=plan.round,
        defaults={"partnership": current, "agrees": agrees, "sentence": sentence.strip()[:500], "by": by},
    )[0]


def silent_parties(partnership: Partnership) -> list[Party]:
    """The parties that haven't agreed to the plan as it is written."""
    said = answers_of(partnership, plan_of(partnership))
    parties = partnership.parties.filter(left_on=None).select_related("organization")
    return [party for party in parties if party.pk not in said or not said[party.pk].agrees]


def _words(plan: EvaluationPlan) -> str:
    return "\n".join(str(getattr(plan, name) or "") for name in WRITTEN)
