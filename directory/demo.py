"""Demonstration places: the published case in Bamyan, a constructed Moroccan commune, and a neighbour's."""

from dataclasses import dataclass
from decimal import Decimal

from directory.enums import ActorKind, Sector, TerritoryLevel
from directory.models import Organization, ServicePoint, Territory

#: Code, level, name; the parent is the code without its last part.
TERRITORIES = (
    ("AF", TerritoryLevel.COUNTRY, "Afghanistan"),
    ("AF-BAM", TerritoryLevel.PROVINCE, "Bamyan"),
    ("AF-BAM-YAK", TerritoryLevel.COMMUNE, "Yakawlang"),
    ("AF-BAM-YAK-SIA", TerritoryLevel.VILLAGE, "Siadara"),
    ("MA", TerritoryLevel.COUNTRY, "Maroc"),
    ("MA-HA", TerritoryLevel.REGION, "Région des Hauts Plateaux"),
    ("MA-HA-OU", TerritoryLevel.PROVINCE, "Province de l’Oued Vert"),
    ("MA-HA-OU-AO", TerritoryLevel.COMMUNE, "Aït Ouassif"),
    ("MA-HA-OU-AO-TI", TerritoryLevel.VILLAGE, "Tighremt"),
    ("MA-HA-OU-AO-TA", TerritoryLevel.VILLAGE, "Taghzout"),
    ("MA-HA-OU-AO-IM", TerritoryLevel.VILLAGE, "Imi n’Tala"),
    ("MA-OR", TerritoryLevel.REGION, "Région des Ksour"),
    ("MA-OR-KS", TerritoryLevel.COMMUNE, "Ksar Errih"),
    ("MA-OR-KS-BA", TerritoryLevel.VILLAGE, "Bab Zitoun"),
)

#: Key, name, kind, code of the territory.
ORGANIZATIONS = (
    ("ngo", "Association Amal pour le dialogue local", ActorKind.ASSOCIATION, "MA"),
    ("commune", "Commune d’Aït Ouassif", ActorKind.LOCAL_AUTHORITY, "MA-HA-OU-AO"),
    ("education", "Direction provinciale de l’éducation", ActorKind.DECENTRALISED_SERVICE, "MA-HA-OU"),
    ("health", "Délégation provinciale de la santé", ActorKind.DECENTRALISED_SERVICE, "MA-HA-OU"),
    ("water", "Coopérative de l’eau de Taghzout", ActorKind.COOPERATIVE, "MA-HA-OU-AO"),
    ("inhabitants", "Comité des habitants d’Aït Ouassif", ActorKind.POPULATION, "MA-HA-OU-AO"),
    ("university", "Université des Hauts Plateaux", ActorKind.UNIVERSITY, "MA-HA"),
    ("radio", "Radio Oued Vert", ActorKind.MEDIA, "MA-HA-OU"),
    ("mason", "Entreprise Tala Travaux", ActorKind.PRIVATE_SECTOR, "MA-HA-OU"),
    ("district", "District de Yakawlang", ActorKind.LOCAL_AUTHORITY, "AF-BAM-YAK"),
    ("clinic", "Réseau des soins de base de Bamyan", ActorKind.INTERNATIONAL_NGO, "AF-BAM"),
    ("neighbour", "Association Rive Est", ActorKind.ASSOCIATION, "MA-OR"),
    ("neighbour_school", "École communautaire de Bab Zitoun", ActorKind.ASSOCIATION, "MA-OR-KS"),
)

#: Key, name, sector, key of the operator, code of the territory, catchment, latitude, longitude.
SERVICE_POINTS = (
    ("siadara", "Centre de santé de Siadara", Sector.HEALTH, "clinic", "AF-BAM-YAK-SIA", 9200, "34.85", "66.75"),
    ("school", "École primaire de Tighremt", Sector.EDUCATION, "education", "MA-HA-OU-AO-TI", 1350, "31.95", "-6.55"),
    ("town_hall", "Maison communale d’Aït Ouassif", Sector.ADMINISTRATION, "commune", "MA-HA-OU-AO", 8400, None, None),
    ("pump", "Point d’eau de Taghzout", Sector.WATER, "water", "MA-HA-OU-AO-TA", 620, "31.97", "-6.51"),
    ("clinic_imi", "Dispensaire d’Imi n’Tala", Sector.HEALTH, "health", "MA-HA-OU-AO-IM", 2100, None, None),
    ("bab_zitoun", "École de Bab Zitoun", Sector.EDUCATION, "neighbour_school", "MA-OR-KS-BA", 800, None, None),
)


@dataclass(frozen=True)
class Places:
    organizations: dict[str, Organization]
    service_points: dict[str, ServicePoint]


def load_places() -> Places:
    """Territories, organisations and service points, by key; what is there already is kept."""
    territories: dict[str, Territory] = {}
    for code, level, name in TERRITORIES:
        parent = territories.get(code.rpartition("-")[0])
        path = f"{parent.path if parent else ''}{code}/"
        fields = {"level": level, "name": name, "parent": parent, "path": path}
        territories[code] = Territory.objects.get_or_create(code=code, defaults=fields)[0]
    organizations: dict[str, Organization] = {}
    for key, name, kind, code in ORGANIZATIONS:
        organizations[key] = Organization.objects.get_or_create(
            name=name, territory=territories[code], defaults={"kind": kind}
        )[0]
    points: dict[str, ServicePoint] = {}
    for key, name, sector, operator, code, people, latitude, longitude in SERVICE_POINTS:
        fields = {
            "sector": sector,
            "operator": organizations[operator],
            "catchment_population": people,
            "latitude": Decimal(latitude) if latitude else None,
            "longitude": Decimal(longitude) if longitude else None,
        }
        points[key] = ServicePoint.objects.get_or_create(name=name, territory=territories[code], defaults=fields)[0]
    return Places(organizations, points)
