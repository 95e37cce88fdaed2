"""What the map of the demo shows: how many people live in each municipality, and a figure of an example register.

Round numbers of our own making: no real ones are in the product. One municipality has no figure, one is kept secret by
its source, and one stopped at 2023.
"""

from datetime import date
from decimal import Decimal

from monitor.areas import MUNICIPALITY
from monitor.editions import build_edition
from monitor.models import ImportRun, Indicator, Observation, Source
from monitor.numbers import RevisionStatus, ValueStatus
from network.database import as_steward
from network.models import Municipality, Population

YEARS = (2021, 2022, 2023, 2024, 2025, 2026)
# On 1 January 2026, in round thousands; a year earlier it was half a percent less.
INHABITANTS = {
    "Berg en Dal": 35_000,
    "Beuningen": 27_000,
    "Buren": 28_000,
    "Culemborg": 30_000,
    "Druten": 20_000,
    "Heumen": 17_000,
    "Maasdriel": 26_000,
    "Neder-Betuwe": 25_000,
    "Nijmegen": 184_000,
    "Tiel": 43_000,
    "West Betuwe": 53_000,
    "West Maas en Waal": 20_000,
    "Wijchen": 42_000,
    "Zaltbommel": 31_000,
}
# Per 10,000 inhabitants in 2025, roughly; the counts are worked out from these.
RATES = {
    "Berg en Dal": "4.3",
    "Beuningen": "3.8",
    "Buren": "3.7",
    "Culemborg": "6.6",
    "Druten": "5.2",
    "Maasdriel": "3.9",
    "Neder-Betuwe": "4.0",
    "Nijmegen": "6.9",
    "Tiel": "7.1",
    "West Betuwe": "3.8",
    "Wijchen": "3.6",
    "Zaltbommel": "4.9",
}
KEPT_SECRET, STOPPED_AT = {"Druten"}, {"Maasdriel": 2023}


def load_map() -> None:
    municipalities = {each.name: each for each in Municipality.objects.of_this_region()}
    load_populations(municipalities)
    load_indicator(municipalities)


def load_populations(municipalities: dict[str, Municipality]) -> None:
    Population.objects.bulk_create(
        Population(municipality=municipalities[name], year=year, inhabitants=_inhabitants(name, year))
        for name in INHABITANTS
        for year in YEARS
        if name in municipalities
    )


def load_indicator(municipalities: dict[str, Municipality]) -> None:
    """Released as it is: the source of the example keeps small numbers secret itself."""
    source = Source.objects.create(
        name="Voorbeeldregister",
        attribution="Bron: Voorbeeldregister (voorbeeldcijfers)",
        note="Verzonnen cijfers, om de kaart te laten zien.",
    )
    indicator = Indicator.objects.create(
        slug="meldingen-per-gemeente-voorbeeld",
        name="Meldingen per gemeente (voorbeeldcijfers)",
        definition="Meldingen in een verzonnen register, naar de gemeente waar het slachtoffer woont.",
        unit="meldingen",
        source=source,
        geography=MUNICIPALITY,
        frequency="JJ",
        rate_per=10_000,
        quality_note="Dit zijn voorbeeldcijfers. Ze zeggen niets over de echte gemeenten.",
        differs="Dit register bestaat niet. Het laat zien hoe de kaart werkt.",
    )
    with as_steward():
        run = ImportRun.objects.create(
            file_name="voorbeeldregister.csv", sha256="0" * 64, layout="voorbeeld", retrieved_on=date(2026, 9, 3)
        )
        Observation.objects.bulk_create(
            _observation(indicator, run, municipalities[name], year)
            for name in RATES
            for year in (2022, 2023, 2024, 2025)
            if name in municipalities and year <= STOPPED_AT.get(name, year)
        )
    build_edition(indicator, retrieved_on=date(2026, 9, 3))


def _observation(indicator: Indicator, run: ImportRun, municipality: Municipality, year: int) -> Observation:
    is_secret = municipality.name in KEPT_SECRET and year == 2025
    per = Decimal(RATES[municipality.name]) - Decimal("0.2") * (2025 - year)
    return Observation(
        indicator=indicator,
        import_run=run,
        area_kind=MUNICIPALITY,
        area_name=municipality.name,
        municipality=municipality,
        period=f"{year}JJ00",
        value=None if is_secret else round(per * _inhabitants(municipality.name, year) / 10_000),
        value_status=ValueStatus.WITHHELD if is_secret else ValueStatus.VALUE,
        revision_status=RevisionStatus.FINAL if year < 2025 else RevisionStatus.PROVISIONAL,
    )


def _inhabitants(name: str, year: int) -> int:
    fewer = INHABITANTS[name] * 5 // 1000
    return INHABITANTS[name] - fewer * (YEARS[-1] - year)
