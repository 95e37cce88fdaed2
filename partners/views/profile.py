"""A partner keeps its own profile, and the coordinator decides on what others act on."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.pages import SignedInRequest
from network.policy import Permission, may, require
from network.together import alone
from partners import profile_flows as flows
from partners.contacts import contacts_of
from partners.decisions import NoLongerWaitingError, require_waiting
from partners.models import ContactRequest, Organisation, ProfileChange
from partners.profile import compared, last_change_of, recently_decided
from partners.profile_flows import profile_of
from partners.profile_forms import DecisionForm, ProfileForm
from partners.side_by_side import ChangedMeanwhileError
from partners.views.crumbs import crumbs_of_partner


@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The profile on one page. Who changed another field meanwhile is kept; the same field is chosen by a person."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.PROFILE_EDIT, organisation)
    form = ProfileForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if not form.is_valid():
        return _show(request, organisation, form, status=422 if form.errors else 200)
    try:
        saved = flows.change_profile(organisation, by=request.user, seen=form.seen_values, changes=form.changes)
    except ChangedMeanwhileError as meanwhile:
        both = [versus for versus in form.differences_with(profile_of(meanwhile.stored)) if versus.both_changed_it]
        on_top = form.on_top_of(meanwhile.stored)
        last_change = last_change_of(meanwhile.stored, meanwhile.fields)
        return _show(request, organisation, on_top, status=409, conflict=both, last_change=last_change)
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, organisation, form, status=422)
    messages.success(request, saved.in_words)
    return redirect("partners:profile-edit", pk=organisation.pk)


def _show(
    request: SignedInRequest, organisation: Organisation, form: ProfileForm, *, status: int, **more: object
) -> HttpResponse:
    context = {
        "organisation": organisation,
        "form": form,
        "decides": may(request.user, Permission.PROFILE_CHANGE_DECIDE),
        "waiting": organisation.profile_changes.waiting().with_names(),
        "requests": organisation.contact_requests.waiting().with_names(),
        "contacts": alone(contacts_of(organisation, request.user)),
        "own": organisation.memberships.on().filter(person=request.user, listed_since__isnull=True).first(),
        "decided": recently_decided(organisation),
        "crumbs": crumbs_of_partner(organisation, "Profiel"),
    }
    return render(request, "partners/profile_edit.html", context | more, status=status)


@require_safe
def change_list(request: SignedInRequest) -> HttpResponse:
    """What partners changed and whom they propose; old and new side by side."""
    require(request.user, Permission.PROFILE_CHANGE_DECIDE)
    changes = ProfileChange.objects.visible_to(request.user).waiting().with_names()
    requests = ContactRequest.objects.visible_to(request.user).waiting().with_names()
    context = {
        "changes": [compared(change) for change in changes],
        "requests": requests,
        "total": len(changes) + len(requests),
        "crumbs": [("Partners", reverse("partners:organisation-list")), ("Wijzigingen", None)],
    }
    return render(request, "partners/profilechange_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve or refuse one change, with a reason; approving shows everybody exactly the new value of this page."""
    change = get_object_or_404(ProfileChange.objects.visible_to(request.user).with_names(), pk=pk)
    require(request.user, Permission.PROFILE_CHANGE_DECIDE)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    try:
        if form.is_valid():
            messages.success(request, _decide(request, change, form))
            return redirect("partners:profilechange-list")
        require_waiting(change)
    except NoLongerWaitingError as over:
        messages.warning(request, str(over))
        return redirect("partners:profilechange-list")
    except ValidationError as error:
        form.add_error(None, error)
    context = {
        "shown": compared(change),
        "form": form,
        "crumbs": [
            ("Partners", reverse("partners:organisation-list")),
            ("Wijzigingen", reverse("partners:profilechange-list")),
            (f"{change.organisation}: {change.get_field_display()}", None),
        ],
    }
    return render(request, "partners/profilechange_decide.html", context, status=422 if form.errors else 200)


def _decide(request: SignedInRequest, change: ProfileChange, form: DecisionForm) -> str:
    reason = form.cleaned_data["reason"]
    closed = flows.decide_profile_change(change, approved=form.is_approved, by=request.user, reason=reason)
    if form.is_approved:
        return f"Goedgekeurd. Bij {closed.organisation} ziet iedereen nu: {closed.new_text}."
    return f"Afgewezen. Bij {closed.organisation} blijft staan: {compared(closed).now}."


@require_POST
def change_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    change = get_object_or_404(ProfileChange.objects.visible_to(request.user).with_names(), pk=pk)
    require(request.user, Permission.PROFILE_EDIT, change.organisation)
    try:
        flows.withdraw_profile_change(change, by=request.user)
    except NoLongerWaitingError as over:
        messages.warning(request, str(over))
    else:
        messages.success(request, f"De wijziging is ingetrokken. Iedereen ziet nog: {compared(change).now}.")
    return redirect("partners:profile-edit", pk=change.organisation_id)
