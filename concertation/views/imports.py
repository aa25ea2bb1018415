"""Files of other tools, in three screens: choose the file, name its columns, check and enter. All or nothing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from concertation.forms.base import renew_version
from concertation.forms.imports import ColumnsForm, UploadForm
from concertation.importfile import guess, read_grid, read_lines
from concertation.models import Device, Edition
from concertation.reports.imports import IMPORTS, build_preview, recognised, words_of
from concertation.services.columns import recall_columns, remember_columns
from concertation.services.imports import (
    Attendance,
    import_attendance,
    import_census,
    import_classes,
    import_contributions,
)
from concertation.views.frame import frame, kept_device, kept_edition
from core.csvtext import TextProblem
from core.errors import Refusal
from directory.models import Organization

_SERVICES = {
    "attendance": import_attendance,
    "contributions": import_contributions,
    "classes": import_classes,
}


@require_safe
def import_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    kinds = [kind for slug, kind in IMPORTS.items() if slug in _SERVICES]
    context = {**frame(request, edition, "facts"), "kinds": kinds, "marks": edition.marks.count()}
    return render(request, "concertation/import_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    edition = kept_edition(request, pk)
    if kind not in _SERVICES:
        raise Http404
    context = {
        **frame(request, edition, "facts"),
        "up_url": reverse("concertation:import_list", args=[pk]),
        "back_url": reverse("concertation:edition_facts", args=[pk]),
    }
    return _screens(request, kind, context, edition)


@require_safe
def census(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The census classes of the device's zone."""
    device = kept_device(request, pk)
    context = {"device": device, "classes": device.territory.census_classes.all()}
    return render(request, "concertation/census.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def census_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    device = kept_device(request, pk)
    url = reverse("concertation:census", args=[pk])
    context = {"device": device, "edition": None, "tabs": [], "up_url": url, "back_url": url}
    return _screens(request, "census", context, None)


def _screens(request: HttpRequest, kind: str, context: dict[str, Any], edition: Edition | None) -> HttpResponse:
    """The screen that the posted ``stage`` leads to."""
    context |= {"kind": IMPORTS[kind]}
    stage = request.POST.get("stage", "") if request.method == "POST" else ""
    if stage == "upload":
        return _choose_columns(request, kind, context, edition)
    if stage in ("check", "apply", "again"):
        return _check(request, kind, context, edition, stage)
    return _page(request, "upload", {**context, "form": UploadForm()})


_PAGES = {
    "upload": "concertation/import_upload.html",
    "columns": "concertation/import_columns.html",
    "preview": "concertation/import_preview.html",
}


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, _PAGES[name], context, status=status)


def _choose_columns(request: HttpRequest, kind: str, context: dict[str, Any], edition: Edition | None) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, "upload", {**context, "form": form}, status=422)
    try:
        grid = read_grid(form.cleaned_data["file"].read())
    except TextProblem as problem:
        where = _("Line %(line)d: ") % {"line": problem.line} if problem.line else ""
        form.add_error("file", where + words_of(problem))
        return _page(request, "upload", {**context, "form": form}, status=422)
    version = edition.version if edition else 0
    recalled = recall_columns(_owner(context), kind, grid.titles)
    first = {f"c-{name}": at for name, at in (recalled or guess(kind, grid.titles)).items()}
    first |= {"grid": grid.dumps(), "version": version}
    columns = ColumnsForm(kind=kind, grid=grid, initial=first)
    return _page(request, "columns", {**context, "form": columns, "grid": grid, "recalled": recalled is not None})


def _owner(context: dict[str, Any]) -> Organization:
    """Columns are remembered for those who run the device: they get the exports."""
    device: Device = context["device"]
    return device.organization


def _check(
    request: HttpRequest, kind: str, context: dict[str, Any], edition: Edition | None, stage: str
) -> HttpResponse:
    form = ColumnsForm(request.POST, kind=kind)
    if form.table is None:
        messages.error(request, _("The file was lost on the way. Choose it again."))
        return _page(request, "upload", {**context, "form": UploadForm()}, status=422)
    valid = form.is_valid()
    context |= {"form": form, "grid": form.table, "recalled": False}
    if not valid or stage == "again":
        return _page(request, "columns", context, status=200 if valid else 422)
    read = read_lines(kind, form.table, form.columns())
    if stage == "apply" and not read.problems:
        answer = _apply(request, kind, context, edition, read.lines)
        if answer is not None:
            return answer
    preview = build_preview(kind, form.table, read, edition)
    refused = bool(preview.troubles) or stage == "apply"
    return _page(request, "preview", {**context, "page": preview}, status=422 if refused else 200)


def _apply(
    request: HttpRequest, kind: str, context: dict[str, Any], edition: Edition | None, lines: Any
) -> HttpResponse | None:
    """Enter the lines, or say why not: None then, and the page is shown again."""
    form: ColumnsForm = context["form"]
    try:
        more = _enter(request, kind, context["device"], edition, form.cleaned_data, lines)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        if edition is not None:
            edition.refresh_from_db()
            renew_version(form, edition.version)
        return None
    remember_columns(
        organization=_owner(context), kind=kind, titles=context["grid"].titles, columns=form.columns(), by=request.user
    )
    done = ngettext("%(n)d line of the file is entered.", "%(n)d lines of the file are entered.", len(lines))
    messages.success(request, " ".join([done % {"n": len(lines)}, *([more] if more else [])]))
    return redirect(context["back_url"])


def _enter(
    request: HttpRequest, kind: str, device: Device, edition: Edition | None, data: dict[str, Any], lines: Any
) -> str:
    """What there is to say of the lines once they are in; empty when nothing is. Raises Refusal."""
    if edition is None:
        import_census(device=device, lines=lines, source=data["source"], year=data["year"], by=request.user)
        return ""
    found = _SERVICES[kind](edition=edition, version=data["version"] or 0, lines=lines, by=request.user)
    return recognised(found) if isinstance(found, Attendance) else ""
