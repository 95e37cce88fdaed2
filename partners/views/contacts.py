"""The contacts of a partner: propose a new one, decide on it, and keep those in the list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from network.dutch import long_date
from network.pages import SignedInRequest
from network.people_flows import AlreadyOverError
from network.policy import Permission, may, require
from network.successors import NeedsSuccessorError
from partners import contact_flows as flows
from partners.contact_forms import ContactForm, NewContactForm
from partners.contacts import contacts_changeable_by, what_approving_does
from partners.decisions import NoLongerWaitingError, require_waiting
from partners.membership_flows import change_membership, end_membership
from partners.models import ContactRequest, Membership, Organisation
from partners.people_forms import EndForm
from partners.profile_forms import DecisionForm
from partners.views.crumbs import crumbs_of_partner

ENDING = "einde"
OVER_ALREADY = "Dit was intussen al beëindigd. U hoeft niets meer te doen."
LEFT = "Deze partner doet niet meer mee. Er komen geen contactpersonen meer bij."


@require_http_methods(["GET", "HEAD", "POST"])
def contact_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new contact: the coordinator adds, an editor proposes, whoever it is."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.PROFILE_EDIT, organisation)
    adds_at_once = may(request.user, Permission.PROFILE_CHANGE_DECIDE)
    form = NewContactForm(request.POST if request.method == "POST" else None, needs_consent=not adds_at_once)
    if form.is_valid():
        try:
            said = _add(request, organisation, form) if adds_at_once else _propose(request, organisation, form)
        except flows.AlreadyWaitingError:
            form.add_error("email", "Voor dit adres wacht al een voorstel. Trek dat eerst in, of wacht op het besluit.")
        except flows.NobodyThereError:
            form.add_error("email", "De persoon van dit adres is uit het portaal gewist. Vraag naar een ander adres.")
        except AlreadyOverError:
            form.add_error(None, LEFT)
        else:
            messages.success(request, said)
            return redirect("partners:profile-edit", pk=organisation.pk)
    context = {
        "organisation": organisation,
        "form": form,
        "adds_at_once": adds_at_once,
        "crumbs": crumbs_of_partner(
            organisation, "Contactpersoon toevoegen" if adds_at_once else "Contactpersoon voorstellen"
        ),
    }
    return render(request, "partners/contact_propose.html", context, status=422 if form.errors else 200)


def _propose(request: SignedInRequest, organisation: Organisation, form: NewContactForm) -> str:
    flows.propose_contact(organisation, proposed=form.proposed, by=request.user)
    return f"Uw voorstel voor {form.proposed.name} wacht op de regiocoördinator. Daarna staat de persoon in de lijst."


def _add(request: SignedInRequest, organisation: Organisation, form: NewContactForm) -> str:
    membership = flows.list_contact(organisation, proposed=form.proposed, by=request.user)
    person = membership.person
    known = "" if person.name == form.proposed.name else f" Dit adres was al van {person.name}; die naam blijft."
    seen = "in de lijst" if membership.listed_since else "in het register, en is alleen voor u te zien"
    return f"{person.name} staat {seen}.{known} Er is geen uitnodiging verstuurd."


@require_http_methods(["GET", "HEAD", "POST"])
def contact_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What somebody of a partner does and how others find them; below it, the end of it."""
    membership = get_object_or_404(contacts_changeable_by(request.user), pk=pk)
    require(request.user, Permission.CONTACT_EDIT, membership)
    typed = request.POST if request.method == "POST" else None
    is_ending = typed is not None and ENDING in typed
    form = ContactForm(
        None if is_ending else typed,
        membership=membership,
        dates_consent=may(request.user, Permission.CONTACT_VIEW_ALL),
    )
    latest = None if may(request.user, Permission.MEMBERSHIP_EDIT) else membership.ends_on
    end = EndForm(typed if is_ending else None, starts_on=membership.starts_on, latest=latest)
    refused = ""
    try:
        if form.is_valid():
            return _save(request, membership, form)
        if end.is_valid():
            return _end(request, membership, end)
    except NeedsSuccessorError as needed:
        refused = _who_comes_after(request, membership, needed)
    except AlreadyOverError:
        messages.warning(request, OVER_ALREADY)
        return redirect("partners:profile-edit", pk=membership.organisation_id)
    context = {
        "membership": membership,
        "form": form,
        "end": end,
        "refused": refused,
        "crumbs": crumbs_of_partner(membership.organisation, membership.person.name),
    }
    is_refused = bool(form.errors or end.errors or refused)
    return render(request, "partners/contact_edit.html", context, status=422 if is_refused else 200)


def _save(request: SignedInRequest, membership: Membership, form: ContactForm) -> HttpResponse:
    was_listed = membership.listed_since
    changed = change_membership(
        membership,
        function=form.cleaned_data["function"],
        listing=form.listing,
        by=request.user,
    )
    gone = was_listed and not changed.listed_since
    what = "staat niet meer in de lijst; alleen de regiocoördinator ziet de gegevens nog" if gone else "is bijgewerkt"
    messages.success(request, f"{membership.person.name} {what}.")
    return redirect("partners:profile-edit", pk=membership.organisation_id)


def _end(request: SignedInRequest, membership: Membership, form: EndForm) -> HttpResponse:
    end_membership(membership, by=request.user, on=form.last_day)
    when = f"hoort tot en met {long_date(form.last_day)}" if form.last_day else "hoort niet meer"
    messages.success(request, f"{membership.person.name} {when} bij {membership.organisation}.")
    if membership.person_id == request.user.pk:  # who sees of this partner from now on what any member sees, or nothing
        return redirect("home")
    return redirect("partners:profile-edit", pk=membership.organisation_id)


def _who_comes_after(request: SignedInRequest, membership: Membership, needed: NeedsSuccessorError) -> str:
    """Who could take over is for the coordinator to read: not everybody agreed to be named."""
    if may(request.user, Permission.CONTACT_VIEW_ALL):
        return str(needed)
    return (
        f"{membership.person.name} is de laatste redacteur van {membership.organisation}. Vraag de regiocoördinator om"
        " eerst iemand anders de gegevens te laten bijhouden."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def contact_request_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is proposed, and what approving does; approved is what was shown."""
    asked = get_object_or_404(ContactRequest.objects.visible_to(request.user).with_names(), pk=pk)
    require(request.user, Permission.PROFILE_CHANGE_DECIDE)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    seen_name = request.POST.get("gezien", "")
    try:
        if form.is_valid():
            messages.success(request, _decide(request, asked, form, seen_name=seen_name))
            return redirect("partners:profilechange-list")
        require_waiting(asked)
    except NoLongerWaitingError as over:
        messages.warning(request, str(over))
        return redirect("partners:profilechange-list")
    except flows.OtherNameError:
        form.add_error(None, "Bij dit adres hoort intussen een andere naam. Kijk hieronder of het nog klopt.")
    except flows.NobodyThereError:
        form.add_error(None, "De persoon van dit adres is uit het portaal gewist. Wijs het voorstel af.")
    except AlreadyOverError:
        form.add_error(None, f"{LEFT} Wijs het voorstel af.")
    context = {
        "asked": asked,
        "outcome": what_approving_does(asked),
        "form": form,
        "crumbs": [
            ("Partners", reverse("partners:organisation-list")),
            ("Wijzigingen", reverse("partners:profilechange-list")),
            (str(asked), None),
        ],
    }
    return render(request, "partners/contact_decide.html", context, status=422 if form.errors else 200)


def _decide(request: SignedInRequest, asked: ContactRequest, form: DecisionForm, *, seen_name: str) -> str:
    reason = form.cleaned_data["reason"]
    if not form.is_approved:
        flows.refuse_contact_request(asked, by=request.user, reason=reason)
        return f"Afgewezen. {asked.organisation} leest dat op de eigen profielpagina."
    membership = flows.approve_contact_request(asked, by=request.user, seen_name=seen_name, reason=reason)
    return f"Goedgekeurd. {membership.person.name} staat in de lijst van {membership.organisation}, zonder uitnodiging."


@require_POST
def contact_request_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(ContactRequest.objects.visible_to(request.user).with_names(), pk=pk)
    require(request.user, Permission.PROFILE_EDIT, asked.organisation)
    try:
        flows.withdraw_contact_request(asked, by=request.user)
    except NoLongerWaitingError as over:
        messages.warning(request, str(over))
    else:
        messages.success(request, "Het voorstel is ingetrokken. De gegevens zijn weg.")
    return redirect("partners:profile-edit", pk=asked.organisation_id)
