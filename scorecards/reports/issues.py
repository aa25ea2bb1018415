"""What the groups said: how far each list is, the order of priority, the lines without theme."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import granted
from scorecards.enums import CycleState
from scorecards.models import BoardEntry, Cluster, Cycle, Group, Issue
from scorecards.reports.board import build_board
from scorecards.reports.stepshapes import ExtraStep


@dataclass(frozen=True)
class Ranked:
    """A difficulty with its place in the group's order; None: nobody voted on it. Equal hands share a place."""

    issue: Issue
    place: int | None


def ranked(issues: Sequence[Issue]) -> tuple[Ranked, ...]:
    """Most hands first, then those without vote in the order they were said."""
    voted = sorted((row for row in issues if row.votes is not None), key=lambda row: (-(row.votes or 0), row.position))
    places: list[Ranked] = []
    for at, row in enumerate(voted, 1):
        tie = places[-1] if places and places[-1].issue.votes == row.votes else None
        places.append(Ranked(row, tie.place if tie else at))
    return (*places, *(Ranked(row, None) for row in issues if row.votes is None))


@dataclass(frozen=True)
class GroupList:
    """A group's list in figures. ``first``: the difficulty with most hands, None before the vote."""

    group: Group
    difficulties: int
    strengths: int
    voted: int
    first: Issue | None

    @property
    def is_empty(self) -> bool:
        return not (self.difficulties or self.strengths)

    @property
    def is_voted(self) -> bool:
        return bool(self.difficulties) and self.voted == self.difficulties


@dataclass(frozen=True)
class Overview:
    groups: tuple[GroupList, ...]
    without_theme: int
    themes: int

    @property
    def issues(self) -> int:
        return sum(row.difficulties + row.strengths for row in self.groups)


def build_overview(cycle: Cycle) -> Overview:
    """Three queries, whatever the number of groups."""
    issues = list(Issue.objects.filter(group__cycle=cycle).order_by("position", "pk"))
    by_group: dict[object, list[Issue]] = {}
    for issue in issues:
        by_group.setdefault(issue.group_id, []).append(issue)
    groups = tuple(_group_list(group, by_group.get(group.pk, [])) for group in cycle.groups.all())
    return Overview(groups, sum(row.cluster_id is None for row in issues), cycle.clusters.count())


def _group_list(group: Group, issues: Sequence[Issue]) -> GroupList:
    difficulties = [row for row in issues if not row.is_strength]
    order = ranked(difficulties)
    return GroupList(
        group=group,
        difficulties=len(difficulties),
        strengths=len(issues) - len(difficulties),
        voted=sum(row.votes is not None for row in difficulties),
        first=order[0].issue if order and order[0].place is not None else None,
    )


@dataclass(frozen=True)
class ThemeLine:
    """A theme in a list: how many lines of how many groups it gathers, all hands, and what was derived from it."""

    theme: Cluster
    issues: tuple[Issue, ...]
    indicators: tuple[str, ...]

    @property
    def groups(self) -> int:
        return len({issue.group_id for issue in self.issues})

    @property
    def votes(self) -> int:
        return sum(issue.votes or 0 for issue in self.issues)


def build_themes(cycle: Cycle) -> tuple[tuple[ThemeLine, ...], tuple[Issue, ...]]:
    """Themes with most hands first, and the issues that are in none. Three queries."""
    issues = list(Issue.objects.filter(group__cycle=cycle).select_related("group", "cluster"))
    inside: dict[object, list[Issue]] = {}
    for issue in issues:
        inside.setdefault(issue.cluster_id, []).append(issue)
    lines = [
        ThemeLine(theme, tuple(inside.get(theme.pk, [])), tuple(row.label for row in theme.indicators.all()))
        for theme in cycle.clusters.prefetch_related("indicators")
    ]
    lines.sort(key=lambda line: (-line.votes, line.theme.position))
    return tuple(lines), tuple(inside.get(None, []))


def issue_steps(cycle: Cycle, user: User) -> tuple[ExtraStep, ...]:
    """The optional pages of issues, themes and board on the cycle's page."""
    team = granted(user, "scorecards.record_issues")
    steps = [*_issue_pages(cycle)] if team else []
    if not team and cycle.clusters.exists() and user.has_perm("scorecards.view_card", cycle):
        steps.append(_themes_step(cycle))
    if team or (BoardEntry.objects.filter(cycle=cycle).exists() and user.has_perm("scorecards.view_board", cycle)):
        steps.append(_board_step(cycle))
    return tuple(steps)


def _issue_pages(cycle: Cycle) -> tuple[ExtraStep, ExtraStep]:
    rows = Issue.objects.filter(group__cycle=cycle)
    counts = rows.aggregate(bad=Count("pk", filter=Q(is_strength=False)), good=Count("pk", filter=Q(is_strength=True)))
    heard = rows.values("group").distinct().count()
    words = _("nothing written yet")
    if counts["bad"] or counts["good"]:
        bad = ngettext("%(count)d difficulty", "%(count)d difficulties", counts["bad"]) % {"count": counts["bad"]}
        good = ngettext("%(count)d strong point", "%(count)d strong points", counts["good"]) % {
            "count": counts["good"]
        }
        words = _("%(first)s, %(second)s") % {"first": bad, "second": good}
    url = reverse("scorecards:cycle_issues", args=[cycle.pk])
    done = 0 < cycle.groups.count() == heard
    return ExtraStep(CycleState.PREPARATION, _("What the groups say"), url, words, done), _themes_step(cycle)


def _themes_step(cycle: Cycle) -> ExtraStep:
    themes = cycle.clusters.count()
    words = ngettext("%(count)d theme", "%(count)d themes", themes) % {"count": themes}
    url = reverse("scorecards:cycle_themes", args=[cycle.pk])
    derived = bool(themes) and not cycle.clusters.filter(indicators=None).exists()
    name = _("Themes, from issues to indicators")
    return ExtraStep(CycleState.PREPARATION, name, url, words, derived)


def _board_step(cycle: Cycle) -> ExtraStep:
    board = build_board(cycle)
    url = reverse("scorecards:cycle_board", args=[cycle.pk])
    done = board.share is not None and board.share == 100
    return ExtraStep(CycleState.INTERFACE, _("Causes and solutions"), url, board.words, done)
