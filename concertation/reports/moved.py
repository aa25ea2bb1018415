"""What people feel, asked twice: before and after the decision, and from one edition to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from concertation.enums import SurveyAudience, SurveyMoment
from concertation.findings import ASKED_AGAIN
from concertation.models import Edition, SurveyAnswer
from concertation.reports.followup import SAID, STATES, margin_of, points_of
from concertation.reports.loading import more
from concertation.reports.wording import percent
from concertation.scoring.change import TOO_FEW, Measure, compare
from concertation.scoring.facts import Levels
from concertation.scoring.figures import Figure
from concertation.scoring.perception import favourable
from core.arithmetic import rounded

#: (edition, moment) → statement → levels.
Asked = Mapping[tuple[UUID, str], Mapping[str, Levels]]


@dataclass(frozen=True)
class Moved:
    """One statement asked twice. ``before`` and ``after`` as read; ``said``: what may be concluded, in words.

    ``numbers``: the two shares and their n, for the workbook; None when fewer than five people rated.
    """

    statement: str
    since: str
    before: str
    after: str
    difference: str
    margin: str
    said: str
    mark: str
    numbers: tuple[Decimal | None, int | None, Decimal | None, int | None]


def build_moved(edition: Edition, previous: Edition | None) -> tuple[Moved, ...]:
    """The statements that were answered on both sides. One query."""
    asked = _asked([edition.pk, *([previous.pk] if previous else [])])
    during, after = SurveyMoment.DURING.value, SurveyMoment.AFTER.value
    pairs = [(_("before and after the decision"), (edition.pk, during), (edition.pk, after))]
    if previous:
        moment = during if (edition.pk, during) in asked and (previous.pk, during) in asked else after
        words = _("%(before)s, then %(after)s") % {"before": previous.label, "after": edition.label}
        pairs.append((words, (previous.pk, moment), (edition.pk, moment)))
    return tuple(
        _moved(item, words, asked[first][item], asked[second][item])
        for words, first, second in pairs
        for item in ASKED_AGAIN
        if item in asked.get(first, {}) and item in asked.get(second, {})
    )


def _asked(editions: list[UUID]) -> Asked:
    rows = (
        SurveyAnswer.objects.filter(
            response__survey__edition__in=editions,
            response__survey__audience=SurveyAudience.PARTICIPANTS,
            item__in=ASKED_AGAIN,
        )
        .order_by()
        .values_list("response__survey__edition", "response__survey__moment", "item", "status", "level")
        .annotate(times=Count("pk"))
    )
    found: dict[tuple[UUID, str], dict[str, Levels]] = {}
    for key, moment, item, status, level, times in rows:
        at = found.setdefault((key, moment), {})
        at[item] = more(at.get(item, Levels()), status, level, times)
    return found


def _moved(item: str, since: str, first: Levels, second: Levels) -> Moved:
    before, after = favourable(item, first), favourable(item, second)
    found = compare(_measure(before), _measure(after), proportion=True, direction=1)
    said = found.said if before.known and after.known else TOO_FEW
    return Moved(
        str(ASKED_AGAIN[item]),
        since,
        _share(before),
        _share(after),
        points_of(found.difference),
        margin_of(found),
        str(SAID[said]),
        STATES.get(said, "todo"),
        (_kept(before), before.n if before.known else None, _kept(after), after.n if after.known else None),
    )


def _kept(figure: Figure) -> Decimal | None:
    return None if figure.value is None else rounded(figure.value, 4)


def _measure(figure: Figure) -> Measure:
    return Measure(figure.value, figure.n)


def _share(figure: Figure) -> str:
    """« 34 % (n = 12) »."""
    if figure.value is None:
        return _("fewer than 5 answers")
    return _("%(share)s (n = %(n)d)") % {"share": percent(figure.value), "n": figure.n}
