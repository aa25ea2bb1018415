"""Facts beside perception, the eight practices, and the log of the facts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import Refusal
from partnerships.forms.base import PartnershipTextForm, renew_version
from partnerships.forms.facts import FORMS, AnalysisForm, AnswerForm, FactForm, ReuseForm
from partnerships.models import AccountRequest, Lesson, Partnership, PartnershipIncident, Party
from partnerships.permissions import my_party
from partnerships.reports.factlog import WORDS, build_log, lines_of
from partnerships.reports.facts import build_facts
from partnerships.reports.practices import build_practices
from partnerships.services.facts import (
    KINDS,
    add_fact,
    analyse_incident,
    answer_request,
    change_fact,
    recognise_lesson,
    remove_fact,
    reuse_lesson,
    stamp,
)
from partnerships.views.frame import frame, inside, writable


@require_safe
def facts(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Criterion by criterion, the rating beside the fact, with the gap."""
    partnership = inside(request, pk)
    context = {**frame(request, partnership, "facts"), "page": build_facts(partnership)}
    return render(request, "partnerships/facts.html", context)


@require_safe
def practices(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The eight good practices, each with its rule and its figure."""
    partnership = inside(request, pk)
    context = {**frame(request, partnership, "facts"), "page": build_practices(partnership)}
    return render(request, "partnerships/facts_practices.html", context)


@require_safe
def fact_log(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """One kind of lines, the newest first."""
    partnership, _spec = inside(request, pk), _known(kind)
    mine = _writer(request, partnership)
    oldest = request.GET.get("sort") == "oldest"
    log = build_log(partnership, kind, mine, number=request.GET.get("page"), oldest_first=oldest)
    context = {**frame(request, partnership, "facts"), "log": log, "can_write": mine is not None}
    return render(request, "partnerships/facts_log.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def fact_add(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    partnership, mine = _writing(request, pk, kind)
    form = FORMS[kind](request.POST or None, partnership=partnership, mine=mine)
    if request.method == "POST" and form.is_valid():
        try:
            add_fact(kind=kind, partnership=partnership, data=form.values(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, str(WORDS[kind].saved))
            return redirect("partnerships:fact_log", pk=partnership.pk, kind=kind)
    return _form_page(request, partnership, form, kind=kind, title=WORDS[kind].add)


@require_http_methods(["GET", "HEAD", "POST"])
def fact_edit(request: HttpRequest, pk: UUID, kind: str, row: UUID) -> HttpResponse:
    partnership, mine = _writing(request, pk, kind)
    line = get_object_or_404(lines_of(partnership, kind), pk=row)
    form = FORMS[kind](request.POST or None, partnership=partnership, mine=mine, row=line)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            change_fact(kind=kind, row=line, version=version, data=form.values(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            renew_version(form, stamp(_again(line), KINDS[kind].many))
        else:
            messages.success(request, _("The line is corrected. What it said before is kept."))
            return redirect("partnerships:fact_log", pk=partnership.pk, kind=kind)
    return _form_page(request, partnership, form, kind=kind, title=_("Correct a line"), line=line)


@require_http_methods(["GET", "HEAD", "POST"])
def fact_remove(request: HttpRequest, pk: UUID, kind: str, row: UUID) -> HttpResponse:
    """Ask once, then take the line out."""
    partnership, _mine = _writing(request, pk, kind)
    line = get_object_or_404(lines_of(partnership, kind), pk=row)
    if request.method == "POST":
        try:
            remove_fact(kind=kind, row=line, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Removed: %(line)s") % {"line": line})
        return redirect("partnerships:fact_log", pk=partnership.pk, kind=kind)
    context = {**frame(request, partnership, "facts"), "line": line, "kind": kind, "words": WORDS[kind]}
    return render(request, "partnerships/facts_remove.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def request_answer(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    """The party that was asked answers."""
    partnership = writable(request, pk)
    line = get_object_or_404(AccountRequest.objects.select_related("partnership"), pk=row, partnership=partnership)
    form = AnswerForm(
        request.POST or None, partnership=partnership, initial={"answer": line.answer, "version": stamp(line)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            answer_request(request=line, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            renew_version(form, stamp(_again(line)))
        else:
            messages.success(request, _("Your answer is sent."))
            return redirect("partnerships:fact_log", pk=partnership.pk, kind="requests")
    return _form_page(request, partnership, form, kind="requests", title=_("Answer a request"), quote=line.what)


@require_http_methods(["GET", "HEAD", "POST"])
def incident_look(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    """What the parties understood together."""
    partnership = writable(request, pk)
    rows = PartnershipIncident.objects.select_related("partnership")
    line = get_object_or_404(rows, pk=row, partnership=partnership)
    many = ("analysed_by",)
    first = {name: getattr(line, name) for name in ("analysed_on", "causes", "changes")}
    first |= {"analysed_by": line.analysed_by.all(), "version": stamp(line, many)}
    form = AnalysisForm(request.POST or None, partnership=partnership, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            analyse_incident(incident=line, version=version, data=form.values(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            renew_version(form, stamp(_again(line), many))
        else:
            messages.success(request, _("What you understood together is kept."))
            return redirect("partnerships:fact_log", pk=partnership.pk, kind="incidents")
    return _form_page(request, partnership, form, kind="incidents", title=_("Look at it together"), quote=line.what)


@require_POST
def lesson_recognise(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    lesson = get_object_or_404(Lesson.objects.select_related("partnership"), pk=row, partnership=partnership)
    try:
        recognise_lesson(lesson=lesson, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your organisation recognises this lesson."))
    return redirect("partnerships:fact_log", pk=partnership.pk, kind="lessons")


@require_http_methods(["GET", "HEAD", "POST"])
def lesson_reuse(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    lesson = get_object_or_404(Lesson.objects.select_related("partnership"), pk=row, partnership=partnership)
    form = ReuseForm(request.POST or None, partnership=partnership)
    if request.method == "POST" and form.is_valid():
        try:
            reuse_lesson(lesson=lesson, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The lesson served again: it is written."))
            return redirect("partnerships:fact_log", pk=partnership.pk, kind="lessons")
    return _form_page(request, partnership, form, kind="lessons", title=_("We used it again"), quote=lesson.text)


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise Http404
    return kind


def _again(line: Any) -> Any:
    return type(line)._default_manager.get(pk=line.pk)


def _writer(request: HttpRequest, partnership: Partnership) -> Party | None:
    """The person's party, when it may write today."""
    may = request.user.has_perm("partnerships.represent", partnership)
    return my_party(request.user, partnership) if may else None


def _writing(request: HttpRequest, pk: UUID, kind: str) -> tuple[Partnership, Party]:
    partnership, _spec = writable(request, pk), _known(kind)
    mine = my_party(request.user, partnership)
    if mine is None:
        raise Http404
    return partnership, mine


def _form_page(
    request: HttpRequest, partnership: Partnership, form: PartnershipTextForm, *, kind: str, title: Any, **more: Any
) -> HttpResponse:
    context = {
        **frame(request, partnership, "facts"),
        "form": form,
        "kind": kind,
        "words": WORDS[kind],
        "title": title,
        "line": more.get("line"),
        "quote": more.get("quote", ""),
        "folded": isinstance(form, FactForm) and bool(form.more),
    }
    return render(request, "partnerships/facts_form.html", context, status=422 if form.errors else 200)
