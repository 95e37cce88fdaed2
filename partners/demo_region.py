"""The demo's offices and bodies. All persons are invented; who really holds an office there is not in this project."""

from dataclasses import dataclass
from datetime import date, timedelta

from network.dates import today
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

CHAIR, MEMBER, BY_EXPERIENCE = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.EXPERT_BY_EXPERIENCE
GGD, MEE, STERKER, IRISZORG, MOVIERA = "GGD Gelderland-Zuid", "MEE Gelderse Poort", "Sterker", "Iriszorg", "Moviera"
NIJMEGEN, TIEL = "Gemeente Nijmegen", "Gemeente Tiel"

STEERING_GROUP, CORE_GROUP, CHAIN_TEAM = "Stuurgroep", "Kerngroep", "Ketenregieteam"
PROJECT_GROUP, CASE_MEETING = "Projectgroep KIS", "Casuïstiekoverleg KIS"
BROAD_MEETING, REGIONAL_DAY = "Breed netwerkoverleg", "Regio-dag aanpak seksueel geweld"
ONLINE, AT_SCHOOL = "Werkgroep online", "Werkgroep signaleren op school"
# Two groups work around the day on which the demo is loaded: one still does, the other is done.
STILL_WORKS, WAS_DONE = timedelta(days=150), timedelta(days=45)


@dataclass(frozen=True)
class Group:
    """A body; of each seat the kind, the person, and whom that person speaks for."""

    kind: BodyKind
    seats: tuple[tuple[SeatKind, str, str], ...]
    rhythm: str
    purpose: str
    theme: str = ""
    is_open: bool = False
    ends: timedelta | None = None  # from today


# The groups of the landelijke bouwstenen (bouwstenen 2 and 3), and those that the subsidy application names.
BODIES = {
    STEERING_GROUP: Group(
        BodyKind.STEERING_GROUP,
        (
            (CHAIR, "Hester Kramer", NIJMEGEN),
            (MEMBER, "Wim Verhoeven", TIEL),
            (MEMBER, "", GGD),
            (MEMBER, "", STERKER),
            (BY_EXPERIENCE, "", ""),
        ),
        "4 keer per jaar",
        "Bestuurders van de partners stellen het plan vast, volgen de voortgang en beslissen over knelpunten die de "
        "werkvloer niet oplost.",
    ),
    CORE_GROUP: Group(
        BodyKind.CORE_GROUP,
        (
            (CHAIR, "Marijke de Wit", GGD),
            (MEMBER, "Joost van Dam", TIEL),
            (MEMBER, "Bas Hendriks", MEE),
            (MEMBER, "", MOVIERA),
            (BY_EXPERIENCE, "", ""),
        ),
        "eens per 5 weken",
        "Een deel van de partners bereidt besluiten voor en zorgt dat afspraken worden uitgevoerd.",
    ),
    CHAIN_TEAM: Group(
        BodyKind.CHAIN_TEAM,
        (
            (CHAIR, "Marijke de Wit", GGD),
            (MEMBER, "Bas Hendriks", MEE),
            (MEMBER, "", STERKER),
            (MEMBER, "", MOVIERA),
            (MEMBER, "Ruud Janssen", NIJMEGEN),
        ),
        "eens per 2 maanden",
        "De procesverantwoordelijken van de ketenschakels bespreken hoe de schakels op elkaar aansluiten.",
    ),
    PROJECT_GROUP: Group(
        BodyKind.PROJECT_GROUP,
        (
            (CHAIR, "Marijke de Wit", GGD),
            (MEMBER, "Bas Hendriks", MEE),
            (MEMBER, "", STERKER),
            (MEMBER, "", IRISZORG),
            (MEMBER, "", MOVIERA),
        ),
        "4 keer per jaar",
        "De ketenpartners van de ketenaanpak in sekswerk stemmen hun activiteiten op elkaar af.",
    ),
    CASE_MEETING: Group(
        BodyKind.CASE_MEETING,
        (
            (CHAIR, "Marijke de Wit", GGD),
            (MEMBER, "", MEE),
            (MEMBER, "", STERKER),
            (MEMBER, "", IRISZORG),
            (MEMBER, "", MOVIERA),
        ),
        "eens per 2 weken",
        "Richting geven aan casussen. In het portaal komt alleen wat het netwerk ervan leert, nooit een casus.",
    ),
    BROAD_MEETING: Group(
        BodyKind.BROAD_MEETING,
        ((CHAIR, "Marijke de Wit", GGD),),
        "2 keer per jaar",
        "Alle partners delen wat goed gaat en wat knelt.",
        is_open=True,
    ),
    REGIONAL_DAY: Group(
        BodyKind.REGIONAL_DAY,
        ((CHAIR, "Marijke de Wit", GGD),),
        "elk jaar in maart",
        "Een dag rond één thema, voor iedereen die in de regio met seksueel geweld te maken heeft.",
        is_open=True,
    ),
    ONLINE: Group(
        BodyKind.WORKING_GROUP,
        ((CHAIR, "Joost van Dam", TIEL), (MEMBER, "", STERKER), (MEMBER, "", GGD)),
        "eens per 4 weken",
        "Een voorstel maken voor wat scholen en jongerenwerk online kunnen doen.",
        theme="Online seksueel geweld",
        ends=STILL_WORKS,
    ),
    AT_SCHOOL: Group(
        BodyKind.WORKING_GROUP,
        ((CHAIR, "", STERKER), (MEMBER, "Bas Hendriks", MEE), (MEMBER, "", GGD)),
        "eens per 4 weken",
        "Een handreiking maken voor mentoren die zich zorgen maken over een leerling.",
        theme="Signaleren op school",
        ends=-WAS_DONE,
    ),
}
STARTED = date(2026, 1, 1)


def load_offices_and_bodies() -> None:
    for held in OFFICES:
        MunicipalOffice.objects.create(
            municipality=Municipality.objects.get(name=held.municipality),
            office=held.office,
            person=_person(held.person),
            starts_on=held.since,
            ends_on=held.until,
        )
    organisations = {each.name: each for each in Organisation.objects.all()}
    for name, group in BODIES.items():
        ends_on = today() + group.ends if group.ends else None
        starts_on = STARTED if ends_on is None else min(STARTED, ends_on - timedelta(days=180))
        body = Body.objects.create(
            name=name,
            kind=group.kind,
            rhythm=group.rhythm,
            purpose=group.purpose,
            theme=group.theme,
            is_open=group.is_open,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        Seat.objects.bulk_create(
            Seat(
                body=body,
                kind=seat,
                person=_person(person) if person else None,
                organisation=organisations.get(organisation),
                starts_on=starts_on,
            )
            for seat, person, organisation in group.seats
        )


def _person(name: str) -> Person:
    """Somebody of the demo, or a contact without access."""
    address = ".".join(name.lower().split())
    known = Person.objects.filter(name=name).first()
    return known or Person.objects.create_user(f"{address}@demo.example", name=name)
