"""Roles and accounts, as small stories: give, end, rename, block."""

from datetime import date, timedelta
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from network import account_flows
from network.dates import EndsAtOnce, today
from network.history import because
from network.models import Municipality, Person, Role, RoleGrant
from network.policy import NEVER_EMPTY
from network.successors import post_of_role, require_successor, require_successors_of

T = TypeVar("T", bound=models.Model)


class AlreadyThereError(Exception):
    """This person has that role, or belongs to that partner, already; the text is Dutch."""


class AlreadyOverError(Exception):
    """Somebody else ended this already."""


@transaction.atomic
def give_role(
    person: Person, *, role: Role, by: Person, municipality: Municipality | None = None, starts_on: date | None = None
) -> RoleGrant:
    """Give a role from a day on, without an end. The same role twice is a mistake; for two municipalities it isn't."""
    Person.objects.select_for_update().get(pk=person.pk)
    if person.role_grants.not_over().filter(role=role, municipality=municipality).exists():
        raise AlreadyThereError(f"{person.name} heeft deze rol al.")
    with because(f"Rol gegeven: {role.label}", by=by):
        return RoleGrant.objects.create(
            person=person, role=role, municipality=municipality, starts_on=starts_on or today()
        )


@transaction.atomic
def end_role(grant: RoleGrant, *, by: Person, on: date | None = None) -> RoleGrant:
    """End a role this moment, or let `on` be its last day. The last coordinator and administrator need a successor."""
    if grant.role in NEVER_EMPTY:
        require_successor(post_of_role(grant.role), leaving=grant.person, after=day_after(on))
    grant = still_going(RoleGrant.objects.all(), grant.pk)
    with because(f"Rol beëindigd: {grant.get_role_display()}", by=by):
        let_end(grant, on)
    shut_out_if_gone(grant.person)
    return grant


@transaction.atomic
def rename(person: Person, *, name: str, by: Person) -> Person:
    with because("Naam gewijzigd", by=by):
        person.name = name
        person.save(update_fields=["name"])
    return person


@transaction.atomic
def withdraw_letter(person: Person, *, by: Person) -> int:
    """Take back an open invitation; what the person belongs to stays as it is."""
    with because("Uitnodiging ingetrokken", by=by):
        return account_flows.withdraw_invitations(person)


@transaction.atomic
def block(person: Person, *, by: Person) -> Person:
    """Take somebody's access away at once, whatever ties they keep; a new invitation gives it back."""
    require_successors_of(person)
    with because("Toegang geblokkeerd", by=by):
        person.is_active = False
        person.save(update_fields=["is_active"])
        account_flows.end_sessions(person)
        account_flows.withdraw_invitations(person)
    return person


# --- shared with the flows of memberships -------------------------------------------------------------------


def day_after(last_day: date | None) -> date:
    """The first day without: today when something ends at once."""
    return last_day + timedelta(days=1) if last_day else today()


def still_going(ties: EndsAtOnce[T], pk: int) -> T:
    """The tie itself, locked; two who end it at the same moment do so one after the other."""
    tie = ties.not_over().select_for_update(of=("self",)).filter(pk=pk).first()
    if tie is None:
        raise AlreadyOverError
    return tie


def let_end(tie: Any, on: date | None) -> None:
    """Write the end of a role or a membership, which is a model of partners, hence Any.

    What never started ends on its first day, and never counts.
    """
    tie.ends_on = max(on or today(), tie.starts_on)
    tie.ended_at = None if on else timezone.now()
    tie.save(update_fields=["ends_on", "ended_at"])


def shut_out_if_gone(person: Person) -> None:
    """Nothing left today: all sessions end. Nothing to come either: open invitations are withdrawn."""
    person = Person.objects.get(pk=person.pk)  # what it knew of its ties is a moment old
    if not person.is_in_the_network:
        account_flows.end_sessions(person)
        if not person.role_grants.not_over().exists() and not person.memberships.not_over().exists():
            account_flows.withdraw_invitations(person)
