"""The ties of a person: a partner or a role more, another task, and the end of each; and of a whole participation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods

from network.dutch import long_date
from network.models import Person, Role, RoleGrant
from network.pages import SignedInRequest
from network.people import people_visible_to, person_or_404
from network.people_flows import AlreadyOverError, AlreadyThereError, end_role, give_role
from network.policy import Permission, require
from network.successors import NeedsSuccessorError
from partners.membership_flows import change_membership, end_membership, end_participation, start_membership
from partners.models import CareService, Membership, Organisation
from partners.people import role_in_words, what_is_left
from partners.people_forms import EndForm, MembershipForm, PartnerForm, RoleForm
from partners.register_forms import ParticipationEndForm
from partners.views.people import form_about

OVER_ALREADY = "Dit was intussen al beëindigd. U hoeft niets meer te doen."


@require_http_methods(["GET", "HEAD", "POST"])
def person_join(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody starts to work for a partner."""
    person = person_or_404(request, pk)
    require(request.user, Permission.MEMBERSHIP_EDIT)
    form = PartnerForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        values = form.cleaned_data
        try:
            start_membership(
                person,
                organisation=values["organisation"],
                function=values["function"],
                may_edit=values["may_edit"],
                starts_on=values["starts_on"],
                listing=form.listing,
                by=request.user,
            )
        except AlreadyThereError as already:
            form.add_error("organisation", str(already))
        except AlreadyOverError:
            form.add_error("organisation", "Deze partner doet niet meer mee. Kies een andere partner.")
        else:
            since = long_date(values["starts_on"])
            messages.success(request, f"{person.name} hoort vanaf {since} bij {values['organisation']}.")
            return redirect("partners:person-detail", pk=person.pk)
    return form_about(request, person, form, title="Bij een partner zetten")


@require_http_methods(["GET", "HEAD", "POST"])
def role_give(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    require(request.user, Permission.ROLE_GRANT)
    form = RoleForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        values = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        try:
            grant = give_role(person, by=request.user, **values)
        except AlreadyThereError as already:
            form.add_error("role", str(already))
        else:
            messages.success(request, f"{person.name} is vanaf {long_date(grant.starts_on)} {role_in_words(grant)}.")
            return redirect("partners:person-detail", pk=person.pk)
    return form_about(request, person, form, title="Een rol geven")


@require_http_methods(["GET", "HEAD", "POST"])
def membership_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What somebody does for a partner; this is also how somebody becomes its editor."""
    membership = _membership_or_404(request, pk)
    require(request.user, Permission.MEMBERSHIP_EDIT)
    form = MembershipForm(request.POST if request.method == "POST" else None, membership=membership)
    refused = ""
    if form.is_valid():
        try:
            values = form.cleaned_data
            change_membership(
                membership,
                function=values["function"],
                may_edit=values["may_edit"],
                listing=form.listing,
                by=request.user,
            )
        except NeedsSuccessorError as needed:
            refused = str(needed)
        except AlreadyOverError:
            messages.warning(request, OVER_ALREADY)
            return redirect("partners:person-detail", pk=membership.person_id)
        else:
            messages.success(request, f"Opgeslagen: {membership}.")
            return redirect("partners:person-detail", pk=membership.person_id)
    title = f"Functie en taak bij {membership.organisation}"
    return form_about(request, membership.person, form, title=title, refused=refused)


@require_http_methods(["GET", "HEAD", "POST"])
def membership_end(request: SignedInRequest, pk: int) -> HttpResponse:
    membership = _membership_or_404(request, pk)
    require(request.user, Permission.MEMBERSHIP_EDIT)
    what = f"betrokkenheid bij {membership.organisation}"
    return _end(request, membership, what=what)


@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request: SignedInRequest, pk: int) -> HttpResponse:
    people = people_visible_to(request.user)
    going = RoleGrant.objects.not_over().filter(person__in=people).select_related("person", "municipality")
    grant = get_object_or_404(going, pk=pk)
    require(request.user, Permission.ROLE_GRANT)
    return _end(request, grant, what=f"rol {role_in_words(grant)}")


def _end(request: SignedInRequest, tie: RoleGrant | Membership, *, what: str) -> HttpResponse:
    """Ask when; refuse the last one in a post; tell what is left for this person."""
    person: Person = tie.person
    form = EndForm(request.POST if request.method == "POST" else None, starts_on=tie.starts_on)
    refused = ""
    if form.is_valid():
        try:
            if isinstance(tie, RoleGrant):
                end_role(tie, by=request.user, on=form.last_day)
            else:
                end_membership(tie, by=request.user, on=form.last_day)
        except NeedsSuccessorError as needed:
            refused = str(needed)
        except AlreadyOverError:
            messages.warning(request, OVER_ALREADY)
            return redirect("partners:person-detail", pk=person.pk)
        else:
            when = f"eindigt na {long_date(form.last_day)}" if form.last_day else "is beëindigd"
            messages.success(request, f"De {what} {when}.")
            return redirect("partners:person-detail", pk=person.pk)
    left = what_is_left(person, without=tie)
    lead = f"{person.name} houdt toegang door: {left}." if left else f"Daarna heeft {person.name} geen toegang meer."
    return form_about(
        request, person, form, title=f"{capfirst(what)} beëindigen", lead=lead, submit="Beëindigen", refused=refused
    )


def _membership_or_404(request: SignedInRequest, pk: int) -> Membership:
    people = people_visible_to(request.user)
    going = Membership.objects.not_over().filter(person__in=people).select_related("person", "organisation")
    return get_object_or_404(going, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """A partner leaves: shows who loses access and what stays behind, before anything happens."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user).still_there(), pk=pk)
    require(request.user, Permission.ORGANISATION_END, organisation)
    form = ParticipationEndForm(request.POST if request.method == "POST" else None, starts_on=organisation.joined_on)
    form.initial.setdefault("reason", organisation.leaving_reason)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            end_participation(organisation, by=request.user, on=form.last_day, reason=reason)
        except AlreadyOverError:
            messages.warning(request, OVER_ALREADY)
        else:
            when = f"doet mee tot en met {long_date(form.last_day)}" if form.last_day else "doet niet meer mee"
            messages.success(request, f"{organisation} {when}.")
        return redirect(organisation)
    going = organisation.memberships.not_over().select_related("person")
    context = {
        "organisation": organisation,
        "form": form,
        "people": [(work, what_is_left(work.person, without=work)) for work in going],
        "services": CareService.objects.visible_to(request.user).of_organisations(frozenset({organisation.pk})),
        "crumbs": [
            ("Partners", reverse("partners:organisation-list")),
            (str(organisation), organisation.get_absolute_url()),
            ("Deelname beëindigen", None),
        ],
    }
    return render(request, "partners/organisation_end.html", context, status=422 if form.errors else 200)
