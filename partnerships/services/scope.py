"""What the partnership does, doesn't do, does later: each element agreed by all; and the shared vision."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.enums import ScopeStatus
from partnerships.models import Edit, Partnership, Party, ScopeItem
from partnerships.models.partnership import TEXT_MAX
from partnerships.services.locks import acting_party, check_version, lock_partnership, one_line


def _held(partnership: Partnership, by: User) -> tuple[Partnership, Party]:
    """The partnership under lock between the reveal and the signature, and the party of ``by``."""
    held = lock_partnership(partnership)
    party = acting_party(by, held)
    if not held.is_revealed:
        raise Refusal(_("How comes after what and why: this opens when all sheets are revealed."))
    if not held.is_before_signature:
        raise Refusal(_("The agreement is signed: the scope and the vision change by an amendment."))
    return held, party


@transaction.atomic
def add_scope(*, partnership: Partnership, label: str, status: str, by: User) -> ScopeItem:
    """Propose an element; the party that proposes it agrees to it."""
    held, party = _held(partnership, by)
    words = one_line(label, _("Write what it is about, in a few words."))
    there = held.scope.filter(label__iexact=words).first()
    if there is not None:
        raise Refusal(_("This is already in the scope, as “%(status)s”.") % {"status": there.get_status_display()})
    item = ScopeItem.objects.create(partnership=held, label=words, status=ScopeStatus(status), proposed_by=party)
    item.agreed_by.add(party)
    return item


def _locked(item: ScopeItem, version: int) -> ScopeItem:
    row = ScopeItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    check_version(row.version, version)
    return row


@transaction.atomic
def change_scope(*, item: ScopeItem, version: int, label: str, status: str, by: User) -> ScopeItem:
    """Amend an element: what the others agreed to was other words, so they are asked again."""
    _held_row, party = _held(item.partnership, by)
    row = _locked(item, version)
    row.label = one_line(label, _("Write what it is about, in a few words."))
    row.status = ScopeStatus(status)
    row.version += 1
    row.save()
    row.agreed_by.set([party])
    return row


@transaction.atomic
def agree_scope(*, item: ScopeItem, version: int, agrees: bool, by: User) -> ScopeItem:
    """My party's yes or its withdrawal, on the very words it read (``version``)."""
    _held_row, party = _held(item.partnership, by)
    row = _locked(item, version)
    if agrees:
        row.agreed_by.add(party)
    else:
        row.agreed_by.remove(party)
    return row


@transaction.atomic
def remove_scope(*, item: ScopeItem, version: int, by: User) -> None:
    """Take back what one's own party proposed."""
    _held_row, party = _held(item.partnership, by)
    row = _locked(item, version)
    if row.proposed_by_id != party.pk:
        raise Refusal(_("Another party proposed this: change its words, or ask that party to take it back."))
    row.delete()


@transaction.atomic
def write_vision(*, partnership: Partnership, version: int, text: str, by: User) -> Partnership:
    """The shared vision of the impact; every version says which party wrote it."""
    held, party = _held(partnership, by)
    check_version(held.version, version)
    words = text.strip()
    if len(words) > TEXT_MAX:
        raise Refusal(_("This text is too long: %(most)d characters at most.") % {"most": TEXT_MAX})
    if words == held.vision:
        return held
    Edit.objects.create(
        partnership=held, party=party, by=by, about="vision", row=held.pk, before=held.vision, after=words
    )
    held.vision = words
    held.version += 1
    held.save(update_fields=["vision", "version"])
    return held
