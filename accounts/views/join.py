"""The page that an invitation's link opens: the only one here that asks for no account."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import services
from accounts.forms import OpenAccountForm
from accounts.invitations import DeadLink, read_token
from accounts.models import Invitation, User
from core.errors import Refusal

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters()
@login_not_required
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    try:
        invitation = read_token(token)
    except DeadLink as dead:
        return render(request, "accounts/invitation_dead.html", {"sentence": dead.sentence}, status=dead.status)
    if request.user.is_authenticated:
        return _accept(request, invitation)
    if User.objects.filter(email__iexact=invitation.email).exists():
        return render(request, "accounts/invitation_sign_in.html", {"invitation": invitation})
    return _open_account(request, invitation)


def _accept(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """A person who is signed in: one button, or the sentence that says whom the invitation is for."""
    status = 200
    if request.method == "POST":
        try:
            membership = services.accept_invitation(invitation=invitation, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            status = 409
        else:
            messages.success(request, _("Welcome to %(name)s.") % {"name": membership.organization})
            return redirect("home")
    matches = request.user.email.lower() == invitation.email.lower()
    context = {"invitation": invitation, "matches": matches}
    return render(request, "accounts/invitation_accept.html", context, status=status)


def _open_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = OpenAccountForm(request.POST or None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user = services.open_account(
                invitation=invitation, full_name=data["full_name"], password=data["password1"]
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            login(request, user, backend=BACKEND)
            messages.success(
                request, _("Your account is open. Welcome to %(name)s.") % {"name": invitation.organization}
            )
            return redirect("home")
    context = {"form": form, "invitation": invitation}
    return render(request, "accounts/invitation_join.html", context, status=422 if form.errors else 200)
