"""Partnerships for tests."""

from collections.abc import Sequence
from typing import Any

from directory.models import Organization, Territory
from partnerships.models import Partnership, Party
from tests.factories import ActionPlanFactory


def make_partnership(organizations: Sequence[Organization], *, territory: Territory, **fields: Any) -> Partnership:
    """A partnership of these organisations, the first one coordinating, in ``state`` ("draft" by default)."""
    plan = ActionPlanFactory(organization=organizations[0], service_point=None, territory=territory)
    plan.partners.set(organizations)
    values = {"name": "Eau pour tous", "themes": ["water"], "origins": ["vulnerable"], **fields}
    partnership = Partnership.objects.create(
        coordinator=organizations[0], territory=territory, action_plan=plan, **values
    )
    for position, organization in enumerate(organizations):
        Party.objects.create(partnership=partnership, organization=organization, position=position)
    return partnership


def party_of(partnership: Partnership, organization: Organization) -> Party:
    return partnership.parties.get(organization=organization)
