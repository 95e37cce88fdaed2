"""Which series is shown first, and what its trend says."""

from dataclasses import replace
from decimal import Decimal

import pytest

from monitor.numbers import ValueStatus
from monitor.series import Choice, Contents, Home, Point, Series, first_choice, is_total, parts_of, roll_ups

CRIMES = (
    "Misdrijven, totaal",
    "3 Gewelds- en seksuele misdrijven",
    "31 Mishandeling",
    "32 Bedreiging en stalking",
    "33 Seksueel misdrijf",
    "331 Aanranding",
    "332 Verkrachting",
    "36 Mensenhandel en 244 mensensmokkel",
    "6.3 Drugsmisdrijf (overig)",
)
HOME = Home(region="Gelderland-Zuid", central_municipality="Nijmegen")


def contents(*areas: tuple[str, str], categories: tuple[str, ...] = CRIMES) -> Contents:
    return Contents(areas, categories, ("",), ("JJ", "MM"))


def series(*values: int | None, first_year: int = 2021, measure: str = "", revision: str = "final") -> Series:
    points = tuple(
        Point(
            f"{first_year + index}JJ00",
            None if value is None else Decimal(value),
            ValueStatus.SUPPRESSED if value is None else ValueStatus.VALUE,
            revision,
        )
        for index, value in enumerate(values)
    )
    return Series(Choice("country", "Nederland", "", measure, "JJ"), points)


def test_a_table_of_crimes_opens_at_sexual_crime() -> None:
    choice = first_choice(contents(("country", "Nederland")), HOME)

    assert choice
    assert choice.category == "33 Seksueel misdrijf"
    assert choice.period_kind == "JJ"


@pytest.mark.parametrize(
    ("areas", "first"),
    [
        ([("country", "Nederland"), ("vt", "Gelderland-Zuid"), ("municipality", "Nijmegen")], "Gelderland-Zuid (VT)"),
        ([("country", "Nederland"), ("municipality", "Nijmegen")], "Nijmegen"),
        ([("municipality", "Assen"), ("country", "Nederland")], "Nederland"),
        ([("rest", "Buitenland"), ("country_part", "Noord-Nederland")], "Noord-Nederland (LD)"),
    ],
)
def test_the_own_region_comes_first_then_its_central_municipality_then_the_country(
    areas: list[tuple[str, str]], first: str
) -> None:
    choice = first_choice(contents(*areas), HOME)

    assert choice
    assert choice.area_label == first


def test_an_edition_without_figures_has_nothing_to_show() -> None:
    assert first_choice(Contents(), HOME) is None


def test_totals_are_recognised_by_their_name_and_by_their_number() -> None:
    assert is_total("Misdrijven, totaal")
    assert is_total("Totaal misdrijven")
    assert not is_total("33 Seksueel misdrijf")
    assert roll_ups(CRIMES) == {
        "Misdrijven, totaal",
        "3 Gewelds- en seksuele misdrijven",
        "33 Seksueel misdrijf",
    }


def test_the_parts_of_a_row_are_those_directly_under_it() -> None:
    assert parts_of("33 Seksueel misdrijf", CRIMES) == ["331 Aanranding", "332 Verkrachting"]
    assert "331 Aanranding" not in parts_of("3 Gewelds- en seksuele misdrijven", CRIMES)
    assert parts_of("Misdrijven, totaal", CRIMES) == []


@pytest.mark.parametrize(
    ("shown", "conclusion"),
    [
        (series(800, 845), "In 2022: 845, 45 meer dan een jaar eerder"),
        (series(845, 765, revision="provisional"), "In 2022 (voorlopig): 765, 80 minder dan een jaar eerder"),
        (series(800, 800), "In 2022: 800, evenveel als een jaar eerder"),
        (series(None, 800), "In 2022: 800"),
        (series(800, None), "Over 2022 is geen getal getoond: geheim of onbekend"),
        (series(35, measure="Gestarte adviezen"), "In 2021: 35 gestarte adviezen"),
        (series(), "Nog geen cijfers"),
    ],
)
def test_a_trend_is_told_without_judgement_and_never_compared_with_a_missing_figure(
    shown: Series, conclusion: str
) -> None:
    assert shown.conclusion == conclusion


def test_a_gap_of_a_year_is_not_compared() -> None:
    points = (*series(800).points, *series(900, first_year=2023).points)

    assert Series(series(1).choice, points).conclusion == "In 2023: 900"


def test_a_table_with_only_all_crime_is_known_as_such() -> None:
    assert Contents(categories=("Totaal misdrijven",)).is_all_crime_only
    assert not contents().is_all_crime_only
    assert not Contents(categories=("Totaal seksuele misdrijven",)).is_all_crime_only


@pytest.mark.parametrize(
    ("measure", "unit", "said"),
    [
        ("Slachtoffers", "% van de slachtoffers", "In 2022: 8 % van de slachtoffers, 3 procentpunt meer"),
        ("Gestarte adviezen", "aantal", "In 2022: 8 gestarte adviezen, 3 meer"),
        ("", "aantal", "In 2022: 8, 3 meer"),
        ("", "%", "In 2022: 8 %, 3 procentpunt meer"),
    ],
)
def test_a_percentage_is_never_called_a_number_of_people(measure: str, unit: str, said: str) -> None:
    percentages = replace(series(5, 8, measure=measure), unit=unit)

    assert percentages.conclusion == f"{said} dan een jaar eerder"
