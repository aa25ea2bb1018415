"""What the parties show to others: proposed, answered by each party, taken back by any."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import require
from partnerships.forms.publication import PublicationAnswerForm, PublicationForm, WithdrawForm
from partnerships.models import Partnership
from partnerships.reports.publication import build_publication_page
from partnerships.services.publication import (
    answer_publication,
    last_number,
    propose_publication,
    shown_now,
    why_not_published,
    withdraw_publication,
)
from partnerships.views.acts import saved, typed_version
from partnerships.views.frame import frame, inside


@require_safe
def publication(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What others read, what is put to the parties, what was published before."""
    return _page(request, inside(request, pk))


def _page(
    request: HttpRequest, partnership: Partnership, form: PublicationAnswerForm | None = None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        **frame(request, partnership, "overview"),
        "page": build_publication_page(partnership, request.user),
        "form": form,
        "may_propose": request.user.has_perm("partnerships.propose_publication", partnership),
    }
    return render(request, "partnerships/publication.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def publication_propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    require(request.user, "partnerships.propose_publication", partnership)
    closed = why_not_published(partnership)
    if closed and request.method != "POST":
        messages.error(request, closed)
        return redirect("partnerships:publication", pk=pk)
    first = {"text": True, "results": True, "shares": True, "version": last_number(partnership)}
    form = PublicationForm(request.POST or None, partnership=partnership, initial=first)
    if request.method == "POST" and saved(
        form,
        lambda: propose_publication(partnership=partnership, by=request.user, **form.cleaned_data),
        lambda: last_number(partnership),
    ):
        messages.success(request, _("Proposed. It is published once every party has agreed."))
        return redirect("partnerships:publication", pk=pk)
    context = {**frame(request, partnership, "overview"), "form": form}
    return render(request, "partnerships/publication_form.html", context, status=422 if form.errors else 200)


@require_POST
def publication_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """My party's yes or no to the proposal it read; a refusal keeps the sentence."""
    partnership = inside(request, pk)
    form = PublicationAnswerForm(request.POST, partnership=partnership)
    agrees, number = request.POST.get("agrees") == "yes", typed_version(request)
    if saved(
        form,
        lambda: answer_publication(
            partnership=partnership, number=number, agrees=agrees, by=request.user, **form.cleaned_data
        ),
    ):
        words = _("Your organisation agrees.") if agrees else _("Your answer is noted. The other parties read it.")
        messages.success(request, words)
        return redirect("partnerships:publication", pk=pk)
    return _page(request, partnership, form, 422)


@require_http_methods(["GET", "HEAD", "POST"])
def publication_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    now = shown_now(partnership)
    if now is None and request.method != "POST":
        messages.error(request, _("Nothing is published: there is nothing to take back."))
        return redirect("partnerships:publication", pk=pk)
    first = {"version": now.number if now else 0}
    form = WithdrawForm(request.POST or None, partnership=partnership, initial=first)
    if request.method == "POST" and saved(form, lambda: _withdraw(request, partnership, form), lambda: _shown(pk)):
        messages.success(request, _("Taken back: only the parties read this partnership now."))
        return redirect("partnerships:publication", pk=pk)
    context = {**frame(request, partnership, "overview"), "form": form}
    return render(request, "partnerships/publication_withdraw.html", context, status=422 if form.errors else 200)


def _withdraw(request: HttpRequest, partnership: Partnership, form: WithdrawForm) -> None:
    data = form.cleaned_data
    withdraw_publication(partnership=partnership, number=data["version"], reason=data["reason"], by=request.user)


def _shown(pk: UUID) -> int:
    now = shown_now(Partnership.objects.get(pk=pk))
    return now.number if now else 0
