"""What the pages of ratings and reviews share: the campaign in sight, the person's party, the frame."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.guard import require
from core.errors import Refusal
from partnerships.criteria import BY_CODE, STATEMENTS
from partnerships.enums import CampaignState
from partnerships.forms.base import renew_version
from partnerships.models import Campaign, Partnership, Party
from partnerships.permissions import my_party
from partnerships.views.frame import frame


def seen_campaign(request: HttpRequest, pk: UUID) -> Campaign:
    """The campaign of a partnership in sight, or 404."""
    rows = Campaign.objects.select_related(
        "partnership__territory", "partnership__coordinator", "partnership__action_plan", "review"
    )
    visible = Partnership.objects.visible_to(request.user)  # type: ignore[arg-type]
    return get_object_or_404(rows, pk=pk, partnership__in=visible)


def inside_campaign(request: HttpRequest, pk: UUID, permission: str = "view_inside") -> Campaign:
    """The same for the parties: 403 with a sentence for others in scope."""
    campaign = seen_campaign(request, pk)
    require(request.user, f"partnerships.{permission}", campaign.partnership)
    return campaign


def acting(request: HttpRequest, partnership: Partnership) -> Party:
    """The party that the person answers for; nobody answers for another."""
    party = my_party(request.user, partnership)  # type: ignore[arg-type]
    if party is None:
        raise PermissionDenied(_("Each party answers for itself, and nobody answers for another."))
    return party


def read_campaign(request: HttpRequest, pk: UUID) -> Campaign:
    """A closed campaign, for the parties; 404 before, since there is nothing to read."""
    campaign = inside_campaign(request, pk)
    if campaign.state != CampaignState.CLOSED:
        raise Http404
    return campaign


def known_code(code: str) -> str:
    """ "C9" or "C9.2"; 404 for another."""
    if code not in BY_CODE and code not in STATEMENTS:
        raise Http404
    return code


def rating_frame(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    """The context of ``partnerships/base.html``, on the tab of ratings."""
    return frame(request, partnership, "rating")


def tried(request: HttpRequest, change: Callable[[], Any], done: str = "") -> bool:
    """Make the change of a one-button form and say what became of it."""
    try:
        change()
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    if done:
        messages.success(request, done)
    return True


def asked(form: Any, change: Callable[[], Any], stale: Callable[[], Any] | None = None) -> bool:
    """Make the change of a valid form; a refusal is shown on it, with what was typed.

    ``stale``: after a refusal, puts what is in force into the form, so that saving again is a choice.
    """
    if not form.is_valid():
        return False
    try:
        change()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        if stale is not None:
            stale()
        return False
    return True


def in_force(form: Any, row: Callable[[], Any]) -> Callable[[], None]:
    """For ``asked``: the version of the row as it is now (0 when there is none) into the form."""

    def renew() -> None:
        current = row()
        renew_version(form, current.version if current else 0)

    return renew
