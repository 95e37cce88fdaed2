"""What the entries of the demo's sociale kaart say: of every field and every state there is one to see.

Where the public application «Ketenaanpak in sekswerk, subsidieaanvraag 2021» names an offer, it comes from there. All
else is an example: the other offers, ages, costs, waiting times, opening hours and the 088-0000 numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from partners.models import (
    Accessibility,
    Audience,
    CarePillar,
    ChannelKind,
    CheckEvery,
    FundingRegime,
    HoursKind,
    IntakeStatus,
    Language,
    Phase,
    Referrer,
    Section,
    ServiceStatus,
    ServiceType,
    SpecialGroup,
    ViolenceType,
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
SPLIT_WEEK = _week(SPLIT, SPLIT, SPLIT, SPLIT, OFFICE, CLOSED, CLOSED)
CHAT_WEEK = _week(EVENING, EVENING, EVENING, EVENING, CLOSED, CLOSED, EVENING)
BY_APPOINTMENT = _week(APPOINTMENT, APPOINTMENT, APPOINTMENT, APPOINTMENT, APPOINTMENT, CLOSED, CLOSED)
DAY_AND_NIGHT = _week(*([ALL_DAY] * 7))


@dataclass(frozen=True)
class Way:
    """A channel of an example entry."""

    kind: ChannelKind
    value: str
    week: Week | None = None
    for_professionals: bool = False
    note: str = ""
    closed_at_christmas: bool = False


@dataclass(frozen=True)
class Entry:
    """An example entry of the sociale kaart; `confirmed` is the number of days ago, None is never.

    `more` are further fields with what they hold, `days` those with a date: how many days from today.
    """

    organisation: str
    name: str
    description: str
    audiences: Sequence[Audience]
    phases: Sequence[Phase]
    ways: Sequence[Way]
    confirmed: int | None
    only_in: Sequence[str] = ()
    status: ServiceStatus = ServiceStatus.PUBLISHED
    location: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    checks: Mapping[Section, tuple[int, bool]] = field(default_factory=dict)  # days ago, and whether it was known


PHONE, EMAIL, WHATSAPP, WEBSITE = ChannelKind.PHONE, ChannelKind.EMAIL, ChannelKind.WHATSAPP, ChannelKind.WEBSITE
NIJMEGEN = {"visibility": Visibility.PLACE_ONLY, "place": "Nijmegen"}
TIEL = {"visibility": Visibility.PLACE_ONLY, "place": "Tiel"}

ENTRIES = [
    # --- MEE Gelderse Poort ---
    Entry(
        "MEE Gelderse Poort",
        "Begeleiding bij uitbuiting",
        "Begeleiding op maat voor mensen met een beperking. Samen maken we een eind aan de uitbuiting. We helpen ook "
        "om te voorkomen dat het weer gebeurt.",
        [Audience.VICTIM],
        [Phase.NON_ACUTE],
        [
            Way(PHONE, "088-0000 000", MEE_WEEK, note="kies 2 voor begeleiding", closed_at_christmas=True),
            Way(EMAIL, "begeleiding@demo.example"),
            Way(PHONE, "088-0000 002", OFFICE_WEEK, for_professionals=True, note="vraag naar de consulent"),
        ],
        confirmed=178,
        location=NIJMEGEN,
        more={
            "pillars": [CarePillar.CARE, CarePillar.AFTERCARE],
            "service_types": [ServiceType.SUPPORT, ServiceType.PRACTICAL],
            "special_groups": [SpecialGroup.MILD_DISABILITY, SpecialGroup.DISABILITY],
            "violence_types": [ViolenceType.EXPLOITATION, ViolenceType.DEPENDENCE],
            "minimum_age": 12,
            "languages": [Language.DUTCH, Language.ENGLISH],
            "has_interpreter": True,
            "accessibility": [Accessibility.WHEELCHAIR, Accessibility.LOW_STIMULUS],
            "referral_required": False,
            "referrers": [Referrer.ONESELF, Referrer.MUNICIPALITY, Referrer.OTHER],
            "application_process": "Bel of mail. Binnen een week is er een eerste gesprek.",
            "funding_regimes": [FundingRegime.SOCIAL_SUPPORT, FundingRegime.YOUTH],
            "waiting_time_weeks": 3,
            "intake_status": IntakeStatus.OPEN,
            "professional_notes": "Denk bij aanmelden aan de toestemming van de cliënt. Een kort overleg vooraf mag "
            "altijd.",
            "check_every": CheckEvery.HALF_YEAR,
        },
        days={"waiting_time_date": -21, "intake_since": -21},
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
        location=TIEL,
        more={
            "pillars": [CarePillar.AFTERCARE],
            "service_types": [ServiceType.PRACTICAL],
            "special_groups": [SpecialGroup.SEX_WORKERS, SpecialGroup.MILD_DISABILITY],
            "minimum_age": 18,
            "referral_required": False,
            "referrers": [Referrer.ONESELF],
            "funding_regimes": [FundingRegime.FREE],
            "intake_status": IntakeStatus.LIMITED,
        },
        days={"intake_since": -50},
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
        more={
            "pillars": [CarePillar.SIGNALS],
            "service_types": [ServiceType.EDUCATION, ServiceType.GROUP],
            "special_groups": [SpecialGroup.MILD_DISABILITY],
            "violence_types": [ViolenceType.EXPLOITATION],
            "funding_regimes": [FundingRegime.FREE],
            "check_every": CheckEvery.YEAR,
        },
    ),
    Entry(
        "MEE Gelderse Poort",
        "Coaching en advies voor professionals",
        "Advies over de begeleiding van een cliënt met een beperking. We kunnen u ook een tijd coachen.",
        [Audience.PROFESSIONAL],
        [Phase.NON_ACUTE, Phase.PREVENTION],
        [Way(PHONE, "088-0000 005", OFFICE_WEEK, for_professionals=True)],
        confirmed=25,
        more={"pillars": [CarePillar.SIGNALS, CarePillar.CARE], "service_types": [ServiceType.ADVICE]},
    ),
    Entry(
        "MEE Gelderse Poort",
        "Groep met mensen die het kennen",
        "U praat met anderen die hetzelfde meemaakten. Een begeleider is er altijd bij.",
        [Audience.VICTIM],
        [Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 007", BY_APPOINTMENT)],
        confirmed=3,
        status=ServiceStatus.REVIEW,
        location=NIJMEGEN,
        more={
            "pillars": [CarePillar.AFTERCARE],
            "service_types": [ServiceType.GROUP],
            "special_groups": [SpecialGroup.MILD_DISABILITY, SpecialGroup.WOMEN],
            "minimum_age": 18,
            "referral_required": False,
            "funding_regimes": [FundingRegime.FREE],
        },
    ),
    # --- GGD Gelderland-Zuid ---
    Entry(
        "GGD Gelderland-Zuid",
        "Spreekuur seksuele gezondheid",
        "Een arts of verpleegkundige praat met u en onderzoekt u als u dat wilt. Ook voor vragen over soa en "
        "zwangerschap.",
        [Audience.VICTIM],
        [Phase.ACUTE, Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 010", OFFICE_WEEK, closed_at_christmas=True)],
        confirmed=12,
        location=NIJMEGEN,
        more={
            "pillars": [CarePillar.CARE],
            "service_types": [ServiceType.MEDICAL, ServiceType.ADVICE],
            "violence_types": [ViolenceType.PHYSICAL],
            "is_anonymous": True,
            "languages": [Language.DUTCH, Language.ENGLISH, Language.GERMAN],
            "has_interpreter": True,
            "accessibility": [Accessibility.WHEELCHAIR],
            "referral_required": False,
            "referrers": [Referrer.ONESELF],
            "funding_regimes": [FundingRegime.FREE],
            "alert": "Rond kerst is er een kleiner team. Bel op tijd voor een afspraak.",
            "check_every": CheckEvery.MONTH,
        },
        days={"alert_until": 45},
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
        more={
            "pillars": [CarePillar.SIGNALS, CarePillar.REPORTING],
            "service_types": [ServiceType.ADVICE],
            "special_groups": [SpecialGroup.HOMELESS, SpecialGroup.ELDERLY],
            "funding_regimes": [FundingRegime.FREE],
            "professional_notes": "Meld zonder naam van de cliënt als u nog twijfelt.",
        },
        # Somebody did not know the opening hours: they count as not confirmed, whatever else was right.
        checks={
            Section.CONTENT: (9, True),
            Section.AUDIENCE: (9, True),
            Section.CONTACT: (9, True),
            Section.HOURS: (9, False),
            Section.PLACE: (9, True),
            Section.COSTS: (60, True),
        },
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
        more={
            "pillars": [CarePillar.PREVENTION, CarePillar.CARE],
            "service_types": [ServiceType.ADVICE, ServiceType.PRACTICAL],
            "special_groups": [SpecialGroup.SEX_WORKERS, SpecialGroup.LGBT],
            "violence_types": [ViolenceType.EXPLOITATION, ViolenceType.ONLINE],
            "minimum_age": 18,
            "is_anonymous": True,
            "languages": [Language.DUTCH, Language.ENGLISH, Language.SPANISH, Language.POLISH],
            "funding_regimes": [FundingRegime.FREE],
        },
    ),
    Entry(
        "GGD Gelderland-Zuid",
        "Chat voor jongeren",
        "Chat met iemand van de GGD. U hoeft uw naam niet te zeggen. Wat u vertelt, blijft bij ons.",
        [Audience.VICTIM, Audience.PERPETRATOR],
        [Phase.NON_ACUTE, Phase.PREVENTION],
        [
            Way(ChannelKind.CHAT, "https://chat.demo.example/", CHAT_WEEK, note="voorbeeld"),
            Way(PHONE, "088-0000 014", OFFICE_WEEK),
            Way(EMAIL, "jongeren@demo.example"),
            Way(WEBSITE, "https://jongeren.demo.example/"),
            Way(PHONE, "088-0000 015", OFFICE_WEEK, for_professionals=True),
            Way(EMAIL, "overleg@demo.example", for_professionals=True),
        ],
        confirmed=20,
        more={
            "pillars": [CarePillar.PREVENTION, CarePillar.CARE],
            "service_types": [ServiceType.ADVICE],
            "special_groups": [SpecialGroup.YOUNG, SpecialGroup.STUDENTS, SpecialGroup.LGBT],
            "violence_types": [ViolenceType.ONLINE],
            "minimum_age": 12,
            "maximum_age": 24,
            "is_anonymous": True,
            "languages": [Language.DUTCH, Language.ENGLISH],
            "referral_required": False,
            "referrers": [Referrer.ONESELF],
            "funding_regimes": [FundingRegime.FREE],
            "check_every": CheckEvery.QUARTER,
        },
    ),
    Entry(
        "GGD Gelderland-Zuid",
        "Lessen over wensen en grenzen",
        "Wij geven les op school en in de jongerengroep. Ook docenten kunnen bij ons terecht.",
        [Audience.RELATIVE, Audience.PROFESSIONAL],
        [Phase.PREVENTION],
        [Way(PHONE, "088-0000 016", OFFICE_WEEK)],
        confirmed=5,
        more={
            "pillars": [CarePillar.PREVENTION],
            "service_types": [ServiceType.EDUCATION],
            "special_groups": [SpecialGroup.CHILDREN, SpecialGroup.YOUNG],
            "funding_regimes": [FundingRegime.FREE],
        },
        days={"valid_from": 40},
    ),
    # --- Sterker ---
    Entry(
        "Sterker",
        "Training weerbaarheid voor jongeren",
        "Alleen of in een groep van maximaal 8 leert u uw grenzen voelen en aangeven. Voor jongeren tot 23 jaar.",
        [Audience.VICTIM],
        [Phase.NON_ACUTE, Phase.PREVENTION],
        [Way(PHONE, "088-0000 020", BY_APPOINTMENT), Way(EMAIL, "r75@demo.example")],
        confirmed=296,
        only_in=["Nijmegen"],
        more={
            "pillars": [CarePillar.PREVENTION],
            "service_types": [ServiceType.GROUP],
            "special_groups": [SpecialGroup.YOUNG],
            "minimum_age": 12,
            "maximum_age": 22,
            "referral_required": True,
            "referrers": [Referrer.YOUTH_DOCTOR, Referrer.MUNICIPALITY],
            "funding_regimes": [FundingRegime.YOUTH],
            "waiting_time_weeks": 8,
        },
        days={"waiting_time_date": -300},
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
        more={
            "pillars": [CarePillar.CARE, CarePillar.ENVIRONMENT],
            "service_types": [ServiceType.SUPPORT],
            "referral_required": False,
            "referrers": [Referrer.ONESELF],
            "funding_regimes": [FundingRegime.SOCIAL_SUPPORT],
        },
    ),
    Entry(
        "Sterker",
        "Groep voor mannen",
        "U maakte iets mee waar mannen niet vaak over praten. Hier kan dat wel, met zes anderen.",
        [Audience.VICTIM],
        [Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 022", OFFICE_WEEK)],
        confirmed=30,
        only_in=["Nijmegen", "Berg en Dal", "Beuningen", "Heumen", "Wijchen"],
        location=NIJMEGEN,
        more={
            "pillars": [CarePillar.CARE],
            "service_types": [ServiceType.GROUP],
            "special_groups": [SpecialGroup.MEN],
            "minimum_age": 18,
            "referral_required": False,
            "funding_regimes": [FundingRegime.FREE],
            "intake_status": IntakeStatus.STOPPED,
            "waiting_time_weeks": 26,
        },
        days={"waiting_time_date": -30, "intake_since": -30},
    ),
    Entry(
        "Sterker",
        "Maatschappelijk werk op school",
        "Een maatschappelijk werker op school. Dit aanbod is gestopt.",
        [Audience.VICTIM, Audience.RELATIVE],
        [Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 023", OFFICE_WEEK)],
        confirmed=400,
        status=ServiceStatus.WITHDRAWN,
        only_in=["Tiel"],
        more={"pillars": [CarePillar.SIGNALS], "service_types": [ServiceType.SUPPORT], "maximum_age": 18},
    ),
    # --- Iriszorg ---
    Entry(
        "Iriszorg",
        "Praten over grenzen en middelen",
        "Gaat u te ver als u drinkt of drugs gebruikt? Of bent u daar bang voor? U praat met een hulpverlener over "
        "hoe u stopt.",
        [Audience.PERPETRATOR],
        [Phase.NON_ACUTE, Phase.PREVENTION],
        [Way(PHONE, "088-0000 030", OFFICE_WEEK), Way(PHONE, "088-0000 031", OFFICE_WEEK, for_professionals=True)],
        confirmed=90,
        more={
            "pillars": [CarePillar.PREVENTION, CarePillar.CARE],
            "service_types": [ServiceType.SUPPORT],
            "minimum_age": 16,
            "is_anonymous": True,
            "referral_required": False,
            "referrers": [Referrer.ONESELF, Referrer.FAMILY_DOCTOR],
            "funding_regimes": [FundingRegime.HEALTH_INSURANCE],
        },
    ),
    Entry(
        "Iriszorg",
        "Behandeling voor wie te ver ging",
        "U ging over de grens van een ander. In de behandeling leert u hoe dat kwam, en hoe u het voortaan anders "
        "doet. Uw partner of ouders mogen mee.",
        [Audience.PERPETRATOR],
        [Phase.NON_ACUTE],
        [
            Way(PHONE, "088-0000 033", SPLIT_WEEK),
            Way(PHONE, "088-0000 034", OFFICE_WEEK, for_professionals=True, note="aanmeldteam"),
            Way(EMAIL, "aanmelden@demo.example", for_professionals=True),
        ],
        confirmed=15,
        location=NIJMEGEN,
        more={
            "pillars": [CarePillar.CARE, CarePillar.ENFORCEMENT, CarePillar.AFTERCARE],
            "service_types": [ServiceType.TREATMENT],
            "special_groups": [SpecialGroup.YOUNG, SpecialGroup.MILD_DISABILITY],
            "violence_types": [ViolenceType.PHYSICAL, ViolenceType.ONLINE],
            "minimum_age": 16,
            "maximum_age": 65,
            "languages": [Language.DUTCH, Language.ENGLISH],
            "has_interpreter": True,
            "accessibility": [Accessibility.WHEELCHAIR, Accessibility.SIGN_LANGUAGE],
            "referral_required": True,
            "referrers": [Referrer.FAMILY_DOCTOR, Referrer.JUSTICE],
            "application_process": "De huisarts of de reclassering meldt aan. Daarna belt het aanmeldteam.",
            "funding_regimes": [FundingRegime.HEALTH_INSURANCE, FundingRegime.FORENSIC],
            "waiting_time_weeks": 6,
            "intake_status": IntakeStatus.LIMITED,
            "professional_notes": "Met een titel van justitie is de behandeling gratis. Zonder titel geldt het eigen "
            "risico. Vanaf 16 jaar; onder de 18 graag samen met de ouders.",
            "check_every": CheckEvery.QUARTER,
        },
        days={"waiting_time_date": -15, "intake_since": -15},
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
        "Iriszorg",
        "Veilig uit in de zomer",
        "Op festivals stond ons team klaar voor een gesprek of een rustige plek. Dit was in de zomer.",
        [Audience.VICTIM, Audience.PERPETRATOR, Audience.RELATIVE],
        [Phase.PREVENTION],
        [Way(PHONE, "088-0000 035", OFFICE_WEEK)],
        confirmed=120,
        more={"pillars": [CarePillar.PREVENTION], "service_types": [ServiceType.ADVICE], "minimum_age": 16},
        days={"valid_from": -180, "valid_to": -60},
    ),
    # --- Moviera ---
    Entry(
        "Moviera",
        "Opvang en begeleiding",
        "Een veilige plek na geweld, ook voor jongeren. Samen kijken we of u kunt komen.",
        [Audience.VICTIM],
        [Phase.ACUTE, Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 040", DAY_AND_NIGHT), Way(PHONE, "088-0000 041", DAY_AND_NIGHT, for_professionals=True)],
        confirmed=8,
        location={"visibility": Visibility.SECRET},
        more={
            "pillars": [CarePillar.CARE],
            "service_types": [ServiceType.SHELTER, ServiceType.SUPPORT],
            "special_groups": [SpecialGroup.WOMEN, SpecialGroup.CHILDREN, SpecialGroup.YOUNG],
            "violence_types": [ViolenceType.PHYSICAL, ViolenceType.DEPENDENCE, ViolenceType.EXPLOITATION],
            "has_interpreter": True,
            "referral_required": False,
            "referrers": [Referrer.ONESELF, Referrer.OTHER],
            "application_process": "Bel altijd eerst. We spreken af waar we elkaar zien.",
            "funding_regimes": [FundingRegime.SOCIAL_SUPPORT],
            "professional_notes": "Bel de lijn voor professionals voor een plek. Zet nooit een adres in een mail.",
            "check_every": CheckEvery.MONTH,
        },
    ),
    Entry(
        "Moviera",
        "Begeleiding thuis na een crisis",
        "U woont weer op uzelf. Iemand van ons komt bij u langs en denkt mee over veiligheid, geld en kinderen.",
        [Audience.VICTIM, Audience.RELATIVE],
        [Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 042", OFFICE_WEEK)],
        confirmed=55,
        more={
            "pillars": [CarePillar.AFTERCARE],
            "service_types": [ServiceType.SUPPORT],
            "special_groups": [SpecialGroup.NEWCOMERS],
            "violence_types": [ViolenceType.DEPENDENCE],
            "languages": [Language.DUTCH, Language.ARABIC, Language.TURKISH, Language.TIGRINYA],
            "has_interpreter": True,
            "referral_required": True,
            "referrers": [Referrer.MUNICIPALITY],
            "funding_regimes": [FundingRegime.SOCIAL_SUPPORT],
            "waiting_time_weeks": 4,
        },
        days={"waiting_time_date": -120},
    ),
    # --- gemeenten ---
    Entry(
        "Gemeente Nijmegen",
        "Hulp van het wijkteam",
        "Het wijkteam luistert, denkt met u mee en regelt hulp thuis, bij geld of bij wonen.",
        [Audience.VICTIM, Audience.RELATIVE],
        [Phase.NON_ACUTE],
        [Way(PHONE, "14 024", OFFICE_WEEK)],
        confirmed=110,
        only_in=["Nijmegen"],
        location=NIJMEGEN,
        more={
            "pillars": [CarePillar.CARE, CarePillar.ENVIRONMENT],
            "service_types": [ServiceType.SUPPORT, ServiceType.PRACTICAL],
            "funding_regimes": [FundingRegime.SOCIAL_SUPPORT, FundingRegime.YOUTH],
            "referral_required": False,
            "referrers": [Referrer.ONESELF],
        },
    ),
    Entry(
        "Gemeente Culemborg",
        "Inloop in de buurt",
        "Loop binnen voor een gesprek, zonder afspraak. Wij denken mee over wat u nu kunt doen.",
        [Audience.VICTIM, Audience.RELATIVE, Audience.PERPETRATOR],
        [Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 050", MEE_WEEK, closed_at_christmas=True), Way(EMAIL, "inloop@demo.example")],
        confirmed=44,
        only_in=["Culemborg"],
        location={
            "visibility": Visibility.PUBLIC,
            "street": "Voorbeeldplein 1",
            "postcode": "4100 AA",
            "place": "Culemborg",
        },
        more={
            "pillars": [CarePillar.SIGNALS, CarePillar.CARE],
            "service_types": [ServiceType.ADVICE, ServiceType.PRACTICAL],
            "accessibility": [Accessibility.WHEELCHAIR],
            "is_anonymous": True,
            "referral_required": False,
            "referrers": [Referrer.ONESELF],
            "funding_regimes": [FundingRegime.FREE],
        },
    ),
    Entry(
        "Gemeente Tiel",
        "Hulp bij wonen en geld",
        "Een nieuwe start vraagt om een huis en om geld. Wij helpen met de papieren.",
        [Audience.VICTIM],
        [Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 052", OFFICE_WEEK)],
        confirmed=66,
        only_in=["Tiel"],
        status=ServiceStatus.CLOSED,
        location=TIEL,
        more={
            "pillars": [CarePillar.AFTERCARE],
            "service_types": [ServiceType.PRACTICAL],
            "special_groups": [SpecialGroup.HOMELESS],
            "minimum_age": 18,
            "alert": "Het kantoor wordt verbouwd. Bel tot die tijd het wijkteam.",
        },
        days={"closed_from": -10, "closed_until": 20, "alert_until": 20},
    ),
    Entry(
        "Gemeente Wijchen",
        "Spreekuur over uw rechten",
        "Een jurist legt uit wat u kunt doen: aangifte, een advocaat, of geld voor de schade.",
        [Audience.VICTIM, Audience.RELATIVE],
        [Phase.NON_ACUTE],
        [Way(PHONE, "088-0000 051", BY_APPOINTMENT)],
        confirmed=150,
        only_in=["Wijchen", "Druten", "Beuningen"],
        location={"visibility": Visibility.PLACE_ONLY, "place": "Wijchen"},
        more={
            "pillars": [CarePillar.REPORTING],
            "service_types": [ServiceType.LEGAL],
            "minimum_age": 16,
            "referral_required": False,
            "funding_regimes": [FundingRegime.FREE, FundingRegime.ONESELF],
            "application_process": "Het eerste gesprek is gratis. Een advocaat betaalt u soms zelf.",
        },
    ),
]
