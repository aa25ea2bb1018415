"""The page of the levers: what is proposed and why, what was chosen, what can't be said; the matrix."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concertation.enums import Band, LeverFamily
from concertation.leverfile import Lever, levers
from concertation.models import Edition, LeverChoice, LocalProfile
from concertation.reports.figures import build_figures
from concertation.reports.leverfigures import EFFORTS, EVIDENCE, IMPACTS, name_of, say, seen_of
from concertation.reports.peerfigures import peers_ratio
from concertation.scoring.levers import Evidence, Match, cost_of, propose, within_means


@dataclass(frozen=True)
class Means:
    """What can be spent on improvements: typed on the page, else what is left of the year. None: not declared."""

    days: Decimal | None = None
    money: Decimal | None = None
    yearly: Decimal | None = None
    currency: str = ""
    typed: bool = False

    @property
    def declared(self) -> bool:
        return self.days is not None or self.money is not None


@dataclass(frozen=True)
class Proposal:
    """``facts``: « figure: value (n) ». ``fits``: within the means, taken with those that rank before it."""

    lever: Lever
    facts: tuple[str, ...]
    rank: int
    fits: bool
    cost: Decimal | None
    confidence: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def effort_word(self) -> Any:
        return EFFORTS[self.lever.rule.effort]

    @property
    def cost_word(self) -> Any:
        return Band(self.lever.rule.cost).label

    @property
    def evidence_word(self) -> Any:
        return EVIDENCE[self.lever.evidence]

    @property
    def delay(self) -> str:
        return ngettext("%(n)d week", "%(n)d weeks", self.lever.weeks) % {"n": self.lever.weeks}


@dataclass(frozen=True)
class Unsaid:
    title: str
    lacking: str


@dataclass(frozen=True)
class LeversPage:
    proposals: tuple[Proposal, ...]
    chosen: tuple[LeverChoice, ...]
    unsaid: tuple[Unsaid, ...]
    means: Means

    @property
    def taken(self) -> tuple[tuple[LeverChoice, list[str]], ...]:
        """Each chosen lever with the figures that spoke for it, in words."""
        return tuple((choice, facts_of(choice)) for choice in self.chosen)

    @property
    def beyond(self) -> int:
        return sum(1 for each in self.proposals if not each.fits)


def means_of(edition: Edition, *, days: Decimal | None = None, money: Decimal | None = None) -> Means:
    """The typed means; else what the profile leaves once the edition is paid. One query."""
    profile = LocalProfile.objects.of(edition.device)
    yearly = profile.yearly_budget if profile else None
    currency = (profile.currency if profile else "") or edition.currency
    if days is not None or money is not None:
        return Means(days, money, yearly, currency, typed=True)
    return Means(
        _left(profile.staff_days if profile else None, edition.staff_days),
        _left(yearly, edition.budget),
        yearly,
        currency,
    )


def _left(yearly: Decimal | None, spent: Decimal | None) -> Decimal | None:
    """What is left of the year; None unless both are known."""
    return None if yearly is None or spent is None else max(yearly - spent, Decimal(0))


def fact_line(evidence: Evidence) -> str:
    """« Réponses motivées : 18 % (n = 40) »."""
    return fact_words(evidence.condition.key, evidence.seen.value, evidence.seen.n)


def fact_words(key: str, value: Decimal | None, n: int | None) -> str:
    words = {"name": name_of(key), "value": say(key, value), "n": n}
    if n is None:
        return _("%(name)s: %(value)s") % words
    return _("%(name)s: %(value)s (n = %(n)s)") % words


def seen_record(proposal: Proposal | None) -> dict[str, Any]:
    """What a chosen lever keeps of the figures that spoke for it, without words of any language."""
    evidence = proposal.evidence if proposal else ()
    return {
        "seen": [
            {
                "key": each.condition.key,
                "value": None if each.seen.value is None else str(each.seen.value),
                "n": each.seen.n,
            }
            for each in evidence
        ]
    }


def facts_of(choice: LeverChoice) -> list[str]:
    """Those figures in words; a lever chosen earlier kept its words."""
    seen = choice.symptom.get("seen")
    if seen is None:
        return list(choice.symptom.get("facts", ()))
    return [fact_words(row["key"], None if row["value"] is None else Decimal(row["value"]), row["n"]) for row in seen]


def _proposals(matches: Sequence[Match], known: dict[str, Lever], means: Means) -> tuple[Proposal, ...]:
    costs = {match.rule.code: cost_of(match.rule.cost, means.yearly) for match in matches}
    needs = [(match.rule.code, match.rule.days, costs[match.rule.code]) for match in matches]
    fitting = within_means(needs, means.days, means.money)
    found = []
    for place, match in enumerate(matches, 1):
        facts = tuple(fact_line(each) for each in match.evidence)
        code, sure = match.rule.code, _confidence(match.confidence)
        found.append(Proposal(known[code], facts, place, code in fitting, costs[code], sure, match.evidence))
    return tuple(found)


def _confidence(value: Decimal) -> str:
    return _("good") if value >= Decimal("0.66") else _("medium") if value >= Decimal("0.33") else _("weak")


def build_levers(edition: Edition, means: Means) -> LeversPage:
    """The same number of queries whatever was chosen or counted."""
    chosen = tuple(edition.levers.select_related("action"))
    taken = {choice.code for choice in chosen if choice.code}
    known = levers()
    figures = build_figures(edition)
    outcome = propose(
        (lever.rule for lever in known.values() if lever.code not in taken),
        seen_of(figures, peers_ratio=peers_ratio(edition, figures)),
    )
    unsaid = tuple(
        Unsaid(known[code].title, ", ".join(name_of(key) for key in keys)) for code, keys in outcome.unsaid.items()
    )
    return LeversPage(_proposals(outcome.matches, known, means), chosen, unsaid, means)


@dataclass(frozen=True)
class Mark:
    """A lever in a cell of the matrix."""

    title: str
    chosen: bool


@dataclass(frozen=True)
class MatrixRow:
    word: Any
    cells: tuple[tuple[Any, tuple[Mark, ...]], ...]


def build_matrix(page: LeversPage) -> tuple[MatrixRow, ...]:
    """Impact (strong first) × effort (light first), chosen levers and proposals together. No query."""
    return matrix_of(page.chosen, page.proposals)


def matrix_of(chosen: Sequence[LeverChoice], proposals: Sequence[Proposal] = ()) -> tuple[MatrixRow, ...]:
    """The same for these levers. No query."""
    marks: dict[tuple[int, int], list[Mark]] = {}
    for choice in chosen:
        marks.setdefault((choice.impact, choice.effort), []).append(Mark(choice.title, True))
    for each in proposals:
        marks.setdefault((each.lever.impact, each.lever.rule.effort), []).append(Mark(each.lever.title, False))
    return tuple(
        MatrixRow(
            IMPACTS[impact], tuple((EFFORTS[effort], tuple(marks.get((impact, effort), ()))) for effort in EFFORTS)
        )
        for impact in (3, 2, 1)
    )


def families() -> list[tuple[str, Any]]:
    return list(LeverFamily.choices)
