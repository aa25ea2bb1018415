"""The communication plan: whom to tell what, by which channel, who carries it, by when, and how many it reached."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.models import CommunicationAction, Partnership
from partnerships.services.locks import acting_party, check_version, lock_partnership
from partnerships.services.writing import row_version


@transaction.atomic
def save_communication(
    *,
    partnership: Partnership,
    row: CommunicationAction | None = None,
    version: int | None = None,
    by: User,
    **fields: Any,
) -> CommunicationAction:
    """Add a line of the plan, or correct ``row``. Refuses a carrier that isn't a party, and a day still to come.

    ``version``: ``row_version`` of the line when the form was drawn; a correction without it is refused.
    """
    held = lock_partnership(partnership)
    acting_party(by, held)
    carrier = fields.get("carrier")
    if carrier is not None and carrier.partnership_id != held.pk:
        raise Refusal(_("Choose one of the parties of this partnership."))
    done: datetime.date | None = fields.get("done_on")
    if done is not None and done > timezone.localdate():
        raise Refusal(_("This date is still to come. Write the day when it was done."))
    if fields.get("reached") is not None and done is None:
        raise Refusal(_("Write the day when it was done, then how many people it reached."))
    line = CommunicationAction(partnership=held)
    if row is not None:
        line = CommunicationAction.objects.select_for_update(of=("self",)).get(pk=row.pk)
        check_version(row_version(line), version)
    for name, value in fields.items():
        setattr(line, name, value)
    line.save()
    return line


@transaction.atomic
def remove_communication(*, row: CommunicationAction, by: User) -> None:
    held = lock_partnership(row.partnership)
    acting_party(by, held)
    if row.done_on is not None:
        raise Refusal(_("This is done: it stays in the plan, as a trace."))
    row.delete()
