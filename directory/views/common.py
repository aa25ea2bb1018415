"""What the three lists of the register share."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.exports import Sheet, write_csv, write_xlsx
from core.http import CSV, XLSX, attachment, file_name


def tabs(current: str) -> list[dict[str, Any]]:
    """Links between the three lists, for components/filters.html."""
    names = (
        ("service_point_list", _("Service points")),
        ("organization_list", _("Organisations")),
        ("territory_list", _("Territories")),
    )
    return [
        {"label": label, "url": reverse(f"directory:{name}"), "current": name == current, "count": None}
        for name, label in names
    ]


def export(kind: str, title: str, header: Sequence[str], rows: list[list[Any]], delimiter: str = ";") -> HttpResponse:
    """The list as CSV or XLSX; Http404 for any other kind."""
    if kind == "csv":
        return attachment(write_csv(header, rows, delimiter=delimiter), file_name(title, "csv"), CSV)
    if kind == "xlsx":
        widths = [26] * len(header)
        return attachment(
            write_xlsx([Sheet(title=title, header=header, rows=rows, widths=widths)], title=title),
            file_name(title, "xlsx"),
            XLSX,
        )
    raise Http404


def suggestions(request: HttpRequest, source: Any) -> HttpResponse:
    """The proposals for what was typed: the text is the only parameter, whatever the field's name."""
    text = next(iter(request.GET.values()), "")
    return render(request, "directory/_suggestions.html", {"proposals": source(str(text).strip()[:100])})
