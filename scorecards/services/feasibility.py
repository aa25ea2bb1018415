"""What the provider says of each solution: it can be done, with help, or it can't, and why. A refusal is published."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.enums import Funding, Side
from actionplans.models import Action
from core.errors import Refusal
from core.text import TextError, check_text, tidy_text
from scorecards.enums import BoardKind, CycleState, Feasibility
from scorecards.models import BoardEntry, Cycle, Discussion
from scorecards.services.board import promise
from scorecards.services.issues import held_open, one_line
from scorecards.services.locks import check_version
from scorecards.services.moderation import places, watch

#: The provider answers once the users' scores are known, and as long as the plan lives.
ANSWERED_IN = (CycleState.INTERFACE, CycleState.FOLLOW_UP)
#: Days given to a solution that becomes an action in one click; the team then writes the agreed day.
FIRST_DELAY = 90


@transaction.atomic
def answer_solution(
    *,
    entry: BoardEntry,
    feasibility: str,
    version: int,
    by: User,
    cost: str = "",
    competence: str = "",
    delay: str = "",
    refusal: str = "",
) -> BoardEntry:
    """What can be done about a solution; “no” needs its reason, which everybody will read.

    Refuses before the interface, another kind than a solution, and to refuse what is already an action of the plan.
    """
    held = held_open(entry.cycle)
    row = BoardEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if held.state not in ANSWERED_IN:
        raise Refusal(_("The provider answers the solutions once the card is released."))
    if row.kind != BoardKind.SOLUTION:
        raise Refusal(_("Only a solution is answered."))
    if feasibility not in Feasibility.values:
        raise Refusal(_("Choose: can be done, with help, or can't be done."))
    fields = _checked(feasibility, cost, competence, delay, refusal)
    if all(getattr(row, name) == wanted for name, wanted in fields.items()):
        return row
    check_version(row.version, version)
    if feasibility == Feasibility.NO and row.action_id is not None:
        raise Refusal(_("This solution is already an action of the plan: drop the action there, with its reason."))
    for name, wanted in fields.items():
        setattr(row, name, wanted)
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    words = {name: fields[name] for name in ("cost", "competence", "delay", "refusal")}
    watch(cycle=held, texts=places("board", row.pk, words), by=by)
    return row


def _checked(feasibility: str, cost: str, competence: str, delay: str, refusal: str) -> dict[str, str]:
    """The row's fields. Words of a refusal that no longer stands are dropped; its history keeps them."""
    try:
        reason = check_text(tidy_text(refusal))
    except TextError as error:
        raise Refusal(str(error)) from error
    if feasibility == Feasibility.NO and not reason:
        raise Refusal(_("Write why it can't be done: the refusal is published with its reason."))
    return {
        "feasibility": feasibility,
        "cost": one_line(cost, "", 150),
        "competence": one_line(competence, "", 200),
        "delay": one_line(delay, "", 100),
        "refusal": reason if feasibility == Feasibility.NO else "",
    }


@transaction.atomic
def promise_solution(*, entry: BoardEntry, by: User) -> Action:
    """A solution that can be done becomes an action, in one click; who exactly and by when are then made precise.

    The action is linked to the discussion of its indicator, so that the meeting's page counts it.
    """
    row = BoardEntry.objects.select_for_update(of=("self",)).select_related("indicator", "cluster").get(pk=entry.pk)
    if row.action_id is None and row.feasibility not in (Feasibility.YES, Feasibility.WITH_HELP):
        raise Refusal(_("The provider hasn't said yet that it can be done: answer the solution first."))
    needs_help = row.feasibility == Feasibility.WITH_HELP
    action = promise(
        entry=row,
        by=by,
        what=row.text,
        problem=str(row.indicator or row.cluster or ""),
        side=Side.PROVIDER,
        responsible=str(_("head of the service")),
        with_whom=row.competence if needs_help else "",
        due_on=timezone.localdate() + datetime.timedelta(days=FIRST_DELAY),
        resources=row.cost,
        funding=Funding.EXTERNAL if needs_help else Funding.INTERNAL,
    )
    if row.indicator_id is not None:
        talk = Discussion.objects.filter(meeting__cycle=row.cycle_id, indicator=row.indicator_id).first()
        if talk is not None:
            talk.actions.add(action)
    return action


def answered_indicators(cycle: Cycle, discussions: Iterable[Discussion], solutions: Iterable[BoardEntry]) -> set[str]:
    """Keys of the indicators that have a reasoned answer: words of the provider, or a solution answered.

    A solution about a theme answers for every indicator of the theme; ``solutions`` come with ``cluster__indicators``.
    """
    found = {str(row.indicator_id) for row in discussions if row.provider_said.strip()}
    for row in solutions:
        if not row.feasibility:
            continue
        if row.indicator_id is not None:
            found.add(str(row.indicator_id))
        elif row.cluster is not None:
            found.update(str(indicator.pk) for indicator in row.cluster.indicators.all())
    return found
