"""Who says what inside the community: women and men, youth and elders, and the votes that are divided."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from core.numbers import format_number, format_signed
from scorecards import scoring
from scorecards.enums import GroupKind
from scorecards.models import Cycle
from scorecards.reports.card import fold_votes
from scorecards.reports.figures import CardSource, read_card
from scorecards.reports.talk import TalkReport, build_talk
from scorecards.reports.wording import missing_word

#: The pairs of kinds that are compared, with the two words of the sentence.
PAIRS = (
    ((GroupKind.WOMEN, GroupKind.GIRLS), (GroupKind.MEN, GroupKind.BOYS)),
    ((GroupKind.YOUTH, GroupKind.GIRLS, GroupKind.BOYS), (GroupKind.ELDERS,)),
)


@dataclass(frozen=True)
class DifferenceRow:
    label: str
    first: Decimal
    second: Decimal
    first_text: str
    second_text: str
    difference: str


@dataclass(frozen=True)
class PairReport:
    """``rows`` empty: ``why`` says what is missing to compare."""

    first: str
    second: str
    sentence: str
    rows: tuple[DifferenceRow, ...]
    why: str


@dataclass(frozen=True)
class DividedVote:
    label: str
    group: str
    votes: tuple[int, ...]
    hands: int
    index: str
    mean: str


@dataclass(frozen=True)
class VillageRow:
    """One indicator: a figure, or the word that says why there is none, per village; then the service's."""

    label: str
    figures: tuple[str, ...]
    service: str


@dataclass(frozen=True)
class Villages:
    """The level between the groups and the service; no ``rows`` when fewer than two villages took part."""

    names: tuple[str, ...]
    rows: tuple[VillageRow, ...]
    how: str = ""


@dataclass(frozen=True)
class DifferencesReport:
    cycle: Cycle
    pairs: tuple[PairReport, ...]
    divided: tuple[DividedVote, ...]
    votes_seen: int
    minimum: Decimal
    maximum: Decimal
    people_needed: int
    talk: TalkReport
    villages: Villages


def build_differences(cycle: Cycle, *, audience: str) -> DifferencesReport:
    """The differences on the card of ``cycle``; outside the team only on what the public card shows."""
    source = read_card(cycle) if audience == "team" else read_card(cycle).for_public()
    votes = _votes(source)
    return DifferencesReport(
        cycle=cycle,
        pairs=tuple(_pair(source, *pair) for pair in PAIRS),
        divided=tuple(vote for vote, index in votes if index >= scoring.DIVIDED),
        votes_seen=len(votes),
        minimum=source.scale.minimum,
        maximum=source.scale.maximum,
        people_needed=settings.SMALL_CELL,
        talk=build_talk(cycle, audience=audience),
        villages=_villages(source),
    )


def _villages(source: CardSource) -> Villages:
    found = scoring.by_village(source.card, source.rule)
    if len(found) < 2:
        return Villages((), ())
    labels = {indicator.code: indicator.label for indicator in source.indicators}
    rows = tuple(
        VillageRow(labels[row.indicator], tuple(_shown(cells[index]) for _name, cells in found), _shown(row.users))
        for index, row in enumerate(source.card.rows)
        if row.users.status is not scoring.Status.ABSENT
    )
    return Villages(tuple(name or _("No village written") for name, _cells in found), rows, _how(source.rule))


def _how(rule: scoring.Rule) -> str:
    if rule is scoring.Rule.VILLAGE_MEAN:
        return _(
            "A village's figure is the simple mean of its groups, and the service's figure is the mean of the "
            "villages: each counts once. Where a group is too small to be shown, its village isn't shown either."
        )
    return _(
        "A village's figure comes from its groups by the rule of the cycle, and the service's figure from all groups "
        "by the same rule. Where a group is too small to be shown, its village isn't shown either."
    )


def _shown(cell: scoring.Cell) -> str:
    return missing_word(cell.status) if cell.mean is None else format_number(cell.mean)


def _names(kinds: tuple[GroupKind, ...], source: CardSource) -> str:
    """The words of the kinds that are on the card, or of the first kind."""
    present = [kind for kind in kinds if any(group.kind == kind for group in source.groups)] or list(kinds[:1])
    return ", ".join(str(kind.label) for kind in present)


def _pair(source: CardSource, first: tuple[GroupKind, ...], second: tuple[GroupKind, ...]) -> PairReport:
    keys = [[str(group.pk) for group in source.groups if group.kind in kinds] for kinds in (first, second)]
    names = _names(first, source), _names(second, source)
    overall, rows = scoring.group_differences(source.card, keys[0], keys[1], settings.SMALL_CELL)
    if overall is None:
        return PairReport(*names, "", (), _why(keys, names))
    labels = {indicator.code: indicator.label for indicator in source.indicators}
    sentence = _("On average %(first)s score %(a)s and %(second)s %(b)s, over %(n)d indicators scored by both.") % {
        "first": names[0],
        "second": names[1],
        "a": format_number(overall.first, places=2, trim=False),
        "b": format_number(overall.second, places=2, trim=False),
        "n": len(rows),
    }
    listed = tuple(
        DifferenceRow(
            labels[row.indicator or ""],
            row.first,
            row.second,
            format_number(row.first, places=2, trim=False),
            format_number(row.second, places=2, trim=False),
            format_signed(row.difference, places=2, trim=False),
        )
        for row in rows
    )
    return PairReport(*names, sentence, listed, "")


def _why(keys: list[list[str]], names: tuple[str, str]) -> str:
    for found, name in zip(keys, names, strict=True):
        if not found:
            return _("No group of this kind scored: %(name)s.") % {"name": name}
    return _("Fewer than %(n)d people on one side, or no indicator scored by both: nothing to compare.") % {
        "n": settings.SMALL_CELL
    }


def _votes(source: CardSource) -> list[tuple[DividedVote, Decimal]]:
    """Every vote with enough hands, the most divided first, with its index."""
    labels = {indicator.code: indicator.label for indicator in source.indicators}
    found = []
    for row in source.card.rows:
        for group, cell in zip(source.groups, row.groups, strict=True):
            index = scoring.disagreement(cell.tallies, source.scale) if cell.tallies is not None else None
            if index is None or cell.tallies is None or cell.mean is None:
                continue
            vote = DividedVote(
                labels[row.indicator],
                str(group),
                fold_votes(cell.tallies, source.scale),
                sum(cell.tallies),
                format_number(index, places=2, trim=False),
                format_number(cell.mean),
            )
            found.append((vote, index))
    return sorted(found, key=lambda item: (-item[1], item[0].label, item[0].group))
