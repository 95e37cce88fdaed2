"""The sociale kaart of one municipality on paper.

A paper is left on a desk and outlives what it says. So it holds the day of print, no notes, no place that isn't told,
and the numbers for professionals only for who asks for them.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import slugify

from network.bounded import Limits
from network.models import Municipality, Person, Region
from network.pdf import make_paper
from partners.cards import Contact, Freshness, ServiceCard, freshness_for_visitors, member_card
from partners.models import Audience, CareService, HelpLine
from partners.opening_hours import in_a_line
from partners.service_facts import ALL_AGES, Fact, Notice

LIMITS = Limits(cpu_seconds=40, wall_seconds=45, memory_megabytes=800)
MOST_ENTRIES = 400  # some seventy pages; more makes nobody wiser, and takes too long while somebody waits
PRINTED = frozenset(
    (
        "Wanneer",
        "Leeftijd",
        "Extra aandacht voor",
        "Verwijzing",
        "Aanmelden",
        "Plaats",
        "Wachttijd",
        "Kosten en vergoeding",
        "Zonder naam",
        "Talen",
    )
)


class TooMuchError(Exception):
    """More entries than a paper can hold."""


@dataclass(frozen=True)
class Line:
    """A way to reach an entry, and when it answers."""

    contact: Contact

    @property
    def remarks(self) -> list[str]:
        """«betaald nummer», «maandag tot en met vrijdag: 9.00 tot 17.00 uur», «vrijdag 25 december 2026: gesloten»"""
        others = [f"{day.name}: {day.text}" for day in self.contact.others]
        return [remark for remark in (*self.contact.notes, in_a_line(self.contact.days), *others) if remark]


@dataclass(frozen=True)
class Entry:
    """An entry without who checked it, its notes, and a place that isn't told."""

    anchor: str
    name: str
    organisation: str
    description: str
    notices: tuple[Notice, ...]
    lines: tuple[Line, ...]
    for_professionals: tuple[Line, ...]
    has_other_numbers: bool  # for professionals, and left out here
    facts: tuple[Fact, ...]
    places: tuple[str, ...]
    has_secret_place: bool
    freshness: Freshness


@dataclass(frozen=True)
class Part:
    """What there is for an audience. What stands under another audience already is only pointed at."""

    audience: Audience
    entries: tuple[Entry, ...]
    elsewhere: tuple[Entry, ...]


@dataclass(frozen=True)
class ServicePaper:
    municipality: Municipality
    network: str
    is_example: bool
    on: date
    with_professional_numbers: bool
    help_lines: list[HelpLine]
    parts: tuple[Part, ...]
    total: int

    @property
    def file_name(self) -> str:
        return f"sociale-kaart-{slugify(self.municipality.name)}-{self.on:%Y-%m-%d}.pdf"


def service_paper(
    person: Person, place: Municipality, moment: datetime, *, audience: Audience | None, with_professional_numbers: bool
) -> ServicePaper:
    """What the paper holds; in a handful of questions, whatever the number of entries."""
    day = moment.date()
    services = CareService.objects.visible_to(person).published(day).serving(place)
    lines = HelpLine.objects.shown()
    if audience:
        services, lines = services.for_audiences([audience]), lines.for_audience(audience)
    found = list(services.with_what_members_see().order_by("name", "pk")[: MOST_ENTRIES + 1])
    if len(found) > MOST_ENTRIES:
        raise TooMuchError
    entries = {
        service: _entry(member_card(service, moment), day, with_professional_numbers=with_professional_numbers)
        for service in found
    }
    region = Region.objects.first()
    return ServicePaper(
        municipality=place,
        network=f"Netwerk {region.name}" if region else "Netwerk",
        is_example=bool(region and region.is_example),
        on=day,
        with_professional_numbers=with_professional_numbers,
        help_lines=list(lines),
        parts=tuple(_part(each, entries, asked=audience) for each in Audience if audience in {None, each}),
        total=len(found),
    )


def make_service_paper(paper: ServicePaper) -> bytes:
    """The PDF; PdfError with a Dutch reason when it can't be made."""
    return make_paper("pdf/services.html", {"content": paper}, limits=LIMITS).content


# --- parts of the above ---------------------------------------------------------------------------------------


def _part(audience: Audience, entries: dict[CareService, Entry], *, asked: Audience | None) -> Part:
    of_it = {service: entry for service, entry in entries.items() if audience in service.audiences}
    homes = {service: asked or next(each for each in Audience if each in service.audiences) for service in of_it}
    return Part(
        audience,
        entries=tuple(entry for service, entry in of_it.items() if homes[service] == audience),
        elsewhere=tuple(entry for service, entry in of_it.items() if homes[service] != audience),
    )


def _entry(card: ServiceCard, day: date, *, with_professional_numbers: bool) -> Entry:
    service = card.service
    lines_of_professionals = tuple(Line(contact) for contact in card.for_professionals)
    return Entry(
        anchor=f"aanbod-{service.short_id}",
        name=service.name,
        organisation=service.organisation.name,
        description=service.description,
        notices=tuple(card.notices),
        lines=tuple(Line(contact) for contact in card.for_clients),
        for_professionals=lines_of_professionals if with_professional_numbers else (),
        has_other_numbers=bool(lines_of_professionals) and not with_professional_numbers,
        facts=tuple(fact for fact in card.facts if _is_printed(fact)),
        places=() if card.has_secret_place else tuple(place for place in card.places if place),
        has_secret_place=card.has_secret_place,
        freshness=freshness_for_visitors(service, day),
    )


def _is_printed(fact: Fact) -> bool:
    return fact.label in PRINTED and bool(fact.text or fact.strong) and fact.text != ALL_AGES
