"""The log, one kind at a time: what each line shows, and what the person's party may do with it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.dates import format_day
from partnerships.models import Partnership, Party
from partnerships.services.facts import KINDS

PER_PAGE = 30


@dataclass(frozen=True)
class KindWords:
    """``empty``, ``first``: nothing yet, and what to do first; ``how``: what the lines serve to compute."""

    title: Any
    lede: Any
    add: Any
    empty: Any
    first: Any
    how: Any
    saved: Any


WORDS: dict[str, KindWords] = {
    "decisions": KindWords(
        gettext_lazy("Decisions"),
        gettext_lazy("Who proposed, who was asked, who decided, who did not agree, and why."),
        gettext_lazy("Write a decision"),
        gettext_lazy("No decision in the log."),
        gettext_lazy("Write the last decision that was taken: what, by whom, and why. Two minutes are enough."),
        gettext_lazy(
            "A decision taken by several counts for each in equal parts. The share with a written reason is the fact "
            "of criterion 9; who decided, in five domains, is read in the alerts from eight decisions on."
        ),
        gettext_lazy("The decision is in the log."),
    ),
    "meetings": KindWords(
        gettext_lazy("Meetings"),
        gettext_lazy("Who was invited, who came, who chaired."),
        gettext_lazy("Write a meeting"),
        gettext_lazy("No meeting in the log."),
        gettext_lazy("Write the last meeting: the parties that were invited, and those that came."),
        gettext_lazy(
            "Presence is the number of parties that came ÷ the number invited, all meetings together: a part of the "
            "fact of criterion 3. Who chaired counts in the domain “agenda and chair”."
        ),
        gettext_lazy("The meeting is in the log."),
    ),
    "requests": KindWords(
        gettext_lazy("Requests to account"),
        gettext_lazy("Accounts are asked for in both directions."),
        gettext_lazy("Ask for an account"),
        gettext_lazy("Nobody has asked anybody to account."),
        gettext_lazy("Ask another party what you would like to know: how means were used, what became of a promise."),
        gettext_lazy(
            "For each pair of parties, the difference between what one asks and what the other asks, ÷ all that they "
            "ask each other: 0 as many both ways, 100 all one way. Shown from three requests on."
        ),
        gettext_lazy("The request is sent to the other party’s page."),
    ),
    "incidents": KindWords(
        gettext_lazy("Incidents"),
        gettext_lazy("What failed, said early, and looked at together: a right, not a fault."),
        gettext_lazy("Tell an incident"),
        gettext_lazy("No incident told."),
        gettext_lazy("Something failed or was late? Say it early: the others help you look for what explains it."),
        gettext_lazy(
            "Incidents that two parties or more looked at together ÷ incidents told: a part of the fact of "
            "criterion 11, with the risks that several bear."
        ),
        gettext_lazy("The incident is told."),
    ),
    "lessons": KindWords(
        gettext_lazy("Lessons"),
        gettext_lazy("What we learnt, written so that others can use it."),
        gettext_lazy("Write a lesson"),
        gettext_lazy("No lesson written."),
        gettext_lazy("Write one thing that your organisation does otherwise since the partnership began."),
        gettext_lazy(
            "The fact of criterion 5 is the mean of two shares: lessons that another party reused ÷ lessons, and "
            "lessons written by others than the coordinator ÷ lessons."
        ),
        gettext_lazy("The lesson is written."),
    ),
}


@dataclass(frozen=True)
class Act:
    """``post``: a button instead of a link."""

    label: str
    url: str
    post: bool = False


@dataclass(frozen=True)
class Row:
    pk: Any
    on: datetime.date
    what: str
    lines: tuple[str, ...]
    state: str
    word: str
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Log:
    kind: str
    words: KindWords
    rows: tuple[Row, ...]
    page: Page[Any]
    total: int
    oldest_first: bool


def _names(parties: Iterable[Party]) -> str:
    return ", ".join(str(party) for party in parties)


def _said(label: str, words: object) -> str:
    return _("%(label)s: %(words)s") % {"label": capfirst(label), "words": words}


def _decision(row: Any, mine: Party | None) -> dict[str, Any]:
    people = list(row.decided_by.all())
    lines = [_said(_("decided by"), _names(people) + (f" ({row.function})" if row.function else ""))]
    if row.proposed_by:
        lines.append(_said(_("proposed by"), row.proposed_by))
    for label, parties in ((_("asked before"), row.consulted.all()), (_("did not agree"), row.dissented.all())):
        if parties:
            lines.append(_said(label, _names(parties)))
    lines.append(_said(_("why"), row.reason) if row.reason else _("No reason is written."))
    if row.published_on:
        lines.append(_said(_("told to all on"), format_day(row.published_on)))
    return {"what": row.what, "lines": lines, "word": capfirst(row.get_domain_display())}


def _meeting(row: Any, mine: Party | None) -> dict[str, Any]:
    invited, present = list(row.invited.all()), list(row.present.all())
    lines = [
        ngettext("%(n)d party came of %(all)d invited.", "%(n)d parties came of %(all)d invited.", len(present))
        % {"n": len(present), "all": len(invited)}
    ]
    if present:
        lines.append(_said(_("present"), _names(present)))
    if row.chaired_by:
        lines.append(_said(_("chaired by"), row.chaired_by))
    if row.place:
        lines.insert(0, _said(_("meeting place"), row.place))
    if row.minutes:
        lines.append(_said(_("minutes"), row.minutes))
    return {"what": row.title, "lines": lines}


def _request(row: Any, mine: Party | None) -> dict[str, Any]:
    lines = [_("%(one)s asks %(other)s") % {"one": row.from_party, "other": row.to_party}]
    if row.answered_on:
        lines.append(_said(_("answer"), row.answer))
    acts = []
    if mine is not None and row.to_party_id == mine.pk:
        label = _("Complete the answer") if row.answered_on else _("Answer")
        acts = [Act(label, reverse("partnerships:request_answer", args=[row.partnership_id, row.pk]))]
    answered = row.answered_on is not None
    return {
        "what": row.what,
        "lines": lines,
        "acts": acts,
        "state": "done" if answered else "todo",
        "word": _("answered on %(day)s") % {"day": format_day(row.answered_on)}
        if answered
        else _("waits for an answer"),
    }


def _incident(row: Any, mine: Party | None) -> dict[str, Any]:
    lines = [_said(_("told by"), row.told_by)]
    together = row.analysed_on is not None
    if together:
        lines += [
            _said(_("looked at by"), _names(row.analysed_by.all())),
            _said(_("what explains it"), row.causes),
            _said(_("what each changes"), row.changes),
        ]
    acts = []
    if mine is not None:
        label = _("Complete") if together else _("Look at it together")
        acts = [Act(label, reverse("partnerships:incident_look", args=[row.partnership_id, row.pk]))]
    return {
        "what": row.what,
        "lines": lines,
        "acts": acts,
        "state": "done" if together else "todo",
        "word": _("looked at together") if together else _("to look at together"),
    }


def _lesson(row: Any, mine: Party | None) -> dict[str, Any]:
    confirmed = list(row.confirmed_by.all())
    lines = [_said(_("written by"), row.author)]
    if confirmed:
        lines.append(_said(_("recognised by"), _names(confirmed)))
    lines += [_said(_("reused by %(party)s") % {"party": reuse.party}, reuse.where) for reuse in row.reuses.all()]
    acts = []
    if mine is not None:
        acts.append(
            Act(_("We used it again"), reverse("partnerships:lesson_reuse", args=[row.partnership_id, row.pk]))
        )
        if row.author_id != mine.pk and mine.pk not in {party.pk for party in confirmed}:
            url = reverse("partnerships:lesson_recognise", args=[row.partnership_id, row.pk])
            acts.append(Act(_("True for us too"), url, post=True))
    return {
        "what": row.text,
        "lines": lines,
        "acts": acts,
        "word": _("solution born of the partnership") if row.is_solution else "",
    }


_SHOWN = {
    "decisions": (_decision, ("decided_by__organization", "consulted__organization", "dissented__organization")),
    "meetings": (_meeting, ("invited__organization", "present__organization")),
    "requests": (_request, ()),
    "incidents": (_incident, ("analysed_by__organization",)),
    "lessons": (_lesson, ("confirmed_by__organization", "reuses__party__organization")),
}
_NAMED = {
    "decisions": ("proposed_by__organization",),
    "meetings": ("chaired_by__organization", "minutes", "place"),
    "requests": ("from_party__organization", "to_party__organization"),
    "incidents": ("told_by__organization",),
    "lessons": ("author__organization",),
}


def lines_of(partnership: Partnership, kind: str) -> QuerySet[Any]:
    """The lines of a kind, with what they name."""
    rows = KINDS[kind].model._default_manager.filter(partnership=partnership)
    return rows.select_related("partnership", *_NAMED[kind]).prefetch_related(*_SHOWN[kind][1])


def build_log(partnership: Partnership, kind: str, mine: Party | None, *, number: Any, oldest_first: bool) -> Log:
    """A page of the log, the newest first unless asked otherwise. ``mine``: the party that may write, None to read."""
    order = ("on", "pk") if oldest_first else ("-on", "-pk")
    pages = Paginator(lines_of(partnership, kind).order_by(*order), PER_PAGE)
    page = pages.get_page(number)
    return Log(kind, WORDS[kind], tuple(_rows(list(page), kind, mine)), page, pages.count, oldest_first)


def _rows(rows: Iterable[Any], kind: str, mine: Party | None) -> Iterable[Row]:
    show, _prefetched = _SHOWN[kind]
    for row in rows:
        shown = show(row, mine)
        acts = [*shown.get("acts", ()), *_edit(row, kind, mine)]
        yield Row(
            pk=row.pk,
            on=row.on,
            what=shown["what"],
            lines=tuple(shown["lines"]),
            state=shown.get("state", ""),
            word=shown.get("word", ""),
            acts=tuple(acts),
        )


def _edit(row: Model, kind: str, mine: Party | None) -> list[Act]:
    """Correcting is for the party that the line belongs to; an answered request is kept."""
    owner = KINDS[kind].owner
    if mine is None or (owner and getattr(row, f"{owner}_id") != mine.pk) or getattr(row, "answered_on", None):
        return []
    return [Act(_("Correct"), reverse("partnerships:fact_edit", args=[row.partnership_id, kind, row.pk]))]  # type: ignore[attr-defined]
