"""The public face: no sign-in, no session, no cookie, no script; asked again, it answers 304.

A copy is always checked with the site before it is shown, so that a page taken back disappears at once.
"""

import hashlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, override
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from scorecards.reports.public import by_place, public_page, public_points

PER_PAGE = 60


def _language(request: HttpRequest) -> str:
    """The language asked for in the address, else the browser's."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else get_language() or "fr"


def light(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponseBase:
    """Draw a page without anything of the person who asks, with what a cache needs."""
    language = get_language() or "fr"
    frame = {"lang": language, "languages": settings.LANGUAGES, "here": request.path, "preview": None}
    body = render_to_string(template, {**frame, **context})
    response = HttpResponse(body, headers={"Cache-Control": "public, max-age=0, must-revalidate"})
    response["Vary"] = "Accept-Language"
    if not settings.PUBLIC_INDEXED:
        response["X-Robots-Tag"] = "noindex, noarchive"
    etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


@login_not_required
@require_safe
@gzip_page
def index(request: HttpRequest) -> HttpResponseBase:
    """The published services, by territory."""
    with override(_language(request)):
        page = Paginator(public_points(), PER_PAGE).get_page(request.GET.get("page"))
        return light(
            request, "scorecards/public_index.html", {"page": page, "places": by_place(list(page.object_list))}
        )


@login_not_required
@require_safe
@gzip_page
def service(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One service; 404 when nothing of it is public."""
    with override(_language(request)):
        page = public_page(pk)
        if page is None:
            raise Http404
        return light(request, "scorecards/public_service.html", {"page": page})
