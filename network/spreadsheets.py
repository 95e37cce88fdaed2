"""The one writer of files for a spreadsheet: nothing that somebody typed runs as a formula on a reader's computer."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.utils.timezone import is_aware, make_naive

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # a file for Excel begins with it, once

Cell = str | int | Decimal | date | None
Row = Sequence[Cell]

# A spreadsheet runs a text that starts with one of these; an apostrophe before it makes it text. A text that starts
# with an apostrophe gets one more, so that reading back gives what was written.
_MADE_TEXT = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "'")


def as_csv(rows: Iterable[Row]) -> str:
    """The way Dutch Excel opens it: `;`, decimal comma, byte order mark. A number stays a number, below zero too."""
    out = io.StringIO()
    out.write(MARK)
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue()


def as_csv_for_programs(rows: Iterable[Row]) -> str:
    """The way other programs read it: `,`, decimal point, no byte order mark. A text is made harmless all the same."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        [f"{cell:f}" if isinstance(cell, Decimal) else _written(cell) for cell in row] for row in rows
    )
    return out.getvalue()


def from_csv(text: str) -> list[list[str]]:
    """What `as_csv` wrote, without what it put before a text; numbers as they were written."""
    lines = csv.reader(io.StringIO(text.removeprefix(MARK), newline=""), delimiter=";")
    return [[without_guard(cell) for cell in line] for line in lines]


def without_guard(cell: str) -> str:
    """A text from a file, as it was before a writer like ours made it harmless."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_MADE_TEXT) else cell


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_MADE_TEXT) else cell
    if isinstance(cell, Decimal):
        # Not `normalize`, which rounds to the precision of the context.
        return f"{cell:f}".replace(".", ",")
    if isinstance(cell, datetime):
        return _in_the_region(cell).isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _in_the_region(moment: datetime) -> datetime:
    """In the time of the region, which the heading of the column should say; a spreadsheet knows no zones."""
    return make_naive(moment) if is_aware(moment) else moment


# --- workbooks -----------------------------------------------------------------------------------------------------

LONGEST_SHEET_NAME = 31
LONGEST_TEXT = 32_767  # characters that Excel holds in a cell
_MOST_EXACT = 10**15  # from here a spreadsheet changes the last figures of a number
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def as_xlsx(rows: Iterable[Row], *, sheet: str, more: Sequence[tuple[str, Iterable[Row]]] = ()) -> bytes:
    """A workbook for Excel, the first row a header. Text is typed as text, so nothing in it is a formula, and Excel
    leaves it so when somebody edits it. A moment is in the time of the region, which its heading should say.
    """
    # Takes a seventh of a second to load, and the processes that only read need none of it.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.creator = ""
    parts = [(sheet, rows), *more]
    for (_, lines), name in zip(parts, sheet_names([name for name, _ in parts]), strict=True):
        page = book.create_sheet(name)
        header, *body = [list(row) for row in lines] or [[]]
        page.freeze_panes = "A2"
        for index, width in enumerate(_widths([header, *body]), start=1):
            page.column_dimensions[get_column_letter(index)].width = width
        make = partial(WriteOnlyCell, page)
        page.append([_in_excel(make, cell, font=Font(bold=True)) for cell in header])
        for row in body:
            page.append([_in_excel(make, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(rows: Iterable[Row], *, sheet: str, more: Sequence[tuple[str, Iterable[Row]]] = ()) -> bytes:
    """The same for LibreOffice."""
    parts = [(sheet, rows), *more]
    names = sheet_names([name for name, _ in parts])
    tables = (_ods_table(name, lines) for (_, lines), name in zip(parts, names, strict=True))
    content = "".join([_ODS_START, *tables, _ODS_END])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS_KIND, compress_type=zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", _ODS_MANIFEST)
    return out.getvalue()


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names that Excel takes: not too long, without the signs that it refuses, and no two the same."""
    given: list[str] = []
    for name in wanted:
        plain = " ".join(re.sub(r"[\[\]:*?/\\\x00-\x1f]", "-", name).split()).strip("'") or "Blad"
        plain = f"{plain}-" if plain.lower() == "history" else plain  # Excel keeps that one for itself
        tries = (plain[: LONGEST_SHEET_NAME - len(end)].rstrip() + end for end in _endings())
        taken = {other.casefold() for other in given}
        given.append(next(one for one in tries if one.casefold() not in taken))
    return given


def _endings() -> Iterator[str]:
    yield ""
    yield from (f" ({number})" for number in count(2))


def _in_excel(make: Callable[[Cell], Any], cell: Cell, *, font: Any = None) -> Any:
    plain = _plain(cell)
    if isinstance(plain, date):
        made = make(plain)
        made.number_format = "d-m-yyyy h:mm" if isinstance(plain, datetime) else "d-m-yyyy"
        return made
    if not isinstance(plain, str):
        return plain
    made = make(_LOOKS_ESCAPED.sub("_x005F_", plain))
    made.data_type = "s"
    if plain.startswith(_MADE_TEXT):
        made.quotePrefix = True  # what typing an apostrophe before it does
    if font:
        made.font = font
    return made


def _plain(cell: Cell) -> Cell:
    """What both kinds of workbook hold: no moment with a zone, no number that loses figures, nothing XML refuses."""
    if isinstance(cell, datetime):
        return _in_the_region(cell)
    if isinstance(cell, int | Decimal) and not -_MOST_EXACT < cell < _MOST_EXACT:
        return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    if isinstance(cell, str):
        text = _NOT_IN_XML.sub("", cell).replace("\r\n", "\n").replace("\r", "\n")
        return (text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…") or None
    return cell


def _widths(rows: Sequence[Row]) -> list[int]:
    """How wide each column is, in characters, judged by its first rows."""
    columns = max((len(row) for row in rows), default=0)
    return [
        min(60, max(10, *(len(str(row[index])) + 2 for row in rows[:50] if index < len(row))))
        for index in range(columns)
    ]


# --- .ods, written by hand: 36,000 cells take a second this way and many by building a document in memory -----------

_ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{_ODS_NAMES}:manifest:1.0" manifest:version="1.3">\
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_ODS_KIND}"/>\
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
_ODS_START = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{_ODS_NAMES}:office:1.0" xmlns:table="{_ODS_NAMES}:table:1.0" \
xmlns:text="{_ODS_NAMES}:text:1.0" xmlns:style="{_ODS_NAMES}:style:1.0" xmlns:number="{_ODS_NAMES}:datastyle:1.0" \
xmlns:fo="{_ODS_NAMES}:xsl-fo-compatible:1.0" office:version="1.3"><office:automatic-styles>\
<number:date-style style:name="day"><number:day/><number:text>-</number:text><number:month/>\
<number:text>-</number:text><number:year number:style="long"/></number:date-style>\
<number:date-style style:name="moment"><number:day/><number:text>-</number:text><number:month/>\
<number:text>-</number:text><number:year number:style="long"/><number:text> </number:text><number:hours/>\
<number:text>:</number:text><number:minutes number:style="long"/></number:date-style>\
<style:style style:name="is-day" style:family="table-cell" style:data-style-name="day"/>\
<style:style style:name="is-moment" style:family="table-cell" style:data-style-name="moment"/>\
<style:style style:name="is-heading" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>\
</style:style></office:automatic-styles><office:body><office:spreadsheet>"""
_ODS_END = "</office:spreadsheet></office:body></office:document-content>"
_SPACES_IN_ODS = re.compile(r"^ | (?= )| $")


def _ods_table(name: str, lines: Iterable[Row]) -> str:
    rows = [list(row) for row in lines] or [[]]
    columns = max(1, *(len(row) for row in rows))
    header = "".join(_in_ods(cell, style=' table:style-name="is-heading"') for cell in rows[0])
    body = "".join(f"<table:table-row>{''.join(map(_in_ods, row)) or _NO_CELL}</table:table-row>" for row in rows[1:])
    return (
        f'<table:table table:name={quoteattr(name)}><table:table-column table:number-columns-repeated="{columns}"/>'
        f"<table:table-row>{header or _NO_CELL}</table:table-row>{body}</table:table>"
    )


_NO_CELL = "<table:table-cell/>"


def _in_ods(cell: Cell, style: str = "") -> str:
    plain = _plain(cell)
    if plain is None:
        return _NO_CELL
    if isinstance(plain, date):
        kind = "moment" if isinstance(plain, datetime) else "day"
        written = plain.isoformat()
        return (
            f'<table:table-cell table:style-name="is-{kind}" office:value-type="date" office:date-value="{written}">'
            f"<text:p>{written.replace('T', ' ')}</text:p></table:table-cell>"
        )
    if isinstance(plain, str):
        paragraphs = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in plain.split("\n"))
        return f'<table:table-cell{style} office:value-type="string">{paragraphs}</table:table-cell>'
    written = f"{plain:f}" if isinstance(plain, Decimal) else str(plain)
    return (
        f'<table:table-cell office:value-type="float" office:value="{written}"><text:p>{written.replace(".", ",")}'
        "</text:p></table:table-cell>"
    )


def _spaced(line: str) -> str:
    """Blanks that a reader would take together or leave out, spelled out."""
    return _SPACES_IN_ODS.sub("<text:s/>", escape(line))
