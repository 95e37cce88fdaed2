"""The demo's partners: who takes part, who works there, and for how many hours.

Organisations and hours come from the public application «Ketenaanpak in sekswerk, subsidieaanvraag 2021». Who works
where and the 088-0000 numbers are examples.
"""

from datetime import date
from decimal import Decimal

from network.models import Municipality, Person, Region
from partners.demo_agreements import load_agreements
from partners.demo_bottlenecks import load_bottlenecks
from partners.demo_chain import load_chain
from partners.demo_directory import load_directory
from partners.demo_meetings import load_meetings
from partners.demo_people import load_people_to_call, load_people_who_come_and_go
from partners.demo_region import load_offices_and_bodies
from partners.models import (
    Capacity,
    Domain,
    Membership,
    Organisation,
    OrganisationKind,
    ProfileChange,
    ProfileField,
)

KIS_STARTED = date(2010, 1, 1)
APPLICATION = "Subsidieaanvraag KIS 2021 (DUUP), voorbeeld"
REGULAR = "Reguliere taken, bijlage bij de subsidieaanvraag KIS 2021, voorbeeld"

ORGANISATIONS = {
    "GGD Gelderland-Zuid": (
        OrganisationKind.GGD,
        Domain.CARE,
        (
            "De GGD beschermt en bevordert de gezondheid van inwoners. Zij coördineert sinds 2010 de ketenaanpak in "
            "sekswerk en zit de overleggen voor. Het Meldpunt Bijzondere Zorg en Veilig Thuis horen bij de GGD."
        ),
    ),
    "MEE Gelderse Poort": (
        OrganisationKind.DISABILITY_CARE,
        Domain.SOCIAL,
        (
            "MEE ondersteunt mensen met een beperking. Zij worden vaker slachtoffer van uitbuiting en hebben meer tijd "
            "nodig om eruit te stappen. MEE begeleidt hen op maat en deelt kennis met andere professionals."
        ),
    ),
    "Sterker": (
        OrganisationKind.SOCIAL_WORK,
        Domain.SOCIAL,
        (
            "Sterker geeft maatschappelijk werk. Voor jongeren tot 23 jaar werkt team R75 met trainingen in "
            "weerbaarheid. Er is per gebied een aandachtsfunctionaris."
        ),
    ),
    "Iriszorg": (
        OrganisationKind.ADDICTION_CARE,
        Domain.CARE,
        "Iriszorg helpt mensen met een verslaving en biedt opvang. De taken in de keten horen bij het gewone werk.",
    ),
    "Moviera": (
        OrganisationKind.SHELTER,
        Domain.SOCIAL,
        (
            "Moviera biedt opvang en begeleiding bij geweld in afhankelijke relaties. De taken in de keten horen bij "
            "het gewone werk."
        ),
    ),
}

WEBSITES = {
    "GGD Gelderland-Zuid": "ggdgelderlandzuid",
    "Iriszorg": "iriszorg",
    "Moviera": "moviera",
    "Sterker": "sterker",
}
PHONES = {"GGD Gelderland-Zuid": "088-0000 008", "MEE Gelderse Poort": "088-0000 006"}

# Who works where: account, organisation, function, keeps the data up to date.
MEMBERSHIPS = [
    ("coordinator", "GGD Gelderland-Zuid", "regiocoördinator", False),
    ("data", "GGD Gelderland-Zuid", "onderzoeker", False),
    ("partner", "MEE Gelderse Poort", "projectmanager", True),
    ("lezer", "Sterker", "maatschappelijk werker", False),
    ("stuurgroep", "Gemeente Nijmegen", "lid van de stuurgroep", False),
    ("beheer", "Gemeente Nijmegen", "functioneel beheerder", False),
    ("gemeente", "Gemeente Tiel", "beleidsmedewerker", False),
]

# Organisation, task, hours per week, hours per year, source: each as the application has it, none worked out.
CAPACITIES: list[tuple[str, str, str | None, str | None, str]] = [
    ("GGD Gelderland-Zuid", "Coördinatie van de ketenaanpak", "12", "475", APPLICATION),
    ("GGD Gelderland-Zuid", "Inzet van een ervaringsdeskundige", "16", "634", APPLICATION),
    ("MEE Gelderse Poort", "Coaching en advies aan professionals", None, "104", APPLICATION),
    ("MEE Gelderse Poort", "Workshop LVB en Uitbuiting", None, "25", APPLICATION),
    ("MEE Gelderse Poort", "Individuele begeleiding", "3", "156", APPLICATION),
    ("MEE Gelderse Poort", "Lotgenotengroep", None, "50", APPLICATION),
    ("MEE Gelderse Poort", "Ondersteuning bij uitstappen", None, "104", APPLICATION),
    ("MEE Gelderse Poort", "Interne projectmanager en doorontwikkeling", None, "104", APPLICATION),
    ("MEE Gelderse Poort", "Casemanagement", None, "156", REGULAR),
    ("MEE Gelderse Poort", "Multidisciplinair overleg", None, "52", REGULAR),
    ("MEE Gelderse Poort", "Training weerbaarheid", None, "94", REGULAR),
    ("Sterker", "Uitbreiding van de uren van R75", "4", None, APPLICATION),
]


def load_partners() -> None:
    region = Region.objects.get()
    municipalities = {municipality.name: municipality for municipality in Municipality.objects.of_region(region)}
    organisations = _organisations(municipalities)
    _memberships(organisations)
    Capacity.objects.bulk_create(
        Capacity(
            organisation=organisations[organisation],
            year=2021,
            task=task,
            hours_per_week=Decimal(per_week) if per_week else None,
            hours_per_year=Decimal(per_year) if per_year else None,
            source=source,
        )
        for organisation, task, per_week, per_year, source in CAPACITIES
    )
    load_directory(organisations, municipalities)
    load_people_who_come_and_go()
    load_people_to_call(organisations)
    load_offices_and_bodies()
    load_chain(organisations, load_agreements(organisations))
    load_meetings(organisations)
    load_bottlenecks(organisations)
    _phone_that_waits(organisations["MEE Gelderse Poort"])


def _phone_that_waits(organisation: Organisation) -> None:
    ProfileChange.objects.create(
        organisation=organisation,
        field=ProfileField.PHONE,
        old_value=organisation.phone,
        new_value="088-0000 007",
        asked_by=Person.objects.get(email="partner@demo.example"),
    )


def _organisations(municipalities: dict[str, Municipality]) -> dict[str, Organisation]:
    organisations = {
        name: Organisation.objects.create(
            name=name,
            kind=kind,
            domain=domain,
            description=description,
            website=f"https://www.{WEBSITES[name]}.nl/" if name in WEBSITES else "",
            phone=PHONES.get(name, ""),
            joined_on=KIS_STARTED,
        )
        for name, (kind, domain, description) in ORGANISATIONS.items()
    }
    for organisation in organisations.values():
        organisation.municipalities_served.set(municipalities.values())
    for name, municipality in municipalities.items():
        is_central = name == "Nijmegen"
        organisations[f"Gemeente {name}"] = partner = Organisation.objects.create(
            name=f"Gemeente {name}",
            kind=OrganisationKind.MUNICIPALITY,
            domain=Domain.SOCIAL,
            municipality=municipality,
            website=f"https://www.{name.lower().replace(' ', '').replace('-', '')}.nl/",
            description="Centrumgemeente van de regio: zij ontvangt en verdeelt het geld van het Rijk."
            if is_central
            else "",
            joined_on=KIS_STARTED if is_central else date(2026, 1, 1),
        )
        partner.municipalities_served.set(municipalities.values() if is_central else [municipality])
    return organisations


def _memberships(organisations: dict[str, Organisation]) -> None:
    for account, organisation, function, may_edit in MEMBERSHIPS:
        Membership.objects.create(
            person=Person.objects.get(email=f"{account}@demo.example"),
            organisation=organisations[organisation],
            function=function,
            may_edit=may_edit,
            starts_on=date(2026, 1, 1),
        )
