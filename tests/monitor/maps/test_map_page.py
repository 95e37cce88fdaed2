"""/monitor/gemeenten/: the municipalities of the region, one figure and one period, on a map and in a table."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from monitor.maps import class_steps
from monitor.models import Boundaries
from monitor.numbers import ValueStatus
from network.models import Municipality, Population, Region
from tests.cast import Cast
from tests.factories import MunicipalityFactory
from tests.monitor.maps.released import release
from tests.reading import Page

pytestmark = pytest.mark.django_db


def open_map(client: Client, **asked: str) -> Page:
    response = client.get(reverse("monitor:municipality-list"), asked)
    assert response.status_code == 200
    return Page.of(response)


def table_of(page: Page) -> dict[str, list[str]]:
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.all("tbody tr")]
    return {name: rest for name, *rest in rows}


def called(name: str) -> Municipality:
    return Municipality.objects.get(name=name)


@pytest.fixture
def figures(cast: Cast, region: Region) -> None:
    release(
        {
            (cast.tiel, "2025"): 30,
            (cast.nijmegen, "2025"): 126,
            (cast.nijmegen, "2023"): 100,
            (called("Druten"), "2025"): ValueStatus.BELOW,
            (called("Druten"), "2023"): 14,
            (called("Maasdriel"), "2023"): 11,
            (called("Berg en Dal"), "2025"): ValueStatus.HIDDEN,
        },
        name="Meldingen",
        slug="meldingen",
        unit="meldingen",
    )


def test_the_same_values_stand_on_the_map_and_in_the_table(reader: Client, figures: None) -> None:
    page = open_map(reader)

    assert table_of(page) == {
        "Berg en Dal": ["verborgen", "niet getoond, anders is een klein aantal uit te rekenen"],
        "Druten": ["<10", "niet getoond, te klein aantal"],
        "Heumen": ["–", "geen gegevens"],
        "Maasdriel": ["11", "verouderd, cijfer van 2023"],
        "Nijmegen": ["126", ""],
        "Tiel": ["30", ""],
    }
    drawn = page.texts(".map svg g > title")
    assert {"Nijmegen: 126", "Druten: <10, niet getoond, te klein aantal"} <= set(drawn)
    assert len(drawn) == 6


def test_what_is_missing_suppressed_or_outdated_has_a_pattern_and_a_line_in_the_legend(
    reader: Client, figures: None
) -> None:
    """M23."""
    page = open_map(reader)

    assert {each.get("id") for each in page.all(".map pattern")} == {
        "kaart-geen-gegevens",
        "kaart-niet-getoond",
        "kaart-verouderd",
    }
    assert page.texts(".map__legend li")[-3:] == [
        "geen gegevens",
        "niet getoond: te klein, of geheim bij de bron",
        "verouderd, cijfer van 2023",
    ]
    ids = [each.get("id") for each in page.all("[id]")]
    assert len(ids) == len(set(ids))


def test_a_suppressed_figure_is_never_filled_with_an_older_one(reader: Client, figures: None) -> None:
    page = open_map(reader)

    assert "14" not in page.words


def test_an_older_year_shows_what_was_known_of_it(reader: Client, figures: None) -> None:
    table = table_of(open_map(reader, jaar="2023JJ00"))

    assert table["Druten"] == ["14", ""]
    assert table["Tiel"] == ["–", "geen gegevens"]


def test_only_municipalities_of_the_own_region_are_on_the_map(reader: Client, region: Region, cast: Cast) -> None:
    elsewhere = MunicipalityFactory(code="GM0599", name="Rotterdam")
    release({(cast.tiel, "2025"): 5, (elsewhere, "2025"): 900})

    page = open_map(reader)

    assert "Rotterdam" not in page.words
    assert "900" not in page.words


def test_the_map_says_in_words_what_it_shows(reader: Client, figures: None) -> None:
    assert open_map(reader).texts("h2")[0] == (
        "Het hoogste cijfer is van Nijmegen: 126. Het laagste van Tiel: 30. "
        "Van 4 van de 6 gemeenten is er geen cijfer van deze periode."
    )


def test_an_unknown_question_shows_the_usual_map(reader: Client, figures: None) -> None:
    page = open_map(reader, cijfer="x", jaar="9999", grenzen="gisteren", onderwerp="'; DROP")

    assert table_of(page)["Nijmegen"] == ["126", ""]


def test_a_portal_without_figures_says_who_brings_them(reader: Client, region: Region) -> None:
    assert "Er zijn nog geen cijfers van gemeenten." in open_map(reader).words


def test_a_rate_uses_the_people_of_the_year_of_each_figure(reader: Client, region: Region, cast: Cast) -> None:
    """M14: an outdated figure is divided by the people of its own year."""
    release(
        {(cast.tiel, "2025"): 30, (called("Maasdriel"), "2023"): 10},
        rate_per=10_000,
    )
    for name, year, inhabitants in (("Tiel", 2025, 40_000), ("Maasdriel", 2023, 20_000), ("Maasdriel", 2025, 50_000)):
        Population.objects.create(municipality=called(name), year=year, inhabitants=inhabitants)

    table = table_of(open_map(reader))

    assert table["Tiel"][0] == "7,5"
    assert table["Maasdriel"] == ["5,0", "verouderd, cijfer van 2023"]


def test_without_the_people_of_that_year_there_is_no_rate(reader: Client, region: Region, cast: Cast) -> None:
    release({(cast.tiel, "2025"): 30, (cast.nijmegen, "2025"): 90}, rate_per=10_000)
    Population.objects.create(municipality=cast.tiel, year=2025, inhabitants=40_000)

    page = open_map(reader)

    assert table_of(page)["Tiel"][0] == "30"
    assert "Per 10.000 inwoners kan niet" in page.words


# --- who was a municipality when -----------------------------------------------------------------------------------


@pytest.fixture
def merged_figures(cast: Cast, merged: list[Municipality]) -> None:
    groesbeek, ubbergen = merged
    figures = {
        (groesbeek, "2021"): 12,
        (ubbergen, "2021"): 30,
        (cast.tiel, "2021"): 20,
        (called("Berg en Dal"), "2023"): 50,
        (groesbeek, "2020"): 11,
        (ubbergen, "2020"): ValueStatus.WITHHELD,
    }
    release(figures)  # type: ignore[arg-type]  # a dict of one kind of key


@pytest.mark.parametrize(
    ("period", "there", "gone"),
    [("2021JJ00", "Groesbeek", "Berg en Dal"), ("2023JJ00", "Berg en Dal", "Groesbeek")],
)
def test_the_map_shows_the_municipalities_of_the_chosen_period(
    reader: Client, merged_figures: None, period: str, there: str, gone: str
) -> None:
    """M23: right for 2021 and for 2023."""
    table = table_of(open_map(reader, jaar=period))

    assert there in table
    assert gone not in table


def test_figures_of_merged_municipalities_are_not_summed_silently(reader: Client, merged_figures: None) -> None:
    """M24: with the borders of today they stand apart, under their old names, with a note that is dated."""
    page = open_map(reader, jaar="2021JJ00", grenzen="2022-03-24")

    assert table_of(page)["Berg en Dal"] == ["–", "geen gegevens; cijfers staan bij Groesbeek en Ubbergen"]
    assert table_of(page)["Groesbeek"][0] == "12"
    assert "Groesbeek hoort sinds 24 maart 2022 bij Berg en Dal." in page.words
    assert "42" not in page.texts("td")


def test_they_are_summed_when_asked_and_the_map_says_so(reader: Client, merged_figures: None) -> None:
    page = open_map(reader, jaar="2021JJ00", grenzen="2022-03-24", optellen="on")

    assert table_of(page)["Berg en Dal"] == ["42", "Opgeteld door het portaal: Groesbeek en Ubbergen."]


def test_with_a_suppressed_part_there_is_no_sum(reader: Client, merged_figures: None) -> None:
    page = open_map(reader, jaar="2020JJ00", grenzen="2022-03-24", optellen="on")

    assert table_of(page)["Berg en Dal"] == ["–", "Niet opgeteld: van Ubbergen is geen getal getoond."]


# --- borders -------------------------------------------------------------------------------------------------------


def _square(east: int) -> list[list[list[int]]]:
    return [[[east, 0], [east + 90, 0], [east + 90, 90], [east, 90]]]


def test_real_borders_are_drawn_once_they_were_loaded_for_that_day(
    reader: Client, figures: None, region: Region
) -> None:
    """M23: a tile grid by default; once an official boundary file is loaded, real boundaries."""
    codes = list(Municipality.objects.of_region(region).values_list("code", flat=True))
    shapes = {code: _square(100 * index) for index, code in enumerate(codes)}
    Boundaries.objects.create(valid_from=date(2024, 1, 1), attribution="CBS en Kadaster, 2024", shapes=shapes)

    now, before = open_map(reader), open_map(reader, jaar="2023JJ00")

    assert len(now.all(".map path[fill-rule]")) > 6
    assert "Grenzen: CBS en Kadaster, 2024." in now.words
    assert table_of(now)["Nijmegen"] == ["126", ""]
    assert not before.all(".map path[fill-rule]")
    assert "Elk vakje is een gemeente" in before.words


def test_borders_without_one_of_our_municipalities_are_not_drawn(reader: Client, figures: None, region: Region) -> None:
    Boundaries.objects.create(valid_from=date(2024, 1, 1), attribution="CBS", shapes={"GM0268": _square(0)})

    assert not open_map(reader).all(".map path[fill-rule]")


def test_a_map_costs_as_many_questions_for_one_figure_as_for_many(
    reader: Client, figures: None, region: Region, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        release({(called("Tiel"), str(year)): year - 2000 for year in range(2010, 2025)}, rate_per=10_000)

    with django_assert_max_num_queries(12):
        open_map(reader)


@pytest.mark.parametrize(
    ("values", "steps"),
    [
        (["2.1", "7.1"], ["1.5", "3", "4.5", "6"]),
        (["10", "1000"], ["0", "300", "600", "900"]),
        (["12", "13"], ["12", "13"]),
        (["5", "5"], ["5"]),
        ([], []),
    ],
)
def test_classes_begin_at_round_numbers(values: list[str], steps: list[str]) -> None:
    assert class_steps(map(Decimal, values)) == list(map(Decimal, steps))
