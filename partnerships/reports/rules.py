"""Pages of the legal frame, of the roles at each step, and of the evaluation plan."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from partnerships.enums import AgreementType, ProjectStep
from partnerships.legal import FRAMES, Remark, remarks
from partnerships.models import Acceptance, EvaluationPlan, Partnership, StepRole
from partnerships.reports.agreement import Reminder, reminders
from partnerships.reports.parts import Cell, Part, Reader
from partnerships.reports.whypages import questions_part
from partnerships.services.evaluation import answers_of, is_complete, plan_of
from partnerships.services.frame import terms_of
from partnerships.services.writing import why_closed


@dataclass(frozen=True)
class FramePage:
    remarks: tuple[Remark, ...]
    calendar: tuple[Reminder, ...]
    source: Any
    closed: str


@dataclass(frozen=True)
class RolesPage:
    """``rows``: step → its label and the role of each party, in the order of ``parties``; "" when not written."""

    parties: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    closed: str
    writes: bool


@dataclass(frozen=True)
class Said:
    party: str
    mine: bool
    answer: Acceptance | None


@dataclass(frozen=True)
class EvaluationPage:
    plan: EvaluationPlan | None
    complete: bool
    said: tuple[Said, ...]
    questions: Part
    closed: str
    writes: bool

    @property
    def agreed(self) -> int:
        return sum(1 for row in self.said if row.answer and row.answer.agrees)

    @property
    def mine(self) -> Said | None:
        return next((row for row in self.said if row.mine), None)


def build_frame(partnership: Partnership) -> FramePage:
    """One query beyond the partnership's own row."""
    terms, today = terms_of(partnership), timezone.localdate()
    return FramePage(
        remarks=tuple(remarks(terms)),
        calendar=tuple(reminders(partnership, today)),
        source=FRAMES[AgreementType(partnership.agreement_type)].source,
        closed=why_closed(partnership, early=True),
    )


def build_roles(reader: Reader) -> RolesPage:
    said = {(row.party_id, row.step): row.role for row in StepRole.objects.filter(party__in=reader.parties)}
    closed = why_closed(reader.partnership)
    return RolesPage(
        parties=tuple(str(party) for party in reader.parties),
        rows=tuple(
            (
                str(step.label),
                tuple(Cell(str(party), said.get((party.pk, step.value), "")) for party in reader.parties),
            )
            for step in ProjectStep
        ),
        closed=closed,
        writes=reader.writes and not closed,
    )


def build_evaluation(reader: Reader) -> EvaluationPage:
    plan = plan_of(reader.partnership)
    answers = answers_of(reader.partnership, plan)
    mine = reader.party.pk if reader.party else None
    return EvaluationPage(
        plan=plan,
        complete=is_complete(plan),
        said=tuple(Said(str(party), party.pk == mine, answers.get(party.pk)) for party in reader.parties),
        questions=questions_part(reader),
        closed=why_closed(reader.partnership),
        writes=reader.writes,
    )
