from typing import Any

from django.contrib import messages
from django.db import transaction
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
from directory.enums import ActorKind, TerritoryLevel
from directory.filters import ServicePointFilter
from directory.forms import ServicePointForm
from directory.links import links_for, service_point_links
from directory.models import Organization, ServicePoint, Territory
from directory.tables import ServicePointTable
from directory.views.common import export, tabs


def _filtered(request: HttpRequest) -> ServicePointFilter:
    visible = ServicePoint.objects.visible_to(request.user).select_related("operator", "territory")
    return ServicePointFilter(request.GET, queryset=visible)


@require_safe
def service_point_list(request: HttpRequest) -> HttpResponse:
    require(request.user, "directory.view_servicepoint")
    points = _filtered(request)
    may_add = request.user.has_perm("directory.add_servicepoint")
    create_url = reverse("directory:service_point_create") if may_add else ""
    table = ServicePointTable(points.qs, empty_url=create_url, empty_action=_("Register a service point"))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {"filter": points, "table": table, "tabs": tabs("service_point_list"), "create_url": create_url}
    return render(request, "directory/service_point_list.html", context)


@require_safe
def service_point_export(request: HttpRequest, kind: str) -> HttpResponse:
    require(request.user, "directory.view_servicepoint")
    header = [
        _("Name"), _("Sector"), _("Territory"), _("Code"), _("Operated by"), _("People it serves"),
        _("Latitude"), _("Longitude"),
    ]  # fmt: skip
    rows = [
        [
            point.name, capfirst(point.get_sector_display()), point.territory.name, point.territory.code,
            point.operator.name, point.catchment_population, point.latitude, point.longitude,
        ]
        for point in _filtered(request).qs
    ]  # fmt: skip
    return export(kind, _("Service points"), header, rows)


@transaction.atomic
def _save(request: HttpRequest, data: dict[str, Any], point: ServicePoint | None = None) -> ServicePoint:
    """Save the point, and first the village and the operator that the register lacked: all or nothing."""
    within, kind = data.pop("within"), data.pop("operator_kind")
    place, operator = data["territory"], data["operator"]
    if not isinstance(place, Territory):
        place = services.save_territory(name=place, level=TerritoryLevel.VILLAGE, parent=within, by=request.user)
    if not isinstance(operator, Organization):
        home = place.parent if place.level == TerritoryLevel.VILLAGE and place.parent else place
        name = operator.rsplit(",", 1)[0] if operator.endswith(f", {home.name}") else operator
        operator = services.save_organization(name=name, kind=ActorKind(kind), territory=home, by=request.user)
    data |= {"territory": place, "operator": operator}
    return services.save_service_point(**data, by=request.user, service_point=point)


def _page(request: HttpRequest, form: ServicePointForm, point: ServicePoint | None) -> HttpResponse:
    """The form again, or the point's page once it is saved."""
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, dict(form.cleaned_data), point)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s is in the register.") % {"name": saved.name})
            return redirect(saved)
    status = 422 if form.errors else 200
    return render(request, "directory/service_point_form.html", {"form": form, "point": point}, status=status)


def service_point_create(request: HttpRequest) -> HttpResponse:
    require(request.user, "directory.add_servicepoint")
    return _page(request, ServicePointForm(request.POST or None), None)


@require_safe
def service_point_detail(request: HttpRequest, pk: Any) -> HttpResponse:
    rows = ServicePoint.objects.select_related("operator", "territory__parent", "registered_by")
    point = get_visible(rows, request.user, pk)
    context = {
        "point": point,
        "links": links_for(service_point_links, point, request.user),
        "may_change": request.user.has_perm("directory.change_servicepoint", point),
    }
    return render(request, "directory/service_point_detail.html", context)


def service_point_edit(request: HttpRequest, pk: Any) -> HttpResponse:
    rows = ServicePoint.objects.select_related("operator__territory", "territory__parent")
    point = get_visible(rows, request.user, pk)
    require(request.user, "directory.change_servicepoint", point)
    form = ServicePointForm(request.POST or None, initial=ServicePointForm.initial_of(point))
    return _page(request, form, point)
