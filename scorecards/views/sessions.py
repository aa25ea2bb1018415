"""A session: what it is at, who was there, opening and closing it."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import get_visible, require
from core.errors import Refusal
from core.http import safe_next
from scorecards.enums import Side
from scorecards.forms.cycles import ReasonForm
from scorecards.forms.reopening import OptionalDueForm
from scorecards.forms.sessions import AttendanceForm
from scorecards.models import ScoringSession
from scorecards.models.session import ATTENDANCE_FIELDS, TURNS_FIELDS
from scorecards.reports.inputs import entitlements
from scorecards.reports.public import rights_sheet
from scorecards.reports.sessionextras import session_extras
from scorecards.reports.sessions import build_session, session_scripts, session_title
from scorecards.services.reopening import set_review_due
from scorecards.services.sessions import close_session, open_session, record_attendance, reopen_session


def seen_session(request: HttpRequest, pk: UUID) -> ScoringSession:
    """The session with its group and cycle, or 404; 403 while its scores wait for the briefings."""
    rows = ScoringSession.objects.select_related(
        "group", "cycle__service_point__territory", "cycle__organization", "cycle__action_plan"
    )
    session = get_visible(rows, request.user, pk)
    require(request.user, "scorecards.see_scores", session.cycle)
    return session


def _page(request: HttpRequest, session: ScoringSession, status: int = 200) -> HttpResponse:
    context = {
        "report": build_session(session, request.user),  # type: ignore[arg-type]
        "session": session,
        "extras": session_extras(session, request.user),  # type: ignore[arg-type]
        "scripts": session_scripts(session),
        "entitlements": entitlements(session.cycle),
        "rights_sheet": rights_sheet(session.cycle.service_point),
    }
    return render(request, "scorecards/session_detail.html", context, status=status)


@require_safe
def session_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, seen_session(request, pk))


def _first_values(session: ScoringSession) -> dict[str, object]:
    counts = {name: getattr(session, name) for name in (*ATTENDANCE_FIELDS, *TURNS_FIELDS)}
    day = session.held_on or session.planned_on or timezone.localdate()
    return {**counts, "held_on": day, "place": session.place, "version": session.version}


@require_http_methods(["GET", "HEAD", "POST"])
def session_attendance(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who was there; saving it opens a planned session."""
    session = seen_session(request, pk)
    form = AttendanceForm(request.POST or None, session=session, initial=_first_values(session))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _save_attendance(session, form, request)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                return redirect(safe_next(request, session.get_absolute_url()))
    context = {"form": form, "session": session, "title": session_title(session), "next": safe_next(request, "")}
    return render(request, "scorecards/session_attendance.html", context, status=status)


def _save_attendance(session: ScoringSession, form: AttendanceForm, request: HttpRequest) -> None:
    data = form.cleaned_data
    counts = {name: data[name] for name in ATTENDANCE_FIELDS}
    saved = record_attendance(
        session=session,
        counts=counts,
        held_on=data["held_on"],
        place=data["place"],
        version=data["version"],
        by=request.user,  # type: ignore[arg-type]
        turns={name: data[name] for name in TURNS_FIELDS} if form.asks_turns else None,
    )
    open_session(session=saved, by=request.user)  # type: ignore[arg-type]
    said = _("%(count)d people present: the hands are checked against them.") % {"count": saved.people_present or 0}
    messages.success(request, said)


@require_POST
def session_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    session = seen_session(request, pk)
    require(request.user, "scorecards.score_session", session)
    try:
        open_session(session=session, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("scorecards:session_attendance", pk=session.pk)


@transaction.atomic
def _close(request: HttpRequest, session: ScoringSession) -> None:
    """Close; the team may say by when the municipality is expected to have reviewed the provider's scores."""
    form = OptionalDueForm(request.POST)
    if not form.is_valid():
        raise Refusal(" ".join(form.errors["review_due_on"]))
    close_session(session=session, by=request.user)  # type: ignore[arg-type]
    due = form.cleaned_data["review_due_on"]
    if due and session.side == Side.PROVIDER and request.user.has_perm("scorecards.set_review_due", session.cycle):
        set_review_due(cycle=session.cycle, due_on=due, by=request.user)  # type: ignore[arg-type]


@require_POST
def session_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    session = seen_session(request, pk)
    try:
        _close(request, session)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _page(request, seen_session(request, pk), status=409)
    messages.success(request, _("The session is closed. Thank the people who came."))
    if request.user.has_perm("scorecards.view_cycle", session.cycle):
        return redirect(session.cycle)
    return redirect(session)


@require_http_methods(["GET", "HEAD", "POST"])
def session_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    session = seen_session(request, pk)
    require(request.user, "scorecards.reopen_session", session)
    form = ReasonForm(request.POST or None, cycle=session.cycle)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                reopen_session(session=session, reason=form.cleaned_data["reason"], by=request.user)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The session is open again. Your reason is in the history."))
                return redirect(session)
    context = {"session": session, "form": form, "title": session_title(session)}
    return render(request, "scorecards/session_reopen.html", context, status=status)
