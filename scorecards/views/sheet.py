"""The whole sheet of a session, typed up with the keyboard alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from core.errors import Refusal
from scorecards.forms.sheet import SheetForm
from scorecards.models import ScoringSession
from scorecards.reports.kit import rows_mark
from scorecards.reports.sessions import asked_indicators, session_title
from scorecards.services.sheets import SheetRefusal, record_sheet
from scorecards.views.sessions import seen_session


@require_http_methods(["GET", "HEAD", "POST"])
def session_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    session = seen_session(request, pk)
    scores = {score.indicator_id: score for score in session.scores.all()}
    data = request.POST if request.method == "POST" else None
    sheet = SheetForm(session, asked_indicators(session), scores, data)
    if data is None:
        return _page(request, session, sheet)
    if not sheet.is_valid():
        return _page(request, session, sheet, _("Nothing was saved: correct the rows that are marked."), 422)
    try:
        saved = record_sheet(session=session, changes=sheet.changes(), by=request.user)
    except SheetRefusal as refusal:
        for row in sheet.rows:
            row.refusal = refusal.rows.get(row.indicator.pk, "")
        return _page(request, session, sheet, str(refusal), 409)
    except Refusal as refusal:
        return _page(request, session, sheet, str(refusal), 409)
    messages.success(request, ngettext("%(n)d score saved.", "%(n)d scores saved.", saved) % {"n": saved})
    return redirect(session)


def _printed_before(request: HttpRequest, sheet: SheetForm) -> bool:
    """The paper sheet that led here has other rows than this page."""
    mark = request.GET.get("printed", "")
    return bool(mark) and mark != rows_mark(row.indicator for row in sheet.rows)


def _page(
    request: HttpRequest, session: ScoringSession, sheet: SheetForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "session": session,
        "title": session_title(session),
        "sheet": sheet,
        "refusal": refusal,
        "printed_before": _printed_before(request, sheet),
        "may_fill": session.is_open and request.user.has_perm("scorecards.score_session", session),
    }
    return render(request, "scorecards/session_sheet.html", context, status=status)
