"""The demo's offices and bodies. All persons are invented; who really holds an office there is not in this project."""

from dataclasses import dataclass
from datetime import date

from network.models import Municipality, MunicipalOffice, Office, Person
from partners.models import Body, BodyKind, Organisation, Seat, SeatKind

HOLDER, ADVISER = Office.PORTFOLIO_HOLDER, Office.ADVISER
COUNCIL = date(2026, 5, 28)  # after the elections of March 2026


@dataclass(frozen=True)
class Held:
    municipality: str
    office: Office
    person: str
    since: date
    until: date | None = None


OFFICES = (
    Held("Nijmegen", HOLDER, "Petra Linders", date(2022, 6, 8), date(2026, 5, 27)),
    Held("Nijmegen", HOLDER, "Hester Kramer", COUNCIL),
    Held("Nijmegen", ADVISER, "Ruud Janssen", date(2024, 2, 1)),
    Held("Tiel", HOLDER, "Wim Verhoeven", COUNCIL),
    Held("Tiel", ADVISER, "Joost van Dam", date(2026, 1, 1)),
    Held("Beuningen", HOLDER, "Els van der Burgt", COUNCIL),
    Held("Berg en Dal", HOLDER, "Gerard Thijssen", COUNCIL),
    Held("Berg en Dal", ADVISER, "Nadia Haddou", date(2025, 9, 1)),
    Held("Culemborg", HOLDER, "Sanne Roelofs", COUNCIL),
    Held("Culemborg", ADVISER, "Tom Peters", date(2023, 3, 1)),
    Held("West Betuwe", HOLDER, "Arie de Kock", COUNCIL),
    Held("Wijchen", ADVISER, "Lieke Derks", date(2025, 1, 6)),
    Held("Zaltbommel", HOLDER, "Mirjam van Hees", COUNCIL),
)

# Per body: the kind of seat, the person, and whom that person speaks for.
BODIES: dict[str, tuple[BodyKind, tuple[tuple[SeatKind, str, str], ...]]] = {
    "Stuurgroep": (
        BodyKind.STEERING_GROUP,
        (
            (SeatKind.CHAIR, "Hester Kramer", "Gemeente Nijmegen"),
            (SeatKind.MEMBER, "Wim Verhoeven", "Gemeente Tiel"),
            (SeatKind.MEMBER, "", "GGD Gelderland-Zuid"),
            (SeatKind.MEMBER, "", "Sterker"),
            (SeatKind.EXPERT_BY_EXPERIENCE, "", ""),
        ),
    ),
    "Kerngroep": (
        BodyKind.CORE_GROUP,
        (
            (SeatKind.CHAIR, "Marijke de Wit", "GGD Gelderland-Zuid"),
            (SeatKind.MEMBER, "Joost van Dam", "Gemeente Tiel"),
            (SeatKind.MEMBER, "Bas Hendriks", "MEE Gelderse Poort"),
            (SeatKind.MEMBER, "", "Moviera"),
            (SeatKind.EXPERT_BY_EXPERIENCE, "", ""),
        ),
    ),
    "Ketenregieteam": (
        BodyKind.CHAIN_TEAM,
        (
            (SeatKind.CHAIR, "Marijke de Wit", "GGD Gelderland-Zuid"),
            (SeatKind.MEMBER, "Bas Hendriks", "MEE Gelderse Poort"),
            (SeatKind.MEMBER, "", "Sterker"),
            (SeatKind.MEMBER, "", "Moviera"),
            (SeatKind.MEMBER, "Ruud Janssen", "Gemeente Nijmegen"),
        ),
    ),
}
RHYTHMS = {"Ketenregieteam": "eens per 2 maanden"}


def load_offices_and_bodies() -> None:
    for held in OFFICES:
        MunicipalOffice.objects.create(
            municipality=Municipality.objects.get(name=held.municipality),
            office=held.office,
            person=_person(held.person),
            starts_on=held.since,
            ends_on=held.until,
        )
    for name, (kind, seats) in BODIES.items():
        body = Body.objects.create(name=name, kind=kind, rhythm=RHYTHMS.get(name, ""), starts_on=date(2026, 1, 1))
        for seat, person, organisation in seats:
            Seat.objects.create(
                body=body,
                kind=seat,
                person=_person(person) if person else None,
                organisation=Organisation.objects.get(name=organisation) if organisation else None,
                starts_on=body.starts_on,
            )


def _person(name: str) -> Person:
    """Somebody of the demo, or a contact without access."""
    address = ".".join(name.lower().split())
    known = Person.objects.filter(name=name).first()
    return known or Person.objects.create_user(f"{address}@demo.example", name=name)
