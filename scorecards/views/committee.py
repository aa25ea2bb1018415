"""Who follows the plan of a cycle."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.enums import Role
from accounts.guard import require
from accounts.models import User
from actionplans.services import set_followers
from core.errors import Refusal
from scorecards.forms.cycles import CommitteeForm
from scorecards.models import Cycle
from scorecards.views.cycles import seen_cycle


def committee_people(cycle: Cycle) -> QuerySet[User]:
    """Active people who hold the committee role in the organisation that runs the cycle."""
    return User.objects.filter(
        is_active=True,
        memberships__organization=cycle.organization_id,
        memberships__role=Role.COMMITTEE,
        memberships__is_active=True,
    ).order_by("full_name", "email")


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_committee(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.manage_committee", cycle)
    plan, people = cycle.action_plan, committee_people(cycle)
    form = CommitteeForm(request.POST or None, people=people, initial={"members": list(plan.followers.all())})
    if request.method == "POST":
        form = CommitteeForm(request.POST, people=people)
        if form.is_valid():
            try:
                set_followers(plan=plan, users=form.cleaned_data["members"], by=request.user)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The follow-up committee is named."))
                return redirect(cycle)
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request, "scorecards/cycle_committee.html", {"cycle": cycle, "form": form, "people": people}, status=status
    )
