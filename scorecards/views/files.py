"""Cards from files: choose, check, confirm; and back into a file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.guard import get_visible, require
from core.errors import Refusal
from core.http import CSV, attachment, file_name
from scorecards.forms.files import CardImportForm
from scorecards.models import CardImport, Cycle
from scorecards.reports.imports import import_page
from scorecards.services.fileexport import export_card, export_public
from scorecards.services.files import confirm_import, keep_file, replace_content


@require_http_methods(["GET", "POST"])
def card_import(request: HttpRequest) -> HttpResponse:
    """Choose the file and where it goes. A readable file is kept, with its errors, until it is corrected."""
    require(request.user, "scorecards.import_card")
    form = CardImportForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        kept = keep_file(
            organization=request.user.organization,
            by=request.user,
            content=form.cleaned_data["file"],
            filename=request.FILES["file"].name,
            **form.kept_fields(),
        )
        return redirect("scorecards:card_import_preview", kept.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "scorecards/import_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def card_import_preview(request: HttpRequest, pk: str) -> HttpResponse:
    """What the file would enter, or its lines to correct; POST checks the corrected text, or enters it."""
    kept = get_visible(CardImport.objects.select_related("service_point", "territory", "cycle"), request.user, pk)
    require(request.user, "scorecards.import_card")
    if request.method == "POST" and kept.cycle is None and "content" in request.POST:
        kept = replace_content(card_import=kept, content=request.POST["content"])
        return redirect("scorecards:card_import_preview", kept.pk)
    if kept.cycle is not None:
        return redirect("scorecards:cycle_card", kept.cycle.pk)
    page = import_page(kept)
    status = 200
    if request.method == "POST":
        try:
            cycle = confirm_import(card_import=kept, parsed=page.parsed, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            status = 409
        else:
            messages.success(request, _("The file is entered: every round is in the list of cycles."))
            return redirect("scorecards:cycle_card", cycle.pk)
    return render(request, "scorecards/import_preview.html", {"kept": kept, "page": page}, status=status)


@require_GET
def card_export(request: HttpRequest, pk: str) -> HttpResponse:
    """The card as a file: whole for the facilitation team, released figures for the others."""
    cycle = get_visible(Cycle.objects.with_context(), request.user, pk)
    require(request.user, "scorecards.export_card", cycle)
    if request.user.has_perm("scorecards.view_group_scores", cycle):
        text = export_card(cycle=cycle, only="only" in request.GET)
    else:
        text = export_public(cycle=cycle)
    return attachment(text.encode("utf-8-sig"), file_name(str(cycle), "csv"), CSV)
