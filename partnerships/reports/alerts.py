"""The alerts of a partnership: what the figures say, what else they may mean, what each party answers."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.numbers import format_number
from partnerships.enums import AlertCode, AlertState, PowerDomain
from partnerships.models import Alert, AlertReply, Partnership, Party
from partnerships.reports.facts import percent_text
from partnerships.reports.factsheet import last_campaign, read_facts, thresholds_of
from partnerships.reports.factwords import ALERTS, FIGURES, LEAN_MISSING, LEANS, NOT_ENOUGH, AlertWords
from partnerships.scoring.alerts import NO_POWER, Reading, all_power, read_all
from partnerships.scoring.facts import FactSheet
from partnerships.scoring.power import centralisation
from partnerships.scoring.verticality import verticality
from partnerships.thresholds import Thresholds

#: Thresholds that are shown as counts or plain numbers; the others are shares, in percent.
PLAIN = {
    "opposed_votes", "rank_overlap", "power_domains", "logged_decisions", "risk_per_power", "verticality_parts",
    "silence_days", "outlier_levels", "facts_needed", "again_days",
}  # fmt: skip
OPEN_STATES_ICON = {
    AlertState.OPEN: "warn",
    AlertState.EXPLAINED: "done",
    AlertState.HANDLED: "done",
    AlertState.DISMISSED: "done",
    AlertState.OVER: "done",
}


@dataclass(frozen=True)
class Figure:
    """One figure of an alert, as shown: today, the day it was raised, its threshold."""

    words: Any
    now: str
    then: str
    limit: str


@dataclass(frozen=True)
class Check:
    """One reading, raised or not. ``state``: icon; ``word``: what it says in two words; ``why``: what is missing."""

    code: str
    name: str
    state: str
    word: str
    why: str
    words: AlertWords
    rule: str


@dataclass(frozen=True)
class LeanLine:
    words: Any
    value: Decimal | None
    text: str
    missing: Any
    n: int


@dataclass(frozen=True)
class AlertsPage:
    open: tuple[Alert, ...]
    closed: tuple[Alert, ...]
    checks: tuple[Check, ...]
    index: Decimal | None
    index_text: str
    mark: Decimal
    leans: tuple[LeanLine, ...]
    known: int
    centre: str
    lede: str
    read_on: datetime.date


@dataclass(frozen=True)
class DomainLine:
    name: str
    n: int
    organizations: str
    people: str
    top: str


@dataclass(frozen=True)
class AlertPage:
    """``own``: the replies of the party concerned, shown first."""

    alert: Alert
    words: AlertWords
    rule: str
    figures: tuple[Figure, ...]
    domains: tuple[DomainLine, ...]
    own: tuple[AlertReply, ...]
    replies: tuple[AlertReply, ...]
    may_close: bool
    state: str


def rule_text(words: AlertWords, limits: Thresholds) -> str:
    """The rule with the thresholds in force."""
    shown = {name: limit_text(name, Decimal(value)) for name, value in limits.as_json().items()}
    return str(words.rule) % shown


def limit_text(name: str, value: Decimal) -> str:
    return format_number(value, 2) if name in PLAIN else percent_text(value)


def figure_text(name: str, value: Decimal | None) -> str:
    """As the kind of the figure says; "unknown" in words when it is not known."""
    if value is None:
        return pgettext("figure", "not known")
    kind = FIGURES[name][1] if name in FIGURES else "number"
    if name == "risk_per_power" and value >= NO_POWER:
        return _("bears risk without deciding")
    if kind == "share":
        return percent_text(value)
    return format_number(value, 2 if kind == "ratio" else 0)


def check_of(reading: Reading, limits: Thresholds) -> Check:
    words = ALERTS[reading.code]
    if reading.raised is None:
        state, word = "todo", _("not enough data")
    elif reading.raised:
        state, word = "warn", pgettext("alert", "to discuss")
    else:
        state, word = "done", _("nothing to report")
    return Check(
        code=reading.code,
        name=str(AlertCode(reading.code).label),
        state=state,
        word=word,
        why="; ".join(str(NOT_ENOUGH[name]) for name in reading.missing),
        words=words,
        rule=rule_text(words, limits),
    )


def _centre(facts: FactSheet, limits: Thresholds) -> str:
    if len(facts.requests) < limits.facts_needed:
        return ""
    return percent_text(centralisation(facts.parties, facts.requests))


def _lede(alerts: Sequence[Alert], checks: Sequence[Check]) -> str:
    blank = sum(check.state == "todo" for check in checks)
    if alerts:
        words = ngettext(
            "%(n)d alert to discuss together. An alert is a question, never a verdict.",
            "%(n)d alerts to discuss together. An alert is a question, never a verdict.",
            len(alerts),
        )
        return words % {"n": len(alerts)}
    if blank == len(checks):
        return _("There isn’t enough data to say anything yet. That is an answer too.")
    return _("No alert to discuss. An alert is a question, never a verdict.")


def build_alerts(partnership: Partnership) -> AlertsPage:
    """The alerts, the index with its five parts, and every reading, raised or not. A fixed number of queries."""
    campaign = last_campaign(partnership)
    limits = thresholds_of(campaign)
    facts = read_facts(partnership, campaign=campaign)
    checks = tuple(check_of(reading, limits) for reading in read_all(facts, limits))
    alerts = list(Alert.objects.filter(partnership=partnership).select_related("concerns__organization"))
    is_open = tuple(alert for alert in alerts if alert.state == AlertState.OPEN)
    index = verticality(facts, limits)
    return AlertsPage(
        open=is_open,
        closed=tuple(alert for alert in alerts if alert.state != AlertState.OPEN),
        checks=checks,
        index=index.value,
        index_text="" if index.value is None else format_number(index.value, 2),
        mark=limits.verticality,
        leans=tuple(
            LeanLine(
                LEANS[part.code],
                part.value,
                percent_text(part.value),
                "" if part.value is not None else LEAN_MISSING[part.code],
                part.n,
            )
            for part in index.parts
        ),
        known=index.known,
        centre=_centre(facts, limits),
        lede=_lede(is_open, checks),
        read_on=timezone.localdate(),
    )


def build_alert(alert: Alert, mine: Party | None) -> AlertPage:
    """One alert: the party concerned speaks first; the figures of today beside those of the day it was raised."""
    partnership = alert.partnership
    campaign = last_campaign(partnership)
    limits = thresholds_of(campaign)
    facts = read_facts(partnership, campaign=campaign)
    reading = next(found for found in read_all(facts, limits) if found.code == alert.code)
    words = ALERTS[alert.code]
    replies = list(AlertReply.objects.filter(alert=alert).select_related("party__organization").order_by("at", "pk"))
    is_open = alert.state == AlertState.OPEN
    return AlertPage(
        alert=alert,
        words=words,
        rule=rule_text(words, limits),
        figures=tuple(_figures(alert, reading)),
        domains=_domains(partnership, facts, limits) if alert.code == AlertCode.POWER else (),
        own=tuple(reply for reply in replies if reply.party_id == alert.concerns_id),
        replies=tuple(reply for reply in replies if reply.party_id != alert.concerns_id),
        may_close=is_open and mine is not None and mine.pk != alert.concerns_id and not partnership.is_over,
        state=OPEN_STATES_ICON[AlertState(alert.state)],
    )


def _figures(alert: Alert, reading: Reading) -> list[Figure]:
    marks = dict(reading.limits)
    found = []
    for name, value in reading.figures:
        then = alert.figures.get(name)
        limit = alert.thresholds.get(name)
        found.append(
            Figure(
                words=FIGURES[name][0],
                now=figure_text(name, value),
                then=figure_text(name, None if then is None else Decimal(then)),
                limit="" if limit is None else limit_text(marks.get(name, name), Decimal(limit)),
            )
        )
    return found


def _domains(partnership: Partnership, facts: FactSheet, limits: Thresholds) -> tuple[DomainLine, ...]:
    names = {party.pk: str(party) for party in partnership.parties.select_related("organization")}
    return tuple(
        DomainLine(
            name=str(PowerDomain(row.domain).label),
            n=row.n,
            organizations=percent_text(row.organizations) or _("too few facts"),
            people=percent_text(row.people) or _("too few facts"),
            top=f"{names.get(row.top, '')} {percent_text(row.top_share)}" if row.top is not None else "",
        )
        for row in all_power(facts, limits)
    )
