"""The demo's sociale kaart: what help its partners give, and the national lines.

The offer comes from the public application «Ketenaanpak in sekswerk, subsidieaanvraag 2021»; the opening hours and the
088-0000 numbers are examples.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from network.dates import today
from network.models import Municipality, Person
from partners.models import (
    Audience,
    CareService,
    ChangeRequest,
    Channel,
    ChannelKind,
    HelpLine,
    HoursKind,
    Location,
    OpeningHours,
    Organisation,
    Phase,
    RiskyField,
    ServiceStatus,
    Visibility,
    Weekday,
)
from partners.opening_hours import Block, Day, Week


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


def load_directory(organisations: dict[str, Organisation], municipalities: dict[str, Municipality]) -> None:
    for entry in ENTRIES:
        _service(entry, organisations[entry.organisation], municipalities)
    HelpLine.objects.bulk_create(HELP_LINES)
    _number_that_waits()


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
