"""What a device sends: the format, its versions, and the sentences of what doesn't fit. No database here."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rest_framework import serializers

from scorecards.enums import ScoreMode, ScoreStatus
from scorecards.models.session import ATTENDANCE_FIELDS, TURNS_FIELDS

#: The format that the present application sends. A format stays readable for a year after its successor came.
SCHEMA = 1
#: Format → what makes it the next one. The oldest key is the oldest format that is still read.
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
#: A score that was taken back on the device.
CLEARED = "cleared"
MOST_ROWS = 400


class PayloadError(ValueError):
    """A payload that can't be read. ``errors``: field and sentence; ``schema``: its format is too old or too new."""

    def __init__(self, errors: list[dict[str, str]], *, schema: bool = False) -> None:
        super().__init__(errors[0]["message"] if errors else "")
        self.errors, self.schema = errors, schema


def _count(**options: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=9999, allow_null=True, **options)


def _words(most: int) -> serializers.CharField:
    return serializers.CharField(allow_blank=True, max_length=most, required=False, default="", trim_whitespace=False)


def _amount() -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True, required=False, default=None)


class Row(serializers.Serializer[Any]):
    """A cell: ``base_version`` as the device had it, 0 when there was none; ``base``: the content it started from."""

    base_version = serializers.IntegerField(min_value=0, default=0)
    base = serializers.JSONField(required=False, default=None)


class ScoreRow(Row):
    indicator = serializers.UUIDField()
    status = serializers.ChoiceField(choices=[*ScoreStatus.values, CLEARED])
    mode = serializers.ChoiceField(choices=ScoreMode.values, default=ScoreMode.CONSENSUS.value)
    value = serializers.DecimalField(max_digits=6, decimal_places=2, allow_null=True, required=False, default=None)
    tallies = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=9999), allow_null=True, default=None, max_length=101
    )
    reason = _words(20_000)
    suggestion = _words(20_000)
    mismatch_reason = _words(2_000)


class KeyedRow(Row):
    id = serializers.UUIDField()
    deleted = serializers.BooleanField(default=False)


class IssueRow(KeyedRow):
    text = _words(2_000)
    is_strength = serializers.BooleanField(default=False)
    suggestion = _words(2_000)
    votes = _count(required=False, default=None)
    reason = _words(2_000)


class InputRow(KeyedRow):
    label = _words(200)
    is_money = serializers.BooleanField(default=False)
    unit = _words(20)
    entitlement = _words(300)
    source = _words(150)
    planned = _amount()
    received = _amount()
    observed = _amount()
    evidence = _words(300)
    remarks = _words(500)


class ActionRow(KeyedRow):
    what = _words(2_000)
    problem = _words(2_000)
    side = serializers.CharField(max_length=20)
    responsible = _words(300)
    with_whom = _words(300)
    due_on = serializers.DateField()


class NoteRow(Row):
    """Why there is nothing to track in this round; empty takes it back."""

    note = _words(300)


class Attendance(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {name: _count(required=False) for name in ATTENDANCE_FIELDS}


class Turns(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {name: _count(required=False) for name in TURNS_FIELDS}


class State(serializers.Serializer[Any]):
    """Only what was touched on the device since its last acknowledged send."""

    held_on = serializers.DateField(allow_null=True, required=False)
    place = serializers.CharField(allow_blank=True, max_length=150, required=False)
    attendance = Attendance(required=False)
    turns = Turns(required=False, allow_null=True)
    scores = ScoreRow(many=True, required=False, max_length=MOST_ROWS)
    issues = IssueRow(many=True, required=False, max_length=MOST_ROWS)
    inputs = InputRow(many=True, required=False, max_length=MOST_ROWS)
    actions = ActionRow(many=True, required=False, max_length=MOST_ROWS)
    inputs_note = NoteRow(required=False, allow_null=True)
    base = serializers.JSONField(required=False, default=None)
    close = serializers.BooleanField(default=False)
    reopen = serializers.CharField(allow_blank=True, max_length=500, required=False, default="")


class Payload(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["session"])
    session = serializers.UUIDField()
    cycle = serializers.UUIDField()
    user = serializers.UUIDField()
    device = serializers.UUIDField()
    app_version = serializers.CharField(allow_blank=True, max_length=40, default="")
    recorded_at = serializers.DateTimeField(allow_null=True, default=None)
    follows = serializers.UUIDField(allow_null=True, default=None)
    base_version = serializers.IntegerField(min_value=0, default=0)
    state = State()


def parse_json(raw: bytes) -> dict[str, Any]:
    """The object that ``raw`` holds. Raises PayloadError for anything else."""
    from django.utils.translation import gettext as _

    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise PayloadError([{"field": "", "message": _("This isn't a record of the application.")}])
    return found


def upgraded(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload in the present format, one step at a time. Raises PayloadError for a format that isn't read."""
    from django.utils.translation import gettext as _

    found, schema = dict(payload), payload.get("schema")
    oldest = min(UPGRADES, default=SCHEMA)
    if not isinstance(schema, int) or isinstance(schema, bool) or not oldest <= schema <= SCHEMA:
        message = _("The application on this device is too old or too new for this site. Update it, then send again.")
        raise PayloadError([{"field": "schema", "message": message}], schema=True)
    while schema < SCHEMA:
        found = UPGRADES[schema](found)
        schema += 1
    return {**found, "schema": SCHEMA}


def read_payload(raw: bytes) -> dict[str, Any]:
    """Everything that was sent, typed. Raises PayloadError with one sentence per bad field."""
    read = Payload(data=upgraded(parse_json(raw)))
    if not read.is_valid():
        raise PayloadError(list(_flat(read.errors)))
    return dict(read.validated_data)


def _flat(errors: Any, path: str = "") -> Iterator[dict[str, str]]:
    """DRF's nested errors as one list: “state.scores.2.value” and its sentence."""
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            yield from _flat(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(errors, list | tuple):
        for index, inner in enumerate(errors):
            yield from _flat(inner, f"{path}.{index}" if isinstance(inner, Mapping) and inner else path)
    else:
        yield {"field": path, "message": str(errors)}
