"""What a released card found, told to the other features: the weakest indicators for the users, the strongest gaps,
and what became of those that an earlier round told.

Only figures that everybody outside the facilitation team may read (``CardSource.for_public``), frozen by the release.
"""

from collections.abc import Iterator
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from actionplans.enums import FindingKind
from actionplans.models import Finding
from actionplans.services import record_finding, withdraw_findings
from core.arithmetic import round_half_up
from core.numbers import format_number
from scorecards.models import Cycle
from scorecards.reports.figures import CardSource, read_card
from scorecards.scoring import GapClass, Row

#: Findings of each sort, at most.
MOST = 3
#: Bands from the lowest one up to this are a need: "fair" and worse.
NEED_BAND = 3


@transaction.atomic
def record_findings(*, cycle: Cycle) -> int:
    """Write the findings of a card that was just released; those of the round before no longer hold. Returns how many.

    At most three users' means, the lowest first, and only where the level is "fair" or worse; at most three strong
    gaps on other indicators, the widest first. Figures are those of the card, rounded half up to one place. Apart from
    these, what became of each indicator that an earlier round told (``_follow``).
    """
    _withdraw(cycle)
    if cycle.previous is not None:
        _withdraw(cycle.previous)
    source = read_card(cycle).for_public()
    weak = weakest(source)
    gaps = [row for row in widest(source) if row not in weak]
    for row, sentence in _told(source, weak, gaps):
        record_finding(
            kind=FindingKind.SCORECARD,
            key=f"{_key(cycle)}{row.indicator}",
            sentence=sentence,
            figures=_figures(source, row),
            organization=cycle.organization,
            territory=cycle.service_point.territory,
            source=_source(cycle),
            path=reverse("scorecards:cycle_card", args=[cycle.pk]),
            service_point=cycle.service_point,
        )
    _follow(source)
    return len(weak) + len(gaps)


@transaction.atomic
def take_back_findings(*, cycle: Cycle) -> None:
    """The card was reopened: its findings are withdrawn, and those of the round before hold again."""
    _withdraw(cycle)
    before = cycle.previous
    if before is not None and before.is_released:
        record_findings(cycle=before)


def _withdraw(cycle: Cycle) -> None:
    for kind in (FindingKind.SCORECARD, FindingKind.FOLLOWED):
        withdraw_findings(kind=kind, keys_starting=_key(cycle))


def _follow(source: CardSource) -> None:
    """What became of the indicators that an earlier round of the service told, whoever cites them: users' means, then
    and now, on the same scale. A partnership that answers the need reads there whether users score better.
    """
    cycle = source.cycle
    labels = {indicator.code: indicator.label for indicator in source.indicators}
    for code, then in _told_before(cycle).items():
        row = source.card.row(code)
        now = row.users.mean if row is not None else None
        if row is None or now is None or not _same_scale(then, source):
            continue
        record_finding(
            kind=FindingKind.FOLLOWED,
            key=f"{_key(cycle)}{code}",
            sentence=_(
                "%(place)s: “%(what)s” gets %(now)s out of %(top)s from the users, after %(before)s (%(source)s)."
            )
            % {
                "place": cycle.service_point,
                "what": labels[code],
                "now": format_number(now),
                "top": format_number(source.scale.maximum),
                "before": format_number(Decimal(then.figures["users"])),
                "source": then.source,
            },
            figures={**_figures(source, row), "before": then.figures["users"]},
            organization=cycle.organization,
            territory=cycle.service_point.territory,
            source=_source(cycle),
            path=reverse("scorecards:cycle_card", args=[cycle.pk]),
            service_point=cycle.service_point,
        )


def _told_before(cycle: Cycle) -> dict[str, Finding]:
    """Indicator → the latest finding of an earlier round of this service, with a users' mean. Two queries."""
    here = {"service_point": cycle.service_point, "organization": cycle.organization}
    earlier = Finding.objects.filter(kind=FindingKind.SCORECARD, **here)
    rounds = Cycle.objects.filter(number__lt=cycle.number, **here).values_list("pk", "number")
    place = {str(pk): number for pk, number in rounds}
    rows = [row for row in earlier if row.origin in place and row.figures.get("users")]
    return {row.subject: row for row in sorted(rows, key=lambda row: place[row.origin])}


def _same_scale(then: Finding, source: CardSource) -> bool:
    return (then.figures["minimum"], then.figures["maximum"]) == (str(source.scale.minimum), str(source.scale.maximum))


def _source(cycle: Cycle) -> str:
    return _("Scorecard: %(service)s, %(round)s") % {"service": cycle.service_point, "round": cycle.round_label}


def weakest(source: CardSource) -> list[Row]:
    """The rows with the lowest users' means that speak of a need; ties keep the card's order."""
    low = [
        (row.users.mean, row)
        for row in source.card.rows
        if row.users.mean is not None and source.scale.band(row.users.mean) <= NEED_BAND
    ]
    return [row for _mean, row in sorted(low, key=lambda pair: pair[0])][:MOST]


def widest(source: CardSource) -> list[Row]:
    """The rows where users and provider differ strongly, the widest first."""
    strong = [(abs(row.gap), row) for row in source.card.rows if row.gap is not None and _is_strong(row)]
    return [row for _gap, row in sorted(strong, key=lambda pair: -pair[0])][:MOST]


def _is_strong(row: Row) -> bool:
    return row.gap_class == GapClass.STRONG


def _key(cycle: Cycle) -> str:
    return f"{cycle.pk}:"


def _told(source: CardSource, weak: list[Row], gaps: list[Row]) -> Iterator[tuple[Row, str]]:
    """Each finding as a sentence that stands alone: what, how much out of how much, where."""
    labels = {indicator.code: indicator.label for indicator in source.indicators}
    place, top = source.cycle.service_point, format_number(source.scale.maximum)
    for row in weak:
        yield row, _("%(place)s: “%(what)s” gets %(users)s out of %(top)s from the users.") % {
            "place": place, "what": labels[row.indicator], "users": format_number(row.users.mean), "top": top,
        }  # fmt: skip
    for row in gaps:
        yield (
            row,
            _("%(place)s: on “%(what)s” the users give %(users)s out of %(top)s, the provider %(provider)s.")
            % {
                "place": place,
                "what": labels[row.indicator],
                "users": format_number(row.users.mean),
                "provider": format_number(row.provider.mean),
                "top": top,
            },
        )


def _figures(source: CardSource, row: Row) -> dict[str, str | int | None]:
    """Numbers as text with one place; the release that they come from."""
    return {
        "users": _text(row.users.mean),
        "provider": _text(row.provider.mean),
        "gap": _text(row.gap),
        "minimum": str(source.scale.minimum),
        "maximum": str(source.scale.maximum),
        "release": source.release.number if source.release else None,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(round_half_up(value))
