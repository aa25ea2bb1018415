from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guard import get_visible, require
from actionplans.confirmations import confirm_action
from actionplans.confirmforms import ConfirmForm
from actionplans.models import Action
from actionplans.reports import action_row
from actionplans.wordguard import mask_for
from core.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def action_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The follow-up committee says whether a promise is really done."""
    action = get_visible(Action.objects.select_related("plan__service_point", "plan__territory"), request.user, pk)
    require(request.user, "actionplans.confirm_action", action)
    form = ConfirmForm(request.POST or None, action=action)
    if request.method == "POST" and form.is_valid():
        try:
            confirm_action(action=action, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("What you saw is written beside the promise."))
            return redirect(action)
    row = action_row(action, timezone.localdate(), mask_for(request.user, [action.plan_id]))
    context = {"action": action, "row": row, "form": form}
    return render(request, "actionplans/action_confirm.html", context, status=422 if form.errors else 200)
