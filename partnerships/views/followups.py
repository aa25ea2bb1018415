"""What the parties do of a result: a note, an action of the plan, a workshop to understand."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.guard import require
from partnerships.criteria import criterion_of
from partnerships.forms.followups import NoteForm, RatingActionForm, WorkshopDayForm
from partnerships.models import Campaign
from partnerships.reports.rating import build_rating
from partnerships.reports.ratingshapes import Line
from partnerships.services.followups import note_follow_up, open_workshop, plan_action
from partnerships.views.ratingframe import acting, asked, known_code, rating_frame, read_campaign


def _line(request: HttpRequest, pk: UUID, code: str) -> tuple[Campaign, Line]:
    """The campaign and the line that is spoken of, for somebody who writes."""
    campaign = read_campaign(request, pk)
    require(request.user, "partnerships.represent", campaign.partnership)
    code, report = known_code(code), build_rating(campaign)
    lines = [*report.criteria, *(line for parts in report.statements.values() for line in parts)]
    return campaign, next(line for line in lines if line.code == code)


def _form_page(request: HttpRequest, campaign: Campaign, line: Line, form: Any, words: dict[str, Any]) -> HttpResponse:
    context = rating_frame(request, campaign.partnership) | words
    context |= {"campaign": campaign, "line": line, "form": form, "criterion_code": criterion_of(line.code)}
    return render(request, "partnerships/rating_follow.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, campaign: Campaign, line: Line, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("partnerships:campaign_criterion", pk=campaign.pk, code=criterion_of(line.code))


def _initial_note(campaign: Campaign, code: str) -> dict[str, Any]:
    row = campaign.follow_ups.filter(statement=code).first()
    return {"note": row.note if row else ""}


@require_http_methods(["GET", "HEAD", "POST"])
def follow_note(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    campaign, line = _line(request, pk, code)
    form = NoteForm(request.POST or None, initial=_initial_note(campaign, line.code))
    save: Callable[[], Any] = lambda: note_follow_up(  # noqa: E731
        campaign=campaign, code=line.code, box=line.box, note=form.cleaned_data["note"], by=request.user
    )
    if request.method == "POST" and asked(form, save):
        return _done(request, campaign, line, _("What you said of it is kept."))
    words = {"heading": _("What we say of it"), "submit": _("Save"), "way": "note"}
    return _form_page(request, campaign, line, form, words)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_action(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    campaign, line = _line(request, pk, code)
    own = acting(request, campaign.partnership)
    form = RatingActionForm(request.POST or None, partnership=campaign.partnership, initial={"party": own.pk})
    if request.method == "POST" and asked(
        form,
        lambda: plan_action(campaign=campaign, code=line.code, box=line.box, by=request.user, **form.cleaned_data),
    ):
        return _done(request, campaign, line, _("The action is in the plan of the partnership."))
    words = {"heading": _("Plan an action"), "submit": _("Add to the plan"), "way": "action"}
    return _form_page(request, campaign, line, form, words)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_workshop(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    campaign, line = _line(request, pk, code)
    form = WorkshopDayForm(request.POST or None)
    if request.method == "POST" and asked(
        form,
        lambda: open_workshop(campaign=campaign, code=line.code, box=line.box, by=request.user, **form.cleaned_data),
    ):
        return _done(request, campaign, line, _("The workshop is in the list of workshops, with its agenda."))
    words = {"heading": _("Open a workshop to understand"), "submit": _("Open the workshop"), "way": "workshop"}
    return _form_page(request, campaign, line, form, words)
