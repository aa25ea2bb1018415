"""The sheet of a person without account: by a link or a QR code, in three languages, without a script.

Nothing of the person is kept: no name, no address. A cookie remembers on the device that a sheet was sent, so that the
page can say so; it stops nobody. The link is the only key, hence no CSRF token: a forged request could send nothing
that the link itself doesn't allow.
"""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from partnerships.forms.ratingsheet import SheetForm
from partnerships.models import PartyLink
from partnerships.services.rating import accepts_sheets, asks_each_alone
from partnerships.services.sheets import send_by_link
from partnerships.views.ratingframe import asked

#: How long a device remembers that it sent a sheet.
_REMEMBERS = 60 * 24 * 3600


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    language = _language(request)
    with override(language):
        response = _answer(request, secret, language)
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _language(request: HttpRequest) -> str:
    """The language asked for in the address, else the browser's."""
    wanted = request.GET.get("lang", "")
    return wanted if wanted in dict(settings.LANGUAGES) else get_language() or "fr"


def _page(request: HttpRequest, name: str, context: dict[str, Any], language: str, status: int = 200) -> HttpResponse:
    frame = {"lang": language, "here": request.path, "link": None, "already": False}
    return render(request, name, frame | context, status=status)


def _answer(request: HttpRequest, secret: str, language: str) -> HttpResponse:
    rows = PartyLink.objects.select_related("campaign__partnership", "party__organization")
    link = rows.filter(secret=secret).first()
    if link is None:
        return _page(request, "partnerships/answer_closed.html", {"unknown": True}, language, 404)
    is_open = link.is_open and accepts_sheets(link.campaign) and asks_each_alone(link.campaign)
    if request.method != "POST" and not is_open:
        return _page(request, "partnerships/answer_closed.html", {"unknown": False, "link": link}, language, 410)
    already = request.COOKIES.get(_cookie(link)) == "1"
    form = SheetForm(request.POST if request.method == "POST" else None)
    key = request.POST.get("key", "")[:64]
    if request.method == "POST" and asked(
        form, lambda: send_by_link(link=link, answers=form.answers(), key=key or secrets.token_urlsafe(16))
    ):
        return _thanks(request, link, language)
    context = {"link": link, "form": form, "already": already, "key": key or secrets.token_urlsafe(16)}
    return _page(request, "partnerships/answer_sheet.html", context, language, 422 if form.errors else 200)


def _cookie(link: PartyLink) -> str:
    return f"rated-{link.campaign_id.hex[:12]}"


def _thanks(request: HttpRequest, link: PartyLink, language: str) -> HttpResponse:
    response = _page(request, "partnerships/answer_thanks.html", {"link": link}, language)
    response.set_cookie(
        _cookie(link), "1", max_age=_REMEMBERS, httponly=True, samesite="Lax", secure=request.is_secure(),
        path=request.path,
    )  # fmt: skip
    return response
