"""The plan alone as a file: PDF and spreadsheet, with every follow-up, to prove later what was done."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.guard import get_visible, require
from accounts.models import User
from actionplans.models import ActionPlan
from actionplans.reports.plan import PlanReport, build_plan
from actionplans.reports.sheets import plan_sheets
from core.exports import write_xlsx
from core.http import PDF, XLSX, file_name
from core.pdf import render_pdf
from reports.progress import follow_engine
from reports.registry import Progress, Rendered, ReportKind, register

PLAN_KINDS = ("plan_pdf", "plan_xlsx")


def _subject(user: User, pk: UUID) -> ActionPlan:
    plan = get_visible(ActionPlan, user, pk)
    require(user, "actionplans.export_actionplan", plan)
    return plan


def _load(pk: UUID) -> ActionPlan | None:
    plans = ActionPlan.objects.select_related("organization", "service_point", "territory")
    return plans.filter(pk=pk).first()


def _build(plan: ActionPlan, audience: str) -> PlanReport:
    return build_plan(plan)


def render_plan_pdf(data: PlanReport, language: str, progress: Progress) -> Rendered:
    pages: list[int] = []
    with follow_engine(progress):
        content = render_pdf(
            "actionplans/report/plan.html",
            {"plan": data},
            language=language,
            title=data.title,
            author=data.organization,
            on_pages=pages.append,
        )
    return Rendered(content, pages[-1])


def render_plan_xlsx(data: PlanReport, language: str, progress: Progress) -> Rendered:
    return Rendered(write_xlsx(plan_sheets(data), title=data.title))


def register_kinds() -> None:
    """Called once, by the app's ``ready``."""
    common: dict[str, Any] = {
        "subject": _subject,
        "load": _load,
        "audience": lambda user, plan: "public",
        "build": _build,
        "title": lambda plan: _("%(plan)s, with its follow-up") % {"plan": plan.title},
        "organization": lambda plan: plan.organization,
    }
    register(
        ReportKind(
            name="actionplans.plan_pdf",
            label=gettext_lazy("Action plan, PDF"),
            filename=lambda plan: file_name(plan.title, "pdf"),
            media_type=PDF,
            render=render_plan_pdf,
            **common,
        )
    )
    register(
        ReportKind(
            name="actionplans.plan_xlsx",
            label=gettext_lazy("Action plan, Excel"),
            filename=lambda plan: file_name(plan.title, "xlsx"),
            media_type=XLSX,
            render=render_plan_xlsx,
            **common,
        )
    )
