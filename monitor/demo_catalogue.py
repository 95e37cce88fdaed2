"""The catalogue of the demo, with figures of the whole country as their sources published them."""

from dataclasses import dataclass

from monitor import import_flows
from monitor.catalogue_starter import add_starter
from monitor.models import Indicator
from network.models import Person


@dataclass(frozen=True)
class National:
    """A published table; each row is «subdivision;year;figure», or «year;figure» where nothing is divided."""

    indicator: str
    source: str
    measure: str
    rows: tuple[str, ...]
    subdivision: str = ""

    @property
    def as_csv(self) -> bytes:
        head = [*filter(None, [self.subdivision]), "Perioden", "Regio's", self.measure]
        lines = [row.rsplit(";", 1) for row in self.rows]
        table = [f"{before};Nederland;{figure}" for before, figure in lines]
        return "\n".join([";".join(head), *table, f"Bron: {self.source}"]).encode()


FIGURES = (
    National(
        "Seksueel grensoverschrijdend gedrag: wie het meemaakte",
        source="CBS en WODC",
        measure="Slachtoffers (%)",
        subdivision="Vorm",
        rows=(
            *("Totaal;2020;11", "Totaal;2022;13", "Totaal;2024;12"),
            *("Seksuele intimidatie, niet online;2024;8", "Seksuele intimidatie online;2024;5"),
            "Fysiek seksueel geweld;2024;4",
        ),
    ),
    National(
        "Jongeren: een lichamelijke grens overschreden",
        source="Rutgers en Soa Aids Nederland",
        measure="Jongeren (%)",
        subdivision="Sekse",
        rows=("Meisjes;2017;48", "Meisjes;2023;54", "Jongens;2017;18", "Jongens;2023;23"),
    ),
    National(
        "Seksuele misdrijven: meldingen en aangiften in Nederland",
        source="Politie",
        measure="Meldingen en aangiften (aantal)",
        subdivision="Soort misdrijf",
        rows=(
            *("Verkrachting;2024;3391", "Aanranding;2024;3288"),
            *("Seksuele intimidatie in het openbaar;2024;298", "Sexchatting;2024;131"),
        ),
    ),
    National(
        "Centrum Seksueel Geweld: iedereen die kwam",
        source="Centrum Seksueel Geweld",
        measure="Personen (aantal)",
        rows=("2019;4148", "2023;13848"),
    ),
    National(
        "Centrum Seksueel Geweld: binnen een week",
        source="Centrum Seksueel Geweld",
        measure="Slachtoffers (aantal)",
        rows=("2017;1103", "2019;1888"),
    ),
    National(
        "Gemelde mogelijke slachtoffers van mensenhandel",
        source="CoMensha",
        measure="Personen (aantal)",
        rows=("2019;1372", "2020;1013", "2021;791"),
    ),
    National(
        "Seksuele delicten: hoeveel slachtoffers dat melden",
        source="CBS en ministerie van Justitie en Veiligheid",
        measure="Slachtoffers (%)",
        rows=("2021;11,5",),
    ),
    National(
        "Strafzaken over seksueel geweld: eerste zitting binnen een half jaar",
        source="Strafrechtketenmonitor",
        measure="Zaken (%)",
        rows=("2023;37", "2024;41"),
    ),
)


def load_catalogue() -> None:
    """Through the same code as the pages, by the data steward of the demo."""
    steward = Person.objects.get(email="data@demo.example")
    add_starter(by=steward)
    load_national_figures(by=steward)


def load_national_figures(*, by: Person) -> None:
    for each in FIGURES:
        indicator = Indicator.objects.get(name=each.indicator, source__name=each.source)
        run = import_flows.bring_in(file_name=f"{indicator.slug}.csv", content=each.as_csv, by=by)
        run = import_flows.choose(run, indicator=indicator)
        import_flows.confirm(run, waits=True)
