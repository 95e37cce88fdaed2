"""The demo's partners and their offer.

Organisations, tasks and hours come from the public application «Ketenaanpak in sekswerk, subsidieaanvraag 2021». Who
works where, the opening hours and the 088-0000 numbers are examples.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal

from network.dates import today
from network.models import Municipality, Person, Region
from partners.demo_people import load_people_who_come_and_go
from partners.demo_region import load_offices_and_bodies
from partners.models import (
    Audience,
    Capacity,
    CareService,
    ChangeRequest,
    Channel,
    ChannelKind,
    Domain,
    HelpLine,
    HoursKind,
    Location,
    Membership,
    OpeningHours,
    Organisation,
    OrganisationKind,
    Phase,
    RiskyField,
    ServiceStatus,
    Visibility,
    Weekday,
)
from partners.opening_hours import Block, Day, Week

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


def _open(*blocks: tuple[int, int, int, int]) -> Day:
    return Day(HoursKind.OPEN, tuple(Block(time(a, b), time(c, d)) for a, b, c, d in blocks))


CLOSED = Day(HoursKind.CLOSED)
APPOINTMENT = Day(HoursKind.APPOINTMENT)
ALL_DAY = Day(HoursKind.ALL_DAY)
OFFICE = _open((9, 0, 17, 0))
SPLIT = _open((9, 0, 12, 30), (13, 30, 17, 0))
EVENING = _open((19, 0, 22, 0))
NIGHT = _open((22, 0, 6, 0))


def _week(monday: Day, tuesday: Day, wednesday: Day, thursday: Day, friday: Day, saturday: Day, sunday: Day) -> Week:
    days = (monday, tuesday, wednesday, thursday, friday, saturday, sunday)
    return dict(zip(Weekday, days, strict=True))


OFFICE_WEEK = _week(OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, CLOSED, CLOSED)
MEE_WEEK = _week(SPLIT, OFFICE, APPOINTMENT, OFFICE, OFFICE, CLOSED, Day())
ONLINE_WEEK = _week(EVENING, CLOSED, EVENING, CLOSED, NIGHT, CLOSED, CLOSED)
BY_APPOINTMENT = _week(APPOINTMENT, APPOINTMENT, APPOINTMENT, APPOINTMENT, APPOINTMENT, CLOSED, CLOSED)
DAY_AND_NIGHT = _week(*([ALL_DAY] * 7))


@dataclass(frozen=True)
class Way:
    """A channel of an example entry."""

    kind: ChannelKind
    value: str
    week: Week | None = None
    for_professionals: bool = False


@dataclass(frozen=True)
class Entry:
    """An example entry of the sociale kaart; `confirmed` is the number of days ago, None is never."""

    organisation: str
    name: str
    description: str
    audiences: Sequence[Audience]
    phases: Sequence[Phase]
    ways: Sequence[Way]
    confirmed: int | None
    only_in: Sequence[str] = ()
    is_anonymous: bool = False
    status: ServiceStatus = ServiceStatus.PUBLISHED
    location: dict[str, str] = field(default_factory=dict)


PHONE, EMAIL, WHATSAPP, WEBSITE = ChannelKind.PHONE, ChannelKind.EMAIL, ChannelKind.WHATSAPP, ChannelKind.WEBSITE

ENTRIES = [
    Entry(
        "MEE Gelderse Poort",
        "Begeleiding bij uitbuiting",
        "Begeleiding op maat voor mensen met een beperking. Samen maken we een eind aan de uitbuiting. We helpen ook "
        "om te voorkomen dat het weer gebeurt.",
        [Audience.VICTIM],
        [Phase.NON_ACUTE],
        [
            Way(PHONE, "088-0000 000", MEE_WEEK),
            Way(EMAIL, "begeleiding@demo.example"),
            Way(PHONE, "088-0000 002", OFFICE_WEEK, for_professionals=True),
        ],
        confirmed=178,
        location={"visibility": Visibility.PLACE_ONLY, "place": "Nijmegen"},
    ),
    Entry(
        "MEE Gelderse Poort",
        "Ander werk of dagbesteding",
        "Een arbeidsconsulent helpt u bij het zoeken naar ander werk of dagbesteding. We kijken ook naar geld, "
        "wonen en school.",
        [Audience.VICTIM],
        [Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 003", OFFICE_WEEK)],
        confirmed=40,
    ),
    Entry(
        "MEE Gelderse Poort",
        "Workshop LVB en Uitbuiting",
        "Een workshop voor 12 professionals. U leert een lichte verstandelijke beperking herkennen, uw taal aanpassen "
        "en handelen bij uitbuiting.",
        [Audience.PROFESSIONAL],
        [Phase.PREVENTION],
        [Way(PHONE, "088-0000 004", OFFICE_WEEK, for_professionals=True)],
        confirmed=201,
    ),
    Entry(
        "MEE Gelderse Poort",
        "Coaching en advies voor professionals",
        "Advies over de begeleiding van een cliënt met een beperking. We kunnen u ook een tijd coachen.",
        [Audience.PROFESSIONAL],
        [Phase.NON_ACUTE, Phase.PREVENTION],
        [Way(PHONE, "088-0000 005", OFFICE_WEEK, for_professionals=True)],
        confirmed=25,
    ),
    Entry(
        "GGD Gelderland-Zuid",
        "Spreekuur seksuele gezondheid",
        "Een arts of verpleegkundige praat met u en onderzoekt u als u dat wilt. Ook voor vragen over soa en "
        "zwangerschap.",
        [Audience.VICTIM],
        [Phase.ACUTE, Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 010", OFFICE_WEEK)],
        confirmed=12,
        location={"visibility": Visibility.PLACE_ONLY, "place": "Nijmegen"},
    ),
    Entry(
        "GGD Gelderland-Zuid",
        "Meldpunt Bijzondere Zorg",
        "Maakt u zich zorgen om iemand? Het meldpunt geeft advies en zoekt met u naar de juiste zorg. Inwoners en "
        "professionals kunnen bellen.",
        [Audience.RELATIVE, Audience.PROFESSIONAL],
        [Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 011", OFFICE_WEEK), Way(PHONE, "088-0000 012", OFFICE_WEEK, for_professionals=True)],
        confirmed=60,
    ),
    Entry(
        "GGD Gelderland-Zuid",
        "Online contact voor sekswerkers",
        "U krijgt contact met iemand die het werk zelf kent. Die helpt met praktische zaken, zoals een verzekering of "
        "een afspraak bij de dokter.",
        [Audience.VICTIM],
        [Phase.NON_ACUTE, Phase.PREVENTION],
        [Way(WHATSAPP, "088-0000 013", ONLINE_WEEK), Way(WEBSITE, "https://www.alsseksjewerkis.nl/")],
        confirmed=33,
        is_anonymous=True,
    ),
    Entry(
        "Sterker",
        "Training weerbaarheid voor jongeren",
        "Alleen of in een groep van maximaal 8 leert u uw grenzen voelen en aangeven. Voor jongeren tot 23 jaar.",
        [Audience.VICTIM],
        [Phase.NON_ACUTE, Phase.PREVENTION],
        [Way(PHONE, "088-0000 020", BY_APPOINTMENT), Way(EMAIL, "r75@demo.example")],
        confirmed=296,
        only_in=["Nijmegen"],
    ),
    Entry(
        "Sterker",
        "Gesprekken voor ouders, partners en vrienden",
        "Er is iets ergs gebeurd met iemand van wie u houdt. U praat met een maatschappelijk werker over wat dit met u "
        "doet, en wat u kunt doen.",
        [Audience.RELATIVE],
        [Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 021", OFFICE_WEEK)],
        confirmed=75,
    ),
    Entry(
        "Iriszorg",
        "Praten over grenzen en middelen",
        "Gaat u te ver als u drinkt of drugs gebruikt? Of bent u daar bang voor? U praat met een hulpverlener over "
        "hoe u stopt.",
        [Audience.PERPETRATOR],
        [Phase.NON_ACUTE, Phase.PREVENTION],
        [Way(PHONE, "088-0000 030", OFFICE_WEEK), Way(PHONE, "088-0000 031", OFFICE_WEEK, for_professionals=True)],
        confirmed=90,
        is_anonymous=True,
    ),
    Entry(
        "Iriszorg",
        "Groepstraining weerbaarheid",
        "Een training die Iriszorg samen met Sterker, MEE en de GGD ontwikkelt, voor maximaal 8 deelnemers.",
        [Audience.VICTIM],
        [Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 032", BY_APPOINTMENT)],
        confirmed=None,
        status=ServiceStatus.DRAFT,
    ),
    Entry(
        "Moviera",
        "Opvang en begeleiding",
        "Een veilige plek na geweld, ook voor jongeren. Samen kijken we of u kunt komen.",
        [Audience.VICTIM],
        [Phase.ACUTE, Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 040", DAY_AND_NIGHT), Way(PHONE, "088-0000 041", DAY_AND_NIGHT, for_professionals=True)],
        confirmed=8,
        location={"visibility": Visibility.SECRET},
    ),
    Entry(
        "Gemeente Nijmegen",
        "Hulp van het wijkteam",
        "Het wijkteam luistert, denkt met u mee en regelt hulp thuis, bij geld of bij wonen.",
        [Audience.VICTIM, Audience.RELATIVE],
        [Phase.NON_ACUTE],
        [Way(PHONE, "14 024", OFFICE_WEEK)],
        confirmed=110,
        only_in=["Nijmegen"],
        location={"visibility": Visibility.PLACE_ONLY, "place": "Nijmegen"},
    ),
]

EVERYBODY = list(Audience)
AROUND = [Audience.VICTIM, Audience.RELATIVE, Audience.PROFESSIONAL]
READ_ON = date(2026, 9, 14)

# Hours and costs only where a source of the organisation itself, or of an authority, says so. A line without a date
# was read with somebody else only: the page says that it is not checked yet.
HELP_LINES = [
    HelpLine(
        name="Noodnummer",
        number="112",
        for_whom="Direct gevaar of gewond?",
        audiences=EVERYBODY,
        is_first=True,
        position=1,
        last_verified_on=READ_ON,
        proof="bredavandaag.nl, artikel 331493",
    ),
    HelpLine(
        name="Centrum Seksueel Geweld",
        number="0800-0188",
        for_whom="Voor een arts, politie en iemand die luistert",
        hours="dag en nacht",
        costs="gratis",
        audiences=AROUND,
        is_first=True,
        position=2,
        last_verified_on=READ_ON,
        proof="centrumseksueelgeweld.nl, GGD Fryslân en Emergis",
    ),
    HelpLine(
        name="Veilig Thuis",
        number="0800-2000",
        for_whom="Bij geweld thuis of in uw gezin",
        hours="dag en nacht",
        costs="gratis",
        audiences=EVERYBODY,
        is_first=True,
        position=3,
        last_verified_on=READ_ON,
        proof="bredavandaag.nl en ggdtwente.nl",
    ),
    HelpLine(
        name="Stop it Now",
        number="0800-266 64 36",
        for_whom="Zonder uw naam. Over uw eigen gedachten of gedrag",
        costs="gratis",
        audiences=[Audience.PERPETRATOR],
        position=4,
        last_verified_on=READ_ON,
        proof="ecsa.lucyfaithfull.org/stop-it-now-nl",
    ),
    HelpLine(
        name="Slachtofferhulp Nederland",
        number="0900-0101",
        for_whom="Voor steun, en voor vragen over uw rechten",
        costs="lokaal tarief",
        audiences=AROUND,
        position=5,
        last_verified_on=READ_ON,
        proof="slachtofferhulp.nl en politie.nl",
    ),
    HelpLine(
        name="Chat met Fier",
        website="https://www.chatmetfier.nl/",
        for_whom="Chatten in plaats van bellen",
        audiences=[Audience.VICTIM],
        without_talking=True,
        position=6,
        last_verified_on=READ_ON,
        proof="nos.nl, artikel 2237887, en huisaanhuisleeuwarden.nl",
    ),
    HelpLine(
        name="Helpwanted",
        website="https://www.helpwanted.nl/",
        for_whom="Als iemand online over uw grenzen gaat",
        audiences=AROUND,
        without_talking=True,
        position=7,
        last_verified_on=None,
        proof="alleen bij een derde gelezen; het nummer is niet bekend",
    ),
    HelpLine(
        name="113 Zelfmoordpreventie",
        number="113",
        for_whom="Bij gedachten aan zelfdoding",
        hours="dag en nacht",
        costs="gratis",
        audiences=EVERYBODY,
        position=8,
        last_verified_on=READ_ON,
        proof="upday.com, 3 oktober 2025: gratis sinds die dag",
    ),
    HelpLine(
        name="De Kindertelefoon",
        number="0800-0432",
        for_whom="Van 8 tot en met 18 jaar",
        costs="gratis",
        audiences=[Audience.VICTIM, Audience.RELATIVE],
        position=9,
        last_verified_on=None,
        proof="het nummer alleen bij een derde gelezen; leeftijd en kosten bij metronieuws.nl",
    ),
    HelpLine(
        name="De Luisterlijn",
        number="088 0767 000",
        for_whom="Voor wie met iemand wil praten",
        audiences=[Audience.VICTIM, Audience.RELATIVE, Audience.PERPETRATOR],
        position=10,
        last_verified_on=None,
        proof="alleen bij een derde gelezen",
    ),
    HelpLine(
        name="Politie, als er geen haast bij is",
        number="0900-8844",
        audiences=EVERYBODY,
        position=11,
        last_verified_on=READ_ON,
        proof="politie.nl, 2 maart 2023",
    ),
]


def load_partners() -> None:
    region = Region.objects.get()
    municipalities = {municipality.name: municipality for municipality in Municipality.objects.of_region(region)}
    organisations = _organisations(municipalities)
    _memberships(organisations)
    for organisation, task, per_week, per_year, source in CAPACITIES:
        Capacity.objects.create(
            organisation=organisations[organisation],
            year=2021,
            task=task,
            hours_per_week=Decimal(per_week) if per_week else None,
            hours_per_year=Decimal(per_year) if per_year else None,
            source=source,
        )
    for entry in ENTRIES:
        _service(entry, organisations[entry.organisation], municipalities)
    HelpLine.objects.bulk_create(HELP_LINES)
    _number_that_waits()
    load_people_who_come_and_go()
    load_offices_and_bodies()


def _organisations(municipalities: dict[str, Municipality]) -> dict[str, Organisation]:
    organisations = {
        name: Organisation.objects.create(
            name=name,
            kind=kind,
            domain=domain,
            description=description,
            website=f"https://www.{WEBSITES[name]}.nl/" if name in WEBSITES else "",
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


def _service(entry: Entry, organisation: Organisation, municipalities: dict[str, Municipality]) -> None:
    confirmed_on = today() - timedelta(days=entry.confirmed) if entry.confirmed is not None else None
    service = CareService.objects.create(
        organisation=organisation,
        name=entry.name,
        description=entry.description,
        audiences=entry.audiences,
        phases=entry.phases,
        is_anonymous=entry.is_anonymous,
        status=entry.status,
        last_verified_on=confirmed_on,
        verified_by=_who_confirms(organisation) if confirmed_on else None,
    )
    served = [municipalities[name] for name in entry.only_in] or municipalities.values()
    service.municipalities.set(served)
    if entry.location:
        Location.objects.create(service=service, **entry.location)
    for position, way in enumerate(entry.ways):
        channel = Channel.objects.create(
            service=service,
            kind=way.kind,
            value=way.value,
            for_professionals=way.for_professionals,
            position=position,
        )
        OpeningHours.objects.bulk_create(_rows(channel, way.week or {}))


def _who_confirms(organisation: Organisation) -> Person:
    editor = organisation.memberships.editors().first()
    return editor.person if editor else Person.objects.get(email="coordinator@demo.example")


def _rows(channel: Channel, week: Week) -> list[OpeningHours]:
    return [
        OpeningHours(
            channel=channel,
            weekday=weekday,
            kind=day.kind,
            opens_at=block.opens_at if block else None,
            closes_at=block.closes_at if block else None,
        )
        for weekday, day in week.items()
        if day.kind != HoursKind.UNKNOWN
        for block in day.blocks or (None,)
    ]


def _number_that_waits() -> None:
    service = CareService.objects.get(name="Begeleiding bij uitbuiting")
    ChangeRequest.objects.create(
        service=service,
        field=RiskyField.CLIENT_PHONE,
        old_value=service.contents.client_phone,
        new_value="088-0000 009",
        asked_by=Person.objects.get(email="partner@demo.example"),
    )
