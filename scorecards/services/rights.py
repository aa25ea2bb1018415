"""The sheet of rights and duties of a service: what users may expect, and what is asked of them."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refusal
from core.personal import sentence_of
from core.text import TextError, check_text, tidy_text
from core.textcheck import looks_personal
from directory.models import Organization, ServicePoint
from scorecards.enums import RightKind
from scorecards.models import Cycle, RightOrDuty, RightsSheet

TEXT_MAX, SOURCE_MAX, MOST = 250, 200, 30


@transaction.atomic
def add_right(*, service_point: ServicePoint, kind: str, text: str, by: User, source: str = "") -> RightOrDuty:
    """Add a line at the end of its list; the same sentence twice is written once. Raises Refusal."""
    point = _kept(service_point.pk, by)
    values = _checked(point, kind, text, source)
    rows = RightOrDuty.objects.filter(service_point=point)
    same = rows.filter(kind=kind, text=values["text"]).first()
    if same is not None:
        return same
    if rows.count() >= MOST:
        raise Refusal(_("The sheet holds %(most)d lines at most: nobody reads more.") % {"most": MOST})
    last = rows.filter(kind=kind).aggregate(last=Max("position"))["last"] or 0
    if by.organization is not None:
        RightsSheet.objects.get_or_create(service_point=point, defaults={"organization": by.organization})
    return RightOrDuty.objects.create(service_point=point, position=last + 1, **values)


@transaction.atomic
def change_right(*, row: RightOrDuty, kind: str, text: str, by: User, source: str = "") -> RightOrDuty:
    """Change the words of a line. Raises Refusal."""
    _kept(row.service_point_id, by)
    held = RightOrDuty.objects.select_for_update(of=("self",)).select_related("service_point").get(pk=row.pk)
    for name, value in _checked(held.service_point, kind, text, source).items():
        setattr(held, name, value)
    held.save(update_fields=["kind", "text", "source"])
    return held


@transaction.atomic
def remove_right(*, row: RightOrDuty, by: User) -> None:
    """Take a line off; with the last one the sheet is nobody's any more."""
    point = _kept(row.service_point_id, by)
    RightOrDuty.objects.filter(pk=row.pk).delete()
    if not RightOrDuty.objects.filter(service_point=point).exists():
        RightsSheet.objects.filter(service_point=point).delete()


@transaction.atomic
def raise_right(*, row: RightOrDuty, by: User) -> None:
    """One place up in its list; the first one stays first."""
    _kept(row.service_point_id, by)
    rows = list(RightOrDuty.objects.select_for_update().filter(service_point=row.service_point_id, kind=row.kind))
    at = next((n for n, found in enumerate(rows) if found.pk == row.pk), 0)
    if at:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    for position, found in enumerate(rows, 1):
        found.position = position
    RightOrDuty.objects.bulk_update(rows, ["position"])


def successors(service_point: ServicePoint, keeper: Organization | None) -> list[Organization]:
    """The other organisations that run, or ran, a cycle at this service: one of them may keep the sheet."""
    rows = Organization.objects.filter(pk__in=Cycle.objects.filter(service_point=service_point).values("organization"))
    return list((rows.exclude(pk=keeper.pk) if keeper else rows).order_by("name", "pk"))


@transaction.atomic
def hand_over(*, service_point: ServicePoint, organization: Organization, by: User) -> RightsSheet:
    """The sheet passes to another organisation that works at this service. Raises Refusal."""
    point = _kept(service_point.pk, by)
    sheet = RightsSheet.objects.filter(service_point=point).first()
    if sheet is None:
        raise Refusal(_("This sheet is empty: the team that writes its first line keeps it."))
    if organization not in successors(point, sheet.organization):
        raise Refusal(_("Choose an organisation that runs a cycle at this service."))
    sheet.organization = organization
    sheet.save(update_fields=["organization"])
    return sheet


def keeper_of(service_point: ServicePoint) -> Organization | None:
    """The organisation whose team writes the sheet; None while it is empty."""
    sheet = RightsSheet.objects.filter(service_point=service_point).select_related("organization").first()
    return sheet.organization if sheet else None


def _kept(point_id: UUID, by: User) -> ServicePoint:
    """The service point, locked, when ``by`` may write its sheet: their organisation keeps it, or nobody does."""
    point = ServicePoint.objects.select_for_update(of=("self",)).get(pk=point_id)
    keeper = keeper_of(point)
    if keeper is not None and not by.is_superuser and keeper != by.organization:
        raise Refusal(_("%(organization)s keeps this sheet: ask its team.") % {"organization": keeper})
    return point


def known_words(point: ServicePoint) -> tuple[str, ...]:
    """Names of the service and its places: no person."""
    places = [point.territory, point.territory.parent]
    return (point.name, str(point.operator or ""), *(place.name for place in places if place is not None))


def _checked(point: ServicePoint, kind: str, text: str, source: str) -> dict[str, str]:
    """The fields, bounded. A text that speaks of a person is refused: this sheet is for everybody's eyes."""
    if kind not in RightKind.values:
        raise Refusal(_("Choose whether it is a right or a duty."))
    try:
        words = check_text(tidy_text(text), characters=TEXT_MAX, breaks=0)
        rule = check_text(tidy_text(source), characters=SOURCE_MAX, breaks=0)
    except TextError as error:
        raise Refusal(str(error)) from error
    if not words:
        raise Refusal(_("Write the right or the duty in one sentence."))
    for said in (words, rule):
        found = looks_personal(said, known_functions=known_words(point)) if said else ()
        if found:
            raise Refusal(sentence_of(found))
    return {"kind": kind, "text": words, "source": rule}
