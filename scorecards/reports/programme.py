"""The programme board: many cycles at once. Figures of cards come from the rollups written at their release."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actionplans.reports.programme import count_promises, promises_of
from core.charts import Point
from core.dates import to_day
from scorecards import scoring
from scorecards.enums import PHASES, CycleState
from scorecards.models import CardRelease, CardRollup, Cycle, CycleQuerySet, StepHours
from scorecards.reports.guide_phases import titles
from scorecards.reports.lateness import entered_on, late_steps
from scorecards.reports.programmeshapes import (
    CycleLine,
    HoursLine,
    LateStep,
    PhaseLine,
    PlaceLine,
    Programme,
    RoundGap,
    ServiceGap,
)
from scorecards.scales import SCALES
from scorecards.scoring import Coverage, KindCount


def build_programme(cycles: CycleQuerySet) -> Programme:
    """Everything the board shows of ``cycles`` (seen by the reader, filtered). Ten queries, whatever their number."""
    chosen = cycles.order_by().values("pk")
    among = Cycle.objects.filter(pk__in=chosen)
    listed = list(cycles.with_context().order_by("service_point__name", "number", "pk"))
    known = {cycle.pk: cycle for cycle in listed}
    entered = entered_on(among)
    late = late_steps(among, known, entered)
    lines = _lines(listed, entered, late)
    releases = list(
        CardRelease.objects.filter(cycle__in=among, is_current=True).select_related("rollup").order_by("pk")
    )
    rolled = [(known[row.cycle_id], rollup) for row in releases if (rollup := getattr(row, "rollup", None))]
    plans = promises_of(among.values("action_plan"))
    hours = _hours(among)
    return Programme(
        day=timezone.localdate(),
        lines=lines,
        services=len({cycle.service_point_id for cycle in listed}),
        phases=_phases(listed),
        late=tuple(late),
        cards=len(releases),
        unrolled=len(releases) - len(rolled),
        heard=scoring.add_coverage(_coverage_of(rollup) for _cycle, rollup in rolled),
        hours=hours,
        hours_total=_total(hours),
        promises=count_promises(plans.values()),
        rounds=_by_round(rolled),
        gaps=_by_service(rolled),
        places=_places(lines),
    )


def _lines(
    cycles: Iterable[Cycle], entered: Mapping[UUID, datetime.date], late: Iterable[LateStep]
) -> tuple[CycleLine, ...]:
    steps: dict[UUID, list[LateStep]] = defaultdict(list)
    for step in late:
        steps[step.cycle.pk].append(step)
    return tuple(
        CycleLine(cycle, entered.get(cycle.pk, to_day(cycle.created_at)), tuple(steps[cycle.pk])) for cycle in cycles
    )


def _phases(cycles: Sequence[Cycle]) -> tuple[PhaseLine, ...]:
    words = {**titles(), CycleState.CLOSED: capfirst(CycleState.CLOSED.label)}
    return tuple(
        PhaseLine(state, str(words[state]), sum(cycle.state == state for cycle in cycles)) for state in CycleState
    )


def _coverage_of(row: CardRollup) -> Coverage:
    kinds = tuple(KindCount(kind, *counts) for kind, counts in sorted(row.kinds.items()))
    return Coverage(row.sessions, row.counted, row.people, row.women, row.young, row.elder, kinds)


def _hours(among: QuerySet[Cycle]) -> tuple[HoursLine, ...]:
    both = Q(planned__isnull=False, spent__isnull=False)
    rows = (
        StepHours.objects.filter(cycle__in=among)
        .values("phase")
        .annotate(
            hours_planned=Sum("planned"),
            n_planned=Count("planned"),
            hours_spent=Sum("spent"),
            n_spent=Count("spent"),
            both_planned=Sum("planned", filter=both, default=Decimal(0)),
            both_spent=Sum("spent", filter=both, default=Decimal(0)),
            n_both=Count("pk", filter=both),
        )
        .order_by("phase")
    )
    there: dict[str, Mapping[str, Any]] = {row["phase"]: row for row in rows}
    words = titles()
    return tuple(_hours_line(words[phase], there.get(phase, {})) for phase in PHASES)


def _hours_line(title: str, row: Mapping[str, Any]) -> HoursLine:
    return HoursLine(
        title=title,
        planned=row.get("hours_planned"),
        n_planned=row.get("n_planned", 0),
        spent=row.get("hours_spent"),
        n_spent=row.get("n_spent", 0),
        both=(row.get("both_planned", Decimal(0)), row.get("both_spent", Decimal(0))),
        n_both=row.get("n_both", 0),
    )


def _total(lines: Sequence[HoursLine]) -> HoursLine:
    """All phases together; the counts are of phases written, not of cycles."""
    planned = [line.planned for line in lines if line.planned is not None]
    spent = [line.spent for line in lines if line.spent is not None]
    return HoursLine(
        title=_("Total"),
        planned=sum(planned, Decimal(0)) if planned else None,
        n_planned=sum(line.n_planned for line in lines),
        spent=sum(spent, Decimal(0)) if spent else None,
        n_spent=sum(line.n_spent for line in lines),
        both=(sum((line.both[0] for line in lines), Decimal(0)), sum((line.both[1] for line in lines), Decimal(0))),
        n_both=sum(line.n_both for line in lines),
    )


def _gap(number: int, rows: Sequence[tuple[Cycle, CardRollup]]) -> RoundGap:
    """The cards of ``rows`` together: the mean of the cards' means, each in percent of its own scale's span."""
    usable = [(SCALES[cycle.scale].span, row) for cycle, row in rows if row.mean_gap is not None]
    compared, agreeing = sum(row.compared for _c, row in rows), sum(row.agreeing for _c, row in rows)
    gaps = [share for span, row in usable if (share := scoring.percent(row.mean_gap, span)) is not None]
    distances = [share for span, row in usable if (share := scoring.percent(row.mean_distance, span)) is not None]
    share = scoring.percent(Decimal(agreeing), Decimal(compared))
    return RoundGap(number, len(usable), compared, agreeing, share, scoring.mean(gaps), scoring.mean(distances))


def _by_round(rolled: Sequence[tuple[Cycle, CardRollup]]) -> tuple[RoundGap, ...]:
    numbers = sorted({cycle.number for cycle, row in rolled if row.compared})
    return tuple(_gap(number, [pair for pair in rolled if pair[0].number == number]) for number in numbers)


def _by_service(rolled: Sequence[tuple[Cycle, CardRollup]]) -> tuple[ServiceGap, ...]:
    """Each service over its rounds, those whose sides stand furthest apart first."""
    chains: dict[tuple[UUID, UUID], list[tuple[Cycle, CardRollup]]] = defaultdict(list)
    for cycle, row in sorted(rolled, key=lambda pair: (str(pair[0].service_point), pair[0].number)):
        if row.compared:
            chains[cycle.service_point_id, cycle.organization_id].append((cycle, row))
    gaps = [_service(chain) for chain in chains.values()]
    return tuple(sorted(gaps, key=lambda gap: -(gap.rounds[-1].distance or 0)))


def _service(chain: Sequence[tuple[Cycle, CardRollup]]) -> ServiceGap:
    rounds = tuple(_gap(cycle.number, [(cycle, row)]) for cycle, row in chain)
    known = [line.distance for line in rounds if line.distance is not None]
    change = known[-1] - known[0] if len(known) > 1 else None
    points = None
    if len(known) >= scoring.ROUNDS_NEEDED:
        points = tuple(
            Point(cycle.round_label, line.distance) for (cycle, _row), line in zip(chain, rounds, strict=True)
        )
    return ServiceGap(chain[-1][0], rounds, change, points)


def _places(lines: Sequence[CycleLine]) -> tuple[PlaceLine, ...]:
    """Service points by name, the located ones numbered from 1."""
    by_point: dict[UUID, list[CycleLine]] = defaultdict(list)
    for line in lines:
        by_point[line.cycle.service_point_id].append(line)
    places, number = [], 0
    for found in by_point.values():
        latest = max((line.cycle for line in found), key=lambda cycle: (cycle.number, cycle.starts_on))
        point = latest.service_point
        located = point.latitude is not None and point.longitude is not None
        number += located
        late = any(line.late for line in found)
        places.append(PlaceLine(number if located else None, point, len(found), latest, late))
    return tuple(places)
