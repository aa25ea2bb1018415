"""Registering a false commune or a false operator opens nothing of anybody else."""

from typing import Any

from accounts.enums import Role
from directory.enums import ActorKind
from scorecards.models import Cycle
from tests.factories import OrganizationFactory, UserFactory, full_cycle


def _planted(world: Any, role: Role, kind: str) -> Any:
    """Somebody of an organisation that the foreign NGO registered in the world's commune."""
    planted = OrganizationFactory(kind=kind, territory=world.commune, registered_by=world.foreign_ngo)
    return UserFactory(role=role, organization=planted), planted


def test_a_commune_registered_by_another_sees_nothing(world: Any) -> None:
    world.make_cycle()
    user, _ = _planted(world, Role.OFFICER, ActorKind.LOCAL_AUTHORITY)
    assert not Cycle.objects.visible_to(user).exists()


def test_an_operator_registered_by_another_sees_nothing(world: Any) -> None:
    world.make_cycle()
    user, planted = _planted(world, Role.PROVIDER, ActorKind.DECENTRALISED_SERVICE)
    world.service_point.operator = planted
    world.service_point.save()
    assert not Cycle.objects.visible_to(user).exists()


def test_both_see_what_their_own_registrar_runs(world: Any) -> None:
    user, planted = _planted(world, Role.PROVIDER, ActorKind.DECENTRALISED_SERVICE)
    world.service_point.operator = planted
    world.service_point.save()
    cycle = full_cycle(organization=world.foreign_ngo, service_point=world.service_point, number=7)
    assert list(Cycle.objects.visible_to(user)) == [cycle]


def test_an_organisation_that_the_platform_vouches_for_sees_its_territory(world: Any) -> None:
    cycle = world.make_cycle()
    town = OrganizationFactory(kind=ActorKind.LOCAL_AUTHORITY, territory=world.commune)
    user = UserFactory(role=Role.OFFICER, organization=town)
    assert cycle in Cycle.objects.visible_to(user)
