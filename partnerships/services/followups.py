"""What the parties do of a result: keep it, act, understand, inform. The box says which, the parties decide."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.enums import Side
from actionplans.models import Action
from actionplans.services import add_action
from core.errors import Refusal
from partnerships.criteria import BY_CODE, STATEMENTS, criterion_of
from partnerships.enums import Box, CampaignState, WorkshopKind
from partnerships.models import ActionLink, Campaign, Party, RatingFollowUp, Workshop, WorkshopStep
from partnerships.services.rating import lock_campaign


def text_of(code: str) -> str:
    """The words of a criterion ("C9") or of a statement ("C9.2")."""
    return str(BY_CODE[code].name if code in BY_CODE else STATEMENTS[code].text)


@transaction.atomic
def note_follow_up(*, campaign: Campaign, code: str, box: str, note: str, by: User) -> RatingFollowUp:
    """Write what was said of one line of the reading. Raises Refusal."""
    held = _read(campaign, code)
    row, _made = RatingFollowUp.objects.update_or_create(
        campaign=held, statement=code, defaults={"box": box or Box.BETWEEN, "note": note, "by": by}
    )
    return row


@transaction.atomic
def plan_action(
    *,
    campaign: Campaign,
    code: str,
    box: str,
    what: str,
    party: Party,
    responsible: str,
    due_on: datetime.date,
    success_indicator: str = "",
    by: User,
) -> Action:
    """An action of the partnership's plan that answers a weak line; its criterion is kept with it. Raises Refusal."""
    held = _read(campaign, code)
    if party.partnership_id != held.partnership_id or party.left_on is not None:
        raise Refusal(_("Choose one of the parties of this partnership."))
    action = add_action(
        plan=held.partnership.action_plan,
        by=by,
        what=what,
        problem=text_of(code)[:500],
        side=Side.PARTNER,
        carrier=party.organization,
        responsible=responsible,
        due_on=due_on,
        success_indicator=success_indicator,
    )
    ActionLink.objects.create(partnership=held.partnership, action=action, criterion=criterion_of(code))
    _opened(held, code, box, action.pk, by)
    return action


@transaction.atomic
def open_workshop(*, campaign: Campaign, code: str, box: str, planned_on: datetime.date | None, by: User) -> Workshop:
    """A workshop to understand before judging: what each saw, what matters to each, ways out. Raises Refusal."""
    held = _read(campaign, code)
    if planned_on is not None and planned_on < timezone.localdate():
        raise Refusal(_("This date is over. Choose today or a day to come."))
    title = _("Understand: %(subject)s") % {"subject": text_of(code)}
    workshop = Workshop.objects.create(
        partnership=held.partnership, kind=WorkshopKind.UNDERSTANDING, title=title[:200], planned_on=planned_on
    )
    agenda = (
        (_("Each says what it saw: facts and dates, no judgement"), 20),
        (_("Read again what matters to each and the scope agreed at the start"), 15),
        (_("Look for ways out that hold for everybody"), 30),
        (_("Decide what we try, and when we look at it again"), 15),
    )
    WorkshopStep.objects.bulk_create(
        WorkshopStep(workshop=workshop, title=line, minutes=minutes, position=number)
        for number, (line, minutes) in enumerate(agenda)
    )
    _opened(held, code, box, workshop.pk, by)
    return workshop


def _opened(campaign: Campaign, code: str, box: str, row: Any, by: User) -> None:
    follow_up, _made = RatingFollowUp.objects.select_for_update().get_or_create(
        campaign=campaign, statement=code, defaults={"box": box or Box.BETWEEN, "by": by}
    )
    follow_up.opened = [*follow_up.opened, row]
    follow_up.save(update_fields=["opened", "at"])


def _read(campaign: Campaign, code: str) -> Campaign:
    held = lock_campaign(campaign)
    if held.state != CampaignState.CLOSED:
        raise Refusal(_("The result is read once the rating is closed."))
    if code not in BY_CODE and code not in STATEMENTS:
        raise Refusal(_("This statement doesn't exist."))
    return held
