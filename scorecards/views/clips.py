"""The drawing and the recorded words of an indicator; and the recordings themselves."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guard import require
from core.errors import Refusal
from scorecards.forms.clips import ClipForm, DrawingForm
from scorecards.models import Cycle, Indicator, IndicatorClip
from scorecards.reports.clips import sounds_of
from scorecards.services.clips import choose_pictogram, remove_clip, save_clip
from scorecards.views.cycles import seen_cycle

#: A recording's address names its content: a telephone asks for it once.
_FOR_EVER = "private, max-age=31536000, immutable"


@require_safe
def cycle_aids(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every indicator with its drawing and what is recorded of it."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.view_preparation", cycle)
    listed = list(cycle.indicators.all())
    sounds = sounds_of(row.pk for row in listed)
    context = {"cycle": cycle, "rows": [(row, sounds.get(row.pk, ())) for row in listed]}
    return render(request, "scorecards/cycle_aids.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_aids(request: HttpRequest, pk: UUID, indicator: UUID) -> HttpResponse:
    """POST: ``act`` is draw, record or remove."""
    cycle = seen_cycle(request.user, pk)
    require(request.user, "scorecards.prepare", cycle)
    row = get_object_or_404(Indicator, pk=indicator, cycle=cycle)
    act = request.POST.get("act", "")
    drawing = DrawingForm(request.POST if act == "draw" else None, initial={"pictogram": row.pictogram})
    clip = ClipForm(request.POST, request.FILES) if act == "record" else ClipForm()
    if act and _done(request, row, act, drawing, clip):
        return redirect("scorecards:indicator_aids", pk=cycle.pk, indicator=row.pk)
    context = {
        "cycle": cycle,
        "indicator": row,
        "drawing": drawing,
        "clip": clip,
        "sounds": sounds_of([row.pk]).get(row.pk, ()),
    }
    return render(request, "scorecards/indicator_aids.html", context, status=422 if act else 200)


def _done(request: HttpRequest, row: Indicator, act: str, drawing: DrawingForm, clip: ClipForm) -> bool:
    """Whether what was asked is done; a refusal stands in its form."""
    form = drawing if act == "draw" else clip
    try:
        if act == "remove":
            if remove_clip(indicator=row, language=request.POST.get("language", ""), by=request.user):  # type: ignore[arg-type]
                messages.success(request, _("The recording is removed."))
            return True
        if not form.is_valid():
            return False
        _write(request, row, act, drawing, clip)
    except Refusal as refusal:
        if act == "remove":
            messages.error(request, str(refusal))
            return True
        form.add_error("sound" if act == "record" else None, str(refusal))
        return False
    return True


def _write(request: HttpRequest, row: Indicator, act: str, drawing: DrawingForm, clip: ClipForm) -> None:
    if act == "draw":
        choose_pictogram(indicator=row, pictogram=drawing.cleaned_data["pictogram"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The pictogram is chosen."))
    elif act == "record":
        language = clip.cleaned_data["language"]
        save_clip(indicator=row, language=language, content=clip.content(), by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The recording is kept."))


@require_safe
def clip(request: HttpRequest, pk: UUID, mark: str) -> HttpResponse:
    """The sound itself, for whoever sees the cycle."""
    seen = Cycle.objects.visible_to(request.user)  # type: ignore[arg-type]
    row = IndicatorClip.objects.filter(pk=pk, mark=mark, indicator__cycle__in=seen).first()
    if row is None:
        raise Http404
    response = HttpResponse(bytes(row.content), content_type=row.media_type)
    response["Cache-Control"] = _FOR_EVER
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    return response
