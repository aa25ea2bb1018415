"""Versions of the agreement: kept, read again, compared sentence by sentence."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guard import require
from partnerships.forms.signing import FreezeForm
from partnerships.models import AgreementVersion
from partnerships.reports.versions import build_compare, build_version, build_versions
from partnerships.services.versions import freeze
from partnerships.views.acts import saved
from partnerships.views.frame import frame, inside, seen_partnership, writable


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The versions, and what changed since the last one; POST keeps the text as it stands."""
    partnership = writable(request, pk) if request.method == "POST" else inside(request, pk)
    form = FreezeForm(request.POST or None)
    if request.method == "POST" and saved(
        form, lambda: freeze(partnership=partnership, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("This version is kept: it will never change."))
        return redirect("partnerships:versions", pk=pk)
    context = {
        **frame(request, partnership, "agreement"),
        "form": form,
        "page": build_versions(partnership),
        "may_write": request.user.has_perm("partnerships.represent", partnership),
    }
    return render(request, "partnerships/versions.html", context, status=422 if form.errors else 200)


@require_safe
def version_detail(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """A version whole. One that all parties signed is read by everybody who sees the partnership."""
    partnership = seen_partnership(request, pk)
    rows = AgreementVersion.objects.filter(partnership=partnership).prefetch_related("signatures__party__organization")
    version = get_object_or_404(rows, number=number)
    page = build_version(version)
    if not page.signed:
        require(request.user, "partnerships.view_inside", partnership)
    context = {**frame(request, partnership, "agreement"), "page": page}
    return render(request, "partnerships/version_detail.html", context)


@require_safe
def version_compare(request: HttpRequest, pk: UUID, before: int, after: int) -> HttpResponse:
    partnership = inside(request, pk)
    first = get_object_or_404(AgreementVersion, partnership=partnership, number=before)
    second = get_object_or_404(AgreementVersion, partnership=partnership, number=after)
    context = {**frame(request, partnership, "agreement"), "page": build_compare(first, second)}
    return render(request, "partnerships/version_compare.html", context)
