"""The consolidated card as page, PDF and workbook show it: one frozen dataclass, words in the active language."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Literal

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from core.arithmetic import round_half_up
from core.charts import diverging_half
from core.levels import level_word
from core.numbers import format_number, format_signed
from scorecards import scoring
from scorecards.enums import About, ReviewKind, Side
from scorecards.models import Cycle, Indicator, Review
from scorecards.reports import wording
from scorecards.reports.figures import Agreed, CardSource, PreviousCard, read_card, read_previous
from scorecards.reports.shapes import (
    CardAgreed,
    CardCell,
    CardFigure,
    CardGroup,
    CardReason,
    CardReport,
    CardRow,
    CardTrend,
)
from scorecards.reports.wording import SideSummary
from scorecards.scales import ScaleSpec
from scorecards.scoring import Cell, Move, Status, Summary

Audience = Literal["team", "public"]
ORDERS = ("lowest", "gap", "card")
__all__ = ["ORDERS", "Audience", "CardReport", "CardRow", "audience_of", "build_card", "fold_votes"]

#: What follows the trend of a row: icon of core.charts, for each move.
_MOVE_ICONS = {Move.UP: "up", Move.DOWN: "fall", Move.STABLE: "same"}


def audience_of(user: User, cycle: Cycle) -> Audience:
    """Who this person is to the card: the facilitation team sees every group's figure."""
    return "team" if user.has_perm("scorecards.view_group_scores", cycle) else "public"


def build_card(
    cycle: Cycle, *, user: User | None = None, audience: Audience | None = None, order: str = "lowest"
) -> CardReport:
    """The card of ``cycle`` for ``user``, or for a known ``audience``; neither: the public one.

    ``order``: one of ORDERS, anything else means the first. Six queries or less when ``cycle`` comes with its service
    point and previous round (``Cycle.objects.with_context()``).
    """
    if audience is None:
        audience = audience_of(user, cycle) if user is not None else "public"
    source, previous = read_card(cycle), read_previous(cycle)
    if audience == "public":
        source = source.for_public()
        previous = previous.for_public() if previous is not None else None
    return _Builder(source, previous, audience, order if order in ORDERS else ORDERS[0]).report()


class _Builder:
    """Turns figures into what is shown; holds what every row needs."""

    def __init__(self, source: CardSource, previous: PreviousCard | None, audience: Audience, order: str) -> None:
        self.source, self.audience, self.order = source, audience, order
        self.scale: ScaleSpec = source.scale
        self.previous = previous
        self.compared = previous if previous is not None and previous.same_scale else None
        self.groups = _columns(source)

    def report(self) -> CardReport:
        source, card = self.source, self.source.card
        rows = _sorted([self.row(*pair) for pair in zip(source.indicators, card.rows, strict=True)], self.order)
        users = self.side(card.users, lambda row: row.users)
        provider = self.side(card.provider, lambda row: row.provider)
        strong = sum(row.gap_class == scoring.GapClass.STRONG for row in card.rows)
        finding = wording.finding(users, provider, self.weak(), strong, self.scale.maximum)
        users_people, provider_people = _people(source)
        return CardReport(
            cycle=source.cycle,
            audience=self.audience,
            title=_("Consolidated card: %(service)s, %(round)s")
            % {"service": source.cycle.service_point, "round": source.cycle.round_label},
            finding=finding,
            finding_text=finding.replace("<strong>", "").replace("</strong>", ""),
            out_of=_("out of %(maximum)s") % {"maximum": format_number(self.scale.maximum)},
            groups=self.groups,
            rows=tuple(rows),
            users=users,
            provider=provider,
            users_people=users_people,
            provider_people=provider_people,
            order=self.order,
            corrected=_corrected(source),
            notes=self.notes(users_people, provider_people),
            release=source.release,
            is_demo=source.cycle.is_demo,
            strong_gaps=strong,
            votes_half=diverging_half([votes for row in rows for votes in _votes_of(row)]),
            **self.around(),
        )

    def around(self) -> dict[str, Any]:
        """What stands around the table: scale, legend, previous round, method."""
        return {
            "minimum": self.scale.minimum,
            "maximum": self.scale.maximum,
            "legend": wording.legend_of(self.scale),
            "previous_label": self.compared.cycle.round_label if self.compared else "",
            "previous_note": self.previous_note(),
            "new": self.new(),
            "dropped": self.dropped(),
            "method": wording.method_of(
                self.source, is_public=self.audience == "public", minimum_people=settings.SMALL_CELL
            ),
        }

    def figure(self, cell: Cell) -> CardFigure:
        level = self.scale.band(cell.mean) if cell.mean is not None else None
        return CardFigure(
            status=cell.status.value,
            value=cell.mean,
            text=format_number(cell.mean) if cell.mean is not None else "",
            level=level,
            word=level_word(level) if level else wording.missing_word(cell.status),
            people=cell.people,
            median=cell.median,
            votes=fold_votes(cell.tallies, self.scale) if cell.tallies is not None else None,
            hands=sum(cell.tallies) if cell.tallies is not None else 0,
            reason=cell.reason,
            suggestion=cell.suggestion,
        )

    def row(self, indicator: Indicator, row: scoring.Row) -> CardRow:
        cells = tuple(CardCell(group, self.figure(cell)) for group, cell in zip(self.groups, row.groups, strict=True))
        users, provider = self.figure(self.with_median(row.users)), self.figure(row.provider)
        trend, provider_trend = self.trends(row)
        return CardRow(
            pk=str(indicator.pk),
            code=indicator.code,
            label=indicator.label,
            hint=indicator.hint,
            cells=cells,
            users=users,
            provider=provider,
            gap=row.gap,
            gap_text=format_signed(row.gap) if row.gap is not None else "",
            gap_class=row.gap_class.value if row.gap_class else "",
            gap_word=wording.gap_word(row.gap_class) if row.gap_class else "",
            only=_only(users, provider),
            trend=trend,
            provider_trend=provider_trend,
            agreed=self.agreed(self.source.agreed.get(row.indicator)),
            reasons=_reasons(cells, provider),
            has_votes=any(cell.figure.votes for cell in cells) or provider.votes is not None,
            on_users=indicator.about == About.USERS,
            by_provider=indicator.by_provider,
            pictogram=indicator.pictogram,
        )

    def with_median(self, cell: Cell) -> Cell:
        """Over all groups the median is that of all hands, where every group raised hands."""
        if cell.tallies is None:
            return cell
        return Cell(cell.status, cell.mean, cell.people, scoring.tally_median(cell.tallies, self.scale), cell.tallies)

    def agreed(self, agreed: Agreed | None) -> CardAgreed | None:
        if agreed is None:
            return None
        level = self.scale.band(agreed.value)
        return CardAgreed(agreed.value, format_number(agreed.value), level, level_word(level), agreed.reason)

    def trends(self, row: scoring.Row) -> tuple[CardTrend | None, CardTrend | None]:
        """The trend that the row shows (users', else the provider's), and the provider's own."""
        if self.compared is None:
            return None, None
        before = self.compared.card.row(row.indicator)
        users = _trend("users", row.indicator, before.users if before else None, row.users)
        provider = _trend("provider", row.indicator, before.provider if before else None, row.provider)
        shown = users if row.users.is_scored or not row.provider.is_scored else provider
        return shown, provider

    def side(self, summary: Summary, cell: Callable[[scoring.Row], Cell]) -> SideSummary:
        """A side's mean, with the previous round's where the same indicators were scored in both."""
        text = format_number(summary.mean, trim=False) if summary.mean is not None else ""
        if self.compared is None or summary.mean is None:
            return SideSummary(summary.mean, text, summary.n, summary.status.value)
        now = _scored(self.source.card, cell)
        was = _scored(self.compared.card, cell)
        common = [code for code in now if code in was]
        same = len(common) == len(now) == len(was)
        before = scoring.mean(was.values()) if same else None
        return SideSummary(
            summary.mean,
            text,
            summary.n,
            summary.status.value,
            before,
            format_number(before, trim=False) if before is not None else "",
            len(common),
            scoring.mean(was[code] for code in common),
            scoring.mean(now[code] for code in common),
        )

    def weak(self) -> list[str]:
        """Labels of the indicators whose lower figure is fair or worse, lowest first."""
        labels = {indicator.code: indicator.label for indicator in self.source.indicators}
        low = [row for row in self.source.card.rows if row.lowest is not None]
        return [
            labels[row.indicator]
            for row in sorted(low, key=lambda row: row.lowest or Decimal(0))
            if row.lowest is not None and self.scale.band(row.lowest) <= wording.WEAK_BAND
        ]

    def previous_note(self) -> str:
        """Why nothing is compared with the round before; empty when it is, or when there is none."""
        before = self.source.cycle.previous
        if before is None or self.compared is not None:
            return ""
        if self.previous is None:
            return _("The previous round isn't released: nothing is compared.")
        return _("The previous round used another scale (%(scale)s): figures aren't compared.") % {
            "scale": before.get_scale_display()
        }

    def new(self) -> tuple[str, ...]:
        if self.compared is None:
            return ()
        known = {row.indicator for row in self.compared.card.rows}
        return tuple(indicator.label for indicator in self.source.indicators if indicator.code not in known)

    def dropped(self) -> tuple[str, ...]:
        if self.compared is None:
            return ()
        kept = {indicator.code for indicator in self.source.indicators}
        return tuple(label for code, label in self.compared.labels.items() if code not in kept)

    def notes(self, users: int | None, staff: int | None) -> tuple[str, ...]:
        """The line under the table."""
        orders = {
            "lowest": _("From weakest to strongest, the users' indicators first."),
            "gap": _("From the largest gap to the smallest."),
            "card": _("In the order of the card."),
        }
        listed = [
            _("Scores out of %(maximum)s.") % {"maximum": format_number(self.scale.maximum)},
            orders[self.order],
            wording.rule_sentence(self.source.rule, self.source.card.villages),
            _("A cell without figure enters no mean."),
        ]
        if self.compared is not None:
            listed.append(
                _("“Since %(round)s” follows the users, or the staff when only they scored.")
                % {"round": self.compared.cycle.round_label}
            )
        return tuple(s for s in (*listed, wording.dates_of(self.source), wording.people_of(users, staff)) if s)


def fold_votes(tallies: Sequence[int], scale: ScaleSpec) -> tuple[int, ...]:
    """Hands per level as hands per face, worst first: 5 counts, or 3 for three colours."""
    counts = dict.fromkeys(scale.faces, 0)
    for level, hands in zip(scale.levels, tallies, strict=True):
        counts[scale.band(level)] += hands
    return tuple(counts.values())


def _votes_of(row: CardRow) -> list[tuple[int, ...]]:
    figures = [cell.figure for cell in row.cells] + [row.provider]
    return [figure.votes for figure in figures if figure.votes is not None]


def _columns(source: CardSource) -> tuple[CardGroup, ...]:
    present = {session.group_id: session.people_present for session in source.sessions}
    return tuple(CardGroup(group.name, group.village, present.get(group.pk)) for group in source.groups)


def _people(source: CardSource) -> tuple[int | None, int | None]:
    """People counted on each side, None when nobody was."""
    counts = {Side.USERS: [0], Side.PROVIDER: [0]}
    for session in source.sessions:
        counts[Side(session.side)].append(session.people_present or 0)
    return sum(counts[Side.USERS]) or None, sum(counts[Side.PROVIDER]) or None


def _only(users: CardFigure, provider: CardFigure) -> str:
    if users.is_scored == provider.is_scored:
        return ""
    return "users" if users.is_scored else "provider"


def _reasons(cells: Sequence[CardCell], provider: CardFigure) -> tuple[CardReason, ...]:
    reasons = [
        CardReason(cell.group.name, "users", cell.figure.reason, cell.figure.suggestion)
        for cell in cells
        if cell.figure.reason or cell.figure.suggestion
    ]
    if provider.reason or provider.suggestion:
        reasons.append(CardReason(_("Provider"), "provider", provider.reason, provider.suggestion))
    return tuple(reasons)


def _scored(card: scoring.Card, cell: Callable[[scoring.Row], Cell]) -> dict[str, Decimal]:
    figures = {row.indicator: cell(row).mean for row in card.rows}
    return {code: mean for code, mean in figures.items() if mean is not None}


def _trend(side: str, indicator: str, before: Cell | None, after: Cell) -> CardTrend | None:
    """None when this side has nothing to say in either round."""
    trend = scoring.trend_of(indicator, before, after)
    move = trend.move
    if move is Move.NEW and after.status is Status.ABSENT:
        return None
    if trend.change is not None and round_half_up(trend.change) == 0:
        move = Move.STABLE
    words = {
        Move.STABLE: _("stable"),
        Move.NEW: _("new"),
        Move.DROPPED: _("no longer asked"),
        Move.NO_FIGURE: _("nothing to compare"),
    }
    return CardTrend(
        side=side,
        move=move.value,
        icon=_MOVE_ICONS.get(move, ""),
        before=trend.before,
        before_text=format_number(trend.before) if trend.before is not None else "",
        change=trend.change,
        change_text=format_signed(trend.change) if trend.change is not None else "",
        word=words.get(move, ""),
    )


def _sorted(rows: list[CardRow], order: str) -> list[CardRow]:
    """``lowest``: users' figures from the lowest, then what the provider alone scored; ``gap``: largest first."""
    if order == "card":
        return rows
    if order == "gap":
        return sorted(rows, key=lambda row: (row.gap is None, -abs(row.gap or Decimal(0))))
    return sorted(
        rows,
        key=lambda row: (
            0 if row.users.is_scored else 1 if row.provider.is_scored else 2,
            row.users.value if row.users.value is not None else row.provider.value or Decimal(0),
        ),
    )


def _corrected(source: CardSource) -> tuple[str, ...]:
    """Provider's scores that an answer changed after the release: the card keeps the released figure and says so."""
    if source.release is None:
        return ()
    answers = Review.objects.filter(
        score__session__cycle=source.cycle,
        score__session__side=Side.PROVIDER,
        kind=ReviewKind.ANSWER,
        at__gt=source.release.at,
        value_then__isnull=False,
    ).select_related("score__indicator")
    latest = {answer.score.indicator.code: answer for answer in answers}
    corrected = []
    for code, answer in latest.items():
        row = source.card.row(code)
        if row is not None and row.provider.mean is not None and row.provider.mean != answer.value_then:
            corrected.append(
                _("%(indicator)s: %(released)s on the card, corrected to %(now)s since")
                % {
                    "indicator": answer.score.indicator.label,
                    "released": format_number(row.provider.mean),
                    "now": format_number(answer.value_then),
                }
            )
    return tuple(corrected)
