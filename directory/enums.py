"""The ten kinds of actor of local development, the levels of territory and the service sectors."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActorKind(TextChoices):
    STATE = "state", _("State")
    LOCAL_AUTHORITY = "local_authority", _("local authority")
    DECENTRALISED_SERVICE = "decentralised_service", _("decentralised State service")
    PRIVATE_SECTOR = "private_sector", _("private sector")
    ASSOCIATION = "association", _("association")
    COOPERATIVE = "cooperative", _("cooperative")
    INTERNATIONAL_NGO = "international_ngo", _("international NGO")
    POPULATION = "population", _("population")
    UNIVERSITY = "university", _("university")
    MEDIA = "media", _("media")


class TerritoryLevel(TextChoices):
    COUNTRY = "country", _("country")
    REGION = "region", _("region")
    PROVINCE = "province", _("province")
    COMMUNE = "commune", _("commune")
    VILLAGE = "village", _("village")


#: From the widest to the narrowest; a child stands lower than its parent, levels may be skipped.
LEVEL_ORDER = tuple(TerritoryLevel)


class Sector(TextChoices):
    HEALTH = "health", _("health")
    EDUCATION = "education", _("education")
    WATER = "water", _("water")
    ADMINISTRATION = "administration", _("local administration")
    OTHER = "other", _("other service")
