"""The people of the network as /personen/ shows them: where they stand, their ties, and the letters they got."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from network.dates import is_over, today
from network.dutch import enumeration, long_date
from network.history import Change, history_of
from network.models import Invitation, Person, RoleGrant
from partners.models import Membership

CHANGES_SHOWN = 20


def in_the_network(people: QuerySet[Person], day: date | None = None) -> QuerySet[Person]:
    """People with a role or a partner on that day, whether or not they ever signed in."""
    return people.filter(_has_role(day) | _works_for_a_partner(day))


def outside_the_network(people: QuerySet[Person], day: date | None = None) -> QuerySet[Person]:
    return people.exclude(_has_role(day) | _works_for_a_partner(day))


def invited(people: QuerySet[Person]) -> QuerySet[Person]:
    """People whose letter is still open."""
    return people.filter(Exists(Invitation.objects.open().filter(person=OuterRef("pk"))))


def with_their_ties(people: QuerySet[Person]) -> QuerySet[Person]:
    """Each with the roles and partners of today and all letters, in three queries for the whole list."""
    grants = RoleGrant.objects.on().select_related("municipality")
    memberships = Membership.objects.on().in_active_organisation().select_related("organisation")
    return (
        people.prefetch_related(Prefetch("role_grants", grants))
        .prefetch_related(Prefetch("memberships", memberships))
        .prefetch_related(Prefetch("invitations", Invitation.objects.order_by("-created_at", "-pk")))
    )


def _has_role(day: date | None) -> Exists:
    return Exists(RoleGrant.objects.on(day).filter(person=OuterRef("pk")))


def _works_for_a_partner(day: date | None) -> Exists:
    return Exists(Membership.objects.on(day).in_active_organisation(day).filter(person=OuterRef("pk")))


# --- where somebody stands ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """May this person sign in? In words, and as the kind of badge that says so."""

    text: str
    kind: str


def standing_of(person: Person, *, is_in_the_network: bool, letters: list[Invitation]) -> Standing:
    """`letters` newest first."""
    newest = letters[0] if letters else None
    if not is_in_the_network:
        return Standing("geen toegang", "plain")
    if person.is_active:
        return Standing("kan inloggen", "ok")
    if person.is_blocked and not (newest and newest.is_open):
        return Standing("toegang geblokkeerd", "stop")
    if newest is None:
        return Standing("nog niet uitgenodigd", "warn")
    if newest.is_open:
        return Standing("uitgenodigd", "wait")
    return Standing("uitnodiging ingetrokken" if newest.withdrawn_at else "uitnodiging verlopen", "warn")


def letter_in_words(letter: Invitation) -> str:
    """What became of an invitation: «aangenomen op 3 mei 2026»."""
    if letter.accepted_at:
        return f"aangenomen op {_day(letter.accepted_at)}"
    if letter.withdrawn_at:
        return f"ingetrokken op {_day(letter.withdrawn_at)}"
    return f"{'geldig tot' if letter.is_open else 'verlopen op'} {_day(letter.expires_at)}"


def _day(moment: datetime) -> str:
    return long_date(timezone.localdate(moment))


def role_in_words(grant: RoleGrant) -> str:
    """gemeentelijk coördinator van Tiel"""
    return f"{grant.get_role_display()} van {grant.municipality}" if grant.municipality else grant.get_role_display()


# --- a row of the list --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PersonRow:
    """Somebody in the list; asks nothing of the database once the ties are there."""

    person: Person
    standing: Standing
    roles: list[str]
    memberships: list[Membership]
    last_letter: str


def rows_of(people: Iterable[Person]) -> list[PersonRow]:
    return [_row(person) for person in people]


def _row(person: Person) -> PersonRow:
    grants, memberships = list(person.role_grants.all()), list(person.memberships.all())
    letters = list(person.invitations.all())
    return PersonRow(
        person=person,
        standing=standing_of(person, is_in_the_network=bool(grants or memberships), letters=letters),
        roles=[role_in_words(grant) for grant in grants],
        memberships=memberships,
        last_letter=f"{_day(letters[0].created_at)}, {letter_in_words(letters[0])}" if letters else "",
    )


# --- the page of one person ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Letter:
    sent_on: str
    by: str
    state: str


@dataclass(frozen=True)
class PersonPage:
    """One person: where they stand, ties now and of before, letters, and who changed what."""

    person: Person
    standing: Standing
    grants: list[RoleGrant]
    memberships: list[Membership]
    former: list[str]
    letters: list[Letter]
    has_open_letter: bool
    may_be_invited: bool
    changes: list[Change]

    @property
    def invite_label(self) -> str:
        return "Opnieuw uitnodigen" if self.letters else "Uitnodigen"


def page_of(person: Person, *, with_history: bool) -> PersonPage:
    grants = list(person.role_grants.select_related("municipality", "person").order_by("-starts_on", "-pk"))
    memberships = list(person.memberships.select_related("organisation", "person").order_by("-starts_on", "-pk"))
    letters = list(person.invitations.select_related("invited_by").order_by("-created_at", "-pk"))
    return PersonPage(
        person=person,
        standing=standing_of(person, is_in_the_network=person.is_in_the_network, letters=letters),
        grants=[grant for grant in grants if not is_over(grant)],
        memberships=[membership for membership in memberships if not is_over(membership)],
        former=[
            *[f"{role_in_words(grant)}, {_period(grant)}" for grant in grants if is_over(grant)],
            *[f"{_work_in_words(work)}, {_period(work)}" for work in memberships if is_over(work)],
        ],
        letters=[_letter(letter) for letter in letters],
        has_open_letter=any(letter.is_open for letter in letters),
        may_be_invited=not person.is_active and person.is_in_the_network,
        changes=_changes_of([person, *grants, *memberships]) if with_history else [],
    )


def _work_in_words(membership: Membership) -> str:
    """Sterker, maatschappelijk werker"""
    return ", ".join(filter(None, [str(membership.organisation), membership.function]))


def _letter(letter: Invitation) -> Letter:
    return Letter(_day(letter.created_at), str(letter.invited_by or "het portaal"), letter_in_words(letter))


def _period(tie: RoleGrant | Membership) -> str:
    return f"van {long_date(tie.starts_on)} tot en met {long_date(tie.ends_on)}"


def _changes_of(things: Iterable[Person | RoleGrant | Membership]) -> list[Change]:
    changes = [
        replace(change, field=": ".join(filter(None, [_part(thing), change.field])))
        for thing in things
        for change in history_of(thing, limit=CHANGES_SHOWN)
    ]
    return sorted(changes, key=lambda change: change.when, reverse=True)[:CHANGES_SHOWN]


def _part(thing: Person | RoleGrant | Membership) -> str:
    """Under which name a change of this thing is told."""
    match thing:
        case RoleGrant():
            return f"rol {role_in_words(thing)}"
        case Membership():
            return f"partner {thing.organisation}"
        case _:
            return ""


def what_is_left(person: Person, *, without: RoleGrant | Membership) -> str:
    """What still lets somebody in once one tie has ended: «regiocoördinator en Sterker», or nothing."""
    grants = [role_in_words(g) for g in person.role_grants.on(today()).select_related("municipality") if g != without]
    partners = [str(m.organisation) for m in person.memberships.on(today()).in_active_organisation() if m != without]
    return enumeration([*grants, *partners])
