"""Small helpers for views."""

from __future__ import annotations

import re
import unicodedata

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def is_htmx(request: HttpRequest) -> bool:
    """True when htmx asks for a part of a page (and it is not the browser's history that comes back)."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def file_name(title: str, extension: str) -> str:
    """Safe name of a download: "Carte de Siadara, tour 2" → "carte-de-siadara-tour-2.pdf"."""
    ascii_text = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:80].strip("-")
    return f"{stem or 'document'}.{extension}"


def attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Download that no browser shows inline or guesses the type of."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def safe_next(request: HttpRequest, default: str) -> str:
    """`next` of the form or the address when it stays on this site, else `default`."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    # A control sign can't stand in a header.
    return target if allowed and target.isprintable() else default
