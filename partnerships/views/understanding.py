"""What matters to each party, said again by another; strengths and needs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import require
from core.errors import Refusal
from partnerships.forms.base import renew_version
from partnerships.forms.framing import CompetenceForm, ImportantForm, RestateAnswerForm, RestateForm
from partnerships.models import Competence, Important, Partnership, Restatement
from partnerships.permissions import my_party
from partnerships.reports.framing import build_strengths, build_understanding
from partnerships.services.understanding import (
    add_competence,
    add_important,
    answer_restatement,
    change_important,
    remove_competence,
    remove_important,
    restate,
)
from partnerships.services.writing import row_version
from partnerships.views.frame import frame, inside, writable


@require_safe
def understanding(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    mine = my_party(request.user, partnership)
    context = {
        **frame(request, partnership, "framing"),
        "page": build_understanding(partnership, mine),
        "may_write": request.user.has_perm("partnerships.represent", partnership),
    }
    return render(request, "partnerships/understanding.html", context)


def _important(request: HttpRequest, pk: UUID, important: UUID) -> tuple[Partnership, Important]:
    partnership = writable(request, pk)
    rows = Important.objects.select_related("party__organization", "party__partnership")
    row = get_object_or_404(rows, pk=important, party__partnership=partnership)
    return partnership, row


@require_http_methods(["GET", "HEAD", "POST"])
def important_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    form = ImportantForm(request.POST or None, partnership=partnership)
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("what", "because")}
        try:
            add_important(partnership=partnership, by=request.user, **words)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Noted. Another party will say it again in its own words."))
            return redirect("partnerships:understanding", pk=partnership.pk)
    context = {**frame(request, partnership, "framing"), "form": form, "important": None}
    return render(request, "partnerships/important_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def important_edit(request: HttpRequest, pk: UUID, important: UUID) -> HttpResponse:
    partnership, row = _important(request, pk, important)
    require(request.user, "partnerships.write_sheet", row.party)
    first = {"what": row.what, "because": row.because, "version": row_version(row)}
    form = ImportantForm(request.POST or None, partnership=partnership, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            change_important(important=row, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            renew_version(form, row_version(row))
        else:
            messages.success(request, _("Changed. What was confirmed before waits for you again."))
            return redirect("partnerships:understanding", pk=partnership.pk)
    context = {**frame(request, partnership, "framing"), "form": form, "important": row}
    return render(request, "partnerships/important_form.html", context, status=422 if form.errors else 200)


@require_POST
def important_remove(request: HttpRequest, pk: UUID, important: UUID) -> HttpResponse:
    partnership, row = _important(request, pk, important)
    require(request.user, "partnerships.write_sheet", row.party)
    try:
        remove_important(important=row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Removed: %(what)s") % {"what": row.what})
    return redirect("partnerships:understanding", pk=partnership.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def important_restate(request: HttpRequest, pk: UUID, important: UUID) -> HttpResponse:
    """Say again what matters to another party. Before the reveal its words don't show here either."""
    partnership, row = _important(request, pk, important)
    mine = my_party(request.user, partnership)
    if not partnership.is_revealed and (mine is None or row.party_id != mine.pk):
        messages.info(request, _("This opens when all sheets are revealed."))
        return redirect("partnerships:framing", pk=partnership.pk)
    said = Restatement.objects.filter(important=row, party=mine).first()
    form = RestateForm(request.POST or None, partnership=partnership, initial={"text": said.text if said else ""})
    if request.method == "POST" and form.is_valid():
        try:
            restate(important=row, text=form.cleaned_data["text"], by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Sent. The other party says whether that is what it meant."))
            return redirect("partnerships:understanding", pk=partnership.pk)
    context = {**frame(request, partnership, "framing"), "form": form, "important": row, "said": said}
    return render(request, "partnerships/important_restate.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def restatement_answer(request: HttpRequest, pk: UUID, restatement: UUID) -> HttpResponse:
    """The owner says whether that is what it meant."""
    partnership = writable(request, pk)
    rows = Restatement.objects.select_related("important__party__organization", "important__party__partnership")
    row = get_object_or_404(
        rows.select_related("party__organization"), pk=restatement, important__party__partnership=partnership
    )
    require(request.user, "partnerships.write_sheet", row.important.party)
    form = RestateAnswerForm(request.POST or None, partnership=partnership, initial={"text": row.text})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            answer_restatement(restatement=row, by=request.user, **data)
        except Refusal as refusal:
            form.add_error("answer", str(refusal))
        else:
            messages.success(request, _("Your answer is noted."))
            return redirect("partnerships:understanding", pk=partnership.pk)
    context = {**frame(request, partnership, "framing"), "form": form, "row": row}
    return render(request, "partnerships/restatement_answer.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def strengths(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What each brings and needs; others' words after the reveal. POST adds a line of one's own."""
    partnership = inside(request, pk)
    form = CompetenceForm(request.POST or None, partnership=partnership)
    if request.method == "POST":
        require(request.user, "partnerships.represent", partnership)
        if form.is_valid():
            try:
                add_competence(partnership=partnership, by=request.user, **form.cleaned_data)
            except Refusal as refusal:
                form.add_error("label", str(refusal))
            else:
                return redirect("partnerships:strengths", pk=partnership.pk)
    mine = my_party(request.user, partnership)
    context = {
        **frame(request, partnership, "framing"),
        "form": form,
        "mine": list(Competence.objects.filter(party=mine)),
        "page": build_strengths(partnership) if partnership.is_revealed else None,
        "may_write": request.user.has_perm("partnerships.represent", partnership),
    }
    return render(request, "partnerships/strengths.html", context, status=422 if form.errors else 200)


@require_POST
def competence_remove(request: HttpRequest, pk: UUID, competence: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    rows = Competence.objects.select_related("party__partnership")
    row = get_object_or_404(rows, pk=competence, party__partnership=partnership)
    require(request.user, "partnerships.write_sheet", row.party)
    try:
        remove_competence(competence=row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Removed: %(what)s") % {"what": row.label})
    return redirect("partnerships:strengths", pk=partnership.pk)
