"""Two small countries that know nothing of each other, with a person of every role in each."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils import timezone

from accounts.enums import Role
from accounts.models import Membership, User
from directory.enums import ActorKind, Sector, TerritoryLevel
from directory.models import Organization, ServicePoint, Territory

PASSWORD = "gardez-le-pour-vous-7"


@dataclass
class Country:
    """A programme (``ngo``), the commune and the service it works with, one person per role."""

    ngo: Organization
    authority: Organization
    service: Organization
    partner: Organization
    commune: Territory
    village: Territory
    service_point: ServicePoint
    people: dict[Role, User]

    def organization_of(self, role: Role) -> Organization:
        homes = {Role.OFFICER: self.authority, Role.PROVIDER: self.service, Role.REPRESENTATIVE: self.partner}
        return homes.get(role, self.ngo)


def make_user(email: str, role: Role | None = None, organization: Organization | None = None, **fields: Any) -> User:
    """A person, acting as ``role`` for ``organization`` when both are given."""
    user = User.objects.create_user(email, PASSWORD, full_name=email.split("@")[0].title(), **fields)
    if role is not None and organization is not None:
        user.current_membership = Membership.objects.create(user=user, organization=organization, role=role)
        user.save(update_fields=["current_membership"])
    return user


def make_country(code: str) -> Country:
    """Country, commune and village; the commune and the service were registered by the programme."""
    country = Territory.objects.create(level=TerritoryLevel.COUNTRY, code=code, name=f"Pays {code}", path=f"{code}/")
    commune = Territory.objects.create(
        level=TerritoryLevel.COMMUNE,
        code=f"{code}-1",
        name=f"Commune {code}",
        parent=country,
        path=f"{code}/{code}-1/",
    )
    village = Territory.objects.create(
        level=TerritoryLevel.VILLAGE, code=f"{code}-11", name=f"Village {code}", parent=commune,
        path=f"{code}/{code}-1/{code}-11/",
    )  # fmt: skip
    ngo = Organization.objects.create(name=f"Programme {code}", kind=ActorKind.ASSOCIATION, territory=country)
    authority = Organization.objects.create(
        name=f"Mairie {code}", kind=ActorKind.LOCAL_AUTHORITY, territory=commune, registered_by=ngo
    )
    service = Organization.objects.create(
        name=f"Service {code}", kind=ActorKind.DECENTRALISED_SERVICE, territory=commune, registered_by=ngo
    )
    partner = Organization.objects.create(
        name=f"Coopérative {code}", kind=ActorKind.COOPERATIVE, territory=commune, registered_by=ngo
    )
    point = ServicePoint.objects.create(
        name=f"Dispensaire {code}", sector=Sector.HEALTH, operator=service, territory=village, registered_by=ngo
    )
    made = Country(ngo, authority, service, partner, commune, village, point, {})
    for role in Role:
        made.people[role] = make_user(f"{role}@{code.lower()}.example", role, made.organization_of(role))
    return made


@dataclass
class World:
    """What rows draw on. Objects of features are made on first use, in the ``home`` country."""

    home: Country = field(default_factory=lambda: make_country("AA"))
    abroad: Country = field(default_factory=lambda: make_country("BB"))
    nobody: User = field(default_factory=lambda: make_user("nobody@example.org"))
    operator: User = field(default_factory=lambda: make_user("operator@example.org", is_superuser=True, is_staff=True))

    def person(self, role: Role, *, foreign: bool = False) -> User:
        return (self.abroad if foreign else self.home).people[role]

    @cached_property
    def cycle(self) -> Any:
        """A cycle in preparation at home; the committee member follows its plan."""
        return self.make_cycle()

    @cached_property
    def released_cycle(self) -> Any:
        """A second service point's cycle, released, at its interface meeting."""
        point = ServicePoint.objects.create(
            name="École AA", sector=Sector.EDUCATION, operator=self.home.service, territory=self.home.village,
            registered_by=self.home.ngo,
        )  # fmt: skip
        return self.make_cycle(service_point=point, state="interface", released_at=timezone.now())

    @cached_property
    def partnership(self) -> Any:
        """A draft at home between the programme, the town hall, the service and the cooperative."""
        return self.make_partnership()

    def make_partnership(self, *, country: Country | None = None, **fields: Any) -> Any:
        """A partnership of the four organisations of ``country`` (home by default), straight in the given state."""
        from tests.partnerships.factories import make_partnership

        here = country or self.home
        organizations = [here.ngo, here.authority, here.service, here.partner]
        return make_partnership(organizations, territory=here.commune, **fields)

    @cached_property
    def edition(self) -> Any:
        """The edition of a device that the town hall runs at home and the programme accompanies; not published."""
        return self.make_edition()

    def make_edition(self, *, country: Country | None = None, **fields: Any) -> Any:
        from tests.concertation.factories import make_edition

        here = country or self.home
        return make_edition(here.authority, territory=here.commune, companions=[here.ngo], **fields)

    def make_cycle(self, *, country: Country | None = None, **fields: Any) -> Any:
        """A cycle of ``country`` (home by default), with its plan, straight in the given state."""
        from actionplans.models import ActionPlan
        from scorecards.models import Cycle

        country = country or self.home
        point = fields.get("service_point", country.service_point)
        plan = ActionPlan.objects.create(
            organization=country.ngo, service_point=point, territory=point.territory, title="Plan"
        )
        plan.followers.add(country.people[Role.COMMITTEE])
        values = {
            "organization": country.ngo,
            "service_point": country.service_point,
            "number": 1,
            "starts_on": timezone.localdate(),
            "action_plan": plan,
            **fields,
        }
        cycle = Cycle.objects.create(**values)
        return Cycle.objects.get(pk=cycle.pk)
