"""What the groups say: the lists, one page per group, and the vote that puts difficulties in order."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import require
from core.errors import Refusal
from scorecards.forms.issues import IssueForm, VotesForm
from scorecards.forms.meeting import renew_version
from scorecards.models import Cycle, Group, Issue
from scorecards.reports.inputs import entitlements
from scorecards.reports.issues import build_overview, ranked
from scorecards.script import script
from scorecards.services.gates import inputs_missing
from scorecards.services.issues import add_issue, change_issue, people_of, remove_issue, vote_issues
from scorecards.views.cycles import seen_cycle


@require_safe
def cycle_issues(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The groups, how far each list is, and the way to the themes."""
    cycle = _read(request, pk)
    context = {
        "cycle": cycle,
        "overview": build_overview(cycle),
        "missing": inputs_missing(cycle),
        "can_change": request.user.has_perm("scorecards.record_issues", cycle),
    }
    return render(request, "scorecards/issues_overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def group_issues(request: HttpRequest, pk: UUID, group: UUID) -> HttpResponse:
    """One group's list; POST adds a line and waits for the next."""
    cycle = _read(request, pk)
    row = get_object_or_404(Group, pk=group, cycle=cycle)
    if request.method != "POST":
        return _group_page(request, cycle, row, IssueForm(cycle=cycle))
    require(request.user, "scorecards.record_issues", cycle)
    form = IssueForm(request.POST, cycle=cycle)
    if form.is_valid():
        try:
            add_issue(group=row, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("scorecards:group_issues", pk=cycle.pk, group=row.pk)
    return _group_page(request, cycle, row, form)


def _group_page(request: HttpRequest, cycle: Cycle, group: Group, form: IssueForm) -> HttpResponse:
    issues = list(Issue.objects.filter(group=group))
    groups = list(cycle.groups.all())
    at = next(index for index, row in enumerate(groups) if row.pk == group.pk)
    context = {
        "cycle": cycle,
        "group": group,
        "form": form,
        "lines": ranked([row for row in issues if not row.is_strength]),
        "strengths": [row for row in issues if row.is_strength],
        "entitlements": entitlements(cycle),
        "script": script("issues"),
        "missing": inputs_missing(cycle),
        "after": groups[at + 1] if at + 1 < len(groups) else None,
        "can_change": request.user.has_perm("scorecards.record_issues", cycle),
    }
    return render(request, "scorecards/issues_group.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def group_votes(request: HttpRequest, pk: UUID, group: UUID) -> HttpResponse:
    """Hands for each difficulty of the group, with the reason; the order follows."""
    cycle = _read(request, pk)
    require(request.user, "scorecards.record_issues", cycle)
    row = get_object_or_404(Group, pk=group, cycle=cycle)
    issues, people = list(Issue.objects.filter(group=row, is_strength=False)), people_of(row)
    form = VotesForm(request.POST or None, cycle=cycle, issues=issues, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            vote_issues(group=row, votes=form.votes(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The order of this group is saved."))
            return redirect("scorecards:group_issues", pk=cycle.pk, group=row.pk)
    context = {"cycle": cycle, "group": row, "form": form, "people": people}
    return render(request, "scorecards/issues_votes.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def issue_edit(request: HttpRequest, pk: UUID, issue: UUID) -> HttpResponse:
    cycle, row = _issue(request, pk, issue)
    form = IssueForm(request.POST or None, cycle=cycle, issue=row)
    if request.method == "POST" and form.is_valid():
        try:
            change_issue(
                issue=row, by=request.user, **form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            row.refresh_from_db()
            renew_version(form, row.version)
        else:
            messages.success(request, _("The line is changed."))
            return redirect("scorecards:group_issues", pk=cycle.pk, group=row.group_id)
    context = {"cycle": cycle, "issue": row, "form": form}
    return render(request, "scorecards/issue_form.html", context, status=422 if form.errors else 200)


@require_POST
def issue_remove(request: HttpRequest, pk: UUID, issue: UUID) -> HttpResponse:
    cycle, row = _issue(request, pk, issue)
    try:
        remove_issue(issue=row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Removed: %(issue)s") % {"issue": row.text})
    return redirect("scorecards:group_issues", pk=cycle.pk, group=row.group_id)


def _read(request: HttpRequest, pk: UUID) -> Cycle:
    """The lists of the groups are the team's."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.view_issues", cycle)
    return cycle


def _issue(request: HttpRequest, pk: UUID, issue: UUID) -> tuple[Cycle, Issue]:
    cycle = _read(request, pk)
    require(request.user, "scorecards.record_issues", cycle)
    return cycle, get_object_or_404(Issue.objects.select_related("group__cycle"), pk=issue, group__cycle=cycle)
