"""The list of cycles, the frame of one cycle, and its guided page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from accounts.guard import get_visible, require
from accounts.models import User
from accounts.permissions import granted
from core.errors import Refusal
from core.exports import write_csv, write_xlsx
from core.http import CSV, XLSX, attachment, file_name
from scorecards.filters import CycleFilter
from scorecards.forms.cycles import CycleForm, ReasonForm
from scorecards.models import Cycle
from scorecards.reports.guide import build_guide
from scorecards.reports.hands import build_hands
from scorecards.reports.lists import cycles_sheet
from scorecards.reports.safeguards import build_safeguards
from scorecards.reports.sessionextras import waiting_requests
from scorecards.reports.steps import further
from scorecards.services.cycles import change_cycle, open_cycle
from scorecards.tables import CycleTable

PER_PAGE = 25


def seen_cycle(user: Any, pk: UUID) -> Cycle:
    """The cycle with what its pages name, or 404."""
    return get_visible(Cycle.objects.with_context(), user, pk)


def _listed(request: HttpRequest) -> QuerySet[Cycle]:
    """The cycles in sight; 403 for somebody without a role."""
    if not granted(request.user, "scorecards.view_cycle"):
        raise PermissionDenied(_("Your role has no cycles. Choose an organisation, or ask to be invited."))
    return Cycle.objects.visible_to(request.user).with_context()


@require_safe
def cycle_list(request: HttpRequest) -> HttpResponse:
    chosen = CycleFilter(request.GET, queryset=_listed(request))
    filtered = any(request.GET.get(name) for name in chosen.filters)
    acts = request.user.organization is not None
    may_add = acts and request.user.has_perm("scorecards.add_cycle")
    table = CycleTable(chosen.qs)
    _say_what_to_do_first(table, filtered, may_add)
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    context = {"table": table, "filter": chosen, "filtered": filtered, "may_add": may_add}
    context["may_register"] = acts and request.user.has_perm("scorecards.manage_facilitators")
    return render(request, "scorecards/cycle_list.html", context | {"query": request.GET.urlencode()})


def _say_what_to_do_first(table: CycleTable, filtered: bool, may_add: bool) -> None:
    if filtered:
        table.empty_title, table.empty_line = _("No cycle answers these filters."), _("Remove a filter to see more.")
        table.empty_url, table.empty_action = reverse("scorecards:cycle_list"), _("Show all")
    elif may_add:
        table.empty_url, table.empty_action = reverse("scorecards:cycle_create"), _("Choose the service")
    else:
        table.empty_title = _("No cycle to show yet.")
        table.empty_line = _("Cycles show here once the facilitation team opens them to you.")


@require_safe
def cycle_list_export(request: HttpRequest, form: str) -> HttpResponse:
    sheet = cycles_sheet(CycleFilter(request.GET, queryset=_listed(request)).qs)
    if form == "xlsx":
        return attachment(write_xlsx([sheet], title=sheet.title), file_name(sheet.title, "xlsx"), XLSX)
    if form == "csv":
        return attachment(write_csv(sheet.header, sheet.rows), file_name(sheet.title, "csv"), CSV)
    raise Http404


@require_safe
def cycle_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    return guide_page(request, seen_cycle(request.user, pk))


def guide_page(
    request: HttpRequest, cycle: Cycle, *, form: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    """The guided page; ``form`` brings back a reason that was refused."""
    user: User = request.user  # type: ignore[assignment]
    context = {
        "guide": build_guide(cycle, user),
        "safeguards": build_safeguards(cycle, user),
        "reopening": waiting_requests(cycle, user),
        "further": further(cycle, user),
        "hands": build_hands(cycle, user),
        "cycle": cycle,
        "form": form or ReasonForm(cycle=cycle),
        "may": _rights(user, cycle),
    }
    return render(request, "scorecards/cycle_detail.html", context, status=status)


def _rights(user: User, cycle: Cycle) -> dict[str, bool]:
    names = (
        "advance_cycle",
        "reopen_cycle",
        "manage_committee",
        "view_card",
        "export_card",
        "view_history",
        "view_preparation",
        "prepare_field",
    )
    return {name: user.has_perm(f"scorecards.{name}", cycle) for name in names}


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_create(request: HttpRequest) -> HttpResponse:
    require(request.user, "scorecards.add_cycle")
    user: User = request.user  # type: ignore[assignment]
    if user.organization is None:
        raise PermissionDenied(_("Choose the organisation that you act for, then open the cycle."))
    first = {"service_point": request.GET.get("service_point"), "starts_on": timezone.localdate()}
    form = CycleForm(request.POST or None, user=user, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            cycle = open_cycle(organization=user.organization, by=user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The cycle is open. Now say which groups will score."))
            return redirect(cycle)
    return render(request, "scorecards/cycle_form.html", {"form": form, "cycle": None}, status=_status(form))


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.change_cycle", cycle)
    form = CycleForm(request.POST or None, user=request.user, instance=cycle)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        try:
            change_cycle(cycle=cycle, by=request.user, version=fields.pop("version") or 0, **fields)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The cycle is changed."))
            return redirect(cycle)
    return render(request, "scorecards/cycle_form.html", {"form": form, "cycle": cycle}, status=_status(form))
