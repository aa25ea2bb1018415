"""What a survey says by sex and by age, beside the whole: no group under five, none found by subtraction."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _

from concertation.enums import AnswerStatus, SurveyAudience
from concertation.models import Survey, SurveyAnswer
from concertation.questions import asked_of
from concertation.reports.wording import percent
from concertation.scoring.breakdown import to_hide
from concertation.scoring.facts import Levels
from concertation.scoring.perception import favourable

#: Statement → group → levels.
Grouped = Mapping[str, Mapping[str, Levels]]


@dataclass(frozen=True)
class GroupCell:
    """``text``: the share that agrees, empty when hidden or when nobody answered; ``n``: None when hidden."""

    group: str
    text: str
    n: int | None
    hidden: bool


@dataclass(frozen=True)
class GroupRow:
    words: Any
    whole: str
    cells: tuple[GroupCell, ...]


@dataclass(frozen=True)
class GroupTable:
    key: str
    title: str
    groups: tuple[str, ...]
    rows: tuple[GroupRow, ...]

    @property
    def hides(self) -> bool:
        return any(cell.hidden for row in self.rows for cell in row.cells)


def build_groups(survey: Survey) -> tuple[GroupTable, ...]:
    """By sex, then by age, when at least one person said it. Two queries; none for those who didn't come."""
    if survey.audience == SurveyAudience.ABSENT:
        return ()
    tables = (_table(survey, "sex", _("By sex")), _table(survey, "age", _("By age")))
    return tuple(table for table in tables if table is not None)


def _table(survey: Survey, by: str, title: str) -> GroupTable | None:
    found = _levels(survey, by)
    groups = sorted({group for each in found.values() for group in each}, key=lambda group: (not group, group))
    if not any(groups):
        return None
    rows = []
    for question in asked_of(survey.audience):
        of = found.get(question.code, {})
        whole = favourable(question.code, _sum(of))
        if whole.value is not None:
            rows.append(
                GroupRow(question.words(survey.moment), percent(whole.value), _cells(question.code, of, groups))
            )
    names = tuple(group or _("not said") for group in groups)
    return GroupTable(by, title, names, tuple(rows)) if rows else None


def _levels(survey: Survey, by: str) -> Grouped:
    rows = (
        SurveyAnswer.objects.filter(response__survey=survey, status=AnswerStatus.RATED)
        .order_by()
        .values_list("item", f"response__{by}", "level")
        .annotate(times=Count("pk"))
    )
    found: dict[str, dict[str, dict[int, int]]] = {}
    for item, group, level, times in rows:
        found.setdefault(item, {}).setdefault(group, {})[level] = times
    return {item: {name: Levels(levels, 0) for name, levels in of.items()} for item, of in found.items()}


def _sum(of: Mapping[str, Levels]) -> Levels:
    total: dict[int, int] = {}
    for each in of.values():
        for level, times in each.levels.items():
            total[level] = total.get(level, 0) + times
    return Levels(total, 0)


def _cells(item: str, of: Mapping[str, Levels], groups: list[str]) -> tuple[GroupCell, ...]:
    hide = to_hide({name: levels.rated for name, levels in of.items()}, settings.SMALL_CELL)
    cells = []
    for group in groups:
        share = favourable(item, of.get(group)).value
        name = group or _("not said")
        if group in hide:
            cells.append(GroupCell(name, "", None, hidden=True))
        else:
            n = of[group].rated if group in of else 0
            cells.append(GroupCell(name, "" if share is None else percent(share), n, hidden=False))
    return tuple(cells)
