"""Error pages that need more than a template."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page stayed open too long (setting CSRF_FAILURE_VIEW): says that nothing typed is lost."""
    return render(request, "csrf.html", status=403)
