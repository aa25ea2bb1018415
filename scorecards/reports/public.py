"""What anybody reads of a service, without signing in: consolidated figures, promises, rights. Nobody's own words."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from actionplans.reports import ActionRow, PlanReport, build_plan
from core.dates import format_date, format_month
from core.personal import fingerprint
from core.textcheck import looks_personal
from directory.models import ServicePoint
from scorecards.enums import ModerationState, RightKind
from scorecards.models import Cycle, ModerationItem, Publication, RightOrDuty
from scorecards.reports.card import CardReport, CardRow, build_card
from scorecards.services.moderation import known_words
from scorecards.services.sensitive import open_organizations

#: Promises on one page: what a phone loads over a slow network.
MOST_PROMISES = 40
Words = Callable[[str], str]


@dataclass(frozen=True)
class PublicRow:
    """One indicator. ``since``: "3 before", "stable", or empty when nothing public compares."""

    label: str
    row: CardRow
    since: str


@dataclass(frozen=True)
class PublicCard:
    """``people``: how many users gave scores, in words; empty when few or not counted."""

    report: CardReport
    rows: tuple[PublicRow, ...]
    people: str
    weakest: tuple[str, ...]
    when: str


@dataclass(frozen=True)
class PublicPromise:
    """``head``: state and date; ``mark``: late, done, dropped or open; ``seen``: what the committee saw."""

    what: str
    who: str
    mark: str
    head: str
    late: str
    seen: str
    is_denied: bool


@dataclass(frozen=True)
class PublicPlan:
    report: PlanReport
    rows: tuple[PublicPromise, ...]
    more: int


@dataclass(frozen=True)
class Sheet:
    """The sheet of rights and duties."""

    rights: tuple[RightOrDuty, ...]
    duties: tuple[RightOrDuty, ...]

    def __bool__(self) -> bool:
        return bool(self.rights or self.duties)


@dataclass(frozen=True)
class PublicPage:
    """``message``: the team's word; ``report_url``: the protected channel, empty when it is closed."""

    point: ServicePoint
    place: str
    organization: str
    round_label: str
    message: str
    card: PublicCard | None
    plan: PublicPlan | None
    sheet: Sheet
    report_url: str
    published_on: datetime.date | None
    is_demo: bool


def public_page(pk: UUID) -> PublicPage | None:
    """The page of a service point as anybody reads it; None when nothing of it is public."""
    shown = list(
        Publication.objects.public()
        .filter(cycle__service_point=pk)
        .select_related("cycle__service_point__territory__parent", "cycle__organization", "cycle__action_plan")
        .order_by("-cycle__released_at", "pk")
    )
    return build_public(shown) if shown else None


def preview_page(publication: Publication) -> PublicPage:
    """What the page of this cycle alone would be, published or not."""
    return build_public([publication])


def build_public(shown: list[Publication]) -> PublicPage:
    """From the latest publication on: its card or the last one published before it, and so for the promises."""
    first = shown[0]
    cycle, point = first.cycle, first.cycle.service_point
    words = words_for(cycle)
    card = next((p.cycle for p in shown if p.show_card), None)
    plan = next((p.cycle for p in shown if p.show_promises), None)
    return PublicPage(
        point=point,
        place=place_of(point),
        organization=str(cycle.organization),
        round_label=cycle.round_label,
        message=words(first.message),
        card=_card(card, words if card.pk == cycle.pk else words_for(card)) if card else None,
        plan=_plan(plan, words if plan.pk == cycle.pk else words_for(plan)) if plan else None,
        sheet=rights_sheet(point),
        report_url=_report_url(cycle),
        published_on=first.published_at.date() if first.published_at else None,
        is_demo=cycle.is_demo,
    )


def place_of(point: ServicePoint) -> str:
    """ "Siadara, Aval": the service's territory and the one around it."""
    parent = point.territory.parent
    return f"{point.territory}, {parent}" if parent else str(point.territory)


def words_for(cycle: Cycle) -> Words:
    """Lets a text through when it speaks of nobody, or when the team read it again and kept it. Two queries."""
    judged = dict(ModerationItem.objects.filter(cycle=cycle).values_list("text_sha256", "state"))
    known = known_words(cycle)
    masked = _("text being read again by the team")

    def say(text: str) -> str:
        state = judged.get(fingerprint(text)) if text else ModerationState.KEPT
        if state == ModerationState.KEPT:
            return text
        return masked if state or looks_personal(text, known_functions=known) else text

    return say


def rights_sheet(point: ServicePoint) -> Sheet:
    """One query."""
    rows = list(RightOrDuty.objects.filter(service_point=point))
    return Sheet(
        tuple(row for row in rows if row.kind == RightKind.RIGHT),
        tuple(row for row in rows if row.kind == RightKind.DUTY),
    )


def _report_url(cycle: Cycle) -> str:
    if not open_organizations().filter(pk=cycle.organization_id).exists():
        return ""
    return f"{reverse('protected:write', args=[cycle.organization_id])}?service={cycle.service_point_id}"


def public_card(cycle: Cycle) -> CardReport:
    """The card for everybody. The round before is compared with only if its own card is public."""
    before = Publication.objects.public().filter(cycle=cycle.previous_id, show_card=True)
    alone = Cycle.objects.with_context().get(pk=cycle.pk)
    if alone.previous_id is not None and not before.exists():
        alone.previous = None
    return build_card(alone, audience="public")


def _card(cycle: Cycle, words: Words) -> PublicCard:
    report = public_card(cycle)
    rows = tuple(PublicRow(words(row.label), row, _since(row)) for row in report.rows)
    scored = [(line.row.users.value, line) for line in rows if line.row.users.value is not None]
    low = [line for _value, line in sorted(scored, key=lambda pair: pair[0]) if (line.row.users.level or 5) <= 3]
    people = report.users_people or 0
    said = ngettext("%(n)d user gave scores", "%(n)d users gave scores", people) % {"n": people}
    return PublicCard(
        report=report,
        rows=rows,
        people=said if people >= settings.SMALL_CELL else "",
        weakest=tuple(line.label for line in low[:2]),
        when=format_month(cycle.ends_on or cycle.starts_on),
    )


def _since(row: CardRow) -> str:
    trend = row.trend
    if trend is None:
        return ""
    if trend.move in ("up", "down") and trend.before_text:
        return _("%(figure)s before") % {"figure": trend.before_text}
    return trend.word


def _plan(cycle: Cycle, words: Words) -> PublicPlan:
    report = build_plan(cycle.action_plan, mask=words)
    rows = tuple(_promise(row) for row in report.actions)
    return PublicPlan(report, rows[:MOST_PROMISES], max(0, len(rows) - MOST_PROMISES))


def _promise(row: ActionRow) -> PublicPromise:
    due, kept = format_date(row.due_on), row.kept_on
    if row.mark == "done":
        head = _("Kept on %(date)s") % {"date": format_date(kept)} if kept else pgettext("one promise", "Kept")
    elif row.mark == "dropped":
        head = _("Given up, was due on %(date)s") % {"date": due}
    elif row.mark == "late":
        head = _("Late, was due on %(date)s") % {"date": due}
    else:
        head = _("Due on %(date)s") % {"date": due}
    late = ngettext("%(days)d day late", "%(days)d days late", row.days_late) % {"days": row.days_late}
    return PublicPromise(
        what=row.what,
        who=row.responsible,
        mark=row.mark,
        head=head,
        late=late if row.days_late else "",
        seen=row.seen.words if row.seen else "",
        is_denied=row.is_denied,
    )


@dataclass(frozen=True)
class PublicPlace:
    """The published services of one territory."""

    name: str
    points: tuple[ServicePoint, ...]


def public_points() -> list[ServicePoint]:
    """The service points that have something public, by territory. One query."""
    published = Publication.objects.public().values("cycle__service_point")
    points = ServicePoint.objects.filter(pk__in=published).select_related("territory__parent")
    return list(points.order_by("territory__path", "name", "pk"))


def by_place(points: list[ServicePoint]) -> tuple[PublicPlace, ...]:
    """In the order given, a heading per territory."""
    places: dict[str, list[ServicePoint]] = {}
    for point in points:
        places.setdefault(place_of(point), []).append(point)
    return tuple(PublicPlace(name, tuple(listed)) for name, listed in places.items())
