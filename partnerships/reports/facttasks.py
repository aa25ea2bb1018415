"""What the facts wait for from one party: an answer, a reply, a position."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.enums import AlertState
from partnerships.models import AccountRequest, Alert, Disagreement, Partnership, Party
from partnerships.reports.tasks import SOURCES, Task, to_agree


def to_reply_alert(partnership: Partnership, party: Party) -> Task | None:
    """An open alert points to the party, which hasn't replied."""
    rows = Alert.objects.filter(partnership=partnership, concerns=party, state=AlertState.OPEN)
    alert = rows.exclude(replies__party=party).first()
    if alert is None:
        return None
    return Task(
        _("You have the first word on an alert"),
        _("The figures point to your organisation: the others wait for your reading before they conclude."),
        reverse("partnerships:alert", args=[partnership.pk, alert.pk]),
        _("Read and reply"),
    )


def to_answer_request(partnership: Partnership, party: Party) -> Task | None:
    """Another party asks for an account."""
    request = AccountRequest.objects.filter(partnership=partnership, to_party=party, answered_on=None).first()
    if request is None:
        return None
    return Task(
        _("Another party asks you to account"),
        request.what,
        reverse("partnerships:request_answer", args=[partnership.pk, request.pk]),
        _("Write our answer"),
    )


def to_take_position(partnership: Partnership, party: Party) -> Task | None:
    """A disagreement is open and the party hasn't said its position."""
    rows = Disagreement.objects.filter(partnership=partnership, closed_on=None)
    row = rows.exclude(positions__party=party).order_by("opened_on").first()
    if row is None:
        return None
    return Task(
        _("A disagreement is open"),
        row.about,
        reverse("partnerships:disagreement", args=[partnership.pk, row.pk]),
        _("Read it and say our position"),
    )


def register() -> None:
    """Put these before the straight step, once."""
    for source in (to_reply_alert, to_answer_request, to_take_position):
        if source not in SOURCES:
            SOURCES.insert(SOURCES.index(to_agree), source)
