"""Parties: invited, joined, gone, and the sheet of identity of each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guard import require
from accounts.permissions import granted
from core.errors import Refusal
from partnerships.forms.base import renew_version
from partnerships.forms.life import IdentityForm, InvitePartyForm, LeaveForm
from partnerships.models import Party
from partnerships.permissions import my_party
from partnerships.reports.parties import build_party
from partnerships.services.parties import SHEET_FIELDS, invite_party, join, leave, write_identity
from partnerships.views.frame import frame, inside, writable


@require_http_methods(["GET", "HEAD", "POST"])
def party_invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    form = InvitePartyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            party = invite_party(
                partnership=partnership, organization=form.cleaned_data["organization"], by=request.user
            )
        except Refusal as refusal:
            form.add_error("organization", str(refusal))
        else:
            messages.success(request, _("%(party)s is invited.") % {"party": party.organization})
            return redirect(partnership)
    context = {**frame(request, partnership, "overview"), "form": form}
    context["may_register"] = granted(request.user, "directory.add_organization")
    return render(request, "partnerships/party_invite.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def party_join(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer the invitation: join, or go to the page that declines."""
    partnership = writable(request, pk)
    if request.method == "POST":
        try:
            join(partnership=partnership, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your organisation has joined. Say who you are: the others read it."))
        return redirect(partnership)
    context = {**frame(request, partnership, "overview"), "mine": my_party(request.user, partnership)}
    return render(request, "partnerships/party_join.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def party_leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    form = LeaveForm(request.POST or None, partnership=partnership)
    if request.method == "POST" and form.is_valid():
        try:
            leave(partnership=partnership, reason=form.cleaned_data["reason"], by=request.user)
        except Refusal as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, _("Your organisation has left this partnership."))
            return redirect("partnerships:partnership_list")
    context = {**frame(request, partnership, "overview"), "form": form}
    return render(request, "partnerships/party_leave.html", context, status=422 if form.errors else 200)


@require_safe
def party_detail(request: HttpRequest, pk: UUID, party: UUID) -> HttpResponse:
    """Who a party says it is. Its own interest is read after the reveal."""
    partnership = inside(request, pk)
    row = get_object_or_404(Party.objects.select_related("organization"), pk=party, partnership=partnership)
    context = {**frame(request, partnership, "overview"), "page": build_party(row, request.user)}
    return render(request, "partnerships/party_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def party_edit(request: HttpRequest, pk: UUID, party: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    row = get_object_or_404(Party.objects.select_related("organization"), pk=party, partnership=partnership)
    require(request.user, "partnerships.write_sheet", row)
    first = {name: getattr(row, name) for name in (*SHEET_FIELDS, "version")}
    form = IdentityForm(request.POST or None, partnership=partnership, initial=first)
    if request.method == "POST" and form.is_valid():
        data = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
        try:
            write_identity(partnership=partnership, by=request.user, **data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            row.refresh_from_db()
            renew_version(form, row.version)
        else:
            messages.success(request, _("Your sheet is saved."))
            return redirect("partnerships:party_detail", pk=partnership.pk, party=row.pk)
    context = {**frame(request, partnership, "overview"), "form": form, "party": row}
    return render(request, "partnerships/party_edit.html", context, status=422 if form.errors else 200)
