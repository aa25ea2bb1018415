from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Side(TextChoices):
    """Who carries an action. The shape of each side on screen: disc, square, triangle."""

    COMMUNITY = "community", _("community")
    PROVIDER = "provider", _("provider")
    AUTHORITY = "authority", _("authority")
    PARTNER = "partner", _("partner")


#: Who carries the promises of a scorecard; a partnership names the party instead.
CARD_SIDES = (Side.COMMUNITY, Side.PROVIDER, Side.AUTHORITY)


class ActionState(TextChoices):
    """What the last update says. "Late" is derived from the date and is never stored."""

    TO_START = "to_start", _("to start")
    IN_PROGRESS = "in_progress", _("in progress")
    DONE = "done", _("kept")
    DROPPED = "dropped", _("dropped")


OPEN_STATES = (ActionState.TO_START, ActionState.IN_PROGRESS)


class Funding(TextChoices):
    INTERNAL = "internal", _("with our own means")
    EXTERNAL = "external", _("needs external means")


class FindingKind(TextChoices):
    """Which feature found it."""

    SCORECARD = "scorecard", _("scorecard")
    PARTNERSHIP = "partnership", _("partnership")
    CONCERTATION = "concertation", _("concertation")
    #: What became of an indicator that an earlier card told: no need in itself, the rest of one.
    FOLLOWED = "followed", _("what became of it")
