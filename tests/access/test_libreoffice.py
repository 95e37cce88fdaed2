"""Every export opens in LibreOffice as it was meant: a number is a number, a day a day, and no letter is lost.

It runs where LibreOffice is at hand, in the long round; all workbooks go through it in one go.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from network.models import Person
from network.spreadsheets import as_csv, as_ods, as_xlsx
from tests.access.forms_of_pages import NO_PAGES
from tests.access.walk import address_of, agreed_lines
from tests.agreement import COLUMNS
from tests.cast import Cast

pytestmark = [pytest.mark.full, pytest.mark.slow]

OFFICE = shutil.which("soffice")
# As Dutch Excel and Dutch LibreOffice open a file with a semicolon: UTF-8, Dutch, numbers and dates recognised.
AS_DUTCH_CSV = "CSV:59,34,76,1,,1043,false,true"
KINDS = {
    "text/csv": "csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
MANGLED = ("Ã", "â€", "ï»¿", "\ufffd")

Cell = tuple[str, str]  # its kind, and what it holds
NOTHING_MORE = ("", "")  # one cell that stands for all to the end of the sheet


@pytest.fixture(autouse=True)
def office_is_there() -> None:
    if OFFICE is None:
        message = "LibreOffice ontbreekt (apt-get install libreoffice-calc-nogui)"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)


def opened_in_libreoffice(folder: Path) -> dict[str, list[list[Cell]]]:
    """File name → the rows of its first sheet, empty ones left out."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for pattern, filters in (("*.csv", [f"--infilter={AS_DUTCH_CSV}"]), ("*.xlsx", []), ("*.ods", [])):
        if files := sorted(map(str, folder.glob(pattern))):
            into = ["--convert-to", "fods:OpenDocument Spreadsheet Flat XML", "--outdir", str(folder / "opened")]
            command = [OFFICE or "", profile, "--headless", *filters, *into, *files]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {file.stem: _rows_of(file) for file in (folder / "opened").glob("*.fods")}


def _rows_of(file: Path) -> list[list[Cell]]:
    # Our own files, and LibreOffice wrote this one; a long cell is more than the parser takes by itself.
    root = etree.parse(file, etree.XMLParser(huge_tree=True, resolve_entities=False)).getroot()
    sheet = root.find(".//table:table", NAMES)
    rows = sheet.iterfind(".//table:table-row", NAMES) if sheet is not None else ()
    read = [[_cell(cell) for cell in row.iterfind("table:table-cell", NAMES)] for row in rows]
    return [row[:-1] if row[-1] == NOTHING_MORE else row for row in read if any(held for _, held in row)]


def _cell(cell: Any) -> Cell:
    assert cell.get(f"{{{NAMES['table']}}}formula") is None, "een formule"
    kind = cell.get(f"{{{NAMES['office']}}}value-type") or ""
    held = cell.get(f"{{{NAMES['office']}}}date-value") or cell.get(f"{{{NAMES['office']}}}value")
    lines = ["".join(paragraph.itertext()) for paragraph in cell.iterfind("text:p", NAMES)]
    return kind, held if held is not None else "\n".join(lines)


HARD = [
    ["Naam", "Bedrag", "Dag", "Nummer"],
    ["Zoë & Ümit «Ĳsbeer» 👩🏽‍⚕️", Decimal("145423.5"), date(2026, 5, 3), 7],
    ["=1+1", Decimal("-0.25"), date(1999, 12, 31), 0],
    ["eerste regel\ntweede; met 'tekens'", None, None, -3],
]


@pytest.mark.parametrize("write", [as_xlsx, as_ods])
def test_text_numbers_and_days_keep_their_kind(write: Callable[..., bytes], tmp_path: Path) -> None:
    (tmp_path / f"proef.{write.__name__[3:]}").write_bytes(write(HARD, sheet="Proef"))

    _, first, second, third = opened_in_libreoffice(tmp_path)["proef"]

    assert first == [("string", HARD[1][0]), ("float", "145423.5"), ("date", "2026-05-03"), ("float", "7")]
    assert second == [("string", "=1+1"), ("float", "-0.25"), ("date", "1999-12-31"), ("float", "0")]
    assert third[0] == ("string", HARD[3][0])
    assert third[-1] == ("float", "-3")


def test_a_file_with_semicolons_has_numbers_and_days_in_dutch(tmp_path: Path) -> None:
    (tmp_path / "proef.csv").write_text(as_csv(HARD), encoding="utf-8", newline="")

    _, first, second, _ = opened_in_libreoffice(tmp_path)["proef"]

    assert first == [("string", HARD[1][0]), ("float", "145423.5"), ("date", "2026-05-03"), ("float", "7")]
    assert second[0] == ("string", "'=1+1")
    assert second[1] == ("float", "-0.25")


def test_every_export_opens_with_all_its_letters_and_no_formula(
    cast: Cast, things: dict[str, dict[str, Any]], client_of: Callable[[Person], Client], tmp_path: Path
) -> None:
    clients = {head: client_of(cast.people[name]) for head, name in COLUMNS.items()}
    sent: dict[str, str] = {}
    for line in agreed_lines():
        may = [head for head, answer in line.answers.items() if answer == "ok" and head in clients]
        is_file = line.url_name in NO_PAGES or line.url_name.endswith("-export")
        if line.method == "GET" and may and is_file:
            answer = clients[may[0]].get(address_of(line, things))
            kind = KINDS.get(answer["Content-Type"].partition(";")[0])
            if kind:
                name = f"{len(sent):03}-{line.url_name.replace(':', '-')}"
                (tmp_path / f"{name}.{kind}").write_bytes(b"".join(answer) if answer.streaming else answer.content)
                sent[name] = line.url_name

    opened = opened_in_libreoffice(tmp_path)

    assert opened.keys() == sent.keys()
    assert len(set(sent.values())) >= 10
    for name, rows in opened.items():
        assert rows, name
        assert not [cell for row in rows for _, cell in row if any(mark in cell for mark in MANGLED)], name
