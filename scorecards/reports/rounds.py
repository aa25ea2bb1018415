"""The rounds of one service side by side: the same indicator on the same scale, what is new, what is dropped.

Only cards that this reader may see enter; readers outside the facilitation team get the suppressed ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.enums import ActionState
from actionplans.models import Action
from core.charts import Point
from core.dates import format_month
from core.numbers import format_number, format_signed
from scorecards import scoring
from scorecards.models import Cycle
from scorecards.reports import wording
from scorecards.reports.card import audience_of
from scorecards.reports.figures import CardSource, read_card
from scorecards.scales import ScaleSpec
from scorecards.scoring import Cell, Status

#: More rounds than this are not laid side by side: the latest are shown.
ROUNDS_SHOWN = 8
SIDES = ("users", "provider")


@dataclass(frozen=True)
class RoundColumn:
    """One round: ``comparable`` when its scale is the latest round's, or everything is converted."""

    cycle: Cycle
    label: str
    month: str
    scale: str
    comparable: bool


@dataclass(frozen=True)
class RoundFigure:
    """``text`` is the figure or the word that says why there is none."""

    text: str
    level: int | None
    is_scored: bool


@dataclass(frozen=True)
class RoundRow:
    """One indicator on one side. ``points`` draw its trend when three rounds or more have a figure."""

    code: str
    label: str
    figures: tuple[RoundFigure, ...]
    change: str
    slope: str
    word: str
    points: tuple[Point, ...] | None


@dataclass(frozen=True)
class SideTable:
    side: str
    rows: tuple[RoundRow, ...]

    @property
    def moving(self) -> tuple[RoundRow, ...]:
        """The rows with a trend to draw: three figures or more, and not all the same."""
        return tuple(row for row in self.rows if row.points and len({point.value for point in row.points}) > 1)


@dataclass(frozen=True)
class AgreementLine:
    """How close the two sides stood in one round, on the indicators that both scored."""

    label: str
    compared: int
    agreeing: int
    distance: str


@dataclass(frozen=True)
class PromiseLine:
    cycle: Cycle
    label: str
    total: int
    kept: int
    dropped: int
    open: int


@dataclass(frozen=True)
class RoundsReport:
    cycle: Cycle
    columns: tuple[RoundColumn, ...]
    sides: tuple[SideTable, ...]
    agreement: tuple[AgreementLine, ...]
    promises: tuple[PromiseLine, ...]
    new: tuple[str, ...]
    dropped: tuple[str, ...]
    finding: str
    maximum: Decimal
    scales_differ: bool
    converted: bool
    audience: str


def chain_of(cycle: Cycle, user: User) -> list[Cycle]:
    """The rounds of the same service and organisation that ``user`` may see the card of, oldest first."""
    visible = (
        Cycle.objects.visible_to(user)
        .with_context()
        .filter(service_point=cycle.service_point_id, organization=cycle.organization_id)
        .order_by("number")
    )
    team = audience_of(user, cycle) == "team"
    return [row for row in visible if row.is_released or (team and row.pk == cycle.pk)][-ROUNDS_SHOWN:]


def build_rounds(cycle: Cycle, *, user: User, convert: bool = False) -> RoundsReport:
    """The comparison for ``user``. ``convert``: figures in percent of their scale, by the rule that the page shows."""
    audience = audience_of(user, cycle)
    chain = chain_of(cycle, user)
    sources = [read_card(row) if audience == "team" else read_card(row).for_public() for row in chain]
    return _Builder(cycle, chain, sources, convert, audience).report()


class _Builder:
    def __init__(
        self, cycle: Cycle, chain: Sequence[Cycle], sources: Sequence[CardSource], convert: bool, audience: str
    ) -> None:
        self.cycle, self.chain, self.sources, self.audience = cycle, chain, sources, audience
        self.scales_differ = len({row.scale for row in chain}) > 1
        self.converted = convert and self.scales_differ
        self.latest = chain[-1] if chain else cycle
        self.scale: ScaleSpec | None = sources[-1].scale if sources else None
        self.usable = [self.converted or row.scale == self.latest.scale for row in chain]
        self.labels = {indicator.code: indicator.label for source in sources for indicator in source.indicators}

    def report(self) -> RoundsReport:
        sides = tuple(table for table in (self.side(side) for side in SIDES) if table.rows)
        new, dropped = self.new_and_dropped()
        return RoundsReport(
            cycle=self.cycle,
            columns=tuple(
                RoundColumn(row, row.round_label, format_month(row.starts_on), row.get_scale_display(), usable)
                for row, usable in zip(self.chain, self.usable, strict=True)
            ),
            sides=sides,
            agreement=tuple(self.agreement()),
            promises=promises_of(self.chain),
            new=new,
            dropped=dropped,
            finding=self.finding(),
            maximum=self.maximum,
            scales_differ=self.scales_differ,
            converted=self.converted,
            audience=self.audience,
        )

    @property
    def maximum(self) -> Decimal:
        return Decimal(100) if self.converted or self.scale is None else self.scale.maximum

    def figure_of(self, index: int, cell: Cell | None) -> Decimal | None:
        """The figure of a cell on the page's scale; None when there is none or it can't be compared."""
        if cell is None or cell.mean is None or not self.usable[index]:
            return None
        scale = self.sources[index].scale
        if self.converted:
            return scoring.percent(cell.mean - scale.minimum, scale.span)
        return cell.mean

    def cells(self, side: str, code: str) -> list[Cell | None]:
        rows = [source.card.row(code) for source in self.sources]
        return [getattr(row, side) if row is not None else None for row in rows]

    def side(self, side: str) -> SideTable:
        rows = [self.row(side, code) for code in self.labels]
        return SideTable(side, tuple(row for row in rows if row is not None))

    def row(self, side: str, code: str) -> RoundRow | None:
        cells = self.cells(side, code)
        if all(cell is None or cell.status is Status.ABSENT for cell in cells):
            return None
        figures = [self.figure_of(index, cell) for index, cell in enumerate(cells)]
        known = {self.chain[i].number: value for i, value in enumerate(figures) if value is not None}
        change = figures[-1] - figures[-2] if len(figures) > 1 and None not in figures[-2:] else None  # type: ignore[operator]
        slope = scoring.slope(known)
        points = None
        if len(known) >= scoring.ROUNDS_NEEDED:
            points = tuple(Point(row.round_label, value) for row, value in zip(self.chain, figures, strict=True))
        return RoundRow(
            code=code,
            label=self.labels[code],
            figures=tuple(self.shown(index, cell, figures[index]) for index, cell in enumerate(cells)),
            change=format_signed(change) if change is not None else "",
            slope=format_signed(slope) if slope is not None else "",
            word=self.word(cells, change),
            points=points,
        )

    def shown(self, index: int, cell: Cell | None, value: Decimal | None) -> RoundFigure:
        if value is not None and cell is not None and cell.mean is not None:
            return RoundFigure(format_number(value), self.sources[index].scale.band(cell.mean), True)
        if cell is not None and cell.mean is not None:
            return RoundFigure(_("another scale"), None, False)
        return RoundFigure(wording.missing_word(cell.status if cell is not None else Status.ABSENT), None, False)

    def word(self, cells: Sequence[Cell | None], change: Decimal | None) -> str:
        asked = [cell is not None and cell.status is not Status.ABSENT for cell in cells]
        if len(asked) > 1 and asked[-1] and not any(asked[:-1]):
            return _("new")
        if len(asked) > 1 and not asked[-1]:
            return _("no longer asked")
        if change is not None and change == 0:
            return _("stable")
        return ""

    def new_and_dropped(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Labels of what the latest round added and left out against the one before it."""
        if len(self.sources) < 2:
            return (), ()
        before = {indicator.code for indicator in self.sources[-2].indicators}
        after = {indicator.code for indicator in self.sources[-1].indicators}
        return tuple(self.labels[code] for code in self.labels if code in after - before), tuple(
            self.labels[code] for code in self.labels if code in before - after
        )

    def agreement(self) -> list[AgreementLine]:
        lines = []
        for row, source in zip(self.chain, self.sources, strict=True):
            sides = scoring.sides_agreement(source.card)
            distance = format_number(sides.mean_distance) if sides.mean_distance is not None else ""
            lines.append(AgreementLine(row.round_label, sides.compared, sides.agreeing, distance))
        return lines

    def finding(self) -> str:
        """One sentence: the users' mean over the indicators that the first and the last round share."""
        if len(self.chain) < 2:
            return _("One round so far: there is nothing to compare yet.")
        first, last = self.means()
        if first is None or last is None:
            return _("No indicator was scored by the users in both the first and the last round.")
        return _("From %(from)s to %(to)s, the users move from %(before)s to %(after)s.") % {
            "from": self.chain[0].round_label,
            "to": self.chain[-1].round_label,
            "before": format_number(first, trim=False),
            "after": format_number(last, trim=False),
        }

    def means(self) -> tuple[Decimal | None, Decimal | None]:
        pairs = [
            (self.figure_of(0, cells[0]), self.figure_of(len(cells) - 1, cells[-1]))
            for cells in (self.cells("users", code) for code in self.labels)
        ]
        common = [(a, b) for a, b in pairs if a is not None and b is not None]
        return scoring.mean(a for a, _b in common), scoring.mean(b for _a, b in common)


def promises_of(chain: Sequence[Cycle]) -> tuple[PromiseLine, ...]:
    """What became of the promises of each round, in one query."""
    rows = (
        Action.objects.filter(plan__in=[cycle.action_plan_id for cycle in chain])
        .values("plan")
        .annotate(
            total=Count("pk"),
            kept=Count("pk", filter=Q(state=ActionState.DONE)),
            dropped=Count("pk", filter=Q(state=ActionState.DROPPED)),
        )
        .order_by("plan")
    )
    counts = {row["plan"]: row for row in rows}
    lines = []
    for cycle in chain:
        found = counts.get(cycle.action_plan_id)
        if found is not None:
            left = found["total"] - found["kept"] - found["dropped"]
            lines.append(PromiseLine(cycle, cycle.round_label, found["total"], found["kept"], found["dropped"], left))
    return tuple(lines)
