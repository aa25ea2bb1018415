"""The actions of the shared plan, read as activities of the partnership: result served, contributors, what goes on."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from actionplans.enums import ActionState
from core.arithmetic import percent
from partnerships.models import ActionLink
from partnerships.reports.parts import Figure, Reader, percent_words, url


@dataclass(frozen=True)
class Activity:
    number: int
    what: str
    action_url: str
    carrier: str
    due_on: datetime.date
    state: str
    result: str
    contributors: tuple[str, ...]
    after_end: str
    place: str


@dataclass(frozen=True)
class Activities:
    rows: tuple[Activity, ...]
    figures: tuple[Figure, ...]


def build_activities(reader: Reader) -> Activities:
    """Actions that weren't dropped. Three queries, whatever their number."""
    partnership = reader.partnership
    actions = list(
        partnership.action_plan.actions.exclude(state=ActionState.DROPPED).select_related("carrier").order_by("number")
    )
    rows = partnership.action_links.select_related("result", "after_end__organization")
    links = {row.action_id: row for row in rows.prefetch_related("contributors__organization")}
    found = []
    for action in actions:
        link: ActionLink | None = links.get(action.pk)
        after = ""
        if link is not None and link.after_end is not None:
            after = ", ".join(part for part in (str(link.after_end), link.after_end_means) if part)
        found.append(
            Activity(
                number=action.number,
                what=action.what,
                action_url=action.get_absolute_url(),
                carrier=str(action.carrier or action.responsible),
                due_on=action.due_on,
                state=str(action.get_state_display()),
                result=link.result.text if link and link.result else "",
                contributors=tuple(str(party) for party in link.contributors.all()) if link else (),
                after_end=after,
                place=url("activity_place", partnership, action.pk) if reader.writes else "",
            )
        )
    return Activities(tuple(found), _figures(found))


def _figures(rows: list[Activity]) -> tuple[Figure, ...]:
    total = Decimal(len(rows))
    return (
        Figure(
            _("Actions that serve a shared result"),
            percent_words(percent(Decimal(sum(bool(r.result) for r in rows)), total)),
        ),
        Figure(
            _("Actions with two contributors or more"),
            percent_words(percent(Decimal(sum(len(r.contributors) > 1 for r in rows)), total)),
        ),
        Figure(
            _("Actions that somebody carries on after the end"),
            percent_words(percent(Decimal(sum(bool(r.after_end) for r in rows)), total)),
        ),
    )
