"""The signature: what is missing, the text to read, who has signed; and the agreement in print."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guard import require
from partnerships.forms.signing import SignForm
from partnerships.models import Partnership
from partnerships.permissions import my_party
from partnerships.reports.agreementkinds import NAME
from partnerships.reports.signing import build_signing
from partnerships.services.signing import sign
from partnerships.views.acts import saved
from partnerships.views.frame import frame, inside
from reports.services import ask_report


@require_http_methods(["GET", "HEAD", "POST"])
def signing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All parties read; only a person who may commit their organisation signs."""
    partnership = inside(request, pk)
    if request.method == "POST":
        require(request.user, "partnerships.sign", partnership)
    form = SignForm(request.POST or None)
    if request.method == "POST" and saved(form, lambda: _sign(partnership, request, form)):
        messages.success(request, _("Your organisation has signed."))
        return redirect("partnerships:signing", pk=pk)
    mine = my_party(request.user, partnership)
    page = build_signing(partnership, mine.pk if mine else None)
    form.initial["sha256"] = page.sha256
    if form.errors:
        form.data = form.data.copy()
        form.data["sha256"] = page.sha256
    context = {
        **frame(request, partnership, "agreement"),
        "form": form,
        "page": page,
        "may_sign": page.open and not page.missing and request.user.has_perm("partnerships.sign", partnership),
    }
    return render(request, "partnerships/signing.html", context, status=422 if form.errors else 200)


def _sign(partnership: Partnership, request: HttpRequest, form: SignForm) -> None:
    fields = {name: form.cleaned_data[name] for name in ("sha256", "function", "place", "signed_on")}
    sign(partnership=partnership, by=request.user, **fields)


@require_POST
def agreement_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the agreement as a PDF; the file is made by the worker."""
    inside(request, pk)
    report = ask_report(kind=NAME, subject_id=pk, by=request.user, language=get_language() or "fr")
    messages.success(request, _("Your report is asked for."))
    return redirect(report)
