"""A file for a spreadsheet runs nothing and loses nothing."""

import ast
from datetime import date
from decimal import Decimal

import pytest

from network.spreadsheets import Cell, as_csv, from_csv
from tests.journeys.portal import ROOT

TYPED = [
    '=HYPERLINK("http://evil.invalid","klik")',
    "+31 24 123 45 67",
    "-",
    "-2+3+cmd|' /C calc'!A0",
    "@naam",
    "\t=1+1",
    "\n=1",
    "\r=1",
    "\0=1",
    "'s Heerenberg",
    "'=1+1",
    "''",
    'een "gewone"; tekst\nop twee regels',
    " =1",
]


@pytest.mark.parametrize("text", TYPED)
def test_what_was_typed_comes_back_as_it_was_and_never_starts_a_formula(text: str) -> None:
    written = as_csv([["naam", text]])

    assert from_csv(written) == [["naam", text]]
    cell = written.partition(";")[2].removeprefix('"')
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0"))


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (-5, "-5"),
        (Decimal("-12.50"), "-12,50"),
        (Decimal("1E+3"), "1000"),
        (date(2026, 5, 3), "2026-05-03"),
    ],
)
def test_a_number_stays_a_number_also_below_zero(number: Cell, written: str) -> None:
    assert as_csv([[number]]).removeprefix("\ufeff").rstrip() == written


def test_excel_in_dutch_opens_it_in_columns_and_with_accents() -> None:
    assert as_csv([["één", "twee"]]).encode() == b"\xef\xbb\xbf\xc3\xa9\xc3\xa9n;twee\r\n"


def writers_of_csv(source: str) -> list[str]:
    """The csv writers that a program makes."""
    return [
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and node.attr in {"writer", "DictWriter"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "csv"
    ]


def test_no_other_part_of_the_portal_writes_csv() -> None:
    writing = {
        str(path.relative_to(ROOT))
        for app in ("network", "partners", "actionplan", "monitor")
        for path in (ROOT / app).rglob("*.py")
        if writers_of_csv(path.read_text(encoding="utf-8")) or "to_csv(" in path.read_text(encoding="utf-8")
    }
    assert writing == {"network/spreadsheets.py"}
    assert writers_of_csv("import csv\ncsv.DictWriter(out, [])") == ["DictWriter"]  # the control
