"""The thread: issue → theme → indicator → score → cause and solution → action, followed from any of its ends."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.permissions import granted
from actionplans.models import Action
from scorecards.models import BoardEntry, Cluster, Cycle, Discussion, Indicator, Issue
from scorecards.reports.board import BoardLine, lines_of
from scorecards.reports.card import CardRow, build_card
from scorecards.services.moderation import mask_of


@dataclass(frozen=True)
class ThreadIssue:
    """What a group said. ``who`` and ``votes`` are for the team only: elsewhere "" and None."""

    text: str
    suggestion: str
    is_strength: bool
    who: str
    votes: int | None


@dataclass(frozen=True)
class ThreadLink:
    """A theme or an indicator, and its own thread. ``row``: the indicator's figures, None before scores exist."""

    label: str
    url: str
    hint: str = ""
    on_users: bool = False
    row: CardRow | None = None
    pk: UUID | None = None


@dataclass(frozen=True)
class ThreadAction:
    action: Action
    what: str
    url: str


@dataclass(frozen=True)
class Thread:
    """The five places of the thread; each may be empty."""

    issues: tuple[ThreadIssue, ...]
    groups: int
    themes: tuple[ThreadLink, ...]
    indicators: tuple[ThreadLink, ...]
    causes: tuple[BoardLine, ...]
    solutions: tuple[BoardLine, ...]
    actions: tuple[ThreadAction, ...]


def thread_of_theme(theme: Cluster, user: User) -> Thread:
    indicators = list(theme.indicators.all())
    entries = _entries(theme.cycle, [theme], indicators)
    return _thread(theme.cycle, user, [theme], indicators, entries, _actions(entries, indicators))


def thread_of_indicator(indicator: Indicator, user: User) -> Thread:
    cycle = Cycle.objects.with_context().get(pk=indicator.cycle_id)
    themes = list(indicator.clusters.all())
    entries = _entries(cycle, themes, [indicator])
    return _thread(cycle, user, themes, [indicator], entries, _actions(entries, [indicator]))


def thread_of_action(action: Action, cycle: Cycle, user: User) -> Thread:
    """Back from a promise: through the solution or the discussion it was born of."""
    entries = list(BoardEntry.objects.filter(action=action).select_related("cluster", "indicator", "action"))
    discussed = Discussion.objects.filter(actions=action).values_list("indicator", flat=True)
    themes_of = [row.cluster_id for row in entries if row.cluster_id]
    wanted = Q(pk__in=discussed) | Q(pk__in=[row.indicator_id for row in entries if row.indicator_id])
    indicators = list(cycle.indicators.filter(wanted | Q(clusters__in=themes_of)).distinct())
    themes = list(cycle.clusters.filter(Q(pk__in=themes_of) | Q(indicators__in=indicators)).distinct())
    return _thread(cycle, user, themes, indicators, entries, [action])


def has_thread(action: Action) -> bool:
    """Something leads back from this action."""
    return BoardEntry.objects.filter(action=action).exists() or Discussion.objects.filter(actions=action).exists()


def _entries(cycle: Cycle, themes: list[Cluster], indicators: list[Indicator]) -> list[BoardEntry]:
    rows = BoardEntry.objects.filter(cycle=cycle).filter(Q(cluster__in=themes) | Q(indicator__in=indicators))
    return list(rows.select_related("cluster", "indicator", "action"))


def _actions(entries: Iterable[BoardEntry], indicators: Iterable[Indicator]) -> list[Action]:
    born = Action.objects.filter(discussions__indicator__in=list(indicators))
    promised = Action.objects.filter(pk__in=[row.action_id for row in entries if row.action_id])
    return list((born | promised).distinct())


def _thread(
    cycle: Cycle,
    user: User,
    themes: Iterable[Cluster],
    indicators: list[Indicator],
    entries: list[BoardEntry],
    actions: Iterable[Action],
) -> Thread:
    team = granted(user, "scorecards.view_group_scores")
    mask: Callable[[str], str] = str if team else mask_of(cycle)
    rows = {row.code: row for row in _card_rows(cycle, user)} if indicators else {}
    issues = list(Issue.objects.filter(cluster__in=list(themes)).select_related("group"))
    return Thread(
        issues=tuple(_issue(row, mask, team) for row in issues),
        groups=len({row.group_id for row in issues}),
        themes=tuple(
            ThreadLink(mask(row.label), reverse("scorecards:theme_detail", args=[cycle.pk, row.pk]), pk=row.pk)
            for row in themes
        ),
        indicators=tuple(_indicator(cycle, row, rows.get(row.code)) for row in indicators),
        causes=lines_of((row for row in entries if row.kind == "cause"), mask),
        solutions=lines_of((row for row in entries if row.kind == "solution"), mask),
        actions=tuple(
            ThreadAction(row, mask(row.what), reverse("scorecards:action_thread", args=[row.pk])) for row in actions
        ),
    )


def _card_rows(cycle: Cycle, user: User) -> tuple[CardRow, ...]:
    """The figures that this person may read; none before scoring began."""
    if not user.has_perm("scorecards.view_card", cycle):
        return ()
    return build_card(cycle, user=user).rows


def _issue(row: Issue, mask: Callable[[str], str], team: bool) -> ThreadIssue:
    return ThreadIssue(
        text=mask(row.text),
        suggestion=mask(row.suggestion),
        is_strength=row.is_strength,
        who=str(row.group) if team else "",
        votes=row.votes if team else None,
    )


def _indicator(cycle: Cycle, row: Indicator, figures: CardRow | None) -> ThreadLink:
    url = reverse("scorecards:indicator_thread", args=[cycle.pk, row.pk])
    known = figures if figures and (figures.users.is_scored or figures.provider.is_scored) else None
    return ThreadLink(row.label, url, row.hint, row.about == "users", known, row.pk)
