"""Groups and indicators of a cycle in preparation. What has been scored can't be taken away."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from scorecards.enums import About, AskedOf, CycleState, SessionState
from scorecards.models import Cycle, Group, Indicator, IndicatorTemplate, ScoringSession
from scorecards.pictograms import guess_pictogram
from scorecards.services.clips import copy_clips
from scorecards.services.inputs import copy_inputs
from scorecards.services.locks import lock_cycle
from scorecards.services.moderation import places, watch
from scorecards.services.team import copy_teams


def held_in_preparation(cycle: Cycle) -> Cycle:
    """The cycle under lock; refuses once preparation is over."""
    held = lock_cycle(cycle)
    if held.state != CycleState.PREPARATION:
        raise Refusal(_("Preparation is over: reopen it, with a reason, to change groups or indicators."))
    return held


def _next_position(rows: QuerySet[Any]) -> int:
    return int(rows.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def add_group(
    *, cycle: Cycle, kind: str, by: User, label: str = "", village: str = "", size: int | None = None
) -> Group:
    """One more group that scores together. Refuses a second one of the same kind, name and village."""
    held = held_in_preparation(cycle)
    _refuse_same_group(held, kind, label, village)
    return Group.objects.create(
        cycle=held, kind=kind, label=label, village=village, size=size, position=_next_position(held.groups.all())
    )


def _refuse_same_group(cycle: Cycle, kind: str, label: str, village: str, but: Group | None = None) -> None:
    same = cycle.groups.filter(kind=kind, label__iexact=label, village__iexact=village)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refusal(_("This group is already in the cycle. Give it another name or village."))


@transaction.atomic
def change_group(
    *, group: Group, kind: str, by: User, label: str = "", village: str = "", size: int | None = None
) -> Group:
    """Correct a group's name, village or expected size."""
    held = held_in_preparation(group.cycle)
    _refuse_same_group(held, kind, label, village, but=group)
    group.kind, group.label, group.village, group.size = kind, label, village, size
    group.save(update_fields=["kind", "label", "village", "size"])
    return group


@transaction.atomic
def remove_group(*, group: Group, by: User) -> None:
    """Take a group out. Refuses when its session was opened or counted: what people said is kept."""
    held_in_preparation(group.cycle)
    session = ScoringSession.objects.filter(group=group).first()
    if session is not None and (session.state != SessionState.PLANNED or session.scores.exists()):
        raise Refusal(
            _("The group “%(group)s” has already met: it stays, so that nothing it said is lost.") % {"group": group}
        )
    group.delete()


@transaction.atomic
def set_groups(*, cycle: Cycle, groups: Iterable[dict[str, Any]], by: User) -> list[Group]:
    """Replace all groups of a cycle by these: ``kind``, and if wanted ``label``, ``village``, ``size``."""
    held = held_in_preparation(cycle)
    for group in held.groups.all():
        remove_group(group=group, by=by)
    return [add_group(cycle=held, by=by, **fields) for fields in groups]


@transaction.atomic
def choose_indicators(
    *, cycle: Cycle, templates: Iterable[IndicatorTemplate], by: User, asked_of: dict[str, str] | None = None
) -> list[Indicator]:
    """Add indicators from the library, their words frozen; one already there is left as it is.

    ``asked_of``: template code → side, where it differs from the library's.
    """
    held = held_in_preparation(cycle)
    there = set(held.indicators.values_list("code", flat=True))
    position = _next_position(held.indicators.all())
    rows: list[Indicator] = []
    for template in templates:
        if template.code in there:
            continue
        there.add(template.code)
        rows.append(
            Indicator(
                cycle=held,
                template=template,
                code=template.code,
                label=template.label,
                hint=template.hint,
                about=template.about,
                asked_of=(asked_of or {}).get(template.code, template.asked_of),
                pictogram=template.pictogram or guess_pictogram(template.label_fr, template.hint_fr),
                position=position + len(rows),
            )
        )
    made = Indicator.objects.bulk_create(rows)
    for row in made:
        if row.template is not None and row.template.owner_id is not None:
            watch(cycle=held, texts=places("indicator", row.pk, {"label": row.label, "hint": row.hint}), by=by)
    return made


@transaction.atomic
def write_indicator(
    *,
    cycle: Cycle,
    label: str,
    by: User,
    hint: str = "",
    asked_of: str = AskedOf.BOTH,
    about: str = About.PROVIDER,
    code: str = "",
    pictogram: str = "",
) -> Indicator:
    """An indicator in the organisation's own words. Its code follows the label, so that the next round finds it;
    without a pictogram chosen, its words choose one."""
    held = held_in_preparation(cycle)
    code = code or own_code(label)
    if held.indicators.filter(Q(code=code) | Q(label__iexact=label)).exists():
        raise Refusal(_("This indicator is already in the cycle."))
    try:
        with transaction.atomic():
            row = Indicator.objects.create(
                cycle=held,
                code=code,
                label=label,
                hint=hint,
                asked_of=asked_of,
                about=about,
                pictogram=pictogram or guess_pictogram(label, hint),
                position=_next_position(held.indicators.all()),
            )
    except IntegrityError as error:
        raise Refusal(_("This indicator is already in the cycle.")) from error
    watch(cycle=held, texts=places("indicator", row.pk, {"label": label, "hint": hint}), by=by)
    return row


def own_code(label: str) -> str:
    """``own-`` and the label as a slug; a script without Latin letters gets its characters' numbers."""
    slug = slugify(label)[:50] or "-".join(f"{ord(letter):x}" for letter in label if not letter.isspace())[:50]
    return f"own-{slug.strip('-')}"


@transaction.atomic
def change_indicator(*, indicator: Indicator, asked_of: str, by: User) -> Indicator:
    """Change whom an indicator is asked of. Refuses when a side that already answered would lose its question."""
    held_in_preparation(indicator.cycle)
    if asked_of != AskedOf.BOTH and indicator.scores.exclude(session__side=asked_of).exists():
        raise Refusal(_scored_sentence(indicator))
    indicator.asked_of = asked_of
    indicator.save(update_fields=["asked_of"])
    return indicator


def _scored_sentence(indicator: Indicator) -> str:
    return _("“%(indicator)s” has already been scored: it stays, so that nothing that was said is lost.") % {
        "indicator": indicator.label
    }


@transaction.atomic
def remove_indicator(*, indicator: Indicator, by: User) -> None:
    """Take an indicator out. Refuses when somebody already scored it."""
    held_in_preparation(indicator.cycle)
    if indicator.scores.exists():
        raise Refusal(_scored_sentence(indicator))
    indicator.delete()


@transaction.atomic
def move_indicator(*, indicator: Indicator, up: bool, by: User) -> None:
    """Swap an indicator with its neighbour; at the end of the list nothing happens."""
    held = held_in_preparation(indicator.cycle)
    listed = list(held.indicators.order_by("position", "code"))
    at = next(index for index, row in enumerate(listed) if row.pk == indicator.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(listed):
        listed[at], listed[to] = listed[to], listed[at]
    _number(listed)


def _number(listed: Sequence[Indicator]) -> None:
    for position, row in enumerate(listed, 1):
        row.position = position
    Indicator.objects.bulk_update(listed, ["position"])


def copy_preparation(*, source: Cycle, target: Cycle) -> None:
    """Groups and indicators of ``source``, with the same codes, into the empty ``target``; their teams and the
    inputs to look at come along."""
    Group.objects.bulk_create(
        [
            Group(
                cycle=target,
                kind=group.kind,
                label=group.label,
                village=group.village,
                size=group.size,
                position=group.position,
            )
            for group in source.groups.all()
        ]
    )
    Indicator.objects.bulk_create(
        [
            Indicator(
                cycle=target,
                template_id=row.template_id,
                code=row.code,
                label=row.label,
                hint=row.hint,
                about=row.about,
                asked_of=row.asked_of,
                by_provider=row.by_provider,
                pictogram=row.pictogram,
                position=row.position,
            )
            for row in source.indicators.all()
        ]
    )
    copy_teams(source=source, target=target)
    copy_inputs(source=source, target=target)
    copy_clips(source=source, target=target)
