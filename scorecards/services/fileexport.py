"""A cycle, or the chain of rounds up to it, as a card file that comes back the same when it is imported."""

import csv
import datetime
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.csvtext import fold
from scorecards import cardwriter, scoring
from scorecards.cardcells import ABSENT, PROVIDER, Answer, Respondent, guard
from scorecards.cardfile import Line, Parsed
from scorecards.cardnotes import Counts, Notes
from scorecards.enums import ConsolidationRule, GroupKind
from scorecards.models import Cycle, Indicator, Score, ScoringSession
from scorecards.models.session import ATTENDANCE_FIELDS
from scorecards.reports.figures import read_card
from scorecards.reports.wording import missing_word
from scorecards.scoring import Cell, rounded

LONGEST_CHAIN = 20


def export_card(*, cycle: Cycle, only: bool = False) -> str:
    """The file's text: every earlier round on the same scale, unless ``only`` this one is wanted."""
    cycles = [cycle] if only else chain_of(cycle)
    parsed = as_parsed(cycles)
    return cardwriter.write(parsed, comments=_comments(cycles))


def chain_of(cycle: Cycle) -> list[Cycle]:
    """The rounds before this one and itself, oldest first; an older scale ends the chain."""
    chain = [cycle]
    while chain[0].previous is not None and len(chain) < LONGEST_CHAIN:
        before = chain[0].previous
        if before.scale != cycle.scale:
            break
        chain.insert(0, before)
    return chain


def _comments(cycles: Sequence[Cycle]) -> list[str]:
    last = cycles[-1]
    comments = [f"{last.service_point}, {last.round_label}"]
    if last.is_demo:
        comments.append(_("Constructed for demonstration."))
    return comments


@dataclass
class _Table:
    """What the rounds say, gathered before it is written in the order of the last card."""

    respondents: dict[str, Respondent] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    cells: dict[tuple[str, str], dict[int, Score | None]] = field(default_factory=dict)
    present: dict[tuple[int, str], Counts] = field(default_factory=dict)

    def add_round(self, index: int, cycle: Cycle) -> None:
        indicators = list(cycle.indicators.all())
        scores = {(row.session_id, row.indicator_id): row for row in Score.objects.filter(session__cycle=cycle)}
        for code, label in _distinct(indicators).items():
            self.labels.setdefault(code, label)
        sessions = cycle.sessions.select_related("group").order_by("side", "group__position", "pk")
        for session in sessions:
            who = respondent_of(session)
            self.respondents.setdefault(who.key, who)
            counts = tuple(getattr(session, name) for name in ATTENDANCE_FIELDS)
            if any(count is not None for count in counts):
                self.present[(index, who.key)] = counts
            for indicator in indicators:
                score = scores.get((session.pk, indicator.pk))
                if score is not None or indicator.is_asked_of(session.side):
                    self.cells.setdefault((indicator.code, who.key), {})[index] = score

    def lines(self, rounds: int) -> tuple[Line, ...]:
        places = [(code, key) for code in self.labels for key in self.respondents if (code, key) in self.cells]
        return tuple(
            _line(number, self.respondents[key], self.labels[code], self.cells[(code, key)], rounds)
            for number, (code, key) in enumerate(places, 1)
        )


def as_parsed(cycles: Sequence[Cycle]) -> Parsed:
    """The rounds as the lines of a file: one line per indicator and respondent, in the order of the last card."""
    table = _Table()
    for index in reversed(range(len(cycles))):
        table.add_round(index, cycles[index])
    rules = {cycle.consolidation_rule for cycle in cycles} - {ConsolidationRule.SIMPLE_MEAN.value}
    shared = rules.pop() if len({cycle.consolidation_rule for cycle in cycles}) == 1 and rules else ""
    notes = Notes(
        dates=_dates(cycles),
        scale=cycles[-1].scale,
        rule=shared,
        present=dict(sorted(table.present.items())),
    )
    return Parsed(len(cycles), table.lines(len(cycles)), notes)


def _dates(cycles: Sequence[Cycle]) -> tuple[datetime.date, ...]:
    """The start of each round; nothing when two rounds began on the same day: the file could not be read back."""
    dates = tuple(cycle.starts_on for cycle in cycles)
    return dates if len(set(dates)) == len(dates) and list(dates) == sorted(dates) else ()


def _distinct(indicators: Sequence[Indicator]) -> dict[str, str]:
    """Code → label; two indicators in the same words get their code behind them."""
    counts = Counter(fold(row.label) for row in indicators)
    return {
        row.code: row.label if counts[fold(row.label)] == 1 else f"{row.label[:130]} [{row.code}]"
        for row in indicators
    }


def respondent_of(session: ScoringSession) -> Respondent:
    group = session.group
    if group is None:
        return PROVIDER
    return Respondent(GroupKind(group.kind).value, group.label, group.village)


def _line(number: int, who: Respondent, label: str, rounds: dict[int, Score | None], count: int) -> Line:
    scores = [rounds.get(index) for index in range(count)]
    answers = [_answer(score) if index in rounds else ABSENT for index, score in enumerate(scores)]
    reasons = _texts([score.reason if score else "" for score in scores], rounds)
    suggestions = _texts([score.suggestion if score else "" for score in scores], rounds)
    return Line(number, who, label, tuple(answers), reasons, suggestions)


def _texts(texts: list[str], rounds: dict[int, Score | None]) -> tuple[str, ...]:
    """A round where the line is absent repeats the text of the others: it is written once and read nowhere."""
    there = {texts[index] for index in rounds}
    return (there.pop(),) * len(texts) if len(there) == 1 else tuple(texts)


def _answer(score: Score | None) -> Answer:
    if score is None:
        return Answer("not_scored")
    return Answer(score.status, score.value, tuple(score.tallies) if score.tallies is not None else None)


def export_public(*, cycle: Cycle) -> str:
    """The released figures for readers outside the facilitation team: rounded, without groups or small numbers.

    To be read, not to be imported again: the figures of several groups fall between the steps of the scale.
    """
    source = read_card(cycle).for_public()
    labels = {row.code: row.label for row in source.indicators}
    out = io.StringIO()
    for comment in [*_comments([cycle]), _("Released figures, to be read. Figures of very few people aren't shown.")]:
        out.write(f"# {comment}\r\n")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["respondent", "indicator", "round1", "reason"])
    for row in source.card.rows:
        for side, cell in (("provider", row.provider), ("community", row.users)):
            if cell.status is not scoring.Status.ABSENT:
                writer.writerow([side, guard(labels[row.indicator]), _figure(cell), guard(cell.reason)])
    return out.getvalue()


def _figure(cell: Cell) -> str:
    return missing_word(cell.status) if cell.mean is None else f"{rounded(cell.mean, 1):f}"
