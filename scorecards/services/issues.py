"""What a group agreed to write down: difficulties and strong points, in its order of priority."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from scorecards.enums import CycleState
from scorecards.models import Cycle, Group, Issue, ScoringSession
from scorecards.services.gates import check_inputs
from scorecards.services.locks import check_version, lock_cycle
from scorecards.services.moderation import places, watch

SENTENCE_MAX = 300


def held_open(cycle: Cycle) -> Cycle:
    """The cycle under lock; refuses once the round is closed or while it is paused."""
    held = lock_cycle(cycle)
    if held.state == CycleState.CLOSED:
        raise Refusal(_("This round is closed: what was said in it is kept as it was."))
    return held


def one_line(text: str, empty: str, most: int = SENTENCE_MAX) -> str:
    """The sentence without needless spaces; refuses one that is too long, or empty (``empty`` says so)."""
    words = " ".join(text.split())
    if not words and empty:
        raise Refusal(empty)
    if len(words) > most:
        raise Refusal(_("This sentence is too long: %(most)d characters at most.") % {"most": most})
    return words


def people_of(group: Group) -> int | None:
    """How many may vote: people present at its session, else people expected; None when nobody counted."""
    session = ScoringSession.objects.filter(group=group).first()
    present = session.people_present if session is not None else None
    return present or group.size


@transaction.atomic
def add_issue(
    *,
    group: Group,
    text: str,
    by: User,
    is_strength: bool = False,
    suggestion: str = "",
    key: UUID | None = None,
) -> Issue:
    """One more line of the group's list; the same one sent twice is written once. ``key``: made on a device.

    In the full instrument people hear first what the service is entitled to: refused before input tracking.
    """
    held = held_open(group.cycle)
    check_inputs(held)
    words = one_line(text, _("Write what the group agreed on, in one sentence."))
    there = Issue.objects.filter(group=group, text__iexact=words, is_strength=is_strength).first()
    if there is not None:
        return there
    last = Issue.objects.filter(group=group).aggregate(last=Max("position"))["last"] or 0
    issue = Issue.objects.create(
        pk=key or uuid4(),
        group=group,
        text=words,
        is_strength=is_strength,
        suggestion=one_line(suggestion, ""),
        position=last + 1,
    )
    _watch(held, issue, by)
    return issue


@transaction.atomic
def change_issue(
    *, issue: Issue, version: int, text: str, by: User, is_strength: bool = False, suggestion: str = ""
) -> Issue:
    """Correct a line. A strong point loses its votes: only difficulties are put in order."""
    held = held_open(issue.group.cycle)
    row = Issue.objects.select_for_update().get(pk=issue.pk)
    check_version(row.version, version)
    row.text = one_line(text, _("Write what the group agreed on, in one sentence."))
    row.suggestion, row.is_strength = one_line(suggestion, ""), is_strength
    if is_strength:
        row.votes, row.reason = None, ""
    row.version += 1
    row.save()
    _watch(held, row, by)
    return row


@transaction.atomic
def remove_issue(*, issue: Issue, by: User) -> None:
    """Take a line out of the list."""
    held_open(issue.group.cycle)
    issue.delete()


@dataclass(frozen=True)
class Vote:
    """Hands for one difficulty, None when it wasn't voted on, and why it comes first."""

    votes: int | None
    reason: str = ""


@transaction.atomic
def vote_issues(*, group: Group, votes: Mapping[str, Vote], by: User) -> list[Issue]:
    """Hands of the group for its difficulties: key of the issue → vote. All of them or none.

    Refuses more hands than people, and a vote on a strong point.
    """
    held = held_open(group.cycle)
    people = people_of(group)
    rows = {str(row.pk): row for row in Issue.objects.select_for_update().filter(group=group, is_strength=False)}
    changed = []
    for key, vote in votes.items():
        row = rows.get(key)
        if row is None:
            raise Refusal(_("The list of this group changed meanwhile. Look at it, then vote again."))
        _check_hands(row, vote.votes, people)
        reason = one_line(vote.reason, "")
        if (row.votes, row.reason) != (vote.votes, reason):
            row.votes, row.reason = vote.votes, reason
            row.version += 1
            row.save(update_fields=["votes", "reason", "version"])
            changed.append(row)
    for row in changed:
        _watch(held, row, by)
    return changed


def _check_hands(row: Issue, hands: int | None, people: int | None) -> None:
    if hands is None:
        return
    if hands < 0:
        raise Refusal(_("Write a whole number of hands, from 0 up."))
    if people is not None and hands > people:
        raise Refusal(
            _("“%(issue)s”: %(hands)d hands for %(people)d people. Correct the hands, or the people of the group.")
            % {"issue": row.text, "hands": hands, "people": people}
        )


def _watch(cycle: Cycle, issue: Issue, by: User) -> None:
    words = {"text": issue.text, "suggestion": issue.suggestion, "reason": issue.reason}
    watch(cycle=cycle, texts=places("issue", issue.pk, words), by=by)
