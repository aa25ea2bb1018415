"""The indicator library: what is common, what an organisation wrote, from and to a file."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guard import get_visible, require
from accounts.permissions import granted
from core.errors import Refusal
from core.exports import write_csv
from core.http import CSV, attachment, file_name
from directory.enums import Sector
from scorecards.enums import About
from scorecards.forms.library import LibraryFileForm, LibraryFilterForm, LibraryTextForm, TemplateForm
from scorecards.libraryfile import COLUMNS
from scorecards.models import IndicatorTemplate
from scorecards.services.ownlibrary import change_template, create_template, enter_library, is_used, read_entry


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """The library by sector, with its filters."""
    rows = _seen(request)
    kept = LibraryFilterForm(request.GET).kept()
    shown = [row for row in rows if _fits(row, kept)]
    sectors = [(sector.label, [row for row in shown if row.sector == sector]) for sector in Sector]
    context = {
        "sectors": [(label, listed) for label, listed in sectors if listed],
        "count": len(shown),
        "filters": _filters(rows, kept),
        "query": urlencode(kept),
        "can_write": _may_write(request),
        "organization": request.user.organization,
    }
    return render(request, "scorecards/library.html", context)


def _seen(request: HttpRequest) -> list[IndicatorTemplate]:
    if not granted(request.user, "scorecards.view_cycle"):
        raise PermissionDenied(_("Your role has no cycles. Choose an organisation, or ask to be invited."))
    return list(IndicatorTemplate.objects.visible_to(request.user))


def _may_write(request: HttpRequest) -> bool:
    return request.user.organization is not None and request.user.has_perm("scorecards.manage_library")


def _fits(row: IndicatorTemplate, kept: dict[str, str]) -> bool:
    owner = "common" if row.owner_id is None else "own"
    mine = {"sector": row.sector, "about": row.about, "owner": owner}
    return all(mine[name] == value for name, value in kept.items())


def _filters(rows: list[IndicatorTemplate], kept: dict[str, str]) -> list[dict[str, Any]]:
    """Three lines of links with their counts; choosing one keeps the others."""
    owners = [("common", _("common library")), ("own", _("our organisation"))]
    lines = []
    titles = {"sector": _("Sector"), "about": _("It speaks of"), "owner": _("Written by")}
    for name, choices in (("sector", Sector.choices), ("about", About.choices), ("owner", owners)):
        others = {key: value for key, value in kept.items() if key != name}
        fitting = [row for row in rows if _fits(row, others)]
        counts = Counter(getattr(row, name) if name != "owner" else _owner(row) for row in fitting)
        items = [{"label": capfirst(_("all")), "url": f"?{urlencode(others)}", "current": name not in kept,
                  "count": len(fitting)}]  # fmt: skip
        for value, word in choices:
            if counts[value] or kept.get(name) == value:
                items.append({"label": capfirst(word), "url": f"?{urlencode(others | {name: value})}",
                              "current": kept.get(name) == value, "count": counts[value]})  # fmt: skip
        lines.append({"label": titles[name], "links": items})
    return lines


def _owner(row: IndicatorTemplate) -> str:
    return "common" if row.owner_id is None else "own"


@require_http_methods(["GET", "HEAD", "POST"])
def library_new(request: HttpRequest) -> HttpResponse:
    organization = _writer(request)
    form = TemplateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = create_template(organization=organization, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("In your library: %(indicator)s.") % {"indicator": row})
            return redirect("scorecards:library")
    context = {"form": form, "template": None, "used": False}
    return render(request, "scorecards/library_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def library_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    template = get_visible(IndicatorTemplate, request.user, pk)
    require(request.user, "scorecards.manage_library")
    if template.owner_id is None:
        raise PermissionDenied(_("The common library is the same for everybody. Write an indicator of your own."))
    form = TemplateForm(request.POST or None, template=template)
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if name != "code"}
        try:
            change_template(template=template, by=request.user, **data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The indicator is changed; the cycles that use it keep their words."))
            return redirect("scorecards:library")
    context = {"form": form, "template": template, "used": is_used(template)}
    return render(request, "scorecards/library_form.html", context, status=422 if form.errors else 200)


def _writer(request: HttpRequest) -> Any:
    require(request.user, "scorecards.manage_library")
    if request.user.organization is None:
        raise PermissionDenied(_("Choose an organisation to act for first."))
    return request.user.organization


@require_http_methods(["GET", "HEAD", "POST"])
def library_import(request: HttpRequest) -> HttpResponse:
    """A file, then what it would enter or its lines to correct, then all of it or nothing."""
    organization = _writer(request)
    if request.method != "POST":
        return render(request, "scorecards/library_import.html", {"form": LibraryFileForm(), "entry": None})
    form = LibraryTextForm(request.POST)
    if "content" in request.POST and form.is_valid():
        content = form.cleaned_data["content"]
        return _enter(request, content) if "enter" in request.POST else _preview(request, content)
    upload = LibraryFileForm(request.POST, request.FILES)
    if upload.is_valid():
        return _preview(request, upload.cleaned_data["file"])
    context = {"form": upload, "entry": None, "organization": organization}
    return render(request, "scorecards/library_import.html", context, status=422)


def _preview(request: HttpRequest, content: str) -> HttpResponse:
    entry = read_entry(content, request.user.organization)
    context = {"form": None, "entry": entry, "content": content}
    return render(request, "scorecards/library_import.html", context, status=422 if entry.troubles else 200)


def _enter(request: HttpRequest, content: str) -> HttpResponse:
    try:
        entry = enter_library(content=content, organization=request.user.organization, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _preview(request, content)
    words = _("Library entered: %(fresh)d new, %(changed)d changed, %(same)d as before.")
    messages.success(request, words % {"fresh": len(entry.fresh), "changed": len(entry.changed), "same": entry.same})
    return redirect("scorecards:library")


@require_safe
def library_export(request: HttpRequest) -> HttpResponse:
    """What the filters show, in the columns that the import reads."""
    kept = LibraryFilterForm(request.GET).kept()
    rows = [[getattr(row, name) for name in COLUMNS] for row in _seen(request) if _fits(row, kept)]
    return attachment(write_csv(COLUMNS, rows), file_name(_("indicator library"), "csv"), CSV)
