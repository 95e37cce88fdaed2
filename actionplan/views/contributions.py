"""/plan/acties/…/bijdrage/: what a municipality does for an action that runs there."""

from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actionplan import conflicts, flows
from actionplan.contribution_forms import ContributionForm
from actionplan.contributions import contribution_shown
from actionplan.models import Contribution
from network.pages import SignedInRequest, render_page_or_part
from network.policy import Permission, require
from partners.side_by_side import as_chosen


def _contribution_seen_by(request: SignedInRequest, pk: int, code: str) -> Contribution:
    seen = Contribution.objects.visible_to(request.user).select_related("action__plan", "municipality")
    return get_object_or_404(seen, action=pk, municipality__code=code)


@require_safe
def contribution_text(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """The text as it stands on the page of the action; what «Annuleren» goes back to."""
    contribution = _contribution_seen_by(request, pk, code)
    require(request.user, Permission.ACTION_VIEW, contribution.action)
    if not request.headers.get("HX-Request"):
        return redirect(f"{contribution.action.get_absolute_url()}#bijdrage-{code}")
    return _text(request, contribution)


@require_http_methods(["GET", "HEAD", "POST"])
def contribution_edit(request: SignedInRequest, pk: int, code: str) -> HttpResponse:
    """The own text of one municipality: a page of its own, or a form in place."""
    contribution = _contribution_seen_by(request, pk, code)
    require(request.user, Permission.CONTRIBUTION_EDIT, contribution)
    ids = f"bijdrage-{code}-%s"
    data = as_chosen(request.POST) if request.method == "POST" else None
    form = ContributionForm(data, instance=copy(contribution), auto_id=ids)
    if request.method != "POST" or not form.is_valid():
        return _edit_page(request, contribution, form, status=422 if request.method == "POST" else 200)
    text, version = form.cleaned_data["text"], form.cleaned_data["version"]
    try:
        changed = flows.change_contribution(contribution, version=version, text=text)
    except flows.ContributionChangedMeanwhileError as meanwhile:
        again = form.having_seen(meanwhile.current)
        conflict = conflicts.between_contributions(meanwhile.current, text, again)
        return _edit_page(request, contribution, again, conflict=conflict, status=409)
    if request.headers.get("HX-Request"):
        contribution.text = changed.text
        return _text(request, contribution, saved=True)
    messages.success(request, f"Opgeslagen: de bijdrage van {contribution.municipality}.")
    return redirect(f"{contribution.action.get_absolute_url()}#bijdrage-{code}")


def _text(request: SignedInRequest, contribution: Contribution, *, saved: bool = False) -> HttpResponse:
    context = {"shown": contribution_shown(contribution, request.user), "saved": saved}
    return render(request, "actionplan/_contribution.html", context)


def _edit_page(
    request: SignedInRequest,
    contribution: Contribution,
    form: ContributionForm,
    *,
    conflict: conflicts.Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "shown": contribution_shown(contribution, request.user),
        "action": contribution.action,
        "form": form,
        "conflict": conflict,
    }
    return render_page_or_part(
        request, "actionplan/contribution_form.html", context, part="actionplan/_contribution.html", status=status
    )
