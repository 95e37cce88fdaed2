"""What members of the network read of the figures."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from monitor.figures import figures_for_report
from monitor.models import Direction, Indicator
from network.areas.region_setup import set_up_region
from network.models import Person
from tests.cast import Cast
from tests.factories import AreaSetFactory, IndicatorFactory, RegionFactory
from tests.monitor.figures.bringing_in import FILES, NORTH, load, load_file, long_table
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]


@pytest.fixture
def reader(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.reader)


@pytest.fixture
def north(db: None) -> Indicator:
    """Offences of CBS in the north, with a total and a hidden figure."""
    return load((FILES / "breed.csv").read_bytes(), name="Geregistreerde_criminaliteit.csv", area=NORTH)


def read(client: Client, url: str, **data: str) -> str:
    response = client.get(url, data)
    assert response.status_code == 200
    return response.content.decode()


def test_the_dashboard_shows_each_figure_with_area_period_status_source_and_day(
    reader: Client, north: Indicator
) -> None:
    page = read(reader, "/monitor/")

    for told in (
        north.name,
        "35",
        "Noord-Nederland (LD)",
        "33 Seksueel misdrijf",
        "2023, voorlopig",
        "CBS, opgehaald op",
    ):
        assert told in page, told


def test_without_figures_the_dashboard_says_who_adds_them(reader: Client) -> None:
    assert "De databeheerder importeert ze." in read(reader, "/monitor/")


def test_an_indicator_opens_at_sexual_crime_with_drawing_table_and_source(reader: Client, north: Indicator) -> None:
    page = read(reader, north.get_absolute_url())

    for told in (
        "In 2023 (voorlopig): 35, 10 minder dan een jaar eerder",
        "33 Seksueel misdrijf, Noord-Nederland (LD)",
        "<svg",
        "Cijfers bij de grafiek",
        "Bron: CBS. Opgehaald op",
        "Onderdelen van «33 Seksueel misdrijf»",
        "332 Verkrachting",
        "geen oordeel",
    ):
        assert told in page, told


def test_more_or_fewer_without_judgement_has_no_red_or_green(reader: Client, north: Indicator) -> None:
    page = read(reader, north.get_absolute_url())

    assert north.direction == Direction.NONE
    assert "Meer of minder is hier niet goed of slecht" in page
    assert "light--" not in page
    assert "↑" not in page


def test_another_series_is_shown_when_asked_for(reader: Client, north: Indicator) -> None:
    page = read(reader, north.get_absolute_url(), onderverdeling="Misdrijven, totaal")

    assert "Over 2023 (voorlopig) is geen getal getoond: geheim of onbekend" in page
    assert "Het is niet nul." in page


@pytest.mark.parametrize("answer", ["bestaat niet", "'; DROP TABLE", "<script>"])
def test_an_unknown_choice_falls_back_to_the_first_view(reader: Client, north: Indicator, answer: str) -> None:
    page = read(reader, north.get_absolute_url(), onderverdeling=answer, gebied=answer, periode=answer)

    assert "In 2023 (voorlopig): 35" in page


def test_years_and_half_years_are_never_in_one_series(reader: Client) -> None:
    indicator = load_file("symbolen_met_regio.csv", is_in_report=True)

    (in_report,) = figures_for_report()
    assert [row[0] for row in in_report.trend_rows] == ["2022", "2023"]
    years = read(reader, indicator.get_absolute_url(), gebied="country:Nederland")
    halves = read(reader, indicator.get_absolute_url(), gebied="country:Nederland", periode="HJ")

    assert "In 2023 (voorlopig): 590 gestarte adviezen, 30 meer dan een jaar eerder" in years
    assert "In de eerste helft van 2024 (voorlopig): 310 gestarte adviezen" in halves
    assert "310" not in years


def test_overlapping_subdivisions_are_named_and_never_added_up(reader: Client) -> None:
    content = long_table("Mensenhandel;2023;Nederland;30", "Kindermishandeling;2023;Nederland;45")
    indicator = load(content, has_overlapping_categories=True)

    page = read(reader, indicator.get_absolute_url())

    assert "De onderverdelingen overlappen elkaar." in page
    assert "75" not in Page.of(page).words  # what is read; the name of a file may hold any two digits


def test_figures_of_all_crime_carry_their_warning_everywhere(reader: Client) -> None:
    indicator = load_file("tabelindeling.csv")
    warning = "Dit zijn alle misdrijven samen, niet alleen seksuele."

    assert warning in read(reader, "/monitor/")
    assert warning in read(reader, indicator.get_absolute_url())
    assert warning in read(reader, f"{indicator.get_absolute_url()}csv/")


def test_the_municipalities_that_the_portal_knows_stand_beside_each_other(reader: Client, cast: Cast) -> None:
    indicator = load(long_table("A;2023;Nederland;90", "A;2023;Tiel;15", "A;2023;Assen;20"))

    page = read(reader, indicator.get_absolute_url())

    assert "Naar gemeente, 2023" in page
    table = page.partition("Naar gemeente, 2023")[2]
    assert "Tiel" in table
    assert "Assen" not in table


def test_a_revised_figure_is_shown_with_what_it_was(reader: Client) -> None:
    indicator = load(long_table("A;2022;Nederland;80", "A;2023*;Nederland;90"))
    load(long_table("A;2022;Nederland;80", "A;2023;Nederland;95"), indicator=indicator)

    page = read(reader, indicator.get_absolute_url())

    assert "Bijgesteld sinds de vorige editie" in page
    assert "Editie 2." in page


def test_an_indicator_without_figures_says_so(reader: Client) -> None:
    indicator = IndicatorFactory(name="Nog leeg")

    assert "nog geen cijfers vrijgegeven" in read(reader, indicator.get_absolute_url())
    assert "nog geen cijfers" in read(reader, "/monitor/indicatoren/")
    assert reader.get("/monitor/indicatoren/bestaat-niet/").status_code == 404
    assert reader.get(f"{indicator.get_absolute_url()}csv/").status_code == 404


def test_the_download_starts_with_where_the_figures_come_from(reader: Client, north: Indicator) -> None:
    response = reader.get(f"{north.get_absolute_url()}csv/")
    lines = response.content.decode("utf-8-sig").split("\r\n")

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert lines[0] == "Bron: CBS"
    assert lines[1] == "Tabel;Geregistreerde criminaliteit"
    assert lines[2].startswith("Opgehaald op;")
    assert lines[3] == "Licentie;CC BY 4.0"
    assert "attachment" in response["Content-Disposition"]
    assert "Noord-Nederland (LD);landsdeel;;33 Seksueel misdrijf;2023;2023JJ00;35;waarde;voorlopig" in lines
    assert "Noord-Nederland (LD);landsdeel;;332 Verkrachting;2023;2023JJ00;.;geheim of onbekend;voorlopig" in lines


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x.invalid";"klik")', "+31", "-", "@naam"])
def test_no_cell_of_a_download_runs_as_a_formula(reader: Client, name: str) -> None:
    quoted = name.replace('"', '""')
    indicator = load(long_table(f'"{quoted}";2023;Nederland;90'), definition="=1+1")

    text = reader.get(f"{indicator.get_absolute_url()}csv/").content.decode("utf-8-sig")

    assert "Wat telt mee;'=1+1" in text
    assert f"'{quoted}" in text


def test_two_downloads_of_one_edition_are_the_same_bytes(reader: Client, north: Indicator) -> None:
    url = f"{north.get_absolute_url()}csv/"

    assert reader.get(url).content == reader.get(url).content


def test_the_pages_cost_the_same_for_few_and_for_many_figures(
    reader: Client, north: Indicator, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    set_up_region(name="Gelderland-Zuid", municipalities=["GM0268", "GM0281"], central="GM0268")
    load(long_table(*(f"Soort {number};2023;Nederland;{number}" for number in range(300))), name="veel.csv")

    for url in ("/monitor/", "/monitor/indicatoren/", north.get_absolute_url(), f"{north.get_absolute_url()}csv/"):
        with django_assert_max_num_queries(12):
            reader.get(url)


def test_a_report_gets_the_figures_of_the_own_region_under_their_own_name() -> None:
    RegionFactory(area_set=AreaSetFactory(name="Gelderland-Zuid"))
    rows = ["Mensenhandel;2023*;Nederland;590", "Mensenhandel;2023*;Gelderland-Zuid (VT);."]
    load(long_table(*rows), name="in.csv", is_in_report=True, quality_note="Veelvouden van 5.")
    load(long_table("Iets;2023;Nederland;5"), name="uit.csv")

    (figure,) = figures_for_report()

    assert (figure.area, figure.category, figure.period, figure.status) == (
        "Gelderland-Zuid (VT)",
        "Mensenhandel",
        "2023",
        "voorlopig",
    )
    assert [(measured.label, measured.text, measured.is_missing) for measured in figure.measures] == [
        ("Gestarte adviezen", ".", True)
    ]
    assert figure.source_line.startswith("Bron: CBS. Opgehaald op")
    assert "Veelvouden van 5." in figure.notes
    assert figure.chart is None
