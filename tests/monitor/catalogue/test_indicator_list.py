"""The list of what the network counts: per source, with how new the figures are."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from monitor.catalogue import is_outdated
from monitor.models import Edition, Indicator, ReleasedValue
from monitor.series import Contents
from network.models import Person
from tests.cast import Cast
from tests.factories import AreaMembershipFactory, IndicatorFactory, RegionFactory, SourceFactory
from tests.monitor.figures.bringing_in import load, long_table
from tests.reading import Page

pytestmark = pytest.mark.django_db

LIST = "/monitor/indicatoren/"


@pytest.fixture
def reader(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.reader)


def names_on(client: Client, **asked: str) -> list[str]:
    return Page.of(client.get(LIST, asked)).texts("a.row-title")


@pytest.mark.parametrize(
    ("newest", "frequency", "on", "outdated"),
    [
        ("2023JJ00", "JJ", date(2025, 12, 31), False),
        ("2023JJ00", "JJ", date(2026, 1, 1), True),
        ("2024SJ00", "SJ", date(2027, 8, 2), True),
        ("2025HJ01", "HJ", date(2026, 6, 30), False),
        ("2025HJ01", "HJ", date(2026, 7, 2), True),
        ("2025KW04", "KW", date(2026, 7, 3), False),
        ("2025KW04", "KW", date(2026, 7, 4), True),
        ("2026MM01", "MM", date(2026, 5, 3), False),
        ("2026MM01", "MM", date(2026, 5, 4), True),
        ("2010JJ00", "", date(2026, 5, 4), False),
    ],
)
def test_figures_are_outdated_when_the_next_could_have_been_there(
    newest: str, frequency: str, on: date, outdated: bool
) -> None:
    assert is_outdated(newest, frequency, on) is outdated


def test_the_list_stands_per_source_with_the_newest_period_and_its_status(reader: Client) -> None:
    load(long_table("A;2022;Nederland;80", "A;2023*;Nederland;90"))
    IndicatorFactory(name="Nog leeg", source=SourceFactory(name="Aanvang"))
    Indicator.objects.filter(source__name="CBS").update(frequency="JJ", name="Adviezen")

    page = Page.of(reader.get(LIST))

    assert page.texts("tr.group-row") == ["Aanvang", "CBS"]
    assert page.texts("a.row-title") == ["Nog leeg", "Adviezen"]
    assert page.texts("td[data-label='Nieuwste cijfers']") == ["nog geen cijfers", "2023, voorlopig verouderd"]


def test_half_years_that_came_later_are_newer_than_the_last_whole_year(reader: Client) -> None:
    load(long_table("A;2023;Nederland;80", "A;1e halfjaar 2024;Nederland;45"))

    assert Page.of(reader.get(LIST)).texts("td[data-label='Nieuwste cijfers']") == ["1e halfjaar 2024, definitief"]


def test_the_list_is_narrowed_down_by_the_address(reader: Client) -> None:
    police = SourceFactory(name="Politie")
    IndicatorFactory(name="Aanrandingen", source=police)
    IndicatorFactory(name="Zittingen", definition="Zaken bij de rechter.")
    old = load(long_table("A;2019;Nederland;80"), name="oud.csv")
    Indicator.objects.filter(pk=old.pk).update(frequency="JJ", name="Oude adviezen")

    assert names_on(reader, zoek="aanrand") == ["Aanrandingen"]
    assert names_on(reader, zoek="rechter zaken") == ["Zittingen"]
    assert names_on(reader, bron=str(police.pk)) == ["Aanrandingen"]
    assert names_on(reader, stand="verouderd") == ["Oude adviezen"]
    assert sorted(names_on(reader, stand="geen")) == ["Aanrandingen", "Zittingen"]
    assert names_on(reader, stand="actueel") == []
    assert "Geen indicator bij deze filters." in reader.get(LIST, {"zoek": "niets hiervan"}).content.decode()
    assert len(names_on(reader, bron="onzin", stand="onzin")) == 3


@pytest.mark.parametrize("number", [10, 1_000])
def test_the_list_costs_the_same_for_10_and_for_1000_indicators(
    reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    source = SourceFactory()
    AreaMembershipFactory(area_set=RegionFactory().area_set)
    made = Indicator.objects.bulk_create(
        Indicator(name=f"Indicator {each:04}", slug=f"i-{each}", definition="Wat meetelt.", source=source)
        for each in range(number)
    )
    contents = Contents((("country", "Nederland"),), ("",), ("",), ("JJ",)).as_json()
    editions = Edition.objects.bulk_create(
        Edition(indicator=each, number=1, retrieved_on=date(2026, 1, 1), contents=contents) for each in made
    )
    ReleasedValue.objects.bulk_create(
        ReleasedValue(
            edition=edition,
            indicator=edition.indicator,
            area_kind="country",
            area_name="Nederland",
            period="2023JJ00",
            value=90,
            value_status="value",
            revision_status="final",
        )
        for edition in editions
    )

    with django_assert_max_num_queries(12):
        page = Page.of(reader.get(LIST))

    assert page.texts("td[data-label='Nieuwste cijfers']") == ["2023, definitief"] * min(number, 100)
