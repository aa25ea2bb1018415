"""The tree of territories: one node by hand, or a file at once. Paths are written here and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from core.errors import Refusal
from core.guard import Actor
from directory.enums import LEVEL_ORDER, TerritoryLevel
from directory.models import Territory
from directory.territoryfile import Line, Parsed, Problem, parse

_PATH = 255


def _refuse_place(*, level: TerritoryLevel, parent: Territory | None) -> None:
    if parent is None:
        if level != TerritoryLevel.COUNTRY:
            raise Refusal(_("Say in which territory it lies: only a country stands alone."))
        return
    if level == TerritoryLevel.COUNTRY:
        raise Refusal(_("A country has no parent territory."))
    if LEVEL_ORDER.index(level) <= LEVEL_ORDER.index(TerritoryLevel(parent.level)):
        words = {"level": level.label, "parent": parent.name, "parent_level": parent.get_level_display()}
        raise Refusal(_("A %(level)s can't lie in %(parent)s, which is a %(parent_level)s.") % words)


def _next_code(parent: Territory | None, name: str) -> str:
    """A free code below ``parent``: its code and the next number; for a country, the first letters of its name."""
    stem = parent.code if parent else "".join(letter for letter in name.upper() if letter.isalpha())[:3] or "T"
    if parent is None and not Territory.objects.filter(code=stem).exists():
        return stem
    taken = set(Territory.objects.filter(code__startswith=f"{stem}-").values_list("code", flat=True))
    number = next(n for n in range(1, len(taken) + 2) if f"{stem}-{n:02d}" not in taken)
    return f"{stem}-{number:02d}"


def _path(parent: Territory | None, code: str) -> str:
    path = f"{parent.path if parent else ''}{code}/"
    if len(path) > _PATH:
        raise Refusal(_("The codes from the country down to this territory are too long together: shorten this one."))
    return path


@transaction.atomic
def save_territory(
    *,
    name: str,
    level: TerritoryLevel,
    parent: Territory | None,
    by: Actor | None,
    code: str = "",
    territory: Territory | None = None,
) -> Territory:
    """Create a territory, or correct ``territory``; a move takes everything below along.

    Without ``code`` a free one is given. Only the platform's operator (or ``by=None``: a command) moves a territory or
    changes its code, since that changes what officers see. Raises Refusal.
    """
    name, code, level = name.strip(), code.strip(), TerritoryLevel(level)
    if parent is not None:
        parent = Territory.objects.select_for_update().get(pk=parent.pk)
    if territory is None or (level, parent and parent.pk) != (territory.level, territory.parent_id):
        _refuse_place(level=level, parent=parent)
    same = Territory.objects.filter(parent=parent, level=level, name__iexact=name)
    if territory is not None:
        same = same.exclude(pk=territory.pk)
    if same.exists():
        raise Refusal(_("%(name)s is already registered here.") % {"name": name})
    if territory is not None:
        return _change(territory, name=name, code=code or territory.code, level=level, parent=parent, by=by)
    code = code or _next_code(parent, name)
    try:
        with transaction.atomic():
            return Territory.objects.create(name=name, code=code, level=level, parent=parent, path=_path(parent, code))
    except IntegrityError:
        raise Refusal(_("Code %(code)s is already taken.") % {"code": code}) from None


def _change(
    territory: Territory, *, name: str, code: str, level: TerritoryLevel, parent: Territory | None, by: Actor | None
) -> Territory:
    fresh = Territory.objects.select_for_update().get(pk=territory.pk)
    moved = (code, level, parent and parent.pk) != (fresh.code, fresh.level, fresh.parent_id)
    if moved and by is not None and not by.is_superuser:
        raise Refusal(_("Only the operator of the platform moves a territory or changes its code or level."))
    if parent is not None and parent.path.startswith(fresh.path):
        raise Refusal(_("A territory can't lie inside itself."))
    lowest = min((LEVEL_ORDER.index(child) for child in fresh.children.values_list("level", flat=True)), default=99)
    if LEVEL_ORDER.index(level) >= lowest:
        raise Refusal(_("Territories below it stand at this level or higher: move them first."))
    old = fresh.path
    fresh.name, fresh.code, fresh.level, fresh.parent = name, code, level, parent
    new = _path(parent, code)
    try:
        with transaction.atomic():
            if new != old:
                _move_subtree(old, new)
            fresh.path = new
            fresh.save()
    except IntegrityError:
        raise Refusal(_("Code %(code)s is already taken.") % {"code": code}) from None
    return fresh


def _move_subtree(old: str, new: str) -> None:
    below = Territory.objects.filter(path__startswith=old)
    longest = max((len(path) for path in below.values_list("path", flat=True)), default=0)
    if longest - len(old) + len(new) > _PATH:
        raise Refusal(_("The codes from the country down to this territory are too long together: shorten this one."))
    below.update(path=Concat(Value(new), Substr("path", len(old) + 1)))


@dataclass
class TerritoryPlan:
    """What a file would change: lines to add, to rename (with the name in force), and those already right."""

    add: list[Line] = field(default_factory=list)
    rename: list[tuple[Line, str]] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.add and not self.rename


def plan_territories(content: bytes) -> TerritoryPlan:
    """Compare a file with the register; ``problems`` names every bad line, in the order of the file."""
    parsed = parse(content)
    plan = TerritoryPlan(problems=list(parsed.problems))
    known = _known(parsed)
    by_code = {line.code: line for line in parsed.lines}
    broken = {problem.line for problem in parsed.problems}
    for line in parsed.lines:
        message = _misplaced(line, by_code, known, file_is_whole=not broken)
        current = known.get(line.code)
        if message:
            plan.problems.append(Problem(line.number, message))
        elif current is None:
            plan.add.append(line)
        elif current.name != line.name:
            plan.rename.append((line, current.name))
        else:
            plan.same += 1
    plan.problems.sort(key=lambda problem: problem.line)
    return plan


def _known(parsed: Parsed) -> dict[str, Territory]:
    codes = {line.code for line in parsed.lines} | {line.parent_code for line in parsed.lines}
    return {t.code: t for t in Territory.objects.filter(code__in=codes).select_related("parent")}


def _misplaced(line: Line, by_code: dict[str, Line], known: dict[str, Territory], *, file_is_whole: bool) -> str:
    """The sentence when the line can't stand where it says; empty when it can."""
    current = known.get(line.code)
    if current is not None:
        held = current.parent.code if current.parent else ""
        if (held, current.level) != (line.parent_code, line.level):
            words = {"code": line.code, "parent": held or "–", "level": current.get_level_display()}
            return _("Code %(code)s is registered as a %(level)s of %(parent)s: only the operator moves it.") % words
    if not line.parent_code:
        return ""
    parent = by_code.get(line.parent_code) or known.get(line.parent_code)
    if parent is None:
        # A parent whose own line is wrong is named there; saying it again for each child would bury it.
        return _("Parent code %(code)s is unknown.") % {"code": line.parent_code} if file_is_whole else ""
    if _in_a_ring(line, by_code):
        return _("This territory lies inside itself: follow its parent codes.")
    if LEVEL_ORDER.index(line.level) <= LEVEL_ORDER.index(TerritoryLevel(parent.level)):
        held_level = TerritoryLevel(parent.level)
        words = {"level": str(line.level.label), "parent": parent.name, "parent_level": str(held_level.label)}
        return _("A %(level)s can't lie in %(parent)s, which is a %(parent_level)s.") % words
    return _too_long(line, by_code, known)


def _chain(line: Line, by_code: dict[str, Line]) -> Iterable[Line]:
    """The line and its parents inside the file, each once."""
    seen: set[str] = set()
    here: Line | None = line
    while here is not None and here.code not in seen:
        seen.add(here.code)
        yield here
        here = by_code.get(here.parent_code)


def _in_a_ring(line: Line, by_code: dict[str, Line]) -> bool:
    return any(step.parent_code == line.code for step in _chain(line, by_code))


def _too_long(line: Line, by_code: dict[str, Line], known: dict[str, Territory]) -> str:
    chain = list(_chain(line, by_code))
    above = known.get(chain[-1].parent_code)
    length = sum(len(step.code) + 1 for step in chain) + (len(above.path) if above else 0)
    if length > _PATH:
        return _("The codes from the country down to this territory are too long together: shorten this one.")
    return ""


@transaction.atomic
def apply_territories(*, content: bytes, by: Actor | None) -> TerritoryPlan:
    """Do what ``plan_territories`` says, all or nothing; again with the same file changes nothing. Raises Refusal."""
    plan = plan_territories(content)
    if plan.problems:
        raise Refusal(_("This file has lines to correct: nothing was changed."))
    codes = {line.parent_code for line in plan.add} | {line.code for line, _name in plan.rename}
    held = {t.code: t for t in Territory.objects.select_for_update().filter(code__in=codes)}
    try:
        with transaction.atomic():
            for level in LEVEL_ORDER:
                _add([line for line in plan.add if line.level == level], held)
            for line, _name in plan.rename:
                held[line.code].name = line.name
            Territory.objects.bulk_update([held[line.code] for line, _name in plan.rename], ["name"], batch_size=500)
    except IntegrityError:
        raise Refusal(_("Somebody else changed these territories meanwhile. Send the file again.")) from None
    return plan


def _add(lines: list[Line], held: dict[str, Territory]) -> None:
    rows = []
    for line in lines:
        parent = held.get(line.parent_code)
        row = Territory(code=line.code, name=line.name, level=line.level, parent=parent, path=_path(parent, line.code))
        held[line.code] = row
        rows.append(row)
    Territory.objects.bulk_create(rows, batch_size=1000)
