"""Field cases C and D: what a cell means, whether a file holds it as text, as a number or as a date."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from network.dutch import NotReadable
from network.tables import Cell, column_index, column_letter
from network.tables.values import (
    Missing,
    as_code,
    as_date,
    as_kvk,
    as_name,
    as_number,
    as_phone,
    as_text,
    as_web_address,
    as_whole_number,
    read_missing,
)


@pytest.mark.parametrize(
    ("reader", "cell", "value"),
    [
        (as_whole_number, "1.234", 1234),
        (as_whole_number, 12, 12),
        (as_whole_number, Decimal("4.0"), 4),
        (as_number, "1.234,50", Decimal("1234.50")),
        (as_number, "9,99", Decimal("9.99")),
        (as_number, Decimal("3.7"), Decimal("3.7")),
        (as_date, "1/2/2025", date(2025, 2, 1)),
        (as_date, "01-02-2025", date(2025, 2, 1)),
        (as_date, "3 Mei 2025", date(2025, 5, 3)),
        (as_date, "3-mrt-2025", date(2025, 3, 3)),
        (as_date, "31-12-25", date(2025, 12, 31)),
        (as_date, "2-01-12", date(2012, 1, 2)),
        (as_date, "3-5-2026 00:00", date(2026, 5, 3)),
        (as_date, "2026-05-03T00:00:00", date(2026, 5, 3)),
        (as_date, date(2026, 5, 3), date(2026, 5, 3)),
        (as_date, datetime(2026, 5, 3, 14), date(2026, 5, 3)),  # noqa: DTZ001  (a workbook knows no zones)
        (as_kvk, 12345678, "12345678"),
        (as_kvk, 1234567, "01234567"),
        (as_kvk, "12.345.678", "12345678"),
        (as_text, None, ""),
        (as_text, Decimal("3.7"), "3,7"),
        (as_text, date(2026, 5, 3), "3 mei 2026"),
        (as_name, "GGD\nZuid (https://ggd.example/)", "GGD Zuid"),
        (as_web_address, "onze site (https://ggd.example/)", "https://ggd.example/"),
    ],
)
def test_a_cell_is_read_as_dutch_people_mean_it(reader: Callable[[Cell], Any], cell: Cell, value: Any) -> None:
    assert reader(cell) == value


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        (612345678, "0612345678"),
        (31612345678, "0612345678"),
        (241234567, "0241234567"),
        (14024, "14024"),
        (112, "112"),
        (116006, "116006"),
        (8000113, "08000113"),
        (9008844, "09008844"),
        ("612345678", "0612345678"),
        ("Tel. 024-1234567", "0241234567"),
    ],
)
def test_a_phone_number_that_a_spreadsheet_took_for_a_number_gets_its_zero_back(cell: Cell, digits: str) -> None:
    assert as_phone(cell).digits == digits


def test_a_code_of_four_digits_keeps_its_zero() -> None:
    assert [as_code(cell, digits=4, prefix="GM") for cell in (268, "268", "0268", "GM0268")] == ["0268"] * 4
    with pytest.raises(NotReadable, match="code van 4 cijfers"):
        as_code(12345, digits=4)


@pytest.mark.parametrize(
    ("reader", "cell", "answer"),
    [
        (as_whole_number, "3,7", "heel getal"),
        (as_whole_number, Decimal("3.7"), "«3,7» heeft cijfers achter de komma"),
        (as_whole_number, "3.7", "komma voor de decimalen"),
        (as_whole_number, "n.v.t.", "geen getal"),
        (as_whole_number, date(2026, 5, 3), "geen getal"),
        (as_date, 45719, "opmaak «datum»"),
        (as_date, "31-2-2026", "bestaat niet"),
        (as_phone, "045 843 2110\n045 843 2429", "meer dan één telefoonnummer"),
        (as_phone, "024 123 45 67 of 024 123 45 68", "meer dan één telefoonnummer"),
        (as_phone, Decimal("12.5"), "te kort"),
        (as_kvk, 123, "heeft 3 cijfers"),
    ],
)
def test_what_can_not_be_meant_is_refused_with_what_to_do(
    reader: Callable[[Cell], Any], cell: Cell, answer: str
) -> None:
    with pytest.raises(NotReadable, match=answer):
        reader(cell)


def test_each_way_of_saying_that_there_is_no_value_stays_apart_and_none_is_zero() -> None:
    said = [read_missing(cell) for cell in ("n.v.t.", ".", "-", "x", None)]
    assert said == [Missing.NOT_APPLICABLE, Missing.UNKNOWN, Missing.NONE, Missing.HIDDEN, Missing.NOT_GIVEN]
    assert [read_missing(cell) for cell in (0, "0", "<5", "nee")] == [None] * 4


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    letters = [column_letter(index) for index in (0, 25, 26, 51, 52, 701, 702)]
    assert letters == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert [column_index(letter) for letter in letters] == [0, 25, 26, 51, 52, 701, 702]
