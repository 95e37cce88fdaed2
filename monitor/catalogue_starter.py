"""The catalogue to begin with: public sources about sexual violence, and what each of them counts.

Our own words for what was read at the source. What isn't certain is not here: a table of which only the title was seen,
a category that nobody looked up. Figures come later, by an import or from partners.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from monitor.areas import COUNTRY, MUNICIPALITY
from monitor.catalogue_flows import THE_CATALOGUE, free_slug
from monitor.models import BreakKind, Direction, DisclosureRule, Indicator, SeriesBreak, Source, SourceKind
from monitor.periods import HALF_YEAR, MONTH, YEAR
from network.database import one_at_a_time
from network.dutch import enumeration
from network.history import because
from network.models import AreaKind, Person

VEILIG_THUIS = AreaKind.VEILIG_THUIS.value
LONGEST_MESSAGE = 5  # sources that a message names


@dataclass(frozen=True)
class StarterBreak:
    day: date
    title: str
    text: str
    kind: str = BreakKind.BREAK


@dataclass(frozen=True)
class StarterIndicator:
    name: str
    definition: str
    unit: str = "aantal"
    table_id: str = ""
    table_title: str = ""
    geography: str = COUNTRY
    frequency: str = YEAR  # empty: not every year
    direction: str = Direction.NONE
    quality_note: str = ""
    differs: str = ""
    adds_up: bool = True
    has_overlapping_categories: bool = False
    breaks: tuple[StarterBreak, ...] = ()


@dataclass(frozen=True)
class StarterSource:
    name: str
    attribution: str
    indicators: tuple[StarterIndicator, ...]
    licence: str = ""
    website: str = ""
    kind: str = SourceKind.PUBLISHED
    note: str = ""
    breaks: tuple[StarterBreak, ...] = ()


@dataclass
class Added:
    """What was not there yet."""

    indicators: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)  # of which something is new
    breaks: int = 0

    def __bool__(self) -> bool:
        return bool(self.indicators or self.sources or self.breaks)


# --- CBS -------------------------------------------------------------------------------------------------------------

_IN_FIVES = (
    "In de tabel staan veelvouden van 5, en geen getal onder de 10. Een punt is niet nul.\n"
    "De som van de gemeenten is niet gelijk aan het totaal van de regio."
)
_OVERLAP = "De categorieën overlappen. Hun som is hoger dan het aantal unieke meldingen."
_NO_CRIME = (
    "Veilig Thuis telt adviezen en meldingen die daar binnenkomen. De politie telt meldingen en aangiften, en het CBS "
    "telt misdrijven. Dit zijn verschillende dingen."
)
_POLICE_AND_CBS = (
    "Het CBS telt geregistreerde misdrijven. De politie telt meldingen en aangiften, ook als het geen misdrijf bleek "
    "of buiten het strafrecht eindigde. Over 2022 waren dat er 9.900 bij het CBS en 15.500 bij de politie."
)
_NATURE = (
    "Gestarte adviezen, ontvangen meldingen, casussen met een ontvangen melding en afgeronde diensten van Veilig "
    "Thuis, naar de aard van het geweld en naar aanvullende informatie."
)
_WHO_CALLED = (
    "Gestarte adviezen en ontvangen meldingen van Veilig Thuis, naar wie contact opnam (vanuit een beroep of niet, uit "
    "welke sector) en naar hoe lang het geweld duurt."
)

CBS = StarterSource(
    name="CBS",
    attribution="Bron: CBS",
    licence="CC BY 4.0",
    website="https://www.cbs.nl",
    note="Een punt betekent geheim of onbekend, nooit nul. Een sterretje betekent: voorlopig. Noem de bron altijd.",
    indicators=(
        StarterIndicator(
            name="Veilig Thuis: aard van het geweld, per Veilig Thuis-regio",
            definition=_NATURE,
            table_id="84850NED",
            table_title="Huiselijk geweld; aard geweld, aanvullende informatie, Veilig Thuis-regio",
            geography=VEILIG_THUIS,
            quality_note=f"{_IN_FIVES}\n{_OVERLAP}",
            differs=_NO_CRIME,
            has_overlapping_categories=True,
        ),
        StarterIndicator(
            name="Veilig Thuis: aard van het geweld, per gemeente",
            definition=_NATURE,
            table_id="84851NED",
            geography=MUNICIPALITY,
            quality_note=f"{_IN_FIVES}\n{_OVERLAP}",
            differs=_NO_CRIME,
            has_overlapping_categories=True,
        ),
        StarterIndicator(
            name="Veilig Thuis: wie contact opneemt en hoe lang het geweld duurt, per Veilig Thuis-regio",
            definition=_WHO_CALLED,
            table_id="84848NED",
            geography=VEILIG_THUIS,
            quality_note=_IN_FIVES,
            differs=_NO_CRIME,
        ),
        StarterIndicator(
            name="Veilig Thuis: wie contact opneemt en hoe lang het geweld duurt, per gemeente",
            definition=_WHO_CALLED,
            table_id="84849NED",
            geography=MUNICIPALITY,
            quality_note=_IN_FIVES,
            differs=_NO_CRIME,
        ),
        StarterIndicator(
            name="Veilig Thuis: hoe veilig het is",
            definition="Ontvangen meldingen van Veilig Thuis, naar de beoordeling en de inschatting van de veiligheid.",
            table_id="84852NED",
            geography=MUNICIPALITY,
            differs=_NO_CRIME,
        ),
        StarterIndicator(
            name="Veilig Thuis: eerdere betrokkenheid",
            definition="Ontvangen meldingen en vervolgmeldingen, naar of Veilig Thuis al eerder betrokken was.",
            unit="aantal en %",
            table_id="85361NED",
            geography=MUNICIPALITY,
            quality_note=_IN_FIVES,
            differs=_NO_CRIME,
            adds_up=False,
        ),
        StarterIndicator(
            name="Veilig Thuis: seksueel geweld in 2020",
            definition=(
                "Adviezen, meldingen, casussen en diensten van Veilig Thuis in 2020 waarbij sprake was van seksueel "
                "geweld, of van een vermoeden daarvan."
            ),
            geography=VEILIG_THUIS,
            frequency="",
            quality_note="Dit is één keer uitgezocht, over 2020.",
            differs=_NO_CRIME,
        ),
        StarterIndicator(
            name="Geregistreerde criminaliteit, naar soort misdrijf",
            definition=(
                "Misdrijven die de politie registreerde, naar soort misdrijf en naar de gemeente waar het gebeurde. "
                "Van een voorval met meer misdrijven telt alleen het zwaarste."
            ),
            table_id="83648NED",
            geography=MUNICIPALITY,
            quality_note=(
                "Het jaar is dat van de registratie, niet dat van het misdrijf.\n"
                "Misdrijven in een onbekende gemeente staan apart.\n"
                "Misdrijven die de marechaussee registreerde, tellen mee.\n"
                "Cijfers verschijnen in maart en zijn na twee jaar definitief."
            ),
            differs=_POLICE_AND_CBS,
        ),
    ),
)

# --- police ----------------------------------------------------------------------------------------------------------

NEW_LAW = StarterBreak(
    date(2024, 7, 1),
    "nieuwe wet",
    "Sinds 1 juli 2024 staan er twee feiten extra in de wet: seksuele intimidatie in het openbaar en sexchatting. In "
    "de tweede helft van 2024 kwamen er 16 % meer meldingen en aangiften. Vergelijk jaren van voor en na die dag niet.",
)

POLICE = StarterSource(
    name="Politie",
    attribution="Bron: Politie",
    website="https://data.politie.nl",
    breaks=(NEW_LAW,),
    indicators=(
        StarterIndicator(
            name="Geregistreerde misdrijven per maand, naar soort misdrijf",
            definition="Misdrijven die de politie registreerde, naar soort misdrijf, per gemeente, wijk en buurt.",
            table_id="47022NED",
            geography=MUNICIPALITY,
            frequency=MONTH,
            quality_note=(
                "Een maand verschijnt vier tot zes weken later.\n"
                "Een leeg vak betekent: niet gepubliceerd. Het is niet nul."
            ),
            differs=_POLICE_AND_CBS,
        ),
        StarterIndicator(
            name="Seksuele misdrijven: meldingen en aangiften in Nederland",
            definition=(
                "Meldingen en aangiften van seksuele misdrijven bij de politie in heel Nederland, naar soort. Ook als "
                "het later geen misdrijf bleek te zijn."
            ),
            unit="meldingen en aangiften",
            quality_note=(
                "Het jaar is dat van de melding. Meer dan een vijfde van de verkrachtingen die in 2022 gemeld zijn, "
                "gebeurde in een eerder jaar.\n"
                "De meeste slachtoffers doen geen melding. Meer meldingen kan dus goed nieuws zijn."
            ),
            differs=_POLICE_AND_CBS,
        ),
    ),
)

# --- help ------------------------------------------------------------------------------------------------------------

CSG = StarterSource(
    name="Centrum Seksueel Geweld",
    attribution="Bron: Centrum Seksueel Geweld",
    website="https://centrumseksueelgeweld.nl",
    note="Er zijn zestien centra. Sommige publiceren ook eigen cijfers. Aantallen van één regio kunnen klein zijn.",
    indicators=(
        StarterIndicator(
            name="Centrum Seksueel Geweld: iedereen die kwam",
            definition=(
                "Over 2019: slachtoffers die zich bij een van de centra meldden, binnen een week of later. Over 2023: "
                "iedereen met hulp of advies, telefonisch, online of in een van de centra."
            ),
            unit="personen",
            quality_note="De trendbreuk staat bij 2023: het eerste jaar waarvan wij de nieuwe telling kennen.",
            breaks=(
                StarterBreak(
                    date(2023, 1, 1),
                    "andere telling",
                    "Over 2019 telde het centrum slachtoffers die zich meldden. Over 2023 telt iedereen mee die hulp "
                    "of advies kreeg, ook telefonisch of online. Deze jaren zijn niet te vergelijken.",
                ),
            ),
        ),
        StarterIndicator(
            name="Centrum Seksueel Geweld: binnen een week",
            definition="Slachtoffers die zich binnen zeven dagen na het geweld bij een van de centra meldden.",
            unit="personen",
        ),
    ),
)

VICTIM_SUPPORT = StarterSource(
    name="Slachtofferhulp Nederland",
    attribution="Bron: Slachtofferhulp Nederland",
    indicators=(
        StarterIndicator(
            name="Slachtofferhulp: slachtoffers van seksueel geweld",
            definition="Slachtoffers van seksueel geweld die in een jaar hulp kregen van Slachtofferhulp Nederland.",
            unit="personen",
            quality_note="De bron noemt afgeronde aantallen.",
        ),
    ),
)

COMENSHA = StarterSource(
    name="CoMensha",
    attribution="Bron: CoMensha",
    indicators=(
        StarterIndicator(
            name="Gemelde mogelijke slachtoffers van mensenhandel",
            definition="Personen die als mogelijk slachtoffer van mensenhandel bij CoMensha zijn gemeld.",
            unit="personen",
            quality_note=(
                "Alle vormen van mensenhandel tellen mee. In 2020 ging 41 % over seksuele uitbuiting.\n"
                "De daling in 2020 wordt aan corona toegeschreven."
            ),
            differs="Dit telt personen die gemeld zijn, geen misdrijven en geen hulptrajecten.",
        ),
    ),
)

OFFLIMITS = StarterSource(
    name="Offlimits",
    attribution="Bron: Offlimits",
    indicators=(
        StarterIndicator(
            name="Stop it Now: contacten",
            definition="Contacten met Stop it Now in een jaar, en hoeveel personen dat waren.",
            quality_note="Eén persoon kan vaker contact opnemen. Tel contacten en personen niet bij elkaar op.",
            adds_up=False,
        ),
    ),
)

# --- surveys ---------------------------------------------------------------------------------------------------------

_NATIONAL = "Dit is een landelijk onderzoek. Het zegt niets over één gemeente of regio."

PREVALENCE = StarterSource(
    name="CBS en WODC",
    attribution="Bron: CBS en WODC",
    website="https://www.cbs.nl",
    note="De Prevalentiemonitor Huiselijk Geweld en Seksueel Grensoverschrijdend Gedrag.",
    indicators=(
        StarterIndicator(
            name="Seksueel grensoverschrijdend gedrag: wie het meemaakte",
            definition=(
                "Deel van de mensen van 16 jaar en ouder dat in de 12 maanden voor het onderzoek seksueel "
                "grensoverschrijdend gedrag meemaakte."
            ),
            unit="% van 16 jaar en ouder",
            frequency="",
            direction=Direction.UNFAVOURABLE,
            quality_note=(
                f"{_NATIONAL}\n"
                "Ongeveer 25.000 mensen deden mee. Wie in een instelling woont, doet niet mee.\n"
                "Elk percentage heeft een marge, want niet iedereen is gevraagd."
            ),
            differs="Dit vraagt mensen wat zij meemaakten, ook als zij dat nergens meldden.",
            adds_up=False,
            has_overlapping_categories=True,
            breaks=(
                StarterBreak(
                    date(2022, 1, 1),
                    "andere naam",
                    "In 2022 en 2024 heet het onderzoek «Huiselijk Geweld en Seksueel Grensoverschrijdend Gedrag».",
                    BreakKind.NOTE,
                ),
            ),
        ),
    ),
)

YOUNG_PEOPLE = StarterSource(
    name="Rutgers en Soa Aids Nederland",
    attribution="Bron: Seks onder je 25e, Rutgers en Soa Aids Nederland",
    indicators=(
        StarterIndicator(
            name="Jongeren: een lichamelijke grens overschreden",
            definition="Deel van de meisjes en jongens tot 25 jaar van wie iemand een lichamelijke grens overschreed.",
            unit="% van de jongeren",
            frequency="",
            direction=Direction.UNFAVOURABLE,
            quality_note=f"{_NATIONAL}\nHet onderzoek was er in 2005, 2012, 2017 en 2023.",
            differs="Dit vraagt jongeren wat zij meemaakten, ook als zij dat nergens meldden.",
            adds_up=False,
        ),
    ),
)

SAFETY = StarterSource(
    name="CBS en ministerie van Justitie en Veiligheid",
    attribution="Bron: Veiligheidsmonitor, CBS en ministerie van Justitie en Veiligheid",
    indicators=(
        StarterIndicator(
            name="Seksuele delicten: hoeveel slachtoffers dat melden",
            definition="Deel van de slachtoffers van seksuele delicten dat dit bij de politie meldde.",
            unit="% van de slachtoffers",
            frequency="",
            quality_note="Het onderzoek is er sinds 2017 om de twee jaar. Elk percentage heeft een marge.",
            adds_up=False,
        ),
    ),
)

# --- police to judge -------------------------------------------------------------------------------------------------

PROSECUTION = StarterSource(
    name="Openbaar Ministerie",
    attribution="Bron: Openbaar Ministerie",
    note="Aantallen zijn afgerond op tientallen.",
    indicators=(
        StarterIndicator(
            name="Openbaar Ministerie: instroom van ernstige seksuele misdrijven",
            definition="Wat in een jaar bij het Openbaar Ministerie binnenkwam aan ernstige seksuele misdrijven.",
            quality_note="De bron gebruikt nog het oude woord. In de wet heet dit sinds 1 juli 2024 anders.",
        ),
        StarterIndicator(
            name="Openbaar Ministerie: instroom kinderporno",
            definition="Wat in een jaar bij het Openbaar Ministerie binnenkwam onder de noemer «kinderporno».",
        ),
    ),
)

CHAIN = StarterSource(
    name="Strafrechtketenmonitor",
    attribution="Bron: Strafrechtketenmonitor",
    indicators=(
        StarterIndicator(
            name="Strafzaken over seksueel geweld: eerste zitting binnen een half jaar",
            definition="Deel van de strafzaken over seksueel geweld met de eerste zitting binnen een half jaar.",
            unit="% van de zaken",
            direction=Direction.FAVOURABLE,
            quality_note="De bron gebruikt nog het oude woord van de wet.",
            adds_up=False,
        ),
    ),
)

RAPPORTEUR = StarterSource(
    name="Nationaal Rapporteur",
    attribution="Bron: Nationaal Rapporteur Mensenhandel en Seksueel Geweld tegen Kinderen",
    note="Verschijnt ongeveer om de twee jaar. De rapporteur noemde cijfers over onderzoeken soms onbetrouwbaar.",
    indicators=(
        StarterIndicator(
            name="Kinderen: van seksueel geweld tot rechtszaak",
            definition="Seksueel geweld tegen kinderen: hoe vaak het voorkomt, gemeld en onderzocht wordt en voorkomt.",
            frequency="",
        ),
    ),
)

MUNICIPALITIES = StarterSource(
    name="Waarstaatjegemeente",
    attribution="Bron: Waarstaatjegemeente",
    website="https://www.waarstaatjegemeente.nl",
    indicators=(
        StarterIndicator(
            name="Gewelds- en seksuele misdrijven per 1.000 inwoners",
            definition="Geregistreerde gewelds- en seksuele misdrijven samen, per 1.000 inwoners van een gemeente.",
            unit="per 1.000 inwoners",
            geography=MUNICIPALITY,
            quality_note=(
                "Geweld en seksuele misdrijven zijn hier niet te scheiden.\n"
                "Bij te weinig gegevens krijgt een gemeente het cijfer van het hele basisteam van de politie."
            ),
            adds_up=False,
        ),
    ),
)

# --- what partners deliver -------------------------------------------------------------------------------------------

PARTNERS = StarterSource(
    name="Partners van het netwerk",
    attribution="Bron: partners van het netwerk",
    kind=SourceKind.DELIVERED,
    note="Partners leveren alleen aantallen, nooit namen. Het portaal verbergt kleine aantallen.",
    indicators=(
        StarterIndicator(
            name="Deelnemers aan lessen en trainingen",
            definition="Mensen bij een les of training van een partner. Wie twee keer komt, telt twee keer.",
            unit="deelnemers",
            geography=MUNICIPALITY,
            frequency=HALF_YEAR,
            direction=Direction.FAVOURABLE,
        ),
        StarterIndicator(
            name="Begonnen trajecten",
            definition="Hulptrajecten die in deze periode bij een partner begonnen.",
            unit="trajecten",
            geography=MUNICIPALITY,
            frequency=HALF_YEAR,
        ),
        StarterIndicator(
            name="Casussen in het casuïstiekoverleg",
            definition="Casussen die in deze periode in een casuïstiekoverleg besproken zijn. Alleen het aantal.",
            unit="casussen",
            geography=MUNICIPALITY,
            frequency=HALF_YEAR,
        ),
    ),
)

STARTER: tuple[StarterSource, ...] = (
    *(CBS, POLICE, CSG, VICTIM_SUPPORT, COMENSHA, OFFLIMITS, PREVALENCE, YOUNG_PEOPLE, SAFETY),
    *(PROSECUTION, CHAIN, RAPPORTEUR, MUNICIPALITIES, PARTNERS),
)


# --- loading ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_starter(*, by: Person | None) -> Added:
    """What isn't there yet. What is there stays as somebody made it."""
    one_at_a_time(THE_CATALOGUE)
    added = Added()
    with because("Startlijst toegevoegd", by=by):
        for wanted in STARTER:
            _add_source(wanted, added)
    return added


def _add_source(wanted: StarterSource, added: Added) -> None:
    source = Source.objects.filter(name__iexact=wanted.name).first()
    before = len(added.indicators)
    is_new = source is None
    if source is None:
        fields = ("name", "attribution", "licence", "website", "kind", "note")
        source = Source(**{name: getattr(wanted, name) for name in fields})
        source.full_clean()
        source.save()
        if source.kind == SourceKind.DELIVERED:
            DisclosureRule.objects.create(source=source)
    added.breaks += _add_breaks(wanted.breaks, source=source)
    for each in wanted.indicators:
        if not _is_there(each, source):
            _add_indicator(each, source)
            added.indicators.append(each.name)
    if is_new or len(added.indicators) > before:
        added.sources.append(source.name)


def _is_there(wanted: StarterIndicator, source: Source) -> bool:
    """A table has one indicator, whatever it is called."""
    known = Indicator.objects.filter(source=source)
    same_table = wanted.table_id and known.filter(table_id__iexact=wanted.table_id).exists()
    return bool(same_table) or known.filter(name__iexact=wanted.name).exists()


def _add_indicator(wanted: StarterIndicator, source: Source) -> None:
    fields = {name: value for name, value in vars(wanted).items() if name != "breaks"}
    indicator = Indicator(**fields, source=source, slug=free_slug(wanted.name))
    indicator.full_clean()
    indicator.save()
    _add_breaks(wanted.breaks, indicator=indicator)


def _add_breaks(wanted: Sequence[StarterBreak], **of: Indicator | Source) -> int:
    missing = [each for each in wanted if not SeriesBreak.objects.filter(day=each.day, **of).exists()]
    for each in missing:
        series_break = SeriesBreak(**of, **vars(each))
        series_break.full_clean()
        series_break.save()
    return len(missing)


def told(added: Added) -> str:
    """What was added, for whoever pressed the button."""
    if not added:
        return "Alles uit de startlijst staat er al. Er is niets veranderd."
    named = added.sources[:LONGEST_MESSAGE]
    if rest := len(added.sources) - len(named):
        named.append("nog 1 bron" if rest == 1 else f"nog {rest} bronnen")
    if not added.indicators:
        return "Toegevoegd: wat er nog aan trendbreuken ontbrak. Wat er al stond, is niet veranderd."
    count = "1 indicator" if len(added.indicators) == 1 else f"{len(added.indicators)} indicatoren"
    return f"Toegevoegd: {count} van {enumeration(named)}. Wat er al stond, is niet veranderd."
