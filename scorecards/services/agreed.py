"""What the groups' representatives agreed on, beside the arithmetic."""

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from core.text import TextError, check_text, tidy_text
from scorecards.enums import Side
from scorecards.models import AgreedScore, Cycle, Indicator
from scorecards.scales import SCALES
from scorecards.services.locks import check_version, lock_cycle
from scorecards.services.moderation import places, watch
from scorecards.services.sessions import check_value


@transaction.atomic
def agree_score(
    *, cycle: Cycle, indicator: Indicator, value: Decimal, reason: str, version: int, by: User
) -> AgreedScore:
    """Write the representatives' value of one indicator, with its reason. ``version``: 0 when there was none.

    Groups' scores and their mean stay as they are. Refuses after the release, off the scale, without a reason, and a
    stale form; the same content twice is written once.
    """
    held = _changeable(cycle)
    if indicator.cycle_id != held.pk or not indicator.is_asked_of(Side.USERS):
        raise Refusal(_("This indicator isn't asked of the users."))
    words = _reason(reason)
    check_value(SCALES[held.scale], value)
    agreed = AgreedScore.objects.select_for_update().filter(cycle=held, indicator=indicator, side=Side.USERS).first()
    if agreed is None:
        check_version(0, version)
        agreed = _create(held, indicator, value, words, by)
        watch(cycle=held, texts=places("agreed", agreed.pk, {"reason": words}), by=by)
        return agreed
    if (agreed.value, agreed.reason) == (value, words):
        return agreed
    check_version(agreed.version, version)
    agreed.value, agreed.reason, agreed.by = value, words, by
    agreed.version += 1
    agreed.save(update_fields=["value", "reason", "by", "at", "version"])
    watch(cycle=held, texts=places("agreed", agreed.pk, {"reason": words}), by=by)
    return agreed


@transaction.atomic
def withdraw_agreed(*, cycle: Cycle, indicator: Indicator, version: int, by: User) -> None:
    """Take the agreed value back: the mean stands alone again. Its history stays."""
    held = _changeable(cycle)
    agreed = AgreedScore.objects.select_for_update().filter(cycle=held, indicator=indicator, side=Side.USERS).first()
    if agreed is not None:
        check_version(agreed.version, version)
        agreed.delete()


def _changeable(cycle: Cycle) -> Cycle:
    held = lock_cycle(cycle)
    if not held.is_scoring or held.is_released:
        raise Refusal(_("The card is released: reopen it, with a reason, to change an agreed score."))
    return held


def _reason(text: str) -> str:
    try:
        words = check_text(tidy_text(text))
    except TextError as error:
        raise Refusal(str(error)) from error
    if not words:
        raise Refusal(_("Write why the representatives agreed on this score."))
    return words


def _create(cycle: Cycle, indicator: Indicator, value: Decimal, reason: str, by: User) -> AgreedScore:
    try:
        with transaction.atomic():
            return AgreedScore.objects.create(cycle=cycle, indicator=indicator, value=value, reason=reason, by=by)
    except IntegrityError as error:  # pragma: no cover - the cycle's lock comes first
        raise Refusal(_("Somebody wrote an agreed score meanwhile. Compare it with yours.")) from error
