"""What a device sent for one indicator, taken to the indicator's own page to be corrected there."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from scorecards.enums import ScoreMode, ScoreStatus
from scorecards.forms.sessions import CONSENSUS, NONE, TALLY
from scorecards.models import Submission
from scorecards.reports.received import sent_contents
from scorecards.views.scores import DRAFT


def keep_sent_draft(request: HttpRequest, row: Submission, indicator: UUID) -> HttpResponse:
    """Put the sent score on its page as if it had been typed there."""
    content = sent_contents(row).get(f"score:{indicator}")
    if content is None or row.session is None:
        raise Http404
    request.session[DRAFT] = {
        "session": str(row.session.pk),
        "indicator": str(indicator),
        "typed": typed_of(content),
    }
    return redirect("scorecards:session_score", pk=row.session.pk, indicator=indicator)


def typed_of(content: dict[str, Any]) -> dict[str, Any]:
    """The content as the fields of ``ScoreForm``; the version stays that of the page."""
    words = {name: content.get(name, "") for name in ("reason", "suggestion", "mismatch_reason")}
    if content.get("status") != ScoreStatus.SCORED:
        return {**words, "how": NONE, "why": content.get("status", "")}
    if content.get("mode") == ScoreMode.CONSENSUS:
        return {**words, "how": CONSENSUS, "value": str(content.get("value") or "").replace(".", ",")}
    hands = {f"hands_{index}": count for index, count in enumerate(content.get("tallies") or ())}
    return {**words, **hands, "how": TALLY}
