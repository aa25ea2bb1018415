"""The content of an agreement said in sentences, in the active language: for the page, the differences, the PDF."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.dates import format_date
from core.numbers import format_number
from partnerships.criteria import BY_CODE
from partnerships.enums import AgreementType, Nature, OneSided, ProjectStep, ScopeStatus
from partnerships.scoring.differences import Change, Sentence, differences

Content = dict[str, Any]


@dataclass(frozen=True)
class Chapter:
    """A titled list of sentences; each keeps the key of the row it says."""

    code: str
    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class ChangedChapter:
    title: str
    changes: tuple[Change, ...]


def chapters(content: Content) -> list[Chapter]:
    """The whole agreement; a chapter without sentence is left out."""
    names = {row["id"]: row["name"] for row in content["parties"]}
    said = [Chapter(code, title, tuple(say(content, names))) for code, title, say in _plan()]
    return [chapter for chapter in said if chapter.sentences]


def changes(before: Content, after: Content) -> list[ChangedChapter]:
    """Chapter by chapter, what was added, removed, changed; chapters that stayed are left out."""
    old, new = ({row.code: row for row in chapters(content)} for content in (before, after))
    found = []
    for code, title, _say in _plan():
        first = old[code].sentences if code in old else ()
        second = new[code].sentences if code in new else ()
        changed = differences(first, second)
        if changed:
            found.append(ChangedChapter(title, tuple(changed)))
    return found


def _plan() -> list[tuple[str, str, Callable[[Content, dict[str, str]], list[Sentence]]]]:
    return [
        ("frame", _("Object and frame"), _frame),
        ("parties", _("The parties"), _parties),
        ("why", _("Why: needs and public policies"), _why),
        ("scope", _("Scope"), _scope),
        ("objectives", _("Objectives"), _objectives),
        ("results", _("Shared results"), _results),
        ("contributions", _("What each party brings"), _contributions),
        ("commitments", _("What each party commits to"), _commitments),
        ("roles", _("Who does what at each step"), _roles),
        ("risks", _("Risks, and who bears them"), _risks),
        ("clauses", _("Clauses"), _clauses),
        ("evaluation", _("How we will judge the partnership"), _evaluation),
    ]


def _line(key: str, *parts: str) -> Sentence:
    """The parts that hold words, one after the other."""
    return Sentence(key, " ".join(part for part in parts if part))


def _said(label: str, value: str) -> str:
    return _closed(_("%(label)s: %(value)s") % {"label": label, "value": value}) if value else ""


def _closed(text: str) -> str:
    """The words with a full stop, unless they end a sentence already."""
    return text if text.rstrip().endswith((".", "?", "!", "…", "؟")) else f"{text}."


def _day(value: str | None) -> str:
    return format_date(datetime.date.fromisoformat(value)) if value else ""


def _number(value: str | None, places: int = 2) -> str:
    return format_number(Decimal(value), places) if value is not None else ""


def _money(value: str | None, content: Content) -> str:
    return f"{_number(value)} {content['frame']['currency']}".strip() if value is not None else ""


def _frame(content: Content, names: dict[str, str]) -> list[Sentence]:
    frame = content["frame"]
    found = [
        _line("name", _said(_("Partnership"), frame["name"])),
        _line("type", _said(_("Legal frame"), str(AgreementType(frame["type"]).label))),
    ]
    if frame["vision"]:
        found.append(_line("vision", _said(_("Shared vision"), frame["vision"])))
    if frame["starts_on"] and frame["ends_on"]:
        words = _("The agreement runs from %(start)s to %(end)s.")
        found.append(_line("dates", words % {"start": _day(frame["starts_on"]), "end": _day(frame["ends_on"])}))
    if frame["amount"] is not None:
        amount = f"{_number(frame['amount'])} {frame['currency']}"
        found.append(_line("amount", _said(_("Public contribution"), amount)))
    if frame["insertion"]:
        found.append(_line("insertion", _said(_("Place among the existing services"), frame["insertion"])))
    return found


def _parties(content: Content, names: dict[str, str]) -> list[Sentence]:
    return [
        _line(
            row["id"],
            f"{row['name']}.",
            _said(_("Role"), row["role"]),
            _said(_("Link with its mission"), row["mission_link"]),
            _said(_("Its own interest"), row["own_interest"]),
            _said(_("What it will not do"), row["red_lines"]),
        )
        for row in content["parties"]
    ]


def _why(content: Content, names: dict[str, str]) -> list[Sentence]:
    needs = [
        _line(row["id"], _said(_("Need"), row["text"]), _said(_("Source"), row["source"])) for row in content["needs"]
    ]
    policies = [
        _line(row["id"], _said(_("Public policy"), row["name"]), _said(_("Level"), row["level"]))
        for row in content["policies"]
    ]
    return needs + policies


def _scope(content: Content, names: dict[str, str]) -> list[Sentence]:
    return [
        _line(row["id"], _said(str(ScopeStatus(row["status"]).label).capitalize(), row["label"]))
        for row in content["scope"]
    ]


def _objectives(content: Content, names: dict[str, str]) -> list[Sentence]:
    return [_line(row["id"], _closed(row["text"])) for row in content["objectives"]]


def _results(content: Content, names: dict[str, str]) -> list[Sentence]:
    found = []
    for row in content["results"]:
        carriers = ", ".join(names.get(key, "?") for key in row["carriers"])
        found.append(
            _line(
                row["id"],
                _closed(row["text"]),
                _said(_("Carried by"), carriers),
                _said(_("Indicator"), row["indicator"]),
                _said(_("Today"), _number(row["baseline"])),
                _said(_("To reach"), _number(row["target"])),
                _said(_("Due date"), _day(row["due_on"])),
            )
        )
    return found


def _contributions(content: Content, names: dict[str, str]) -> list[Sentence]:
    found = []
    for row in content["contributions"]:
        quantity = " ".join(part for part in (_number(row["quantity"]), row["unit"]) if part)
        found.append(
            _line(
                row["id"],
                _said(names.get(row["party"], "?"), row["label"]),
                _said(_("Nature"), str(Nature(row["nature"]).label)),
                _said(_("Quantity"), quantity),
                _said(_("Estimated value"), _money(row["value"], content)),
                _said(_("Due date"), _day(row["due_on"])),
            )
        )
    return found


def _commitments(content: Content, names: dict[str, str]) -> list[Sentence]:
    return [
        _line(row["id"], _said(names.get(row["party"], "?"), row["text"]), _said(_("Due date"), _day(row["due_on"])))
        for row in content["commitments"]
    ]


def _roles(content: Content, names: dict[str, str]) -> list[Sentence]:
    words = _("%(party)s, to %(step)s: %(role)s.")
    return [
        _line(
            row["id"],
            words
            % {
                "party": names.get(row["party"], "?"),
                "step": ProjectStep(row["step"]).label,
                "role": row["role"].rstrip("."),
            },
        )
        for row in content["roles"]
    ]


def _risks(content: Content, names: dict[str, str]) -> list[Sentence]:
    found = []
    for row in content["risks"]:
        shares = ", ".join(
            _("%(party)s %(percent)s %%") % {"party": names.get(key, "?"), "percent": _number(value)}
            for key, value in sorted(row["shares"].items(), key=lambda pair: names.get(pair[0], ""))
        )
        level = _("probability %(probability)d of 4, severity %(severity)d of 4")
        found.append(
            _line(
                row["id"],
                _said(row["label"], level % {"probability": row["probability"], "severity": row["severity"]}),
                _said(_("If it happens"), row["response"]),
                _said(_("Borne by"), shares),
            )
        )
    return found


def _clauses(content: Content, names: dict[str, str]) -> list[Sentence]:
    order = {code: place for place, code in enumerate(BY_CODE)}
    rows = sorted(content["clauses"], key=lambda row: order.get(row["criterion"], len(order)))
    found = []
    for row in rows:
        criterion = BY_CODE.get(row["criterion"])
        head = f"{criterion.code}, {criterion.name}" if criterion else _("Other clause")
        reason = _said(_("No clause, because"), row["no_clause_because"])
        one_sided = ""
        if row["one_sided"]:
            words = _("Holds for one party alone (%(kind)s), in favour of %(party)s.")
            one_sided = words % {"kind": OneSided(row["one_sided"]).label, "party": names.get(row["favours"], "?")}
        rule = _("Rule of decision.") if row["is_decision_rule"] else ""
        found.append(_line(row["id"], _said(head, row["title"]), row["text"], reason, rule, one_sided))
    return found


def _evaluation(content: Content, names: dict[str, str]) -> list[Sentence]:
    found = []
    plan = content["evaluation"]
    if plan:
        found = [
            _line("impact", _said(_("Impact as a group"), plan["impact"])),
            _line("proof", _said(_("How we will know"), plan["proof"])),
            _line("who", _said(_("Who does it"), plan["who"])),
        ]
        if plan["every_months"]:
            words = _("A review takes place every %(n)d months.") % {"n": plan["every_months"]}
            found.append(_line("every", words))
        found = [row for row in found if row.text]
    return found + [_line(row["id"], _said(_("We want to learn"), row["text"])) for row in content["questions"]]
