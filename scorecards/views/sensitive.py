"""The protected channel for its referents, and for the administrator who names them without reading anything."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import get_visible, require
from core.errors import Refusal
from directory.models import Organization, ServicePoint
from scorecards.forms.sensitive import ChannelForm, ReferentForm, ReplyForm, ReportStateForm
from scorecards.models import SensitiveChannel, SensitiveReferent, SensitiveReport
from scorecards.reports.sensitive import build_inbox
from scorecards.services.sensitive import (
    add_message,
    conversation,
    has_key,
    is_referent,
    move_report,
    name_referent,
    remove_referent,
    set_channel,
)

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Stored by no browser and no proxy; its values shown by no error page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return sensitive_post_parameters()(sensitive_variables()(guarded))


@private
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """404 for whoever isn't a referent of the organisation in force, an administrator included."""
    if not is_referent(request.user):  # type: ignore[arg-type]
        raise Http404
    return render(request, "scorecards/sensitive_inbox.html", {"inbox": build_inbox(request.user)})  # type: ignore[arg-type]


@private
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_visible(SensitiveReport.objects.select_related("service_point"), request.user, pk)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_message(report=found, text=form.cleaned_data["text"], from_referent=True)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your message is sealed. The author reads it with their code."))
            return redirect("sensitive:report", pk=found.pk)
    context = {"report": found, "messages_said": conversation(found), "form": form}
    return render(request, "scorecards/sensitive_report.html", context, status=422 if form.errors else 200)


@private
@require_POST
def report_state(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_visible(SensitiveReport, request.user, pk)
    form = ReportStateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose where the report stands."))
        return redirect("sensitive:report", pk=found.pk)
    try:
        move_report(report=found, **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("sensitive:report", pk=found.pk)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def channel(request: HttpRequest) -> HttpResponse:
    """Open or close the channel and write the contacts. Nothing here tells of a report."""
    organization = _organization(request)
    current = SensitiveChannel.objects.filter(organization=organization).first()
    form = ChannelForm(request.POST or None, initial=_initial(current))
    if request.method == "POST" and form.is_valid():
        try:
            set_channel(organization=organization, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The channel is saved."))
            return redirect("sensitive:channel")
    return _channel_page(request, organization, form, ReferentForm(organization=organization))


@private
@require_POST
def referent_add(request: HttpRequest) -> HttpResponse:
    organization = _organization(request)
    form = ReferentForm(request.POST, organization=organization)
    if form.is_valid():
        try:
            name_referent(organization=organization, user=form.cleaned_data["user"], by=request.user)  # type: ignore[arg-type]
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The referent is named."))
            return redirect("sensitive:channel")
    current = SensitiveChannel.objects.filter(organization=organization).first()
    return _channel_page(request, organization, ChannelForm(initial=_initial(current)), form)


@private
@require_POST
def referent_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    referent = get_object_or_404(SensitiveReferent, pk=pk, organization=_organization(request))
    try:
        remove_referent(referent=referent, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("This person doesn't read the reports any more."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("sensitive:channel")


def _organization(request: HttpRequest) -> Organization:
    require(request.user, "scorecards.name_referents")
    if request.user.organization is None:  # type: ignore[union-attr]
        raise PermissionDenied(_("Choose the organisation that you act for first."))
    return request.user.organization  # type: ignore[union-attr]


def _initial(current: SensitiveChannel | None) -> dict[str, Any]:
    if current is None:
        return {"version": 0}
    return {"is_open": current.is_open, "contacts": current.contacts, "version": current.version}


def _channel_page(
    request: HttpRequest, organization: Organization, form: ChannelForm, referent_form: ReferentForm
) -> HttpResponse:
    current = SensitiveChannel.objects.filter(organization=organization).first()
    context = {
        "organization": organization,
        "channel": current,
        "has_key": has_key(),
        "form": form,
        "referent_form": referent_form,
        "referents": SensitiveReferent.objects.filter(organization=organization).select_related("user", "named_by"),
        "points": ServicePoint.objects.filter(cycles__organization=organization).distinct().order_by("name"),
    }
    status = 422 if form.errors or referent_form.errors else 200
    return render(request, "scorecards/sensitive_channel.html", context, status=status)
