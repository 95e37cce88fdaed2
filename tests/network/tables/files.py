"""Small files as people send them, made on the spot."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from network.tables import Cell, CellProblem, Table, read_table

ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_NAMES = "urn:oasis:names:tc:opendocument:xmlns"


def csv_of(text: str | bytes, **choices: Any) -> Table:
    return read_table(text.encode() if isinstance(text, str) else text, file_name="lijst.csv", **choices)


def workbook(*rows: Sequence[Any], change: Callable[[Worksheet], None] | None = None, **sheets: Sequence[Any]) -> bytes:
    """An .xlsx with these rows on the sheet «Lijst», changed by hand; more sheets by name, each a list of rows."""
    book = Workbook()
    page = book.active
    page.title = "Lijst"
    for row in rows:
        page.append(row)
    for name, lines in sheets.items():
        other = book.create_sheet(name)
        for line in lines:
            other.append(line)
    if change:
        change(page)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: str, *, kind: str = ODS_KIND, manifest: str = "<manifest/>", start: str = "") -> bytes:
    """An .ods as LibreOffice writes it, with these rows in XML."""
    spaces = {"office": "office:1.0", "table": "table:1.0", "text": "text:1.0"}
    names = " ".join(f'xmlns:{short}="{_ODS_NAMES}:{full}"' for short, full in spaces.items())
    content = (
        f'{start}<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">'
        f'<office:body><office:spreadsheet><table:table table:name="Lijst">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, compress_type=zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def ods_row(*texts: str, about: str = "") -> str:
    return f"<table:table-row{about}>{''.join(map(ods_cell, texts))}</table:table-row>"


def ods_cell(text: str, about: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{about}><text:p>{text}</text:p></table:table-cell>'


def read(content: bytes, **choices: Any) -> Table:
    return read_table(content, file_name="lijst", **choices)


def cells(table: Table) -> list[list[Cell]]:
    return [row.cells for row in table.rows]


def places(problems: Sequence[CellProblem]) -> list[str]:
    return [f"{problem.column}{problem.row}" for problem in problems]
