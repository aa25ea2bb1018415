"""What a party says of the others and of what it gets: trust, benefits felt, drawbacks."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from partnerships.criteria import BENEFITS
from partnerships.enums import TrustFacet
from partnerships.models import Campaign, Drawback, FeltBenefit, Party, TrustRating
from partnerships.services.rating import accepts_sheets, lock_campaign

#: Drawbacks that a party may write: the ones that weigh most.
DRAWBACKS = 3


def stamp(rows: Iterable[tuple[object, ...]]) -> str:
    """A short fingerprint of what is written: a form drawn from other rows comes too late."""
    text = "|".join(";".join(str(value) for value in row) for row in sorted(rows, key=str))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def trust_stamp(campaign: Campaign, party: Party) -> str:
    return stamp(campaign.trust.filter(party=party).values_list("about", "facet", "level"))


def benefits_stamp(campaign: Campaign, party: Party) -> str:
    felt = campaign.felt_benefits.filter(party=party).values_list("code", "level")
    return stamp([*felt, *campaign.drawbacks.filter(party=party).values_list("text", "level")])


@transaction.atomic
def save_trust(
    *, campaign: Campaign, party: Party, levels: Mapping[tuple[UUID, str], int | None], seen: str, by: User
) -> None:
    """How ``party`` trusts each other one on three facets; None: it doesn't know. Raises Refusal."""
    held = _open(campaign)
    _check_stamp(trust_stamp(held, party), seen)
    others = set(held.partnership.parties.filter(left_on=None).exclude(pk=party.pk).values_list("pk", flat=True))
    if not all(about in others and facet in TrustFacet for about, facet in levels):
        raise Refusal(_("A party rates the other parties in force, and not itself."))
    for (about, facet), level in levels.items():
        TrustRating.objects.update_or_create(
            campaign=held, party=party, about_id=about, facet=facet, defaults={"level": level}
        )


@transaction.atomic
def save_benefits(
    *,
    campaign: Campaign,
    party: Party,
    felt: Mapping[str, int],
    drawbacks: Sequence[tuple[str, int]],
    seen: str,
    by: User,
) -> None:
    """The benefits that a party feels and the drawbacks that it bears, in its own words. Raises Refusal."""
    held = _open(campaign)
    _check_stamp(benefits_stamp(held, party), seen)
    if not felt:
        raise Refusal(_("Say how far you feel one benefit at least."))
    if len(drawbacks) > DRAWBACKS or not felt.keys() <= {benefit.code for benefit in BENEFITS}:
        raise Refusal(_("This form isn't of this page. Open it again."))
    held.felt_benefits.filter(party=party).delete()
    held.drawbacks.filter(party=party).delete()
    FeltBenefit.objects.bulk_create(
        FeltBenefit(campaign=held, party=party, code=code, level=level) for code, level in felt.items()
    )
    Drawback.objects.bulk_create(
        Drawback(campaign=held, party=party, text=text, level=level) for text, level in drawbacks
    )


def _open(campaign: Campaign) -> Campaign:
    held = lock_campaign(campaign)
    if not accepts_sheets(held):
        raise Refusal(_("This rating isn't open any more. What you typed is still below, and isn't sent."))
    return held


def _check_stamp(current: str, seen: str) -> None:
    if current != seen:
        raise Refusal(
            _("Somebody changed this meanwhile. Here is what you typed: compare it with the page and save again.")
        )
