"""Themes: issues of all groups that speak of one thing, and the indicators derived from them.

Every act on themes can be undone as long as nobody changed them since: ``snapshot`` before, ``undo`` after.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from scorecards.enums import About, AskedOf
from scorecards.models import BoardEntry, Cluster, Cycle, Indicator, IndicatorTemplate, Issue
from scorecards.services.issues import held_open, one_line
from scorecards.services.moderation import places, watch
from scorecards.services.preparation import choose_indicators, write_indicator

LABEL_MAX = 200
#: Themes, issues and board entries of a cycle as plain values that a session can keep.
Snapshot = dict[str, Any]


@transaction.atomic
def create_theme(*, cycle: Cycle, label: str, issues: Iterable[Issue], by: User) -> Cluster:
    """A theme with these issues; they leave the one they were in."""
    held = held_open(cycle)
    words = _label(held, label)
    chosen = list(issues)
    if not chosen:
        raise Refusal(_("Tick at least one line: a theme gathers what the groups said."))
    last = held.clusters.aggregate(last=Max("position"))["last"] or 0
    theme = Cluster.objects.create(cycle=held, label=words, position=last + 1)
    _gather(held, theme, chosen)
    watch(cycle=held, texts=places("cluster", theme.pk, {"label": words}), by=by)
    return theme


@transaction.atomic
def move_issues(*, cycle: Cycle, theme: Cluster | None, issues: Iterable[Issue], by: User) -> int:
    """Put these issues in ``theme``, or back among those without theme; how many."""
    held = held_open(cycle)
    chosen = list(issues)
    if not chosen:
        raise Refusal(_("Tick at least one line to move."))
    _gather(held, theme, chosen)
    return len(chosen)


@transaction.atomic
def rename_theme(*, theme: Cluster, label: str, by: User) -> Cluster:
    held = held_open(theme.cycle)
    theme.label = _label(held, label, but=theme)
    theme.save(update_fields=["label"])
    watch(cycle=held, texts=places("cluster", theme.pk, {"label": theme.label}), by=by)
    return theme


@transaction.atomic
def merge_themes(*, theme: Cluster, into: Cluster, by: User) -> Cluster:
    """Everything of ``theme`` (issues, indicators, causes, solutions) goes into the other; it disappears."""
    held_open(theme.cycle)
    if into.pk == theme.pk or into.cycle_id != theme.cycle_id:
        raise Refusal(_("Choose another theme of this cycle."))
    Issue.objects.filter(cluster=theme).update(cluster=into)
    BoardEntry.objects.filter(cluster=theme).update(cluster=into)
    into.indicators.add(*theme.indicators.all())
    theme.delete()
    return into


@transaction.atomic
def dissolve_theme(*, theme: Cluster, by: User) -> None:
    """The theme goes, what the groups said stays. Refuses while causes or solutions hang on it."""
    held_open(theme.cycle)
    if BoardEntry.objects.filter(cluster=theme).exists():
        raise Refusal(_("Causes or solutions hang on this theme: merge it with another, so that they are kept."))
    theme.delete()


def copy_themes(*, source: Cycle, target: Cycle, by: User) -> None:
    """The names of the themes and the indicators derived from them, for the next round; what was said and voted stays.

    Call inside a transaction, once the indicators of ``target`` are there.
    """
    rows = {row.code: row for row in target.indicators.all()}
    for theme in source.clusters.prefetch_related("indicators"):
        fresh = Cluster.objects.create(cycle=target, label=theme.label, position=theme.position)
        fresh.indicators.set([rows[row.code] for row in theme.indicators.all() if row.code in rows])
        watch(cycle=target, texts=places("cluster", fresh.pk, {"label": fresh.label}), by=by)


@transaction.atomic
def derive_from_library(*, theme: Cluster, templates: Sequence[IndicatorTemplate], by: User) -> list[Indicator]:
    """Indicators of the library join the cycle (in preparation) and the theme; those already there are linked."""
    held = held_open(theme.cycle)
    if not templates:
        raise Refusal(_("Tick at least one indicator of the library."))
    codes = [template.code for template in templates]
    missing = set(codes) - set(held.indicators.values_list("code", flat=True))
    if missing:
        choose_indicators(cycle=held, templates=templates, by=by)
    rows = list(held.indicators.filter(code__in=codes))
    theme.indicators.add(*rows)
    return rows


@transaction.atomic
def derive_written(
    *,
    theme: Cluster,
    label: str,
    by: User,
    hint: str = "",
    asked_of: str = AskedOf.BOTH,
    about: str = About.PROVIDER,
) -> Indicator:
    """An indicator in the team's own words, in the cycle (in preparation) and in the theme."""
    row = write_indicator(cycle=theme.cycle, label=label, hint=hint, asked_of=asked_of, about=about, by=by)
    theme.indicators.add(row)
    texts = places("indicator", row.pk, {"label": row.label, "hint": row.hint})
    watch(cycle=theme.cycle, texts=texts, by=by)
    return row


@transaction.atomic
def link_indicator(*, theme: Cluster, indicator: Indicator, by: User, linked: bool = True) -> None:
    """Tie an indicator of the cycle to the theme, or untie it."""
    held = held_open(theme.cycle)
    if indicator.cycle_id != held.pk:
        raise Refusal(_("This indicator isn't in the cycle."))
    theme.indicators.add(indicator) if linked else theme.indicators.remove(indicator)


def _label(cycle: Cycle, label: str, but: Cluster | None = None) -> str:
    words = one_line(label, _("Name the theme in a few words."), LABEL_MAX)
    same = cycle.clusters.filter(label__iexact=words)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refusal(_("This theme is already there."))
    return words


def _gather(cycle: Cycle, theme: Cluster | None, issues: Sequence[Issue]) -> None:
    keys = [issue.pk for issue in issues]
    moved = Issue.objects.filter(pk__in=keys, group__cycle=cycle).update(cluster=theme)
    if moved != len(set(keys)):
        raise Refusal(_("The lists of the groups changed meanwhile. Look at them, then try again."))


def snapshot(cycle: Cycle) -> Snapshot:
    """Where every issue and board entry stands now, and what each theme is called. Four queries."""
    themes = {
        str(row.pk): [row.label, row.position, sorted(str(found.pk) for found in row.indicators.all())]
        for row in cycle.clusters.prefetch_related("indicators")
    }
    issues = Issue.objects.filter(group__cycle=cycle).values_list("pk", "cluster")
    board = BoardEntry.objects.filter(cycle=cycle, cluster__isnull=False).values_list("pk", "cluster")
    return {"themes": themes, "issues": _keys(issues), "board": _keys(board)}


def _keys(rows: Iterable[tuple[UUID, UUID | None]]) -> dict[str, str | None]:
    return {str(key): str(theme) if theme else None for key, theme in rows}


@transaction.atomic
def undo(*, cycle: Cycle, before: Snapshot, after: Snapshot, by: User) -> None:
    """Bring the themes back to ``before``; refuses when they aren't as ``after`` says any more."""
    held = held_open(cycle)
    now = snapshot(held)
    if now["themes"] != after["themes"] or any(
        now[kind].get(key, theme) != theme for kind in ("issues", "board") for key, theme in after[kind].items()
    ):
        raise Refusal(_("Somebody changed the themes since: this step can't be undone any more."))
    wanted = before["themes"]
    there = set(held.clusters.values_list("pk", flat=True))
    fresh = [UUID(key) for key in wanted if UUID(key) not in there]
    Cluster.objects.bulk_create([Cluster(pk=key, cycle=held, label=str(key)) for key in fresh])
    _put_back(Issue, before["issues"], now["issues"])
    _put_back(BoardEntry, before["board"], now["board"])
    _drop(held, set(wanted))
    for key, (label, position, indicators) in wanted.items():
        held.clusters.filter(pk=key).update(label=label, position=position)
        theme = Cluster.objects.get(pk=key)
        theme.indicators.set(held.indicators.filter(pk__in=indicators))


def _put_back(model: type[Issue] | type[BoardEntry], before: dict[str, str | None], now: dict[str, Any]) -> None:
    for key, theme in before.items():
        if key in now and now[key] != theme:
            model._default_manager.filter(pk=key).update(cluster_id=theme)


def _drop(cycle: Cycle, wanted: set[str]) -> None:
    """Themes that weren't there before; refuses when something was put in them since."""
    for theme in cycle.clusters.all():
        if str(theme.pk) in wanted:
            continue
        if theme.issues.exists() or theme.board.exists():
            raise Refusal(_("Somebody changed the themes since: this step can't be undone any more."))
        theme.delete()
