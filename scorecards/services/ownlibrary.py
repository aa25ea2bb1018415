"""An organisation's own indicators in the library. A code never changes meaning: once used, only its words change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.errors import Refusal
from directory.models import Organization
from scorecards.libraryfile import HEADER, LibraryLine, LibraryRead, parse_library
from scorecards.models import IndicatorTemplate
from scorecards.services.filewords import SENTENCES, Trouble

WORDS = ("label_fr", "label_en", "label_ar", "hint_fr", "hint_en", "hint_ar", "pictogram")
#: What a code means: fixed once a cycle uses it.
MEANING = ("sector", "about", "asked_of")
FIXED = gettext_lazy(
    "A cycle uses this indicator: its sector, what it speaks of and whom it is asked of stay, so that rounds can be "
    "compared. Write a new indicator for another meaning."
)
_OWN_SENTENCES: dict[str, Any] = {
    "no_indicators": gettext_lazy("The file has a header and no indicator. Add one line per indicator."),
    "code_twice": gettext_lazy("This code already stands on line %(first)d. Keep one of the two."),
    "code_shape": gettext_lazy(
        "This code can't be used. Write small letters without accents, digits and hyphens: “my-waiting-time”."
    ),
    "label_empty": gettext_lazy("The label in French is missing: it is the one that everybody falls back on."),
    "choice": gettext_lazy("“%(read)s” isn't known in the column “%(column)s”. Write one of: %(choices)s."),
    "common": gettext_lazy(
        "This code belongs to the common library, which you can't change. Take a code of your own."
    ),
    "foreign": gettext_lazy("This code is taken by another organisation. Take another one."),
    "meaning": gettext_lazy(
        "This code is already there with another meaning (column “%(column)s”: %(there)s). A code never changes "
        "meaning: take a new code."
    ),
}


def is_used(template: IndicatorTemplate) -> bool:
    """A cycle asks or asked it."""
    return template.indicators.exists()


@transaction.atomic
def create_template(*, organization: Organization, code: str, by: User, **fields: str) -> IndicatorTemplate:
    """A new indicator of the organisation; its code is its own for ever, in the whole library."""
    last = IndicatorTemplate.objects.filter(sector=fields["sector"]).aggregate(last=Max("position"))["last"] or 0
    try:
        with transaction.atomic():
            return IndicatorTemplate.objects.create(code=code, owner=organization, position=last + 1, **fields)
    except IntegrityError as error:
        raise Refusal(_("This code is already in the library: take another one.")) from error


@transaction.atomic
def change_template(*, template: IndicatorTemplate, by: User, **fields: Any) -> IndicatorTemplate:
    """New words, or no longer proposed. What it means changes only while no cycle uses it; its code never."""
    row = IndicatorTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    if row.owner_id is None or row.owner != by.organization:
        raise Refusal(_("Only the organisation that wrote this indicator changes it."))
    if any(name in fields and fields[name] != getattr(row, name) for name in MEANING) and is_used(row):
        raise Refusal(str(FIXED))
    for name in (*WORDS, *MEANING, "is_active"):
        if name in fields:
            setattr(row, name, fields[name])
    row.save()
    return row


@dataclass(frozen=True)
class Entry:
    """What a file would enter: new codes, changed words, codes that stay; or what is wrong, line by line."""

    fresh: tuple[LibraryLine, ...]
    changed: tuple[LibraryLine, ...]
    same: int
    troubles: tuple[Trouble, ...]

    @property
    def count(self) -> int:
        return len(self.fresh) + len(self.changed)


def read_entry(content: bytes | str, organization: Organization) -> Entry:
    """Read a file against the library as it is; nothing is written."""
    read: LibraryRead = parse_library(content)
    there = IndicatorTemplate.objects.in_bulk([line.code for line in read.lines], field_name="code")
    used = set(
        IndicatorTemplate.objects.filter(code__in=there, indicators__isnull=False).values_list("code", flat=True)
    )
    troubles = [_trouble(row.line, row.code, row.read, row.params) for row in read.problems]
    fresh: list[LibraryLine] = []
    changed: list[LibraryLine] = []
    same = 0
    for line in read.lines:
        row = there.get(line.code)
        wrong = _refused(line, row, organization, line.code in used)
        if wrong is not None:
            troubles.append(wrong)
        elif row is None:
            fresh.append(line)
        elif _differs(line, row):
            changed.append(line)
        else:
            same += 1
    return Entry(tuple(fresh), tuple(changed), same, tuple(sorted(troubles, key=lambda row: row.line or 0)))


@transaction.atomic
def enter_library(*, content: str, organization: Organization, by: User) -> Entry:
    """Enter the whole file or nothing of it."""
    entry = read_entry(content, organization)
    if entry.troubles:
        raise Refusal(_("The file still has lines to correct: nothing was entered."))
    for line in entry.fresh:
        fields = {"about": "provider", "asked_of": "both"} | dict(line.fields)
        create_template(organization=organization, by=by, **fields)
    there = IndicatorTemplate.objects.in_bulk([line.code for line in entry.changed], field_name="code")
    for line in entry.changed:
        words = {name: value for name, value in line.fields.items() if name != "code"}
        change_template(template=there[line.code], by=by, **words)
    return entry


def _differs(line: LibraryLine, row: IndicatorTemplate) -> bool:
    return any(getattr(row, name) != value for name, value in line.fields.items())


def _refused(
    line: LibraryLine, row: IndicatorTemplate | None, organization: Organization, used: bool
) -> Trouble | None:
    """Why this line can't be entered, or None."""
    if row is None or not _differs(line, row):
        return None
    if row.owner_id != organization.pk:
        return _trouble(line.line, "common" if row.owner_id is None else "foreign", line.code, {})
    # Another sector or subject is another meaning, used or not; whom it is asked of is settled with the first cycle.
    for name in MEANING if used else MEANING[:2]:
        if name in line.fields and line.fields[name] != getattr(row, name):
            return _trouble(line.line, "meaning", line.code, {"column": name, "there": getattr(row, name)})
    return None


def _trouble(line: int | None, code: str, read: str, params: Mapping[str, Any]) -> Trouble:
    words = _OWN_SENTENCES.get(code) or SENTENCES[code]
    short = " ".join(read.split())[:60]
    return Trouble(line, short, str(words) % {"read": short, "header": HEADER, **params})
