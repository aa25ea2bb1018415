"""Organisations and service points: entered once by an organisation, corrected by it alone."""

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.errors import Refusal
from core.guard import Actor
from directory.enums import ActorKind, Sector
from directory.models import Organization, ServicePoint, Territory


def _refuse_foreign(row: Organization | ServicePoint, by: Actor | None) -> None:
    if by is None or by.is_superuser:
        return
    own = by.organization
    if own is None or row.registered_by_id != own.pk:
        raise Refusal(_("Only the organisation that registered this line corrects it."))


def _registrar(by: Actor | None) -> Organization | None:
    """Who enters the line; None for the operator of the platform, who vouches for it."""
    return None if by is None or by.is_superuser else by.organization


@transaction.atomic
def save_organization(
    *,
    name: str,
    kind: ActorKind,
    territory: Territory,
    by: Actor | None,
    organization: Organization | None = None,
) -> Organization:
    """Register an organisation, or correct one that the own organisation registered. Raises Refusal."""
    if organization is None:
        row = Organization(registered_by=_registrar(by))
    else:
        row = Organization.objects.select_for_update().get(pk=organization.pk)
        _refuse_foreign(row, by)
    row.name, row.kind, row.territory = name.strip(), ActorKind(kind), territory
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refusal(_("%(name)s is already registered here.") % {"name": row.name}) from None
    return row


@transaction.atomic
def save_service_point(
    *,
    name: str,
    sector: Sector,
    operator: Organization,
    territory: Territory,
    by: Actor | None,
    catchment_population: int | None = None,
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    service_point: ServicePoint | None = None,
) -> ServicePoint:
    """Register a service point, or correct one that the own organisation registered. Raises Refusal."""
    if (latitude is None) != (longitude is None):
        raise Refusal(_("Give both the latitude and the longitude, or neither."))
    if service_point is None:
        row = ServicePoint(registered_by=_registrar(by))
    else:
        row = ServicePoint.objects.select_for_update().get(pk=service_point.pk)
        _refuse_foreign(row, by)
    row.name, row.sector, row.operator, row.territory = name.strip(), Sector(sector), operator, territory
    row.catchment_population, row.latitude, row.longitude = catchment_population, latitude, longitude
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refusal(_("%(name)s is already registered here.") % {"name": row.name}) from None
    return row
