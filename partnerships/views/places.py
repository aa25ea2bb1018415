"""The places where the parties meet again and again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.forms.places import PlaceForm
from partnerships.models import MeetingPlace
from partnerships.reports.places import build_places
from partnerships.services.places import remove_place, save_place
from partnerships.views.acts import done, saved, typed_version
from partnerships.views.frame import frame, inside, writable


@require_safe
def places(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    context = {
        **frame(request, partnership, "facts"),
        "page": build_places(partnership),
        "may_write": request.user.has_perm("partnerships.represent", partnership),
    }
    return render(request, "partnerships/places.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place_form(request: HttpRequest, pk: UUID, row: UUID | None = None) -> HttpResponse:
    partnership = writable(request, pk)
    place = get_object_or_404(MeetingPlace, pk=row, partnership=partnership) if row else None
    form = PlaceForm(request.POST or None, partnership=partnership, row=place)
    if request.method == "POST" and saved(
        form,
        lambda: save_place(partnership=partnership, place=place, by=request.user, **form.values()),
        lambda: place.version if place else 0,
    ):
        messages.success(request, _("Saved."))
        return redirect("partnerships:places", pk=pk)
    context = {**frame(request, partnership, "facts"), "form": form, "place": place}
    return render(request, "partnerships/place_form.html", context, status=422 if form.errors else 200)


@require_POST
def place_remove(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    partnership, version = writable(request, pk), typed_version(request)
    place = get_object_or_404(MeetingPlace, pk=row, partnership=partnership)
    words = _("Removed: %(what)s") % {"what": place}
    done(request, lambda: remove_place(place=place, version=version, by=request.user), words)
    return redirect("partnerships:places", pk=pk)
