"""The documents of an agreement: placing, reading, changing who reads it, and taking away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from network.downloads import as_download
from network.pages import SignedInRequest
from network.policy import Permission, require
from network.uploads import LARGEST_PDF, sends_more_than, too_large_pdf
from partners.document_flows import (
    DocumentGoneError,
    DocumentStaysError,
    add_document,
    change_document,
    is_needed,
    remove_document,
)
from partners.document_forms import DocumentForm, NewDocumentForm, RemovalForm, initial_of
from partners.documents import AlteredDocumentError, read_document
from partners.models import Agreement, AgreementDocument
from partners.views.crumbs import crumbs_of_agreement


# Checking the token reads the whole body, so the size comes first and the token is checked by the view inside.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def document_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """A PDF at a version of an agreement. A body above the limit is answered without being read."""
    if sends_more_than(request, LARGEST_PDF):
        agreement = _agreement_to_add_to(request, pk)
        return _form(request, agreement, NewDocumentForm(agreement=agreement), problem=too_large_pdf(), status=413)
    return _place(request, pk)


@csrf_protect
def _place(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = _agreement_to_add_to(request, pk)
    if request.method != "POST":
        return _form(request, agreement, NewDocumentForm(agreement=agreement))
    form = NewDocumentForm(request.POST, files=request.FILES, agreement=agreement)
    if not form.is_valid():
        return _form(request, agreement, form, status=422)
    values = form.cleaned_data
    document = add_document(
        values["version"],
        title=values["title"],
        access=values["access"],
        file_name=values["file"].name,
        content=form.content,
        by=request.user,
    )
    messages.success(request, f"Geplaatst: {document.title}.")
    return redirect(f"{agreement.get_absolute_url()}#documenten")


def _agreement_to_add_to(request: SignedInRequest, pk: int) -> Agreement:
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.DOCUMENT_ADD, agreement)
    return agreement


def _form(
    request: SignedInRequest, agreement: Agreement, form: NewDocumentForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "agreement": agreement,
        "form": form,
        "problem": problem,
        "crumbs": crumbs_of_agreement(agreement, "Document plaatsen"),
    }
    return render(request, "partners/document_add.html", context, status=status)


@require_safe
def document_download(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file itself. Who may is asked now, not when the link was made."""
    document = _document_or_404(request, pk)
    require(request.user, Permission.DOCUMENT_VIEW, document)
    try:
        content = read_document(document)
    except AlteredDocumentError:
        return render(request, "partners/document_altered.html", {"document": document}, status=500)
    return as_download(content, file_name=document.file_name, content_type="application/pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def document_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Its title and who may read it; another file is another document."""
    document = _document_or_404(request, pk)
    agreement = document.version.agreement
    require(request.user, Permission.AGREEMENT_EDIT, agreement)
    sent = request.POST if request.method == "POST" else None
    form = DocumentForm(sent, agreement=agreement, initial=initial_of(document))
    if form.is_valid():
        try:
            changed = change_document(document, by=request.user, **form.cleaned_data)
        except DocumentGoneError as gone:
            messages.warning(request, str(gone))
        else:
            messages.success(request, f"Opgeslagen: {changed.title}.")
        return redirect(f"{agreement.get_absolute_url()}#documenten")
    context = {"document": document, "form": form, "crumbs": crumbs_of_agreement(agreement, "Document wijzigen")}
    return render(request, "partners/document_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def document_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks why; the only document of what everybody signed stays until there is another."""
    document = _document_or_404(request, pk)
    agreement = document.version.agreement
    require(request.user, Permission.AGREEMENT_EDIT, agreement)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    refused = str(DocumentStaysError()) if is_needed(document, document.version) else ""
    if form.is_valid() and not refused:
        try:
            remove_document(document, by=request.user, **form.cleaned_data)
        except DocumentStaysError as stays:  # a party signed, or a colleague removed the other one, just now
            refused = str(stays)
        else:
            messages.success(request, f"Verwijderd: {document.title}.")
            return redirect(f"{agreement.get_absolute_url()}#documenten")
    context = {
        "document": document,
        "form": form,
        "refused": refused,
        "crumbs": crumbs_of_agreement(agreement, "Document verwijderen"),
    }
    is_wrong = request.method == "POST"
    return render(request, "partners/document_remove.html", context, status=422 if is_wrong else 200)


def _document_or_404(request: SignedInRequest, pk: int) -> AgreementDocument:
    documents = AgreementDocument.objects.visible_to(request.user)
    return get_object_or_404(documents.select_related("version__agreement__keeper"), pk=pk)
