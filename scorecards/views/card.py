"""The consolidated card, its agreed scores, its history, its projection."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.guard import get_visible, require
from accounts.models import User
from accounts.permissions import granted
from core.errors import Refusal
from scorecards.forms.card import AgreedForm
from scorecards.forms.meeting import renew_version
from scorecards.models import AgreedScore, Cycle
from scorecards.reports.card import Audience, CardReport, build_card
from scorecards.reports.figures import provider_note
from scorecards.reports.history import KINDS, agreed_history, build_history
from scorecards.reports.meeting import build_meeting
from scorecards.services.agreed import agree_score, withdraw_agreed

ENTRIES_PER_PAGE = 40


def seen_by(user: User) -> Audience:
    """The audience of someone who passed ``get_visible``: the team sees every group."""
    return "team" if granted(user, "scorecards.view_group_scores") else "public"


@require_GET
def cycle_card(request: HttpRequest, pk: UUID) -> HttpResponse:
    user = request.user
    cycle = get_visible(Cycle.objects.with_context(), user, pk)
    require(user, "scorecards.view_card", cycle)
    card = build_card(cycle, audience=seen_by(user), order=request.GET.get("order", ""))
    context = {
        "cycle": cycle,
        "card": card,
        "provider_note": provider_note(cycle, seen_by(user)),
        "orders": _orders(card),
        "shows_votes": "votes" in request.GET,
        "can_agree": granted(user, "scorecards.agree_score") and cycle.is_scoring and not cycle.is_released,
        "can_read_history": granted(user, "scorecards.view_history"),
        "can_review": granted(user, "scorecards.view_review"),
    }
    return render(request, "scorecards/card.html", context)


def _orders(card: CardReport) -> list[dict[str, Any]]:
    words = {"lowest": _("Lowest score"), "gap": _("Largest gap"), "card": _("Order of the card")}
    return [
        {"label": word, "url": f"?order={name}", "current": name == card.order, "count": None}
        for name, word in words.items()
    ]


@require_http_methods(["GET", "POST"])
def agreed_edit(request: HttpRequest, pk: UUID, indicator: UUID) -> HttpResponse:
    cycle = get_visible(Cycle.objects.with_context(), request.user, pk)
    require(request.user, "scorecards.agree_score", cycle)
    point = get_object_or_404(cycle.indicators, pk=indicator)
    agreed = AgreedScore.objects.filter(cycle=cycle, indicator=point).first()
    form = AgreedForm(request.POST or None, cycle=cycle, agreed=agreed)
    if request.method == "POST" and form.is_valid():
        try:
            return _save_agreed(request, form, cycle, point)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            renew_version(form, agreed.version if agreed else 0)
    rows = build_card(cycle, audience="team").rows
    context = {
        "cycle": cycle,
        "row": next(row for row in rows if row.pk == str(point.pk)),
        "form": form,
        "agreed": agreed,
        "entries": agreed_history(cycle, point.pk),
    }
    return render(request, "scorecards/agreed_form.html", context, status=422 if form.errors else 200)


def _save_agreed(request: HttpRequest, form: AgreedForm, cycle: Cycle, point: Any) -> HttpResponse:
    data = form.cleaned_data
    if "withdraw" in request.POST:
        withdraw_agreed(cycle=cycle, indicator=point, version=data["version"], by=request.user)
        messages.success(request, _("The agreed score is taken back. The mean stands alone again."))
    else:
        agree_score(cycle=cycle, indicator=point, by=request.user, **data)
        messages.success(request, _("The agreed score is saved. It stands beside the mean."))
    return redirect("scorecards:cycle_card", pk=cycle.pk)


@require_GET
def cycle_history(request: HttpRequest, pk: UUID) -> HttpResponse:
    cycle = get_visible(Cycle.objects.with_context(), request.user, pk)
    require(request.user, "scorecards.view_history", cycle)
    kind = request.GET.get("kind", "all")
    kind = kind if kind in KINDS else "all"
    page = Paginator(build_history(cycle, kind=kind), ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    words = {
        "all": _("Everything"),
        "steps": _("Steps"),
        "scores": _("Scores"),
        "agreed": _("Agreed scores"),
        "review": _("Review"),
        "board": _("Causes and solutions"),
        "meeting": _("Meeting"),
        "field": _("From the field"),
    }
    items = [
        {"label": word, "url": f"?kind={name}", "current": name == kind, "count": None} for name, word in words.items()
    ]
    return render(request, "scorecards/history.html", {"cycle": cycle, "page": page, "items": items, "kind": kind})


@require_GET
def cycle_wall(request: HttpRequest, pk: UUID, number: int = 1) -> HttpResponse:
    """One indicator per screen, in the order of the meeting, for the wall."""
    cycle = get_visible(Cycle.objects.with_context(), request.user, pk)
    require(request.user, "scorecards.view_card", cycle)
    report = build_meeting(cycle, audience=seen_by(request.user))
    total = len(report.items)
    if not total:
        return redirect("scorecards:cycle_card", pk=cycle.pk)
    number = min(max(number, 1), total)
    context = {
        "cycle": cycle,
        "card": report.card,
        "item": report.items[number - 1],
        "row": report.items[number - 1].row,
        "number": number,
        "total": total,
        "before": reverse("scorecards:cycle_wall", args=[cycle.pk, number - 1]) if number > 1 else "",
        "after": reverse("scorecards:cycle_wall", args=[cycle.pk, number + 1]) if number < total else "",
    }
    return render(request, "scorecards/card_wall.html", context)
