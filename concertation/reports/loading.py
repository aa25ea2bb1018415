"""Rows of an edition into facts. The same number of queries for one edition or for all those of a device."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from concertation.catalogue import REMOTE_PUBLICS
from concertation.enums import AnswerStatus, Outcome, SurveyMoment
from concertation.models import (
    CensusClass,
    ChannelCount,
    ClassCount,
    Contribution,
    Device,
    DueDocument,
    Edition,
    GivenValue,
    LocalProfile,
    Observation,
    PublicCommitment,
    Sitting,
    SpeechCount,
    SurveyAnswer,
)
from concertation.scoring.facts import (
    ChannelFacts,
    CommitmentFacts,
    DocumentFacts,
    EditionFacts,
    Followed,
    GivenFacts,
    Levels,
    SittingFacts,
    SpeechSeen,
)

_CHANNEL = ("channel", "audience", "reached", "registered", "present", "contributed", "returned", "cost")
_SITTING = ("registered", "present", "women_present", "women_turns", "turns")


def load_facts(device: Device, editions: Sequence[Edition]) -> dict[UUID, EditionFacts]:
    """Edition → what is known of it. Thirteen queries, ``device.territory`` and ``editions`` given."""
    keys = [edition.pk for edition in editions]
    rows = _rows(keys)
    given, answers = _given(keys), _answers(keys)
    counts = _classes(
        ClassCount.objects.filter(edition__in=keys).values_list("edition", "dimension", "label", "people")
    )
    census = _census(device)
    profile = LocalProfile.objects.of(device)
    numbers = {row.number: row for row in device.editions.all()}
    return {
        edition.pk: EditionFacts(
            **_own(edition, device, numbers),
            population=profile.population if profile else None,
            sittings=tuple(rows["sittings"][edition.pk]),
            speeches=tuple(rows["observations"][edition.pk]),
            channels=tuple(rows["channels"][edition.pk]),
            followed=tuple(_followed(row, edition.ends_on) for row in rows["contributions"][edition.pk]),
            documents=tuple(rows["documents"][edition.pk]),
            commitments=tuple(rows["commitments"][edition.pk]),
            counts=counts.get(edition.pk, {}),
            census=census,
            answers=answers.get(edition.pk, {}),
            given=given.get(edition.pk, {}),
        )
        for edition in editions
    }


def day_of(edition: Edition) -> date:
    """The day that the counts speak of: the end of the contributions, else the start, else the registration."""
    return edition.ends_on or edition.starts_on or timezone.localdate(edition.created_at)


def _own(edition: Edition, device: Device, numbers: Mapping[int, Edition]) -> dict[str, Any]:
    before = [number for number in numbers if number < edition.number]
    return {
        "today": timezone.localdate(),
        "on": day_of(edition),
        "participants": edition.participants,
        "target": edition.target_population,
        "returning": edition.returning,
        "never_before": edition.never_before,
        "has_previous": bool(before),
        "previous": numbers[max(before)].participants if before else None,
        "contributions": edition.contributions_count,
        "median_contributions": edition.median_contributions,
        "started": edition.started_count,
        "quit": edition.quit_count,
        "budget": edition.budget,
        "staff_days": edition.staff_days,
        "trained": edition.facilitator_trained,
        "promised_days": edition.promised_answer_days,
        "promised_level": device.promised_level,
        "observed_level": edition.observed_level,
        "access": len(set(edition.access_measures)) if edition.access_known else None,
        "remote_publics": frozenset(map(str, REMOTE_PUBLICS & set(device.audiences))),
    }


def _rows(keys: Sequence[UUID]) -> dict[str, Mapping[UUID, list[Any]]]:
    """Six queries, and one for the speeches."""
    channels: Iterable[Any] = ChannelCount.objects.filter(edition__in=keys).values("edition", *_CHANNEL)
    documents = DueDocument.objects.filter(edition__in=keys).values_list("edition", "due_on", "published_on")
    commitments = PublicCommitment.objects.filter(edition__in=keys).values_list("edition", "due_on", "kept_on")
    contributions = Contribution.objects.filter(edition__in=keys).only(
        "edition", "outcome", "refusal", "decision", "action", "answered_on", "reason", "count", "theme"
    )
    return {
        "sittings": _sittings(keys),
        "observations": _observations(keys),
        "channels": _grouped((row.pop("edition"), ChannelFacts(**row)) for row in channels),
        "documents": _grouped((row[0], DocumentFacts(*row[1:])) for row in documents),
        "commitments": _grouped((row[0], CommitmentFacts(*row[1:])) for row in commitments),
        "contributions": _grouped((row.edition_id, row) for row in contributions),
    }


def _grouped(pairs: Iterable[tuple[UUID, Any]]) -> Mapping[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _sittings(keys: Sequence[UUID]) -> Mapping[UUID, list[SittingFacts]]:
    speeches = _grouped(SpeechCount.objects.filter(sitting__edition__in=keys).values_list("sitting", "turns"))
    rows = Sitting.objects.filter(edition__in=keys).values("pk", "edition", *_SITTING)
    return _grouped(
        (
            row["edition"],
            SittingFacts(**{name: row[name] for name in _SITTING}, speeches=tuple(speeches.get(row["pk"], ()))),
        )
        for row in rows
    )


def _observations(keys: Sequence[UUID]) -> Mapping[UUID, list[SpeechSeen]]:
    rows = (
        Observation.objects.filter(sitting__edition__in=keys)
        .order_by("sitting", "speech", "observer")
        .values_list(
            "sitting__edition", "sitting", "speech", "observer", "justification", "respectful", "replies", "theme"
        )
    )
    return _grouped((row[0], SpeechSeen((str(row[1]), row[2]), *row[3:])) for row in rows)


def _followed(row: Contribution, ends_on: date | None) -> Followed:
    """A contribution still "being studied" is answered only once its outcome is told."""
    answered = row.answered_on is not None and row.outcome not in ("", Outcome.STUDIED) and bool(row.reason)
    days = (row.answered_on - ends_on).days if answered and row.answered_on and ends_on else None
    return Followed(
        outcome=row.outcome,
        refusal=row.refusal,
        linked=bool(row.decision) or row.action_id is not None,
        answered=answered,
        days=None if days is None else max(days, 0),
        count=row.count,
        theme=row.theme,
    )


def _classes(rows: Iterable[tuple[Any, str, str, int]]) -> dict[UUID, dict[str, dict[str, int]]]:
    found: dict[UUID, dict[str, dict[str, int]]] = {}
    for key, dimension, label, people in rows:
        found.setdefault(key, {}).setdefault(dimension, {})[label] = people
    return found


def _census(device: Device) -> dict[str, dict[str, int]]:
    """Dimension → class → people of the device's own zone, in the order of the census."""
    rows = CensusClass.objects.filter(territory=device.territory_id).order_by("dimension", "position", "label")
    values = [(device.pk, row.dimension, row.label, row.people) for row in rows]
    return _classes(values).get(device.pk, {})


def _given(keys: Sequence[UUID]) -> dict[UUID, dict[str, GivenFacts]]:
    found: dict[UUID, dict[str, GivenFacts]] = {}
    for row in GivenValue.objects.filter(edition__in=keys):
        found.setdefault(row.edition_id, {})[row.code] = GivenFacts(row.value, row.n, row.source, row.on)
    return found


def _answers(keys: Sequence[UUID]) -> dict[UUID, dict[str, dict[str, Levels]]]:
    """Edition → audience → statement → levels. Asked twice, the answers of before the decision are those told."""
    rows = (
        SurveyAnswer.objects.filter(response__survey__edition__in=keys)
        .order_by()
        .values_list(
            "response__survey__edition", "response__survey__audience", "response__survey__moment",
            "item", "status", "level",
        )
        .annotate(times=Count("pk"))
    )  # fmt: skip
    counted: dict[tuple[UUID, str], dict[str, dict[str, Levels]]] = {}
    for key, audience, moment, item, status, level, times in rows:
        at = counted.setdefault((key, audience), {}).setdefault(moment, {})
        at[item] = more(at.get(item, Levels()), status, level, times)
    found: dict[UUID, dict[str, dict[str, Levels]]] = {}
    for (key, audience), moments in counted.items():
        chosen = moments.get(SurveyMoment.DURING) or moments[SurveyMoment.AFTER]
        found.setdefault(key, {})[audience] = chosen
    return found


def more(levels: Levels, status: str, level: int | None, times: int) -> Levels:
    """``levels`` with ``times`` more answers; those skipped are nobody's."""
    if status == AnswerStatus.RATED and level is not None:
        return Levels({**levels.levels, level: levels.levels.get(level, 0) + times}, levels.dont_know)
    if status == AnswerStatus.DONT_KNOW:
        return Levels(levels.levels, levels.dont_know + times)
    return levels
