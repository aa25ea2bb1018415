"""Contributions of an edition and their reasoned follow-up; public commitments; what is made public."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import require
from concertation.forms.base import renew_version
from concertation.forms.contributions import ChosenForm, CommitmentsForm, ContributionForm, FollowForm, ShownForm
from concertation.models import Contribution
from concertation.reports.said import FILTERS, Counts, count, due_of, filtered
from concertation.services.contributions import (
    add_contribution,
    follow_contribution,
    group_contributions,
    publish_answers,
    save_commitments,
    set_hidden,
    show_public_page,
)
from concertation.views.frame import frame, kept_edition, seen_device
from core.errors import Refusal
from reports.services import ask_report

PER_PAGE = 50


def _kept_contribution(request: HttpRequest, pk: UUID) -> Contribution:
    row = get_object_or_404(Contribution, pk=pk)
    row.edition = kept_edition(request, row.edition_id)
    return row


def _choices(show: str, counts: Counts) -> list[dict[str, Any]]:
    labels = {
        "all": pgettext("contributions", "All"),
        "waiting": _("Without an answer"),
        "ready": _("Answer ready"),
        "published": _("Answer published"),
        "aside": _("Set aside"),
    }
    return [
        {"label": labels[name], "url": f"?show={name}", "current": name == show, "count": getattr(counts, name)}
        for name in FILTERS
        if name in ("all", show) or getattr(counts, name)
    ]


@require_safe
def contributions(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    show = request.GET.get("show", "all") if request.GET.get("show") in FILTERS else "all"
    counts = count(edition)
    context = {
        **frame(request, edition, "contributions"),
        "counts": counts,
        "items": _choices(show, counts),
        "page": Paginator(filtered(edition, show), PER_PAGE).get_page(request.GET.get("page")),
        "due_on": due_of(edition),
        "commitments": edition.commitments.all(),
        "may_publish": request.user.has_perm("concertation.publish_device", edition.device),
    }
    return render(request, "concertation/contributions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contribution_create(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    form = ContributionForm(request.POST or None, device=edition.device)
    if request.method == "POST" and form.is_valid():
        try:
            add_contribution(edition=edition, by=request.user, is_hidden=bool(form.kept), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The contribution is kept."))
            return redirect("concertation:contributions", pk=pk)
    context = {**frame(request, edition, "contributions"), "form": form}
    return render(request, "concertation/contribution_create.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def contribution_follow(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A contribution, what becomes of it and why."""
    row = _kept_contribution(request, pk)
    form = FollowForm(request.POST or None, contribution=row)
    if request.method == "POST" and form.is_valid():
        try:
            follow_contribution(contribution=row, version=form.seen_version, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            row.refresh_from_db(fields=["version"])
            renew_version(form, row.version)
        else:
            messages.success(request, _("The follow-up is saved."))
            return redirect("concertation:contributions", pk=row.edition_id)
    context = {**frame(request, row.edition, "contributions"), "form": form, "row": row}
    return render(request, "concertation/contribution_follow.html", context, status=422 if form.errors else 200)


@require_POST
def contribution_hide(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _kept_contribution(request, pk)
    form = ShownForm(request.POST)
    if form.is_valid():
        try:
            set_hidden(contribution=row, hidden=not form.cleaned_data["shown"], by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect("concertation:contribution_follow", pk=pk)


@require_POST
def contributions_group(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    form = ChosenForm(request.POST, edition=edition)
    try:
        chosen = form.cleaned_data["chosen"] if form.is_valid() else []
        row = group_contributions(edition=edition, chosen=chosen, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("concertation:contributions", pk=pk)
    messages.success(request, _("They are one now, with their counts added up. Check its words."))
    return redirect("concertation:contribution_follow", pk=row.pk)


@require_POST
def contributions_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    require(request.user, "concertation.publish_device", edition.device)
    try:
        n = publish_answers(edition=edition, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(n)d answer is published.", "%(n)d answers are published.", n) % {"n": n}
        messages.success(request, said)
    return redirect("concertation:contributions", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def commitments(request: HttpRequest, pk: UUID) -> HttpResponse:
    edition = kept_edition(request, pk)
    form = CommitmentsForm(request.POST or None, edition=edition)
    if request.method == "POST" and form.is_valid():
        try:
            save_commitments(edition=edition, version=form.seen_version, by=request.user, **form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            edition.refresh_from_db()
            renew_version(form, edition.version)
        else:
            messages.success(request, _("The commitments are saved."))
            return redirect("concertation:contributions", pk=pk)
    sheet = {"is_table": True, "title": _("Public commitments")}
    context = {**frame(request, edition, "contributions"), "form": form, "sheet": sheet}
    return render(request, "concertation/commitments.html", context, status=422 if form.errors else 200)


@require_POST
def public_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open the public page of the device, or close it; back to the edition it was asked from."""
    edition = kept_edition(request, pk)
    device = seen_device(request, edition.device_id)
    require(request.user, "concertation.publish_device", device)
    form = ShownForm(request.POST)
    if form.is_valid():
        shown = form.cleaned_data["shown"]
        try:
            show_public_page(device=device, shown=shown, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The public page is open.") if shown else _("The public page is closed."))
    return redirect("concertation:contributions", pk=pk)


@require_POST
def said_poster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the poster « you said, we did »; the file is made by the worker."""
    kept_edition(request, pk)
    report = ask_report(kind="concertation.said", subject_id=pk, by=request.user, language=get_language() or "fr")
    messages.success(request, _("Your report is asked for."))
    return redirect(report)
