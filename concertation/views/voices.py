"""What anybody meets without account: the survey of a link, and what the commune made of what was said.

Nothing of the person is kept: no name, no address. A cookie remembers on the device that a sheet was sent, so that the
page can say so; it stops nobody. The link is the only key, hence no CSRF token: a forged request could send nothing
that the link itself doesn't allow.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from concertation.forms.surveys import SheetForm
from concertation.models import Device, Survey
from concertation.reports.said import public_said
from concertation.services.surveys import accepts, take_sheet
from core.errors import Refusal

#: How long a device remembers that it sent a sheet, in seconds.
_REMEMBERS = 60 * 24 * 3600


def language_of(request: HttpRequest) -> str:
    """The language asked for in the address, else the browser's."""
    wanted = request.GET.get("lang", "")
    return wanted if wanted in dict(settings.LANGUAGES) else get_language() or "fr"


def _page(request: HttpRequest, name: str, context: dict[str, Any], language: str, status: int = 200) -> HttpResponse:
    return render(request, name, {"lang": language, "here": request.path, "survey": None, **context}, status=status)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, secret: str) -> HttpResponse:
    language = language_of(request)
    with override(language):
        response = _survey(request, secret, language)
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _survey(request: HttpRequest, secret: str, language: str) -> HttpResponse:
    found = Survey.objects.behind(secret)
    if found is None:
        return _page(request, "concertation/voice_closed.html", {}, language, 404)
    if request.method != "POST" and not accepts(found):
        return _page(request, "concertation/voice_closed.html", {"survey": found}, language, 410)
    form = SheetForm(request.POST if request.method == "POST" else None, survey=found)
    if request.method == "POST" and form.is_valid():
        try:
            take_sheet(survey=found, given=form.given(), key=form.sent_key, language=language)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _thanks(request, found, language)
    context = {"survey": found, "form": form, "already": request.COOKIES.get(_cookie(found)) == "1"}
    return _page(request, "concertation/voice_sheet.html", context, language, 422 if form.errors else 200)


def _cookie(survey: Survey) -> str:
    return f"said-{survey.pk.hex[:12]}"


def _thanks(request: HttpRequest, survey: Survey, language: str) -> HttpResponse:
    response = _page(request, "concertation/voice_thanks.html", {"survey": survey}, language)
    response.set_cookie(
        _cookie(survey), "1", max_age=_REMEMBERS, httponly=True, samesite="Lax", secure=request.is_secure(),
        path=request.path,
    )  # fmt: skip
    return response


@login_not_required
@require_safe
def device(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was said, what was done; 404 unless those who run the device opened the page."""
    found = Device.objects.with_names().open_to_all().filter(pk=pk).first()
    if found is None:
        raise Http404
    language = language_of(request)
    with override(language):
        response = _page(request, "concertation/voice_device.html", {"page": public_said(found)}, language)
    if not settings.PUBLIC_INDEXED:
        response["X-Robots-Tag"] = "noindex, noarchive"
    return response
