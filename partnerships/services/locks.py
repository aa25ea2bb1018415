"""Rows taken under lock, the refusal of a form older than its row, and the party that somebody acts for."""

from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.models import Partnership, Party
from partnerships.permissions import my_party


def lock_partnership(partnership: Partnership, *, even_over: bool = False) -> Partnership:
    """The partnership as the database has it now, held until the transaction ends. Refuses once it is over."""
    held = Partnership.objects.select_for_update(of=("self",)).get(pk=partnership.pk)
    if held.is_over and not even_over:
        raise Refusal(_("This partnership is over: what was written in it is kept as it was."))
    return held


def check_version(current: int, seen: int | None) -> None:
    """Refuse a form that was drawn from another version than ``current``."""
    if current != seen:
        raise Refusal(
            _("Somebody changed this meanwhile. Here is what you typed: compare it with the page and save again.")
        )


def acting_party(by: User, partnership: Partnership) -> Party:
    """The party that ``by`` acts for; refuses a person of no party. Nobody ever acts for another party."""
    party = my_party(by, partnership)
    if party is None:
        raise Refusal(_("Only the people of a party write here, each for their own organisation."))
    return party


def one_line(text: str, empty: str = "", most: int = 300) -> str:
    """The sentence without needless spaces; refuses one that is too long, or empty (``empty`` says so)."""
    words = " ".join(text.split())
    if not words and empty:
        raise Refusal(empty)
    if len(words) > most:
        raise Refusal(_("This sentence is too long: %(most)d characters at most.") % {"most": most})
    return words
