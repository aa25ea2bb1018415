"""The diagnosis of an edition: read, kept on its day, printed; the weights of its axes."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concertation.forms.base import renew_version
from concertation.forms.diagnosis import KeepForm, WeightsForm
from concertation.models import Diagnosis, Edition
from concertation.reports.diagnosis import RULE, build_diagnosis
from concertation.reports.figures import build_figures
from concertation.reports.kept import content_of, drawn, page_of
from concertation.reports.papers import PAPERS
from concertation.reports.planpaper import PLAN
from concertation.reports.tabs import page_url
from concertation.services.diagnosis import keep_diagnosis, set_weights
from concertation.views.frame import frame, kept_edition, seen_edition
from core.errors import Refusal
from reports.services import ask_report


@require_safe
def diagnosis(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = seen_edition(request, pk)
    return _page(request, edition)


def _page(request: HttpRequest, edition: Edition, status: int = 200) -> HttpResponse:
    context = frame(request, edition, "diagnosis")
    inside = context["may_write"]
    context |= {
        **drawn(asdict(build_diagnosis(edition, inside=inside))),
        "kept": edition.diagnoses.select_related("by") if inside else (),
        "levers_url": page_url("levers", edition.pk) if inside else "",
        "is_kept": False,
    }
    return render(request, "concertation/diagnosis.html", context, status=status)


@require_POST
def diagnosis_keep(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    form = KeepForm(request.POST)
    content = content_of(build_diagnosis(edition, inside=True), build_figures(edition))
    try:
        version = form.cleaned_data["version"] if form.is_valid() else -1
        found = keep_diagnosis(edition=edition, version=version, content=content, rule=RULE, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        edition.refresh_from_db()
        return _page(request, edition, status=409)
    messages.success(request, _("The diagnosis is kept as it reads today. You can now choose what to change."))
    return redirect("concertation:diagnosis_kept", pk=found.pk)


@require_safe
def diagnosis_kept(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Diagnosis.objects.select_related("by"), pk=pk)
    edition = kept_edition(request, found.edition_id)
    context = frame(request, edition, "diagnosis") | drawn(page_of(found)) | {"diagnosis": found, "is_kept": True}
    return render(request, "concertation/diagnosis_kept.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def diagnosis_weights(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    form = WeightsForm(request.POST or None, device=edition.device)
    if request.method == "POST" and form.is_valid():
        try:
            set_weights(device=edition.device, version=form.seen_version, weights=form.weights(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            edition.device.refresh_from_db()
            renew_version(form, edition.device.version)
        else:
            messages.success(request, _("The weights are changed."))
            return redirect("concertation:diagnosis", pk=edition.pk)
    context = frame(request, edition, "diagnosis") | {"form": form}
    return render(request, "concertation/diagnosis_weights.html", context, status=422 if form.errors else 200)


@require_POST
def edition_paper(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    edition = seen_edition(request, pk)
    if kind not in (*PAPERS, PLAN):
        raise Http404
    report = ask_report(
        kind=f"concertation.{kind}", subject_id=edition.pk, by=request.user, language=get_language() or "fr"
    )
    return redirect("reports:report_detail", pk=report.pk)
