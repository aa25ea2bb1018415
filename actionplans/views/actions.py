from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.guard import get_visible, require
from actionplans.forms import ActionForm, FollowForm, renew_version
from actionplans.links import links_of
from actionplans.models import Action, ActionConfirmation, ActionPlan, ActionUpdate
from actionplans.reports import action_history, action_row
from actionplans.services import add_action, change_action, follow_action
from actionplans.wordguard import mask_for, public_mask
from core.errors import Refusal

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "POST"])
def action_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    plan = get_visible(ActionPlan, request.user, pk)
    require(request.user, "actionplans.change_actionplan", plan)
    form = ActionForm(request.POST or None, plan=plan, initial=_first_values(plan))
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                action = add_action(plan=plan, by=request.user, **form.values())
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Action %(number)d is in the plan.") % {"number": action.number})
                return redirect(plan)
    return render(request, "actionplans/action_form.html", {"plan": plan, "form": form, "action": None}, status=status)


def _first_values(plan: ActionPlan) -> dict[str, Any]:
    """The currency that the plan already uses."""
    known = plan.actions.exclude(currency="").order_by("-number").values_list("currency", flat=True).first()
    return {"currency": known or ""}


@require_GET
def action_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    updates = ActionUpdate.objects.select_related("by")
    actions = Action.objects.select_related("plan__service_point", "plan__territory", "carrier").prefetch_related(
        Prefetch("updates", updates), Prefetch("confirmations", ActionConfirmation.objects.select_related("by"))
    )
    action = get_visible(actions, request.user, pk)
    mask = mask_for(request.user, [action.plan_id])
    context = {
        "action": action,
        "row": action_row(action, timezone.localdate(), mask),
        "history": action_history(action, mask),
        "can_change": request.user.has_perm("actionplans.change_actionplan", action.plan),
        "can_follow": request.user.has_perm("actionplans.follow_action", action),
        "links": links_of(action, request.user),
        "can_confirm": request.user.has_perm("actionplans.confirm_action", action),
    }
    return render(request, "actionplans/action_detail.html", context)


@require_http_methods(["GET", "POST"])
def action_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    action = _action(request, pk)
    require(request.user, "actionplans.change_actionplan", action.plan)
    form = ActionForm(request.POST or None, plan=action.plan, instance=_action(request, pk))
    status, moved = 200, []
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            version = form.cleaned_data["version"]
            try:
                change_action(action=action, version=version, by=request.user, **form.values())
            except Refusal as refusal:
                status, moved = _refuse(form, action, version, refusal)
            else:
                messages.success(request, _("The action is changed; its history keeps what it said before."))
                return redirect(action)
    context = {"plan": action.plan, "action": action, "form": form, "moved": moved}
    return render(request, "actionplans/action_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def action_follow(request: HttpRequest, pk: UUID) -> HttpResponse:
    action = _action(request, pk)
    require(request.user, "actionplans.follow_action", action)
    form = FollowForm(request.POST or None, action=action)
    status, moved = 200, []
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                follow_action(action=action, by=request.user, **form.values())
            except Refusal as refusal:
                status, moved = _refuse(form, action, form.cleaned_data["version"], refusal)
            else:
                messages.success(request, _("The follow-up is written."))
                return redirect(action)
    row = action_row(action, timezone.localdate(), mask_for(request.user, [action.plan_id]))
    context = {"action": action, "row": row, "form": form, "moved": moved}
    return render(request, "actionplans/action_follow.html", context, status=status)


def _action(request: HttpRequest, pk: UUID) -> Action:
    return get_visible(Action.objects.select_related("plan__service_point", "plan__territory"), request.user, pk)


def _refuse(form: Any, action: Action, version: int, refusal: Refusal) -> tuple[int, list[Any]]:
    """Say why on the form; for a form that came too late, also what changed since it was opened."""
    action.refresh_from_db()
    form.add_error(None, str(refusal))
    if action.version == version:
        return UNPROCESSABLE, []
    renew_version(form, action.version)
    return CONFLICT, action_history(action, public_mask([action.plan_id]))[:5]
