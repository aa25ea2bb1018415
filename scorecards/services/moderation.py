"""Texts that look personal and were kept: they wait for the team's eye, masked for everybody else meanwhile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from core.personal import fingerprint
from core.textcheck import looks_personal
from scorecards.enums import ModerationState, Suspicion
from scorecards.models import Cycle, ModerationItem, Score


def known_words(cycle: Cycle) -> tuple[str, ...]:
    """Names of the service, its places and its groups: no person."""
    point = cycle.service_point
    places = [point.territory, point.territory.parent]
    groups = cycle.groups.values_list("village", "label")
    return (
        point.name,
        str(point.operator or ""),
        str(cycle.organization),
        *(place.name for place in places if place is not None),
        *(word for pair in groups for word in pair if word),
    )


def watch(*, cycle: Cycle, texts: Mapping[str, str], by: User | None) -> int:
    """Put what looks personal among ``texts`` (place → words) in the queue; how many wait. Call it where they are
    saved, in the same transaction: a form that asked before changes nothing to it.

    A place says where the text lives: "score:<key>:reason". A text judged before keeps its judgement.
    """
    known = known_words(cycle) if any(texts.values()) else ()
    waiting = 0
    for place, text in texts.items():
        found = looks_personal(text, known_functions=known) if text else ()
        if not cycle.is_released:
            stale = ModerationItem.objects.filter(cycle=cycle, place=place, state=ModerationState.WAITING)
            stale.exclude(text_sha256=fingerprint(text)).delete()
        if not found or by is None:
            continue
        item, made = ModerationItem.objects.get_or_create(
            place=place,
            text_sha256=fingerprint(text),
            defaults={"cycle": cycle, "text": text, "suspicion": Suspicion(found[0].kind), "kept_by": by},
        )
        waiting += item.state == ModerationState.WAITING
    return waiting


@dataclass(frozen=True)
class Mask:
    """Replaces the texts that aren't to be read outside the facilitation team."""

    #: A page hands the mask to a filter; called on the way there it has no text.
    do_not_call_in_templates: ClassVar[bool] = True

    hidden: frozenset[str] = frozenset()

    def __call__(self, text: str) -> str:
        return str(_("text being read again by the team")) if self.hides(text) else text

    def hides(self, text: str) -> bool:
        return bool(text) and bool(self.hidden) and fingerprint(text) in self.hidden


def mask_of(cycle: Cycle) -> Mask:
    """The mask of one cycle: what waits, and what was masked. One query."""
    return mask_of_many([cycle])


def mask_of_many(cycles: Iterable[Cycle]) -> Mask:
    """The mask of several cycles, a list or a queryset. One query."""
    judged = ModerationItem.objects.filter(cycle__in=cycles).exclude(state=ModerationState.KEPT)
    return Mask(frozenset(judged.values_list("text_sha256", flat=True)))


@transaction.atomic
def decide(*, item: ModerationItem, state: str, note: str = "", by: User) -> ModerationItem:
    """Keep a text as it is, or mask it outside the team. The decision is traced; it may be taken again.

    ``note``: advice to whoever wrote it, needed to mask: they should know how to say it otherwise.
    """
    held = ModerationItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if state not in (ModerationState.KEPT, ModerationState.MASKED):
        raise Refusal(_("Choose to keep the text or to mask it."))
    words = note.strip()
    if state == ModerationState.MASKED and not words:
        raise Refusal(_("Write a word of advice: whoever wrote the text will read how to say it otherwise."))
    if len(words) > 300:
        raise Refusal(_("This advice is too long: 300 characters at most."))
    if (held.state, held.note) == (state, words):
        return held
    held.state, held.note = state, words
    held.decided_by, held.decided_at = by, timezone.now()
    held.save(update_fields=["state", "note", "decided_by", "decided_at"])
    return held


def watch_scores(*, cycle: Cycle, by: User | None) -> int:
    """Look at every word of the cycle's scores at once, after an import; how many wait."""
    if by is None:
        return 0
    texts: dict[str, str] = {}
    for score in Score.objects.filter(session__cycle=cycle):
        texts |= places("score", score.pk, {"reason": score.reason, "suggestion": score.suggestion})
    known = known_words(cycle)
    suspect = {place: text for place, text in texts.items() if text and looks_personal(text, known_functions=known)}
    return watch(cycle=cycle, texts=suspect, by=by)


def places(noun: str, pk: object, words: Mapping[str, object]) -> dict[str, str]:
    """Place → words, for the text fields of one row: ``places("discussion", row.pk, {"agreement": …})``."""
    return {f"{noun}:{pk}:{name}": text for name, text in words.items() if isinstance(text, str)}
