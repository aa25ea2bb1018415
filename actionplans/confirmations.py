"""What the follow-up committee saw on the spot of a promise. Append-only: another look is another line."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.enums import ActionState
from actionplans.models import Action, ActionConfirmation
from actionplans.wordguard import written
from core.dates import format_date
from core.errors import Refusal
from core.text import TextError, check_text, tidy_text

NOTE_MAX = 500


@transaction.atomic
def confirm_action(*, action: Action, is_done: bool, note: str, on: datetime.date, by: User) -> ActionConfirmation:
    """Append what the committee saw. The same line sent twice is written once. Raises Refusal."""
    current = Action.objects.select_for_update(of=("self",)).select_related("plan").get(pk=action.pk)
    words = _bounded(note)
    if current.state == ActionState.DROPPED:
        raise Refusal(_("This action was dropped: there is nothing to confirm."))
    if not words:
        raise Refusal(_("Write what you saw on the spot."))
    if on > timezone.localdate():
        raise Refusal(_("The date of a visit can't be in the future."))
    if on < current.plan.opened_on:
        raise Refusal(
            _("The plan was opened on %(date)s: a visit can't be older.")
            % {"date": format_date(current.plan.opened_on)}
        )
    same = {"action": current, "is_done": is_done, "note": words, "on": on, "by": by}
    seen = ActionConfirmation.objects.filter(**same).first()
    if seen is None:
        seen = ActionConfirmation.objects.create(**same)
        written(plan=current.plan, texts={f"confirmation:{seen.pk}:note": words}, by=by)
    return seen


def _bounded(note: str) -> str:
    try:
        return check_text(tidy_text(note), characters=NOTE_MAX)
    except TextError as error:
        raise Refusal(str(error)) from error
