"""Causes and solutions that both sides look at together: written by the team, validated by each side for itself."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.models import Action
from actionplans.services import add_action
from core.errors import Refusal
from scorecards.enums import BoardKind, CycleState, Feasibility, Side
from scorecards.models import BoardEntry, Cluster, Cycle, Indicator
from scorecards.services.issues import held_open, one_line
from scorecards.services.locks import check_version
from scorecards.services.moderation import places, watch

#: Column of each side's answer.
AGREES = {Side.USERS: "users_agree", Side.PROVIDER: "provider_agrees"}
PROMISED_IN = (CycleState.INTERFACE, CycleState.FOLLOW_UP)


@transaction.atomic
def write_entry(
    *, cycle: Cycle, kind: str, text: str, by: User, theme: Cluster | None = None, indicator: Indicator | None = None
) -> BoardEntry:
    """A cause or a solution of a theme or of an indicator; the same one sent twice is written once."""
    held = held_open(cycle)
    if kind not in BoardKind.values:
        raise Refusal(_("Choose: a cause or a solution."))
    if (theme is None) == (indicator is None):
        raise Refusal(_("Choose the theme or the indicator it speaks of."))
    for subject in (theme, indicator):
        if subject is not None and subject.cycle_id != held.pk:
            raise Refusal(_("Choose the theme or the indicator it speaks of."))
    same = {"kind": kind, "text": _sentence(text), "cluster": theme, "indicator": indicator}
    entry = BoardEntry.objects.filter(cycle=held, **same).first()
    if entry is None:
        entry = BoardEntry.objects.create(cycle=held, **same, by=by)
        _watch(entry, by)
    return entry


@transaction.atomic
def change_entry(*, entry: BoardEntry, version: int, text: str, by: User) -> BoardEntry:
    """Correct the sentence. Other words are no longer what the sides validated: their answers are taken back."""
    held_open(entry.cycle)
    row = _locked(entry, version)
    words = _sentence(text)
    if words == row.text:
        return row
    if row.action_id is not None or row.feasibility:
        raise Refusal(_("This solution was answered or promised in these words: write another one beside it."))
    row.text, row.users_agree, row.provider_agrees = words, None, None
    row.version += 1
    row.save(update_fields=["text", "users_agree", "provider_agrees", "version"])
    _watch(row, by)
    return row


@transaction.atomic
def remove_entry(*, entry: BoardEntry, by: User) -> None:
    """Take a sentence off the board. A solution that became an action, or that the provider answered, stays."""
    held_open(entry.cycle)
    row = BoardEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if row.action_id is not None:
        raise Refusal(_("This solution is an action of the plan: it stays on the board."))
    if row.feasibility:
        raise Refusal(_("The provider answered this solution: it stays on the board with the answer."))
    row.delete()


@transaction.atomic
def agree(*, entry: BoardEntry, side: str, value: bool | None, version: int, by: User) -> BoardEntry:
    """What one side says of a sentence: yes, no, or nothing yet (None).

    ``version``: the words that the side read. It doesn't move: the two sides answer without getting in each
    other's way; only other words make an answer stale.
    """
    held_open(entry.cycle)
    row = _locked(entry, version)
    column = AGREES.get(Side(side)) if side in Side.values else None
    if column is None:
        raise Refusal(_("Choose which side answers."))
    if getattr(row, column) != value:
        setattr(row, column, value)
        row.save(update_fields=[column])
    return row


@transaction.atomic
def promise(*, entry: BoardEntry, by: User, **fields: Any) -> Action:
    """A solution becomes an action of the plan, at the meeting or after it; pressed twice, it is one action."""
    held = held_open(entry.cycle)
    row = BoardEntry.objects.select_for_update(of=("self",)).select_related("action").get(pk=entry.pk)
    if row.kind != BoardKind.SOLUTION:
        raise Refusal(_("Only a solution becomes an action."))
    if held.state not in PROMISED_IN:
        raise Refusal(_("A solution becomes an action at the interface meeting, when both sides are there."))
    if row.action is not None:
        return row.action
    if row.feasibility == Feasibility.NO:
        raise Refusal(_("The provider said why this can't be done: it isn't promised."))
    action = add_action(plan=held.action_plan, by=by, **fields)
    row.action = action
    row.save(update_fields=["action"])
    return action


def _sentence(text: str) -> str:
    return one_line(text, _("Write the cause or the solution in one sentence."))


def _locked(entry: BoardEntry, version: int) -> BoardEntry:
    row = BoardEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    check_version(row.version, version)
    return row


def _watch(entry: BoardEntry, by: User) -> None:
    watch(cycle=entry.cycle, texts=places("board", entry.pk, {"text": entry.text}), by=by)
