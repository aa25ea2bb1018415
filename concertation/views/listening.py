"""Open answers read and counted by hand; sittings observed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concertation.enums import CodeKind
from concertation.forms.base import renew_version
from concertation.forms.observation import OBSERVERS, GridForm, ReadForm, SpeechForm
from concertation.models import Edition, OpenAnswer, Sitting
from concertation.reports.listening import FILTERS, answers_of, build_listened, build_observed, question_words
from concertation.services.coding import read_answer
from concertation.services.observation import save_grid, save_speech
from concertation.views.frame import frame, kept_edition
from core.errors import Refusal

PER_PAGE = 20


def _coding(request: HttpRequest, edition: Edition, show: str, form: ReadForm | None, status: int) -> HttpResponse:
    """``form``: the one that was refused; its answer is shown with what was typed."""
    page = build_listened(edition)
    labels = {"unread": _("To read"), "read": pgettext("answers", "Read"), "aside": _("Set aside")}
    rows = Paginator(answers_of(edition, show), PER_PAGE).get_page(request.GET.get("page"))
    for row in rows:
        row.words = question_words(row.question)
        row.chosen = {code.pk for code in row.codes.all()}
    context = {
        **frame(request, edition, "voices"),
        "page": page,
        "rows": rows,
        "kinds": CodeKind.choices,
        "show": show,
        "refused": form,
        "items": [
            {"label": labels[name], "url": f"?show={name}", "current": name == show, "count": getattr(page, name)}
            for name in FILTERS
        ],
    }
    return render(request, "concertation/coding.html", context, status=status)


@require_safe
def coding(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    show = request.GET.get("show", "unread")
    return _coding(request, edition, show if show in FILTERS else "unread", None, 200)


@require_POST
def answer_read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what an answer speaks of; back to the list it came from."""
    answer = get_object_or_404(OpenAnswer.objects.select_related("response__survey"), pk=pk)
    edition = kept_edition(request, answer.response.survey.edition_id)
    show = request.POST.get("show", "unread") if request.POST.get("show") in FILTERS else "unread"
    form = ReadForm(request.POST, device=edition.device)
    form.answer_pk = answer.pk  # type: ignore[attr-defined]
    if form.is_valid():
        try:
            read_answer(answer=answer, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{reverse('concertation:coding', args=[edition.pk])}?show={show}")
    return _coding(request, edition, show, form, 422)


@require_safe
def observation(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    context = {**frame(request, edition, "voices"), "page": build_observed(edition)}
    return render(request, "concertation/observation.html", context)


def _sitting(request: HttpRequest, pk: UUID) -> Sitting:
    sitting = get_object_or_404(Sitting, pk=pk)
    sitting.edition = kept_edition(request, sitting.edition_id)
    return sitting


def _table(request: HttpRequest, sitting: Sitting, form: Any, save: Any, more: dict[str, Any]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            save(sitting=sitting, version=form.seen_version, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            sitting.refresh_from_db(fields=["version"])
            renew_version(form, sitting.version)
        else:
            messages.success(request, _("The observation is saved."))
            return redirect("concertation:observation", pk=sitting.edition_id)
    context = {**frame(request, sitting.edition, "voices"), "form": form, "sitting": sitting, **more}
    return render(request, "concertation/sitting_seen.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def sitting_speech(request: HttpRequest, pk: UUID) -> HttpResponse:
    sitting = _sitting(request, pk)
    form = SpeechForm(request.POST or None, sitting=sitting)
    sheet = {"is_table": True, "title": _("Who speaks, how often")}
    return _table(request, sitting, form, save_speech, {"sheet": sheet, "observer": 0, "observers": ()})


@require_http_methods(["GET", "HEAD", "POST"])
def sitting_grid(request: HttpRequest, pk: UUID, observer: int) -> HttpResponse:
    sitting = _sitting(request, pk)
    form = GridForm(request.POST or None, sitting=sitting, observer=observer)
    sheet = {"is_table": True, "title": _("How people speak, observer %(n)d") % {"n": observer}}

    def save(**fields: Any) -> Any:
        return save_grid(observer=observer, **fields)

    return _table(request, sitting, form, save, {"sheet": sheet, "observer": observer, "observers": OBSERVERS})
