"""One small world that most tests live in, and the walls around every test."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from directory.enums import ActorKind, TerritoryLevel
from directory.models import Organization, ServicePoint, Territory
from scorecards.models import Cycle
from tests.factories import (
    OrganizationFactory,
    ServicePointFactory,
    TerritoryFactory,
    UserFactory,
    full_cycle,
)

_LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0"}  # noqa: S104 - compared, never bound


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that start servers of their own go first: they are long, and nobody waits for them alone at the end.

    Only those that use no database of the tests; the rest keeps the order that it was given.
    """

    def apart(item: pytest.Item) -> bool:
        tables = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        return bool(item.get_closest_marker("infra")) and not tables and not item.get_closest_marker("django_db")

    items.sort(key=lambda item: not apart(item))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests speak to this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and address[0] not in _LOOPBACK:
            raise OSError(f"tests don't use the network: {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def in_french(settings: Any) -> Iterator[None]:
    """Every test starts in French, whatever the one before left behind."""
    from django.utils import translation

    with translation.override("fr"):
        yield


@dataclass(frozen=True)
class World:
    """An NGO, the commune and the service it works with, one person per role; and a foreign NGO with its cycle.

    ``service_point`` stands in ``village``, below ``commune``, and is run by ``service``. Nobody of the world may see
    ``foreign_cycle``; ``stranger`` (its facilitator) may see nothing of the world.
    """

    region: Territory
    commune: Territory
    village: Territory
    ngo: Organization
    town_hall: Organization
    service: Organization
    partner: Organization
    service_point: ServicePoint
    facilitator: User
    administrator: User
    officer: User
    provider: User
    committee: User
    observer: User
    representative: User
    foreign_ngo: Organization
    stranger: User
    foreign_cycle: Cycle

    def person(self, role: str) -> User:
        """The person who holds ``role``."""
        return getattr(self, str(role))

    def make_cycle(self, **fields: Any) -> Cycle:
        """A whole cycle of the NGO at the service point (``full_cycle``), which ``committee`` follows."""
        fields.setdefault("service_point", self.service_point)
        cycle = full_cycle(organization=self.ngo, by=self.facilitator, **fields)
        cycle.action_plan.followers.add(self.committee)
        return cycle


@pytest.fixture
def world(db: None) -> World:
    region = TerritoryFactory(level=TerritoryLevel.REGION, code="R1", name="Région des Sources")
    commune = TerritoryFactory(level=TerritoryLevel.COMMUNE, code="R1-C1", name="Commune d’Aval", parent=region)
    village = TerritoryFactory(level=TerritoryLevel.VILLAGE, code="R1-C1-V1", name="Siadara", parent=commune)
    elsewhere = TerritoryFactory(level=TerritoryLevel.COMMUNE, code="R1-C2", name="Commune d’Amont", parent=region)
    ngo = OrganizationFactory(name="Association des Sources", territory=region)
    town_hall = OrganizationFactory(
        name="Mairie d’Aval", kind=ActorKind.LOCAL_AUTHORITY, territory=commune, registered_by=ngo
    )
    service = OrganizationFactory(
        name="District sanitaire", kind=ActorKind.DECENTRALISED_SERVICE, territory=commune, registered_by=ngo
    )
    partner = OrganizationFactory(
        name="Coopérative d’Aval", kind=ActorKind.COOPERATIVE, territory=commune, registered_by=ngo
    )
    point = ServicePointFactory(name="Centre de santé de Siadara", operator=service, territory=village)
    foreign_ngo = OrganizationFactory(name="Association d’Amont", territory=elsewhere)
    foreign_point = ServicePointFactory(
        name="École d’Amont", territory=elsewhere, operator=OrganizationFactory(territory=elsewhere)
    )
    stranger = UserFactory(role=Role.FACILITATOR, organization=foreign_ngo, email="stranger@example.org")
    homes = {Role.OFFICER: town_hall, Role.PROVIDER: service, Role.REPRESENTATIVE: partner}
    people = {
        role.value: UserFactory(role=role, organization=homes.get(role, ngo), email=f"{role.value}@example.org")
        for role in Role
    }
    return World(
        region=region,
        commune=commune,
        village=village,
        ngo=ngo,
        town_hall=town_hall,
        service=service,
        partner=partner,
        service_point=point,
        foreign_ngo=foreign_ngo,
        stranger=stranger,
        foreign_cycle=full_cycle(organization=foreign_ngo, service_point=foreign_point, by=stranger),
        **people,
    )


@pytest.fixture
def facilitator(world: World) -> User:
    return world.facilitator


@pytest.fixture
def administrator(world: World) -> User:
    return world.administrator


@pytest.fixture
def officer(world: World) -> User:
    return world.officer


@pytest.fixture
def provider(world: World) -> User:
    return world.provider


@pytest.fixture
def committee(world: World) -> User:
    return world.committee


@pytest.fixture
def observer(world: World) -> User:
    return world.observer


@pytest.fixture
def stranger(world: World) -> User:
    return world.stranger


@pytest.fixture
def signed_in() -> Any:
    """``signed_in(user)``: a browser where that person is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
