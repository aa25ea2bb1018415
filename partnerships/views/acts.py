"""A form or a button of the agreement: validated, saved by a service, refused with a sentence that keeps the words."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.errors import Refusal
from partnerships.forms.base import renew_version
from partnerships.models import Partnership
from partnerships.views.frame import frame


def saved(form: forms.BaseForm, save: Callable[[], Any], version: Callable[[], int] | None = None) -> bool:
    """Whether the form was valid and the service took it. ``version``: the one in force, after a refusal."""
    if not form.is_valid():
        return False
    try:
        save()
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        if version is not None and "version" in form.fields:
            renew_version(form, version())
        return False
    return True


def done(request: HttpRequest, save: Callable[[], Any], words: str) -> bool:
    """A button: the service's refusal is said on the page that follows."""
    try:
        save()
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, words)
    return True


def form_page(
    request: HttpRequest,
    partnership: Partnership,
    form: forms.BaseForm,
    heading: str,
    up: tuple[str, str],
    **more: Any,
) -> HttpResponse:
    """A page that holds one form. ``up``: label and address of the page it comes from."""
    context = {
        **frame(request, partnership, "agreement"),
        "form": form,
        "heading": heading,
        "up_label": up[0],
        "up_url": up[1],
        "lede": "",
        "submit": "",
        "multipart": False,
        **more,
    }
    return render(request, "partnerships/agreement_form.html", context, status=422 if form.errors else 200)


def typed_version(request: HttpRequest) -> int:
    """The hidden version of a button; -1 when it isn't a number: it then matches none."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 12 else -1
