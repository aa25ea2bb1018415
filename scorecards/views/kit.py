"""The paper kit: asking for it, and the way from a printed sheet to the page where it is typed up."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guard import get_visible, require
from reports.services import ask_report
from scorecards.forms.kit import KitForm
from scorecards.models import Cycle, Group, ScoringSession
from scorecards.views.cycles import seen_cycle


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_kit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the kit holds; POST asks for it on A4 or on A3, in the language of those who will fill it in."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.view_preparation", cycle)
    form = KitForm(request.POST or None, initial={"language": get_language() or "fr"})
    if request.method == "POST" and form.is_valid():
        kind = f"scorecards.{form.cleaned_data['paper']}"
        report = ask_report(kind=kind, subject_id=pk, by=request.user, language=form.cleaned_data["language"])
        messages.success(request, _("Your report is asked for."))
        return redirect(report)
    context = {
        "cycle": cycle,
        "form": form,
        "groups": cycle.groups.count(),
        "indicators": cycle.indicators.count(),
    }
    return render(request, "scorecards/cycle_kit.html", context, status=422 if form.errors else 200)


@require_safe
def kit_entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The code of a printed sheet: ``pk`` is the group's, or the cycle's for the staff's sheet.

    Leads to the entry page; to the people present first while nobody counted them; to the cycle before the launch.
    """
    session = _session_of(request, pk)
    if session is None:
        cycle = get_visible(Cycle.objects.all(), request.user, _cycle_pk(pk))
        messages.info(request, _("Scoring hasn't started yet: the sheet can be typed up once it has."))
        return redirect(cycle)
    asked = {"printed": request.GET["v"][:8]} if request.GET.get("v", "").isalnum() else {}
    sheet = reverse("scorecards:session_sheet", args=[session.pk]) + (f"?{urlencode(asked)}" if asked else "")
    if session.people_present is None and request.user.has_perm("scorecards.score_session", session):
        first = reverse("scorecards:session_attendance", args=[session.pk])
        return redirect(f"{first}?{urlencode({'next': sheet})}")
    return redirect(sheet)


def _session_of(request: HttpRequest, pk: UUID) -> ScoringSession | None:
    rows = ScoringSession.objects.visible_to(request.user).select_related("cycle")  # type: ignore[arg-type]
    return rows.filter(group=pk).first() or rows.filter(cycle=pk, group=None).first()


def _cycle_pk(pk: UUID) -> UUID:
    """The cycle of a group, or the key itself; nothing is said of what this person may not see."""
    found = Group.objects.filter(pk=pk).values_list("cycle", flat=True).first() or pk
    if not Cycle.objects.filter(pk=found).exists():
        raise Http404
    return UUID(str(found))
