"""What pages, PDF and spreadsheets show of action plans."""

from actionplans.reports.due import DueAction, Totals, due_actions, totals
from actionplans.reports.history import Change, action_history
from actionplans.reports.plan import ActionRow, PlanReport, SideRow, UpdateRow, action_row, build_plan

__all__ = [
    "ActionRow",
    "Change",
    "DueAction",
    "PlanReport",
    "SideRow",
    "Totals",
    "UpdateRow",
    "action_history",
    "action_row",
    "build_plan",
    "due_actions",
    "totals",
]
