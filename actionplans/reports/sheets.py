"""The spreadsheet of a plan, and of the list of plans: typed cells, no formula."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from actionplans.enums import CARD_SIDES
from actionplans.reports.plan import ActionRow, PlanReport
from core.exports import Cell, Sheet


def plan_sheets(plan: PlanReport) -> list[Sheet]:
    """Two sheets: the actions as they stand, and every follow-up ever written."""
    return [actions_sheet(plan), updates_sheet(plan)]


def actions_sheet(plan: PlanReport) -> Sheet:
    return Sheet(_("Action plan"), _headings(), [_action_cells(row) for row in plan.by_number])


def _headings() -> list[str]:
    return [
        _("No."),
        _("Action"),
        _("Problem"),
        _("Who carries it"),
        _("Who exactly"),
        _("With whom"),
        _("Start"),
        _("Due date"),
        _("State"),
        _("Seen by the committee"),
        _("Days late"),
        _("Resources"),
        _("Cost"),
        _("Currency"),
        _("Means"),
        _("How we will know it is done"),
        _("Today's value"),
        _("Value to reach"),
        _("What the community does"),
        _("What the provider does"),
        _("What the authority does"),
        _("Last follow-up on"),
        _("Last follow-up"),
    ]


def _action_cells(row: ActionRow) -> tuple[Cell, ...]:
    """One action, in the order of the headings."""
    return (
        row.number,
        row.what,
        row.problem,
        row.side_name,
        row.responsible,
        row.with_whom,
        row.starts_on,
        row.due_on,
        row.state,
        row.seen.words if row.seen else None,
        row.days_late,
        row.resources,
        row.cost,
        row.currency,
        row.funding,
        row.success_indicator,
        row.baseline,
        row.target,
        *(row.words_of(side) for side in CARD_SIDES),
        row.last.on if row.last else None,
        row.last.note if row.last else None,
    )


def updates_sheet(plan: PlanReport) -> Sheet:
    header = [
        _("No."),
        _("Action"),
        _("Date"),
        pgettext("state", "From"),
        pgettext("state", "To"),
        _("Note"),
        _("Evidence"),
        _("New due date"),
        _("By"),
    ]
    rows = [
        (row.number, row.what, up.on, up.from_word, up.to_word, up.note, up.evidence, up.new_due_on, up.by)
        for row in plan.by_number
        for up in row.oldest_first
    ]
    return Sheet(_("Follow-up"), header, rows)


def plans_sheet(plans: Iterable[Any]) -> Sheet:
    """The list of plans, from ``with_counts``."""
    header = [
        _("Action plan"),
        _("Territory"),
        _("Promises"),
        pgettext("promises", "Kept"),
        _("Late"),
        _("Next due date"),
    ]
    rows = [(plan.title, plan.territory.name, plan.total, plan.done, plan.late, plan.next_due) for plan in plans]
    return Sheet(_("Action plans"), header, rows)
