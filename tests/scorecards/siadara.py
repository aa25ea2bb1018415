"""Siadara as published (Edward A. et al. 2015, BMC Health Services Research 15:299, table 2), built in code."""

from decimal import Decimal
from typing import Any

from accounts.models import User
from directory.models import Organization, ServicePoint
from scorecards.enums import AskedOf, CycleState, GroupKind, Scale
from scorecards.models import Cycle, Indicator
from tests.factories import CycleFactory, GroupFactory, IndicatorFactory, ScoreFactory, SessionFactory, release

PROVIDER = {
    "pump": ("Eau", "5 10 10"),
    "iec": ("Supports d’information", "8 10 9.5"),
    "roof": ("Toiture", "9 8 10"),
    "equipment": ("Matériel médical", "7 6 7"),
    "cleanliness": ("Propreté du centre", "7 9 9.5"),
    "waiting": ("Temps d’attente", "9 10 10"),
    "management": ("Gestion du centre", "9 9.5 10"),
    "exam": ("Qualité de l’examen", "7 9 9.5"),
    "attitude": ("Accueil et attitude", "10 10 10"),
}
COMMUNITY = {
    "pump": ("Eau", "5 10 10"),
    "electricity": ("Électricité", "3 6 10"),
    "medicines": ("Médicaments", "7 10 10"),
    "competence": ("Compétence du personnel", "10 10 10"),
    "space": ("Espace d’attente", "5 10 10"),
    "punctuality": ("Ponctualité", "10 10 10"),
    "attitude": ("Accueil et attitude", "10 10 10"),
    "advice": ("Conseil aux patients", "10 10 10"),
    "waiting": ("Temps d’attente", "10 10 10"),
    "cleanliness": ("Propreté du centre", "10 10 10"),
}
MEANS = {  # published, to three decimals: provider, community
    1: ("7.889", "8.000"),
    2: ("9.056", "9.600"),
    3: ("9.500", "10.000"),
}


def make_round(
    number: int,
    *,
    organization: Organization,
    service_point: ServicePoint,
    by: User | None = None,
    previous: Cycle | None = None,
    state: str = CycleState.CLOSED,
    scale: str = Scale.TEN,
    **fields: Any,
) -> Cycle:
    """One published round, the whole community as one group; released unless ``state`` comes before that."""
    cycle = CycleFactory(
        organization=organization,
        service_point=service_point,
        number=number,
        previous=previous,
        state=state,
        scale=scale,
        **fields,
    )
    group = GroupFactory(cycle=cycle, kind=GroupKind.COMMUNITY, village="")
    users = SessionFactory(cycle=cycle, group=group, closed=True, women_adult=25, men_adult=22)
    provider = SessionFactory(cycle=cycle, provider=True, closed=True)
    rows: dict[str, Indicator] = {}
    for code, (label, _values) in {**COMMUNITY, **PROVIDER}.items():
        asked = AskedOf.BOTH if code in COMMUNITY and code in PROVIDER else _side(code)
        rows[code] = IndicatorFactory(cycle=cycle, code=code, label=label, asked_of=asked, position=len(rows))
    for session, values in ((users, COMMUNITY), (provider, PROVIDER)):
        for code, (_label, figures) in values.items():
            ScoreFactory(session=session, indicator=rows[code], value=Decimal(figures.split()[number - 1]))
    if state in (CycleState.INTERFACE, CycleState.FOLLOW_UP, CycleState.CLOSED):
        release(cycle, by)
    return Cycle.objects.with_context().get(pk=cycle.pk)


def _side(code: str) -> str:
    return AskedOf.USERS if code in COMMUNITY else AskedOf.PROVIDER


def make_rounds(last: int = 3, **context: Any) -> list[Cycle]:
    """Rounds 1 to ``last``, each following the one before."""
    rounds: list[Cycle] = []
    for number in range(1, last + 1):
        rounds.append(make_round(number, previous=rounds[-1] if rounds else None, **context))
    return rounds
