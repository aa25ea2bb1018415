"""The scope agreed by all, and the shared vision."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guard import require
from core.errors import Refusal
from partnerships.forms.base import renew_version
from partnerships.forms.framing import ScopeForm, VisionForm
from partnerships.models import Partnership, ScopeItem
from partnerships.reports.scope import build_scope, vision_history
from partnerships.services.scope import add_scope, agree_scope, change_scope, remove_scope, write_vision
from partnerships.views.frame import frame, inside, writable


@require_http_methods(["GET", "HEAD", "POST"])
def scope(request: HttpRequest, pk: UUID) -> HttpResponse:
    """In, out, later, with who agrees. POST proposes one more element."""
    partnership = inside(request, pk)
    form = ScopeForm(request.POST or None, partnership=partnership)
    if request.method == "POST":
        require(request.user, "partnerships.represent", partnership)
        if form.is_valid():
            data = form.cleaned_data
            try:
                add_scope(partnership=partnership, label=data["label"], status=data["status"], by=request.user)
            except Refusal as refusal:
                form.add_error("label", str(refusal))
            else:
                return redirect("partnerships:scope", pk=partnership.pk)
    context = {
        **frame(request, partnership, "framing"),
        "form": form,
        "page": build_scope(partnership, request.user),
        "may_write": _may_write(request, partnership),
    }
    return render(request, "partnerships/scope.html", context, status=422 if form.errors else 200)


def _may_write(request: HttpRequest, partnership: Partnership) -> bool:
    opens = partnership.is_revealed and partnership.is_before_signature
    return opens and request.user.has_perm("partnerships.represent", partnership)


def _item(request: HttpRequest, pk: UUID, item: UUID) -> tuple[Partnership, ScopeItem]:
    partnership = writable(request, pk)
    return partnership, get_object_or_404(
        ScopeItem.objects.select_related("partnership"), pk=item, partnership=partnership
    )


@require_http_methods(["GET", "HEAD", "POST"])
def scope_edit(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    partnership, row = _item(request, pk, item)
    first = {"label": row.label, "status": row.status, "version": row.version}
    form = ScopeForm(request.POST or None, partnership=partnership, initial=first)
    if request.method == "POST" and form.is_valid():
        data: dict[str, Any] = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
        try:
            change_scope(item=row, by=request.user, **data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            row.refresh_from_db()
            renew_version(form, row.version)
        else:
            messages.success(request, _("Changed: the other parties are asked to agree again."))
            return redirect("partnerships:scope", pk=partnership.pk)
    context = {**frame(request, partnership, "framing"), "form": form, "item": row}
    return render(request, "partnerships/scope_form.html", context, status=422 if form.errors else 200)


@require_POST
def scope_answer(request: HttpRequest, pk: UUID, item: UUID, answer: str) -> HttpResponse:
    """``agree``, ``withdraw`` or ``remove``, on the words that were read."""
    partnership, row = _item(request, pk, item)
    if answer not in ("agree", "withdraw", "remove"):
        raise Http404
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    try:
        if answer == "remove":
            remove_scope(item=row, version=version, by=request.user)
        else:
            agree_scope(item=row, version=version, agrees=answer == "agree", by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("partnerships:scope", pk=partnership.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def vision(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    first = {"text": partnership.vision, "version": partnership.version}
    form = VisionForm(request.POST or None, partnership=partnership, initial=first)
    if request.method == "POST":
        require(request.user, "partnerships.represent", partnership)
        if form.is_valid():
            version = form.cleaned_data["version"] or 0
            try:
                write_vision(partnership=partnership, version=version, text=form.cleaned_data["text"], by=request.user)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                partnership.refresh_from_db()
                renew_version(form, partnership.version)
            else:
                return redirect("partnerships:vision", pk=partnership.pk)
    context = {**frame(request, partnership, "framing"), "form": form, "history": vision_history(partnership)}
    context["may_write"] = _may_write(request, partnership)
    return render(request, "partnerships/vision.html", context, status=422 if form.errors else 200)
