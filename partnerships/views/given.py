"""Once signed: deliveries, promises, measures."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.enums import CommitmentState
from partnerships.forms.signing import CloseForm, DeliveryForm, MeasureForm
from partnerships.models import Commitment, Contribution, Delivery, SharedResult
from partnerships.permissions import my_party
from partnerships.reports.agreementplaces import place_of
from partnerships.services.given import close_commitment, confirm_delivery, measure_result, record_delivery
from partnerships.views.acts import done, form_page, saved
from partnerships.views.frame import frame, inside, writable


@require_http_methods(["GET", "HEAD", "POST"])
def contribution_deliveries(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    """What arrived of a contribution, part after part; another party than the giver confirms."""
    partnership = writable(request, pk) if request.method == "POST" else inside(request, pk)
    rows = Contribution.objects.select_related("party__organization")
    found = get_object_or_404(rows, pk=row, party__partnership=partnership)
    form = DeliveryForm(request.POST or None)
    if request.method == "POST" and saved(
        form, lambda: record_delivery(contribution=found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect("partnerships:contribution_deliveries", pk=pk, row=row)
    context = {
        **frame(request, partnership, "agreement"),
        "form": form,
        "contribution": found,
        "deliveries": list(found.deliveries.select_related("confirmed_by__organization")),
        "mine": my_party(request.user, partnership),
        "may_write": request.user.has_perm("partnerships.represent", partnership)
        and not partnership.is_before_signature,
    }
    return render(request, "partnerships/agreement_deliveries.html", context, status=422 if form.errors else 200)


@require_POST
def delivery_confirm(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    rows = Delivery.objects.select_related("contribution__party__partnership")
    found = get_object_or_404(rows, pk=row, contribution__party__partnership=partnership)
    done(request, lambda: confirm_delivery(delivery=found, by=request.user), _("You confirm that it arrived."))
    return redirect("partnerships:contribution_deliveries", pk=pk, row=found.contribution_id)


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_close(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    found = get_object_or_404(Commitment.objects.select_related("party"), pk=row, party__partnership=partnership)
    names = ("state", "closed_on", "evidence", "version")
    form = CloseForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and saved(
        form,
        lambda: close_commitment(
            commitment=found,
            by=request.user,
            **form.cleaned_data | {"state": CommitmentState(form.cleaned_data["state"])},
        ),
        version=lambda: Commitment.objects.get(pk=found.pk).version,
    ):
        messages.success(request, _("Saved."))
        return redirect(place_of("commitment", partnership)[1])
    up = place_of("commitment", partnership)
    return form_page(request, partnership, form, _("Say where a promise stands"), up, lede=found.text)


@require_http_methods(["GET", "HEAD", "POST"])
def result_measure(request: HttpRequest, pk: UUID, row: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    found = get_object_or_404(SharedResult, pk=row, partnership=partnership)
    names = ("reached", "reached_on", "version")
    form = MeasureForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    up = place_of("result", partnership)
    if request.method == "POST" and saved(
        form,
        lambda: measure_result(result=found, by=request.user, **form.cleaned_data),
        version=lambda: SharedResult.objects.get(pk=found.pk).version,
    ):
        messages.success(request, _("Saved."))
        return redirect(up[1])
    return form_page(request, partnership, form, _("Write the value reached"), up, lede=found.text)
