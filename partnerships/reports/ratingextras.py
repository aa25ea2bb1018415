"""Trust between the parties, benefits declared and felt, as the reading shows them."""

from collections.abc import Sequence
from decimal import Decimal

from partnerships.criteria import BENEFITS
from partnerships.models import Campaign, ExpectedBenefit
from partnerships.reports.ratingshapes import (
    BenefitLine,
    BenefitRow,
    PartyColumn,
    TrustCell,
    TrustPair,
    TrustRow,
    TrustTable,
)
from partnerships.scoring.benefits import read_benefits
from partnerships.scoring.trust import read_trust


def trust_table(campaign: Campaign, parties: Sequence[PartyColumn]) -> TrustTable:
    """Rows: who trusts; columns: whom. The widest asymmetry first in ``pairs``. One query."""
    rows = campaign.trust.values_list("party", "about", "level")
    known = {party.pk: party for party in parties}
    facets = [((who, about), level) for who, about, level in rows if who in known and about in known]
    reading = read_trust(facets, list(known))
    names = {pk: party.name for pk, party in known.items()}
    pairs = [
        TrustPair(names[pair.one], names[pair.other], pair.there, pair.back, pair.asymmetry)  # type: ignore[index]
        for pair in reading.pairs
        if pair.there is not None or pair.back is not None
    ]
    pairs.sort(key=lambda pair: pair.asymmetry if pair.asymmetry is not None else Decimal(-1), reverse=True)
    return TrustTable(
        rows=tuple(
            TrustRow(
                party,
                tuple(
                    TrustCell(reading.given.get((party.pk, other.pk)), is_self=party.pk == other.pk)
                    for other in parties
                ),
                reading.received.get(party.pk),
            )
            for party in parties
        ),
        pairs=tuple(pairs),
        mean=reading.mean,
        asymmetry=reading.asymmetry,
        reciprocity=reading.reciprocity,
    )


def benefit_rows(campaign: Campaign, parties: Sequence[PartyColumn]) -> tuple[BenefitRow, ...]:
    """One row per party: what it declared, what it feels, what weighs on it. Three queries."""
    declared: dict[object, list[str]] = {}
    for party, code in ExpectedBenefit.objects.filter(party__partnership=campaign.partnership_id).values_list(
        "party", "code"
    ):
        declared.setdefault(party, []).append(code)
    felt: dict[object, dict[str, int]] = {}
    for party, code, level in campaign.felt_benefits.values_list("party", "code", "level"):
        felt.setdefault(party, {})[code] = level
    burdens: dict[object, list[tuple[str, int]]] = {}
    for party, text, level in campaign.drawbacks.order_by("-level", "text").values_list("party", "text", "level"):
        burdens.setdefault(party, []).append((text, level))
    return tuple(
        _row(party, declared.get(party.pk, []), felt.get(party.pk, {}), burdens.get(party.pk, [])) for party in parties
    )


def _row(
    party: PartyColumn, declared: Sequence[str], felt: dict[str, int], drawbacks: Sequence[tuple[str, int]]
) -> BenefitRow:
    reading = read_benefits(declared, felt, [weight for _text, weight in drawbacks])
    lines = tuple(
        BenefitLine(benefit.code, str(benefit.name), felt.get(benefit.code), benefit.code in declared)
        for benefit in BENEFITS
        if benefit.code in declared or benefit.code in felt
    )
    return BenefitRow(
        party=party,
        declared=reading.declared,
        felt=reading.felt,
        beyond=reading.beyond,
        realised=reading.realised,
        net=reading.net,
        lines=tuple(sorted(lines, key=lambda line: (not line.is_declared, -(line.level or 0)))),
        drawbacks=tuple(drawbacks),
    )
