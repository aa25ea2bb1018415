"""What an edition counts, sheet by sheet. Each sheet is saved whole, in one go, against the edition's version.

A count left empty is unknown: it is never written as zero.
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from concertation.models import (
    CensusClass,
    ChannelCount,
    ClassCount,
    Device,
    DueDocument,
    Edition,
    ExpectedResult,
    GivenValue,
    LocalProfile,
    Sitting,
)
from concertation.services.editions import change_edition
from concertation.services.locks import check_version, lock_device, lock_edition
from core.errors import Refusal
from directory.models import Territory

_PLACES = Decimal("0.0001")


def _hold(edition: Edition, version: int) -> Edition:
    """The edition under lock, its version taken one step on. Refuses a stale page and a closed edition."""
    held = lock_edition(edition)
    check_version(held.version, version)
    held.version += 1
    held.save(update_fields=["version"])
    return held


@transaction.atomic
def save_promise(
    *,
    edition: Edition,
    version: int,
    by: User,
    device_version: int | None,
    evaluation_question: str,
    promised_level: int | None,
    promise: str,
    **fields: Any,
) -> Edition:
    """What was promised (kept with the device) and what was really open (kept with the edition)."""
    device = lock_device(edition.device)
    own = {"evaluation_question": evaluation_question, "promised_level": promised_level, "promise": promise}
    if any(getattr(device, name) != value for name, value in own.items()):
        check_version(device.version, device_version)
        for name, value in own.items():
            setattr(device, name, value)
        device.version += 1
        device.save(update_fields=[*own, "version"])
    return change_edition(edition=edition, version=version, by=by, **fields)


@transaction.atomic
def save_people(*, edition: Edition, version: int, by: User, population: int | None, **fields: Any) -> Edition:
    """Who came, in numbers; the inhabitants go to the profile of the commune."""
    profile = LocalProfile.objects.select_for_update().filter(territory=edition.device.territory_id).first()
    if profile is None and population is not None:
        LocalProfile.objects.create(territory=edition.device.territory, population=population)
    elif profile is not None and profile.population != population:
        profile.population = population
        profile.version += 1
        profile.save(update_fields=["population", "version"])
    return change_edition(edition=edition, version=version, by=by, **fields)


@transaction.atomic
def save_fields(*, edition: Edition, version: int, by: User, **fields: Any) -> Edition:
    """Any of the edition's own fields (people in detail, means)."""
    return change_edition(edition=edition, version=version, by=by, **fields)


@transaction.atomic
def save_sittings(
    *, edition: Edition, version: int, by: User, rows: Iterable[tuple[Sitting | None, dict[str, Any] | None]]
) -> Edition:
    """Sittings added, corrected, removed (fields None). One that was observed isn't removed."""
    held = _hold(edition, version)
    for sitting, fields in rows:
        if sitting is None:
            if fields:
                Sitting.objects.create(edition=held, **fields)
        elif fields is None:
            if sitting.speeches.exists() or sitting.observations.exists():
                raise Refusal(
                    _("The sitting of %(day)s has speeches or observations noted: it can't be removed.")
                    % {"day": date_format(sitting.held_on, "j F Y")}
                )
            sitting.delete()
        elif any(getattr(sitting, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(sitting, name, value)
            sitting.version += 1
            sitting.save()
    return held


@transaction.atomic
def save_documents(*, edition: Edition, version: int, by: User, rows: Mapping[str, Mapping[str, Any]]) -> Edition:
    """The documents owed to people, each with the day promised and the day published; the others are owed no more."""
    held = _hold(edition, version)
    held.due_documents.exclude(kind__in=rows).delete()
    for kind, fields in rows.items():
        DueDocument.objects.update_or_create(edition=held, kind=kind, defaults=dict(fields))
    return held


@transaction.atomic
def save_channels(
    *, edition: Edition, version: int, by: User, rows: Mapping[tuple[str, str], Mapping[str, Any]]
) -> Edition:
    """The funnel of each channel and public; what isn't in ``rows`` disappears."""
    held = _hold(edition, version)
    for stored in held.channels.all():
        if (stored.channel, stored.audience) not in rows:
            stored.delete()
    for (channel, audience), counts in rows.items():
        ChannelCount.objects.update_or_create(edition=held, channel=channel, audience=audience, defaults=dict(counts))
    return held


@transaction.atomic
def save_results(
    *, edition: Edition, version: int, by: User, rows: Iterable[tuple[ExpectedResult | None, dict[str, Any]]]
) -> Edition:
    """The expected results; what isn't in ``rows`` disappears."""
    held, kept = _hold(edition, version), []
    for stored, fields in rows:
        result = stored or ExpectedResult(edition=held)
        for name, value in fields.items():
            setattr(result, name, value)
        result.save()
        kept.append(result.pk)
    held.expected_results.exclude(pk__in=kept).delete()
    return held


@transaction.atomic
def save_given(*, edition: Edition, version: int, by: User, rows: Mapping[str, Mapping[str, Any]]) -> Edition:
    """Figures known only as such; what isn't in ``rows`` disappears."""
    held = _hold(edition, version)
    held.given_values.exclude(code__in=rows).delete()
    for code, fields in rows.items():
        GivenValue.objects.update_or_create(edition=held, code=code, defaults=dict(fields))
    return held


@transaction.atomic
def save_classes(
    *,
    edition: Edition,
    version: int,
    by: User,
    counts: Mapping[tuple[str, str], int | None],
    census: Mapping[tuple[str, str], int | None],
) -> Edition:
    """Participants by class, and the inhabitants of the same classes when they were typed beside. None: not known."""
    held = _hold(edition, version)
    for (dimension, label), people in counts.items():
        rows = ClassCount.objects.filter(edition=held, dimension=dimension, label=label)
        if people is None:
            rows.delete()
        elif not rows.update(people=people):
            ClassCount.objects.create(edition=held, dimension=dimension, label=label, people=people)
    _save_census(edition.device.territory, census)
    return held


def _save_census(territory: Territory, census: Mapping[tuple[str, str], int | None]) -> None:
    for position, ((dimension, label), people) in enumerate(census.items()):
        rows = CensusClass.objects.filter(territory=territory, dimension=dimension, label=label)
        if people is None:
            rows.delete()
        elif not rows.update(people=people):
            CensusClass.objects.create(
                territory=territory, dimension=dimension, label=label, people=people, position=position
            )


@transaction.atomic
def save_answers(
    *,
    edition: Edition,
    version: int,
    by: User,
    contributions_count: int | None,
    **counts: int | None,
) -> Edition:
    """What became of the contributions, counted by hand. The figures are kept with their n, source and day.

    ``counts``: answered, studied, kept, partly, linked, days. A figure whose counts lack is removed, not zeroed.
    """
    before = lock_edition(edition)
    counted = answer_figures(before.contributions_count, before.wizard.get("answers", {}))
    held = change_edition(
        edition=edition,
        version=version,
        by=by,
        contributions_count=contributions_count,
        wizard={**before.wizard, "answers": counts},
    )
    for code, figure in answer_figures(contributions_count, counts).items():
        if figure is None:
            # A figure given from elsewhere stays: only what these counts had said goes.
            if counted[code] is not None:
                held.given_values.filter(code=code).delete()
            continue
        value, n = figure
        fields = {"value": value, "n": n, "source": _("counted for the short diagnosis"), "on": timezone.localdate()}
        GivenValue.objects.update_or_create(edition=held, code=code, defaults=fields)
    return held


def answer_figures(
    received: int | None, counts: Mapping[str, int | None]
) -> dict[str, tuple[Decimal, int | None] | None]:
    """Value and n of I22, I23, I24, I26 from the counts; None when one lacks or nothing was studied.

    Answered ÷ received; (taken up + half of those in part) ÷ studied; linked ÷ studied; days as they are.
    Rounded half up to four decimals, as they are stored.
    """
    answered, studied = counts.get("answered"), counts.get("studied")
    kept, partly, linked, days = (counts.get(name) for name in ("kept", "partly", "linked", "days"))
    weighed = None if kept is None or partly is None else Decimal(kept) + Decimal(partly) / 2
    return {
        "I22": _ratio(answered, received),
        "I23": _ratio(weighed, studied),
        "I24": _ratio(linked, studied),
        "I26": None if days is None else (Decimal(days), answered),
    }


def _ratio(part: int | Decimal | None, whole: int | None) -> tuple[Decimal, int] | None:
    if part is None or not whole:
        return None
    return (Decimal(part) / whole).quantize(_PLACES, rounding=ROUND_HALF_UP), whole


@transaction.atomic
def save_profile(*, device: Device, version: int, by: User, **fields: Any) -> LocalProfile:
    """The profile of the device's commune. Refuses a stale page."""
    profile = LocalProfile.objects.select_for_update().filter(territory=device.territory_id).first()
    check_version(profile.version if profile else 0, version)
    if profile is None:
        return LocalProfile.objects.create(territory=device.territory, **fields)
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.version += 1
    profile.save()
    return profile
