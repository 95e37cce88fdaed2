"""The files that show what was done in an action: placing, reading, and taking away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from actionplan.action_part_flows import add_document, remove_document
from actionplan.action_part_forms import ActionDocumentForm
from actionplan.models import Action, ActionDocument
from actionplan.views.action_parts import action_or_404, place_of
from network.downloads import as_download
from network.pages import SignedInRequest
from network.policy import Permission, require
from network.uploads import LARGEST_PDF, sends_more_than, too_large_pdf
from partners.document_forms import RemovalForm
from partners.documents import AlteredDocumentError, read_document

ANCHOR = "bewijsstukken"


# Checking the token reads the whole body, so the size comes first and the token is checked by the view inside.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def document_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """A PDF at an action. A body above the limit is answered without being read."""
    if sends_more_than(request, LARGEST_PDF):
        return _form(request, _action_to_add_to(request, pk), ActionDocumentForm(), problem=too_large_pdf(), status=413)
    return _place(request, pk)


@csrf_protect
def _place(request: SignedInRequest, pk: int) -> HttpResponse:
    action = _action_to_add_to(request, pk)
    if request.method != "POST":
        return _form(request, action, ActionDocumentForm())
    form = ActionDocumentForm(request.POST, files=request.FILES)
    if not form.is_valid():
        return _form(request, action, form, status=422)
    values = form.cleaned_data
    document = add_document(
        action, title=values["title"], file_name=values["file"].name, content=form.content, by=request.user
    )
    messages.success(request, f"Geplaatst: {document.title}.")
    return redirect(place_of(action, ANCHOR))


def _action_to_add_to(request: SignedInRequest, pk: int) -> Action:
    action = action_or_404(request, pk)
    require(request.user, Permission.ACTION_REPORT, action)
    return action


def _form(
    request: SignedInRequest, action: Action, form: ActionDocumentForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"action": action, "form": form, "problem": problem}
    return render(request, "actionplan/action_document_form.html", context, status=status)


@require_safe
def document_download(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file itself. Who may is asked now, not when the link was made."""
    document = _document_or_404(request, pk)
    require(request.user, Permission.ACTION_VIEW, document.action)
    try:
        content = read_document(document)
    except AlteredDocumentError:
        return render(request, "actionplan/action_document_altered.html", {"document": document}, status=500)
    return as_download(content, file_name=document.file_name, content_type="application/pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def document_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks why. The file doesn't come back."""
    document = _document_or_404(request, pk)
    require(request.user, Permission.ACTION_REPORT, document.action)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        remove_document(document, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, f"Verwijderd: {document.title}.")
        return redirect(place_of(document.action, ANCHOR))
    context = {
        "action": document.action,
        "form": form,
        "title": "Bewijsstuk verwijderen",
        "lead": f"«{document.title}», bij {document.action}",
        "explanation": "Het bestand komt niet terug. In de geschiedenis blijft staan dat het er was.",
        "anchor": ANCHOR,
        "submit": "Verwijderen",
    }
    return render(request, "actionplan/action_part_form.html", context, status=422 if form.errors else 200)


def _document_or_404(request: SignedInRequest, pk: int) -> ActionDocument:
    documents = ActionDocument.objects.visible_to(request.user).select_related(
        "action__plan", "action__lead_organisation"
    )
    found: ActionDocument = get_object_or_404(documents, pk=pk)
    return found
