"""The public face of a cycle: opt-in, one cycle at a time, taken back at once."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from core.text import TextError, check_text, tidy_text
from scorecards.models import Cycle, CycleEvent, Publication
from scorecards.services.locks import check_not_paused, lock_cycle
from scorecards.services.moderation import watch

MESSAGE_MAX = 300


@transaction.atomic
def choose_publication(*, cycle: Cycle, show_card: bool, show_promises: bool, message: str, by: User) -> Publication:
    """Keep what would be public, or is: on a published cycle the public page follows at once. Publishes nothing.

    Refuses a card that isn't released, and a choice of nothing.
    """
    held = lock_cycle(cycle, even_paused=True)
    _check_released(held)
    if not (show_card or show_promises):
        raise Refusal(_("Choose the card, the promises or both."))
    words = _bounded(message)
    chosen, _made = Publication.objects.update_or_create(
        cycle=held, defaults={"show_card": show_card, "show_promises": show_promises, "message": words}
    )
    watch(cycle=held, texts={f"publication:{chosen.pk}:message": words}, by=by)
    return chosen


@transaction.atomic
def publish(*, cycle: Cycle, by: User) -> Publication:
    """Make public what was chosen, from now on. Twice is once. Refuses while the cycle is paused."""
    held = lock_cycle(cycle, even_paused=True)
    _check_released(held)
    check_not_paused(held)
    chosen = Publication.objects.filter(cycle=held).first()
    if chosen is None:
        raise Refusal(_("Choose first what becomes public."))
    if Publication.objects.public().filter(pk=chosen.pk).exists():
        return chosen
    chosen.published_at = timezone.now()
    chosen.save(update_fields=["published_at"])
    _trace(held, "publish", by)
    return chosen


@transaction.atomic
def withdraw(*, cycle: Cycle, by: User) -> None:
    """Nothing of this cycle is public any more, from this moment. Possible whatever the cycle's state."""
    held = lock_cycle(cycle, even_paused=True)
    gone = Publication.objects.filter(cycle=held, published_at__isnull=False).update(published_at=None)
    if gone:
        _trace(held, "unpublish", by)


def is_public(cycle: Cycle) -> bool:
    return Publication.objects.public().filter(cycle=cycle).exists()


def _check_released(cycle: Cycle) -> None:
    if not cycle.is_released:
        raise Refusal(_("This card isn't released: nothing of it can be public."))


def _trace(cycle: Cycle, name: str, by: User) -> None:
    CycleEvent.objects.create(cycle=cycle, by=by, name=name, from_state=cycle.state, to_state=cycle.state)


def _bounded(message: str) -> str:
    try:
        return check_text(tidy_text(message), characters=MESSAGE_MAX)
    except TextError as error:
        raise Refusal(str(error)) from error
