"""What a browser needs beside the field pages: the service worker and the manifest. Nobody's data is in them."""

import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from scorecards import fieldbuild

#: The address under which the worker keeps the page of any session, of any cycle.
ANY = "00000000-0000-0000-0000-000000000000"


@login_not_required
@require_safe
@gzip_page
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, asked for again at every visit; its version is that of everything it keeps."""
    start = reverse("scorecards:field_start")
    build = {
        "version": fieldbuild.version(),
        "start": start,
        "pages": [
            start,
            reverse("scorecards:field_session", args=[ANY]),
            reverse("scorecards:field_cycle", args=[ANY]),
        ],
        "files": fieldbuild.files(),
    }
    script = render_to_string("scorecards/field_worker.js", {"build": json.dumps(build)})
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": start}
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=headers)


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the field pages installable on a phone's home screen."""
    icons = [
        {"src": static(f"img/icons/{name}.png"), "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
        for name, side, purpose in (
            ("icon-192", 192, "any"),
            ("icon-512", 512, "any"),
            ("maskable-512", 512, "maskable"),
        )
    ]
    content = {
        "name": settings.SITE_NAME,
        "short_name": _("Cards"),
        "description": _("Score in the village, without network, and send later."),
        "start_url": reverse("scorecards:field_start"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf9f3",
        "theme_color": "#fbf9f3",
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json", headers={"Cache-Control": "no-cache"})
