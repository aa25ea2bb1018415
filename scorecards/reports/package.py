"""The package that a device takes to the field: one cycle, all that this person may see of it, numbers as strings."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone

from accounts.models import User
from core.levels import level_word
from core.numbers import format_number
from scorecards.enums import Side
from scorecards.models import Cycle, Indicator, InputItem, Issue, Score, ScoringSession
from scorecards.models.session import ATTENDANCE_FIELDS, TURNS_FIELDS
from scorecards.payload import SCHEMA
from scorecards.reports.clips import sounds_of
from scorecards.reports.figures import read_card, read_previous
from scorecards.reports.sessions import session_title
from scorecards.scales import SCALES, ScaleSpec
from scorecards.scoring import Cell
from scorecards.services.fieldcells import number
from scorecards.services.gates import inputs_missing
from scorecards.services.inputs import FIELDS as INPUT_FIELDS
from scorecards.services.moderation import known_words
from scorecards.services.sessions import scale_sentence

AMOUNTS = ("planned", "received", "observed")
ISSUE_FIELDS = ("text", "is_strength", "suggestion", "votes", "reason", "position", "version")


def build_package(cycle: Cycle, user: User) -> dict[str, Any]:
    """A constant number of queries. ``cycle`` comes with its context, and ``user`` sees it."""
    sees_groups = user.has_perm("scorecards.view_group_scores", cycle)
    sessions = _sessions(cycle, user)
    return {
        "schema": SCHEMA,
        "app_version": settings.APP_VERSION,
        "made_at": timezone.now().isoformat(),
        "user": {"id": str(user.pk), "name": str(user)},
        "cycle": _cycle(cycle, user, sees_groups),
        "indicators": _indicators(cycle),
        "sessions": sessions,
        "inputs": _inputs(cycle) if sees_groups else [],
        "plan": {"id": str(cycle.action_plan_id), "actions": _actions(cycle, user)},
    }


def _cycle(cycle: Cycle, user: User, sees_groups: bool) -> dict[str, Any]:
    groups = cycle.groups.order_by("position", "pk") if sees_groups else ()
    return {
        "id": str(cycle.pk),
        "number": cycle.number,
        "round": cycle.round_label,
        "title": str(cycle),
        "service": str(cycle.service_point),
        "territory": str(cycle.service_point.territory),
        "starts_on": cycle.starts_on.isoformat(),
        "state": cycle.state,
        "is_scoring": cycle.is_scoring and cycle.paused_at is None,
        "paused": cycle.paused_at is not None,
        "inputs_note": cycle.inputs_note if sees_groups else "",
        "known": list(known_words(cycle)),
        "inputs_required": bool(inputs_missing(cycle)),
        "scale": scale_of(SCALES[cycle.scale]),
        "rule": {"name": cycle.consolidation_rule, "version": cycle.rule_version},
        "groups": [_group(row) for row in groups],
        "previous": _previous(cycle) if sees_groups else None,
        **(_card(cycle) if sees_groups else {}),
        "may": {
            "score": user.has_perm("scorecards.see_scores", cycle) and cycle.is_scoring,
            "issues": user.has_perm("scorecards.record_issues", cycle),
            "inputs": user.has_perm("scorecards.prepare", cycle),
            "actions": user.has_perm("actionplans.change_actionplan", cycle.action_plan),
            "card": sees_groups,
        },
    }


def scale_of(scale: ScaleSpec) -> dict[str, Any]:
    """All that the arithmetic and the screen need of a scale."""
    levels = [
        {
            "value": number(level),
            "label": format_number(level),
            "face": scale.band(level),
            "word": level_word(scale.band(level)),
        }
        for level in scale.levels
    ]
    return {
        "code": scale.code,
        "min": number(scale.minimum),
        "max": number(scale.maximum),
        "step": number(scale.step),
        "nearest": scale.nearest,
        "levels": levels,
        "faces": list(scale.faces),
        "help": scale_sentence(scale),
    }


def _group(group: Any) -> dict[str, Any]:
    return {
        "id": str(group.pk),
        "name": str(group),
        "kind": group.kind,
        "village": group.village,
        "size": group.size,
    }


def _card(cycle: Cycle) -> dict[str, Any]:
    """What the representatives agreed on, and a released card's frozen figures: the phone shows them as they are."""
    source = read_card(cycle)
    agreed = {code: {"value": number(one.value), "reason": one.reason} for code, one in source.agreed.items()}
    if source.release is None:
        return {"agreed": agreed, "released": None}
    rows = {
        row.indicator: {
            "groups": [_figure(cell) for cell in row.groups],
            "users": _figure(row.users),
            "provider": _figure(row.provider),
        }
        for row in source.card.rows
    }
    groups = [str(group.pk) for group in source.groups]
    released = {"at": source.release.at.isoformat(), "rule": source.rule.value, "groups": groups, "rows": rows}
    return {"agreed": agreed, "released": released}


def _previous(cycle: Cycle) -> dict[str, Any] | None:
    """The round before as it was released, for the team that compares."""
    before = read_previous(cycle)
    if before is None:
        return None
    rows = {
        row.indicator: {"users": _figure(row.users), "provider": _figure(row.provider)} for row in before.card.rows
    }
    return {"round": before.cycle.round_label, "same_scale": before.same_scale, "rows": rows}


def _figure(cell: Cell) -> dict[str, Any]:
    return {"status": str(cell.status), "mean": None if cell.mean is None else str(cell.mean)}


def _indicators(cycle: Cycle) -> list[dict[str, Any]]:
    """In the order of the cycle, each with the addresses of its drawing and of its recording."""
    rows = list(cycle.indicators.order_by("position", "code"))
    sounds = sounds_of(row.pk for row in rows)
    return [
        {**_indicator(row), "clip": next((sound.address for sound in sounds.get(row.pk, ())), None)} for row in rows
    ]


def _indicator(row: Indicator) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "code": row.code,
        "label": row.label,
        "hint": row.hint,
        "asked_of": row.asked_of,
        "about": row.about,
        "by_provider": row.by_provider,
        "position": row.position,
        "pictogram": static(f"img/pictograms/{row.pictogram}.svg") if row.pictogram else "",
    }


def _sessions(cycle: Cycle, user: User) -> list[dict[str, Any]]:
    """The sessions that this person may see, in the card's order; a provider's staff gets its own only."""
    if not user.has_perm("scorecards.see_scores", cycle):
        return []
    found = ScoringSession.objects.visible_to(user).filter(cycle=cycle).select_related("group")
    rows = list(found.prefetch_related("scores", "group__issues"))
    rows.sort(key=lambda row: (row.side != Side.USERS, row.group.position if row.group else 0, str(row.group_id)))
    # Reopening is a right over a side of the cycle: asked once for each, not for every session.
    reopens = {
        row.side: user.has_perm("scorecards.reopen_session", row) for row in {row.side: row for row in rows}.values()
    }
    return [{**_session(row), "may_reopen": reopens[row.side]} for row in rows]


def _session(row: ScoringSession) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "side": row.side,
        "title": session_title(row),
        "group": _group(row.group) if row.group else None,
        "state": row.state,
        "version": row.version,
        "planned_on": _day(row.planned_on),
        "held_on": _day(row.held_on),
        "place": row.place,
        "attendance": {name: getattr(row, name) for name in ATTENDANCE_FIELDS},
        "turns": {name: getattr(row, name) for name in TURNS_FIELDS},
        "scores": [_score(score) for score in row.scores.all()],
        "issues": [_issue(issue) for issue in row.group.issues.all()] if row.group else [],
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _score(score: Score) -> dict[str, Any]:
    names = ("status", "mode", "tallies", "reason", "suggestion", "mismatch_reason", "version")
    return {
        "id": str(score.pk),
        "indicator": str(score.indicator_id),
        "value": number(score.value),
        **{name: getattr(score, name) for name in names},
    }


def _issue(issue: Issue) -> dict[str, Any]:
    return {"id": str(issue.pk), **{name: getattr(issue, name) for name in ISSUE_FIELDS}}


def _inputs(cycle: Cycle) -> list[dict[str, Any]]:
    rows = InputItem.objects.filter(cycle=cycle).order_by("position", "pk")
    return [
        {
            "id": str(row.pk),
            "version": row.version,
            **{name: number(getattr(row, name)) if name in AMOUNTS else getattr(row, name) for name in INPUT_FIELDS},
        }
        for row in rows
    ]


def _actions(cycle: Cycle, user: User) -> list[dict[str, Any]]:
    if not user.has_perm("actionplans.change_actionplan", cycle.action_plan):
        return []
    names = ("number", "what", "problem", "side", "responsible", "with_whom", "state", "version")
    return [
        {"id": str(row.pk), "due_on": row.due_on.isoformat(), **{name: getattr(row, name) for name in names}}
        for row in cycle.action_plan.actions.order_by("number")
    ]
