"""The provider's own indicators, from the session's page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guard import require
from core.errors import Refusal
from scorecards.forms.ownindicators import OwnIndicatorOfProviderForm
from scorecards.models import Indicator, ScoringSession
from scorecards.reports.sessions import session_title
from scorecards.services.ownindicators import MOST_OWN, add_own, own_left, remove_own
from scorecards.views.sessions import seen_session


@require_http_methods(["GET", "HEAD", "POST"])
def session_own(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the provider added; POST adds one, or takes one back (``remove``)."""
    session = seen_session(request, pk)
    require(request.user, "scorecards.add_own_indicator", session)
    if "remove" in request.POST:
        return _remove(request, session)
    form = OwnIndicatorOfProviderForm(request.POST or None, cycle=session.cycle)
    if request.method == "POST" and form.is_valid():
        try:
            row = add_own(session=session, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Added: %(indicator)s.") % {"indicator": row})
            return redirect("scorecards:session_own", pk=session.pk)
    context = {
        "session": session,
        "title": session_title(session),
        "form": form,
        "own": session.cycle.indicators.filter(by_provider=True),
        "left": own_left(session),
        "most": MOST_OWN,
    }
    return render(request, "scorecards/session_own.html", context, status=422 if form.errors else 200)


def _remove(request: HttpRequest, session: ScoringSession) -> HttpResponse:
    pk = request.POST.get("remove", "")
    rows = Indicator.objects.filter(cycle=session.cycle, by_provider=True)
    row = get_object_or_404(rows, pk=pk) if _is_key(pk) else get_object_or_404(rows.none())
    try:
        remove_own(session=session, indicator=row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Removed: %(indicator)s.") % {"indicator": row})
    return redirect("scorecards:session_own", pk=session.pk)


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
