"""The pages of the field: one shell for all of them, which holds nobody's data, and the page that prepares a phone."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from accounts.guard import require
from scorecards import fieldbuild
from scorecards.reports.fieldshell import shell_config
from scorecards.views.cycles import seen_cycle


def _shell(page: str) -> HttpResponse:
    """The same bytes for everybody who reads this language; the mark tells the worker that it may keep them."""
    context = {
        "page": page,
        "config": shell_config(),
        "entry": static(f"js/field/{page}.js"),
        "site_name": settings.SITE_NAME,
    }
    headers = {"Cache-Control": "no-cache", "X-CSC-Offline": "1", "X-CSC-Version": fieldbuild.version()}
    return HttpResponse(render_to_string("scorecards/field_shell.html", context), headers=headers)


@login_not_required
@require_safe
@gzip_page
def field_start(request: HttpRequest) -> HttpResponse:
    """What this phone holds, and what it still has to send."""
    return _shell("start")


@login_not_required
@require_safe
@gzip_page
def field_session(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A session on the phone: the module opens the one that the address names, if the phone holds it."""
    return _shell("session")


@login_not_required
@require_safe
@gzip_page
def field_cycle(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The consolidated card and the action list, from what the phone holds."""
    return _shell("cycle")


@login_not_required
@require_safe
def field_who(request: HttpRequest) -> JsonResponse:
    """Who is signed in, the server's clock and the build in force: asked before anything is sent."""
    now = timezone.now()
    offset = timezone.localtime(now).utcoffset()
    user = {"id": str(request.user.pk), "name": str(request.user)} if request.user.is_authenticated else None
    answer = {
        "user": user,
        "now": now.isoformat(),
        "utc_offset": int(offset.total_seconds() // 60) if offset is not None else 0,
        "version": fieldbuild.version(),
        "language": get_language(),
    }
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


@require_safe
def field_prepare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Store the cycle's sessions on this phone, and test that they open without network."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.prepare_field", cycle)
    require(request.user, "scorecards.see_scores", cycle)
    context = {
        "cycle": cycle,
        "config": shell_config(),
        "has_sessions": cycle.sessions.exists(),
    }
    return render(request, "scorecards/field_prepare.html", context)
