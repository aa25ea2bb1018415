"""Disagreements: the list, and one with what was said at the start beside it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import Refusal
from partnerships.forms.base import PartnershipTextForm, renew_version
from partnerships.forms.disagreements import EndForm, OpenForm, OptionsForm, PositionForm, ProposalForm
from partnerships.models import Disagreement, Partnership, Position
from partnerships.permissions import my_party
from partnerships.reports.disagreements import build_disagreement, build_disagreements
from partnerships.services.disagreements import (
    agree_to_way_out,
    end_disagreement,
    open_disagreement,
    propose_way_out,
    write_options,
    write_position,
)
from partnerships.services.facts import stamp
from partnerships.views.frame import frame, inside, writable


@require_safe
def disagreements(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    context = {
        **frame(request, partnership, "facts"),
        "page": build_disagreements(partnership),
        "can_write": request.user.has_perm("partnerships.represent", partnership),
    }
    return render(request, "partnerships/disagreement_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def disagreement_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    about = request.GET.get("about", "")[:300]
    form = OpenForm(request.POST or None, partnership=partnership, initial={"about": about})
    if request.method == "POST" and form.is_valid():
        try:
            row = open_disagreement(partnership=partnership, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The disagreement is open. Here is what each of you said at the start."))
            return redirect("partnerships:disagreement", pk=partnership.pk, row=row.pk)
    context = {**frame(request, partnership, "facts"), "form": form, "row": None, "title": _("Open a disagreement")}
    return render(request, "partnerships/disagreement_form.html", context, status=422 if form.errors else 200)


@require_safe
def disagreement(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    """Positions, what was said at the start, ways out, how it ends."""
    partnership = inside(request, pk)
    found = _row(partnership, row)
    may = request.user.has_perm("partnerships.represent", partnership) and found.closed_on is None
    mine = my_party(request.user, partnership)
    context = {
        **frame(request, partnership, "facts"),
        "page": build_disagreement(found, mine),
        "row": found,
        "can_write": may,
        "mine": mine,
    }
    return render(request, "partnerships/disagreement.html", context)


def _position(found: Disagreement, request: HttpRequest) -> tuple[dict[str, Any], int]:
    mine = my_party(request.user, found.partnership)
    there = Position.objects.filter(disagreement=found, party=mine).first()
    words = {"position": there.position, "interest": there.interest} if there else {}
    return words, stamp(there) if there else 0


def _options(found: Disagreement, request: HttpRequest) -> tuple[dict[str, Any], int]:
    return {"options": found.options}, found.version


def _proposal(found: Disagreement, request: HttpRequest) -> tuple[dict[str, Any], int]:
    return {"text": found.outcome_text}, found.version


def _end(found: Disagreement, request: HttpRequest) -> tuple[dict[str, Any], int]:
    return {}, found.version


First = Callable[[Disagreement, HttpRequest], tuple[dict[str, Any], int]]
#: What may be written: form, service, and what is there already with its version.
WRITES: dict[str, tuple[type[PartnershipTextForm], Callable[..., Any], First]] = {
    "position": (PositionForm, write_position, _position),
    "options": (OptionsForm, write_options, _options),
    "proposal": (ProposalForm, propose_way_out, _proposal),
    "end": (EndForm, end_disagreement, _end),
}


@require_http_methods(["GET", "HEAD", "POST"])
def disagreement_write(request: HttpRequest, pk: UUID, row: UUID, what: str) -> HttpResponse:
    """One's own position, the ways out, a proposal, or the end without an agreement."""
    partnership = writable(request, pk)
    if what not in WRITES:
        raise Http404
    found = _row(partnership, row)
    form_class, service, first = WRITES[what]
    words, version = first(found, request)
    form = form_class(request.POST or None, partnership=partnership, initial={**words, "version": version})
    if request.method == "POST" and form.is_valid():
        try:
            service(disagreement=found, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            renew_version(form, first(_row(partnership, row), request)[1])
        else:
            messages.success(request, _("It is written."))
            return redirect("partnerships:disagreement", pk=partnership.pk, row=found.pk)
    context = {**frame(request, partnership, "facts"), "form": form, "row": found, "title": _titles()[what]}
    return render(request, "partnerships/disagreement_form.html", context, status=422 if form.errors else 200)


@require_POST
def disagreement_agree(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    """Agree to the words proposed, as they stood on the page."""
    partnership = writable(request, pk)
    found = _row(partnership, row)
    version = request.POST.get("version", "")
    try:
        seen = int(version) if version.isdecimal() else None
        closed = agree_to_way_out(disagreement=found, version=seen, by=request.user).closed_on
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("Everybody agrees: the disagreement is closed.") if closed else _("Your agreement is written.")
        )
    return redirect("partnerships:disagreement", pk=partnership.pk, row=found.pk)


def _row(partnership: Partnership, row: UUID) -> Disagreement:
    rows = Disagreement.objects.select_related("partnership", "opened_by__organization")
    return get_object_or_404(rows, pk=row, partnership=partnership)


def _titles() -> dict[str, str]:
    return {
        "position": _("Our position"),
        "options": _("Possible ways out"),
        "proposal": _("Propose a way out"),
        "end": _("Close without an agreement"),
    }
