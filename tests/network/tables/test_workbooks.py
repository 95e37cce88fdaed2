"""Field cases B: workbooks of Excel and LibreOffice, and what their plain cells leave out."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from network.spreadsheets import as_xlsx
from network.tables import TableError
from network.tables.inside import look_inside
from tests.network.tables.files import ODS_KIND, cells, ods, ods_cell, ods_row, places, read, workbook

HEADER = ("Naam", "Plaats", "Aantal")


def test_cells_come_back_as_what_people_put_in_them_and_rows_with_their_numbers() -> None:
    table = read(
        workbook(
            HEADER,
            ("GGD\u00a0Zuid ", date(2026, 5, 3), 268),
            (),
            ("-", datetime(2026, 5, 3, 14, 5), 3.7),  # noqa: DTZ001  (a workbook knows no zones)
            ("", True, 0.1 + 0.2),
        )
    )
    assert (table.kind, table.sheet, table.sheets, table.header) == ("xlsx", "Lijst", ["Lijst"], list(HEADER))
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ["GGD Zuid", date(2026, 5, 3), 268]),
        (4, ["-", datetime(2026, 5, 3, 14, 5), Decimal("3.7")]),  # noqa: DTZ001
        (5, [None, "ja", Decimal("0.3")]),
    ]
    assert not table.problems
    assert not table.notes


def test_the_last_row_needs_no_blank_row_after_it_and_the_first_may_come_later() -> None:
    def lower(page: Worksheet) -> None:
        page.move_range("A1:C3", rows=4, cols=1)

    table = read(workbook(HEADER, ("GGD", "Tiel", 1), ("Moviera", "Ede", 2), change=lower))
    assert (table.header_row, table.header) == (5, ["", *HEADER])
    assert [(row.number, row.cells[1]) for row in table.rows] == [(6, "GGD"), (7, "Moviera")]


def test_hidden_rows_and_columns_are_taken_along_and_counted() -> None:
    def hide(page: Worksheet) -> None:
        for number in (2, 3, 4, 9):
            page.row_dimensions[number].hidden = True
        page.column_dimensions["B"].hidden = True

    table = read(workbook(HEADER, *[(f"Partner {n}", "Ede", n) for n in range(4)], change=hide))
    assert len(table.rows) == 4
    assert table.notes == ["3 verborgen rijen meegenomen.", "1 verborgen kolom meegenomen: B."]


def test_a_name_merged_over_rows_counts_for_each_of_them() -> None:
    table = read(
        workbook(
            HEADER, ("GGD", "Tiel", 1), (None, "Ede", 2), (None, "Buren", 3), change=lambda p: p.merge_cells("A2:A4")
        )
    )
    assert [row.cells[0] for row in table.rows] == ["GGD", "GGD", "GGD"]
    assert table.notes == ["Samengevoegde cellen tellen voor elke rij die ze beslaan: A2:A4."]


def test_a_value_merged_over_columns_belongs_to_none_of_them() -> None:
    table = read(workbook(HEADER, ("Zorg", None, None), ("GGD", "Tiel", 1), change=lambda p: p.merge_cells("A2:C2")))
    assert [(places(table.problems), problem.value) for problem in table.problems] == [(["A2"], "Zorg")]
    assert "Samengevoegde cellen in A2:C2. Splits ze" in table.problems[0].reason
    assert cells(table) == [[None, None, None], ["GGD", "Tiel", 1]]


def test_a_block_of_merged_cells_is_told_for_every_row_of_it() -> None:
    table = read(
        workbook(HEADER, ("GGD", None, 1), (None, None, 2), ("Ede", "x", 3), change=lambda p: p.merge_cells("A2:B3"))
    )
    assert places(table.problems) == ["A2", "A3"]


def test_a_title_merged_over_the_list_and_headings_merged_downwards_are_no_problem() -> None:
    def merge(page: Worksheet) -> None:
        for block in ("A1:C1", "A2:A3", "B2:C2"):
            page.merge_cells(block)

    table = read(
        workbook(
            ("Partners",), ("Naam", "Contact", None), (None, "Mail", "Tel"), ("GGD", "a@b.nl", "088"), change=merge
        )
    )
    assert (table.header_row, table.header) == (3, ["Naam", "Mail", "Tel"])
    assert not table.problems


def test_a_formula_without_a_result_is_told_and_never_read_as_text() -> None:
    table = read(workbook(HEADER, ("GGD", "Tiel", 1), ("Som", "", "=SUM(C2:C2)"), ("x", "=B2", 2)))

    assert places(table.problems) == ["C3", "B4"]
    assert "Formule zonder uitkomst in C3. Open het bestand in Excel en bewaar het opnieuw." in table.problems[0].reason
    assert cells(table)[1:] == [["Som", None, None], ["x", None, 2]]


def with_formula(inside: str) -> bytes:
    """A workbook as Excel saves it, with this after the formula of C2."""
    content = workbook(HEADER, ("GGD", "Tiel", "=1+1"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(b'<c r="C2"><f>1+1</f><v></v>', inside.encode()))
    return out.getvalue()


@pytest.mark.parametrize(
    ("inside", "value"),
    [
        ('<c r="C2"><f>1+1</f><v>2</v>', 2),
        ('<c r="C2" t="str"><f>A2&amp;""</f><v>GGD</v>', "GGD"),
        ('<c r="C2" t="str"><f>""</f><v></v>', None),
        ('<c r="C2" s="0"><f t="shared" ref="C2:C9" si="0">1+1</f><v>2</v>', 2),
    ],
)
def test_a_formula_with_a_result_is_its_result(inside: str, value: Any) -> None:
    table = read(with_formula(inside))
    assert (cells(table), table.problems) == ([["GGD", "Tiel", value]], [])


@pytest.mark.parametrize("value", ["#N/A", "#REF!", "#DIV/0!", "#SPILL!", "#N/B", "#VERW!"])
def test_an_error_value_is_told_as_one_whether_excel_marks_it_or_not(value: str) -> None:
    def mark(page: Worksheet) -> None:
        page["B2"].data_type = "e"

    table = read(workbook(HEADER, ("GGD", value, 1), ("Moviera", value, 2), change=mark))
    assert [(problem.column, problem.row, problem.value) for problem in table.problems] == [
        ("B", 2, value),
        ("B", 3, value),
    ]
    assert "fout van het rekenblad" in table.problems[0].reason
    assert [row.cells[1] for row in table.rows] == [None, None]


def test_text_that_is_partly_bold_is_plain_text_and_a_link_has_its_address_behind_it() -> None:
    def dress(page: Worksheet) -> None:
        page["A2"] = CellRichText("GGD ", TextBlock(InlineFont(b=True), "Zuid"))
        page["B2"].hyperlink = "https://ggd.example/zuid"
        page["B3"].hyperlink = "mailto:info@ggd.example"
        page["B4"].hyperlink = "http://www.ggd.example/"

    table = read(
        workbook(HEADER, ("x", "onze site", 1), ("y", "info@ggd.example", 2), ("z", "www.ggd.example", 3), change=dress)
    )
    assert cells(table) == [
        ["GGD Zuid", "onze site (https://ggd.example/zuid)", 1],
        ["y", "info@ggd.example", 2],
        ["z", "www.ggd.example", 3],
    ]
    assert table.notes == ["Bij 1 cel met een link staat het adres erachter, tussen haakjes."]


# --- sheets --------------------------------------------------------------------------------------------------------

TWO_SHEETS = workbook(("Vul in", "dit blad"), ("a", "b"), Partners=[HEADER, ("GGD", "Tiel", 1)], Leeg=[])


def test_of_several_sheets_the_one_with_headings_we_know_is_read_and_that_is_told() -> None:
    table = read(TWO_SHEETS, known_headers=["naam", "plaats"])
    assert (table.sheet, table.sheets) == ("Partners", ["Lijst", "Partners"])
    assert table.notes == [
        "Het bestand heeft 2 bladen. We lezen alleen het blad «Partners». Klopt dat niet? Kies dan een ander blad."
    ]


def test_without_headings_we_know_it_is_the_first_with_something_in_it_and_a_person_may_choose() -> None:
    assert read(TWO_SHEETS).sheet == "Lijst"
    assert cells(read(TWO_SHEETS, sheet="Partners")) == [["GGD", "Tiel", 1]]
    with pytest.raises(TableError, match="Het blad «Leeg» is er niet of is leeg"):
        read(TWO_SHEETS, sheet="Leeg")


def test_a_hidden_sheet_is_not_read_unless_asked_and_is_named() -> None:
    def hide(page: Worksheet) -> None:
        page.parent["Keuzes"].sheet_state = "hidden"

    content = workbook(HEADER, ("GGD", "Tiel", 1), Keuzes=[("naam", "plaats"), ("zorg", "x")], change=hide)
    table = read(content, known_headers=HEADER)
    assert (table.sheet, table.sheets) == ("Lijst", ["Lijst"])
    assert table.notes == ["Verborgen bladen zijn niet gelezen: «Keuzes»."]
    chosen = read(content, sheet="Keuzes")
    assert (chosen.sheets, chosen.header) == (["Lijst", "Keuzes"], ["naam", "plaats"])


# --- LibreOffice ---------------------------------------------------------------------------------------------------


def test_a_list_from_libreoffice_is_read_with_the_same_remarks() -> None:
    repeated = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    link = '<text:a xlink:href="https://ggd.example/">site</text:a>'
    number = '<table:table-cell office:value-type="float" office:value="268"/>'
    formula = '<table:table-cell table:formula="of:=SUM([.B1])"/>'
    upper = ods_cell("GGD", ' table:number-rows-spanned="2"') + ods_cell(link) + number
    lower = "<table:covered-table-cell/>" + ods_cell("Ede") + formula
    table = read(
        ods(
            ods_row(*HEADER)
            + repeated
            + f"<table:table-row>{upper}</table:table-row>"
            + f'<table:table-row table:visibility="filter">{lower}</table:table-row>'
            + ods_row("Moviera", "#N/B", "n.v.t.")
        )
    )
    assert table.kind == "ods"
    assert [(row.number, row.cells) for row in table.rows] == [
        (4, ["GGD", "site (https://ggd.example/)", 268]),
        (5, ["GGD", "Ede", None]),
        (6, ["Moviera", None, "n.v.t."]),
    ]
    assert places(table.problems) == ["C5", "B6"]
    assert table.notes == [
        "Bij 1 cel met een link staat het adres erachter, tussen haakjes.",
        "Samengevoegde cellen tellen voor elke rij die ze beslaan: A4:A5.",
        "1 verborgen rij meegenomen.",
    ]


# --- what can hurt -------------------------------------------------------------------------------------------------

A_BILLION = ods_row("x", about=' table:number-rows-repeated="1000000"').replace(
    "<table:table-cell", '<table:table-cell table:number-columns-repeated="1000"'
)
ENTITIES = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


def named(name: str) -> bytes:
    """A sheet with a name that Excel would not give it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ods(ods_row(*HEADER)))) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            new.writestr(member, old.read(member).replace(b'"Lijst"', f'"{name}"'.encode()))
    return out.getvalue()


def far_away() -> bytes:
    def put(page: Worksheet) -> None:
        page["XFD1048576"] = "x"

    return workbook(HEADER, change=put)


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (far_away(), "te groot|ver naast of onder de lijst"),
        (ods(ods_row(*HEADER) + A_BILLION), "te groot|ver naast of onder de lijst"),
        (ods(ods_row("&c;", "x", about=' table:visibility="filter"'), start=ENTITIES), "beschadigd|geen tabel"),
        (ods(ods_row(*HEADER))[:300], "beschadigd"),
        (ods("", kind="application/vnd.oasis.opendocument.text"), "geen rekenblad"),
        (ods(ods_row("x"), manifest="<manifest:encryption-data/>"), "wachtwoord"),
        (ods("</kapot>"), "beschadigd"),
        (workbook(), "geen tabel"),
        (named("x" * 201), "lange naam"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "wachtwoord of is een oud Excel-bestand"),
    ],
    ids=[
        "far away",
        "a billion cells",
        "entities",
        "cut off",
        "a letter",
        "a password",
        "broken",
        "blank",
        "a long name",
        "old",
    ],
)
def test_a_workbook_that_could_hurt_is_refused_with_what_to_do(content: bytes, answer: str) -> None:
    start = time.monotonic()
    with pytest.raises(TableError, match=answer):
        read(content)
    assert time.monotonic() - start < 15


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "content.xml"])
def test_a_workbook_that_unpacks_to_a_thousand_times_as_much_is_refused_without_unpacking_it(name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_KIND, compress_type=zipfile.ZIP_STORED)
        archive.writestr(name, bytes(6 * 1024 * 1024))

    with pytest.raises(TableError, match="bij het openen te groot"):
        read(out.getvalue())


def test_the_look_for_what_is_odd_costs_less_than_reading_the_cells() -> None:
    content = as_xlsx(
        [[f"Organisatie {number}, kolom {column}" for column in range(12)] for number in range(500)], sheet="x"
    )

    def least_time_of(work: Callable[[], object]) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            work()
            times.append(time.process_time() - start)
        return min(times)

    reading = least_time_of(
        lambda: CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    )
    assert least_time_of(lambda: look_inside(content, "xlsx", "x", 0)) < reading
