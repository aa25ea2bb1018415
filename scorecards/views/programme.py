"""The programme board: many cycles at once, as lists or on a map, and every figure as a file."""

import json
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.guard import require
from accounts.models import User
from core.charts import Place
from core.exports import write_csv, write_xlsx
from core.http import CSV, XLSX, attachment, file_name
from scorecards.enums import GroupKind
from scorecards.filters import ProgrammeFilter
from scorecards.models import Cycle
from scorecards.reports.programme import build_programme
from scorecards.reports.programmeshapes import Programme
from scorecards.reports.programmesheets import CODES, geojson, sheet_of, sheets_of

PER_PAGE = 25
#: Small multiples drawn at most.
TRENDS = 12
GEOJSON = "application/geo+json"


def _filter(request: HttpRequest) -> ProgrammeFilter:
    user: User = request.user  # type: ignore[assignment]
    require(user, "scorecards.view_programme")
    return ProgrammeFilter(request.GET, queryset=Cycle.objects.visible_to(user))


def _query(request: HttpRequest, **changes: str) -> str:
    """The filters in force as a query string, the page and the view left out."""
    query = request.GET.copy()
    for name in ("page", "view"):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}" if query else ""


@require_safe
def programme_board(request: HttpRequest) -> HttpResponse:
    chosen = _filter(request)
    board = build_programme(chosen.qs)
    on_map = request.GET.get("view") == "map"
    context = {
        "board": board,
        "filter": chosen,
        "filtered": any(request.GET.get(name) for name in chosen.filters),
        "query": _query(request),
        "tabs": _tabs(request, on_map),
    }
    if on_map:
        return render(request, "scorecards/programme_map.html", context | {"marks": _marks(board)})
    lists = {
        "page": Paginator(board.lines, PER_PAGE).get_page(request.GET.get("page")),
        "phases": [{"line": line, "url": _query(request, state=line.state)} for line in board.phases],
        "kinds": [{"label": GroupKind(row.kind).label, "row": row} for row in board.heard.kinds],
        "trends": [gap for gap in board.gaps if gap.points][:TRENDS],
    }
    return render(request, "scorecards/programme_board.html", context | lists)


def _tabs(request: HttpRequest, on_map: bool) -> list[dict[str, Any]]:
    base = reverse("scorecards:programme_board")
    return [
        {"label": _("Lists"), "url": base + _query(request), "current": not on_map, "count": None},
        {"label": _("Map"), "url": base + _query(request, view="map"), "current": on_map, "count": None},
    ]


def _marks(board: Programme) -> list[Place]:
    marks = []
    for row in board.placed:
        point = row.service_point
        if row.number is not None and point.latitude is not None and point.longitude is not None:
            marks.append(Place(row.number, point.name, point.latitude, point.longitude, row.is_late))
    return marks


@require_safe
def programme_export(request: HttpRequest, table: str, form: str) -> HttpResponse:
    """``programme.xlsx`` (every table), ``<table>.csv``, ``places.geojson``."""
    chosen = _filter(request)
    if (table, form) == ("programme", "xlsx"):
        title = _("Programme")
        return attachment(write_xlsx(sheets_of(build_programme(chosen.qs)), title=title), file_name(title, form), XLSX)
    if (table, form) == ("places", "geojson"):
        content = json.dumps(geojson(build_programme(chosen.qs)), ensure_ascii=False).encode()
        return attachment(content, file_name(_("Programme, places"), form), GEOJSON)
    if table not in CODES or form != "csv":
        raise Http404
    sheet = sheet_of(build_programme(chosen.qs), table)
    return attachment(write_csv(sheet.header, sheet.rows), file_name(f"{_('Programme')} {sheet.title}", form), CSV)
