"""The cells of a session, whoever writes them: what each says now, and how it is written through the usual services.

A content is a small dict of plain values, empty when there is nothing; two equal contents say the same.
"""

import datetime
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from actionplans.models import Action
from actionplans.services import add_action, change_action
from core.errors import Refusal
from core.guard import require
from core.text import tidy_text
from scorecards.enums import ScoreMode, ScoreStatus
from scorecards.models import Indicator, InputItem, Issue, Score, ScoringSession
from scorecards.models.session import ATTENDANCE_FIELDS, TURNS_FIELDS
from scorecards.services import inputs, issues
from scorecards.services.sessions import clear_score, record_score

Content = dict[str, Any]
WORDS = ("reason", "suggestion", "mismatch_reason")
ISSUE_FIELDS = ("text", "is_strength", "suggestion", "votes", "reason")
ACTION_FIELDS = ("what", "problem", "side", "responsible", "with_whom", "due_on")
AMOUNTS = ("planned", "received", "observed")


def number(value: Any) -> str | None:
    """A decimal without needless zeros, as text: the form in which contents are compared."""
    if value is None or value == "":
        return None
    try:
        return format(Decimal(str(value)).normalize(), "f")
    except InvalidOperation:
        return str(value)


def score_content(row: Score | Mapping[str, Any] | None) -> Content:
    """What a score says. ``row``: the stored one, or what a device sent; empty for none and for one taken back."""
    if row is None:
        return {}
    data = row if isinstance(row, Mapping) else {name: getattr(row, name) for name in _SCORE}
    status = str(data.get("status") or "")
    if status not in ScoreStatus.values:
        return {}
    mode = str(data.get("mode") or ScoreMode.CONSENSUS) if status == ScoreStatus.SCORED else ScoreMode.CONSENSUS.value
    hands = mode != ScoreMode.CONSENSUS
    return {
        "status": status,
        "mode": mode,
        "value": number(data.get("value")) if status == ScoreStatus.SCORED and not hands else None,
        "tallies": list(data.get("tallies") or ()) if status == ScoreStatus.SCORED and hands else None,
        **{name: tidy_text(str(data.get(name) or "")) for name in WORDS},
    }


_SCORE = ("status", "mode", "value", "tallies", *WORDS)


def session_content(session: ScoringSession, place: str) -> Content:
    """One of the session's own fields: ``attendance``, ``turns``, ``held_on`` or ``place``."""
    names = {"attendance": ATTENDANCE_FIELDS, "turns": TURNS_FIELDS}.get(place, (place,))
    return given({name: getattr(session, name) for name in names})


def given(values: Mapping[str, Any]) -> Content:
    """Without what is empty, dates as text: nothing counted, nothing said."""
    plain = {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in values.items()}
    return {name: value for name, value in plain.items() if value not in (None, "")}


def row_content(row: Model | Mapping[str, Any] | None, names: tuple[str, ...]) -> Content:
    """What an issue, an input or an action says, trimmed; empty for none and for one that was removed."""
    if row is None or (isinstance(row, Mapping) and row.get("deleted")):
        return {}
    data = row if isinstance(row, Mapping) else {name: getattr(row, name) for name in names}
    found = {name: number(value) if name in AMOUNTS else value for name, value in data.items() if name in names}
    return given({name: " ".join(value.split()) if isinstance(value, str) else value for name, value in found.items()})


# Writing ------------------------------------------------------------------------------------------------


def write_score(session: ScoringSession, indicator: Indicator, content: Content, by: User) -> int:
    """Write or clear a score over the one that is there; its version after, 0 when it is gone."""
    require(by, "scorecards.score_session", session)
    current = Score.objects.filter(session=session, indicator=indicator).first()
    version = current.version if current is not None else 0
    if not content:
        clear_score(session=session, indicator=indicator, version=version, by=by)
        return 0
    value = content["value"]
    fields = {**content, "value": None if value is None else Decimal(value)}
    return record_score(session=session, indicator=indicator, by=by, version=version, **fields).version


def write_issue(session: ScoringSession, key: UUID, content: Content, by: User) -> int:
    """Add, change, vote on or remove a line of the group's list; its version after, 0 when it is gone."""
    require(by, "scorecards.record_issues", session.cycle)
    group = session.group
    if group is None:
        raise Refusal(_("Only a group has issues."))
    row = Issue.objects.filter(pk=key).first()
    if row is not None and row.group_id != group.pk:
        raise Refusal(_("This line belongs to another group."))
    if not content:
        if row is not None:
            issues.remove_issue(issue=row, by=by)
        return 0
    words = {"text": content.get("text", ""), "suggestion": content.get("suggestion", "")}
    strength = bool(content.get("is_strength"))
    if row is None:
        row = issues.add_issue(group=group, by=by, is_strength=strength, key=key, **words)
    elif row_content(row, ISSUE_FIELDS[:3]) != row_content(content, ISSUE_FIELDS[:3]):
        row = issues.change_issue(issue=row, version=row.version, by=by, is_strength=strength, **words)
    if not strength:
        vote = issues.Vote(content.get("votes"), content.get("reason", ""))
        issues.vote_issues(group=group, votes={str(row.pk): vote}, by=by)
    return Issue.objects.values_list("version", flat=True).get(pk=row.pk)


def write_input(session: ScoringSession, key: UUID, content: Content, by: User) -> int:
    """Add, change or remove a line of the input tracking; its version after, 0 when it is gone."""
    require(by, "scorecards.prepare", session.cycle)
    row = InputItem.objects.filter(pk=key).first()
    if row is not None and row.cycle_id != session.cycle_id:
        raise Refusal(_("This line belongs to another cycle."))
    if not content:
        if row is not None:
            inputs.remove_input(item=row, by=by)
        return 0
    fields: dict[str, Any] = {name: content.get(name, "") for name in inputs.FIELDS}
    fields |= {name: Decimal(content[name]) if content.get(name) else None for name in AMOUNTS}
    fields["is_money"] = bool(content.get("is_money"))
    if row is None:
        return inputs.add_input(cycle=session.cycle, by=by, key=key, **fields).version
    return inputs.change_input(item=row, version=row.version, by=by, **fields).version


def note_content(row: Mapping[str, Any] | str | None) -> Content:
    """Why there is nothing to track, trimmed; empty for none."""
    text = row.get("note") if isinstance(row, Mapping) else row
    return given({"note": " ".join(str(text or "").split())})


def write_note(session: ScoringSession, content: Content, by: User) -> int:
    """Say why nothing is tracked in the round, or take it back. It is of the cycle, and has no version of its own."""
    require(by, "scorecards.prepare", session.cycle)
    inputs.say_nothing_to_track(cycle=session.cycle, note=content.get("note", ""), by=by)
    return 0


def write_action(session: ScoringSession, key: UUID, content: Content, by: User) -> int:
    """Add an action to the plan, or change one that a device added; actions are never removed from a device."""
    plan = session.cycle.action_plan
    require(by, "actionplans.change_actionplan", plan)
    row = Action.objects.filter(pk=key).first()
    if row is not None and row.plan_id != plan.pk:
        raise Refusal(_("This action belongs to another plan."))
    if not content:
        raise Refusal(_("An action isn't removed from a device: drop it in the plan, and say why."))
    fields: dict[str, Any] = {name: content.get(name, "") for name in ACTION_FIELDS}
    fields["due_on"] = datetime.date.fromisoformat(content["due_on"])
    if row is None:
        return add_action(plan=plan, by=by, key=key, **fields).version
    return change_action(action=row, version=row.version, by=by, **fields).version
