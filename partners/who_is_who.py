"""«Wie is wie»: the partners by domain with whom to reach there, for on paper.

Only people who agreed to be listed are in it, whoever asks for it: a paper goes from hand to hand.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from network.bounded import Limits
from network.models import Person, Region
from network.pdf import make_paper
from partners.models import ContactKind, Domain, Membership, Organisation
from partners.models.register import by_contact_kind

# Made while somebody waits, unlike a report; a register of hundreds of partners takes some seconds.
LIMITS = Limits(cpu_seconds=40, wall_seconds=45, memory_megabytes=800)


@dataclass(frozen=True)
class Listed:
    """Somebody who agreed to be named, with what colleagues need."""

    name: str
    function: str
    kind: str
    phone: str
    email: str


@dataclass(frozen=True)
class Partner:
    name: str
    facts: str  # «GGD, 088-0000 000, info@…»
    contacts: tuple[Listed, ...]
    attention_officers: tuple[Listed, ...]


@dataclass(frozen=True)
class DomainPart:
    title: str
    partners: tuple[Partner, ...]

    @property
    def with_contacts(self) -> list[Partner]:
        return [each for each in self.partners if each.contacts]

    @property
    def without_contacts(self) -> list[Partner]:
        """Where nobody agreed to be named, or nobody is known."""
        return [each for each in self.partners if not each.contacts]


@dataclass(frozen=True)
class WhoIsWho:
    network: str
    on: date
    is_example: bool
    domains: tuple[DomainPart, ...]

    @property
    def partners(self) -> list[Partner]:
        """By name, whatever their domain."""
        return sorted((each for part in self.domains for each in part.partners), key=lambda each: each.name.lower())

    @property
    def with_officer(self) -> list[Partner]:
        return [each for each in self.partners if each.attention_officers]

    @property
    def without_officer(self) -> list[Partner]:
        """Without one who is listed: there may be somebody who did not agree to that."""
        return [each for each in self.partners if not each.attention_officers]


def who_is_who(person: Person, day: date) -> WhoIsWho:
    """What the paper holds for this person, in three queries."""
    organisations = list(Organisation.objects.visible_to(person).active(day).order_by("name", "pk"))
    contacts = _contacts(person, day)
    region = Region.objects.first()
    return WhoIsWho(
        network=f"Netwerk {region.name}" if region else "Netwerk",
        on=day,
        is_example=bool(region and region.is_example),
        domains=tuple(
            DomainPart(
                domain.label,
                tuple(_partner(each, contacts[each.pk]) for each in organisations if each.domain == domain),
            )
            for domain in Domain
        ),
    )


def make_who_is_who(person: Person, day: date) -> bytes:
    """The PDF; PdfError with a Dutch reason when it can't be made."""
    return make_paper("pdf/who_is_who.html", {"content": who_is_who(person, day)}, limits=LIMITS).content


def _contacts(person: Person, day: date) -> dict[int, list[Membership]]:
    found = Membership.objects.visible_to(person).listed().on(day).in_active_organisation(day)
    by_organisation: dict[int, list[Membership]] = defaultdict(list)
    for membership in found.exclude(contact_kind=ContactKind.STAFF).with_names().order_by("person__name", "pk"):
        by_organisation[membership.organisation_id].append(membership)
    return by_organisation


def _partner(organisation: Organisation, contacts: Iterable[Membership]) -> Partner:
    people = [(each.contact_kind, _listed(each)) for each in sorted(contacts, key=by_contact_kind)]
    facts = [organisation.get_kind_display(), organisation.phone, organisation.email, organisation.website_name]
    return Partner(
        name=organisation.name,
        facts=", ".join(fact for fact in facts if fact),
        contacts=tuple(each for _, each in people),
        attention_officers=tuple(each for kind, each in people if kind == ContactKind.ATTENTION_OFFICER),
    )


def _listed(membership: Membership) -> Listed:
    return Listed(
        name=membership.person.name,
        function=membership.function,
        kind=membership.get_contact_kind_display(),
        phone=membership.phone,
        email=membership.person.email,
    )
