"""What the pages beside the agreement wait for from one party: what is published, missions, dates, what lives on."""

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import Partnership, Party
from partnerships.reports.publication import words_of
from partnerships.reports.tasks import AFTER, SOURCES, Task, to_agree
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


def register() -> None:
    """Put these before the straight step, once."""
    for source in (to_answer_publication,):
        if source not in SOURCES:
            SOURCES.insert(SOURCES.index(to_agree), source)
    for source in (to_answer_publication,):
        if source not in AFTER:
            AFTER.append(source)
