"""Who meets what: issues, themes, threads, the board, the indicator library."""

from typing import Any

from django.utils import timezone

from actionplans.models import Action
from scorecards.models import BoardEntry, Cluster, Group, Indicator, IndicatorTemplate, Issue
from tests.access import ADMINISTRATOR, FACILITATOR, OBSERVER, PROVIDER, REPRESENTATIVE, Row, allow, everyone
from tests.access.world import World

#: A cycle in preparation isn't in an observer's sight.
TEAM = allow(FACILITATOR, ADMINISTRATOR, hidden=(OBSERVER,))
BOARD = allow(FACILITATOR, ADMINISTRATOR, PROVIDER, hidden=(OBSERVER,))
WRITERS = allow(FACILITATOR, ADMINISTRATOR)


def _group(world: World) -> Group:
    return Group.objects.get_or_create(cycle=world.cycle, kind="women")[0]


def _issue(world: World) -> Issue:
    return Issue.objects.get_or_create(group=_group(world), text="L’eau manque")[0]


def _theme(world: World) -> Cluster:
    return Cluster.objects.get_or_create(cycle=world.cycle, label="Eau")[0]


def _indicator(world: World) -> Indicator:
    return Indicator.objects.get_or_create(cycle=world.cycle, code="eau", defaults={"label": "Eau"})[0]


def _entry(world: World, kind: str = "solution") -> BoardEntry:
    person = world.home.people[FACILITATOR]
    return BoardEntry.objects.get_or_create(
        cycle=world.cycle, cluster=_theme(world), kind=kind, text="Une pompe", defaults={"by": person}
    )[0]


def _action(world: World) -> Action:
    fields = {"what": "Réparer", "side": "provider", "responsible": "centre", "due_on": timezone.localdate()}
    return Action.objects.get_or_create(plan=world.released_cycle.action_plan, number=1, defaults=fields)[0]


def _own(world: World) -> IndicatorTemplate:
    fields = {"sector": "health", "label_fr": "Eau", "owner": world.home.ngo}
    return IndicatorTemplate.objects.get_or_create(code="own-water", defaults=fields)[0]


def _of_group(world: World) -> dict[str, Any]:
    return {"pk": world.cycle.pk, "group": _group(world).pk}


def _of_issue(world: World) -> dict[str, Any]:
    return {"pk": world.cycle.pk, "issue": _issue(world).pk}


def _of_theme(world: World) -> dict[str, Any]:
    return {"pk": world.cycle.pk, "theme": _theme(world).pk}


def _of_entry(world: World) -> dict[str, Any]:
    return {"pk": world.cycle.pk, "entry": _entry(world).pk}


def _of_cycle(world: World) -> dict[str, Any]:
    return {"pk": world.cycle.pk}


def _of_indicator(world: World) -> dict[str, Any]:
    return {"pk": world.cycle.pk, "indicator": _indicator(world).pk}


ROWS: dict[str, Row] = {
    "scorecards:cycle_issues": Row(own=TEAM, kwargs=_of_cycle),
    "scorecards:group_issues": Row(own=TEAM, kwargs=_of_group),
    "scorecards:group_votes": Row(own=TEAM, kwargs=_of_group),
    "scorecards:issue_edit": Row(own=TEAM, kwargs=_of_issue),
    "scorecards:issue_remove": Row(own=TEAM, kwargs=_of_issue, method="POST"),
    "scorecards:cycle_themes": Row(own=TEAM, kwargs=_of_cycle),
    "scorecards:themes_undo": Row(own=TEAM, kwargs=_of_cycle, method="POST"),
    "scorecards:theme_detail": Row(own=TEAM, kwargs=_of_theme),
    "scorecards:theme_change": Row(
        own=TEAM, kwargs=lambda w: {**_of_theme(w), "act": "rename"}, method="POST", data=lambda w: {"label": "Puits"}
    ),
    "scorecards:theme_untie": Row(
        own=TEAM, kwargs=lambda w: {**_of_theme(w), "indicator": _indicator(w).pk}, method="POST"
    ),
    "scorecards:indicator_thread": Row(own=TEAM, kwargs=_of_indicator),
    # Released: everybody who sees the plan follows the thread; an observer, once the plan is published.
    "scorecards:action_thread": Row(
        own={**everyone(), OBSERVER: 404, REPRESENTATIVE: 404}, kwargs=lambda w: {"pk": _action(w).pk}
    ),
    "scorecards:cycle_board": Row(own=BOARD, kwargs=_of_cycle),
    "scorecards:board_agree": Row(
        own=BOARD,
        kwargs=_of_entry,
        method="POST",
        data=lambda w: {"side": "provider", "answer": "yes", "version": 1},
    ),
    "scorecards:board_entry": Row(own=TEAM, kwargs=_of_entry),
    "scorecards:board_remove": Row(own=TEAM, kwargs=_of_entry, method="POST"),
    "scorecards:board_action": Row(own=TEAM, kwargs=_of_entry),
    "scorecards:library": Row(own=everyone()),
    "scorecards:library_export": Row(own=everyone()),
    "scorecards:library_new": Row(own=WRITERS),
    "scorecards:library_import": Row(own=WRITERS),
    # Only the organisation that wrote it knows it: the officer's and the provider's own organisations are others.
    "scorecards:library_edit": Row(
        own=allow(FACILITATOR, ADMINISTRATOR, hidden=("officer", "provider", "representative")),
        kwargs=lambda w: {"pk": _own(w).pk},
    ),
}
