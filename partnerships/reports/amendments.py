"""The amendments of an agreement, what each party says of them, and what may be done now."""

from dataclasses import dataclass

from partnerships.enums import AmendmentState, State
from partnerships.models import Acceptance, Amendment, Partnership, Party
from partnerships.services.amendments import about


@dataclass(frozen=True)
class Answer:
    party: str
    answer: Acceptance | None


@dataclass(frozen=True)
class AmendmentLine:
    """``answers``: may the reader's party answer now. ``withdraws``: may it take its own proposal back."""

    amendment: Amendment
    said: tuple[Answer, ...]
    answers: bool
    withdraws: bool
    writing: bool


@dataclass(frozen=True)
class AmendmentsPage:
    """``proposes``: a party may propose one now; ``active``: the agreement is active."""

    lines: tuple[AmendmentLine, ...]
    proposes: bool
    active: bool


def build_amendments(partnership: Partnership, mine: Party | None, writes: bool) -> AmendmentsPage:
    """Three queries, whatever the number of amendments."""
    rows = list(
        partnership.amendments.select_related("proposed_by__organization", "before", "after").order_by("-number")
    )
    said: dict[str, dict[object, Acceptance]] = {}
    for answer in partnership.acceptances.filter(about__startswith="amendment:"):
        said.setdefault(answer.about, {})[answer.party_id] = answer
    parties = list(partnership.parties.filter(left_on=None).select_related("organization"))
    lines = []
    for row in rows:
        answers = said.get(about(row), {})
        waits = row.state == AmendmentState.PROPOSED and writes and mine is not None
        lines.append(
            AmendmentLine(
                amendment=row,
                said=tuple(Answer(str(party), answers.get(party.pk)) for party in parties),
                answers=waits and mine is not None and mine.pk not in answers,
                withdraws=waits and mine is not None and row.proposed_by_id == mine.pk,
                writing=row.state == AmendmentState.ACCEPTED and row.after is None,
            )
        )
    opened = any(line.writing or line.amendment.state == AmendmentState.PROPOSED for line in lines)
    active = partnership.state == State.ACTIVE
    return AmendmentsPage(tuple(lines), writes and active and not opened, active)
