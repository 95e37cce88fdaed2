"""M03: a table with codes and the same table with names are one table, as far as anybody told the names."""

import zipfile
from io import BytesIO

import pytest

from monitor.models import Indicator, Observation, RevisionStatus
from network.database import as_steward
from tests.factories import AreaSetFactory, MunicipalityFactory
from tests.monitor.figures.bringing_in import FILES, bring_in, load, load_file

pytestmark = pytest.mark.django_db

TABLE = "misdrijven_tabelindeling.csv"
CODES = "47013NED_UntypedDataSet_18012026_185321.csv"


@pytest.fixture(autouse=True)
def municipalities() -> None:
    MunicipalityFactory(code="GM0268", name="Nijmegen")
    MunicipalityFactory(code="GM0344", name="Utrecht")


def codes() -> bytes:
    return (FILES / CODES).read_bytes()


def zipped() -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for part in (FILES / "47013NED").iterdir():
            file.write(part, part.name)
    return held.getvalue()


def categories(indicator: Indicator) -> set[str]:
    with as_steward():
        return set(Observation.objects.filter(indicator=indicator).values_list("category", flat=True))


def test_the_same_table_uploaded_as_tabelindeling_and_as_untyped_data_set_gives_identical_values() -> None:
    AreaSetFactory(kind="vt", code="VT13", name="Utrecht")
    indicator = load_file(TABLE, table_id="47013NED")

    run = bring_in(codes(), name=CODES)

    assert run.indicator == indicator  # by the number of the table
    assert (run.preview["new"], run.preview["changed"], run.preview["unchanged"]) == (0, 0, 24)
    assert "Alle cijfers uit dit bestand staan er al. Er verandert niets." in run.preview["notes"]
    assert not any("kennen we de naam niet" in note for note in run.preview["notes"])


def test_the_names_in_the_zip_of_a_table_are_known_for_its_next_file_with_codes_alone() -> None:
    first = load(zipped(), name="47013NED.zip", source="Politie")
    Indicator.objects.update(table_id="", table_title="")

    second = load(codes(), name=CODES, source="Politie")

    assert second != first
    assert categories(second) == categories(first) == {"Totaal misdrijven", "33 Seksueel misdrijf"}
    with as_steward():
        assert Observation.objects.filter(indicator=second, area_kind="vt", area_name="Utrecht").count() == 4


def test_codes_that_nobody_named_are_told_and_their_figures_stay_apart() -> None:
    run = bring_in(codes(), name=CODES)
    (told,) = [note for note in run.preview["notes"] if "kennen we de naam niet" in note]
    assert "Van 3 codes kennen we de naam niet: «T001161», «VT13» en «3.3»." in told

    indicator = load(codes(), name=CODES, source="Politie")
    load_file(TABLE, indicator=indicator)

    assert categories(indicator) == {"Totaal (T001161)", "3.3", "Totaal misdrijven", "33 Seksueel misdrijf"}


def test_a_file_that_does_not_say_what_is_provisional_makes_nothing_definitive() -> None:
    AreaSetFactory(kind="vt", code="VT13", name="Utrecht")
    indicator = load_file(TABLE, table_id="47013NED")
    load(codes().replace(b"   13100", b"   13105"), name=CODES, indicator=indicator)

    with as_steward():
        country = Observation.objects.get(
            indicator=indicator, area_name="Nederland", category="Totaal misdrijven", period="2023JJ00"
        )
    assert (country.value, country.revision_status) == (13105, RevisionStatus.PROVISIONAL)
