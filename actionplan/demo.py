"""The demo's plan. Activities, target groups, hours and amounts come from the KIS subsidy application of 2021 and the
landelijke bouwstenen (VWS, 2022); dates, lights and results of 2026 are examples. No figure is about a real person.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from actionplan.demo_accounts import load_accounts
from actionplan.demo_action_page import load_action_page
from actionplan.demo_activities import load_activities
from actionplan.demo_goals import load_goals
from actionplan.demo_library import load_library
from actionplan.demo_money import load_money
from actionplan.demo_plan_life import load_plan_life
from actionplan.demo_scan import load_scan
from actionplan.models import (
    Action,
    ActionOrigin,
    ActionTarget,
    Form,
    Light,
    Milestone,
    Pillar,
    Plan,
    PlanStatus,
    Realisation,
    StatusReport,
    Success,
    TargetGroup,
)
from actionplan.progress import worst_light
from network.models import Municipality, Person
from partners.demo_bottlenecks import TAKEN_UP_LESSON
from partners.demo_chain import AFTERCARE, EVALUATION, HELP, PREVENTION, SIGNS
from partners.demo_meetings import next_of
from partners.demo_region import REGIONAL_DAY
from partners.models import Bottleneck, BottleneckStatus, ChainLink, Lesson, Organisation

GREEN, AMBER, RED, GREY = Light.GREEN, Light.AMBER, Light.RED, Light.GREY

GGD, MEE, STERKER, IRISZORG, MOVIERA = (
    "GGD Gelderland-Zuid",
    "MEE Gelderse Poort",
    "Sterker",
    "Iriszorg",
    "Moviera",
)
NIJMEGEN, TIEL = "Gemeente Nijmegen", "Gemeente Tiel"

# In the order of the application's mind map, with what they mean; then the groups that the bouwstenen add.
TARGET_GROUPS = {
    "Jeugdigen": "Kinderen en jongeren van 4 tot 18 jaar op school, ook op het speciaal en het praktijkonderwijs. "
    "Voor hen gaat het vooral om voorkomen.",
    "Risicogroep": "Jongeren en volwassenen bij wie er eerste signalen zijn van sekswerk of seksuele uitbuiting. "
    "Doel is dat het stopt en niet erger wordt.",
    "Seksuele uitbuiting": "Jongeren en volwassenen die worden uitgebuit: gedwongen, of zonder dat zij het zelf zo "
    "zien, zoals mensen met een licht verstandelijke beperking.",
    "Sekswerkers": "Volwassenen die als zelfstandige werken, of in de vergunde of onvergunde sector.",
    "OGGZ": "Jongeren en volwassenen met meer problemen tegelijk, bij wie zorg niet vanzelf op gang komt "
    "(openbare geestelijke gezondheidszorg).",
    "Professionals": "Mensen in onderwijs, welzijn en zorg die met een van deze groepen te maken kunnen krijgen.",
    "Plegers": "Mensen die seksueel geweld gebruikten of bang zijn dat te gaan doen.",
    "Naasten": "Partners, ouders en anderen om iemand heen, van wie het meemaakte en van wie het deed.",
    "Inwoners": "Iedereen die in de regio woont of uitgaat.",
}


@dataclass(frozen=True)
class Report:
    """(month, day) of 2026, the three lights, and the words that go with them."""

    on: tuple[int, int]
    lights: tuple[Light, Light, Light]
    explanation: str = ""
    cause: str = ""
    consequence: str = ""
    correction: str = ""


@dataclass(frozen=True)
class Target:
    unit: str
    minimum: int | None
    maximum: int | None
    reached: tuple[tuple[date, int], ...] = ()
    counts_persons: bool = False
    note: str = ""


@dataclass(frozen=True)
class Mile:
    title: str
    planned: date
    achieved: date | None = None
    forecast: date | None = None


@dataclass(frozen=True)
class Planned:
    """One action of the example plan."""

    code: str
    title: str
    description: str
    lead: str
    ends: date
    partners: tuple[str, ...] = ()
    pillar: str = "Pijleroverstijgend"
    groups: tuple[str, ...] = ()
    form: Form = Form.COLLECTIVE
    starts: date = date(2026, 1, 1)
    completed: date | None = None
    targets: tuple[Target, ...] = ()
    milestones: tuple[Mile, ...] = ()
    reports: tuple[Report, ...] = field(default=())


END_OF_2026 = date(2026, 12, 31)
CARE, SIGNALS = "Zorg en ondersteuning", "Signalering"

ACTIONS = (
    Planned(
        "1.1",
        "Gedeelde visie op gefaseerd samenwerken aan veiligheid",
        "Alle partners werken vanuit dezelfde visie: eerst veiligheid, dan de oorzaken, dan herstel.",
        NIJMEGEN,
        END_OF_2026,
        partners=(GGD, MEE, STERKER),
        milestones=(
            Mile("Visie besproken in het brede netwerkoverleg", date(2026, 2, 15), date(2026, 2, 12)),
            Mile("Visie vastgesteld", date(2026, 4, 1), date(2026, 3, 12)),
            Mile("Visie geëvalueerd met de partners", date(2026, 12, 10)),
        ),
        reports=(
            Report((3, 16), (GREEN, GREEN, GREEN), "De visie is vastgesteld."),
            Report((9, 8), (GREEN, GREEN, GREEN), "Partners gebruiken de visie bij nieuwe afspraken."),
            Report(
                (11, 12),
                (GREEN, GREEN, GREEN),
                "Partners gebruiken de visie bij nieuwe afspraken. De evaluatie staat gepland.",
            ),
        ),
    ),
    Planned(
        "1.2",
        "Beeld van de regio: aard, omvang en aanbod per gemeente",
        "Wat weten we per gemeente over seksueel geweld, welk beleid is er en welk aanbod?",
        GGD,
        date(2026, 11, 1),
        partners=(NIJMEGEN, TIEL),
        targets=(Target("gemeenten", 14, 14, ((date(2026, 6, 30), 6), (date(2026, 9, 3), 9))),),
        milestones=(
            Mile("Vragenlijst naar alle gemeenten", date(2026, 3, 1), date(2026, 3, 4)),
            Mile("Alle gemeenten hebben geantwoord", date(2026, 10, 1), forecast=date(2026, 12, 15)),
        ),
        reports=(
            Report((6, 30), (GREEN, GREEN, GREEN), "Zes gemeenten hebben hun deel aangeleverd."),
            Report(
                (9, 3),
                (AMBER, GREEN, GREEN),
                "Negen van de veertien gemeenten hebben hun deel aangeleverd.",
                cause="Vijf gemeenten hebben geen vaste ambtenaar voor dit onderwerp.",
                consequence="Het beeld is niet compleet en kan nog niet naar de stuurgroep.",
                correction="De GGD belt deze gemeenten in oktober en vult samen met hen in. Klaar op 15 december.",
            ),
            Report(
                (11, 12),
                (AMBER, GREEN, GREEN),
                "Negen van de veertien gemeenten hebben hun deel aangeleverd.",
                cause="Vijf gemeenten hebben geen vaste ambtenaar voor dit onderwerp.",
                consequence="Het beeld is niet compleet en kan nog niet naar de stuurgroep.",
                correction="De GGD vult het beeld in november samen met deze gemeenten in. Klaar op 15 december.",
            ),
        ),
    ),
    Planned(
        "1.3",
        "Verbinding met de aanpak van huiselijk geweld en mensenhandel",
        "De aanpakken raken elkaar. We spreken af wie wat doet en voorkomen dubbel werk.",
        NIJMEGEN,
        date(2027, 6, 30),
        starts=date(2027, 1, 11),
        partners=(GGD, MOVIERA),
        reports=(Report((8, 15), (GREY, GREY, GREY), "Begint in januari 2027."),),
    ),
    Planned(
        "2.1",
        "Coördinatie van de ketenaanpak in sekswerk",
        "Samenwerking in de keten aanjagen, afstemmen en borgen: casuïstiekoverleg, projectgroep en stuurgroep, en "
        "een totaalbeeld van de doelgroep.",
        GGD,
        END_OF_2026,
        partners=(MEE, STERKER, IRISZORG, MOVIERA),
        groups=("Sekswerkers", "OGGZ"),
        targets=(
            Target(
                "trajecten",
                None,
                None,
                ((date(2026, 6, 30), 57), (date(2026, 9, 10), 60)),
                counts_persons=True,
                note="verwachting: gemiddeld 60 mensen met een traject bij een of meer partners",
            ),
        ),
        milestones=(
            Mile("Jaarplanning van de overleggen gedeeld", date(2026, 1, 31), date(2026, 1, 26)),
            Mile("Gezamenlijke registratie getest", date(2026, 11, 15), forecast=date(2026, 12, 3)),
        ),
        reports=(
            Report((6, 12), (GREEN, GREEN, GREEN), "Alle overleggen gingen door."),
            Report((9, 10), (GREEN, GREEN, GREEN), "De registratie van de partners loopt gelijk op."),
            Report(
                (11, 12),
                (GREEN, GREEN, GREEN),
                "De registratie van de partners loopt gelijk op. Het casuïstiekoverleg kwam elke twee weken bijeen.",
            ),
        ),
    ),
    Planned(
        "2.2",
        "Sociale kaart voor mensen die geweld meemaakten en voor plegers",
        "Eén plek met al het aanbod in de regio, twee keer per jaar gecontroleerd.",
        GGD,
        date(2026, 10, 1),
        completed=date(2026, 11, 9),
        partners=(MEE, STERKER, IRISZORG, MOVIERA),
        targets=(Target("gecontroleerd", 40, 40, ((date(2026, 9, 14), 31), (date(2026, 11, 9), 40))),),
        milestones=(Mile("Alle partners hebben hun aanbod ingevuld", date(2026, 9, 1), date(2026, 9, 1)),),
        reports=(
            Report((9, 14), (GREEN, GREEN, GREEN), "31 van de 40 regels zijn dit half jaar gecontroleerd."),
            Report((11, 9), (GREEN, GREEN, GREEN), "Alle regels zijn gecontroleerd."),
        ),
    ),
    Planned(
        "2.3",
        "Samenwerkingsafspraken: taken, verantwoordelijkheden en bevoegdheden",
        "Per partner op papier: wat is een wettelijke taak en wat spreken we samen af?",
        NIJMEGEN,
        date(2026, 12, 15),
        partners=(GGD, MEE, STERKER, IRISZORG, MOVIERA),
        groups=("Professionals",),
        targets=(Target("ondertekend", 6, 6, ((date(2026, 9, 11), 2),)),),
        milestones=(
            Mile("Tekst gereed", date(2026, 6, 1), date(2026, 5, 28)),
            Mile("Alle partners hebben getekend", date(2026, 10, 1), forecast=date(2026, 12, 10)),
        ),
        reports=(
            Report((6, 15), (GREEN, GREEN, GREEN), "De tekst is klaar."),
            Report(
                (9, 11),
                (AMBER, GREEN, GREEN),
                "Twee van de zes partijen hebben getekend.",
                cause="Vier besturen vergaderen pas na de zomer over de afspraken.",
                consequence="Nieuwe medewerkers weten nog niet wie waarvoor aan zet is.",
                correction="De coördinator legt de tekst in oktober en november aan de vier besturen voor.",
            ),
            Report(
                (11, 13),
                (AMBER, GREEN, GREEN),
                "Twee van de zes partijen hebben getekend.",
                cause="Twee besturen vroegen om een andere tekst over gegevens delen.",
                consequence="De afspraken gelden nog niet voor iedereen.",
                correction="De nieuwe tekst ligt op 1 december bij alle partijen. Tekenen kan tot en met 10 december.",
            ),
        ),
    ),
    Planned(
        "2.4",
        "Inzet van een ervaringsdeskundige",
        "Contact leggen met thuiswerkers, internetveldwerk, en professionals adviseren over taal en houding.",
        GGD,
        END_OF_2026,
        groups=("Sekswerkers", "Professionals"),
        form=Form.BOTH,
        targets=(Target("contacten", 700, None, ((date(2026, 9, 10), 700),), counts_persons=True),),
        reports=(
            Report((6, 12), (GREEN, GREEN, GREEN), "Het internetveldwerk loopt."),
            Report((9, 10), (GREEN, GREEN, GREEN), "Er is laagdrempelig contact met zo’n 700 mensen."),
            Report(
                (11, 10),
                (GREEN, GREEN, GREEN),
                "De nieuwsbrief van het najaar is verstuurd. Twee teams kregen advies over taal en houding.",
            ),
        ),
    ),
    Planned(
        "2.5",
        "Partners uit het veiligheidsdomein aansluiten",
        "Zonder politie, reclassering of Openbaar Ministerie mist de keten een schakel.",
        NIJMEGEN,
        date(2026, 9, 1),
        partners=(GGD,),
        groups=("Professionals",),
        targets=(Target("partners", 2, 2, ((date(2026, 9, 11), 0),)),),
        milestones=(
            Mile("Gesprek met de politie-eenheid", date(2026, 4, 1), date(2026, 5, 19)),
            Mile("Twee partners aangesloten", date(2026, 9, 1), forecast=date(2027, 2, 1)),
        ),
        reports=(
            Report(
                (6, 15),
                (AMBER, GREEN, GREEN),
                cause="Het eerste gesprek kwam zeven weken later dan gepland.",
                consequence="Er is nog geen partner uit het veiligheidsdomein.",
                correction="Nijmegen vraagt in september om een besluit van de eenheidsleiding.",
            ),
            Report(
                (9, 11),
                (RED, GREEN, AMBER),
                "Er is nog geen partner uit het veiligheidsdomein aangesloten.",
                cause="De politie-eenheid heeft geen vaste contactpersoon voor het netwerk.",
                consequence="Acute meldingen en het netwerk weten elkaar niet te vinden.",
                correction="Op de agenda van de stuurgroep van 8 december. De burgemeester belt de eenheidsleiding.",
            ),
            Report(
                (11, 13),
                (RED, GREEN, AMBER),
                "Er is nog geen partner uit het veiligheidsdomein aangesloten.",
                cause="De politie-eenheid heeft geen vaste contactpersoon voor het netwerk.",
                consequence="Acute meldingen en het netwerk weten elkaar niet te vinden.",
                correction="Op de agenda van de stuurgroep van 8 december. De burgemeester belt de eenheidsleiding.",
            ),
        ),
    ),
    Planned(
        "3.1",
        "Stuurgroep met bestuurders van de partners",
        "Vier keer per jaar: plan, voortgang en knelpunten die de werkvloer niet oplost.",
        NIJMEGEN,
        END_OF_2026,
        partners=(GGD, MEE, STERKER, TIEL),
        targets=(Target("overleggen gehouden", 4, 4, ((date(2026, 9, 8), 3),)),),
        milestones=(
            Mile("Stuurgroep geformeerd", date(2026, 2, 1), date(2026, 1, 29)),
            Mile("Vierde overleg", date(2026, 12, 8)),
        ),
        reports=(
            Report((6, 11), (GREEN, GREEN, GREEN), "Twee overleggen gehouden."),
            Report((9, 8), (GREEN, GREEN, GREEN), "Drie overleggen gehouden, alle partners waren er."),
            Report((11, 16), (GREEN, GREEN, GREEN), "Drie overleggen gehouden. Het vierde is op 8 december."),
        ),
    ),
    Planned(
        "3.2",
        "Activiteiten borgen in basistaken en subsidievoorwaarden",
        "Wat kan vanuit gewone taken, en waar is een opdracht of subsidie voor nodig?",
        NIJMEGEN,
        END_OF_2026,
        partners=(GGD, MEE, STERKER),
        milestones=(Mile("Overzicht van basistaken per partner", date(2026, 6, 1), date(2026, 6, 22)),),
        reports=(
            Report((6, 24), (GREEN, GREEN, GREEN), "Het overzicht van basistaken is klaar."),
            Report(
                (9, 9),
                (GREEN, RED, AMBER),
                "Partners vragen samen meer dan er is.",
                cause="De aanvragen zijn samen hoger dan de rijksbijdrage.",
                consequence="Zonder keuzes stoppen begeleiding en lotgenotengroep halverwege het jaar.",
                correction="De stuurgroep kiest op 8 december per post: doorschuiven, schrappen of een andere bron.",
            ),
            Report(
                (11, 13),
                (GREEN, RED, AMBER),
                "Partners vragen samen meer dan er is.",
                cause="De aanvragen zijn samen hoger dan de rijksbijdrage.",
                consequence="Zonder keuzes stoppen begeleiding en lotgenotengroep halverwege het jaar.",
                correction="De stuurgroep kiest op 8 december per post: doorschuiven, schrappen of een andere bron.",
            ),
        ),
    ),
    Planned(
        "3.3",
        "Regionale monitor met cijfers van partners",
        "Aard en omvang in beeld met bestaande cijfers, zodat het plan daarop kan sturen.",
        GGD,
        END_OF_2026,
        partners=(MEE, STERKER, IRISZORG, MOVIERA),
        targets=(Target("leveringen", 7, 7, ((date(2026, 9, 14), 5),)),),
        reports=(
            Report((9, 14), (GREEN, GREEN, GREEN), "Vijf van de zeven leveringen zijn binnen."),
            Report(
                (11, 9),
                (GREEN, GREEN, GREEN),
                "Vijf van de zeven leveringen zijn binnen. De andere twee volgen voor het jaareinde.",
            ),
        ),
    ),
    Planned(
        "3.4",
        "Jaarlijkse regio-dag",
        "Een dag met één thema voor professionals, vrijwilligers en ervaringsdeskundigen.",
        TIEL,
        date(2027, 3, 18),
        starts=date(2027, 1, 4),
        partners=(NIJMEGEN, GGD),
        groups=("Professionals",),
        milestones=(Mile("Thema gekozen", date(2026, 12, 1)), Mile("Regio-dag gehouden", date(2027, 3, 18))),
        reports=(Report((7, 1), (GREY, GREY, GREY), "Begint in januari 2027."),),
    ),
    Planned(
        "4.1",
        "Trainingen (seksuele) weerbaarheid: girls talk, make a move, rots en water",
        "Grenzen voelen, aangeven en serieus nemen. Alleen of in een groep van ten hoogste 8 deelnemers.",
        STERKER,
        END_OF_2026,
        pillar="Preventie",
        partners=(IRISZORG, MEE, GGD),
        groups=("Jeugdigen", "Risicogroep"),
        form=Form.BOTH,
        targets=(Target("trajecten", 6, 10, ((date(2026, 6, 30), 3), (date(2026, 9, 7), 5)), counts_persons=True),),
        milestones=(
            Mile("Gezamenlijk trainingsaanbod beschreven", date(2026, 5, 1), date(2026, 4, 23)),
            Mile("Tweede groepstraining afgerond", date(2026, 11, 20), date(2026, 11, 18)),
        ),
        reports=(
            Report((6, 30), (GREEN, GREEN, GREEN), "De eerste groep is klaar."),
            Report((9, 7), (GREEN, GREEN, GREEN), "De tweede groep start in oktober op het ROC."),
            Report((11, 19), (GREEN, GREEN, GREEN), "De tweede groepstraining is afgerond."),
        ),
    ),
    Planned(
        "4.2",
        "Individuele begeleiding van cliënten met een beperking",
        "Begeleiding op maat: de risico’s of de uitbuiting stoppen, en voorkomen dat iemand terugvalt.",
        MEE,
        END_OF_2026,
        pillar=CARE,
        partners=(GGD, STERKER),
        groups=("Risicogroep", "Seksuele uitbuiting"),
        form=Form.INDIVIDUAL,
        targets=(
            Target(
                "trajecten",
                3,
                5,
                ((date(2026, 4, 20), 3), (date(2026, 9, 16), 4)),
                counts_persons=True,
                note="van 10 tot 20 weken",
            ),
        ),
        milestones=(
            Mile("Werkwijze met casuïstiekoverleg afgesproken", date(2026, 2, 1), date(2026, 1, 29)),
            Mile("Eerste trajecten gestart", date(2026, 4, 1), date(2026, 4, 20)),
            Mile("Tussenevaluatie met cliënten en GGD", date(2026, 9, 15), forecast=date(2026, 12, 1)),
            Mile("Verantwoording naar GGD en gemeente", END_OF_2026),
        ),
        reports=(
            Report((4, 20), (GREEN, GREEN, GREEN), "De eerste trajecten zijn gestart."),
            Report((9, 16), (GREEN, GREEN, GREEN), "De begeleiding loopt. De samenwerking met Sterker gaat goed."),
            Report(
                (11, 17), (GREEN, GREEN, GREEN), "De begeleiding loopt. De tussenevaluatie is verzet naar 1 december."
            ),
        ),
    ),
    Planned(
        "4.3",
        "Workshop LVB en Uitbuiting",
        "Professionals leren een licht verstandelijke beperking en uitbuiting herkennen, en wat zij dan doen.",
        MEE,
        date(2026, 9, 1),
        pillar=SIGNALS,
        groups=("Professionals",),
        targets=(Target("deelnemers", 12, 12, ((date(2026, 9, 16), 0),)),),
        milestones=(Mile("Workshop gegeven", date(2026, 9, 1), forecast=date(2026, 12, 3)),),
        reports=(
            Report((6, 18), (GREEN, GREEN, GREEN), "Datum en zaal zijn geregeld."),
            Report(
                (9, 16),
                (AMBER, GREEN, GREEN),
                "De workshop van 1 september ging niet door.",
                cause="Voor 1 september waren er te weinig aanmeldingen.",
                consequence="Twaalf professionals leren drie maanden later signalen herkennen.",
                correction="Nieuwe datum op 3 december. Sterker en Iriszorg sturen ieder vier mensen.",
            ),
            Report(
                (11, 17),
                (AMBER, GREEN, GREEN),
                "Er zijn nu genoeg aanmeldingen.",
                cause="De workshop van 1 september ging niet door, omdat er te weinig aanmeldingen waren.",
                consequence="Professionals leren drie maanden later signalen herkennen.",
                correction="De workshop is op 3 december. Alle plaatsen zijn bezet.",
            ),
        ),
    ),
    Planned(
        "4.4",
        "Coaching en advies voor professionals",
        "Advies over de doelgroep, of tijdelijk meekijken bij de begeleiding van een cliënt.",
        MEE,
        END_OF_2026,
        pillar=SIGNALS,
        groups=("Professionals",),
        form=Form.INDIVIDUAL,
        targets=(Target("gesprekken", 20, 40, ((date(2026, 6, 30), 15), (date(2026, 9, 16), 26))),),
        reports=(
            Report((6, 18), (GREEN, GREEN, GREEN), "Scholen weten MEE te vinden."),
            Report((9, 16), (GREEN, GREEN, GREEN), "26 gesprekken gevoerd, vooral met wijkteams."),
            Report((11, 17), (GREEN, GREEN, GREEN), "De gesprekken lopen door, vooral met wijkteams en scholen."),
        ),
    ),
    Planned(
        "4.5",
        "Lotgenotengroep",
        "Acht bijeenkomsten voor acht deelnemers, met een trainer van MEE en een trainer van een ketenpartner.",
        MEE,
        date(2026, 12, 15),
        pillar=CARE,
        partners=(STERKER,),
        groups=("Risicogroep", "Seksuele uitbuiting", "Sekswerkers", "OGGZ"),
        targets=(Target("bijeenkomsten", 8, 8, ((date(2026, 9, 16), 0), (date(2026, 11, 17), 3))),),
        milestones=(
            Mile("Tweede trainer gevonden", date(2026, 8, 15), date(2026, 10, 26)),
            Mile("Eerste bijeenkomst", date(2026, 9, 14), date(2026, 11, 2)),
            Mile("Achtste bijeenkomst", date(2026, 12, 15), forecast=date(2027, 1, 26)),
        ),
        reports=(
            Report((6, 18), (GREEN, GREEN, GREEN), "De werving loopt."),
            Report(
                (9, 16),
                (AMBER, GREEN, GREEN),
                cause="De ketenpartner die de tweede trainer zou leveren, heeft tot november niemand vrij.",
                consequence="De groep start in november. Deelnemers wachten twee maanden langer.",
                correction="Sterker levert vanaf 1 november een trainer. De projectgroep besluit op 6 oktober.",
            ),
            Report(
                (11, 17),
                (AMBER, GREEN, GREEN),
                "De groep is op 2 november gestart.",
                cause="De start was twee maanden later dan gepland.",
                consequence="De laatste bijeenkomsten vallen in januari.",
                correction="De groep loopt door tot 26 januari. De uren zijn met de gemeente afgesproken.",
            ),
        ),
    ),
    Planned(
        "4.6",
        "Ondersteuning bij uitstappen: weg naar ander werk of dagbesteding",
        "De arbeidsconsulent begeleidt op maat, samen met UWV, werkbedrijf en opleidingen.",
        MEE,
        END_OF_2026,
        pillar="Nazorg",
        groups=("Seksuele uitbuiting", "Sekswerkers", "OGGZ"),
        form=Form.INDIVIDUAL,
        targets=(Target("trajecten", 5, 10, ((date(2026, 6, 30), 4), (date(2026, 9, 16), 6)), counts_persons=True),),
        reports=(
            Report((6, 18), (GREEN, GREEN, GREEN), "De samenwerking met het werkbedrijf is gestart."),
            Report((9, 16), (GREEN, GREEN, GREEN), "De trajecten lopen zoals afgesproken."),
            Report((11, 17), (GREEN, GREEN, GREEN), "De trajecten lopen zoals afgesproken."),
        ),
    ),
    Planned(
        "4.7",
        "Veldwerk en vindplaatsgericht werken (R75)",
        "Naar buiten: ramen, massagesalons en andere plekken, samen met de GGD. Vermoedens van dwang onderzoeken.",
        STERKER,
        END_OF_2026,
        pillar=SIGNALS,
        partners=(GGD,),
        groups=("Risicogroep", "Sekswerkers"),
        form=Form.INDIVIDUAL,
        targets=(Target("uur per week", 4, 4, ((date(2026, 9, 7), 2),)),),
        milestones=(Mile("Werkafspraken met de GGD", date(2026, 3, 15), date(2026, 3, 10)),),
        reports=(
            Report((6, 10), (GREEN, GREEN, GREEN), "Het veldwerk is begonnen."),
            Report(
                (9, 7),
                (GREEN, AMBER, GREEN),
                cause="Er is geld voor twee van de vier uur per week.",
                consequence="Vindplaatsen in de kleinere gemeenten worden nog niet bezocht.",
                correction="Sterker en Nijmegen zoeken vóór 15 december een andere bron voor de twee uur.",
            ),
            Report(
                (11, 19),
                (GREEN, AMBER, GREEN),
                "Het veldwerk met de GGD gaat door.",
                cause="Er is geld voor twee van de vier uur per week.",
                consequence="Vindplaatsen in de kleinere gemeenten worden nog niet bezocht.",
                correction="Sterker en Nijmegen zoeken vóór 15 december een andere bron voor de twee uur.",
            ),
        ),
    ),
    Planned(
        "4.8",
        "Week van de Liefde en Week van de Lentekriebels",
        "Scholen doen mee met de landelijke weken over relaties, grenzen en toestemming.",
        GGD,
        date(2027, 3, 19),
        starts=date(2027, 2, 1),
        pillar="Preventie",
        groups=("Jeugdigen",),
        reports=(Report((8, 20), (GREY, GREY, GREY), "Begint in februari 2027."),),
    ),
    Planned(
        "4.9",
        "Aanbod voor plegers in beeld",
        "Wat is er in de regio voor mensen die geweld gebruikten, en voor hun naasten?",
        IRISZORG,
        date(2026, 12, 1),
        pillar=CARE,
        groups=("Plegers", "Naasten"),
        reports=(Report((6, 2), (GREEN, GREEN, GREEN), "De eerste gesprekken met zorgaanbieders zijn gepland."),),
    ),
    Planned(
        "4.10",
        "Veilig uitgaan: campagne «Ben je oké?»",
        "Horecapersoneel leert ingrijpen bij ongewenst gedrag.",
        NIJMEGEN,
        END_OF_2026,
        pillar="Omgeving",
        partners=(TIEL,),
        groups=("Jeugdigen", "Inwoners"),
        targets=(Target("horecazaken", 8, 8, ((date(2026, 9, 4), 6),)),),
        reports=(
            Report((9, 4), (GREEN, GREEN, GREEN), "Zes horecazaken doen mee."),
            Report((11, 6), (GREEN, GREEN, GREEN), "Zes horecazaken doen mee. Twee starten in december."),
        ),
    ),
)

# Where an action runs, and what the municipality itself does for it; empty when it did not write that yet.
# In which link of the chain an action is, as far as it is in one.
LINKS = {
    PREVENTION: ["4.1", "4.3", "4.4", "4.8", "4.10"],
    SIGNS: ["2.4", "4.7"],
    HELP: ["4.2", "4.6", "4.9"],
    AFTERCARE: ["4.5"],
    EVALUATION: ["3.3"],
}

CONTRIBUTIONS = {
    "1.2": {
        "Nijmegen": "Levert de cijfers van het eigen beleid en het aanbod in de stad, en leest het beeld tegen.",
        "Tiel": "Vult de vragenlijst in voor Rivierenland en bespreekt hem met het wijkteam.",
        "Druten": "",
        "Wijchen": "",
    },
    "2.1": {
        "Nijmegen": "Stelt twee keer per maand een vergaderzaal beschikbaar voor het casuïstiekoverleg.",
        "Tiel": "",
        "Beuningen": "",
    },
    "4.5": {
        "Nijmegen": "Een ruimte in het wijkcentrum, één avond per twee weken.",
        "Tiel": "Vervoer voor mensen uit de gemeente die zelf niet kunnen reizen.",
    },
}


def load_plan() -> None:
    """The plan 2026–2029, version 2, with its actions, reports and money; organisations and people are there."""
    plan = Plan.objects.create(
        title="Plan van aanpak 2026–2029",
        starts_on=date(2026, 1, 1),
        ends_on=date(2029, 12, 31),
        version=2,
        status=PlanStatus.ADOPTED,
        adopted_on=date(2026, 6, 11),
    )
    for position, (name, description) in enumerate(TARGET_GROUPS.items(), start=1):
        TargetGroup.objects.create(name=name, description=description, position=position)
    reporters = _reporters()
    for position, planned in enumerate(ACTIONS, start=1):
        _load_action(plan, position, planned, reporters)
    for link, codes in LINKS.items():
        plan.actions.filter(code__in=codes).update(chain_link=ChainLink.objects.get(name=link))
    _load_contributions(plan)
    load_money(plan)
    load_accounts()
    _load_successes(plan)
    _load_origins(plan)
    load_goals(plan)
    load_activities(plan)
    load_scan(plan)
    load_library(plan)
    load_action_page(plan)
    load_plan_life(plan)  # the last: a version keeps what all of the above put into the plan


def _load_successes(plan: Plan) -> None:
    """One stands in the report of the half-year, and one in the programme of the next regio-dag."""
    Success.objects.create(
        action=plan.actions.get(code="2.4"),
        title="Twee teams praten anders met en over sekswerkers",
        text="De ervaringsdeskundige gaf advies over taal en houding. De teams gebruiken nu dezelfde woorden.",
        happened_on=date(2026, 6, 18),
        is_in_report=True,
    )
    Success.objects.create(
        action=plan.actions.get(code="2.2"),
        title="Al het aanbod van de regio staat op één plek",
        text="Alle regels van de sociale kaart zijn gecontroleerd, doordat elke partner het eigen deel nakeek.",
        happened_on=date(2026, 11, 9),
        agenda_item=next_of(REGIONAL_DAY).agenda.filter(title__startswith="Succes delen").first(),
    )


def _load_origins(plan: Plan) -> None:
    """What the network learned in its own meetings, and the actions in which it was taken up."""
    police = Bottleneck.objects.get(status=BottleneckStatus.ESCALATED)
    lesson = Lesson.objects.get(title=TAKEN_UP_LESSON)
    ActionOrigin.objects.create(action=plan.actions.get(code="2.5"), bottleneck=police)
    ActionOrigin.objects.create(action=plan.actions.get(code="2.3"), lesson=lesson)


def _load_contributions(plan: Plan) -> None:
    for code, texts in CONTRIBUTIONS.items():
        action = plan.actions.get(code=code)
        for municipality, text in texts.items():
            action.contributions.create(municipality=Municipality.objects.get(name=municipality), text=text)


def _reporters() -> dict[str, Person]:
    """Who reports for which lead: an invented editor where there is one, else the coordinator."""
    coordinator = Person.objects.get(email="coordinator@demo.example")
    editors = {"partner@demo.example": MEE, "gemeente@demo.example": TIEL}
    found = {editors[person.email]: person for person in Person.objects.filter(email__in=editors)}
    return {name: found.get(name, coordinator) for name in (GGD, MEE, STERKER, IRISZORG, MOVIERA, NIJMEGEN, TIEL)}


def _load_action(plan: Plan, position: int, planned: Planned, reporters: dict[str, Person]) -> None:
    action = Action.objects.create(
        plan=plan,
        code=planned.code,
        title=planned.title,
        description=planned.description,
        building_block=int(planned.code[0]),
        pillar=Pillar.objects.get(name=planned.pillar),
        form=planned.form,
        lead_organisation=Organisation.objects.get(name=planned.lead),
        starts_on=planned.starts,
        ends_on=planned.ends,
        completed_on=planned.completed,
        position=position,
    )
    action.target_groups.set(TargetGroup.objects.filter(name__in=planned.groups))
    action.partner_organisations.set(Organisation.objects.filter(name__in=planned.partners))
    for mile in planned.milestones:
        Milestone.objects.create(
            action=action,
            title=mile.title,
            planned_on=mile.planned,
            forecast_on=mile.forecast,
            achieved_on=mile.achieved,
        )
    _load_targets(action, planned.targets)
    for report in planned.reports:
        _load_report(action, report, reporters[planned.lead])


def _load_targets(action: Action, targets: Iterable[Target]) -> None:
    for target in targets:
        created = ActionTarget.objects.create(
            action=action,
            unit=target.unit,
            minimum=target.minimum,
            maximum=target.maximum,
            counts_persons=target.counts_persons,
            note=target.note,
        )
        for measured_on, value in target.reached:
            Realisation.objects.create(target=created, value=value, measured_on=measured_on)


def _load_report(action: Action, report: Report, reporter: Person) -> None:
    on = date(2026, *report.on)
    StatusReport.objects.create(
        action=action,
        reported_on=on,
        recorded_at=timezone.make_aware(datetime.combine(on, time(15, 12))),
        reported_by=reporter,
        time=report.lights[0],
        money=report.lights[1],
        quality=report.lights[2],
        light=worst_light(*report.lights),
        explanation=report.explanation,
        cause=report.cause,
        consequence=report.consequence,
        correction=report.correction,
    )
