"""A file for a spreadsheet runs nothing and loses nothing."""

import ast
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from network.spreadsheets import Cell, as_csv, as_ods, as_xlsx, from_csv, sheet_names
from network.tables import read_table
from network.uploads import check_spreadsheet
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
        (datetime(2026, 6, 30, 12, tzinfo=UTC), "2026-06-30 14:00"),
    ],
)
def test_a_number_stays_a_number_also_below_zero_and_a_moment_is_in_the_time_of_the_region(
    number: Cell, written: str
) -> None:
    assert as_csv([[number]]).removeprefix("\ufeff").rstrip() == written


def test_excel_in_dutch_opens_it_in_columns_and_with_accents() -> None:
    assert as_csv([["één", "twee"]]).encode() == b"\xef\xbb\xbf\xc3\xa9\xc3\xa9n;twee\r\n"


WRITERS = pytest.mark.parametrize("write", [as_xlsx, as_ods])


@WRITERS
def test_text_in_a_workbook_is_text_and_comes_back_as_it_was(write: Callable[..., bytes]) -> None:
    texts = [
        *(text.strip() for text in TYPED if "\0" not in text),
        *("0268", "1.234", "a  b   c", "_x0041_", "WAAR", "Één 😀 عربى", "<b>&amp;", "regel\tmet tab"),
    ]
    content = write([["naam", "nummer"], *[[text, 1] for text in texts]], sheet="Partners")
    table = read_table(content, file_name="partners")

    assert [row.cells[0] for row in table.rows] == texts
    assert not table.problems
    assert not table.notes


def test_excel_sees_no_formula_and_leaves_text_alone_when_somebody_edits_it() -> None:
    page = load_workbook(io.BytesIO(as_xlsx([["naam"], ["=1+1"], ["+31 24"], ["GGD"]], sheet="x"))).active

    assert [(page[place].data_type, page[place].quotePrefix) for place in ("A2", "A3", "A4")] == [
        ("s", True),
        ("s", True),
        ("s", False),
    ]


@WRITERS
def test_numbers_and_days_stay_what_they_are_and_a_moment_is_in_the_time_of_the_region(
    write: Callable[..., bytes],
) -> None:
    moment = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
    row = [-5, Decimal("-12.50"), Decimal("1E+3"), date(2026, 5, 3), moment, None, 10**16]
    table = read_table(write([["kop"] * 7, row], sheet="x"), file_name="x")

    assert table.rows[0].cells == [
        -5,
        Decimal("-12.5"),
        1000,
        date(2026, 5, 3),
        datetime(2026, 6, 30, 14, 0),  # noqa: DTZ001  (a workbook knows no zones)
        None,
        "10000000000000000",
    ]


@WRITERS
def test_a_character_that_no_workbook_holds_is_left_out_and_a_list_without_rows_can_be_written(
    write: Callable[..., bytes],
) -> None:
    assert read_table(write([["a"], ["x\0y\x01\ud800z\ufffe"]], sheet="x"), file_name="x").rows[0].cells == ["xyz"]
    assert read_table(write([["naam", "plaats"]], sheet="x"), file_name="x").header == ["naam", "plaats"]


def test_a_workbook_has_more_sheets_with_names_that_excel_takes() -> None:
    assert sheet_names(["a/b", "A\\B", "x" * 40, "x" * 40, "History", "'", "[2026]: ?*"]) == [
        "a-b",
        "A-B (2)",
        "x" * 31,
        "x" * 27 + " (2)",
        "History-",
        "Blad",
        "-2026-- --",
    ]
    for write in (as_xlsx, as_ods):
        content = write([["naam"]], sheet="Partners/2026", more=[("partners-2026", [["uitleg"]])])
        assert read_table(content, file_name="x").sheets == ["Partners-2026", "partners-2026 (2)"]


@WRITERS
def test_what_we_write_passes_our_own_check(write: Callable[..., bytes]) -> None:
    content = write([["naam", "plaats"], *[["Organisatie", "Nijmegen"]] * 3000], sheet="x")
    assert check_spreadsheet(content) == write.__name__.removeprefix("as_")


_WRITERS = ("openpyxl", "odf", "xlsxwriter", "xlwt", "pandas")


def writers_of_workbooks(source: str) -> list[str]:
    """What a program imports or calls that writes workbooks."""
    if not any(word in source for word in (*_WRITERS, ".export(")):  # most need not be parsed
        return []
    modules = [
        name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [part.name for part in node.names])
    ]
    return [name for name in modules if name.split(".")[0] in _WRITERS]


def test_no_other_part_of_the_portal_writes_workbooks() -> None:
    writing = {
        str(path.relative_to(ROOT))
        for app in ("network", "partners", "actionplan", "monitor")
        for path in (ROOT / app).rglob("*.py")
        if writers_of_workbooks(path.read_text(encoding="utf-8"))
    }
    assert writing == {"network/spreadsheets.py"}
    assert writers_of_workbooks("from odf.table import Table\nimport openpyxl.styles") == [
        "odf.table",
        "openpyxl.styles",
    ]


def writers_of_csv(source: str) -> list[str]:
    """The csv writers that a program makes."""
    if "csv" not in source:  # most need not be parsed
        return []
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
        if writers_of_csv(source := path.read_text(encoding="utf-8")) or "to_csv(" in source
    }
    assert writing == {"network/spreadsheets.py"}
    assert writers_of_csv("import csv\ncsv.DictWriter(out, [])") == ["DictWriter"]  # the control
