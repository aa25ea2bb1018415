"""Reviews over time, the learning questions, and the balance sheet."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import require
from partnerships.forms.base import renew_version
from partnerships.forms.followups import BalanceForm, LearntForm, ReviewForm, ReviewPlanForm
from partnerships.models import BalanceStatement, LearningQuestion, Partnership, Party, Review
from partnerships.reports.balance import build_balance
from partnerships.reports.reviews import build_reviews, review_title
from partnerships.services.facts import stamp
from partnerships.services.reviews import (
    answer_question,
    change_review,
    plan_calendar,
    plan_review,
    remove_review,
    save_balance,
)
from partnerships.views.frame import inside
from partnerships.views.ratingframe import acting, asked, in_force, rating_frame, tried
from reports.services import ask_report


@require_http_methods(["GET", "HEAD", "POST"])
def reviews(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The ratings side by side and the calendar; POST plans a date."""
    partnership = inside(request, pk)
    form = ReviewPlanForm(request.POST or None)
    if request.method == "POST":
        require(request.user, "partnerships.coordinate", partnership)
        if asked(form, lambda: plan_review(partnership=partnership, by=request.user, **form.cleaned_data)):
            messages.success(request, _("The review is in the calendar."))
            return redirect("partnerships:reviews", pk=partnership.pk)
    context = rating_frame(request, partnership) | {
        "report": build_reviews(partnership, request.user),
        "form": form,
    }
    return render(request, "partnerships/reviews.html", context, status=422 if form.errors else 200)


@require_POST
def reviews_calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Plan every review that the evaluation plan promises."""
    partnership = inside(request, pk)
    require(request.user, "partnerships.coordinate", partnership)
    done = _("The reviews of the evaluation plan are in the calendar.")
    tried(request, lambda: plan_calendar(partnership=partnership, by=request.user), done)
    return redirect("partnerships:reviews", pk=partnership.pk)


def _review(request: HttpRequest, pk: UUID) -> Review:
    visible = Partnership.objects.visible_to(request.user)  # type: ignore[arg-type]
    rows = Review.objects.select_related("partnership__territory", "partnership__coordinator")
    review = get_object_or_404(rows, pk=pk, partnership__in=visible)
    require(request.user, "partnerships.view_inside", review.partnership)
    return review


@require_http_methods(["GET", "HEAD", "POST"])
def review_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move a review, or write that it was held."""
    review = _review(request, pk)
    require(request.user, "partnerships.represent", review.partnership)
    initial = {name: getattr(review, name) for name in ("planned_on", "held_on", "notes", "version")}
    form = ReviewForm(request.POST or None, initial=initial)
    stale = in_force(form, lambda: Review.objects.get(pk=review.pk))
    if request.method == "POST" and asked(form, lambda: _change(request, review, form), stale):
        messages.success(request, _("The review is saved."))
        return redirect("partnerships:reviews", pk=review.partnership_id)
    context = rating_frame(request, review.partnership) | {
        "form": form,
        "review": review,
        "heading": review_title(review),
        "can_remove": request.user.has_perm("partnerships.coordinate", review.partnership),
    }
    return render(request, "partnerships/review_form.html", context, status=422 if form.errors else 200)


def _change(request: HttpRequest, review: Review, form: ReviewForm) -> Review:
    values = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
    return change_review(review=review, by=request.user, **values)  # type: ignore[arg-type]


@require_POST
def review_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    review = _review(request, pk)
    require(request.user, "partnerships.coordinate", review.partnership)
    tried(request, lambda: remove_review(review=review, by=request.user), _("The review is out of the calendar."))
    return redirect("partnerships:reviews", pk=review.partnership_id)


@require_http_methods(["GET", "HEAD", "POST"])
def question_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the parties learnt on one of their questions."""
    visible = Partnership.objects.visible_to(request.user)  # type: ignore[arg-type]
    rows = LearningQuestion.objects.select_related("partnership__territory", "partnership__coordinator")
    question = get_object_or_404(rows, pk=pk, partnership__in=visible)
    require(request.user, "partnerships.view_inside", question.partnership)
    require(request.user, "partnerships.represent", question.partnership)
    form = LearntForm(request.POST or None, initial={"answer": question.answer, "version": stamp(question)})
    if request.method == "POST" and asked(
        form,
        lambda: answer_question(question=question, by=request.user, **form.cleaned_data),
        stale=lambda: renew_version(form, stamp(rows.get(pk=pk))),
    ):
        messages.success(request, _("What you learnt is kept."))
        return redirect("partnerships:reviews", pk=question.partnership_id)
    context = rating_frame(request, question.partnership) | {
        "form": form,
        "review": None,
        "heading": question.text,
        "can_remove": False,
    }
    return render(request, "partnerships/review_form.html", context, status=422 if form.errors else 200)


@require_safe
def balance(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    context = rating_frame(request, partnership) | {"report": build_balance(partnership, request.user)}
    return render(request, "partnerships/balance.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def balance_write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A party's own part of the balance sheet."""
    partnership = inside(request, pk)
    require(request.user, "partnerships.represent", partnership)
    party = acting(request, partnership)
    row = BalanceStatement.objects.filter(party=party).first()
    names = ("worked", "missed", "continues", "recommendation", "version")
    initial = {name: getattr(row, name) for name in names} if row else {"version": 0}
    form = BalanceForm(request.POST or None, initial=initial)
    send = request.POST.get("do") != "keep"
    stale = in_force(form, lambda: BalanceStatement.objects.filter(party=party).first())
    if request.method == "POST" and asked(form, lambda: _write(request, party, form, send), stale):
        done = _("Your part is sent: all parties read it.") if send else _("Your part is kept, not sent yet.")
        messages.success(request, done)
        return redirect("partnerships:balance", pk=partnership.pk)
    context = rating_frame(request, partnership) | {"form": form, "party": party, "row": row}
    return render(request, "partnerships/balance_form.html", context, status=422 if form.errors else 200)


def _write(request: HttpRequest, party: Party, form: BalanceForm, send: bool) -> BalanceStatement:
    values = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
    return save_balance(party=party, send=send, by=request.user, **values)  # type: ignore[arg-type]


@require_POST
def balance_export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the balance sheet as a PDF."""
    report = ask_report(
        kind="partnerships.balance_pdf",
        subject_id=pk,
        by=request.user,
        language=get_language() or "fr",  # type: ignore[arg-type]
    )
    messages.success(request, _("Your report is asked for."))
    return redirect(report)
