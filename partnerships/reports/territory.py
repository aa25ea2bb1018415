"""The partnerships of a territory together: themes, zones, kinds of actors, network, what looks alike."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.charts import Link, Node
from core.exports import Sheet
from core.numbers import format_number
from directory.enums import ActorKind
from directory.models import Organization, ServicePoint
from partnerships.enums import Theme
from partnerships.models import Partnership
from partnerships.reports.devices import citing
from partnerships.scoring.territory import Work, coverage, density, look_alike, public_words, ties


@dataclass(frozen=True)
class ThemeLine:
    """One theme: its partnerships, the kinds of actors there, those that miss."""

    label: str
    partnerships: tuple[Partnership, ...]
    present: tuple[str, ...]
    missing: tuple[str, ...]
    share: str


@dataclass(frozen=True)
class ZoneLine:
    name: str
    partnerships: tuple[Partnership, ...]


@dataclass(frozen=True)
class ActorLine:
    """One organisation: its number on the drawing, with whom it works and in how many partnerships."""

    number: int
    organization: Organization
    kind: str
    partnerships: int
    others: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Pair:
    one: Partnership
    other: Partnership
    percent: str


@dataclass(frozen=True)
class Uncited:
    """A partnership that cites no device; ``cite``: where this reader may cite one, empty when it isn't a party."""

    partnership: Partnership
    cite: str


@dataclass(frozen=True)
class Territory:
    partnerships: tuple[Partnership, ...]
    themes: tuple[ThemeLine, ...]
    zones: tuple[ZoneLine, ...]
    actors: tuple[ActorLine, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    density: str
    present: int
    kinds: int
    pairs: tuple[Pair, ...]
    no_device: tuple[Uncited, ...]
    services: int
    entered: int


def percent(value: Any) -> str:
    """Whole percent, half up, with its sign; "" when it isn't known."""
    return "" if value is None else _("%(n)s %%") % {"n": format_number(value * 100, 0)}


def build_territory(partnerships: Iterable[Partnership], own: Organization | None = None) -> Territory:
    """From the partnerships in sight, with territory and parties' organisations fetched. Four queries more.

    ``own``: the reader's organisation, who may cite a device in the partnerships that it is a party of.
    """
    rows = tuple(partnerships)
    members = {row.pk: _members(row) for row in rows}
    actors, nodes, links = _network(rows, members)
    there = {organization.kind for group in members.values() for organization in group}
    services, entered = _services(rows)
    keyed: dict[Hashable, Partnership] = {row.pk: row for row in rows}
    alike = look_alike(
        [Work(row.pk, frozenset(row.themes), row.territory.path, public_words(row.audience)) for row in rows]
    )
    return Territory(
        partnerships=rows,
        themes=_themes(rows, members),
        zones=_zones(rows),
        actors=actors,
        nodes=nodes,
        links=links,
        density=percent(density(len(nodes), len(links))),
        present=len(there),
        kinds=len(ActorKind),
        pairs=tuple(Pair(keyed[pair.one], keyed[pair.other], percent(pair.share)) for pair in alike),
        no_device=_no_device(rows, members, own),
        services=services,
        entered=entered,
    )


def _members(row: Partnership) -> list[Organization]:
    return [party.organization for party in row.parties.all() if party.left_on is None]


def _themes(rows: Sequence[Partnership], members: dict[Any, list[Organization]]) -> tuple[ThemeLine, ...]:
    found = []
    for theme in Theme:
        on_it = [row for row in rows if theme in row.themes]
        if not on_it:
            continue
        kinds = {organization.kind for row in on_it for organization in members[row.pk]}
        found.append(
            ThemeLine(
                capfirst(str(theme.label)),
                tuple(on_it),
                tuple(str(kind.label) for kind in ActorKind if kind in kinds),
                tuple(str(kind.label) for kind in ActorKind if kind not in kinds),
                percent(coverage(kinds, ActorKind.values)),
            )
        )
    return tuple(found)


def _zones(rows: Sequence[Partnership]) -> tuple[ZoneLine, ...]:
    by_zone: dict[str, list[Partnership]] = defaultdict(list)
    names = {}
    for row in rows:
        by_zone[row.territory.path].append(row)
        names[row.territory.path] = row.territory.name
    return tuple(ZoneLine(names[path], tuple(by_zone[path])) for path in sorted(by_zone))


def _network(
    rows: Sequence[Partnership], members: dict[Any, list[Organization]]
) -> tuple[tuple[ActorLine, ...], tuple[Node, ...], tuple[Link, ...]]:
    """Organisations by kind then name: neighbours on the circle are of the same kind."""
    order = {kind: place for place, kind in enumerate(ActorKind.values)}
    known = {each.pk: each for group in members.values() for each in group}
    listed = sorted(known.values(), key=lambda each: (order[each.kind], each.name, str(each.pk)))
    number: dict[Hashable, int] = {each.pk: place for place, each in enumerate(listed, 1)}
    counted = ties([[each.pk for each in members[row.pk]] for row in rows])
    links = sorted(
        (
            Link(min(number[one], number[other]), max(number[one], number[other]), shared)
            for (one, other), shared in counted.items()
        ),
        key=lambda link: (link.one, link.other),
    )
    others: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for link in links:
        others[link.one].append((listed[link.other - 1].name, link.weight))
        others[link.other].append((listed[link.one - 1].name, link.weight))
    actors = tuple(
        ActorLine(
            number[each.pk],
            each,
            str(ActorKind(each.kind).label),
            sum(each in group for group in members.values()),
            tuple(sorted(others[number[each.pk]], key=lambda pair: (-pair[1], pair[0]))),
        )
        for each in listed
    )
    return actors, tuple(Node(number[each.pk], each.name) for each in listed), tuple(links)


def _no_device(
    rows: Sequence[Partnership], members: dict[Any, list[Organization]], own: Organization | None
) -> tuple[Uncited, ...]:
    """Those that cite no finding of a participation device that still stands."""
    done = citing(rows)
    return tuple(
        Uncited(row, reverse("partnerships:agreement_page", args=[row.pk, "needs"]) if own in members[row.pk] else "")
        for row in rows
        if row.pk not in done
    )


def _services(rows: Sequence[Partnership]) -> tuple[int, int]:
    """Municipal services of the zones, and how many a partnership enters into."""
    inside = Q(pk__in=[])
    for path in {row.territory.path for row in rows}:
        inside |= Q(territory__path__startswith=path)
    municipal = set(
        ServicePoint.objects.filter(inside, operator__kind=ActorKind.LOCAL_AUTHORITY).values_list("pk", flat=True)
    )
    entered = set(ServicePoint.objects.filter(partnerships__in=rows).values_list("pk", flat=True))
    return len(municipal), len(municipal & entered)


def themes_sheet(report: Territory) -> Sheet:
    header = [_("Theme"), _("Partnerships"), _("Kinds of actors present"), _("Kinds missing"), _("Coverage")]
    rows = [
        [row.label, ", ".join(str(each) for each in row.partnerships), ", ".join(row.present), ", ".join(row.missing),
         row.share]
        for row in report.themes
    ]  # fmt: skip
    return Sheet(_("Themes"), header, rows)


def actors_sheet(report: Territory) -> Sheet:
    header = [_("Number"), _("Organisation"), _("Kind of actor"), _("Partnerships"), _("Works with")]
    rows = [
        [row.number, row.organization.name, row.kind, row.partnerships,
         ", ".join(f"{name} ({shared})" for name, shared in row.others)]
        for row in report.actors
    ]  # fmt: skip
    return Sheet(_("Who works with whom"), header, rows)
