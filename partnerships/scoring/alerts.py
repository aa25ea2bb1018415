"""The figures that ask to be discussed: five patterns, the lean to the vertical, the silence. Never a verdict. Pure.

``Reading.raised`` is None when there is too little to say: "not enough data" is an answer.
To four decimals, halves up. Source: docs/en/figures.md (partnerships).
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.arithmetic import mean, rounded, settled
from partnerships.scoring.facts import DecisionFact, FactSheet, Key
from partnerships.scoring.overlap import jaccard, mean_pairwise_jaccard, mean_rank_correlation
from partnerships.scoring.power import concentration, distance, risk_burden, shares, split
from partnerships.scoring.verticality import verticality
from partnerships.thresholds import Thresholds

#: The five domains in which power is exercised, in the order shown.
DOMAINS = ("decision", "budget", "agenda", "information", "representation")
Figures = tuple[tuple[str, Decimal | None], ...]


@dataclass(frozen=True)
class Reading:
    """``code``: as in AlertCode. ``concerns``: the party that the figures point to. ``limits``: figure → threshold."""

    code: str
    raised: bool | None
    figures: Figures
    concerns: Any = None
    limits: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()


def _ratio(part: int, whole: int) -> Decimal | None:
    return rounded(Decimal(part) / whole) if whole else None


def gathering(facts: FactSheet, limits: Thresholds) -> Reading:
    """AP1: few actions tied to a shared result and few with two contributors; or, once signed, no shared objective."""
    n = len(facts.actions)
    linked = _ratio(sum(action.has_result for action in facts.actions), n)
    shared = _ratio(sum(len(set(action.contributors)) > 1 for action in facts.actions), n)
    joint = sum(len(set(decision.deciders)) > 1 for decision in facts.decisions)
    raised: bool | None = None
    if linked is not None and shared is not None and n >= limits.facts_needed:
        raised = linked < limits.linked_actions and shared < limits.shared_actions
    if facts.signed and not facts.objectives_validated:
        raised = True
    figures: Figures = (
        ("linked_actions", linked),
        ("shared_actions", shared),
        ("joint_decisions", _ratio(100 * joint, n)),
        ("validated_objectives", Decimal(facts.objectives_validated)),
        ("actions", Decimal(n)),
    )
    marks = (("linked_actions", "linked_actions"), ("shared_actions", "shared_actions"))
    return Reading("ap1", raised, figures, None, marks, ("actions",) if raised is None else ())


def motives(facts: FactSheet, limits: Thresholds) -> Reading:
    """AP2: a party whose motives the others foresee badly, or didn't read; an unhandled conflict; opposed votes."""
    readable: dict[Key, Decimal] = {}
    for sheet in facts.sheets:
        if sheet.motives:
            value = mean(
                x for x in (jaccard(guess, sheet.motives) for guess in sheet.foreseen if guess) if x is not None
            )
            if value is not None:
                readable[sheet.party] = rounded(value)
    opposed: dict[Key, int] = {}
    for decision in facts.decisions:
        for party in decision.opposed:
            opposed[party] = opposed.get(party, 0) + 1
    silent = [sheet.party for sheet in facts.sheets if not sheet.motives] if facts.revealed else []
    conflicts = [sheet.party for sheet in facts.sheets if sheet.unhandled_conflict] if facts.revealed else []
    against = [party for party, times in opposed.items() if times >= limits.opposed_votes]
    unread = [party for party, value in readable.items() if value < limits.readable_motives]
    unread.sort(key=lambda party: readable[party])
    pointed = [*unread, *silent, *conflicts, *against]
    known = bool(readable) or bool(pointed)
    figures: Figures = (
        ("readable_motives", min(readable.values(), default=None)),
        ("undeclared_motives", Decimal(len(silent)) if facts.revealed else None),
        ("unhandled_conflicts", Decimal(len(conflicts)) if facts.revealed else None),
        ("opposed_votes", Decimal(max(opposed.values(), default=0))),
    )
    marks = (("readable_motives", "readable_motives"), ("opposed_votes", "opposed_votes"))
    concerns = pointed[0] if pointed else None
    return Reading("ap2", bool(pointed) if known else None, figures, concerns, marks, () if known else ("motives",))


def apparent(facts: FactSheet, limits: Thresholds) -> Reading:
    """AP3: criterion 1 felt high while the blind answers overlap little."""
    felt = facts.felt.get("C1")
    rho = mean_rank_correlation([sheet.ranking for sheet in facts.sheets]) if facts.revealed else None
    tags = mean_pairwise_jaccard([sheet.tags for sheet in facts.sheets]) if facts.revealed else None
    low = (rho is not None and rho < limits.rank_overlap) or (tags is not None and tags < limits.tag_overlap)
    missing = tuple(
        name for name, gone in (("rating", felt is None), ("sheets", rho is None and tags is None)) if gone
    )
    raised = None if missing else felt is not None and felt >= limits.felt_convergence and low
    index = rounded(felt - max(Decimal(0), rho)) if felt is not None and rho is not None else None
    figures: Figures = (
        ("felt_convergence", settled(felt)),
        ("rank_overlap", rho),
        ("tag_overlap", tags),
        ("apparent_index", index),
    )
    marks = (
        ("felt_convergence", "felt_convergence"),
        ("rank_overlap", "rank_overlap"),
        ("tag_overlap", "tag_overlap"),
    )
    return Reading("ap3", raised, figures, None, marks, missing)


@dataclass(frozen=True)
class DomainPower:
    """One domain: facts, concentration by organisation and by person (function), who holds most and how much."""

    domain: str
    n: int
    organizations: Decimal | None
    people: Decimal | None
    top: Any
    top_share: Decimal | None


def _holders(decision: DecisionFact) -> list[Key]:
    """At the level of persons: the function that decided, else each organisation that did."""
    if decision.holder and len(decision.deciders) == 1:
        return [(next(iter(decision.deciders)), decision.holder)]
    return [(party, "") for party in decision.deciders]


def domain_power(facts: FactSheet, domain: str, limits: Thresholds) -> DomainPower:
    """Decisions of the domain, with who chaired (agenda) and who put documents here (information).

    None under ``facts_needed`` facts.
    """
    decided = [decision for decision in facts.decisions if decision.domain == domain and decision.deciders]
    extra = {"agenda": facts.chairs, "information": facts.document_authors}.get(domain, ())
    n = len(decided) + len(extra)
    if n < limits.facts_needed:
        return DomainPower(domain, n, None, None, None, None)
    by_party = split([*(list(decision.deciders) for decision in decided), *([party] for party in extra)])
    by_person = split([*(_holders(decision) for decision in decided), *([(party, "")] for party in extra)])
    parts = shares(by_party)
    top = max(parts, key=lambda party: parts[party])
    return DomainPower(
        domain,
        n,
        concentration(by_party, len(facts.parties)),
        concentration(by_person, len(facts.parties)),
        top,
        rounded(parts[top]),
    )


def all_power(facts: FactSheet, limits: Thresholds) -> tuple[DomainPower, ...]:
    return tuple(domain_power(facts, domain, limits) for domain in DOMAINS)


def power(facts: FactSheet, limits: Thresholds) -> Reading:
    """AP4: HHI* high in three domains, or one actor with most of three domains. Needs ``logged_decisions``."""
    n = len(facts.decisions)
    domains = all_power(facts, limits)
    high = [d for d in domains if _most(d) is not None and (_most(d) or 0) >= limits.concentration]
    share = limits.one_actor_of_two if len(facts.parties) == 2 else limits.one_actor
    held: dict[Key, int] = {}
    for row in domains:
        if row.top is not None and row.top_share is not None and row.top_share >= share:
            held[row.top] = held.get(row.top, 0) + 1
    top = max(held, key=lambda party: held[party]) if held else None
    most = held[top] if top is not None else 0
    enough = n >= limits.logged_decisions
    raised = (len(high) >= limits.power_domains or most >= limits.power_domains) if enough else None
    figures: Figures = (
        ("concentrated_domains", Decimal(len(high)) if enough else None),
        ("one_actor_domains", Decimal(most) if enough else None),
        ("logged_decisions", Decimal(n)),
        *((f"power_{row.domain}", row.organizations if enough else None) for row in domains),
    )
    marks = (
        ("concentrated_domains", "power_domains"),
        ("one_actor_domains", "power_domains"),
        ("logged_decisions", "logged_decisions"),
        *((f"power_{domain}", "concentration") for domain in DOMAINS),
    )
    return Reading("ap4", raised, figures, top, marks, () if enough else ("decisions",))


def _most(row: DomainPower) -> Decimal | None:
    return max((value for value in (row.organizations, row.people) if value is not None), default=None)


def risks(facts: FactSheet, limits: Thresholds) -> Reading:
    """AP5: risks borne far from means, or twice the power held; once signed, a risk that isn't borne whole."""
    burden = risk_burden(facts.risks)
    unborne = sum(risk.borne < 100 for risk in facts.risks) if facts.signed else 0
    imbalance = distance(burden, facts.contributed)
    decided = shares(split(list(d.deciders) for d in facts.decisions if d.deciders))
    ratio, concerns = None, None
    if len(facts.decisions) >= limits.logged_decisions and burden:
        ratios = {party: _per(share, decided.get(party)) for party, share in shares(burden).items() if share}
        concerns = max(ratios, key=lambda party: ratios[party], default=None)
        ratio = ratios[concerns] if concerns is not None else None
    over = (imbalance is not None and imbalance > limits.risk_imbalance) or (
        ratio is not None and ratio > limits.risk_per_power
    )
    known = bool(facts.risks) and (imbalance is not None or ratio is not None or unborne > 0)
    figures: Figures = (
        ("risk_imbalance", imbalance),
        ("risk_per_power", ratio),
        ("unborne_risks", Decimal(unborne) if facts.risks else None),
        ("risks", Decimal(len(facts.risks))),
    )
    marks = (("risk_imbalance", "risk_imbalance"), ("risk_per_power", "risk_per_power"))
    raised = (over or unborne > 0) if known else None
    pointed = concerns if ratio is not None and ratio > limits.risk_per_power else None
    missing = ("risks",) if not facts.risks else () if known else ("contributions", "decisions")
    return Reading("ap5", raised, figures, pointed, marks, missing)


#: What a party that bears risks and decides nothing is given for a ratio.
NO_POWER = Decimal(99)


def _per(risk: Decimal, power_held: Decimal | None) -> Decimal:
    return rounded(min(NO_POWER, risk / power_held)) if power_held else NO_POWER


def vertical(facts: FactSheet, limits: Thresholds) -> Reading:
    """V at its threshold or above."""
    index = verticality(facts, limits)
    raised = None if index.value is None else index.value >= limits.verticality
    figures: Figures = (
        ("verticality", index.value),
        *((f"lean_{part.code}", part.value) for part in index.parts),
    )
    missing = () if raised is not None else tuple(f"lean_{part.code}" for part in index.parts if part.value is None)
    return Reading("vertical", raised, figures, None, (("verticality", "verticality"),), missing)


def silence(facts: FactSheet, limits: Thresholds) -> Reading:
    """No disagreement opened in a year while criterion 8 is felt low."""
    felt = facts.felt.get("C8")
    missing = tuple(
        name for name, gone in (("rating", felt is None), ("year", facts.days < limits.silence_days)) if gone
    )
    opened = facts.disagreements_last_year
    raised = None if missing else opened == 0 and felt is not None and felt < limits.silence_felt
    figures: Figures = (
        ("felt_relation", settled(felt)),
        ("disagreements_last_year", Decimal(opened)),
        ("days", Decimal(facts.days)),
    )
    marks = (("felt_relation", "silence_felt"), ("days", "silence_days"))
    return Reading("silence", raised, figures, None, marks, missing)


RULES: tuple[Callable[[FactSheet, Thresholds], Reading], ...] = (
    gathering, motives, apparent, power, risks, vertical, silence,
)  # fmt: skip


def read_all(facts: FactSheet, limits: Thresholds) -> tuple[Reading, ...]:
    """One reading per alert, in the order of the page."""
    return tuple(rule(facts, limits) for rule in RULES)
