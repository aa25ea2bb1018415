"""The provider's closed session: asked to be reopened, reopened or not; and the day of the review."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guard import get_visible, require
from core.errors import Refusal
from scorecards.forms.meeting import renew_version
from scorecards.forms.reopening import AskForm, DecideForm, ReviewDueForm
from scorecards.models import Cycle, ReopenRequest, ScoringSession
from scorecards.reports.sessions import session_title
from scorecards.services.reopening import ask_reopen, decide_reopen, set_review_due
from scorecards.views.sessions import seen_session


@require_http_methods(["GET", "HEAD", "POST"])
def session_ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The service's staff ask, with a reason."""
    session = seen_session(request, pk)
    require(request.user, "scorecards.ask_reopen", session)
    form = AskForm(request.POST or None, cycle=session.cycle)
    if request.method == "POST" and form.is_valid():
        try:
            ask_reopen(session=session, reason=form.cleaned_data["reason"], by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your request is sent. The facilitation team will answer it."))
            return redirect(session)
    context = {"session": session, "form": form, "title": session_title(session)}
    return render(request, "scorecards/reopen_ask.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, pk: UUID) -> ReopenRequest:
    """The request about a session in sight, or 404."""
    rows = ReopenRequest.objects.filter(session__in=ScoringSession.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("session__cycle__service_point", "by"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The team accepts or declines: two buttons, one field."""
    asked = _asked(request, pk)
    session = asked.session
    require(request.user, "scorecards.reopen_session", session)
    form = DecideForm(request.POST or None, cycle=session.cycle)
    if request.method == "POST" and form.is_valid():
        accepts = request.POST.get("decision") == "accept"
        try:
            decide_reopen(request=asked, accepts=accepts, answer=form.cleaned_data["answer"], by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            done = _("The session is open again.") if accepts else _("The request is declined, with your answer.")
            messages.success(request, done)
            return redirect(session.cycle)
    context = {
        "asked": asked,
        "session": session,
        "title": session_title(session),
        "cycle": session.cycle,
        "form": form,
    }
    return render(request, "scorecards/reopen_decide.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def review_due(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = get_visible(Cycle.objects.with_context(), request.user, pk)
    require(request.user, "scorecards.set_review_due", cycle)
    form = ReviewDueForm(request.POST or None, initial={"due_on": cycle.review_due_on, "version": cycle.version})
    if request.method == "POST" and form.is_valid():
        try:
            set_review_due(cycle=cycle, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            renew_version(form, cycle.version)
        else:
            messages.success(request, _("The day of the review is saved. Everybody concerned sees it."))
            return redirect("scorecards:cycle_review", pk=cycle.pk)
    context = {"cycle": cycle, "form": form}
    return render(request, "scorecards/review_due.html", context, status=422 if form.errors else 200)
