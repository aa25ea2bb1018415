"""The twenty-one benefits: what the platform observes of each, beside what the parties declared and feel."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.enums import ActionState
from actionplans.models import Action, Finding
from core.numbers import format_number, format_signed
from directory.enums import Sector
from partnerships.criteria import BENEFITS
from partnerships.enums import CommitmentState, CompetenceKind, Nature, Theme
from partnerships.models import (
    Campaign,
    Commitment,
    Competence,
    Contribution,
    ExpectedBenefit,
    FeltBenefit,
    Lesson,
    LessonReuse,
    Partnership,
    Party,
    Signature,
)
from partnerships.reports.devices import followed
from partnerships.reports.factsheet import last_campaign, read_facts
from partnerships.reports.gainwords import HOW, LACKING, ROWS
from partnerships.reports.parts import Matrix, cells_of
from partnerships.reports.ratingcounts import count_answers
from partnerships.scoring.agreement import delivered
from partnerships.scoring.gains import ActionGain, Gain, GainFacts, ResultGain, Unit, Yield, all_gains, meets

#: "Useful information reaches us in time to decide."
TOLD_IN_TIME = "C9.2"
#: Sector of a service, theme of a device → the themes of a partnership that answer it, one at least.
SECTORS: dict[str, frozenset[str]] = {
    Sector.HEALTH: frozenset({Theme.HEALTH}),
    Sector.EDUCATION: frozenset({Theme.EDUCATION}),
    Sector.WATER: frozenset({Theme.WATER}),
    Sector.ADMINISTRATION: frozenset({Theme.GOVERNANCE}),
}
DEVICE_THEMES: dict[str, frozenset[str]] = {
    "planning": frozenset({Theme.HOUSING}),
    "water": frozenset({Theme.WATER, Theme.ENVIRONMENT}),
    "school": frozenset({Theme.EDUCATION, Theme.YOUTH}),
    "health": frozenset({Theme.HEALTH, Theme.SOCIAL}),
    "culture": frozenset({Theme.CULTURE}),
    "economy": frozenset({Theme.ECONOMY, Theme.AGRICULTURE}),
    "budget": frozenset({Theme.GOVERNANCE}),
}


@dataclass(frozen=True)
class Brought:
    initial: Decimal
    obtained: Decimal
    arrived: Decimal
    time: dict[str, dict[object, Decimal]]
    equipment: int = 0
    equipment_shared: int = 0


def read_gains(partnership: Partnership) -> tuple[Gain, ...]:
    """The twenty-one figures; a fixed number of queries."""
    campaign = last_campaign(partnership)
    facts = read_facts(partnership, campaign=campaign)
    keys: list[Any] = list(facts.parties)
    brought = _brought(keys)
    results = _results(partnership)
    commitments = Commitment.objects.filter(party__in=keys).aggregate(
        n=Count("pk"), aid=Count("pk", filter=Q(is_mutual_aid=True, state=CommitmentState.KEPT))
    )
    joined, invited = _joined(partnership, keys)
    told = partnership.communication.exclude(done_on=None).values_list("reached", flat=True)
    more = GainFacts(
        solutions=_solutions(partnership, keys),
        actor_kinds=_diagnosed(keys),
        themes=partnership.themes,
        need_themes=_need_themes(partnership),
        now=Yield(sum(meets(row) for row in results), brought.arrived),
        earlier=_earlier(partnership),
        initial=brought.initial,
        obtained=brought.obtained,
        actions=_actions(partnership),
        results=results,
        reuses_elsewhere=LessonReuse.objects.filter(lesson__partnership=partnership).exclude(where="").count(),
        scores=_scores(partnership),
        mutual_aid=commitments["aid"],
        commitments=commitments["n"],
        time=brought.time,
        skills=_skills(partnership, keys),
        started=partnership.starts_on is not None and partnership.starts_on <= timezone.localdate(),
        joined=joined,
        invited=invited,
        reached_people=sum(n or 0 for n in told),
        equipment=brought.equipment,
        equipment_shared=brought.equipment_shared,
        informed=_informed(campaign),
    )
    return all_gains(facts, more)


def _solutions(partnership: Partnership, keys: list[Any]) -> list[int]:
    """For each solution born of the partnership, how many parties recognise it."""
    recognised = Count("confirmed_by", filter=Q(confirmed_by__in=keys), distinct=True)
    rows = Lesson.objects.filter(partnership=partnership, is_solution=True).annotate(n=recognised)
    return list(rows.values_list("n", flat=True))


def _brought(keys: list[Any]) -> Brought:
    """Values given at the start and obtained since, what arrived, time by unit and party, things others got."""
    initial = obtained = arrived = Decimal(0)
    equipment = shared = 0
    time: dict[str, dict[object, Decimal]] = defaultdict(dict)
    for row in Contribution.objects.filter(party__in=keys).prefetch_related("deliveries"):
        if row.value is not None:
            if row.is_leverage:
                obtained += row.value
            else:
                initial += row.value
            arrived += row.value * delivered([each.percent for each in row.deliveries.all()]) / 100
        if row.nature == Nature.KIND:
            equipment += 1
            takers = {each.confirmed_by_id for each in row.deliveries.all()} - {None, row.party_id}
            shared += bool(takers)
        if row.nature == Nature.TIME and row.quantity:
            unit = " ".join(row.unit.casefold().split())
            time[unit][row.party_id] = time[unit].get(row.party_id, Decimal(0)) + row.quantity
    return Brought(initial, obtained, arrived, dict(time), equipment, shared)


def _results(partnership: Partnership) -> list[ResultGain]:
    return [ResultGain(*row) for row in partnership.results.values_list("baseline", "target", "reached")]


def _earlier(partnership: Partnership) -> Yield | None:
    """The yield of the partnership that this one renews."""
    before = partnership.previous
    if before is None:
        return None
    keys = list(before.parties.values_list("pk", flat=True))
    return Yield(sum(meets(row) for row in _results(before)), _brought(keys).arrived)


def _diagnosed(keys: list[Any]) -> set[str]:
    """Kinds of actors whose sheet was sent: they took part in saying what and why."""
    sent = Party.objects.filter(pk__in=keys, sheet__sent_at__isnull=False)
    return set(sent.values_list("organization__kind", flat=True))


def _actions(partnership: Partnership) -> list[ActionGain]:
    parties = set(partnership.parties.values_list("organization", flat=True))
    rows = (
        Action.objects.filter(plan=partnership.action_plan_id)
        .exclude(state=ActionState.DROPPED)
        .select_related("partnership_link")
        .prefetch_related("partnership_link__contributors")
    )
    found = []
    for row in rows:
        link = getattr(row, "partnership_link", None)
        who = {party.organization_id for party in link.contributors.all()} if link else set()
        if row.carrier_id in parties:
            who.add(row.carrier_id)
        found.append(
            ActionGain(
                contributors=len(who),
                has_carrier=row.carrier_id is not None or bool(row.responsible.strip()),
                goes_on=bool(link and link.after_end_id),
                has_means=bool(link and link.after_end_means.strip()),
                asked=link.alive_after_year if link else None,
            )
        )
    return found


def _joined(partnership: Partnership, keys: list[Any]) -> tuple[int, int]:
    """Since the first signature: parties that took their place, and those invited, who took it or not yet."""
    first = Signature.objects.filter(agreement__partnership=partnership).order_by("at").first()
    if first is None:
        return 0, 0
    rows = Party.objects.filter(pk__in=keys)
    joined = rows.filter(accepted_at__gt=first.at).count()
    return joined, joined + rows.filter(accepted_at=None).count()


def _informed(campaign: Campaign | None) -> list[Decimal]:
    """What each party said, at the last closed rating, of useful information reaching it in time. One query."""
    if campaign is None:
        return []
    answers = count_answers([campaign]).get(campaign.pk, {}).get(TOLD_IN_TIME, {})
    return [row.mean for row in answers.values() if row.mean is not None]


def _need_themes(partnership: Partnership) -> list[frozenset[str]]:
    """What each need is about, when what it takes up says so: the sector of a service, the theme of a device."""
    found = []
    for need in partnership.needs.select_related("finding__service_point"):
        if need.finding is None:
            continue
        point = need.finding.service_point
        about = SECTORS.get(point.sector) if point else DEVICE_THEMES.get(need.finding.figures.get("theme", ""))
        if about:
            found.append(about)
    return found


def _skills(partnership: Partnership, keys: list[Any]) -> list[bool]:
    if partnership.starts_on is None:
        return []
    offers = Competence.objects.filter(party__in=keys, kind=CompetenceKind.OFFER)
    return [since > partnership.starts_on for since in offers.values_list("since", flat=True)]


def _scores(partnership: Partnership) -> list[tuple[Decimal, Decimal]]:
    """Users' score that a need cites, and the latest on the same indicator, service and scale. Two queries."""
    cited = [need.finding for need in partnership.needs.select_related("finding") if need.finding is not None]
    since = followed(cited)
    pairs = []
    for row in cited:
        last = since.get((row.service_point_id, row.subject))
        if last is None or last.pk == row.pk or _scale(last) != _scale(row):
            continue
        before, after = _users(row), _users(last)
        if before is not None and after is not None:
            pairs.append((before, after))
    return pairs


def _scale(row: Finding) -> tuple[Any, Any]:
    return row.figures.get("minimum"), row.figures.get("maximum")


def _users(row: Finding) -> Decimal | None:
    """The users' mean on its scale, from 0 to 100; None when the finding holds none."""
    figures = row.figures
    try:
        low, high = Decimal(str(figures["minimum"])), Decimal(str(figures["maximum"]))
        return (Decimal(str(figures["users"])) - low) * 100 / (high - low)
    except (KeyError, InvalidOperation, ZeroDivisionError):
        return None


def gain_text(gain: Gain) -> str:
    """The figure with what it counts: "62 % (8 actions)"; the reason when there is none."""
    if gain.value is None:
        return _("not enough data: %(why)s") % {"why": LACKING[gain.lacking]} if gain.lacking else ""
    rows = ROWS[gain.code]
    match gain.unit:
        case Unit.SHARE:
            shown = _("%(n)s %%") % {"n": format_number(gain.value * 100, 0)}
        case Unit.OUT_OF:
            shown = _("%(n)s of %(total)s") % {"n": format_number(gain.value, 0), "total": gain.n}
        case Unit.NUMBER:
            shown = format_number(gain.value, 0)
        case Unit.RATIO:
            shown = "× " + format_number(gain.value, 2)
        case Unit.POINTS:
            shown = format_signed(gain.value, 1)
    if gain.beside is not None:
        return _("%(joined)s invited since the signature joined; %(reached)s people reached") % {
            "joined": shown, "reached": format_number(Decimal(gain.beside), 0),
        }  # fmt: skip
    return f"{shown} {rows}" if gain.unit in (Unit.NUMBER, Unit.OUT_OF) else f"{shown} ({gain.n} {rows})"


def gains_matrix(partnership: Partnership) -> Matrix:
    """Benefit by benefit: declared by how many parties, felt how much at the last rating, what is observed."""
    declared: dict[str, int] = defaultdict(int)
    for code in ExpectedBenefit.objects.filter(
        party__partnership=partnership, party__left_on=None
    ).values_list("code", flat=True):  # fmt: skip
        declared[code] += 1
    felt: dict[str, list[int]] = defaultdict(list)
    campaign = last_campaign(partnership)
    if campaign is not None:
        for code, level in FeltBenefit.objects.filter(campaign=campaign).values_list("code", "level"):
            felt[code].append(level)
    columns = (_("declared by"), _("felt, from 1 to 4"), _("what is observed"))
    rows = []
    for benefit, gain in zip(BENEFITS, read_gains(partnership), strict=True):
        levels = felt[benefit.code]
        mean = ""
        if levels:
            average = Decimal(sum(levels)) / len(levels)
            mean = _("%(mean)s (n = %(n)s)") % {"mean": format_number(average, 1), "n": len(levels)}
        name = f"{str(benefit.name)[:1].upper()}{str(benefit.name)[1:]}"
        texts = (str(declared[benefit.code] or "–"), mean or "–", gain_text(gain))
        rows.append((name, cells_of(columns, texts)))
    return Matrix(
        title=_("The twenty-one benefits: declared, felt, observed"),
        columns=columns,
        rows=tuple(rows),
        how=str(HOW),
        first=_("Benefit"),
        words=True,
    )
