"""Who meets what: action plans, reports, and the files of a cycle."""

from typing import Any

from accounts.enums import Role
from tests.access import (
    ADMINISTRATOR,
    ALL_ROLES,
    COMMITTEE,
    FACILITATOR,
    OFFICER,
    Row,
    allow,
    everyone,
)


def plan(world: Any) -> dict[str, Any]:
    """The plan of a released cycle: everybody at home sees it."""
    released = world.released_cycle.action_plan
    if released.published_at is None:
        released.published_at = world.released_cycle.released_at
        released.save(update_fields=["published_at"])
    return {"pk": released.pk}


def action(world: Any, side: str = "authority") -> dict[str, Any]:
    from actionplans.models import Action
    from tests.factories import ActionFactory

    pk = plan(world)["pk"]
    found = Action.objects.filter(plan=pk, side=side).first() or ActionFactory(plan_id=pk, side=side)
    return {"pk": found.pk}


def report(world: Any) -> dict[str, Any]:
    """A report that everybody at home asked for."""
    from reports.models import Report, ReportRequest

    subject = plan(world)["pk"]
    made, _ = Report.objects.get_or_create(
        kind="actionplans.plan_xlsx",
        subject_id=subject,
        content_key="0" * 64,
        defaults={"organization": world.home.ngo, "title": "Plan", "filename": "plan.xlsx"},
    )
    for role in Role:
        ReportRequest.objects.get_or_create(report=made, by=world.home.people[role])
    return {"pk": made.pk}


TEAM = allow(FACILITATOR, ADMINISTRATOR)

ROWS: dict[str, Row] = {
    "actionplans:plan_list": Row(own=ALL_ROLES),
    "actionplans:plan_list_export": Row(
        own=ALL_ROLES, kwargs=lambda w: {"form": "csv"}, foreign=ALL_ROLES, nobody=403
    ),
    "actionplans:late_list": Row(own=ALL_ROLES),
    "actionplans:plan_detail": Row(own=ALL_ROLES, kwargs=plan),
    "actionplans:plan_export": Row(own=ALL_ROLES, kwargs=lambda w: {**plan(w), "form": "xlsx"}),
    "actionplans:plan_report": Row(own=ALL_ROLES, kwargs=lambda w: {**plan(w), "kind": "plan_pdf"}, method="POST"),
    "actionplans:action_create": Row(own=TEAM, kwargs=plan),
    "actionplans:action_detail": Row(own=ALL_ROLES, kwargs=action),
    "actionplans:action_edit": Row(own=TEAM, kwargs=action),
    "actionplans:action_follow": Row(own=allow(FACILITATOR, ADMINISTRATOR, OFFICER, COMMITTEE), kwargs=action),
    "reports:report_list": Row(own=ALL_ROLES),
    "reports:report_detail": Row(own=ALL_ROLES, kwargs=report),
    "reports:report_status": Row(own=ALL_ROLES, kwargs=report),
    "reports:report_download": Row(own=ALL_ROLES, kwargs=report),
    "reports:report_retry": Row(own=ALL_ROLES, kwargs=report, method="POST"),
    "scorecards:report_ask": Row(
        own=everyone(),
        kwargs=lambda w: {"pk": w.released_cycle.pk, "kind": "dossier"},
        setup=plan,
        method="POST",
    ),
}
