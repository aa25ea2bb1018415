"""Documents of a partnership: listed for every party, opened as downloads by those who may."""

from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guard import require
from core.http import file_name
from partnerships.forms.signing import DocumentForm
from partnerships.models import Document
from partnerships.permissions import my_party
from partnerships.reports.documents import build_documents
from partnerships.reports.parts import url
from partnerships.services.documents import KINDS, add_document, ending_of, may_open, remove_document
from partnerships.views.acts import done, form_page, saved
from partnerships.views.frame import frame, inside, writable


@require_safe
def documents(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = inside(request, pk)
    mine, writes = my_party(request.user, partnership), request.user.has_perm("partnerships.represent", partnership)
    context = {**frame(request, partnership, "agreement"), "page": build_documents(partnership, mine, writes)}
    return render(request, "partnerships/agreement_documents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def document_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    form = DocumentForm(request.POST or None, request.FILES or None)
    up = (_("Documents"), url("agreement_documents", partnership))
    if request.method == "POST" and saved(
        form, lambda: add_document(partnership=partnership, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect(up[1])
    return form_page(request, partnership, form, _("Add a document"), up, multipart=True)


@require_safe
def document_open(request: HttpRequest, pk: UUID, document: UUID) -> HttpResponse | FileResponse:
    """The file as a download, never shown inline; 404 when there is none, 403 with the reason when it isn't shared."""
    partnership = inside(request, pk)
    found = get_object_or_404(Document.objects.select_related("party"), pk=document, partnership=partnership)
    if not found.file or not default_storage.exists(found.file.name):
        raise Http404
    if not may_open(found, my_party(request.user, partnership)):
        require(request.user, "partnerships.write_sheet", found.party)
    ending = ending_of(found.file.name)
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=file_name(found.title, ending),
        content_type=KINDS.get(ending, ("application/octet-stream", b""))[0],
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def document_remove(request: HttpRequest, pk: UUID, document: UUID) -> HttpResponse:
    partnership = writable(request, pk)
    found = get_object_or_404(Document.objects.select_related("party"), pk=document, partnership=partnership)
    require(request.user, "partnerships.write_sheet", found.party)
    words = _("Removed: %(what)s") % {"what": found.title}
    done(request, lambda: remove_document(document=found, by=request.user), words)
    return redirect("partnerships:agreement_documents", pk=pk)
