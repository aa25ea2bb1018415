"""The paper kit of a cycle: blank sheets that mirror the screens, made from the cycle's own groups, indicators, scale.

Rows stand in the order of the entry page; each side's sheet carries the address of that page.
"""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.dates import format_date, format_period
from core.levels import level_word
from core.numbers import format_number
from scorecards.enums import Side
from scorecards.models import Cycle, Indicator, InputItem
from scorecards.scales import SCALES


@dataclass(frozen=True)
class KitLevel:
    """A column of boxes: its number, its word, its face; ``dots``: how many of five are full, for who reads none."""

    text: str
    word: str
    face: int

    @property
    def dots(self) -> str:
        return "●" * self.face + "○" * (5 - self.face)


@dataclass(frozen=True)
class KitRow:
    """An indicator on a sheet. ``users``, ``provider``: whom it is asked of."""

    number: int
    label: str
    hint: str
    pictogram: str
    users: bool = True
    provider: bool = True


@dataclass(frozen=True)
class KitSide:
    """Who scores together: a group, or the staff. ``address``: the page where their sheet is typed up."""

    title: str
    is_provider: bool
    expected: str
    address: str
    rows: tuple[KitRow, ...]


@dataclass(frozen=True)
class KitInput:
    label: str
    unit: str
    entitlement: str
    source: str
    planned: str


@dataclass(frozen=True)
class Kit:
    """Everything that the sheets print. ``levels``: the columns, lowest first; ``groups``: columns of the card."""

    title: str
    service: str
    place: str
    organization: str
    operator: str
    round_label: str
    period: str
    levels: tuple[KitLevel, ...]
    sides: tuple[KitSide, ...]
    rows: tuple[KitRow, ...]
    inputs: tuple[KitInput, ...]
    address: str
    printed_on: datetime.date
    is_demo: bool

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(side.title for side in self.sides if not side.is_provider)

    @property
    def group_names(self) -> str:
        return ", ".join(self.groups)

    @property
    def is_wide(self) -> bool:
        """Eleven levels don't stand side by side on an upright page."""
        return len(self.levels) > 5


def rows_mark(indicators: Iterable[Indicator]) -> str:
    """Eight letters that change when the rows of a sheet or their order change: printed in the code of a sheet."""
    keys = ",".join(str(row.pk) for row in indicators)
    return hashlib.sha256(keys.encode()).hexdigest()[:8]


def build_kit(cycle: Cycle, audience: str) -> Kit:
    """The kit as the cycle stands today, in the active language. ``cycle`` comes ``with_context``."""
    listed = list(cycle.indicators.select_related("template").order_by("position", "code"))
    scale = SCALES[cycle.scale]
    point = cycle.service_point
    return Kit(
        title=f"{point}, {cycle.round_label}",
        service=str(point),
        place=str(point.territory),
        organization=str(cycle.organization),
        operator=str(point.operator),
        round_label=cycle.round_label,
        period=_period(cycle),
        levels=tuple(
            KitLevel(format_number(level), level_word(face), face)
            for level, face in ((level, scale.band(level)) for level in scale.levels)
        ),
        sides=_sides(cycle, listed),
        rows=_rows(listed),
        inputs=tuple(_input(item) for item in InputItem.objects.filter(cycle=cycle)),
        address=_full(reverse("scorecards:cycle_detail", args=[cycle.pk])),
        printed_on=timezone.localdate(),
        is_demo=cycle.is_demo,
    )


def _sides(cycle: Cycle, listed: list[Indicator]) -> tuple[KitSide, ...]:
    """The groups in their order, then the staff."""
    users = [row for row in listed if row.is_asked_of(Side.USERS)]
    staff = [row for row in listed if row.is_asked_of(Side.PROVIDER)]
    found = [
        KitSide(
            str(group), False, format_number(group.size) if group.size else "", _entry(group.pk, users), _rows(users)
        )
        for group in cycle.groups.all()
    ]
    return (*found, KitSide(_("Self-evaluation of the staff"), True, "", _entry(cycle.pk, staff), _rows(staff)))


def _rows(listed: list[Indicator]) -> tuple[KitRow, ...]:
    """Numbered from 1, as on the entry page."""
    return tuple(
        KitRow(
            number,
            *_words(row),
            row.pictogram,
            row.is_asked_of(Side.USERS),
            row.is_asked_of(Side.PROVIDER),
        )
        for number, row in enumerate(listed, 1)
    )


def _words(row: Indicator) -> tuple[str, str]:
    """Label and question, in the language of the sheet when they are still the library's own words."""
    template, language = row.template, get_language() or "fr"
    if template is None:
        return row.label, row.hint
    found = []
    for name in ("label", "hint"):
        mine = getattr(row, name)
        known = {getattr(template, f"{name}_{code}", "") for code in ("fr", "en", "ar")}
        found.append((getattr(template, f"{name}_{language}", "") or mine) if mine in known else mine)
    return found[0], found[1]


def _entry(pk: object, listed: list[Indicator]) -> str:
    return _full(f"{reverse('scorecards:kit_entry', args=[pk])}?v={rows_mark(listed)}")


def _full(path: str) -> str:
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def _input(item: InputItem) -> KitInput:
    planned = "" if item.planned is None else format_number(item.planned)
    return KitInput(item.label, item.unit, item.entitlement, item.source, planned)


def _period(cycle: Cycle) -> str:
    if cycle.ends_on is None:
        return _("from %(date)s") % {"date": format_date(cycle.starts_on)}
    return format_period(cycle.starts_on, cycle.ends_on)
