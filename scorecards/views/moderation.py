"""The texts that wait for the team's eye."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.guard import get_visible, require
from core.errors import Refusal
from scorecards.enums import ModerationState
from scorecards.forms.moderation import DecisionForm
from scorecards.models import Cycle, ModerationItem
from scorecards.reports.moderation import build_queue
from scorecards.services.moderation import decide

PER_PAGE = 25
CONTEXT = (
    "cycle__service_point__territory__parent",
    "cycle__service_point__operator",
    "cycle__organization",
    "kept_by",
    "decided_by",
)


@require_safe
def moderation_list(request: HttpRequest) -> HttpResponse:
    require(request.user, "scorecards.moderate")
    return _page(request)


@require_POST
def moderation_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    item = get_visible(ModerationItem, request.user, pk)
    require(request.user, "scorecards.moderate")
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, refused=item, form=form, status=422)
    try:
        decide(item=item, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, refused=item, form=form, status=409)
    messages.success(request, _("The decision is saved."))
    return redirect(f"{reverse('scorecards:moderation_list')}?show={request.POST.get('show', '')}")


def _page(
    request: HttpRequest, *, refused: ModerationItem | None = None, form: DecisionForm | None = None, status: int = 200
) -> HttpResponse:
    """The queue; a refused decision comes back with what was typed."""
    mine = ModerationItem.objects.visible_to(request.user).select_related(*CONTEXT)
    cycle = _chosen_cycle(request)
    mine = mine.filter(cycle=cycle) if cycle is not None else mine
    chosen = request.GET.get("show") or request.POST.get("show") or ModerationState.WAITING
    chosen = chosen if chosen in ModerationState.values else ModerationState.WAITING
    page = Paginator(mine.filter(state=chosen).order_by("at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": build_queue(list(page.object_list)),
        "tabs": _tabs(mine, chosen, cycle),
        "show": chosen,
        "only": cycle,
        "form": form,
        "refused": refused.pk if refused else None,
    }
    return render(request, "scorecards/moderation_list.html", context, status=status)


def _chosen_cycle(request: HttpRequest) -> Cycle | None:
    """Only one cycle's texts, when its page leads here."""
    try:
        pk = UUID(request.GET.get("cycle", ""))
    except ValueError:
        return None
    return Cycle.objects.visible_to(request.user).with_context().filter(pk=pk).first()


def _tabs(mine: Any, chosen: str, cycle: Cycle | None) -> list[dict[str, Any]]:
    words = {
        ModerationState.WAITING: _("To read again"),
        ModerationState.KEPT: _("Kept texts"),
        ModerationState.MASKED: _("Masked texts"),
    }
    suffix = f"&cycle={cycle.pk}" if cycle else ""
    return [
        {
            "label": word,
            "url": f"?show={state}{suffix}",
            "current": state == chosen,
            "count": mine.filter(state=state).count(),
        }
        for state, word in words.items()
    ]
