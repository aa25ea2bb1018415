"""The list of partnerships, the page of one, its steps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from accounts.guard import require
from accounts.permissions import granted
from core.errors import Refusal
from core.exports import write_csv, write_xlsx
from core.http import CSV, XLSX, attachment, file_name
from partnerships.enums import State
from partnerships.filters import PartnershipFilter
from partnerships.forms.base import renew_version
from partnerships.forms.life import FrameForm, OpenForm, StepForm
from partnerships.models import Partnership
from partnerships.reports.life import build_life
from partnerships.reports.lists import partnerships_sheet
from partnerships.services.life import advance, change_partnership, open_partnership, propose
from partnerships.tables import PartnershipTable
from partnerships.views.frame import frame, seen_partnership, writable

PER_PAGE = 25


def listed(request: HttpRequest) -> QuerySet[Partnership]:
    """The partnerships in sight; 403 for somebody without a role."""
    if not granted(request.user, "partnerships.view_partnership"):
        raise PermissionDenied(_("Your role has no partnerships. Choose an organisation, or ask to be invited."))
    rows = Partnership.objects.visible_to(request.user).select_related("territory", "coordinator")
    return rows.prefetch_related("parties__organization")


@require_safe
def partnership_list(request: HttpRequest) -> HttpResponse:
    chosen = PartnershipFilter(request.GET, queryset=listed(request))
    filtered = any(request.GET.get(name) for name in chosen.filters)
    may_add = request.user.organization is not None and request.user.has_perm("partnerships.add_partnership")
    table = PartnershipTable(chosen.qs)
    if filtered:
        table.empty_title, table.empty_line = _("No partnership answers these filters."), _("Remove a filter.")
        table.empty_url, table.empty_action = reverse("partnerships:partnership_list"), _("Show all")
    elif may_add:
        table.empty_url, table.empty_action = reverse("partnerships:partnership_create"), _("Open a partnership")
    else:
        table.empty_line = _("Partnerships show here once your organisation is invited, or once they are published.")
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    context = {"table": table, "filter": chosen, "filtered": filtered, "may_add": may_add}
    return render(request, "partnerships/life_list.html", context | {"query": request.GET.urlencode()})


@require_safe
def partnership_list_export(request: HttpRequest, form: str) -> HttpResponse:
    sheet = partnerships_sheet(PartnershipFilter(request.GET, queryset=listed(request)).qs)
    if form == "xlsx":
        return attachment(write_xlsx([sheet], title=sheet.title), file_name(sheet.title, "xlsx"), XLSX)
    if form == "csv":
        return attachment(write_csv(sheet.header, sheet.rows), file_name(sheet.title, "csv"), CSV)
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def partnership_create(request: HttpRequest) -> HttpResponse:
    require(request.user, "partnerships.add_partnership")
    own = request.user.organization
    if own is None:
        raise PermissionDenied(_("Choose the organisation that you act for, then open the partnership."))
    form = OpenForm(request.POST or None, initial={"territory": own.territory})
    if request.method == "POST" and form.is_valid():
        try:
            made = open_partnership(coordinator=own, organizations=form.partners, by=request.user, **form.frame())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The partnership is open. The other parties are invited to join."))
            return redirect(made)
    context = {"form": form, "may_register": granted(request.user, "directory.add_organization")}
    return render(request, "partnerships/life_open.html", context, status=422 if form.errors else 200)


@require_safe
def partnership_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    return life_page(request, seen_partnership(request, pk))


def life_page(
    request: HttpRequest, partnership: Partnership, *, form: StepForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of a partnership; ``form`` brings back an answer that was refused."""
    context: dict[str, Any] = {
        **frame(request, partnership, "overview"),
        "page": build_life(partnership, request.user),
        "form": form,
        "may_write": request.user.has_perm("partnerships.represent", partnership),
    }
    return render(request, "partnerships/life_detail.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def partnership_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    require(request.user, "partnerships.coordinate", partnership)
    form = FrameForm(request.POST or None, partnership=partnership)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change_partnership(partnership=partnership, version=version, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            partnership.refresh_from_db()
            renew_version(form, partnership.version)
        else:
            messages.success(request, _("The partnership is changed."))
            return redirect(partnership)
    context = {**frame(request, partnership, "overview"), "form": form}
    return render(request, "partnerships/life_edit.html", context, status=422 if form.errors else 200)


@require_POST
def step_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """My party's yes or no to a step; the last yes takes it."""
    partnership = writable(request, pk)
    form = StepForm(request.POST, partnership=partnership)
    if form.is_valid():
        data = form.cleaned_data
        try:
            held = propose(
                partnership=partnership,
                to=State(data["to"]),
                agrees=data["answer"] == "yes",
                sentence=data["sentence"],
                by=request.user,
            )
        except Refusal as refusal:
            form.add_error("sentence", str(refusal))
        else:
            _say(request, held, State(data["to"]))
            return redirect(partnership)
    return life_page(request, partnership, form=form, status=422)


def _say(request: HttpRequest, held: Partnership, to: State) -> None:
    if held.state == to:
        messages.success(request, _("Everybody agrees: the partnership is now at “%(step)s”.") % {"step": to.label})
    else:
        messages.success(request, _("Your answer is noted. The other parties read it."))


@require_POST
def step_take(request: HttpRequest, pk: UUID, to: str) -> HttpResponse:
    """Take a step that everybody agreed to, or that asks nobody."""
    partnership = writable(request, pk)
    if to not in State.values:
        raise Http404
    try:
        held = advance(partnership=partnership, to=State(to), by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        _say(request, held, State(to))
    return redirect(partnership)
