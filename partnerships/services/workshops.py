"""Workshops: an agenda with minutes, what is said taken live or from paper, and outputs that become something."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.enums import Side
from actionplans.services import add_action
from core.errors import Refusal
from partnerships.enums import EvaluationQuestion, NoteBecomes, WorkshopKind
from partnerships.models import (
    Edit,
    EvaluationPlan,
    LearningQuestion,
    Objective,
    Partnership,
    Party,
    SharedResult,
    Workshop,
    WorkshopNote,
    WorkshopStep,
)
from partnerships.services.locks import acting_party, check_version, lock_partnership, one_line

NOTES_MAX = 40
#: When an action born of a note is due, as long as nobody wrote a date.
ACTION_WITHIN = datetime.timedelta(days=90)


def agenda_of(kind: str) -> list[tuple[str, int, str]]:
    """The agenda that a kind of workshop begins with: title, minutes, question of the evaluation."""
    match kind:
        case WorkshopKind.PRACTICES:
            return [
                (_("Round table: what each does today"), 30, ""),
                (_("What each puts first, and why"), 30, ""),
                (_("What we want to reach together"), 40, ""),
                (_("What we do next"), 20, ""),
            ]
        case WorkshopKind.EVALUATION:
            return [
                (str(question.label), 30, question.value)
                for question in (EvaluationQuestion.IMPACT, EvaluationQuestion.PROOF, EvaluationQuestion.LEARN)
            ]
        case WorkshopKind.UNDERSTANDING:
            return [
                (_("Each says what it saw, without being interrupted"), 20, ""),
                (_("Each says again what the other said"), 20, ""),
                (_("What we understand differently, and why"), 30, ""),
                (_("What we change"), 20, ""),
            ]
        case _other:
            return []


@transaction.atomic
def plan_workshop(
    *,
    partnership: Partnership,
    kind: str,
    title: str,
    planned_on: datetime.date | None = None,
    place: str = "",
    by: User,
) -> Workshop:
    """A workshop with the agenda of its kind; any party may call one."""
    held = lock_partnership(partnership)
    acting_party(by, held)
    words = one_line(title, "", 200) or str(WorkshopKind(kind).label).capitalize()
    made = Workshop.objects.create(
        partnership=held, kind=WorkshopKind(kind), title=words, planned_on=planned_on, place=place
    )
    for position, (step, minutes, question) in enumerate(agenda_of(kind), 1):
        WorkshopStep.objects.create(workshop=made, title=step, minutes=minutes, question=question, position=position)
    return made


@transaction.atomic
def change_workshop(
    *, workshop: Workshop, version: int, present: Iterable[Party] = (), by: User, **fields: Any
) -> Workshop:
    """Correct the date, the place, who was present."""
    held = lock_partnership(workshop.partnership)
    acting_party(by, held)
    row = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    check_version(row.version, version)
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    row.present.set(present)
    return row


@transaction.atomic
def add_step(*, workshop: Workshop, title: str, minutes: int, by: User) -> WorkshopStep:
    held = lock_partnership(workshop.partnership)
    acting_party(by, held)
    words = one_line(title, _("Write what this point is about."), 200)
    last = workshop.steps.aggregate(last=Max("position"))["last"] or 0
    return WorkshopStep.objects.create(workshop=workshop, title=words, minutes=minutes, position=last + 1)


@transaction.atomic
def write_notes(*, step: WorkshopStep, text: str, party: Party | None, by: User) -> list[WorkshopNote]:
    """What was said on this point: one note per line, live or copied from a paper. ``party`` None: said by all."""
    held = lock_partnership(step.workshop.partnership)
    acting_party(by, held)
    if party is not None and party.partnership_id != held.pk:
        raise Refusal(_("Choose one of the parties of this partnership."))
    lines = [one_line(line, "", 500) for line in text.splitlines() if line.strip()]
    if not lines:
        raise Refusal(_("Write what was said: one line for each idea."))
    if len(lines) > NOTES_MAX:
        raise Refusal(_("%(most)d lines at most at a time.") % {"most": NOTES_MAX})
    return [WorkshopNote.objects.create(step=step, party=party, text=line, by=by) for line in lines]


@transaction.atomic
def remove_note(*, note: WorkshopNote, by: User) -> None:
    """Take out a note that became nothing."""
    held = lock_partnership(note.step.workshop.partnership)
    acting_party(by, held)
    if note.becomes:
        raise Refusal(_("This note became %(what)s: it stays as its origin.") % {"what": note.get_becomes_display()})
    note.delete()


@transaction.atomic
def turn_note(*, note: WorkshopNote, becomes: str, by: User) -> WorkshopNote:
    """Turn an output into an objective, a shared result, an indicator, a learning question or an action; once.

    An indicator joins « how we will know » in the evaluation plan, which is then put to the parties again. Objectives
    and results are written until the signature; questions and actions at any time. An action is carried by the party
    that said it (by ``by``'s when all did) and due in three months, until somebody writes better in the plan.
    """
    held = lock_partnership(note.step.workshop.partnership)
    party = acting_party(by, held)
    row = WorkshopNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if row.becomes:
        raise Refusal(_("This note has already become %(what)s.") % {"what": row.get_becomes_display()})
    if becomes not in (NoteBecomes.QUESTION, NoteBecomes.ACTION) and not held.is_before_signature:
        raise Refusal(_("The agreement is signed: its objectives and results change by an amendment."))
    match becomes:
        case NoteBecomes.OBJECTIVE:
            row.became = _objective(held, party, row.text)
        case NoteBecomes.RESULT:
            row.became = SharedResult.objects.create(partnership=held, text=row.text).pk
        case NoteBecomes.INDICATOR:
            row.became = _indicator(held, row.text)
        case NoteBecomes.QUESTION:
            row.became = LearningQuestion.objects.create(partnership=held, text=row.text[:300]).pk
        case NoteBecomes.ACTION:
            row.became = _action(held, row.party or party, row.text, by)
        case _other:
            raise Refusal(_("Choose what this note becomes."))
    row.becomes = becomes
    row.save(update_fields=["becomes", "became"])
    author = row.party if row.party is not None else party
    Edit.objects.create(partnership=held, party=author, by=by, about=becomes, row=row.became, after=row.text)
    return row


def _objective(held: Partnership, party: Party, text: str) -> Any:
    made = Objective.objects.create(partnership=held, text=text, proposed_by=party)
    made.validated_by.add(party)
    return made.pk


def _action(held: Partnership, party: Party, text: str, by: User) -> Any:
    made = add_action(
        plan=held.action_plan,
        by=by,
        what=text,
        side=Side.PARTNER,
        responsible=str(party.organization)[:200],
        carrier=party.organization,
        due_on=timezone.localdate() + ACTION_WITHIN,
    )
    return made.pk


def _indicator(held: Partnership, text: str) -> Any:
    plan = EvaluationPlan.objects.select_for_update().get_or_create(partnership=held)[0]
    plan.proof = f"{plan.proof}\n{text}".strip()
    plan.round += 1
    plan.version += 1
    plan.save(update_fields=["proof", "round", "version"])
    return plan.pk
