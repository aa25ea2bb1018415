"""A vote on participants' phones. For the leader: open, project, close. For anybody: /b/<code>/, without account.

``config.quiet`` empties a request to /b/ of everything that could tell who asks, as it does for the protected
channel; there is no cookie, hence no token: nobody's rights are used here.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import require
from core.errors import Refusal
from scorecards.ballotpaper import Paper, move, read_paper
from scorecards.forms.field import CountsForm
from scorecards.models import BallotBox, Indicator, ScoringSession
from scorecards.reports.ballots import answers, ballot_indicators, build_ballots, choices, question
from scorecards.reports.kinds import qr_svg
from scorecards.reports.sessions import session_title
from scorecards.scales import SCALES
from scorecards.services.ballots import (
    Closed,
    TooMany,
    cast,
    check_takes_ballots,
    close_and_enter,
    enter_counts,
    find_box,
    is_too_small,
    open_box,
)
from scorecards.views.sessions import seen_session


def _led(request: HttpRequest, pk: UUID) -> ScoringSession:
    """The session of somebody who may fill it in: 404, else 403 with a sentence."""
    session = seen_session(request, pk)
    require(request.user, "scorecards.score_session", session)
    return session


def _page(request: HttpRequest, session: ScoringSession, *, form: Any = None, status: int = 200) -> HttpResponse:
    page = build_ballots(session)
    context = {
        "session": session,
        "title": session_title(session),
        "page": page,
        "address": request.build_absolute_uri(page.link) if page.link else "",
        "drawn": _drawn(request, page.link),
        "form": form or CountsForm(),
    }
    return render(request, "scorecards/ballot_lead.html", context, status=status)


def _drawn(request: HttpRequest, link: str) -> str:
    """The QR code of the vote's address, as an inline drawing."""
    return qr_svg(request.build_absolute_uri(link)) if link else ""


@require_safe
def session_ballot(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, _led(request, pk))


@require_safe
def ballot_wall(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The code, large, for the wall or the printer."""
    session = _led(request, pk)
    box = get_object_or_404(BallotBox, session=session, closed_at=None)
    link = build_ballots(session).link
    context = {
        "session": session,
        "title": session_title(session),
        "box": box,
        "address": request.build_absolute_uri(link),
        "drawn": _drawn(request, link),
    }
    return render(request, "scorecards/ballot_wall.html", context)


@require_safe
def ballot_received(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How many ballots came in: a part of the page that refreshes itself."""
    session = _led(request, pk)
    return render(request, "scorecards/_ballot_received.html", {"session": session, "page": build_ballots(session)})


@require_POST
def ballot_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    session = _led(request, pk)
    asked = request.POST.get("indicator", "")
    indicator = Indicator.objects.filter(cycle=session.cycle_id, pk=asked).first() if _is_key(asked) else None
    try:
        open_box(session=session, indicator=indicator, by=request.user)  # type: ignore[arg-type]
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _page(request, session, status=409)
    return redirect("scorecards:session_ballot", pk=session.pk)


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_POST
def ballot_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    session = _led(request, pk)
    try:
        box, hindered = close_and_enter(session=session, by=request.user)  # type: ignore[arg-type]
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _page(request, session, status=409)
    if hindered:
        messages.warning(request, _("The vote is closed. Its counts aren't entered yet: %(why)s") % {"why": hindered})
    elif not is_too_small(box):
        messages.success(request, _("The vote is closed, and its counts are entered."))
    return redirect("scorecards:session_ballot", pk=session.pk)


@require_POST
def ballot_enter(request: HttpRequest, pk: UUID, box: UUID) -> HttpResponse:
    """Enter the ticked counts of a closed vote."""
    session = _led(request, pk)
    urn = get_object_or_404(BallotBox.objects.select_related("session"), pk=box, session=session)
    form = CountsForm(request.POST)
    ticked = [UUID(key) for key in request.POST.getlist("indicator") if _is_key(key)]
    if not form.is_valid():
        return _page(request, session, form=form, status=422)
    try:
        count = enter_counts(box=urn, indicators=ticked, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, session, form=form, status=409)
    said = ngettext("%(n)d count is entered.", "%(n)d counts are entered.", count) % {"n": count}
    messages.success(request, said)
    return redirect("scorecards:session_ballot", pk=session.pk)


# Anybody --------------------------------------------------------------------------------------------------------


def _public(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    frame = {"lang": get_language() or "fr", "languages": settings.LANGUAGES, "here": request.path}
    return render(request, name, {**frame, **context}, status=status)


def _language(request: HttpRequest) -> str:
    """The language of the page that came back, else the one asked for in the address, else the browser's."""
    asked = request.POST.get("lang") or request.GET.get("lang") or ""
    return asked if asked in dict(settings.LANGUAGES) else get_language() or "fr"


@login_not_required
@require_safe
def ballot_find(request: HttpRequest) -> HttpResponse:
    """Type the code by hand."""
    with override(_language(request)):
        typed = request.GET.get("code", "").strip()
        try:
            box = find_box(typed) if typed else None
        except TooMany as refusal:
            return _public(request, "scorecards/ballot_find.html", {"code": typed, "said": str(refusal)}, 429)
        if box is not None:
            response = redirect("scorecards:ballot_vote", code=box.code)
            response["Location"] += f"?lang={get_language()}"
            return response
        said = _("No vote has this code. Look at it again: six letters and digits.") if typed else ""
        return _public(request, "scorecards/ballot_find.html", {"code": typed, "said": said}, 404 if typed else 200)


@csrf_exempt
@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_vote(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator per screen; what was chosen travels in the page, and is only counted at the end."""
    with override(_language(request)):
        try:
            box = find_box(code)
        except TooMany as refusal:
            return _public(request, "scorecards/ballot_find.html", {"code": code, "said": str(refusal)}, 429)
        if box is None:
            said = _("No vote has this code. Look at it again: six letters and digits.")
            return _public(request, "scorecards/ballot_find.html", {"code": code, "said": said}, 404)
        if "sent" in request.GET:
            return _public(request, "scorecards/ballot_sent.html", {"box": box})
        try:
            check_takes_ballots(box)
        except Closed as refusal:
            return _public(request, "scorecards/ballot_closed.html", {"said": str(refusal)}, 410)
        return _voted(request, box)


def _voted(request: HttpRequest, box: BallotBox) -> HttpResponse:
    """The start, the next screen, or the sending."""
    rows, scale = ballot_indicators(box), SCALES[box.session.cycle.scale]
    if request.method != "POST":
        return _public(request, "scorecards/ballot_start.html", {"box": box, "count": len(rows)})
    go = request.POST.get("go", "")
    paper = read_paper(request.POST, [row.pk for row in rows], len(scale.levels))
    if go == "send" and paper.is_at_end:
        return _send(request, box, paper, rows)
    return _screen(request, box, move(paper, go), rows)


def _send(request: HttpRequest, box: BallotBox, paper: Paper, rows: list[Indicator]) -> HttpResponse:
    try:
        cast(box=box, choices=paper.choices, number=paper.number)
    except TooMany as refusal:
        return _screen(request, box, paper, rows, said=str(refusal), status=429)
    except Closed as refusal:
        return _public(request, "scorecards/ballot_closed.html", {"said": str(refusal)}, 410)
    response = redirect("scorecards:ballot_vote", code=box.code)
    response["Location"] += f"?sent&lang={get_language()}"
    return response


def _screen(
    request: HttpRequest, box: BallotBox, paper: Paper, rows: list[Indicator], *, said: str = "", status: int = 200
) -> HttpResponse:
    scale = SCALES[box.session.cycle.scale]
    context: dict[str, Any] = {"box": box, "paper": paper, "total": len(rows), "said": said}
    context["carried"] = [(f"a-{key}", level) for key, level in paper.choices.items()]
    if paper.is_at_end:
        context["answers"] = answers(paper, rows, scale)
        return _public(request, "scorecards/ballot_check.html", context, status)
    row = rows[paper.at]
    context |= {
        "question": question(row),
        "choices": choices(scale, paper.choices.get(row.pk)),
        "position": paper.at + 1,
        "carried": [(name, level) for name, level in context["carried"] if name != f"a-{row.pk}"],
    }
    return _public(request, "scorecards/ballot_question.html", context, status)
