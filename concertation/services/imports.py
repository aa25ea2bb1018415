"""Files entered whole or not at all: attendance, contributions, participants by class, census classes.

A participant's code becomes a keyed digest that is useless outside this device; the code itself is never written.
"""

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from concertation.exchangefile import secret
from concertation.models import CensusClass, ClassCount, Contribution, Device, Edition, ParticipantMark, Sitting
from concertation.services.locks import check_version, lock_device, lock_edition
from core.csvtext import fold
from core.errors import Refusal
from core.textcheck import looks_personal

Lines = Sequence[Mapping[str, Any]]
CLASSES = ("sex", "age", "district")


def digest(device: Device, code: str) -> str:
    """64 signs for a code: the same person of the same device gives the same signs, and nothing leads back."""
    salt = f"concertation.mark.{device.pk}"
    return salted_hmac(salt, fold(code), secret=secret(), algorithm="sha256").hexdigest()


@dataclass(frozen=True)
class Earlier:
    """An earlier edition: how many codes it holds, how many of them the file has again. No code: no file there."""

    label: str
    marks: int
    again: int


@dataclass(frozen=True)
class Attendance:
    """What a file of attendance says. None: can't be told (no earlier file, no such column).

    ``earlier``: what was recognised, the last edition first.
    """

    marks: Mapping[str, tuple[int, int]]
    present: Mapping[Any, int]
    returning: int | None
    never_before: int | None
    median: Decimal | None
    classes: Mapping[str, Counter[str]]
    earlier: tuple[Earlier, ...] = ()

    @property
    def people(self) -> int:
        return len(self.marks)


def read_attendance(edition: Edition, lines: Lines) -> Attendance:
    """Counts of a file of attendance, nothing written. One query per earlier edition at most two in all."""
    days: dict[str, set[Any]] = {}
    rows: Counter[str] = Counter()
    contributions: Counter[str] = Counter()
    classes: dict[str, dict[str, str]] = {}
    for line in lines:
        mark = digest(edition.device, line["code"])
        rows[mark] += 1
        days.setdefault(mark, set())
        if line.get("day"):
            days[mark].add(line["day"])
        contributions[mark] += line.get("contributions") or 0
        for name in CLASSES:
            if name in line:
                of_class = classes.setdefault(name, {})
                of_class[mark] = of_class.get(mark) or line[name]
    present: Counter[Any] = Counter(day for each in days.values() for day in each)
    returning, never_before, earlier = _came_back(edition, set(days))
    told = any("contributions" in line for line in lines)
    middle = Decimal(str(statistics.median(contributions[mark] for mark in days))) if told and days else None
    return Attendance(
        {mark: (len(each) or rows[mark], contributions[mark]) for mark, each in days.items()},
        present,
        returning,
        never_before,
        middle,
        {name: Counter(of_class.values()) for name, of_class in classes.items()},
        earlier,
    )


def _came_back(edition: Edition, marks: set[str]) -> tuple[int | None, int | None, tuple[Earlier, ...]]:
    """Of ``marks``: there at the previous edition; never there before; what each earlier edition has again.

    None when an earlier edition has no file.
    """
    rows = edition.device.editions.filter(number__lt=edition.number).order_by("-number")
    found: dict[Any, tuple[str, set[str]]] = {pk: (label, set()) for pk, label in rows.values_list("pk", "label")}
    if not found:
        return None, None, ()
    for pk, mark in ParticipantMark.objects.filter(edition__in=found).values_list("edition", "digest"):
        found[pk][1].add(mark)
    earlier = [there for _label, there in found.values()]
    returning = len(marks & earlier[0]) if earlier[0] else None
    never = len(marks - set().union(*earlier)) if all(earlier) else None
    return returning, never, tuple(Earlier(label, len(there), len(marks & there)) for label, there in found.values())


@transaction.atomic
def import_attendance(*, edition: Edition, version: int, lines: Lines, by: User) -> Attendance:
    """Enter a file of attendance in place of the one before: marks, people of each day, counts of the edition."""
    held = _hold(edition, version)
    read = read_attendance(held, lines)
    ParticipantMark.objects.filter(edition=held).delete()
    ParticipantMark.objects.bulk_create(
        ParticipantMark(edition=held, digest=mark, sittings=min(times, 32_000), contributions=min(said, 32_000))
        for mark, (times, said) in read.marks.items()
    )
    for day, people in read.present.items():
        there = list(held.sittings.filter(held_on=day)[:2])
        if not there:
            Sitting.objects.create(edition=held, held_on=day, present=people)
        elif len(there) == 1:
            _set_present(there[0], people)
    held.participants = read.people
    known = {"returning": read.returning, "never_before": read.never_before, "median_contributions": read.median}
    for name, value in known.items():
        current = getattr(held, name)
        # A count typed by hand that the new number of participants contradicts is unknown again.
        kept = current if name == "median_contributions" or (current or 0) <= read.people else None
        setattr(held, name, kept if value is None else value)
    held.save()
    for name, counts in read.classes.items():
        _replace_counts(held, name, counts)
    return read


def _set_present(sitting: Sitting, people: int) -> None:
    if sitting.women_present is not None and sitting.women_present > people:
        raise Refusal(
            _("On %(day)s the file has %(people)d people, and the sitting %(women)d women. Correct one of the two.")
            % {"day": date_format(sitting.held_on, "j F Y"), "people": people, "women": sitting.women_present}
        )
    sitting.present = people
    sitting.version += 1
    sitting.save(update_fields=["present", "version"])


def _hold(edition: Edition, version: int) -> Edition:
    held = lock_edition(edition)
    check_version(held.version, version)
    held.version += 1
    held.save(update_fields=["version"])
    return held


def _replace_counts(edition: Edition, dimension: str, counts: Mapping[str, int]) -> None:
    ClassCount.objects.filter(edition=edition, dimension=dimension).delete()
    ClassCount.objects.bulk_create(
        ClassCount(edition=edition, dimension=dimension, label=label, people=people)
        for label, people in counts.items()
    )


@dataclass(frozen=True)
class Received:
    """``fresh``: lines to enter; ``known``: already there; ``aside``: of the fresh ones, those to read again."""

    fresh: tuple[Mapping[str, Any], ...]
    known: int
    aside: int


def read_contributions(edition: Edition, lines: Lines) -> Received:
    """Which contributions are new, and which seem to speak of a person. One query."""
    there = {(fold(text), day) for text, day in edition.contributions.values_list("text", "received_on")}
    device = edition.device
    names = (device.name, device.territory.name, device.organization.name)
    fresh: list[Mapping[str, Any]] = []
    for line in lines:
        key = (fold(line["text"]), line.get("received_on"))
        if key not in there:
            there.add(key)
            personal = bool(looks_personal(line["text"], known_functions=names))
            fresh.append({**line, "is_hidden": personal})
    return Received(tuple(fresh), len(lines) - len(fresh), sum(1 for line in fresh if line["is_hidden"]))


@transaction.atomic
def import_contributions(*, edition: Edition, version: int, lines: Lines, by: User) -> Received:
    """Enter the contributions that aren't there yet. Those that seem to speak of a person wait to be read again."""
    held = _hold(edition, version)
    read = read_contributions(held, lines)
    last = held.contributions.aggregate(last=Max("number"))["last"] or 0
    for number, line in enumerate(read.fresh, last + 1):
        Contribution.objects.create(
            edition=held,
            number=number,
            text=line["text"],
            theme=line.get("theme") or "",
            count=line.get("count") or 1,
            received_on=line.get("received_on"),
            is_hidden=line["is_hidden"],
        )
    return read


@transaction.atomic
def import_classes(*, edition: Edition, version: int, lines: Lines, by: User) -> int:
    """Participants by class, in place of what each dimension of the file had. Gives the number of dimensions."""
    held = _hold(edition, version)
    by_dimension: dict[str, dict[str, int]] = {}
    for line in lines:
        by_dimension.setdefault(line["dimension"], {})[line.get("label") or ""] = line["people"]
    for dimension, counts in by_dimension.items():
        total = sum(counts.values())
        if held.participants is not None and total > held.participants:
            raise Refusal(
                _(
                    "The file counts %(total)d people on one criterion, for %(most)d participants. "
                    "Correct one of the two."
                )
                % {"total": total, "most": held.participants}
            )
        _replace_counts(held, dimension, counts)
    return len(by_dimension)


@transaction.atomic
def import_census(*, device: Device, lines: Lines, source: str, year: int | None, by: User) -> int:
    """Census classes of the device's zone, in place of what each dimension of the file had."""
    held = lock_device(device)
    dimensions = {line["dimension"] for line in lines}
    CensusClass.objects.filter(territory=held.territory_id, dimension__in=dimensions).delete()
    CensusClass.objects.bulk_create(
        CensusClass(
            territory_id=held.territory_id,
            dimension=line["dimension"],
            label=line["label"],
            people=line["people"],
            position=position,
            source=source,
            year=year,
        )
        for position, line in enumerate(lines)
    )
    return len(dimensions)
