"""Amendments: proposed by one party, answered by each, written and signed by all."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.forms.signing import AmendmentForm
from partnerships.models import Amendment, Partnership
from partnerships.permissions import my_party
from partnerships.reports.amendments import build_amendments
from partnerships.reports.parts import url
from partnerships.services.amendments import answer_amendment, propose_amendment, withdraw_amendment
from partnerships.views.acts import done, form_page, saved
from partnerships.views.frame import frame, inside, writable


@require_safe
def amendments(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, inside(request, pk))


def _page(request: HttpRequest, partnership: Partnership, sentence: str = "", status: int = 200) -> HttpResponse:
    mine, writes = my_party(request.user, partnership), request.user.has_perm("partnerships.represent", partnership)
    page = build_amendments(partnership, mine, writes)
    context = {**frame(request, partnership, "agreement"), "page": page, "sentence": sentence}
    return render(request, "partnerships/amendments.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def amendment_propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    form = AmendmentForm(request.POST or None)
    up = (_("Amendments"), url("amendments", partnership))
    if request.method == "POST" and saved(
        form, lambda: propose_amendment(partnership=partnership, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The amendment is put to every party."))
        return redirect(up[1])
    return form_page(request, partnership, form, _("Propose an amendment"), up)


@require_POST
def amendment_answer(request: HttpRequest, pk: UUID, amendment: UUID) -> HttpResponse:
    """My party's yes or no; a refusal of the service keeps the sentence."""
    partnership = writable(request, pk)
    found = get_object_or_404(Amendment.objects.select_related("partnership"), pk=amendment, partnership=partnership)
    agrees, sentence = request.POST.get("agrees") == "yes", request.POST.get("sentence", "")[:500]
    if done(
        request,
        lambda: answer_amendment(amendment=found, agrees=agrees, sentence=sentence, by=request.user),
        _("Your answer is saved: the others read it."),
    ):
        return redirect("partnerships:amendments", pk=pk)
    return _page(request, partnership, sentence, 422)


@require_POST
def amendment_withdraw(request: HttpRequest, pk: UUID, amendment: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    found = get_object_or_404(Amendment.objects.select_related("partnership"), pk=amendment, partnership=partnership)
    done(request, lambda: withdraw_amendment(amendment=found, by=request.user), _("The amendment is withdrawn."))
    return redirect("partnerships:amendments", pk=pk)
