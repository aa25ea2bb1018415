"""What happened to a cycle: steps, scores, agreed values, reviews, discussions; who, when, before, after."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from core.numbers import format_number
from core.text import MAX_CHARACTERS
from scorecards.enums import BoardKind, CycleState, Feasibility, Outcome, ReviewKind, ScoreStatus
from scorecards.models import AgreedScore, BoardEntry, Cycle, CycleEvent, Discussion, Review, Score
from scorecards.models.cycle import EVENT_WORDS
from scorecards.scales import SCALES, ScaleSpec
from scorecards.scoring import tally_mean, to_decimal

KINDS = ("all", "steps", "scores", "agreed", "review", "board", "meeting", "field")


@dataclass(frozen=True)
class Entry:
    """One line of the history, as ``components/history.html`` shows it. ``rank`` orders what one transaction wrote."""

    kind: str
    at: datetime.datetime
    by: str
    text: str
    before: str = ""
    after: str = ""
    rank: int = 0


def build_history(cycle: Cycle, *, kind: str = "all") -> list[Entry]:
    """The entries of one kind, or of all, newest first; a fixed number of queries whatever their number."""
    from scorecards.reports.received import field_history

    readers: dict[str, Callable[[Cycle], Iterable[Entry]]] = {
        "steps": _steps,
        "scores": _scores,
        "agreed": _agreed,
        "review": _reviews,
        "board": _board,
        "meeting": _discussions,
        "field": field_history,
    }
    chosen = [readers[kind]] if kind in readers else list(readers.values())
    return newest_first(entry for reader in chosen for entry in reader(cycle))


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.at, entry.rank), reverse=True)


def step_words(name: str) -> str:
    """What a named event of the cycle is called in its history."""
    words = {
        "open": _("Cycle opened"),
        "launch": _("Scoring started"),
        "finish_community": _("Community scoring ended"),
        "release": _("Card released"),
        "finish_meeting": _("Meeting ended, follow-up started"),
        "close": _("Cycle closed"),
        "reopen": _("Cycle reopened"),
        "reopen_session": _("Session reopened"),
        "skip_provider": _("The provider takes no part"),
        "include_provider": _("The provider takes part after all"),
        "import": _("Card imported from a file"),
        "pause": _("Cycle paused for mediation"),
        "resume": _("Cycle resumed after mediation"),
    }
    return words.get(name) or str(EVENT_WORDS.get(name, name))


def _steps(cycle: Cycle) -> Iterator[Entry]:
    for event in CycleEvent.objects.filter(cycle=cycle).select_related("by"):
        moved = event.from_state and event.from_state != event.to_state
        text = step_words(event.name)
        yield Entry(
            "steps",
            event.at,
            _name(event.by),
            _("%(event)s. Reason: %(reason)s") % {"event": text, "reason": event.reason} if event.reason else text,
            str(CycleState(event.from_state).label) if moved else "",
            str(CycleState(event.to_state).label) if moved else "",
        )


def _scores(cycle: Cycle) -> Iterator[Entry]:
    """Every version of every score, from the table that the database itself keeps."""
    sessions = {session.pk: session for session in cycle.sessions.select_related("group")}
    labels = dict(cycle.indicators.values_list("pk", "label"))
    events = (
        events_of(Score)
        .filter(session_id__in=sessions)
        .select_related("pgh_context")
        .order_by("pgh_created_at", "pgh_id")
    )
    scale = SCALES[cycle.scale]

    def words(row: Any) -> str:
        return _("%(session)s, %(indicator)s") % {
            "session": sessions[row.session_id],
            "indicator": labels.get(row.indicator_id, ""),
        }

    yield from versions("scores", events, words, lambda row: _score_text(row, scale))


def _agreed(cycle: Cycle) -> Iterator[Entry]:
    labels = dict(cycle.indicators.values_list("pk", "label"))
    events = (
        events_of(AgreedScore)
        .filter(cycle_id=cycle.pk)
        .select_related("pgh_context")
        .order_by("pgh_created_at", "pgh_id")
    )

    def words(row: Any) -> str:
        return _("Agreed score, %(indicator)s. Reason: %(reason)s") % {
            "indicator": labels.get(row.indicator_id, ""),
            "reason": row.reason,
        }

    yield from versions("agreed", events, words, lambda row: format_number(row.value))


def agreed_history(cycle: Cycle, indicator_id: Any) -> list[Entry]:
    """The versions of one agreed value, newest first."""
    events = (
        events_of(AgreedScore)
        .filter(cycle_id=cycle.pk, indicator_id=indicator_id)
        .select_related("pgh_context")
        .order_by("pgh_created_at", "pgh_id")
    )
    entries = versions("agreed", events, lambda row: row.reason, lambda row: format_number(row.value))
    return newest_first(entries)


def _reviews(cycle: Cycle) -> Iterator[Entry]:
    words = {
        ReviewKind.CONFIRM: _("%(indicator)s: the municipality confirms %(value)s"),
        ReviewKind.CONTEST: _("%(indicator)s: the municipality contests %(value)s. %(sentence)s"),
        ReviewKind.ANSWER: _("%(indicator)s: the provider answers, %(value)s. %(sentence)s"),
    }
    rows = Review.objects.filter(score__session__cycle=cycle).select_related("by", "score__indicator")
    for row in rows:
        text = words[ReviewKind(row.kind)] % {
            "indicator": row.score.indicator.label,
            "value": format_number(row.value_then),
            "sentence": row.sentence,
        }
        yield Entry("review", row.at, _name(row.by), text.strip())


def _board(cycle: Cycle) -> Iterator[Entry]:
    """Every version of every cause and solution, those taken off the board too."""
    themes = dict(cycle.clusters.values_list("pk", "label"))
    labels = dict(cycle.indicators.values_list("pk", "label"))
    rows = events_of(BoardEntry).filter(cycle_id=cycle.pk).select_related("pgh_context")
    events = rows.order_by("pgh_created_at", "pgh_id")

    def words(row: Any) -> str:
        about = themes.get(row.cluster_id) or labels.get(row.indicator_id) or ""
        kind = _("Cause, %(about)s") if row.kind == BoardKind.CAUSE else _("Solution, %(about)s")
        return kind % {"about": about}

    yield from versions("board", events, words, _board_text)


def _discussions(cycle: Cycle) -> Iterator[Entry]:
    labels = dict(cycle.indicators.values_list("pk", "label"))
    keys = Discussion.objects.filter(meeting__cycle=cycle).values("pk")
    events = (
        events_of(Discussion)
        .filter(pgh_obj_id__in=keys, version__gt=1)
        .select_related("pgh_context")
        .order_by("pgh_created_at", "pgh_id")
    )

    def words(row: Any) -> str:
        return _("Discussion, %(indicator)s. %(agreement)s") % {
            "indicator": labels.get(row.indicator_id, ""),
            "agreement": row.agreement,
        }

    yield from versions("meeting", events, words, _outcome_text)


def versions(
    kind: str, events: Iterable[Any], words: Callable[[Any], str], figure: Callable[[Any], str]
) -> Iterator[Entry]:
    """Consecutive versions of each row: what it said before, what it said after."""
    rows = list(events)
    people = _people(rows)
    last: dict[Any, str] = {}
    for row in rows:
        before = last.get(row.pgh_obj_id, "")
        gone = row.pgh_label == "delete"
        after = _("taken back") if gone else figure(row)
        last[row.pgh_obj_id] = "" if gone else after
        yield Entry(
            kind,
            row.pgh_created_at,
            people.get(_user_key(row)) or _name(None),
            words(row)[:MAX_CHARACTERS].strip(" ."),
            before if before != after else "",
            after,
            row.pgh_id,
        )


def events_of(model: Any) -> Any:
    """The versions of a model's rows, as the database kept them."""
    return model.pgh_event_model.objects


def _user_key(row: Any) -> str:
    context = row.pgh_context
    return str((context.metadata or {}).get("user") or "") if context is not None else ""


def _people(rows: Iterable[Any]) -> dict[str, str]:
    """Names of those who acted, by key as text; a command or a worker acts without a name."""
    keys = {key for row in rows if (key := _user_key(row))}
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=keys)} if keys else {}


def _name(user: User | None) -> str:
    """A command, an import or a worker acts without a person."""
    return str(user) if user is not None else _("the system")


def _score_text(row: Any, scale: ScaleSpec) -> str:
    """ "7,5", "6,2 (12 hands)", or why there is no score."""
    if row.status != ScoreStatus.SCORED:
        return str(ScoreStatus(row.status).label)
    if row.tallies is None:
        return format_number(row.value)
    exact = tally_mean(row.tallies, scale)
    mean = format_number(to_decimal(exact)) if exact is not None else ""
    return _("%(mean)s (%(hands)d hands)") % {"mean": mean, "hands": sum(row.tallies)}


def _board_text(row: Any) -> str:
    """The sentence, what each side says of it, and the provider's answer to a solution."""
    sides = (
        (row.users_agree, _("users: yes"), _("users: no")),
        (row.provider_agrees, _("provider: yes"), _("provider: no")),
    )
    said = [yes if value else no for value, yes, no in sides if value is not None]
    if row.feasibility:
        said.append(str(Feasibility(row.feasibility).label))
    said += [text for text in (row.cost, row.competence, row.delay, row.refusal) if text]
    if row.action_id is not None:
        said.append(_("an action of the plan"))
    return " · ".join([_("“%(words)s”") % {"words": row.text}, *said])


def _outcome_text(row: Any) -> str:
    return str(Outcome(row.outcome).label) if row.outcome else _("no outcome yet")
