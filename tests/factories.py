"""Rows for tests. Each factory makes a row that the models' constraints accept; give what the test speaks of."""

import datetime
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.enums import Role
from accounts.models import Membership, User
from actionplans.enums import Side as ActionSide
from actionplans.models import Action, ActionPlan
from directory.enums import ActorKind, Sector, TerritoryLevel
from directory.models import Organization, ServicePoint, Territory
from scorecards.enums import AskedOf, CycleState, GroupKind, Scale, ScoreMode, ScoreStatus, SessionState, Side
from scorecards.models import Cycle, Group, Indicator, IndicatorTemplate, Score, ScoringSession
from scorecards.scales import SCALES

PASSWORD = "gardez-le-pour-vous-7"


class TerritoryFactory(DjangoModelFactory):
    class Meta:
        model = Territory

    level = TerritoryLevel.COMMUNE
    code = factory.Sequence(lambda n: f"T{n:04d}")
    name = factory.Sequence(lambda n: f"Commune {n}")
    parent = None
    path = factory.LazyAttribute(lambda o: f"{o.parent.path if o.parent else ''}{o.code}/")


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = ActorKind.ASSOCIATION
    territory = factory.SubFactory(TerritoryFactory)


class UserFactory(DjangoModelFactory):
    """A person; with ``role`` (and ``organization``, else a new one) they act through that membership."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Personne {n}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        role, organization = kwargs.pop("role", None), kwargs.pop("organization", None)
        user = model_class.objects.create_user(kwargs.pop("email"), kwargs.pop("password", PASSWORD), **kwargs)
        if role is not None:
            MembershipFactory(user=user, organization=organization or OrganizationFactory(), role=role)
        return user


class MembershipFactory(DjangoModelFactory):
    """A membership that its person acts through from now on."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(OrganizationFactory)
    role = Role.FACILITATOR

    @factory.post_generation
    def current(obj: Membership, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805
        if create and extracted is not False:
            obj.user.current_membership = obj
            obj.user.save(update_fields=["current_membership"])


class ServicePointFactory(DjangoModelFactory):
    class Meta:
        model = ServicePoint

    name = factory.Sequence(lambda n: f"Centre de santé {n}")
    sector = Sector.HEALTH
    operator = factory.SubFactory(OrganizationFactory, kind=ActorKind.DECENTRALISED_SERVICE)
    territory = factory.SubFactory(TerritoryFactory)


class ActionPlanFactory(DjangoModelFactory):
    class Meta:
        model = ActionPlan

    organization = factory.SubFactory(OrganizationFactory)
    service_point = factory.SubFactory(ServicePointFactory)
    territory = factory.SelfAttribute("service_point.territory")
    title = factory.Sequence(lambda n: f"Plan {n}")


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    plan = factory.SubFactory(ActionPlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    problem = "Le puits tarit en été"
    what = "Réparer la pompe"
    side = ActionSide.PROVIDER
    responsible = "responsable du centre"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))


class IndicatorTemplateFactory(DjangoModelFactory):
    class Meta:
        model = IndicatorTemplate

    code = factory.Sequence(lambda n: f"modele-{n}")
    sector = Sector.HEALTH
    label_fr = factory.Sequence(lambda n: f"Indicateur du modèle {n}")
    hint_fr = "Que pensez-vous de ce point ?"
    position = factory.Sequence(lambda n: n)


class CycleFactory(DjangoModelFactory):
    """A cycle in preparation, without groups; a trait (``community=True``…) puts it in a later state as it is.

    ``full_cycle`` below makes one whose groups, sessions and scores fit its state.
    """

    class Meta:
        model = Cycle

    class Params:
        community = factory.Trait(state=CycleState.COMMUNITY)
        provider = factory.Trait(state=CycleState.PROVIDER)
        interface = factory.Trait(state=CycleState.INTERFACE, released_at=factory.LazyFunction(timezone.now))
        follow_up = factory.Trait(state=CycleState.FOLLOW_UP, released_at=factory.LazyFunction(timezone.now))
        closed = factory.Trait(state=CycleState.CLOSED, released_at=factory.LazyFunction(timezone.now))

    organization = factory.SubFactory(OrganizationFactory)
    service_point = factory.SubFactory(ServicePointFactory)
    number = 1
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=60))
    scale = Scale.TEN
    action_plan = factory.SubFactory(
        ActionPlanFactory,
        organization=factory.SelfAttribute("..organization"),
        service_point=factory.SelfAttribute("..service_point"),
    )


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    cycle = factory.SubFactory(CycleFactory)
    kind = GroupKind.WOMEN
    village = factory.Sequence(lambda n: f"Village {n}")
    size = 20
    position = factory.Sequence(lambda n: n)


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    cycle = factory.SubFactory(CycleFactory)
    code = factory.Sequence(lambda n: f"indicateur-{n}")
    label = factory.Sequence(lambda n: f"Indicateur {n}")
    hint = "Que pensez-vous de ce point ?"
    asked_of = AskedOf.BOTH
    position = factory.Sequence(lambda n: n)


class SessionFactory(DjangoModelFactory):
    """An open session of a group with 12 people; ``provider=True`` for the provider's, with 6."""

    class Meta:
        model = ScoringSession

    class Params:
        provider = factory.Trait(side=Side.PROVIDER, group=None, women_adult=3, men_adult=3)
        closed = factory.Trait(state=SessionState.CLOSED, closed_at=factory.LazyFunction(timezone.now))
        planned = factory.Trait(state=SessionState.PLANNED, women_adult=None, men_adult=None, held_on=None)

    cycle = factory.SubFactory(CycleFactory, community=True)
    side = Side.USERS
    group = factory.SubFactory(GroupFactory, cycle=factory.SelfAttribute("..cycle"))
    state = SessionState.OPEN
    held_on = factory.LazyFunction(timezone.localdate)
    women_adult = 8
    men_adult = 4


class ScoreFactory(DjangoModelFactory):
    """A consensus of 7; give ``tallies`` for a show of hands, or another ``status`` for no score."""

    class Meta:
        model = Score

    session = factory.SubFactory(SessionFactory)
    indicator = factory.SubFactory(IndicatorFactory, cycle=factory.SelfAttribute("..session.cycle"))
    status = ScoreStatus.SCORED
    tallies = None
    mode = factory.LazyAttribute(lambda o: ScoreMode.CONSENSUS if o.tallies is None else ScoreMode.TALLY)
    value = factory.LazyAttribute(
        lambda o: Decimal(7) if o.status == ScoreStatus.SCORED and o.tallies is None else None
    )
    reason = "Le médicament manque souvent."


_ORDER = [state.value for state in CycleState]


def full_cycle(
    *,
    organization: Organization,
    service_point: ServicePoint,
    state: str = CycleState.PREPARATION,
    scale: str = Scale.TEN,
    indicators: int = 3,
    kinds: tuple[str, ...] = (GroupKind.WOMEN, GroupKind.MEN),
    by: User | None = None,
    **fields: Any,
) -> Cycle:
    """A cycle whose groups, indicators, sessions and scores are those of its ``state``.

    In community scoring the sessions are open and empty; later ones are closed and scored (groups: a show of hands
    on the first indicator, consensus on the others); from the interface on the card is released.
    """
    at = _ORDER.index(state)
    cycle = CycleFactory(
        organization=organization, service_point=service_point, scale=scale, state=state, created_by=by, **fields
    )
    groups = [GroupFactory(cycle=cycle, kind=kind, village="", position=n) for n, kind in enumerate(kinds, 1)]
    rows = [
        IndicatorFactory(cycle=cycle, code=f"point-{n}", label=f"Point {n}", position=n)
        for n in range(1, indicators + 1)
    ]
    if at >= _ORDER.index(CycleState.COMMUNITY):
        users_done, provider_done = at > _ORDER.index(CycleState.COMMUNITY), at > _ORDER.index(CycleState.PROVIDER)
        for group in groups:
            _fill_session(SessionFactory(cycle=cycle, group=group, closed=users_done), rows if users_done else [])
        provider = SessionFactory(cycle=cycle, provider=True, closed=provider_done)
        _fill_session(provider, rows if provider_done else [])
    if at > _ORDER.index(CycleState.PROVIDER):
        release(cycle, by)
    return Cycle.objects.get(pk=cycle.pk)


def _fill_session(session: ScoringSession, indicators: list[Indicator]) -> None:
    levels = SCALES[session.cycle.scale].levels
    for n, indicator in enumerate(indicators):
        if n == 0 and session.side == Side.USERS:
            hands = [0] * len(levels)
            hands[-1], hands[-2], hands[0] = 6, 4, 2
            ScoreFactory(session=session, indicator=indicator, tallies=hands)
        else:
            ScoreFactory(session=session, indicator=indicator, value=levels[min(n + 2, len(levels) - 1)])


def release(cycle: Cycle, by: User | None) -> None:
    """Mark the cycle as released and freeze its figures."""
    from scorecards.services.release import freeze_card

    Cycle.objects.filter(pk=cycle.pk).update(released_at=timezone.now())
    cycle.action_plan.published_at = timezone.now()
    cycle.action_plan.save(update_fields=["published_at"])
    freeze_card(cycle=Cycle.objects.get(pk=cycle.pk), by=by)
