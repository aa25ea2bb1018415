"""The protected channel for whoever writes. No sign-in, no session, no cookie: ``config.quiet`` empties the request.

Without a cookie there is nothing for another site to ride on, hence no CSRF token; a receipt travels in the body of
a POST only, never in an address.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from core.errors import Refusal
from directory.models import Organization
from scorecards.forms.sensitive import ReceiptForm, ReplyForm, SensitiveForm
from scorecards.reports.sensitive import published_counts
from scorecards.services.sensitive import (
    add_message,
    conversation,
    find_report,
    has_key,
    open_organizations,
    send_report,
)

View = Callable[..., HttpResponse]


def anonymous(view: View) -> View:
    """A page that anybody may ask, without token, and whose values no error page shows."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return csrf_exempt(login_not_required(sensitive_post_parameters()(sensitive_variables()(guarded))))


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context |= {"lang": get_language() or "fr", "here": request.path}
    return render(request, name, context, status=status)


@anonymous
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return _page(
        request, "scorecards/protected_home.html", {"organizations": open_organizations(), "has_key": has_key()}
    )


def _typed(request: HttpRequest) -> Any:
    """What was sent, were it nothing: without a token, an empty POST has no field at all."""
    return request.POST if request.method == "POST" else None


def _open_organization(pk: UUID) -> Organization:
    organization = open_organizations().select_related("sensitive_channel").filter(pk=pk).first()
    if organization is None:
        raise Http404
    return organization


@anonymous
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is protected and what isn't, then the form; the receipt once it is sent."""
    organization = _open_organization(pk)
    initial = {"service_point": request.GET.get("service")}
    form = SensitiveForm(_typed(request), organization=organization, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            receipt = send_report(organization=organization, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _page(
                request, "scorecards/protected_receipt.html", {"organization": organization, "receipt": receipt}
            )
    context = {
        "organization": organization,
        "contacts": organization.sensitive_channel.contacts,
        "form": form,
        "counts": published_counts(organization),
    }
    return _page(request, "scorecards/protected_write.html", context, 422 if form.errors else 200)


@anonymous
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """The exchange, opened by a receipt; with a text, one more message."""
    form = ReceiptForm(_typed(request))
    if request.method != "POST" or not form.is_valid():
        return _page(request, "scorecards/protected_follow.html", {"form": form}, 422 if form.errors else 200)
    try:
        report = find_report(typed=form.cleaned_data["receipt"])
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, "scorecards/protected_follow.html", {"form": form}, 422)
    reply = ReplyForm(request.POST if "text" in request.POST else None)
    sent = _reply(reply, report)
    context = {
        "report": report,
        "messages_said": conversation(report),
        "receipt": form.cleaned_data["receipt"],
        "reply": ReplyForm() if sent else reply,
        "sent": sent,
    }
    return _page(request, "scorecards/protected_exchange.html", context, 422 if reply.errors else 200)


def _reply(reply: ReplyForm, report: Any) -> bool:
    if not reply.is_bound or not reply.is_valid():
        return False
    try:
        add_message(report=report, text=reply.cleaned_data["text"])
    except Refusal as refusal:
        reply.add_error(None, str(refusal))
        return False
    return True
