"""Legal frame, roles at each step, clauses, evaluation plan, and what the actions mean for the partnership."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplans.models import Action
from partnerships.forms.risks import EvaluationForm, FrameForm, RolesForm
from partnerships.forms.signing import ActionPlaceForm
from partnerships.models import ActionLink
from partnerships.permissions import my_party
from partnerships.reports.activities import build_activities
from partnerships.reports.agreement import reader_of
from partnerships.reports.clauses import build_clauses
from partnerships.reports.parts import url
from partnerships.reports.rules import build_evaluation, build_frame, build_roles
from partnerships.services.evaluation import answer_plan, plan_of, write_plan
from partnerships.services.frame import change_frame, place_action, place_version, roles_version, write_roles
from partnerships.services.writing import why_closed
from partnerships.views.acts import done, form_page, saved, typed_version
from partnerships.views.frame import frame, inside, writable


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_frame(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The legal frame, what it requires here, and its calendar."""
    partnership = writable(request, pk) if request.method == "POST" else inside(request, pk)
    form = FrameForm(request.POST or None, partnership=partnership)
    if request.method == "POST" and saved(
        form,
        lambda: change_frame(partnership=partnership, by=request.user, **form.cleaned_data),
        version=lambda: type(partnership).objects.get(pk=partnership.pk).version,
    ):
        messages.success(request, _("Saved."))
        return redirect("partnerships:agreement_frame", pk=pk)
    context = {
        **frame(request, partnership, "agreement"),
        "form": form,
        "page": build_frame(partnership),
        "may_write": not why_closed(partnership, early=True),
    }
    return render(request, "partnerships/agreement_frame.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_roles(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who does what at each step: all read, each party writes its own column."""
    partnership = writable(request, pk) if request.method == "POST" else inside(request, pk)
    party = my_party(request.user, partnership)
    form = RolesForm(request.POST or None, party=party)
    if request.method == "POST" and saved(
        form,
        lambda: write_roles(
            partnership=partnership, roles=form.cleaned_data, version=form.cleaned_data["version"], by=request.user
        ),
        lambda: roles_version(party),
    ):
        messages.success(request, _("Saved."))
        return redirect("partnerships:agreement_roles", pk=pk)
    context = {
        **frame(request, partnership, "agreement"),
        "form": form,
        "page": build_roles(reader_of(partnership, request.user)),
    }
    return render(request, "partnerships/agreement_roles.html", context, status=422 if form.errors else 200)


@require_safe
def agreement_clauses(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    page = build_clauses(reader_of(partnership, request.user))
    context = {**frame(request, partnership, "agreement"), "page": page}
    return render(request, "partnerships/agreement_clauses.html", context)


@require_safe
def agreement_evaluation(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How the partnership will be judged, who agrees, and what the parties want to learn."""
    partnership = inside(request, pk)
    page = build_evaluation(reader_of(partnership, request.user))
    context = {**frame(request, partnership, "agreement"), "page": page, "sentence": "", "refused": ""}
    return render(request, "partnerships/agreement_evaluation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    form = EvaluationForm(request.POST or None, plan=plan_of(partnership))
    up = (_("How we will judge the partnership"), url("agreement_evaluation", partnership))
    if request.method == "POST" and saved(
        form,
        lambda: write_plan(partnership=partnership, by=request.user, **form.cleaned_data),
        version=lambda: getattr(plan_of(partnership), "version", 0),
    ):
        messages.success(request, _("Saved. Every party is asked whether it agrees to these words."))
        return redirect(up[1])
    return form_page(
        request, partnership, form, _("Write the evaluation plan"), up, lede=_("Other words ask every party again.")
    )


@require_POST
def evaluation_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """My party agrees to the plan, or says what stops it; a refusal keeps the sentence."""
    partnership = writable(request, pk)
    agrees, sentence = request.POST.get("agrees") == "yes", request.POST.get("sentence", "")[:500]
    version = typed_version(request)
    words = _("Your organisation agrees to the plan.") if agrees else _("Your answer is saved: the others read it.")
    if done(
        request,
        lambda: answer_plan(
            partnership=partnership, version=version, agrees=agrees, sentence=sentence, by=request.user
        ),
        words,
    ):
        return redirect("partnerships:agreement_evaluation", pk=pk)
    page = build_evaluation(reader_of(partnership, request.user))
    context = {**frame(request, partnership, "agreement"), "page": page, "sentence": sentence, "refused": "yes"}
    return render(request, "partnerships/agreement_evaluation.html", context, status=422)


@require_safe
def agreement_activities(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    page = build_activities(reader_of(partnership, request.user))
    context = {**frame(request, partnership, "agreement"), "page": page}
    return render(request, "partnerships/agreement_activities.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_place(request: HttpRequest, pk: UUID, action: UUID) -> HttpResponse:
    """Which result an action serves, who contributes, who goes on after the end."""
    partnership = writable(request, pk)
    row = get_object_or_404(Action, pk=action, plan=partnership.action_plan_id)
    link = ActionLink.objects.filter(action=row).prefetch_related("contributors").first()
    form = ActionPlaceForm(request.POST or None, partnership=partnership, link=link)
    up = (_("Activities"), url("agreement_activities", partnership))
    if request.method == "POST" and saved(
        form,
        lambda: place_action(partnership=partnership, action=row, by=request.user, **form.cleaned_data),
        lambda: place_version(link),
    ):
        messages.success(request, _("Saved."))
        return redirect(up[1])
    return form_page(request, partnership, form, _("Place of an action in the partnership"), up, lede=row.what)
