"""The agreement: its page, the pages of its parts, and the rows that the parties add, change and remove."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import require
from partnerships.forms.agreementforms import FORMS, HEADINGS
from partnerships.models import Objective, Partnership
from partnerships.origins import BY_CODE
from partnerships.permissions import my_party
from partnerships.reports.agreement import PAGES, build_overview, build_page
from partnerships.reports.agreementplaces import place_of
from partnerships.services.agreement import add_row, change_row, remove_row, validate_objective
from partnerships.services.nouns import NOUNS, Noun
from partnerships.services.proposals import look_again, set_aside
from partnerships.services.writing import row_version, why_closed
from partnerships.views.acts import done, form_page, saved, typed_version
from partnerships.views.frame import frame, inside, writable


@require_safe
def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where each part stands, what the signature still needs, the dates that come."""
    partnership = inside(request, pk)
    context = {**frame(request, partnership, "agreement"), "page": build_overview(partnership)}
    return render(request, "partnerships/agreement.html", context)


@require_safe
def agreement_page(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """One part: its rows, its figures."""
    partnership = inside(request, pk)
    if code not in PAGES:
        raise Http404
    context = {**frame(request, partnership, "agreement"), "page": build_page(code, partnership, request.user)}
    return render(request, "partnerships/agreement_part.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_add(request: HttpRequest, pk: UUID, noun: str) -> HttpResponse:
    partnership = writable(request, pk)
    kind, party = _noun(noun), my_party(request.user, partnership)
    closed = why_closed(partnership, early=kind.early, late=kind.late)
    if closed and request.method != "POST":
        messages.error(request, closed)
        return redirect(place_of(noun, partnership)[1])
    first = _first(request, noun)
    form = FORMS[noun](request.POST or None, partnership=partnership, party=party, initial=first)
    if request.method == "POST" and saved(
        form, lambda: add_row(noun=kind, partnership=partnership, by=request.user, **form.values())
    ):
        messages.success(request, _("Saved."))
        return redirect(place_of(noun, partnership)[1])
    return form_page(request, partnership, form, str(HEADINGS[noun][0]), place_of(noun, partnership))


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_edit(request: HttpRequest, pk: UUID, noun: str, row: UUID) -> HttpResponse:
    partnership, found = _row(request, pk, noun, row)
    party = my_party(request.user, partnership)
    form = FORMS[noun](request.POST or None, partnership=partnership, party=party, row=found)
    if request.method == "POST" and saved(
        form,
        lambda: change_row(row=found, version=form.cleaned_data["version"], by=request.user, **form.values()),
        version=lambda: row_version(_noun(noun).model.objects.get(pk=found.pk)),
    ):
        messages.success(request, _("Saved."))
        return redirect(place_of(noun, partnership)[1])
    return form_page(request, partnership, form, str(HEADINGS[noun][1]), place_of(noun, partnership))


@require_POST
def agreement_remove(request: HttpRequest, pk: UUID, noun: str, row: UUID) -> HttpResponse:
    partnership, found = _row(request, pk, noun, row)
    words = _("Removed: %(what)s") % {"what": found}
    done(request, lambda: remove_row(row=found, by=request.user), words)
    return redirect(place_of(noun, partnership)[1])


@require_POST
def objective_validate(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    """My party says yes to the words of an objective as they stand, or takes its yes back."""
    partnership = writable(request, pk)
    objective = get_object_or_404(Objective, pk=row, partnership=partnership)
    agrees, version = request.POST.get("agrees") == "yes", typed_version(request)
    done(
        request,
        lambda: validate_objective(objective=objective, version=version, agrees=agrees, by=request.user),
        _("Your organisation validates this objective.") if agrees else _("Your validation is taken back."),
    )
    return redirect(place_of("objective", partnership)[1])


@require_POST
def proposal_set_aside(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A proposed indicator isn't for us; without a code, all of them come back."""
    partnership, code = writable(request, pk), request.POST.get("code", "")
    if code:
        words = _("Set aside. You can show the proposals again below.")
        done(request, lambda: set_aside(partnership=partnership, code=code, by=request.user), words)
    else:
        done(request, lambda: look_again(partnership=partnership, by=request.user), _("All proposals are shown."))
    return redirect(place_of("result", partnership)[1])


def _first(request: HttpRequest, noun: str) -> dict[str, Any]:
    """What the form shows before anybody types: the criterion of a clause, the words of a proposed result."""
    if noun == "clause":
        return {"criterion": request.GET.get("criterion", "")}
    taken = BY_CODE.get(request.GET.get("proposal", "")) if noun == "result" else None
    if taken is None:
        return {}
    return {"text": str(taken.result), "indicator": str(taken.indicator), "proposal": taken.code}


def _noun(name: str) -> Noun:
    if name not in NOUNS:
        raise Http404
    return NOUNS[name]


def _row(request: HttpRequest, pk: UUID, noun: str, row: UUID) -> tuple[Partnership, Any]:
    """A row of this partnership, that the person's party may write."""
    partnership = writable(request, pk)
    kind = _noun(noun)
    if not kind.own:
        return partnership, get_object_or_404(kind.model, pk=row, partnership=partnership)
    found = get_object_or_404(kind.model.objects.select_related("party"), pk=row, party__partnership=partnership)
    require(request.user, "partnerships.write_sheet", found.party)
    return partnership, found
