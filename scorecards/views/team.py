"""The two people of each group, their peers' feedback, and the administrator's register of facilitators."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guard import require
from accounts.models import User
from core.errors import Refusal
from directory.models import Organization
from scorecards.forms.meeting import renew_version
from scorecards.forms.preparation import FeedbackForm, ProfileForm, TeamForm
from scorecards.models import FacilitatorProfile, Group, GroupTeam, PeerFeedback
from scorecards.reports.team import build_facilitators, build_teams, led_words
from scorecards.services.team import assign_team, change_profile, facilitators_of, give_feedback, may_give_feedback
from scorecards.views.readiness import prepared_cycle


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_team(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = prepared_cycle(request, pk)
    lines = build_teams(cycle, request.user)  # type: ignore[arg-type]
    teams = {line.group.pk: line.team for line in lines if line.team}
    groups, people = [line.group for line in lines], list(facilitators_of(cycle.organization))
    form = TeamForm(request.POST or None, groups=groups, teams=teams, people=people)
    if request.method == "POST" and form.is_valid() and _assign(form, request.user):
        messages.success(request, _("The teams are saved."))
        return redirect("scorecards:cycle_team", pk=cycle.pk)
    context = {
        "cycle": cycle,
        "form": form,
        "lines": [
            (line, form.field_of(line.group, "lead"), form.field_of(line.group, "note_taker")) for line in lines
        ],
        "may_change": request.user.has_perm("scorecards.prepare", cycle),
        "may_register": request.user.has_perm("scorecards.manage_facilitators"),
    }
    return render(request, "scorecards/team.html", context, status=422 if form.errors else 200)


def _assign(form: TeamForm, by: Any) -> bool:
    """Save what can be saved; each refusal stands under its group."""
    for group in form.groups:
        chosen = {name: form.chosen(group, name) for name in ("lead", "note_taker")}
        try:
            assign_team(group=group, by=by, **chosen)
        except Refusal as refusal:
            form.add_error(f"{group.pk}-lead", str(refusal))
    return not form.errors


@require_http_methods(["GET", "HEAD", "POST"])
def team_feedback(request: HttpRequest, pk: UUID, group: UUID, person: UUID) -> HttpResponse:
    """What the other half of the team observed, once the session is closed."""
    cycle = prepared_cycle(request, pk)
    row = get_object_or_404(Group.objects.select_related("team"), pk=group, cycle=cycle)
    about = get_object_or_404(facilitators_of(cycle.organization), pk=person)
    if not may_give_feedback(GroupTeam.objects.filter(group=row).first(), about, request.user):
        raise PermissionDenied(_("Feedback comes from the colleague who was there, or from the administrator."))
    before = PeerFeedback.objects.filter(profile__user=about, group=row, by=request.user).first()
    first = {name: getattr(before, name) for name in ("level", "strength", "advice")} if before else {}
    form = FeedbackForm(request.POST or None, cycle=cycle, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            give_feedback(group=row, about=about, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your feedback is saved. Your colleague and the administrator read it."))
            return redirect("scorecards:cycle_team", pk=cycle.pk)
    context = {"cycle": cycle, "group": row, "about": about, "form": form}
    return render(request, "scorecards/team_feedback.html", context, status=422 if form.errors else 200)


def _own_organization(user: Any) -> Organization:
    organization = user.organization
    if organization is None:
        raise PermissionDenied(_("Choose the organisation that you act for."))
    return organization  # type: ignore[no-any-return]


@require_safe
def facilitator_list(request: HttpRequest) -> HttpResponse:
    require(request.user, "scorecards.manage_facilitators")
    rows = build_facilitators(_own_organization(request.user))
    context = {"rows": [(row, led_words(row)) for row in rows], "qualified": sum(row.is_qualified for row in rows)}
    return render(request, "scorecards/facilitator_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def facilitator_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person's profile and what their peers observed. They read their own; the administrator writes it."""
    organization = _own_organization(request.user)
    person: User = get_object_or_404(facilitators_of(organization), pk=pk)
    if request.method == "POST" or person != request.user:
        require(request.user, "scorecards.manage_facilitators")
    profile = FacilitatorProfile.objects.filter(user=person).first()
    form = ProfileForm(request.POST or None, profile=profile)
    if request.method == "POST" and form.is_valid():
        try:
            change_profile(person=person, organization=organization, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            renew_version(form, profile.version if profile else 0)
        else:
            messages.success(request, _("The profile is saved."))
            return redirect("scorecards:facilitator_list")
    facilitator = next(row for row in build_facilitators(organization) if row.person == person)
    context = {"facilitator": facilitator, "led": led_words(facilitator), "form": form}
    context["may_change"] = request.user.has_perm("scorecards.manage_facilitators")
    return render(request, "scorecards/facilitator_form.html", context, status=422 if form.errors else 200)
