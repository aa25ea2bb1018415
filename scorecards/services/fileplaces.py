"""Where a file entered from the command line goes: on an empty database too."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import PROGRAMME_ROLES
from core.errors import Refusal
from directory.enums import ActorKind, TerritoryLevel
from directory.models import Organization, ServicePoint, Territory

#: Code of the territory made for files that arrive before any territory: to be placed later.
UNPLACED = "IMPORT"


def service_points_named(name: str) -> list[ServicePoint]:
    return list(ServicePoint.objects.filter(name__iexact=name)[:2])


@transaction.atomic
def organization_for(name: str) -> Organization:
    """The organisation of that name; without a name, the first programme, made when there is none."""
    if name:
        found = list(Organization.objects.filter(name__iexact=name)[:2])
        if len(found) != 1:
            raise Refusal(_("No single organisation is called %(name)s.") % {"name": name})
        return found[0]
    programmes = Organization.objects.filter(memberships__role__in=PROGRAMME_ROLES, memberships__is_active=True)
    ngos = Organization.objects.filter(kind__in=[ActorKind.ASSOCIATION, ActorKind.INTERNATIONAL_NGO])
    found_one = programmes.order_by("created_at", "pk").first() or ngos.order_by("created_at", "pk").first()
    return found_one or Organization.objects.create(
        name="Import", kind=ActorKind.ASSOCIATION, territory=_some_territory()
    )


def _some_territory() -> Territory:
    """The first country; when there is no territory at all, one that says it is still to be placed."""
    first = Territory.objects.order_by("path").first()
    return first or Territory.objects.create(
        level=TerritoryLevel.COUNTRY, code=UNPLACED, path=f"{UNPLACED}/", name=_("Place to be given")
    )
