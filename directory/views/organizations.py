from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from core.errors import Refusal
from core.guard import get_visible, require
from directory import services
from directory.fields import suggest_organizations
from directory.filters import OrganizationFilter
from directory.forms import OrganizationForm
from directory.links import links_for, organization_links
from directory.models import Organization
from directory.tables import OrganizationTable, ServicePointTable
from directory.views.common import export, suggestions, tabs


def _filtered(request: HttpRequest) -> OrganizationFilter:
    visible = Organization.objects.visible_to(request.user).select_related("territory", "registered_by")
    return OrganizationFilter(
        request.GET, queryset=visible.annotate(points=Count("service_points")).order_by("name", "pk")
    )


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    require(request.user, "directory.view_organization")
    organizations = _filtered(request)
    may_add = request.user.has_perm("directory.add_organization")
    create_url = reverse("directory:organization_create") if may_add else ""
    table = OrganizationTable(organizations.qs, empty_url=create_url, empty_action=_("Register an organisation"))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {"filter": organizations, "table": table, "tabs": tabs("organization_list"), "create_url": create_url}
    return render(request, "directory/organization_list.html", context)


@require_safe
def organization_export(request: HttpRequest, kind: str) -> HttpResponse:
    require(request.user, "directory.view_organization")
    header = [_("Name"), _("Kind of actor"), _("Territory"), _("Code"), _("Registered by"), _("Service points")]
    rows = [
        [
            row.name,
            capfirst(row.get_kind_display()),
            row.territory.name,
            row.territory.code,
            row.registered_by.name if row.registered_by else "",
            row.points,
        ]
        for row in _filtered(request).qs
    ]
    return export(kind, _("Organisations"), header, rows)


@require_safe
def organization_suggest(request: HttpRequest) -> HttpResponse:
    require(request.user, "directory.view_organization")
    return suggestions(request, suggest_organizations)


def _page(request: HttpRequest, form: OrganizationForm, organization: Organization | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_organization(**form.cleaned_data, by=request.user, organization=organization)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s is in the register.") % {"name": saved.name})
            return redirect(saved)
    context = {"form": form, "organization": organization}
    return render(request, "directory/organization_form.html", context, status=422 if form.errors else 200)


def organization_create(request: HttpRequest) -> HttpResponse:
    require(request.user, "directory.add_organization")
    return _page(request, OrganizationForm(request.POST or None), None)


def organization_edit(request: HttpRequest, pk: Any) -> HttpResponse:
    organization = get_visible(Organization.objects.select_related("territory__parent"), request.user, pk)
    require(request.user, "directory.change_organization", organization)
    form = OrganizationForm(request.POST or None, initial=OrganizationForm.initial_of(organization))
    return _page(request, form, organization)


@require_safe
def organization_detail(request: HttpRequest, pk: Any) -> HttpResponse:
    rows = Organization.objects.select_related("territory__parent", "registered_by")
    organization = get_visible(rows, request.user, pk)
    table = ServicePointTable(organization.service_points.select_related("territory"), exclude=("operator",))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {
        "organization": organization,
        "table": table,
        "links": links_for(organization_links, organization, request.user),
        "may_change": request.user.has_perm("directory.change_organization", organization),
    }
    return render(request, "directory/organization_detail.html", context)
