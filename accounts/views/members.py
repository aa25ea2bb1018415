from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from accounts import services
from accounts.filters import MemberFilter
from accounts.forms import ProfileForm
from accounts.guard import get_visible, require
from accounts.models import Invitation, Membership
from accounts.tables import InvitationTable, MemberTable
from core.errors import Refusal
from core.exports import Sheet, write_csv, write_xlsx
from core.http import CSV, XLSX, attachment, file_name, safe_next
from directory.models import Organization


def _members(request: HttpRequest) -> MemberFilter:
    """The members that the person looks after, filtered by the address."""
    visible = Membership.objects.visible_to(request.user).select_related("user", "organization")
    organizations = Organization.objects.filter(memberships__in=visible).distinct()
    return MemberFilter(request.GET, queryset=visible, organizations=organizations)


@require_safe
def member_list(request: HttpRequest) -> HttpResponse:
    require(request.user, "accounts.view_membership")
    members = _members(request)
    invite_url = reverse("accounts:member_invite")
    table = MemberTable(members.qs, empty_url=invite_url, empty_action=_("Invite somebody"))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    waiting = Invitation.objects.visible_to(request.user).open().select_related("organization")
    invitations = InvitationTable(waiting) if waiting else None
    context = {"filter": members, "table": table, "invitations": invitations, "invite_url": invite_url}
    return render(request, "accounts/member_list.html", context | {"waiting": len(waiting)})


def _rows(members: MemberFilter) -> list[list[Any]]:
    return [
        [
            member.user.full_name,
            member.user.email,
            capfirst(member.get_role_display()),
            member.organization.name,
            capfirst(pgettext("membership", "active" if member.is_active else "closed")),
            member.user.last_login,
        ]
        for member in members.qs
    ]


@require_safe
def member_export(request: HttpRequest, kind: str) -> HttpResponse:
    require(request.user, "accounts.view_membership")
    header = [_("Name"), _("E-mail address"), _("Role"), _("Organisation"), _("State"), _("Last sign-in")]
    rows, title = _rows(_members(request)), _("Members")
    if kind == "csv":
        return attachment(write_csv(header, rows, delimiter=";"), file_name(title, "csv"), CSV)
    if kind == "xlsx":
        sheet = Sheet(title=title, header=header, rows=rows, widths=(28, 32, 24, 32, 10, 18))
        return attachment(write_xlsx([sheet], title=title), file_name(title, "xlsx"), XLSX)
    raise Http404


@require_POST
def membership_switch(request: HttpRequest, pk: Any) -> HttpResponse:
    membership = request.user.memberships.filter(pk=pk).select_related("organization").first()
    if membership is None:
        raise Http404
    try:
        services.switch_membership(membership=membership, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        role = membership.get_role_display()
        messages.success(
            request, _("You now act for %(name)s, as %(role)s.") % {"name": membership.organization, "role": role}
        )
    # The page left behind may belong to the organisation left behind.
    return redirect("home")


@require_POST
def membership_deactivate(request: HttpRequest, pk: Any) -> HttpResponse:
    membership = get_visible(Membership, request.user, pk)
    require(request.user, "accounts.change_membership", membership)
    try:
        services.deactivate_membership(membership=membership, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Membership closed: what this person entered stays."))
    if membership.user_id == request.user.pk:
        return redirect("home")
    return redirect(safe_next(request, reverse("accounts:member_list")))


@require_POST
def membership_reactivate(request: HttpRequest, pk: Any) -> HttpResponse:
    membership = get_visible(Membership, request.user, pk)
    require(request.user, "accounts.change_membership", membership)
    try:
        services.reactivate_membership(membership=membership, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Membership open again."))
    return redirect(safe_next(request, reverse("accounts:member_list")))


def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        services.change_profile(by=request.user, full_name=form.cleaned_data["full_name"])
        messages.success(request, _("Name saved."))
        return redirect("accounts:profile")
    memberships = request.user.memberships.active().select_related("organization")
    status = 422 if form.errors else 200
    return render(request, "accounts/profile.html", {"form": form, "memberships": memberships}, status=status)
