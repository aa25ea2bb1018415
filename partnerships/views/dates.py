"""Dates of the calendar that were kept; what lives on twelve months after the end."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplans.models import Action
from partnerships.forms.dates import KeptDateForm
from partnerships.legal import said_on
from partnerships.models import KeptDate
from partnerships.reports.afterlife import build_lasting
from partnerships.reports.parts import url
from partnerships.services.dates import deadline_of, keep_date, open_date_again, say_alive
from partnerships.views.acts import done, form_page, saved, typed_version
from partnerships.views.frame import frame, inside


@require_http_methods(["GET", "HEAD", "POST"])
def date_keep(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """When a date of the calendar was kept, and what shows it."""
    partnership = inside(request, pk)
    deadline = deadline_of(partnership, code)
    if deadline is None:
        raise Http404
    there = KeptDate.objects.filter(partnership=partnership, code=code).first()
    names = ("done_on", "document", "note", "version")
    first = (
        {name: getattr(there, name) for name in names} if there else {"done_on": timezone.localdate(), "version": 0}
    )
    form = KeptDateForm(request.POST or None, partnership=partnership, initial=first)
    if request.method == "POST" and saved(
        form,
        lambda: keep_date(partnership=partnership, code=code, by=request.user, **form.cleaned_data),
        lambda: there.version if there else 0,
    ):
        messages.success(request, _("Saved."))
        return redirect("partnerships:agreement_frame", pk=pk)
    up = (_("Legal frame and dates"), url("agreement_frame", partnership))
    return form_page(request, partnership, form, _("Say that a date was kept"), up, lede=said_on(deadline))


@require_POST
def date_open(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    partnership, version = inside(request, pk), typed_version(request)
    done(
        request,
        lambda: open_date_again(partnership=partnership, code=code, version=version, by=request.user),
        _("This date is to be kept again."),
    )
    return redirect("partnerships:agreement_frame", pk=pk)


@require_safe
def lasting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The actions, who is asked whether each still lives, and what was answered."""
    partnership = inside(request, pk)
    context = {**frame(request, partnership, "agreement"), "page": build_lasting(partnership, request.user)}
    return render(request, "partnerships/lasting.html", context)


@require_POST
def lasting_answer(request: HttpRequest, pk: UUID, action: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    row = get_object_or_404(Action, pk=action, plan=partnership.action_plan_id)
    alive, version = request.POST.get("alive"), typed_version(request)
    if alive not in ("yes", "no"):
        messages.error(request, _("Answer yes or no."))
        return redirect("partnerships:lasting", pk=pk)
    done(
        request,
        lambda: say_alive(partnership=partnership, action=row, alive=alive == "yes", version=version, by=request.user),
        _("Your answer is noted."),
    )
    return redirect("partnerships:lasting", pk=pk)
