"""The territory view: all partnerships in sight together, and the same as files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.exports import write_csv, write_xlsx
from core.http import CSV, XLSX, attachment, file_name
from partnerships.filters import TerritoryFilter
from partnerships.reports.territory import actors_sheet, build_territory, themes_sheet
from partnerships.views.life import listed


def _chosen(request: HttpRequest) -> TerritoryFilter:
    rows = listed(request).in_force().order_by("name", "pk")
    return TerritoryFilter(request.GET, queryset=rows)


@require_safe
def territory(request: HttpRequest) -> HttpResponse:
    chosen = _chosen(request)
    context = {
        "report": build_territory(chosen.qs, request.user.organization),
        "filter": chosen,
        "filtered": any(request.GET.get(name) for name in chosen.filters),
        "query": request.GET.urlencode(),
    }
    return render(request, "partnerships/territory.html", context)


@require_safe
def territory_export(request: HttpRequest, table: str, form: str) -> HttpResponse:
    report = build_territory(_chosen(request).qs)
    sheets = {"themes": themes_sheet(report), "network": actors_sheet(report)}
    if table not in sheets or form not in ("xlsx", "csv"):
        raise Http404
    sheet = sheets[table]
    if form == "xlsx":
        return attachment(write_xlsx(list(sheets.values()), title=sheet.title), file_name(sheet.title, "xlsx"), XLSX)
    return attachment(write_csv(sheet.header, sheet.rows), file_name(sheet.title, "csv"), CSV)
