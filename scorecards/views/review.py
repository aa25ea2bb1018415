"""The municipality's review: the sheet of one cycle, the board of a territory, the provider's answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.guard import get_visible, require
from accounts.models import User
from accounts.permissions import granted
from core.errors import Refusal
from scorecards.enums import ReviewState
from scorecards.forms.meeting import renew_version
from scorecards.forms.review import AnswerForm, ReviewSheet
from scorecards.models import Cycle, Score
from scorecards.reports.review import ReviewReport, build_review, conversation
from scorecards.reports.review_board import Board, build_board
from scorecards.scales import SCALES
from scorecards.services.review import answer, provider_scores, state_of, value_of


@require_http_methods(["GET", "POST"])
def cycle_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = get_visible(Cycle.objects.with_context(), request.user, pk)
    require(request.user, "scorecards.see_scores", cycle)
    require(request.user, "scorecards.view_review", cycle)
    tab = request.GET.get("tab", "all")
    if request.method == "GET":
        return _review_page(request, ReviewSheet(build_review(cycle, user=request.user, tab=tab)))
    require(request.user, "scorecards.review_provider", cycle)
    sheet = ReviewSheet(build_review(cycle, user=request.user, tab=tab), request.POST)
    action = request.POST.get("action")
    if action in ("selection", "rest"):
        sheet.apply_selection(cycle, request.user, everything=action == "rest")
    else:
        sheet.apply(provider_scores(cycle), request.user)
    if sheet.saved:
        done = ngettext("%(n)d decision saved.", "%(n)d decisions saved.", sheet.saved) % {"n": sheet.saved}
        messages.success(request, done)
    if not sheet.has_errors:
        return redirect(f"{reverse('scorecards:cycle_review', args=[cycle.pk])}?tab={sheet.report.tab}")
    return _review_page(request, _fresh(request, cycle, sheet), status=422)


def _fresh(request: HttpRequest, cycle: Cycle, tried: ReviewSheet) -> ReviewSheet:
    """The sheet as it stands now, with what was typed and refused; saving again is then a choice."""
    sheet = ReviewSheet(build_review(cycle, user=request.user, tab=tried.report.tab))
    sheet.error = tried.error
    typed = {line.row.pk: line for line in tried.lines}
    for line in sheet.lines:
        before = typed.get(line.row.pk)
        if before is not None:
            line.picked = before.picked
            if before.error:
                line.decision, line.sentence, line.error = before.decision, before.sentence, before.error
                line.found = before.found
    return sheet


def _review_page(request: HttpRequest, sheet: ReviewSheet, status: int = 200) -> HttpResponse:
    report = sheet.report
    may_review = granted(request.user, "scorecards.review_provider") and not report.closed_note
    context = {
        "cycle": report.cycle,
        "report": report,
        "sheet": sheet,
        "tabs": _tabs(report),
        "can_decide": may_review and bool(report.rows),
        "can_answer": granted(request.user, "scorecards.answer_review") and not report.closed_note,
        "can_set_due": request.user.has_perm("scorecards.set_review_due", report.cycle)
        and bool(report.counts["to_review"]),
        "is_officer": granted(request.user, "scorecards.review_provider"),
        "can_read_history": granted(request.user, "scorecards.view_history"),
    }
    return render(request, "scorecards/review.html", context, status=status)


def _tabs(report: ReviewReport) -> list[dict[str, Any]]:
    words = {
        "all": _("All"),
        "to_review": _("To review"),
        "low": _("Low scores"),
        "gap": _("Strong gap"),
        "contested": _("Contested"),
    }
    return [
        {"label": word, "url": f"?tab={name}", "current": name == report.tab, "count": report.counts[name]}
        for name, word in words.items()
    ]


@require_GET
def review_board(request: HttpRequest) -> HttpResponse:
    if not granted(request.user, "scorecards.review_provider"):
        raise PermissionDenied(_("This board is for the municipality's officers."))
    board = build_board(request.user, tab=request.GET.get("tab", ""), page=request.GET.get("page", 1))
    return render(request, "scorecards/review_board.html", {"board": board, "tabs": _board_tabs(board)})


def _board_tabs(board: Board) -> list[dict[str, Any]]:
    words = {
        "waiting": _("To review"),
        "late": _("Late"),
        "contested": _("Waiting for the provider"),
        "done": _("All reviewed"),
    }
    return [
        {"label": word, "url": f"?tab={name}", "current": name == board.tab, "count": board.counts[name]}
        for name, word in words.items()
    ]


@require_http_methods(["GET", "POST"])
def review_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    scores = Score.objects.filter(session__side="provider", session__cycle__in=Cycle.objects.visible_to(request.user))
    score = get_object_or_404(
        scores.select_related("indicator", "session__cycle__service_point").prefetch_related("reviews__by"), pk=pk
    )
    cycle = score.session.cycle
    require(request.user, "scorecards.see_scores", cycle)
    require(request.user, "scorecards.answer_review", cycle)
    form = AnswerForm(request.POST or None, score=score)
    if request.method == "POST" and form.is_valid():
        data = {"sentence": form.cleaned_data["sentence"], "version": form.cleaned_data["version"]}
        try:
            answer(score=score, new_value=form.value, by=request.user, **data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            renew_version(form, score.version)
        else:
            messages.success(request, _("Your answer is saved. Both versions stay visible."))
            return redirect("scorecards:cycle_review", pk=cycle.pk)
    context = {"cycle": cycle, "score": score, "form": form, **_about(score, request.user)}
    return render(request, "scorecards/review_answer.html", context, status=422 if form.errors else 200)


def _about(score: Score, user: User) -> dict[str, Any]:
    """The figure in question and what was said of it."""
    value = value_of(score)
    return {
        "value": value,
        "level": SCALES[score.session.cycle.scale].band(value) if value is not None else None,
        "steps": conversation(score, user=user),
        "is_contested": state_of(score, score.reviews.all()) == ReviewState.CONTESTED,
    }
