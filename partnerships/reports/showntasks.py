"""What the pages beside the agreement wait for from one party: what is published, missions, dates, what lives on."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import format_date
from partnerships.legal import said_on
from partnerships.models import Partnership, Party
from partnerships.reports.afterlife import lasting_rows
from partnerships.reports.agreement import reminders
from partnerships.reports.agreementtasks import to_write
from partnerships.reports.publication import words_of
from partnerships.reports.tasks import AFTER, SOURCES, Task, to_agree
from partnerships.services.dates import is_asked
from partnerships.services.lifegates import current_parties
from partnerships.services.missions import asked, given_by, is_open, last_round
from partnerships.services.publication import answers_to, waiting_now


def to_answer_publication(partnership: Partnership, party: Party) -> Task | None:
    """A publication waits for the party's answer."""
    row = waiting_now(partnership)
    if row is None or party.pk in answers_to(row):
        return None
    return Task(
        _("What others may read waits for your answer"),
        _("%(who)s proposes to publish: %(what)s.") % {"who": row.proposed_by, "what": words_of(row)},
        reverse("partnerships:publication", args=[partnership.pk]),
        _("Look at it and answer"),
    )


def to_keep_date(partnership: Partnership, party: Party) -> Task | None:
    """The coordinator is told of a date sixty days before it falls, and once it is past, until somebody ticks it."""
    if party.organization_id != partnership.coordinator_id or partnership.is_before_signature:
        return None
    dates = reminders(partnership, timezone.localdate())
    rows = [row for row in dates if row.when in ("late", "soon") and row.deadline.asks]
    if not rows:
        return None
    first = rows[0]
    title = _("A date of the calendar is past") if first.when == "late" else _("A date of the calendar comes")
    return Task(
        title,
        said_on(first.deadline),
        reverse("partnerships:agreement_frame", args=[partnership.pk]),
        _("Look at the calendar"),
    )


def to_say_alive(partnership: Partnership, party: Party) -> Task | None:
    """Twelve months after the end, actions of the party wait for its answer."""
    if not is_asked(partnership):
        return None
    waits = [row for row in lasting_rows(partnership, party) if row.mine and row.alive is None]
    if not waits:
        return None
    words = ngettext("%(n)d action waits for your answer.", "%(n)d actions wait for your answer.", len(waits))
    return Task(
        _("Twelve months after the end: what still lives?"),
        words % {"n": len(waits)},
        reverse("partnerships:lasting", args=[partnership.pk]),
        _("Answer for our actions"),
    )


def to_rate_missions(partnership: Partnership, party: Party) -> Task | None:
    """A reading of the missions is open, and the party hasn't answered for all the others."""
    row = last_round(partnership)
    if row is None or not is_open(row):
        return None
    said = given_by(row, party)
    if all(other.pk in said for other in asked(current_parties(partnership), party)):
        return None
    return Task(
        _("How well does the partnership serve the mission of the others?"),
        _("Each party answers alone until %(day)s; all is read together after that.")
        % {"day": format_date(row.closes_on)},
        reverse("partnerships:missions_rate", args=[partnership.pk]),
        _("Answer alone"),
    )


def register() -> None:
    """What others wait for comes before the writing, the rest before the straight step. Called last, once."""
    for source, before in (
        (to_answer_publication, to_write),
        (to_rate_missions, to_write),
        (to_keep_date, to_agree),
        (to_say_alive, to_agree),
    ):
        if source not in SOURCES:
            SOURCES.insert(SOURCES.index(before), source)
    for source in (to_answer_publication, to_keep_date, to_say_alive):
        if source not in AFTER:
            AFTER.append(source)
