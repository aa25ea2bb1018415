"""A score that the municipality confirmed is no longer the provider's to change."""

from django.utils.translation import gettext as _

from core.dates import format_day
from core.errors import Refusal
from scorecards.enums import ReviewKind, Side
from scorecards.models import Review, Score


def last_decision(score: Score) -> Review | None:
    """The latest confirmation or contest of the score's present version, None when it is still to be reviewed."""
    return (
        score.reviews.filter(score_version=score.version, kind__in=[ReviewKind.CONFIRM, ReviewKind.CONTEST])
        .order_by("-at", "-pk")
        .first()
    )


def check_unconfirmed(score: Score) -> None:
    """Refuse to change a provider's score whose present version the municipality confirmed."""
    if score.session.side != Side.PROVIDER:
        return
    decision = last_decision(score)
    if decision is not None and decision.kind == ReviewKind.CONFIRM:
        raise Refusal(
            _("You can't change this score: the municipality confirmed it on %(day)s.")
            % {"day": format_day(decision.at)}
        )
