"""Proposed indicators that the parties set aside, or look at again."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.models import Partnership
from partnerships.origins import BY_CODE
from partnerships.services.locks import acting_party
from partnerships.services.writing import held


@transaction.atomic
def set_aside(*, partnership: Partnership, code: str, by: User) -> Partnership:
    """The proposal isn't for us. Twice changes nothing."""
    current = held(partnership)
    acting_party(by, current)
    if code not in BY_CODE:
        raise Refusal(_("This proposal doesn't exist any more."))
    if code not in current.ignored_proposals:
        current.ignored_proposals = [*current.ignored_proposals, code]
        current.save(update_fields=["ignored_proposals"])
    return current


@transaction.atomic
def look_again(*, partnership: Partnership, by: User) -> Partnership:
    """Show again every proposal that was set aside."""
    current = held(partnership)
    acting_party(by, current)
    current.ignored_proposals = []
    current.save(update_fields=["ignored_proposals"])
    return current
