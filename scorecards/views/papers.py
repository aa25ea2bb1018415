from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reports.services import ask_report
from scorecards.reports.kinds import CYCLE_KINDS


@require_POST
def report_ask(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Ask for the dossier or the workbook of a cycle; the file is made by the worker."""
    if kind not in CYCLE_KINDS:
        raise Http404
    report = ask_report(kind=f"scorecards.{kind}", subject_id=pk, by=request.user, language=get_language() or "fr")
    messages.success(request, _("Your report is asked for."))
    return redirect(report)
