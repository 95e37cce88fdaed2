"""The papers of a meeting: placing, reading, and taking away. Whoever may not read them gets 404."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from network.downloads import as_download
from network.pages import SignedInRequest
from network.policy import Permission, require
from network.uploads import LARGEST_PDF, sends_more_than, too_large_pdf
from partners.document_forms import RemovalForm
from partners.documents import AlteredDocumentError, read_document
from partners.meeting_document_flows import add_meeting_document, remove_meeting_document
from partners.meeting_document_forms import MeetingDocumentForm
from partners.models import Meeting, MeetingDocument
from partners.views.meeting_steps import meeting_or_404, meeting_to_keep, step_page


# Checking the token reads the whole body, so the size comes first and the token is checked by the view inside.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def document_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """A PDF at a meeting. A body above the limit is answered without being read."""
    if sends_more_than(request, LARGEST_PDF):
        meeting = meeting_to_keep(request, pk)
        return _form(request, meeting, MeetingDocumentForm(), problem=too_large_pdf(), status=413)
    return _place(request, pk)


@csrf_protect
def _place(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_keep(request, pk)
    if request.method != "POST":
        return _form(request, meeting, MeetingDocumentForm())
    form = MeetingDocumentForm(request.POST, files=request.FILES)
    if not form.is_valid():
        return _form(request, meeting, form)
    values = form.cleaned_data
    document = add_meeting_document(
        meeting, title=values["title"], file_name=values["file"].name, content=form.content, by=request.user
    )
    messages.success(request, f"Geplaatst: {document.title}.")
    return redirect(_documents_of(meeting))


def _form(
    request: SignedInRequest, meeting: Meeting, form: MeetingDocumentForm, *, problem: str = "", status: int = 0
) -> HttpResponse:
    return step_page(
        request,
        meeting,
        form,
        title="Stuk plaatsen",
        template="partners/meeting_document_form.html",
        status=status,
        problem=problem,
    )


@require_safe
def document_download(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file itself. Who may is asked now, not when the link was made."""
    document = _document_or_404(request, pk)
    try:
        content = read_document(document)
    except AlteredDocumentError:
        return render(request, "partners/meeting_document_altered.html", {"document": document}, status=500)
    return as_download(content, file_name=document.file_name, content_type="application/pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def document_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks why. The file doesn't come back."""
    document = _document_or_404(request, pk)
    meeting = meeting_or_404(request, document.meeting_id)
    require(request.user, Permission.MEETING_EDIT, meeting)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        remove_meeting_document(document, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"Verwijderd: {document.title}.")
        return redirect(_documents_of(meeting))
    lead = f"«{document.title}» gaat weg en komt niet terug. In de geschiedenis blijft staan dat het er was."
    return step_page(request, meeting, form, title="Stuk verwijderen", lead=lead, submit="Verwijderen")


def _document_or_404(request: SignedInRequest, pk: int) -> MeetingDocument:
    documents = MeetingDocument.objects.visible_to(request.user).select_related("meeting__body")
    found: MeetingDocument = get_object_or_404(documents, pk=pk)
    return found


def _documents_of(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}#stukken"
