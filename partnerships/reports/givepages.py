"""Pages of what each party brings, expects, promises and bears."""

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import format_date
from core.numbers import format_number
from partnerships.enums import CommitmentState, Nature
from partnerships.models import Commitment, Contribution, ExpectedBenefit, Partnership, Risk
from partnerships.reports.funding import dependence_matrix, funding_part, fundings
from partnerships.reports.gains import gains_matrix
from partnerships.reports.parts import (
    Figure,
    Line,
    Matrix,
    PartPage,
    Reader,
    Step,
    cells_of,
    line,
    or_unknown,
    part,
    url,
)
from partnerships.reports.parts import percent_words as words
from partnerships.scoring.agreement import (
    Borne,
    Given,
    borne,
    contribution_shares,
    delivered,
    exposure,
    mean_delivered,
    nature_counts,
)
from partnerships.services.nouns import NOUNS


def contributions_page(reader: Reader) -> PartPage:
    rows = _contributions(reader.parties)
    given, money = _given(rows), fundings(reader)
    figures = (Figure(_("Delivered so far, on average"), words(mean_delivered(given))),) if reader.is_running else ()
    return PartPage(
        code="contributions",
        title=_("What each party brings"),
        lede=_("Money, premises, know-how, time: each writes its own, all are read together."),
        closed=reader.closed(NOUNS["contribution"]),
        parts=(
            part(
                reader,
                "contribution",
                _("Contributions"),
                (_("Party"), _("Nature"), _("Quantity"), _("Estimated value"), _("Arrived")),
                rows,
                lambda row: _contribution(reader, row),
                (
                    _("No contribution yet."),
                    _("Write what your organisation brings. What can’t be counted in money counts too."),
                ),
                _("Add a contribution"),
            ),
            funding_part(reader, money),
        ),
        figures=figures,
        matrices=(*((_natures(reader.parties, given),) if rows else ()), *dependence_matrix(reader, money)),
        how=_("What arrived of a contribution is the sum of its deliveries. The mean counts each contribution once."),
    )


def _contributions(parties: tuple[Any, ...]) -> list[Contribution]:
    return list(
        Contribution.objects.filter(party__in=parties)
        .select_related("party__organization")
        .prefetch_related("deliveries")
        .order_by("party__position", "nature", "pk")
    )


def _given(rows: list[Contribution]) -> list[Given]:
    return [
        Given(str(row.party_id), row.nature, row.value, delivered([each.percent for each in row.deliveries.all()]))
        for row in rows
    ]


def nature_matrix(partnership: Partnership, parties: tuple[Any, ...]) -> Matrix:
    """Who brings what, for whoever may read it."""
    return _natures(parties, _given(_contributions(parties)))


def _contribution(reader: Reader, row: Contribution) -> Line:
    done = delivered([each.percent for each in row.deliveries.all()])
    steps = []
    if reader.writes and reader.is_running:
        steps.append(Step(_("Deliveries"), url("contribution_deliveries", reader.partnership, row.pk)))
    quantity = " ".join(
        each for each in (format_number(row.quantity, 2) if row.quantity is not None else "", row.unit) if each
    )
    value = f"{format_number(row.value, 2)} {reader.partnership.currency}".strip() if row.value is not None else ""
    arrived = words(Decimal(done)) or "" if reader.is_running else _("nothing is due yet")
    notes = [_("Obtained after the signature.")] if row.is_leverage else []
    if row.due_on:
        notes.append(_("Due on %(date)s.") % {"date": format_date(row.due_on)})
    return line(
        reader, NOUNS["contribution"], row, row.label, str(row.party), str(row.get_nature_display()), quantity,
        value or _("not estimated"), arrived, note=" ".join(notes), steps=steps,
    )  # fmt: skip


def _natures(parties: tuple[Any, ...], given: list[Given]) -> Matrix:
    counts, shares = nature_counts(given), contribution_shares(given)
    columns = (*(str(nature.label) for nature in Nature), _("Share of the estimated value"))
    rows = []
    for party in parties:
        key = str(party.pk)
        cells = [str(counts.get(key, {}).get(nature, 0)) for nature in Nature]
        #: A party that brings nothing has no share; one whose contributions have no value isn't measured.
        share = shares.get(key, None if key in counts or not shares else Decimal(0))
        rows.append((str(party.organization), cells_of(columns, [*cells, or_unknown(words(share))])))
    return Matrix(
        title=_("Who brings what"),
        columns=columns,
        rows=tuple(rows),
        how=_(
            "How many contributions of each nature, and the party’s estimated values divided by all estimated values. "
            "What has no estimated value enters no share: a small share doesn’t mean a small contribution."
        ),
    )


def benefits_page(reader: Reader) -> PartPage:
    rows = ExpectedBenefit.objects.filter(party__in=reader.parties).select_related("party__organization")
    return PartPage(
        code="benefits",
        title=_("What each party expects"),
        lede=_("Among the twenty-one benefits of a partnership. Each review asks whether they are felt."),
        closed=reader.closed(NOUNS["benefit"]),
        parts=(
            part(
                reader,
                "benefit",
                _("Expected benefits"),
                (_("Party"), _("How much it counts"), _("How we will see it")),
                rows.order_by("party__position", "priority", "code"),
                lambda row: _benefit(reader, row),
                (
                    _("No expected benefit yet."),
                    _("Say what your organisation expects: an interest that is said is easier to respect."),
                ),
                _("Add what we expect"),
            ),
        ),
        matrices=(gains_matrix(reader.partnership),),
    )


def _benefit(reader: Reader, row: ExpectedBenefit) -> Line:
    priorities = {1: _("first of all"), 2: _("then"), 3: _("if possible")}
    title = str(row.get_code_display())
    return line(
        reader, NOUNS["benefit"], row, title[:1].upper() + title[1:], str(row.party),
        priorities.get(row.priority, str(row.priority)), row.measure or _("not said yet"),
    )  # fmt: skip


def commitments_page(reader: Reader) -> PartPage:
    today = timezone.localdate()
    rows = Commitment.objects.filter(party__in=reader.parties).select_related("party__organization")
    return PartPage(
        code="commitments",
        title=_("What each party commits to"),
        lede=_("Promises that can be checked, the same rule for every party."),
        closed=reader.closed(NOUNS["commitment"]),
        parts=(
            part(
                reader,
                "commitment",
                _("Commitments"),
                (_("Party"), _("Due date"), _("State"), _("What shows it")),
                rows.order_by("due_on", "party__position", "pk"),
                lambda row: _commitment(reader, row, today),
                (_("No commitment yet."), _("Write one promise of your organisation, with a date.")),
                _("Add a commitment"),
            ),
        ),
    )


def _commitment(reader: Reader, row: Commitment, today: datetime.date) -> Line:
    steps = []
    if reader.writes and reader.is_running:
        steps.append(Step(_("Say where it stands"), url("commitment_close", reader.partnership, row.pk)))
    state = str(row.get_state_display())
    if row.state == CommitmentState.PENDING and reader.is_running and row.due_on and row.due_on < today:
        state = _("late since %(date)s") % {"date": format_date(row.due_on)}
    elif row.closed_on:
        state = _("%(state)s, on %(date)s") % {"state": state, "date": format_date(row.closed_on)}
    return line(
        reader, NOUNS["commitment"], row, row.text, str(row.party), format_date(row.due_on), state, row.evidence,
        note=_("Help outside our own commitments.") if row.is_mutual_aid else "", steps=steps,
    )  # fmt: skip


def risks_page(reader: Reader) -> PartPage:
    rows = _risks(reader.partnership)
    return PartPage(
        code="risks",
        title=_("Risks, and who bears them"),
        lede=_("What may happen, what you would do, and how the parties share it: 100 % in all."),
        closed=reader.closed(NOUNS["risk"]),
        parts=(
            part(
                reader,
                "risk",
                _("Risks"),
                (_("Exposure"), _("If it happens"), _("Borne by")),
                rows,
                lambda row: _risk(reader, row),
                (_("No risk yet."), _("Write what may go wrong, and who would bear what.")),
                _("Add a risk"),
            ),
        ),
        matrices=(_bearing(reader.parties, rows),) if rows else (),
    )


def _risks(partnership: Partnership) -> list[Risk]:
    return list(partnership.risks.prefetch_related("shares__party__organization"))


def bearing_matrix(partnership: Partnership, parties: tuple[Any, ...]) -> Matrix:
    """Who bears how much, for whoever may read it."""
    return _bearing(parties, _risks(partnership))


def _risk(reader: Reader, row: Risk) -> Line:
    level = exposure(Borne(row.probability, row.severity, {}))
    said = _("%(exposure)d of 16 (%(probability)d × %(severity)d)") % {
        "exposure": level,
        "probability": row.probability,
        "severity": row.severity,
    }
    shares = sorted(row.shares.all(), key=lambda share: -share.percent)
    bearers = ", ".join(f"{share.party} {words(share.percent)}" for share in shares)
    return line(reader, NOUNS["risk"], row, row.label, said, row.response or _("not said yet"), bearers)


def _bearing(parties: tuple[Any, ...], rows: list[Risk]) -> Matrix:
    measured = [
        Borne(row.probability, row.severity, {str(share.party_id): share.percent for share in row.shares.all()})
        for row in rows
    ]
    parts: dict[str, Any] = borne(measured)
    columns = (_("Share of the whole exposure"),)
    shares = {party: parts.get(str(party.pk), Decimal(0)) for party in parties}
    lines = [(str(party), cells_of(columns, [or_unknown(words(share))])) for party, share in shares.items()]
    return Matrix(
        title=_("Who bears how much"),
        columns=columns,
        rows=tuple(lines),
        how=_(
            "Exposure of a risk: probability × severity, from 1 to 16. A party’s share: the sum of (its share of each "
            "risk × the exposure of that risk), divided by the sum of all exposures."
        ),
    )
