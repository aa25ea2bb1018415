"""The workbook of a card: figures as numbers, votes, reasons, decisions and the plan with its follow-up."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from actionplans.reports.sheets import plan_sheets
from core.arithmetic import round_half_up
from core.exports import Cell, Sheet
from scorecards.reports.dossier import Dossier
from scorecards.reports.shapes import CardFigure, CardReport


def dossier_sheets(dossier: Dossier) -> list[Sheet]:
    """Every sheet, the card first."""
    return [
        card_sheet(dossier.card),
        votes_sheet(dossier.card),
        reasons_sheet(dossier.card),
        decisions_sheet(dossier),
        *plan_sheets(dossier.plan),
        method_sheet(dossier.card),
    ]


def _figure(figure: CardFigure) -> Cell:
    """A number, or why there is none."""
    return figure.word if figure.value is None else round_half_up(figure.value, "0.001")


def card_sheet(card: CardReport) -> Sheet:
    header = [
        _("Indicator"),
        *(group.name for group in card.groups),
        _("Users' mean"),
        _("Provider"),
        _("Gap"),
        _("Agreed score"),
        _("Reason of the agreed score"),
        _("Users, previous round"),
        pgettext("figure", "Change"),
    ]
    rows: list[list[Cell]] = []
    for row in card.rows:
        trend = row.trend if row.trend is not None and row.trend.side == "users" else None
        rows.append(
            [
                row.label,
                *(_figure(cell.figure) for cell in row.cells),
                _figure(row.users),
                _figure(row.provider),
                None if row.gap is None else round_half_up(row.gap, "0.001"),
                row.agreed.value if row.agreed else None,
                row.agreed.reason if row.agreed else None,
                None if trend is None or trend.before is None else round_half_up(trend.before, "0.001"),
                None if trend is None or trend.change is None else round_half_up(trend.change, "0.001"),
            ]
        )
    rows.append(
        [
            _("Mean"),
            *(None for _group in card.groups),
            None if card.users.value is None else round_half_up(card.users.value, "0.001"),
            None if card.provider.value is None else round_half_up(card.provider.value, "0.001"),
        ]
    )
    return Sheet(_("Card"), header, rows)


def method_sheet(card: CardReport) -> Sheet:
    """How every figure of the card is computed, as the page says it."""
    return Sheet(_("Method"), [_("How this is computed")], [[sentence] for sentence in card.method], (110,))


def votes_sheet(card: CardReport) -> Sheet:
    """Hands per level, one line per group and indicator, and for the provider."""
    header = [_("Indicator"), _("Group"), *(f"{item.word} ({item.band})" for item in card.legend), _("Hands")]
    rows = []
    for row in card.rows:
        sources = [(cell.group.name, cell.figure) for cell in row.cells] + [(_("Provider"), row.provider)]
        rows += [(row.label, name, *figure.votes, figure.hands) for name, figure in sources if figure.votes]
    return Sheet(_("Votes"), header, rows)


def reasons_sheet(card: CardReport) -> Sheet:
    header = [_("Indicator"), _("Who"), _("Reason"), _("Suggestion")]
    rows = [(row.label, reason.who, reason.text, reason.suggestion) for row in card.rows for reason in row.reasons]
    return Sheet(_("Reasons"), header, rows)


def decisions_sheet(dossier: Dossier) -> Sheet:
    header = [_("Indicator"), _("Users said"), _("Provider said"), _("Outcome"), _("Agreement"), _("Actions")]
    decisions = dossier.meeting.decisions if dossier.meeting else ()
    rows = [
        (d.indicator, d.users_said, d.provider_said, d.outcome_word, d.agreement, "\n".join(d.actions))
        for d in decisions
    ]
    return Sheet(_("Decisions"), header, rows)
