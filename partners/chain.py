"""The chain as its members look at it: each link with who leads it, who takes part, and what was agreed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from network.dutch import enumeration, long_date
from network.models import Person
from network.together import Part as Asked
from network.together import alone, fetch
from partners.models import (
    Agreement,
    Body,
    BodyKind,
    ChainLink,
    ChainRole,
    Membership,
    Organisation,
    Seat,
)
from partners.parts import Part, link_parts
from partners.responsibilities import ResponsibilityRow, rows_from, seen_by

NOBODY = "niet belegd"


@dataclass(frozen=True)
class StandardLink:
    name: str
    description: str


# With which a region can begin, after the chain of Apeldoorn in the integrale aanpak seksuele gezondheid (RIVM).
STANDARD_LINKS = (
    StandardLink("Preventie en voorlichting", "Voorkomen dat het gebeurt, en mensen leren waar hun grenzen liggen."),
    StandardLink("Melding en signalering", "Signalen zien en delen. Hier komt een melding binnen."),
    StandardLink("Weging", "Beoordelen wat er aan de hand is, hoe ernstig het is, en wie er iets mee moet."),
    StandardLink("Toewijzing en zorgcoördinatie", "Afspreken wie wat doet, en zorgen dat één partner het overziet."),
    StandardLink("Hulp", "Opvang, behandeling en begeleiding, kort na wat er gebeurde of pas later."),
    StandardLink("Nazorg", "Volhouden na de hulp, en opnieuw bereikbaar zijn als het nodig is."),
    StandardLink("Evaluatie", "Samen nagaan of de keten werkt, en wat er beter kan."),
)


@dataclass(frozen=True)
class RoleShown:
    """What a partner does in a link; `contact` is only who may be named to this person."""

    role: ChainRole
    contact: str

    @property
    def period(self) -> str:
        since = f"sinds {long_date(self.role.starts_on)}"
        return f"{since}, tot en met {long_date(self.role.ends_on)}" if self.role.ends_on else since

    @property
    def has_left(self) -> bool:
        return self.role.organisation.has_left

    @property
    def dates(self) -> str:
        """«1 januari 2021 tot en met 3 mei 2026», of a role that is over or still has to begin."""
        if self.role.ends_on is None:
            return f"vanaf {long_date(self.role.starts_on)}"
        return f"{long_date(self.role.starts_on)} tot en met {long_date(self.role.ends_on)}"


@dataclass(frozen=True)
class LinkShown:
    """A link on a day. Without an owner it is «niet belegd»."""

    number: int
    link: ChainLink
    owner: RoleShown | None
    participants: tuple[RoleShown, ...]
    tasks: tuple[ResponsibilityRow, ...]
    agreements: tuple[Agreement, ...]  # on which these tasks rest, as far as this person may see them
    parts: tuple[Part, ...]  # what the apps above tell about it
    is_last: bool = False

    @property
    def lacking(self) -> int:
        """How many of the tasks rest on nothing."""
        return sum(row.lacks_ground for row in self.tasks)


@dataclass(frozen=True)
class TeamShown:
    """A ketenregieteam: how often it meets, who has a seat, and which process owners haven't."""

    body: Body
    seats: tuple[Seat, ...]
    missing: str

    @property
    def rhythm(self) -> str:
        return f"Komt {self.body.rhythm} bijeen" if self.body.rhythm else ""


@dataclass(frozen=True)
class ChainShown:
    links: tuple[LinkShown, ...]
    everywhere: tuple[ResponsibilityRow, ...]  # tasks that belong to all links
    teams: tuple[TeamShown, ...]
    not_in_use: tuple[ChainLink, ...]

    @property
    def gaps(self) -> list[LinkShown]:
        return [link for link in self.links if link.owner is None]

    @property
    def lead(self) -> str:
        """«7 schakels. Niet belegd: Weging en Nazorg.»"""
        number = len(self.links)
        links = "1 schakel" if number == 1 else f"{number} schakels"
        if not self.gaps:
            return f"{links}, elk met een procesverantwoordelijke."
        return f"{links}. {NOBODY.capitalize()}: {enumeration([str(gap.link) for gap in self.gaps])}."


def chain_shown(person: Person, day: date) -> ChainShown:
    """The whole chain, in a number of queries that doesn't grow with it."""
    every = list(ChainLink.objects.in_order().with_roles(day))
    links = [link for link in every if link.is_in_use]
    tasks = rows_from(seen_by(person, day), person, day) if links else []
    shown = _links_shown(links, tasks, person, day)
    owners = [link.owner.role for link in shown if link.owner]
    return ChainShown(
        links=shown,
        everywhere=tuple(row for row in tasks if row.task.link_id is None),
        teams=teams_shown(owners, day),
        not_in_use=tuple(link for link in every if not link.is_in_use),
    )


def link_shown(link: ChainLink, person: Person, day: date) -> LinkShown:
    """One link, as the whole chain shows it."""
    (with_roles,) = ChainLink.objects.filter(pk=link.pk).with_roles(day)
    tasks = rows_from(seen_by(person, day).filter(link=link), person, day)
    (shown,) = _links_shown([with_roles], tasks, person, day)
    return shown


def other_roles(link: ChainLink, person: Person, day: date) -> tuple[list[RoleShown], list[RoleShown]]:
    """Roles that still have to begin, and those that are over, the newest first."""
    roles = list(link.roles.visible_to(person).in_order())
    named = alone(_contacts(roles, person, day))
    coming = [RoleShown(role, named.get(role.pk, "")) for role in roles if role.starts_on > day]
    over = [RoleShown(role, named.get(role.pk, "")) for role in roles if _is_over(role, day)]
    return coming, sorted(over, key=lambda shown: shown.role.starts_on, reverse=True)


def roles_of(organisation: Organisation, person: Person, day: date) -> Asked[list[RoleShown]]:
    """What one partner does in the chain on that day, in the order of the chain; in two queries at most."""
    own = ChainRole.objects.visible_to(person).on(day).of_active_organisations(day).filter(organisation=organisation)
    roles = own.filter(link__is_in_use=True).select_related("organisation", "link").order_by("link__position")
    yield fetch(roles)
    named = yield from _contacts(roles, person, day)
    return [RoleShown(role, named.get(role.pk, "")) for role in roles]


def teams_shown(owners: Sequence[ChainRole], day: date) -> tuple[TeamShown, ...]:
    """The ketenregieteams of that day; every process owner belongs in one of them."""
    bodies = list(Body.objects.on(day).filter(kind=BodyKind.CHAIN_TEAM).in_order().with_seats(day))
    seated = {seat.organisation_id for body in bodies for seat in body.seats_now}
    missing = sorted({str(role.organisation) for role in owners if role.organisation_id not in seated})
    return tuple(TeamShown(body, tuple(body.seats_now), enumeration(missing)) for body in bodies)


def _links_shown(
    links: list[ChainLink], tasks: list[ResponsibilityRow], person: Person, day: date
) -> tuple[LinkShown, ...]:
    roles = [role for link in links for role in link.roles_now]
    named = alone(_contacts(roles, person, day))
    parts = link_parts(links, person, day)
    shown = []
    for number, link in enumerate(links, start=1):
        mine = [RoleShown(role, named.get(role.pk, "")) for role in link.roles_now]
        of_link = tuple(row for row in tasks if row.task.link_id == link.pk)
        shown.append(
            LinkShown(
                number=number,
                link=link,
                owner=next((each for each in mine if each.role.is_process_owner), None),
                participants=tuple(each for each in mine if not each.role.is_process_owner),
                tasks=of_link,
                agreements=_agreements_of(of_link),
                parts=tuple(part for part in parts[link.pk] if part.items),
                is_last=number == len(links),
            )
        )
    return tuple(shown)


def _agreements_of(rows: Iterable[ResponsibilityRow]) -> tuple[Agreement, ...]:
    """Those that the rows name and that still run, each once."""
    found = {row.task.agreement_id: row.task.agreement for row in rows if row.ground_url and not row.lacks_ground}
    return tuple(sorted((each for each in found.values() if each), key=lambda each: each.title))


def _contacts(roles: Iterable[ChainRole], person: Person, day: date) -> Asked[dict[int, str]]:
    """By role: who does it, as far as this person may know that they work there."""
    with_person = [role for role in roles if role.person_id]
    if not with_person:
        return {}
    either = Q()
    for role in with_person:
        either |= Q(person=role.person_id, organisation=role.organisation_id)
    visible = Membership.objects.visible_to(person).on(day).filter(either).with_names()
    yield fetch(visible)
    names = {(each.person_id, each.organisation_id): str(each.person.name) for each in visible}
    asked = [(role.pk, role.person_id, role.organisation_id) for role in with_person]
    return {pk: names[who, where] for pk, who, where in asked if who and (who, where) in names}


def _is_over(role: ChainRole, day: date) -> bool:
    """Also of a partner that left, or went up in another one, while the role itself has no end."""
    has_left = not role.organisation.is_active(day) or role.organisation.merged_into_id is not None
    is_over = role.ends_on is not None and role.ends_on < day
    return is_over or (role.starts_on <= day and has_left)
