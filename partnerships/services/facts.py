"""The log of the facts: decisions, meetings, requests to account, incidents, lessons. Written together, kept.

A line is corrected by the party that it belongs to (decisions and meetings: by any party), and every change is kept.
Rows without a version of their own carry ``stamp``: a number made of what the row holds.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from core.errors import Refusal
from partnerships.models import (
    AccountRequest,
    Decision,
    Lesson,
    LessonReuse,
    Meeting,
    Partnership,
    PartnershipIncident,
    Party,
)
from partnerships.services.alerts import refresh_alerts
from partnerships.services.locks import acting_party, check_version, lock_partnership


@dataclass(frozen=True)
class Kind:
    """``owner``: the field that names the party that a line belongs to; "" when every party may correct it."""

    model: type[models.Model]
    plain: tuple[str, ...]
    many: tuple[str, ...] = ()
    owner: str = ""

    @property
    def signed(self) -> bool:
        """The line keeps who typed it."""
        return not self.owner


DECISION = Kind(
    Decision,
    ("on", "what", "domain", "reason", "proposed_by", "function", "published_on"),
    ("consulted", "decided_by", "dissented"),
)
MEETING = Kind(Meeting, ("on", "title", "place", "chaired_by", "minutes"), ("invited", "present", "with_mandate"))
REQUEST = Kind(AccountRequest, ("on", "what", "to_party"), owner="from_party")
INCIDENT = Kind(PartnershipIncident, ("on", "what"), owner="told_by")
LESSON = Kind(Lesson, ("on", "text", "is_solution"), owner="author")
KINDS: dict[str, Kind] = {
    "decisions": DECISION,
    "meetings": MEETING,
    "requests": REQUEST,
    "incidents": INCIDENT,
    "lessons": LESSON,
}


def stamp(row: models.Model, many: tuple[str, ...] = ()) -> int:
    """A number made of what the row holds, to see that it changed meanwhile."""
    values = [f"{field.attname}={getattr(row, field.attname)}" for field in row._meta.concrete_fields]
    values += [f"{name}={sorted(str(part.pk) for part in getattr(row, name).all())}" for name in many]
    return zlib.crc32("\n".join(values).encode())


@transaction.atomic
def add_fact(*, kind: str, partnership: Partnership, data: Mapping[str, Any], by: User) -> models.Model:
    """One more line. ``data``: the fields of the kind; a decision also takes ``against_ours`` (bool)."""
    held = lock_partnership(partnership)
    mine, spec = acting_party(by, held), KINDS[kind]
    _check(held, data)
    values = {name: data[name] for name in spec.plain if name in data}
    values |= {"by": by} if spec.signed else {spec.owner: mine}
    row = spec.model._default_manager.create(partnership=held, **values)
    _many(row, spec, data, mine)
    refresh_alerts(partnership=held, by=by)
    return row


@transaction.atomic
def change_fact(*, kind: str, row: Any, version: int | None, data: Mapping[str, Any], by: User) -> models.Model:
    """Correct a line. Refuses another party's own line, and a form older than the line."""
    held = lock_partnership(row.partnership)
    mine, spec = acting_party(by, held), KINDS[kind]
    now: Any = spec.model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    _own(now, spec, mine)
    check_version(stamp(now, spec.many), version)
    if isinstance(now, AccountRequest) and now.answered_on:
        raise Refusal(_("This request is answered: it is kept as it was asked. Make a new one."))
    _check(held, data)
    for name in spec.plain:
        if name in data:
            setattr(now, name, data[name])
    now.save()
    _many(now, spec, data, mine)
    refresh_alerts(partnership=held, by=by)
    return now  # type: ignore[no-any-return]


@transaction.atomic
def remove_fact(*, kind: str, row: Any, by: User) -> None:
    """Take a line out: only the party that wrote it, and only while nobody built on it."""
    held = lock_partnership(row.partnership)
    mine, spec = acting_party(by, held), KINDS[kind]
    _own(row, spec, mine)
    if spec.signed and not Membership.objects.filter(user=row.by_id, organization=mine.organization_id).exists():
        raise Refusal(_("Only the party that wrote this line takes it out. You may correct it: every change is kept."))
    if (
        (isinstance(row, AccountRequest) and row.answered_on)
        or (isinstance(row, PartnershipIncident) and row.analysed_on)
        or (isinstance(row, Lesson) and (row.reuses.exists() or row.confirmed_by.exists()))
    ):
        raise Refusal(_("Another party has built on this line: it stays."))
    row.delete()
    refresh_alerts(partnership=held, by=by)


@transaction.atomic
def answer_request(*, request: AccountRequest, answer: str, version: int | None, by: User) -> AccountRequest:
    """The party that was asked answers; it may complete its answer. ``version``: the stamp of the row, as read."""
    held = lock_partnership(request.partnership)
    row = AccountRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if acting_party(by, held).pk != row.to_party_id:
        raise Refusal(_("Only the party that was asked answers."))
    check_version(stamp(row), version)
    if not answer.strip():
        raise Refusal(_("Write the answer, even short: “the report comes in March”."))
    row.answer, row.answered_on = answer.strip(), row.answered_on or timezone.localdate()
    row.save(update_fields=["answer", "answered_on"])
    return row


@transaction.atomic
def analyse_incident(
    *, incident: PartnershipIncident, version: int | None, data: Mapping[str, Any], by: User
) -> PartnershipIncident:
    """What the parties understood together. ``data``: analysed_on, analysed_by (two at least), causes, changes."""
    held = lock_partnership(incident.partnership)
    acting_party(by, held)
    row = PartnershipIncident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
    check_version(stamp(row, ("analysed_by",)), version)
    _check(held, {"on": data["analysed_on"]})
    if len(data["analysed_by"]) < 2:
        raise Refusal(_("Looking at it together takes two parties at least."))
    if data["analysed_on"] < row.on:
        raise Refusal(_("It was looked at before it happened. Correct one of the two dates."))
    for name in ("analysed_on", "causes", "changes"):
        setattr(row, name, data[name])
    row.save()
    row.analysed_by.set(data["analysed_by"])
    refresh_alerts(partnership=held, by=by)
    return row


@transaction.atomic
def recognise_lesson(*, lesson: Lesson, by: User) -> Lesson:
    """Another party says that the lesson is true for it too. Twice changes nothing."""
    held = lock_partnership(lesson.partnership)
    mine = acting_party(by, held)
    if mine.pk == lesson.author_id:
        raise Refusal(_("Your party wrote this lesson: another one recognises it."))
    lesson.confirmed_by.add(mine)
    return lesson


@transaction.atomic
def reuse_lesson(*, lesson: Lesson, on: Any, where: str, by: User) -> LessonReuse:
    """Write where a lesson served again; the party of ``by`` reused it."""
    held = lock_partnership(lesson.partnership)
    mine = acting_party(by, held)
    _check(held, {"on": on})
    if on < lesson.on:
        raise Refusal(_("The lesson was written later. Correct the date."))
    same, _made = LessonReuse.objects.get_or_create(lesson=lesson, party=mine, on=on, where=" ".join(where.split()))
    refresh_alerts(partnership=held, by=by)
    return same


def _own(row: Any, spec: Kind, mine: Party) -> None:
    if spec.owner and getattr(row, f"{spec.owner}_id") != mine.pk:
        raise Refusal(_("This line belongs to another party: only that party changes it."))


def _check(held: Partnership, data: Mapping[str, Any]) -> None:
    """Days that have come, parties of this very partnership."""
    if data.get("on") and data["on"] > timezone.localdate():
        raise Refusal(_("This day is still to come. Write what has happened."))
    named = [value for value in data.values() if isinstance(value, Party)]
    for value in data.values():
        if isinstance(value, list | tuple | models.QuerySet):
            named += [part for part in value if isinstance(part, Party)]
    if any(party.partnership_id != held.pk for party in named):
        raise Refusal(_("Choose among the parties of this partnership."))


def _many(row: Any, spec: Kind, data: Mapping[str, Any], mine: Party) -> None:
    for name in spec.many:
        if name in data:
            getattr(row, name).set(data[name])
    if isinstance(row, Decision) and "against_ours" in data:
        # Each party says it of itself alone.
        (row.against_priority_of.add if data["against_ours"] else row.against_priority_of.remove)(mine)
