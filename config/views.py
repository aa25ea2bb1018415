from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import csrf
from django.views.decorators.http import require_safe

from config.fieldday import field_day
from config.guides import guide_named, guides
from config.help import build_help
from config.home import build_home


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "config/home.html", {"page": build_home(request.user)})


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """A short guide per role; anybody may read it."""
    return render(request, "config/help.html", {"guides": build_help(request.user), "papers": guides()})


@login_not_required
@require_safe
def field_day_page(request: HttpRequest) -> HttpResponse:
    """The facilitator's day in the village, to print; anybody may read it."""
    return render(request, "config/field_day.html", {"parts": field_day()})


@login_not_required
@require_safe
def guide_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the guides, as written in docs/fr; anybody may read it."""
    guide = guide_named(slug)
    if guide is None:
        raise Http404
    return render(request, "config/guide.html", {"guide": guide})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What is checked, what isn't, whom to tell; anybody may read it."""
    return render(request, "config/accessibility.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A stale form's page; a device gets JSON, asks for a new token and sends again."""
    if request.path_info.startswith("/api/"):
        message = _("The page is older than this sign-in: it will be sent again.")
        return JsonResponse({"error": "csrf", "message": message}, status=403)
    return csrf.csrf_failure(request, reason=reason)
