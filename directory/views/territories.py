from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from core.errors import Refusal
from core.guard import get_visible, require
from directory import services
from directory.fields import suggest_territories
from directory.filters import PlaceFilter
from directory.forms import TerritoryEditForm, TerritoryFileForm, TerritoryForm
from directory.models import Territory
from directory.tables import TerritoryTable
from directory.views.common import export, suggestions, tabs

#: Lines of each sort that the preview shows; bad lines are all shown.
SHOWN = 50


def _filtered(request: HttpRequest) -> PlaceFilter:
    return PlaceFilter(request.GET, queryset=Territory.objects.visible_to(request.user).select_related("parent"))


@require_safe
def territory_list(request: HttpRequest) -> HttpResponse:
    require(request.user, "directory.view_territory")
    places = _filtered(request)
    may_change = request.user.has_perm("directory.change_territory")
    import_url = reverse("directory:territory_import") if request.user.has_perm("directory.import_territories") else ""
    table = TerritoryTable(
        places.qs.annotate(points=Count("service_points")).order_by("path"),
        may_change=may_change,
        empty_url=import_url,
        empty_action=_("Import territories"),
    )
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    context = {"filter": places, "table": table, "tabs": tabs("territory_list"), "import_url": import_url}
    return render(request, "directory/territory_list.html", context | {"may_change": may_change})


@require_safe
def territory_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The columns of the import, so that a corrected export can be sent back."""
    require(request.user, "directory.view_territory")
    rows = [[row.code, row.name, row.level, row.parent.code if row.parent else ""] for row in _filtered(request).qs]
    return export(kind, _("Territories"), ["code", "name", "level", "parent_code"], rows, delimiter=",")


@require_safe
def territory_suggest(request: HttpRequest) -> HttpResponse:
    require(request.user, "directory.view_territory")
    return suggestions(request, suggest_territories)


def territory_create(request: HttpRequest) -> HttpResponse:
    require(request.user, "directory.change_territory")
    form = TerritoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_territory(**form.cleaned_data, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s is in the register.") % {"name": saved.name})
            return redirect("directory:territory_list")
    context = {"form": form, "territory": None}
    return render(request, "directory/territory_form.html", context, status=422 if form.errors else 200)


def territory_edit(request: HttpRequest, pk: Any) -> HttpResponse:
    territory = get_visible(Territory.objects.select_related("parent"), request.user, pk)
    require(request.user, "directory.change_territory", territory)
    kept = {name: getattr(territory, name) for name in ("name", "level", "parent", "code")}
    form = TerritoryEditForm(request.POST or None, initial=kept, may_move=request.user.is_superuser)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_territory(**kept | form.cleaned_data, by=request.user, territory=territory)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s is in the register.") % {"name": form.cleaned_data["name"]})
            return redirect("directory:territory_list")
    context = {"form": form, "territory": territory}
    return render(request, "directory/territory_form.html", context, status=422 if form.errors else 200)


def _preview(request: HttpRequest, form: TerritoryFileForm, content: bytes | None) -> HttpResponse:
    """The upload form, and what the file would change; 422 when a line is to be corrected."""
    plan = services.plan_territories(content) if content is not None else None
    wrong = bool(form.errors) or (plan is not None and bool(plan.problems))
    text = content.decode("utf-8-sig") if plan and not plan.problems and content is not None else ""
    context = {"form": form, "plan": plan, "text": text, "shown": SHOWN, "shown_slice": f":{SHOWN}"}
    return render(request, "directory/territory_import.html", context, status=422 if wrong else 200)


def territory_import(request: HttpRequest) -> HttpResponse:
    require(request.user, "directory.import_territories")
    sent = request.method == "POST"
    form = TerritoryFileForm(request.POST, request.FILES) if sent else TerritoryFileForm()
    return _preview(request, form, form.cleaned_data["file"] if sent and form.is_valid() else None)


@require_POST
def territory_import_confirm(request: HttpRequest) -> HttpResponse:
    require(request.user, "directory.import_territories")
    content = request.POST.get("content", "").encode()
    try:
        plan = services.apply_territories(content=content, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _preview(request, TerritoryFileForm(), content)
    added, renamed = len(plan.add), len(plan.rename)
    words = ngettext("%(count)d territory added", "%(count)d territories added", added) % {"count": added}
    more = ngettext("%(count)d name corrected", "%(count)d names corrected", renamed) % {"count": renamed}
    messages.success(request, _("%(added)s, %(renamed)s.") % {"added": words, "renamed": more})
    return redirect("directory:territory_list")
