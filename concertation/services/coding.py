"""Answers in free words read by hand: what holds people back, what would help, counted by the team's own words."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from concertation.models import Code, OpenAnswer
from concertation.services.locks import lock_edition
from core.errors import Refusal


@transaction.atomic
def read_answer(
    *, answer: OpenAnswer, codes: Iterable[Code], label: str = "", kind: str = "", hidden: bool = False, by: User
) -> OpenAnswer:
    """Say what an answer speaks of. ``label`` and ``kind``: a new code of the device, made if it isn't there yet.

    Refuses codes of another device.
    """
    edition = answer.response.survey.edition
    lock_edition(edition)
    held = OpenAnswer.objects.select_for_update().get(pk=answer.pk)
    chosen = list(codes)
    if any(code.device_id != edition.device_id for code in chosen):
        raise Refusal(_("Choose among the words of this device."))
    if label:
        known = Code.objects.filter(device=edition.device, kind=kind, label__iexact=label).first()
        chosen.append(known or Code.objects.create(device=edition.device, kind=kind, label=label))
    held.codes.set(chosen)
    held.is_hidden, held.read_at = hidden, timezone.now()
    held.save(update_fields=["is_hidden", "read_at"])
    return held
