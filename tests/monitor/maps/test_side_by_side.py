"""/monitor/naast-elkaar/: each source with its own definition, and nothing worked out across them (M27, M18)."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from monitor.models import Indicator, ReleasedValue, Source
from monitor.numbers import ValueStatus
from network.models import Region
from tests.cast import Cast
from tests.factories import SourceFactory
from tests.monitor.maps.released import release
from tests.reading import Page

pytestmark = pytest.mark.django_db

FIGURES = {
    "Politie": (("police", "Oost-Nederland"), 1550),
    "CBS": (("country", "Nederland"), 990),
    "Veilig Thuis": (("vt", "Gelderland-Zuid"), 385),
    "CSG": (("csg", "Gelderland-Zuid"), 163),
    "GGD": (("ggd", "Gelderland-Zuid"), 48),
}


@pytest.fixture
def sources(region: Region) -> None:
    for name, (area, value) in FIGURES.items():
        source: Source = SourceFactory(name=name, attribution=f"Bron: {name}")
        release(
            {(area, "2024"): value, (area, "2023"): value - 7},
            source=source,
            name=f"Meldingen bij {name}",
            definition=f"Wat {name} meetelt.",
            differs=f"Waarom {name} anders telt.",
            geography=area[0],
        )


def open_page(client: Client) -> Page:
    response = client.get(reverse("monitor:side-by-side"))
    assert response.status_code == 200
    return Page.of(response)


def test_each_source_stands_on_one_page_with_its_own_definition(reader: Client, sources: None) -> None:
    page = open_page(reader)

    assert page.texts("article h3") == ["CSG", "GGD", "Politie", "Veilig Thuis", "CBS"]
    for name in FIGURES:
        assert f"Wat {name} meetelt." in page.words
        assert f"Waarom {name} anders telt." in page.words
    assert "Gelderland-Zuid (VT)" in page.words
    assert "Oost-Nederland (RE)" in page.words
    assert page.texts("h2")[:2] == ["Over onze regio", "Landelijk, ter vergelijking"]


def test_no_number_on_the_page_is_anything_but_a_released_value(reader: Client, sources: None) -> None:
    """No sum, difference or percentage crosses sources: what is left without days and years is what was released."""
    page = open_page(reader)
    words = " ".join(page.texts("article"))
    about_time = re.sub(r"\b\d{1,2} [a-z]+ \d{4}\b|20\d\d|Editie \d+", "", words)

    found = {number.replace(".", "") for number in re.findall(r"\d[\d.,]*\d|\d", about_time)}

    assert found == {str(value) for _, value in FIGURES.values()}
    assert found <= {
        str(int(each)) for each in ReleasedValue.objects.values_list("value", flat=True) if each is not None
    }
    assert not page.all("article svg")
    assert "%" not in words


def test_a_figure_without_a_number_says_why_and_is_not_nought(reader: Client, region: Region, cast: Cast) -> None:
    release({(cast.tiel, "2024"): ValueStatus.BELOW})

    page = open_page(reader)

    assert page.texts(".figure") == ["<10"]
    assert "Het is niet nul." in page.words


def test_more_is_not_called_good_or_bad_without_a_judgement(reader: Client, sources: None) -> None:
    assert Indicator.objects.filter(direction="none").count() == len(FIGURES)
    assert open_page(reader).texts("article dl div:last-child dd") == ["geen oordeel"] * len(FIGURES)


def test_the_page_costs_as_many_questions_for_many_sources_as_for_one(
    reader: Client, sources: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        open_page(reader)
