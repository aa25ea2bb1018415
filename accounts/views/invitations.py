from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import services
from accounts.forms import InviteForm
from accounts.guard import get_visible, require
from accounts.invitations import path_of, send_letter
from accounts.models import Invitation
from core.errors import Refusal


def _send(request: HttpRequest, invitation: Invitation) -> None:
    """Send the letter and say what became of it."""
    if send_letter(invitation, request.build_absolute_uri(path_of(invitation))):
        messages.success(request, _("Invitation sent to %(email)s.") % {"email": invitation.email})
    else:
        messages.warning(
            request, _("The message could not leave. The invitation is kept: copy the link below and hand it over.")
        )


def member_invite(request: HttpRequest) -> HttpResponse:
    require(request.user, "accounts.invite_member")
    own = request.user.organization
    initial = {"organization": request.GET.get("organization") or (own and own.pk)}
    form = InviteForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = services.invite(**form.cleaned_data, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            _send(request, invitation)
            return redirect("accounts:invitation_detail", pk=invitation.pk)
    return render(request, "accounts/member_invite.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def invitation_detail(request: HttpRequest, pk: Any) -> HttpResponse:
    waiting = Invitation.objects.select_related("organization", "invited_by", "accepted_by")
    invitation = get_visible(waiting, request.user, pk)
    require(request.user, "accounts.view_invitation", invitation)
    link = request.build_absolute_uri(path_of(invitation)) if invitation.is_pending else ""
    return render(request, "accounts/invitation_detail.html", {"invitation": invitation, "link": link})


@require_POST
def invitation_revoke(request: HttpRequest, pk: Any) -> HttpResponse:
    invitation = get_visible(Invitation, request.user, pk)
    require(request.user, "accounts.change_invitation", invitation)
    try:
        services.revoke(invitation=invitation, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Invitation withdrawn: its link opens nothing any more."))
    return redirect("accounts:member_list")


@require_POST
def invitation_renew(request: HttpRequest, pk: Any) -> HttpResponse:
    invitation = get_visible(Invitation, request.user, pk)
    require(request.user, "accounts.change_invitation", invitation)
    try:
        invitation = services.renew(invitation=invitation, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        _send(request, invitation)
    return redirect("accounts:invitation_detail", pk=pk)
