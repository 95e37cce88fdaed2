"""Rates: with the population of the same year and area, or not at all."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from monitor.numbers import ValueStatus, figure_text
from monitor.rates import Populations, per_inhabitants, rate_text
from network.models import Municipality, Population

NIJMEGEN, TIEL = "GM0268", "GM0281"
KNOWN = Populations({(NIJMEGEN, 2024): 180_000, (TIEL, 2024): 42_000, (NIJMEGEN, 2025): 182_000})


@pytest.mark.parametrize(
    ("count", "per", "year", "codes", "rate"),
    [
        (125, 10_000, 2024, [NIJMEGEN], "6.9"),
        (155, 10_000, 2024, [NIJMEGEN, TIEL], "7.0"),
        (0, 10_000, 2024, [NIJMEGEN], "0.0"),
        (125, 100_000, 2025, [NIJMEGEN], "68.7"),
        (45, 1_000, 2024, [NIJMEGEN], "0.3"),  # 0.25 goes up
    ],
)
def test_a_rate_uses_the_population_of_that_year_and_area(
    count: int, per: int, year: int, codes: list[str], rate: str
) -> None:
    assert KNOWN.rate(Decimal(count), per, year, codes) == Decimal(rate)


@pytest.mark.parametrize(("year", "codes"), [(2023, [NIJMEGEN]), (2025, [NIJMEGEN, TIEL]), (2024, [])])
def test_without_the_population_of_that_year_and_area_there_is_no_rate(year: int, codes: list[str]) -> None:
    assert KNOWN.rate(Decimal(125), 10_000, year, codes) is None
    assert rate_text(None) == "–"


def test_of_an_area_where_nobody_lived_there_is_no_rate() -> None:
    assert Populations({(NIJMEGEN, 2024): 0}).rate(Decimal(0), 10_000, 2024, [NIJMEGEN]) is None


def test_a_rate_is_written_with_one_decimal_and_says_per_how_many() -> None:
    assert rate_text(Decimal("4.0")) == "4,0"
    assert per_inhabitants(10_000) == "per 10.000 inwoners"


@pytest.mark.django_db
def test_the_populations_of_all_years_come_in_one_question(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    nijmegen, _ = Municipality.objects.get_or_create(code=NIJMEGEN, defaults={"name": "Nijmegen"})
    for year, inhabitants in ((2024, 180_000), (2025, 182_000), (2023, 179_000)):
        Population.objects.create(municipality=nijmegen, year=year, inhabitants=inhabitants)

    with django_assert_max_num_queries(1):
        known = Populations.of([2024, 2025], [NIJMEGEN, TIEL])

    assert known.inhabitants == {(NIJMEGEN, 2024): 180_000, (NIJMEGEN, 2025): 182_000}


@pytest.mark.parametrize(
    ("status", "threshold", "text"),
    [(ValueStatus.BELOW, 10, "<10"), (ValueStatus.BELOW, 15, "<15"), (ValueStatus.HIDDEN, 10, "verborgen")],
)
def test_what_the_portal_hides_is_printed_as_a_bound_or_a_word(status: str, threshold: int, text: str) -> None:
    assert figure_text(None, status, threshold) == text
