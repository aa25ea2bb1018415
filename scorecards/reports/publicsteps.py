"""The pages of the public face, as the cycle's page lists them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import granted
from scorecards.enums import CycleState
from scorecards.models import Cycle, RightOrDuty
from scorecards.reports.stepshapes import ExtraStep
from scorecards.services.publication import is_public


def public_steps(cycle: Cycle, user: User) -> tuple[ExtraStep, ...]:
    """For the team: the sheet of rights and duties, and the public page once the card is released. Two queries."""
    if not granted(user, "scorecards.publish_card"):
        return ()
    lines = RightOrDuty.objects.filter(service_point=cycle.service_point_id).count()
    sheet = ExtraStep(
        CycleState.PREPARATION,
        _("Rights and duties of the service"),
        reverse("scorecards:service_rights", args=[cycle.service_point_id]),
        ngettext("%(n)d line", "%(n)d lines", lines) % {"n": lines} if lines else _("not written"),
        bool(lines),
    )
    if not cycle.is_released:
        return (sheet,)
    shown = is_public(cycle)
    page = ExtraStep(
        CycleState.INTERFACE,
        _("Public page"),
        reverse("scorecards:cycle_public", args=[cycle.pk]),
        _("public") if shown else _("nothing is public"),
        shown,
    )
    return (sheet, page)
