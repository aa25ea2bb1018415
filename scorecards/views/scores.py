"""One indicator of one session, alone on the screen."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.errors import Refusal
from scorecards.forms.sessions import ScoreForm, form_for
from scorecards.models import Indicator, ScoringSession
from scorecards.reports.clips import sounds_of
from scorecards.reports.sessions import asked_indicators, session_title
from scorecards.services.sessions import record_score
from scorecards.views.sessions import seen_session

DRAFT = "score_draft"


@require_http_methods(["GET", "HEAD", "POST"])
def session_score(request: HttpRequest, pk: UUID, indicator: UUID) -> HttpResponse:
    """Show, or save and go on. What was typed comes back with every refusal."""
    session = seen_session(request, pk)
    listed = asked_indicators(session)
    at = next((index for index, row in enumerate(listed) if row.pk == indicator), None)
    if at is None:
        raise Http404
    if request.method != "POST":
        form = form_for(session, listed[at], last=_last(session), draft=_take_draft(request, session, indicator))
        return _page(request, session, form, listed, at)
    form = form_for(session, listed[at], request.POST)
    go = request.POST.get("go", "next")
    if go == "attendance":
        return _keep_draft(request, session, listed[at])
    if form.is_blank():
        return redirect(_target(session, listed, at, go))
    return _save(request, session, form, listed, at, go)


def _save(
    request: HttpRequest, session: ScoringSession, form: ScoreForm, listed: list[Indicator], at: int, go: str
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, session, form, listed, at, 422)
    try:
        record_score(session=session, indicator=listed[at], by=request.user, **form.change())  # type: ignore[arg-type]
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, session, form, listed, at, 409)
    return redirect(_target(session, listed, at, go))


def _last(session: ScoringSession) -> Any:
    return session.scores.filter(status="scored").order_by("-updated_at").first()


def _address(session: ScoringSession, indicator: Indicator) -> str:
    return reverse("scorecards:session_score", args=[session.pk, indicator.pk])


def _target(session: ScoringSession, listed: list[Indicator], at: int, go: str) -> str:
    """The neighbour, or the session's own page before the first and after the last."""
    to = at - 1 if go == "previous" else at + 1
    return _address(session, listed[to]) if 0 <= to < len(listed) else session.get_absolute_url()


def _keep_draft(request: HttpRequest, session: ScoringSession, indicator: Indicator) -> HttpResponse:
    """Go and correct the people present; what is on the screen waits for the way back."""
    typed = {name: value for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "go")}
    request.session[DRAFT] = {"session": str(session.pk), "indicator": str(indicator.pk), "typed": typed}
    back = _address(session, indicator)
    return redirect(f"{reverse('scorecards:session_attendance', args=[session.pk])}?next={back}")


def _take_draft(request: HttpRequest, session: ScoringSession, indicator: UUID) -> dict[str, Any] | None:
    draft = request.session.get(DRAFT)
    if not draft or (draft["session"], draft["indicator"]) != (str(session.pk), str(indicator)):
        return None
    del request.session[DRAFT]
    return dict(draft["typed"])


def _page(
    request: HttpRequest, session: ScoringSession, form: ScoreForm, listed: list[Indicator], at: int, status: int = 200
) -> HttpResponse:
    context = {
        "session": session,
        "title": session_title(session),
        "indicator": listed[at],
        "position": at + 1,
        "total": len(listed),
        "form": form,
        "previous_url": _target(session, listed, at, "previous"),
        "next_url": _target(session, listed, at, "next"),
        "sounds": sounds_of([listed[at].pk]).get(listed[at].pk, ()),
        "is_last": at + 1 == len(listed),
        "may_fill": session.is_open and request.user.has_perm("scorecards.score_session", session),
        "may_reopen": session.is_closed and request.user.has_perm("scorecards.reopen_session", session),
    }
    return render(request, "scorecards/session_score.html", context, status=status)
