"""The queue of texts to read again: what, where it lives, why it was stopped, what was decided."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from actionplans.models import Action
from core.textcheck import looks_personal
from scorecards.enums import ModerationState
from scorecards.models import Discussion, ModerationItem, Score
from scorecards.services.moderation import known_words


@dataclass(frozen=True)
class Piece:
    """A part of a text; ``seen``: it is what looks personal."""

    text: str
    seen: bool


@dataclass(frozen=True)
class QueueRow:
    pk: UUID
    cycle: str
    cycle_url: str
    place: str
    url: str
    pieces: tuple[Piece, ...]
    suspicion: str
    state: str
    state_word: str
    kept_by: str
    at: datetime.datetime
    decided_by: str
    decided_at: datetime.datetime | None
    note: str

    @property
    def is_waiting(self) -> bool:
        return self.state == ModerationState.WAITING


def build_queue(items: Sequence[ModerationItem]) -> list[QueueRow]:
    """One row per item of a page; items come with their cycle and its context."""
    known = {item.cycle_id: known_words(item.cycle) for item in items}
    return [_row(item, _url_of(item), known[item.cycle_id]) for item in items]


def _row(item: ModerationItem, url: str, known: Sequence[str]) -> QueueRow:
    return QueueRow(
        pk=item.pk,
        cycle=str(item.cycle),
        cycle_url=item.cycle.get_absolute_url(),
        place=_place_word(item.place),
        url=url,
        pieces=tuple(_pieces(item.text, known)),
        suspicion=item.get_suspicion_display(),
        state=item.state,
        state_word=item.get_state_display(),
        kept_by=str(item.kept_by),
        at=item.at,
        decided_by=str(item.decided_by) if item.decided_by else "",
        decided_at=item.decided_at,
        note=item.note,
    )


def _pieces(text: str, known: Sequence[str]) -> Iterable[Piece]:
    at = 0
    for finding in looks_personal(text, known_functions=known):
        yield Piece(text[at : finding.start], False)
        yield Piece(finding.fragment, True)
        at = finding.end
    yield Piece(text[at:], False)


def _place_word(place: str) -> str:
    noun = place.partition(":")[0]
    words = {
        "score": _("a score"),
        "agreed": _("an agreed score"),
        "review": _("the review"),
        "discussion": _("the minutes of the meeting"),
        "meeting": _("the minutes of the meeting"),
        "action": _("the action plan"),
        "update": _("the follow-up of an action"),
        "issue": _("an issue"),
        "board": _("a cause or a solution"),
        "incident": _("the incident log"),
        "cluster": _("a theme"),
        "indicator": _("an indicator"),
        "input": _("the input tracking"),
        "readiness": _("the checklist"),
        "briefing": _("a briefing"),
        "map": _("the social map"),
        "feedback": _("a feedback to a facilitator"),
        "publication": _("the public page"),
        "reopen": _("a request to reopen"),
        "event": _("a reason in the history"),
    }
    return words.get(noun, _("a text"))


def _url_of(item: ModerationItem) -> str:
    """Where the text can be changed; the cycle when what held it is gone."""
    noun, _colon, rest = item.place.partition(":")
    key = rest.partition(":")[0]
    if noun == "score":
        score = Score.objects.filter(pk=key).first()
        if score is not None:
            return reverse("scorecards:session_score", args=[score.session_id, score.indicator_id])
    if noun == "discussion" and Discussion.objects.filter(pk=key).exists():
        return reverse("scorecards:discussion_edit", args=[key])
    if noun == "action" and Action.objects.filter(pk=key).exists():
        return reverse("actionplans:action_edit", args=[key])
    if noun == "update":
        return reverse("actionplans:plan_detail", args=[item.cycle.action_plan_id])
    fixed = {
        "agreed": "cycle_card",
        "event": "cycle_history",
        "input": "cycle_inputs",
        "meeting": "cycle_meeting",
        "incident": "cycle_incidents",
        "review": "cycle_review",
    }
    if noun in fixed:
        return reverse(f"scorecards:{fixed[noun]}", args=[item.cycle_id])
    return item.cycle.get_absolute_url()
