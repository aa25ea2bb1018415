"""The dates of the calendar that were kept, and the actions that live on twelve months after the end."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.enums import ActionState
from actionplans.models import Action
from core.errors import Refusal
from partnerships.enums import BEFORE_SIGNATURE, State
from partnerships.legal import Deadline, add_months, calendar
from partnerships.models import ActionLink, Document, KeptDate, Partnership, Party
from partnerships.services.frame import place_version, terms_of
from partnerships.services.locks import acting_party, check_version, lock_partnership, one_line

#: Months after the end when the carriers are asked.
ASKED_AFTER = 12


def deadline_of(partnership: Partnership, code: str) -> Deadline | None:
    """The date of the calendar that has this code."""
    return next((row for row in calendar(terms_of(partnership)) if row.code == code), None)


def kept_dates(partnership: Partnership) -> dict[str, KeptDate]:
    """Code → how it was kept. One query."""
    rows = partnership.kept_dates.select_related("party__organization", "document")
    return {row.code: row for row in rows}


@transaction.atomic
def keep_date(
    *,
    partnership: Partnership,
    code: str,
    done_on: datetime.date,
    document: Document | None,
    note: str,
    version: int | None,
    by: User,
) -> KeptDate:
    """Say that a date of the calendar was kept, when, and what shows it. ``version``: 0 the first time."""
    held = lock_partnership(partnership, even_over=True)
    party = acting_party(by, held)
    if deadline_of(held, code) is None:
        raise Refusal(_("This date is no longer in the calendar. Look at the calendar again."))
    there = KeptDate.objects.select_for_update(of=("self",)).filter(partnership=held, code=code).first()
    check_version(there.version if there else 0, version)
    if done_on > timezone.localdate():
        raise Refusal(_("This date is still to come. Write the day it happened."))
    words = one_line(note)
    if document is None and not words:
        raise Refusal(_("Choose the document, or write in a few words what shows it."))
    if document is not None and document.partnership_id != held.pk:
        raise Refusal(_("Choose among the documents of this partnership."))
    row = there or KeptDate(partnership=held, code=code, version=0)
    row.done_on, row.document, row.note, row.party, row.by = done_on, document, words, party, by
    row.version += 1
    row.save()
    return row


@transaction.atomic
def open_date_again(*, partnership: Partnership, code: str, version: int | None, by: User) -> None:
    """The date wasn't kept after all; what was written before is kept in the history."""
    held = lock_partnership(partnership, even_over=True)
    acting_party(by, held)
    there = KeptDate.objects.select_for_update(of=("self",)).filter(partnership=held, code=code).first()
    if there is None:
        return
    check_version(there.version, version)
    there.delete()


def ended_on(partnership: Partnership) -> datetime.date | None:
    """The day the work together ended: the end that was agreed, or the day it was terminated before. One query."""
    if partnership.state in BEFORE_SIGNATURE or partnership.state == State.ABANDONED:
        return None
    if partnership.state == State.TERMINATED:
        step = partnership.life_events.filter(to_state=State.TERMINATED).first()
        if step is not None:
            day = timezone.localdate(step.at)
            return min(day, partnership.ends_on) if partnership.ends_on else day
    return partnership.ends_on


def asks_from(partnership: Partnership) -> datetime.date | None:
    """The day from which the carriers are asked what lives on; None when there is no end."""
    end = ended_on(partnership)
    return add_months(end, ASKED_AFTER) if end is not None else None


def is_asked(partnership: Partnership) -> bool:
    day = asks_from(partnership)
    return day is not None and day <= timezone.localdate()


def lasting_actions(partnership: Partnership) -> list[Action]:
    """The actions that the question is about: those of the plan that weren't dropped. Two queries."""
    rows = partnership.action_plan.actions.exclude(state=ActionState.DROPPED).order_by("number")
    return list(
        rows.select_related("carrier", "partnership_link__after_end__organization").prefetch_related(
            "partnership_link__contributors"
        )
    )


def carrier_of(action: Action, parties: list[Party], coordinator: object) -> Party | None:
    """Who is asked: the party that goes on, else the one that carries the action, else the coordinator."""
    link: ActionLink | None = getattr(action, "partnership_link", None)
    by_id: dict[object, Party] = {party.pk: party for party in parties}
    if link is not None and link.after_end_id in by_id:
        return by_id[link.after_end_id]
    owners: dict[object, Party] = {party.organization_id: party for party in parties}
    return owners.get(action.carrier_id) or owners.get(coordinator)


@transaction.atomic
def say_alive(*, partnership: Partnership, action: Action, alive: bool, version: int | None, by: User) -> ActionLink:
    """The carrier says whether the action still lives, twelve months after the end or later; also once all is over.

    ``version``: ``place_version`` that was read.
    """
    held = lock_partnership(partnership, even_over=True)
    party = acting_party(by, held)
    if not is_asked(held):
        raise Refusal(_("This is asked twelve months after the end, not before."))
    if action.plan_id != held.action_plan_id:
        raise Refusal(_("This action belongs to another plan."))
    parties = list(held.parties.filter(left_on=None))
    if carrier_of(action, parties, held.coordinator_id) != party:
        raise Refusal(_("The party that goes on with this action answers for it."))
    link, is_new = ActionLink.objects.select_for_update(of=("self",)).get_or_create(
        action=action, defaults={"partnership": held}
    )
    check_version(place_version(None if is_new else link), version)
    link.alive_after_year = alive
    link.save(update_fields=["alive_after_year"])
    return link
