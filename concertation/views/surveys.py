"""The surveys of an edition: opened, shared, typed from paper, read."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concertation.forms.surveys import LinkForm, OpenSurveyForm, PaperForm, SheetForm
from concertation.models import Survey
from concertation.reports.surveygroups import build_groups
from concertation.reports.surveys import build_survey, build_voices
from concertation.services.surveys import open_survey, set_open, take_sheet
from concertation.views.frame import frame, kept_edition
from core.errors import Refusal


def _kept_survey(request: HttpRequest, pk: UUID) -> Survey:
    survey = get_object_or_404(Survey, pk=pk)
    survey.edition = kept_edition(request, survey.edition_id)
    return survey


@require_http_methods(["GET", "HEAD", "POST"])
def surveys(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The voices of an edition: surveys, answers in free words, sittings observed."""
    edition = kept_edition(request, pk)
    form = OpenSurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            survey = open_survey(edition=edition, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The survey is open. Share its link, its QR code, or the paper sheet."))
            return redirect("concertation:survey_detail", pk=survey.pk)
    context = {**frame(request, edition, "voices"), "form": form, "page": build_voices(edition)}
    return render(request, "concertation/surveys.html", context, status=422 if form.errors else 200)


@require_safe
def survey_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    survey = _kept_survey(request, pk)
    context = {
        **frame(request, survey.edition, "voices"),
        "survey": survey,
        "page": build_survey(survey),
        "groups": build_groups(survey),
    }
    return render(request, "concertation/survey_detail.html", context)


@require_POST
def survey_toggle(request: HttpRequest, pk: UUID) -> HttpResponse:
    survey = _kept_survey(request, pk)
    form = LinkForm(request.POST)
    if form.is_valid():
        opening = form.cleaned_data["to"] == "open"
        try:
            set_open(survey=survey, is_open=opening, closes_on=survey.closes_on, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The link is open.") if opening else _("The link is closed."))
    return redirect("concertation:survey_detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def survey_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sheets of paper typed in one after the other; the day stays from one to the next."""
    survey = _kept_survey(request, pk)
    first: dict[str, Any] = {"on": request.GET["on"]} if request.GET.get("on") else {}
    form = PaperForm(request.POST or None, survey=survey, initial=first)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["on"]
        try:
            take_sheet(survey=survey, given=form.given(), key=form.sent_key, on=day, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Sheet kept. The next one can be typed in."))
            return redirect(f"{request.path}?on={day.isoformat()}")
    context = {**frame(request, survey.edition, "voices"), "survey": survey, "form": form}
    context["typed"] = survey.responses.filter(from_paper=True).count()
    return render(request, "concertation/survey_paper.html", context, status=422 if form.errors else 200)


@require_safe
def survey_sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The blank sheet to print, with its QR code."""
    survey = _kept_survey(request, pk)
    context = {**frame(request, survey.edition, "voices"), "survey": survey, "form": SheetForm(survey=survey)}
    context["page"] = build_survey(survey)
    return render(request, "concertation/survey_sheet.html", context)
