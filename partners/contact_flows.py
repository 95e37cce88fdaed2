"""Contacts of a partner, as small stories: propose, decide, list. Nobody gets access by being a contact."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from network import account_flows
from network.dates import today
from network.history import because
from network.models import Person
from network.people_flows import AlreadyOverError
from partners.decisions import APPROVED, REFUSED, because_of, close, still_waiting
from partners.membership_flows import Listing, change_membership, new_person, start_membership
from partners.models import ContactRequest, Membership, Organisation, RequestStatus


class AlreadyWaitingError(Exception):
    """Somebody of this organisation proposed this address already."""


class NobodyThereError(Exception):
    """This address belonged to somebody whose data were erased."""


class OtherNameError(Exception):
    """Who decides saw another name than would be listed now."""


@dataclass(frozen=True)
class Proposed:
    """Whom a partner would like to have listed."""

    name: str
    email: str
    function: str
    listing: Listing


@transaction.atomic
def propose_contact(organisation: Organisation, *, proposed: Proposed, by: Person) -> ContactRequest:
    """Let a new contact wait for the coordinator. The answer is the same whether or not the address is known."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.contact_requests.waiting().filter(email__iexact=proposed.email).exists():
        raise AlreadyWaitingError
    with because("Contactpersoon voorgesteld", by=by):
        return ContactRequest.objects.create(
            organisation=organisation,
            name=proposed.name,
            email=proposed.email,
            function=proposed.function,
            phone=proposed.listing.phone,
            contact_kind=proposed.listing.contact_kind,
            listed_since=proposed.listing.listed_since,
            asked_by=by,
        )


def proposed_by(request: ContactRequest) -> Proposed:
    listing = Listing(request.contact_kind, request.phone, request.listed_since)
    return Proposed(request.name, request.email, request.function, listing)


@transaction.atomic
def withdraw_contact_request(request: ContactRequest, *, by: Person) -> ContactRequest:
    with because("Voorstel voor een contactpersoon ingetrokken", by=by):
        return _forget(still_waiting(request), RequestStatus.WITHDRAWN, by=by)


@transaction.atomic
def refuse_contact_request(request: ContactRequest, *, by: Person, reason: str = "") -> ContactRequest:
    with because(because_of(REFUSED, reason), by=by):
        return _forget(still_waiting(request), RequestStatus.REFUSED, by=by)


@transaction.atomic
def approve_contact_request(request: ContactRequest, *, by: Person, seen_name: str, reason: str = "") -> Membership:
    """List the contact as who decides saw it; from then on the request names nobody."""
    # In the order of every other tie, the request last: two organisations that are merged lock what belongs to them.
    known = Person.objects.with_address(request.email).select_for_update().first()
    Organisation.objects.select_for_update().get(pk=request.organisation_id)
    locked = still_waiting(request)
    proposed = proposed_by(locked)
    if (known.name if known else proposed.name) != seen_name:
        raise OtherNameError
    membership = list_contact(locked.organisation, proposed=proposed, by=by)
    with because(because_of(APPROVED, reason), by=by):
        _forget(locked, RequestStatus.APPROVED, by=by)
    return membership


def _forget(request: ContactRequest, status: RequestStatus, *, by: Person) -> ContactRequest:
    close(request, status, by=by)
    request.name = request.email = request.phone = request.function = ""
    request.save()
    return request


@transaction.atomic
def list_contact(organisation: Organisation, *, proposed: Proposed, by: Person) -> Membership:
    """Put somebody among the contacts of a partner that still takes part. Who is known keeps name and access, no more.

    Somebody new gets no invitation. Somebody who left or was blocked stays outside: belonging to a partner would
    otherwise open the account again.
    """
    known = Person.objects.with_address(proposed.email).select_for_update().first()
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.has_left or organisation.merged_into_id:
        raise AlreadyOverError
    if known and known.erased_on:
        raise NobodyThereError
    with because(f"Contactpersoon van {organisation}", by=by):
        person = known or new_person(name=proposed.name, email=proposed.email)[0]
    going = person.memberships.not_over().filter(organisation=organisation).first()
    if going:
        function = proposed.function or going.function
        return change_membership(going, function=function, listing=proposed.listing, by=by)
    return start_membership(
        person,
        organisation=organisation,
        function=proposed.function,
        may_edit=False,
        starts_on=_let_in_nobody(person, by=by),
        listing=proposed.listing,
        by=by,
    )


def _let_in_nobody(person: Person, *, by: Person) -> date:
    """The first day on which this person can be a contact without getting access by it."""
    if person.is_in_the_network:
        return today()
    if days := _days_to_come(person):
        return min(days)
    with because("Wordt contactpersoon, zonder toegang", by=by):
        if person.is_active:
            person.is_active = False
            person.save(update_fields=["is_active"])
        account_flows.end_sessions(person)
        account_flows.withdraw_invitations(person)
    return today()


def _days_to_come(person: Person) -> list[date]:
    """On which days a role or work for a partner will give this person access."""
    grants = person.role_grants.not_over().values_list("starts_on", flat=True)
    work = person.memberships.not_over().select_related("organisation")
    days = [*grants, *[max(each.starts_on, each.organisation.joined_on) for each in work]]
    return [day for day in days if day > today()]
