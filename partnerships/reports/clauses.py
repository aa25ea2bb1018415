"""Clauses: the grid of the eleven criteria, the other clauses, and who the one-sided ones favour."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.criteria import CRITERIA, Criterion
from partnerships.models import Clause
from partnerships.reports.parts import Reader, url
from partnerships.services.nouns import NOUNS


@dataclass(frozen=True)
class ClauseLine:
    """``reason``: why there is no clause, instead of ``text``. ``marks``: rule of decision, one-sided."""

    title: str
    text: str
    reason: str
    marks: tuple[str, ...]
    edit: str
    remove: str


@dataclass(frozen=True)
class CriterionClauses:
    criterion: Criterion
    lines: tuple[ClauseLine, ...]
    add: str


@dataclass(frozen=True)
class ClausesPage:
    criteria: tuple[CriterionClauses, ...]
    others: tuple[ClauseLine, ...]
    answered: int
    total: int
    rules: int
    one_sided: int
    closed: str
    add: str


def build_clauses(reader: Reader) -> ClausesPage:
    """Two queries, whatever the number of clauses."""
    noun = NOUNS["clause"]
    rows = list(reader.partnership.clauses.select_related("favours__organization"))
    add = url("agreement_add", reader.partnership, "clause") if reader.adds(noun) else ""
    by_code: dict[str, list[ClauseLine]] = {}
    for row in rows:
        by_code.setdefault(row.criterion, []).append(_line(reader, row))
    return ClausesPage(
        criteria=tuple(
            CriterionClauses(
                criterion, tuple(by_code.get(criterion.code, ())), f"{add}?criterion={criterion.code}" if add else ""
            )
            for criterion in CRITERIA
        ),
        others=tuple(by_code.get("", ())),
        answered=sum(1 for criterion in CRITERIA if criterion.code in by_code),
        total=len(CRITERIA),
        rules=sum(1 for row in rows if row.is_decision_rule),
        one_sided=sum(1 for row in rows if row.one_sided),
        closed=reader.closed(noun),
        add=add,
    )


def _line(reader: Reader, row: Clause) -> ClauseLine:
    may = reader.changes(NOUNS["clause"], row)
    marks = [_("Rule of decision")] if row.is_decision_rule else []
    if row.one_sided:
        words = _("For one party alone: %(kind)s, in favour of %(party)s")
        marks.append(words % {"kind": row.get_one_sided_display(), "party": row.favours})
    return ClauseLine(
        title=row.title,
        text=row.text,
        reason=row.no_clause_because,
        marks=tuple(marks),
        edit=url("agreement_edit", reader.partnership, "clause", row.pk) if may else "",
        remove=url("agreement_remove", reader.partnership, "clause", row.pk) if may else "",
    )
