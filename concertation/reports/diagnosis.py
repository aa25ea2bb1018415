"""The diagnosis of an edition: its question, five axes, what goes well, what doesn't, what isn't known, fatigue.

Built of plain values only, so that a diagnosis kept on its day is exactly what was read that day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from concertation.catalogue import INDICATORS, Indicator, goal_of
from concertation.enums import Axis, CodeKind
from concertation.findings import FACED, SAYS, STATEMENTS
from concertation.models import Code, Edition
from concertation.reports.figures import EditionFigures
from concertation.reports.indicators import read_for
from concertation.reports.moved import Moved, build_moved
from concertation.reports.tiring import Tiring, build_tiring
from concertation.reports.wording import confidence_of_level, divided, figure_shown, percent, shown, why_unknown
from concertation.scoring.axes import STRONG, WEAK, AxisReading, brought, overall
from concertation.scoring.figures import NOT_APPLICABLE
from core.arithmetic import rounded
from core.numbers import format_number

#: Version of the rule that a kept diagnosis was made with.
RULE = "2026.1"
#: What is felt and what is counted are told apart from this distance on.
APART = Decimal("0.25")


@dataclass(frozen=True)
class AxisLine:
    """``score``: 0 to 100, None when hidden; ``level``: confidence 1 to 3."""

    key: str
    name: str
    score: int | None
    level: int
    confidence: str
    detail: str
    weight: str


@dataclass(frozen=True)
class Finding:
    """A sentence and the figure that it rests on."""

    code: str
    text: str
    figure: str
    url: str = ""


@dataclass(frozen=True)
class Faced:
    """What is felt beside what is counted. ``verdict``: in words."""

    statement: str
    felt: str
    fact: str
    fact_value: str
    verdict: str
    apart: bool


@dataclass(frozen=True)
class Heard:
    """An obstacle or an opportunity of the open answers, with how many said it."""

    label: str
    times: int


@dataclass(frozen=True)
class Expected:
    text: str
    target: str
    reached: str
    gap: str
    note: str


@dataclass(frozen=True)
class DiagnosisPage:
    """Everything that the page, the papers and a kept diagnosis show."""

    question: str
    lede: str
    axes: tuple[AxisLine, ...]
    overall: str
    strengths: tuple[Finding, ...]
    weaknesses: tuple[Finding, ...]
    unknowns: tuple[Finding, ...]
    gaps: tuple[Finding, ...]
    faced: tuple[Faced, ...]
    moved: tuple[Moved, ...]
    obstacles: tuple[Heard, ...]
    opportunities: tuple[Heard, ...]
    expected: tuple[Expected, ...]
    tiring: Tiring
    known: int
    total: int
    read_on: str


def build_diagnosis(edition: Edition, *, inside: bool) -> DiagnosisPage:
    """The diagnosis as it reads today. ``inside``: for those who keep the device. Constant number of queries."""
    reads = read_for(edition, inside=inside, history=True)
    read = next(each for each in reads if each.edition.pk == edition.pk)
    upto = [each for each in reads if each.edition.number <= edition.number]
    strengths, weaknesses = _findings(read)
    obstacles, opportunities = _heard(edition, inside=inside)
    expected = _expected(edition)
    return DiagnosisPage(
        question=edition.device.evaluation_question,
        lede=_lede(strengths, weaknesses),
        axes=tuple(_axis(each, edition.device.weights) for each in read.axes),
        overall=_overall(read.axes, edition.device.weights),
        strengths=strengths,
        weaknesses=weaknesses,
        unknowns=_unknowns(read),
        gaps=_gaps(read, expected),
        faced=_faced(read),
        moved=build_moved(edition, upto[-2].edition if len(upto) > 1 else None),
        obstacles=obstacles,
        opportunities=opportunities,
        expected=expected,
        tiring=build_tiring(upto),
        known=sum(1 for indicator in INDICATORS if read.get(indicator.code).known),
        total=len(INDICATORS),
        read_on=date_format(timezone.localdate(), "j F Y"),
    )


def _axis(reading: AxisReading, weights: Mapping[str, int]) -> AxisLine:
    level, word = confidence_of_level(reading.confidence)
    counts = {"known": reading.known, "total": reading.total}
    detail = _("%(known)d indicators of %(total)d") % counts
    if reading.hidden:
        core = {"known": reading.core_known, "total": reading.core_total}
        detail = _("%(known)d core indicators of %(total)d: not enough to score") % core
    weight = _("weight %(weight)s%%") % {"weight": weights.get(reading.axis, 0)} if weights else ""
    name = str(Axis(reading.axis).label)
    return AxisLine(reading.axis, name, score_of(reading.value), level, word, detail, weight)


def score_of(value: Decimal | None) -> int | None:
    """0 to 100, half up."""
    return None if value is None else int(rounded(value * 100, 0))


def _overall(axes: Sequence[AxisReading], weights: Mapping[str, int]) -> str:
    value = overall(axes, weights)
    if value is None:
        return _("No overall mark: fewer than three axes are known.")
    hidden = sum(1 for each in axes if each.hidden)
    told = _("Overall, %(score)s out of 100") % {"score": score_of(value)}
    how = _("with your weights") if weights else _("all axes weigh the same")
    return f"{told}, {how}." if not hidden else f"{told}, {how}; " + _("axes left out: %(n)d.") % {"n": hidden}


def _findings(read: EditionFigures) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Strengths, best first; weaknesses, worst first."""
    strong: list[tuple[Decimal, bool, Finding]] = []
    weak: list[tuple[Decimal, bool, Finding]] = []
    for indicator in INDICATORS:
        figure = read.get(indicator.code)
        place = brought(figure.value, goal_of(indicator)) if figure.value is not None else None
        if place is None or indicator.code not in SAYS:
            continue
        good, bad = SAYS[indicator.code]
        if place >= STRONG:
            strong.append((-place, not indicator.core, _finding(read, indicator, str(good))))
        elif place < WEAK:
            weak.append((place, not indicator.core, _finding(read, indicator, str(bad))))
    return tuple(row[2] for row in sorted(strong, key=_rank)), tuple(row[2] for row in sorted(weak, key=_rank))


def _rank(row: tuple[Decimal, bool, Finding]) -> tuple[Decimal, bool]:
    """The core first among equals."""
    return row[:2]


def _finding(read: EditionFigures, indicator: Indicator, text: str) -> Finding:
    figure = read.get(indicator.code)
    value = figure_shown(figure, read.edition.currency)
    counts = divided(figure)
    told = _("%(name)s: %(value)s") % {"name": indicator.name, "value": f"{value} ({counts})" if counts else value}
    return Finding(indicator.code, text, told, _url(read, indicator.code))


def _url(read: EditionFigures, code: str) -> str:
    return reverse("concertation:indicator_detail", args=[read.edition.pk, code])


def _lede(strengths: tuple[Finding, ...], weaknesses: tuple[Finding, ...]) -> str:
    """The finding in one sentence: the best, then the worst."""
    if strengths and weaknesses:
        return _("To keep: %(good)s. To change: %(bad)s.") % {
            "good": _lower(strengths[0].text),
            "bad": _lower(weaknesses[0].text),
        }
    if strengths:
        return _("To keep: %(good)s. No weakness shows in what is known.") % {"good": _lower(strengths[0].text)}
    if weaknesses:
        return _("To change: %(bad)s.") % {"bad": _lower(weaknesses[0].text)}
    return _("Too little is known yet to say what works and what doesn't.")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _unknowns(read: EditionFigures) -> tuple[Finding, ...]:
    """What isn't known, the core first, with the reason. What doesn't apply is no unknown."""
    lacking = [
        (indicator, figure)
        for indicator in INDICATORS
        if not (figure := read.get(indicator.code)).known and figure.missing != NOT_APPLICABLE
    ]
    lacking.sort(key=lambda pair: not pair[0].core)
    return tuple(
        Finding(
            indicator.code,
            str(indicator.name),
            _("because %(why)s") % {"why": why_unknown(figure)},
            _url(read, indicator.code),
        )
        for indicator, figure in lacking
    )


def _gaps(read: EditionFigures, expected: tuple[Expected, ...]) -> tuple[Finding, ...]:
    """Promise and practice, classes that lack, blind spots of those who organise, results missed."""
    missed = [row for row in expected if row.gap.startswith("\N{MINUS SIGN}")]
    return (
        *_promise_gap(read),
        *_lacking(read),
        *_blind_spots(read),
        *(Finding("", _("Not reached: %(result)s") % {"result": row.text}, row.gap) for row in missed),
    )


def _promise_gap(read: EditionFigures) -> list[Finding]:
    gap = read.get("I27")
    if gap.value is None or gap.value <= 0:
        return []
    told = _("levels promised and observed, from 1 to 5: %(promised)s and %(observed)s") % {
        "promised": format_number(gap.numerator, 0),
        "observed": format_number(gap.denominator, 0),
    }
    return [Finding("I27", str(SAYS["I27"][1]), told if gap.numerator is not None else "", _url(read, "I27"))]


def _lacking(read: EditionFigures) -> list[Finding]:
    rows = [row for dimension in read.reading.dimensions for row in dimension.classes]
    return [
        Finding(
            "I10",
            _("Under-represented: %(label)s") % {"label": row.label},
            _("%(here)s of participants, %(there)s of the population")
            % {"here": percent(row.share), "there": percent(row.census)},
            _url(read, "I10"),
        )
        for row in rows
        if row.lacks and row.census is not None
    ]


def _blind_spots(read: EditionFigures) -> list[Finding]:
    found = []
    for each in read.reading.statements:
        if each.blind and each.favourable.value is not None and each.organisers.value is not None:
            told = _("%(participants)s of participants agree, %(organisers)s of those who organise") % {
                "participants": percent(each.favourable.value),
                "organisers": percent(each.organisers.value),
            }
            words = {"statement": _lower(str(STATEMENTS[each.item]))}
            found.append(Finding(each.item, _("Blind spot of those who organise: %(statement)s") % words, told))
    return found


def _faced(read: EditionFigures) -> tuple[Faced, ...]:
    """Statements of the survey beside the fact that they speak of, where both are known."""
    rows = []
    names = {indicator.code: indicator for indicator in INDICATORS}
    for item, code in FACED.items():
        felt, fact = read.get(item).value, read.get(code)
        place = brought(fact.value, goal_of(names[code])) if fact.value is not None else None
        if felt is None or place is None:
            continue
        apart = felt - place
        if apart <= -APART:
            verdict = _("Done, but not felt: make it known.")
        elif apart >= APART:
            verdict = _("Felt better than what is counted.")
        else:
            verdict = _("What is felt and what is counted agree.")
        rows.append(
            Faced(
                str(STATEMENTS[item]),
                percent(felt),
                str(names[code].name),
                shown(code, fact.value, read.edition.currency),
                verdict,
                abs(apart) >= APART,
            )
        )
    return tuple(rows)


def _heard(edition: Edition, *, inside: bool) -> tuple[tuple[Heard, ...], tuple[Heard, ...]]:
    """Codes of the open answers of this edition, most frequent first; outside the team, from five on. One query."""
    spoken = Q(answers__response__survey__edition=edition, answers__is_hidden=False)
    rows = (
        Code.objects.filter(device=edition.device_id)
        .annotate(times=Count("answers", filter=spoken))
        .filter(times__gte=1 if inside else 5)
        .order_by("-times", "label")
    )
    kinds: dict[str, list[Heard]] = {CodeKind.OBSTACLE: [], CodeKind.OPPORTUNITY: []}
    for row in rows:
        kinds[row.kind].append(Heard(row.label, row.times))
    return tuple(kinds[CodeKind.OBSTACLE]), tuple(kinds[CodeKind.OPPORTUNITY])


def _expected(edition: Edition) -> tuple[Expected, ...]:
    """What this edition had to bring: the gap is reached − to reach, only with both. One query."""
    rows = []
    for row in edition.expected_results.all():
        gap = None if row.target is None or row.reached is None else row.reached - row.target
        sign = "\N{MINUS SIGN}" if gap is not None and gap < 0 else "+" if gap else ""
        rows.append(
            Expected(
                row.text,
                _with_unit(row.target, row.unit),
                _with_unit(row.reached, row.unit),
                "" if gap is None else f"{sign}{_with_unit(abs(gap), row.unit)}",
                row.note,
            )
        )
    return tuple(rows)


def _with_unit(value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{format_number(value, 2)} {unit}".strip()
