"""Areas at import: municipalities of the past, names that were guessed, and surveys that are of the whole country."""

from datetime import date
from typing import Any

import pytest

from monitor import import_flows
from monitor.areas import COUNTRY, Area
from monitor.import_indicators import ImportRefusedError
from monitor.models import Edition, ImportFile, ImportRun, Indicator, Observation, ReleasedValue
from network.database import as_steward
from tests.factories import AreaSetFactory, IndicatorFactory, MunicipalityFactory, SourceFactory
from tests.monitor.figures.bringing_in import bring_in, load, long_table, new_indicator

pytestmark = pytest.mark.django_db

PHGSG = "Prevalentiemonitor Huiselijk Geweld en Seksueel Geweld"


@pytest.fixture
def phgsg() -> Indicator:
    return IndicatorFactory(name=PHGSG, geography=COUNTRY, source=SourceFactory(name="CBS"))


def rejected(run: ImportRun) -> list[list[Any]]:
    with as_steward():
        lines: list[list[Any]] = ImportFile.objects.get(import_run=run).preview["rejected"]
    return lines


# --- M17: surveys of the whole country ---------------------------------------------------------------------------


@pytest.mark.parametrize("area", ["Tiel", "Gelderland-Zuid (VT)", "Gelderland (PV)", "Noord-Nederland (LD)"])
def test_a_phgsg_value_can_not_be_attached_to_a_municipality_or_region(phgsg: Indicator, area: str) -> None:
    run = bring_in(long_table("Slachtoffers;2024;Nederland;8", f"Slachtoffers;2024;{area};9"))
    import_flows.choose(run, indicator=phgsg)

    (line,) = rejected(run)
    assert line[0] == 3
    assert line[3].startswith("Dit is een landelijk onderzoek.")
    with pytest.raises(ImportRefusedError):
        import_flows.confirm(run)

    import_flows.confirm(run, skips_rejected=True)
    assert [value.area_kind for value in ReleasedValue.objects.all()] == [COUNTRY]


def test_a_national_survey_that_names_no_area_is_of_the_country_only(phgsg: Indicator) -> None:
    run = bring_in(b"Slachtoffers;Perioden;Aantal (aantal)\nAlle;2024;8\nBron: CBS\n")

    with pytest.raises(ImportRefusedError, match="Dit is een landelijk onderzoek"):
        import_flows.choose(run, indicator=phgsg, area=Area("municipality", "Tiel"))
    import_flows.choose(run, indicator=phgsg, area=Area(COUNTRY, "Nederland"))

    assert import_flows.confirm(run).preview["new"] == 1


def test_an_indicator_that_an_import_makes_of_the_whole_country_stays_so() -> None:
    run = bring_in(long_table("Slachtoffers;2024;Nederland;8", "Slachtoffers;2024;Tiel;9"))
    import_flows.choose(run, new_indicator=new_indicator(run, is_national=True))

    assert len(rejected(run)) == 1
    import_flows.confirm(run, skips_rejected=True)
    assert Indicator.objects.get().is_national


# --- M24, M06: municipalities of the past ------------------------------------------------------------------------


def test_figures_of_a_merged_municipality_stay_its_own_with_a_note_of_where_it_went() -> None:
    amsterdam = MunicipalityFactory(code="GM0363", name="Amsterdam")
    weesp = MunicipalityFactory(code="GM0457", name="Weesp", valid_to=date(2022, 3, 23), successor=amsterdam)

    run = bring_in(long_table("Meldingen;2021;GM0457;5", "Meldingen;2022;GM0363;90"))
    import_flows.choose(run, new_indicator=new_indicator(run))
    import_flows.confirm(run)

    note = "Weesp ging op 24 maart 2022 op in Amsterdam. De cijfers blijven bij Weesp staan."
    assert note in run.preview["notes"]
    assert [(value.area_name, value.municipality) for value in ReleasedValue.objects.in_table_order()] == [
        ("Weesp", weesp),
        ("Amsterdam", amsterdam),
    ]


def test_a_split_municipality_is_never_taken_for_one_other() -> None:
    haaren = MunicipalityFactory(code="GM0788", name="Haaren", valid_to=date(2020, 12, 31), valid_from=date(2000, 1, 1))
    MunicipalityFactory(code="GM0757", name="Boxtel")

    run = bring_in(long_table("Meldingen;2020;GM0788;5"))
    import_flows.choose(run, new_indicator=new_indicator(run))
    import_flows.confirm(run)

    assert any("hoort niet als geheel bij een andere gemeente" in note for note in run.preview["notes"])
    assert ReleasedValue.objects.get().municipality == haaren


def test_what_the_register_does_not_know_is_named_in_a_note() -> None:
    run = bring_in(long_table("Meldingen;2013;Groesbeek;5", "Meldingen;2013;Millingen aan de Rijn;5"))

    (note,) = (note for note in run.preview["notes"] if "register" in note)
    assert "Groesbeek en Millingen aan de Rijn" in note


# --- a name that was guessed -------------------------------------------------------------------------------------


def test_the_area_that_was_meant_is_taken_for_every_line_with_that_name() -> None:
    load(long_table("Meldingen;2023;Gelderland-Zuid (VT);35"))
    run = bring_in(long_table("Meldingen;2024;Gelderland Zuid;40", "Adviezen;2024;Gelderland Zuid;50"))
    assert [line[5] for line in rejected(run)] == ["Gelderland-Zuid (VT)"] * 2

    import_flows.use_area(run, name="Gelderland Zuid")

    assert rejected(run) == []
    import_flows.confirm(run)
    newest = Edition.objects.latest_of(Indicator.objects.get())
    assert newest
    assert {value.area_label for value in newest.values.all()} == {"Gelderland-Zuid (VT)"}


def test_only_an_area_that_was_suggested_can_be_taken() -> None:
    AreaSetFactory(name="Rivierenland")
    run = bring_in(long_table("Meldingen;2024;Rivierenland;40"))

    with pytest.raises(ImportRefusedError):
        import_flows.use_area(run, name="Rivierenland")


def test_one_area_under_two_names_is_rejected_and_never_counted_twice() -> None:
    load(long_table("Meldingen;2023;Gelderland-Zuid (VT);35"))
    run = bring_in(long_table("Meldingen;2024;Gelderland-Zuid (VT);40", "Meldingen;2024;Gelderland Zuid;41"))
    import_flows.use_area(run, name="Gelderland Zuid")

    (line,) = rejected(run)
    assert line[3] == "Dit is hetzelfde gebied als «Gelderland-Zuid» in dit bestand."
    import_flows.confirm(run, skips_rejected=True)
    with as_steward():
        assert [figure.value for figure in Observation.objects.filter(period="2024JJ00")] == [40]
