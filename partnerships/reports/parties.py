"""The page of a party: what it says of itself."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.models import User
from partnerships.models import Party
from partnerships.permissions import my_party
from partnerships.reports.missions import MissionRow, mission_row


@dataclass(frozen=True)
class PartyText:
    """One question of the sheet; ``hidden`` says that the words are read after the reveal."""

    label: str
    text: str
    hidden: bool = False


@dataclass(frozen=True)
class PartyPage:
    party: Party
    is_mine: bool
    texts: tuple[PartyText, ...]
    contacts: tuple[str, ...]
    annual_budget: Decimal | None
    mission: MissionRow

    @property
    def is_empty(self) -> bool:
        return not any(each.text or each.hidden for each in self.texts)


def build_party(party: Party, user: User) -> PartyPage:
    """The sheet of identity. The own interest is a part of the why: others read it once all is revealed."""
    own = my_party(user, party.partnership)
    is_mine = own is not None and own.pk == party.pk
    sealed = not is_mine and not party.partnership.is_revealed
    return PartyPage(
        party,
        is_mine,
        (
            PartyText(_("How the partnership serves our mission"), party.mission_link),
            PartyText(_("Our own interest"), "" if sealed else party.own_interest, sealed),
            PartyText(_("Who we are and want to stay"), party.identity),
            PartyText(_("What we will not do"), party.red_lines),
            PartyText(_("Our role in the partnership"), party.role),
        ),
        tuple(contact for contact in (party.contact_one, party.contact_two) if contact),
        party.annual_budget,
        mission_row(party, user),
    )
