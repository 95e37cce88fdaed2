"""Publishing agreements under the Wet open overheid: the choice per agreement, and the list of what is left to do."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from network.downloads import as_download
from network.pages import SignedInRequest
from network.policy import Permission, may, require
from partners.models import Agreement, WooDecision
from partners.publication import Publishable, publication_list, ready_to_publish, to_publish_as_csv
from partners.publication_flows import decide_publication
from partners.publication_forms import PublicationForm
from partners.side_by_side import ChangedMeanwhileError
from partners.views.crumbs import crumbs_of_agreement


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_publication(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.AGREEMENT_EDIT, agreement)
    form = PublicationForm(request.POST if request.method == "POST" else None, agreement=agreement)
    changed: Agreement | None = None
    if form.is_valid():
        try:
            decide_publication(
                agreement, by=request.user, seen_version=form.cleaned_data["seen_version"], **form.values
            )
        except ChangedMeanwhileError as meanwhile:
            changed = meanwhile.stored
            form.show_again(changed)
        else:
            messages.success(request, f"Opgeslagen. Openbaar maken: {WooDecision(form.values['woo_decision']).label}.")
            return redirect(agreement)
    context = {
        "agreement": agreement,
        "form": form,
        "changed": changed,
        "missing": Publishable.of(agreement).missing_in_words,
        "crumbs": crumbs_of_agreement(agreement, "Openbaarheid"),
    }
    is_wrong = bool(form.errors or changed)
    return render(request, "partners/publication_form.html", context, status=422 if is_wrong else 200)


@require_safe
def agreements_to_publish(request: SignedInRequest) -> HttpResponse:
    """/overeenkomsten/openbaar/: what is to be published, is published, is not, and is not decided yet."""
    require(request.user, Permission.AGREEMENT_PUBLISH)
    context = {
        "woo": publication_list(request.user),
        "may_add": may(request.user, Permission.AGREEMENT_ADD),
        "crumbs": [("Overeenkomsten", reverse("partners:agreement-list")), ("Openbaar maken", None)],
    }
    return render(request, "partners/publication_list.html", context)


@require_safe
def publication_csv(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.AGREEMENT_PUBLISH)
    content = to_publish_as_csv(ready_to_publish(request.user))
    return as_download(content, file_name="te-publiceren-convenanten.csv", content_type="text/csv; charset=utf-8")
