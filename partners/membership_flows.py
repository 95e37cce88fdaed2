"""Who works for which partner, as small stories: invite, start, change, end, and the end of a whole participation."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from network import account_flows
from network.dates import today
from network.history import because
from network.models import Municipality, Person, Role
from network.people_flows import (
    AlreadyOverError,
    AlreadyThereError,
    day_after,
    give_role,
    let_end,
    shut_out_if_gone,
    still_going,
)
from network.policy import Permission, may
from network.successors import require_successor
from partners.chain_flows import end_roles_of_who_left
from partners.models import ContactKind, Membership, Organisation
from partners.successors import post_of_editor


@dataclass(frozen=True)
class NewTie:
    """What somebody is invited for: work for a partner, a role, or both."""

    starts_on: date
    organisation: Organisation | None = None
    function: str = ""
    may_edit: bool = False
    role: Role | None = None
    municipality: Municipality | None = None


@dataclass(frozen=True)
class Listing:
    """How colleagues of other partners find somebody; without `listed_since` only the coordinator sees it."""

    contact_kind: str = ContactKind.STAFF
    phone: str = ""
    listed_since: date | None = None


NOT_LISTED = Listing()


@dataclass(frozen=True)
class Welcomed:
    """Who was invited; somebody who can sign in already gets no invitation."""

    person: Person
    is_new: bool
    is_invited: bool


@transaction.atomic
def welcome(*, name: str, email: str, tie: NewTie, by: Person) -> Welcomed:
    """Let somebody into the network. Who is known by this address keeps their name and gets the new tie."""
    known = Person.objects.with_address(email).first()
    with because("Uitgenodigd", by=by):
        # Of two who invite the same address at once, the second finds the person of the first.
        person, is_new = (known, False) if known else new_person(name=name, email=email)
    if tie.organisation:
        start_membership(
            person,
            organisation=tie.organisation,
            function=tie.function,
            may_edit=tie.may_edit,
            starts_on=tie.starts_on,
            by=by,
        )
    if tie.role:
        give_role(person, role=tie.role, municipality=tie.municipality, starts_on=tie.starts_on, by=by)
    is_invited = not person.is_active and (not person.is_blocked or may(by, Permission.ROLE_GRANT))
    if is_invited:
        account_flows.invite(person, by=by)
    return Welcomed(person, is_new=is_new, is_invited=is_invited)


@transaction.atomic
def start_membership(
    person: Person,
    *,
    organisation: Organisation,
    function: str,
    may_edit: bool,
    starts_on: date,
    by: Person,
    listing: Listing = NOT_LISTED,
) -> Membership:
    """Let somebody work for a partner that still takes part."""
    Person.objects.select_for_update().get(pk=person.pk)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.has_left or organisation.merged_into_id:
        raise AlreadyOverError
    if person.memberships.not_over().filter(organisation=organisation).exists():
        raise AlreadyThereError(f"{person.name} hoort al bij {organisation}.")
    with because(f"Hoort bij {organisation}", by=by):
        return Membership.objects.create(
            person=person,
            organisation=organisation,
            function=function,
            may_edit=may_edit,
            contact_kind=listing.contact_kind,
            phone=listing.phone,
            listed_since=listing.listed_since,
            starts_on=starts_on,
            ends_on=organisation.left_on,
        )


@transaction.atomic
def change_membership(
    membership: Membership, *, function: str, by: Person, may_edit: bool | None = None, listing: Listing | None = None
) -> Membership:
    """Change what somebody does for a partner, and how others find them. The last editor hands the data over first.

    Without `may_edit` whoever keeps the data goes on doing so, and nobody else starts to.
    """
    if membership.may_edit and may_edit is False:
        _require_another_editor(membership, after=today())
    membership = still_going(Membership.objects.all(), membership.pk)
    with because("Functie of taak gewijzigd", by=by):
        membership.function = function
        membership.may_edit = membership.may_edit if may_edit is None else may_edit
        listing = listing or listing_of(membership)
        membership.contact_kind, membership.phone = listing.contact_kind, listing.phone
        membership.listed_since = listing.listed_since
        membership.save(update_fields=["function", "may_edit", "contact_kind", "phone", "listed_since"])
    return membership


def listing_of(membership: Membership) -> Listing:
    return Listing(membership.contact_kind, membership.phone, membership.listed_since)


@transaction.atomic
def end_membership(membership: Membership, *, by: Person, on: date | None = None) -> Membership:
    """End a membership this moment, or let `on` be its last day. The last editor needs a successor.

    A planned end is put off only by who may let somebody in.
    """
    if membership.may_edit:
        _require_another_editor(membership, after=day_after(on))
    membership = still_going(Membership.objects.all(), membership.pk)
    if on and membership.ends_on and not may(by, Permission.MEMBERSHIP_EDIT):
        on = min(on, membership.ends_on)
    with because(f"Hoort niet meer bij {membership.organisation}", by=by):
        let_end(membership, on)
    shut_out_if_gone(membership.person)
    return membership


@transaction.atomic
def end_participation(
    organisation: Organisation, *, by: Person, on: date | None = None, reason: str = ""
) -> Organisation:
    """A partner leaves the network, and all who work for it with it, the same moment. No successor is needed."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.has_left:
        raise AlreadyOverError
    last_day = max(on or today(), organisation.joined_on)
    memberships = organisation.memberships.not_over().select_for_update(of=("self",)).order_by("pk")
    with because(f"Deelname van {organisation} beëindigd", by=by):
        organisation.left_on, organisation.leaving_reason = last_day, reason
        organisation.save(update_fields=["left_on", "leaving_reason"])
        for membership in memberships.select_related("person"):
            if on is None or membership.ends_on is None or membership.ends_on > on:
                let_end(membership, on)
            shut_out_if_gone(membership.person)
    end_roles_of_who_left(organisation.chain_roles.all(), by=by)
    return organisation


def _require_another_editor(membership: Membership, *, after: date) -> None:
    if membership.organisation.left_on is None:
        require_successor(post_of_editor(membership.organisation), leaving=membership.person, after=after)


def new_person(*, name: str, email: str) -> tuple[Person, bool]:
    return Person.objects.get_or_create(email=email.lower(), defaults={"name": name, "password": make_password(None)})
