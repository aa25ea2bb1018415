"""Facts beside perception, criterion by criterion: one frozen page."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.charts import Mark
from core.numbers import format_number, format_signed
from partnerships.criteria import CRITERIA, Criterion
from partnerships.models import Campaign, Disagreement, Partnership
from partnerships.reports.factsheet import last_campaign, read_facts, thresholds_of
from partnerships.reports.factwords import MISSING, PARTS, ROWS
from partnerships.scoring.facts import FactSheet
from partnerships.scoring.proxies import Proxy, all_proxies, asymmetry, median_delay
from partnerships.thresholds import Thresholds


@dataclass(frozen=True)
class PartLine:
    """``value``: "62 %", or "" with the reason in ``missing``."""

    words: Any
    value: str
    rows: str
    missing: Any


@dataclass(frozen=True)
class Line:
    """``felt``, ``fact``: 0–100 or None; ``gap``: fact − felt in points; ``word``: what the gap says."""

    number: int
    criterion: Criterion
    felt: Decimal | None
    fact: Decimal | None
    gap: Decimal | None
    state: str
    word: str
    parts: tuple[PartLine, ...]
    n: int

    @property
    def marks(self) -> list[Mark]:
        return [Mark("users", self.felt, _("felt")), Mark("provider", self.fact, _("facts"))]

    @property
    def felt_text(self) -> str:
        return "" if self.felt is None else percent_text(self.felt / 100)

    @property
    def fact_text(self) -> str:
        return "" if self.fact is None else percent_text(self.fact / 100)

    @property
    def gap_text(self) -> str:
        return "" if self.gap is None else format_signed(self.gap, 0)


@dataclass(frozen=True)
class Door:
    """A log, with how many lines it holds."""

    kind: str
    label: Any
    help: Any
    count: int


@dataclass(frozen=True)
class FactsPage:
    lines: tuple[Line, ...]
    doors: tuple[Door, ...]
    campaign: Campaign | None
    limits: Thresholds
    apart: int
    known: int
    lede: str
    asymmetry: str
    delay: str

    @property
    def gap_limit(self) -> str:
        return format_number(self.limits.gap * 100, 0)


def percent(value: Decimal | None) -> Decimal | None:
    """0–1 → 0–100, unrounded."""
    return None if value is None else value * 100


def percent_text(value: Decimal | None) -> str:
    """ "62 %", "" when not known; whole percents, halves up."""
    return "" if value is None else _("%(n)s %%") % {"n": format_number(value * 100, 0)}


def _part_lines(proxy: Proxy) -> tuple[PartLine, ...]:
    return tuple(
        PartLine(
            words=PARTS[part.name],
            value=percent_text(part.value),
            rows=f"{part.n} {ROWS[part.name]}" if part.value is not None else "",
            missing=MISSING[part.missing] if part.missing else "",
        )
        for part in proxy.parts
    )


def _line(criterion: Criterion, proxy: Proxy, facts: FactSheet, limits: Thresholds) -> Line:
    felt, fact = facts.felt.get(criterion.code), proxy.value
    gap = None if felt is None or fact is None else fact - felt
    if gap is None:
        state, word = "todo", _("nothing to compare")
    elif abs(gap) < limits.gap:
        state, word = "done", _("words and facts agree")
    elif gap < 0:
        state, word = "warn", _("felt higher than the facts show")
    else:
        state, word = "warn", _("felt lower than the facts show")
    return Line(
        number=int(criterion.code[1:]),
        criterion=criterion,
        felt=percent(felt),
        fact=percent(fact),
        gap=percent(gap),
        state=state,
        word=word,
        parts=_part_lines(proxy),
        n=proxy.n,
    )


def _lede(apart: int, known: int, campaign: Campaign | None) -> str:
    if campaign is None:
        return _("What the log says of each criterion. The comparison comes with the first rating.")
    if not known:
        return _("Nothing can be compared yet: the log doesn’t hold enough facts.")
    if not apart:
        return _("What is felt and what the facts show agree, wherever both are known.")
    words = ngettext(
        "On %(n)d criterion out of %(known)d, what is felt and what the facts show are far apart.",
        "On %(n)d criteria out of %(known)d, what is felt and what the facts show are far apart.",
        apart,
    )
    return words % {"n": apart, "known": known}


def _doors(partnership: Partnership, facts: FactSheet) -> tuple[Door, ...]:
    opened = Disagreement.objects.filter(partnership=partnership, closed_on=None).count()
    return (
        Door("decisions", _("Decisions"), _("Who proposed, who was asked, who decided, and why."),
             len(facts.decisions)),
        Door("meetings", _("Meetings"), _("Who was invited, who came, who chaired."),
             partnership.meetings.count()),
        Door("requests", _("Requests to account"), _("Who asks whom to account for what, and the answer."),
             len(facts.requests)),
        Door("incidents", _("Incidents"), _("What failed, said early, and looked at together."), facts.incidents),
        Door("lessons", _("Lessons"), _("What we learnt, and where it served again."), len(facts.lessons)),
        Door("disagreements", _("Disagreements"), _("Said, understood, then closed or kept."), opened),
    )  # fmt: skip


def build_facts(partnership: Partnership) -> FactsPage:
    """Everything the page shows; a fixed number of queries."""
    campaign = last_campaign(partnership)
    limits = thresholds_of(campaign)
    facts = read_facts(partnership, campaign=campaign)
    pairs = zip(CRITERIA, all_proxies(facts), strict=True)
    lines = tuple(_line(criterion, proxy, facts, limits) for criterion, proxy in pairs)
    known = [line for line in lines if line.gap is not None]
    apart = sum(line.state == "warn" for line in lines)
    delay = median_delay(facts)
    return FactsPage(
        lines=lines,
        doors=_doors(partnership, facts),
        campaign=campaign,
        limits=limits,
        apart=apart,
        known=len(known),
        lede=_lede(apart, len(known), campaign),
        asymmetry=percent_text(asymmetry(facts, limits)),
        delay="" if delay is None else ngettext("%(n)d day", "%(n)d days", delay) % {"n": delay},
    )
