from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_tables2 import RequestConfig

from accounts.guard import get_visible, require
from accounts.permissions import granted
from actionplans.enums import Side
from actionplans.filters import PlanFilter
from actionplans.models import Action, ActionPlan, ActionPlanQuerySet
from actionplans.permissions import followed_sides
from actionplans.reports import PlanReport, build_plan, due_actions, totals
from actionplans.reports.kinds import PLAN_KINDS
from actionplans.reports.sheets import plan_sheets, plans_sheet
from actionplans.tables import PlanTable
from actionplans.wordguard import mask_for
from core.exports import Sheet, write_csv, write_xlsx
from core.http import CSV, XLSX, attachment, file_name
from reports.services import ask_report

PER_PAGE = 25


def _visible(request: HttpRequest) -> ActionPlanQuerySet:
    """The plans in sight; 403 for somebody without a role."""
    if not granted(request.user, "actionplans.view_actionplan"):
        raise PermissionDenied(_("Your role has no action plans. Choose an organisation, or ask to be invited."))
    return ActionPlan.objects.visible_to(request.user)


def _plans(request: HttpRequest) -> ActionPlanQuerySet:
    return _visible(request).with_counts().select_related("service_point", "territory")


@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    chosen = PlanFilter(request.GET, queryset=_plans(request))
    table = PlanTable(chosen.qs)
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    filtered = any(request.GET.get(name) for name in chosen.filters)
    if filtered:
        table.empty_title, table.empty_line = _("No plan answers these filters."), _("Remove a filter to see more.")
        table.empty_url, table.empty_action = reverse("actionplans:plan_list"), _("Show all")
    context = {
        "table": table,
        "filter": chosen,
        "totals": totals(request.user),
        "filtered": filtered,
        "clear_url": reverse("actionplans:plan_list") if filtered else "",
        "query": request.GET.urlencode(),
    }
    return render(request, "actionplans/plan_list.html", context)


@require_GET
def plan_list_export(request: HttpRequest, form: str) -> HttpResponse:
    plans = PlanFilter(request.GET, queryset=_plans(request)).qs
    return _download([plans_sheet(plans)], _("Action plans"), form)


@require_GET
def late_list(request: HttpRequest) -> HttpResponse:
    late = Action.objects.filter(plan__in=_visible(request)).late().count()
    page = Paginator(due_actions(request.user, limit=late), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "actionplans/late_list.html", {"page": page, "late": late})


@require_GET
def plan_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    plans = ActionPlan.objects.select_related("organization", "service_point", "territory")
    plan = get_visible(plans, request.user, pk)
    report = build_plan(plan, mask=mask_for(request.user, [plan.pk]))
    tab = request.GET.get("show", "")
    context = {
        "plan": plan,
        "owner": _owner(request, plan),
        "report": report,
        "actions": report.of(tab),
        "tabs": _tabs(report, tab),
        "can_change": request.user.has_perm("actionplans.change_actionplan", plan),
        "can_export": request.user.has_perm("actionplans.export_actionplan", plan),
        "followed": followed_sides(request.user),
    }
    return render(request, "actionplans/plan_detail.html", context)


def _owner(request: HttpRequest, plan: ActionPlan) -> dict[str, str] | None:
    """The link back to what the plan belongs to, for those who see it."""
    owner = plan.subject
    if owner is None:
        return None
    visible = type(owner)._default_manager.visible_to(request.user).filter(pk=owner.pk).exists()
    return {"label": str(owner), "url": owner.get_absolute_url()} if visible else None


def _tabs(report: PlanReport, tab: str) -> list[dict[str, object]]:
    counted = [("", pgettext("actions", "All")), ("late", _("Late"))] + [(row.side, row.name) for row in report.sides]
    return [
        {
            "label": label,
            "url": f"?show={name}" if name else "?",
            "current": name == tab,
            "count": len(report.of(name)),
        }
        for name, label in counted
        if name in ("", *Side.values) or report.late
    ]


@require_GET
def plan_export(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    plan = get_visible(ActionPlan, request.user, pk)
    require(request.user, "actionplans.export_actionplan", plan)
    return _download(plan_sheets(build_plan(plan)), plan.title, form)


@require_POST
def plan_report(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Ask for the PDF (or the spreadsheet) of the plan; the file is made by the worker."""
    if kind not in PLAN_KINDS:
        raise Http404
    get_visible(ActionPlan, request.user, pk)
    report = ask_report(kind=f"actionplans.{kind}", subject_id=pk, by=request.user, language=get_language() or "fr")
    messages.success(request, _("Your report is asked for."))
    return redirect(report)


def _download(sheets: Sequence[Sheet], title: str, form: str) -> HttpResponse:
    if form == "xlsx":
        return attachment(write_xlsx(sheets, title=title), file_name(title, "xlsx"), XLSX)
    if form != "csv":
        raise Http404
    first = sheets[0]
    return attachment(write_csv(first.header, first.rows, delimiter=";"), file_name(title, "csv"), CSV)
