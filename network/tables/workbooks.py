"""Workbooks of Excel and LibreOffice. The cells come from calamine; what it leaves out is looked up in the file itself:
hidden rows, merged cells, formulas without a result, error values and links.
"""

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from network.bounded import Limits, StoppedError, Why, run_bounded
from network.tables.cells import cleaned
from network.tables.inside import Merge, Odd, look_inside, with_errors_as_text
from network.tables.layout import HEADER_WITHIN, known_in, with_header
from network.tables.table import Cell, Table, TableError, TableRow, column_letter
from network.uploads import UploadRefused, check_spreadsheet

LIMITS = Limits(cpu_seconds=10, wall_seconds=20, memory_megabytes=600)
LAST_ROW = 100_000  # a sheet that goes further is mostly blank, and takes memory for every blank cell
_MOST_SHEETS = 30
_LONGEST_NAME = 200  # Excel allows 31 characters, the form of a file any number
_UNREADABLE = (
    "Dit bestand kunnen we niet lezen. Het is beschadigd, of er staat iets heel ver naast of onder de lijst. Haal dat "
    "weg, sla het bestand opnieuw op en probeer het nog een keer."
)


def read_workbook(content: bytes, *, sheet: str, known: frozenset[str]) -> Table:
    """The table of one sheet. The work is done in a process of its own: a small file can ask for a lot of memory."""
    try:
        kind = check_spreadsheet(content)
        return run_bounded(_read, content, kind, sheet, known, limits=LIMITS, preload="network.bounded_preload")
    except UploadRefused as refused:
        raise TableError(str(refused)) from None
    except StoppedError as stopped:
        if stopped.why == Why.UNKNOWN:  # what reads the cells gave up, mostly for want of memory
            raise TableError(_UNREADABLE) from None
        raise TableError(
            "Dit bestand is te groot om te lezen. Haal bladen, lege rijen en lege kolommen weg, en probeer het opnieuw."
        ) from None


# --- inside the bounded process ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sheet:
    name: str
    index: int
    cells: CalamineSheet
    is_hidden: bool


def _read(content: bytes, kind: str, wanted: str, known: frozenset[str]) -> Table:
    try:
        try:
            return _table_of(content, kind, wanted, known)
        except CalamineError as problem:
            if "cell error value" not in str(problem):
                raise
            return _table_of(with_errors_as_text(content), kind, wanted, known)
    except TableError:
        raise
    except (CalamineError, zipfile.BadZipFile, zlib.error, expat.ExpatError, ValueError, LookupError, OSError):
        raise TableError(_UNREADABLE) from None


def _table_of(content: bytes, kind: str, wanted: str, known: frozenset[str]) -> Table:
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        sheets = _sheets(workbook)
        chosen = _choose(sheets, wanted, known)
        rows = _rows(chosen.cells)
        merges = chosen.cells.merged_cell_ranges or []
    table = Table(
        kind=kind, sheet=chosen.name, sheets=[each.name for each in sheets if each is chosen or not each.is_hidden]
    )
    _tell_about_sheets(table, sheets, chosen)
    odd = look_inside(content, kind, chosen.name, chosen.index)
    odd.merges += [Merge(first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in merges]
    _apply(table, rows, odd)
    grid = [TableRow(number, cells) for number, cells in enumerate(rows, start=1) if any(c is not None for c in cells)]
    return with_header(table, grid, known, odd.merges)


def _sheets(workbook: CalamineWorkbook) -> list[_Sheet]:
    """The sheets with something in them, in the order of the file."""
    if len(workbook.sheet_names) > _MOST_SHEETS:
        raise TableError(f"Dit bestand heeft meer dan {_MOST_SHEETS} bladen. Bewaar het blad met de lijst apart.")
    if any(len(name) > _LONGEST_NAME for name in workbook.sheet_names):
        raise TableError("Een blad van dit bestand heeft een heel lange naam. Geef het een korte naam.")
    return [
        _Sheet(about.name, index, cells, is_hidden=about.visible != SheetVisibleEnum.Visible)
        for index, about in enumerate(workbook.sheets_metadata)
        if about.typ == SheetTypeEnum.WorkSheet and (cells := workbook.get_sheet_by_index(index)).start is not None
    ]


def _choose(sheets: Sequence[_Sheet], wanted: str, known: frozenset[str]) -> _Sheet:
    """The sheet that was asked for, or else the one with most headings that we know. Where nobody knows any, a list is
    wider than the page that explains it.
    """
    if wanted:
        for sheet in sheets:
            if sheet.name == wanted:
                return sheet
        raise TableError(f"Het blad «{wanted[:40]}» is er niet of is leeg. Kies een ander blad.")
    candidates = [sheet for sheet in sheets if not sheet.is_hidden] or list(sheets)
    if not candidates:
        raise TableError("In dit bestand staat geen tabel. Kies het bestand met de lijst.")
    if len(candidates) == 1 or not known:
        return candidates[0]
    return max(candidates, key=lambda sheet: _looks_like_a_list(sheet, known))


def _looks_like_a_list(sheet: _Sheet, known: frozenset[str]) -> tuple[int, int]:
    """How many headings we know, and how many cells of its fullest row are filled."""
    rows = sheet.cells.to_python(skip_empty_area=False, nrows=HEADER_WITHIN)
    return max(known_in(row, known) for row in rows), max(sum(cell != "" for cell in row) for row in rows)


def _tell_about_sheets(table: Table, sheets: Sequence[_Sheet], chosen: _Sheet) -> None:
    if len(table.sheets) > 1:
        table.notes.append(
            f"Het bestand heeft {len(table.sheets)} bladen. We lezen alleen het blad «{chosen.name}». "
            "Klopt dat niet? Kies dan een ander blad."
        )
    hidden = [f"«{sheet.name}»" for sheet in sheets if sheet.is_hidden and sheet is not chosen]
    if hidden:
        table.notes.append(f"Verborgen bladen zijn niet gelezen: {', '.join(hidden)}.")


def _rows(sheet: CalamineSheet) -> list[list[Cell]]:
    if sheet.end and sheet.end[0] >= LAST_ROW:
        raise TableError(
            f"Ver onder de lijst, in rij {sheet.end[0] + 1}, staat ook iets. Haal weg wat niet bij de lijst hoort."
        )
    return [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _cell(value: str | float | bool | time | date | timedelta) -> Cell:
    if isinstance(value, str):
        return cleaned(value) if value else None
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        # A spreadsheet counts in fifteen figures: 0.1 + 0.2 is 0.3 there.
        return int(value) if value.is_integer() and abs(value) < 1e15 else Decimal(f"{value:.15g}")
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, time):
        return f"{value.hour}.{value.minute:02d}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}.{minutes % 60:02d}"
    return value


def _apply(table: Table, rows: list[list[Cell]], odd: Odd) -> None:
    """Put right what calamine left out, and tell what was put right."""
    table.problems += odd.problems
    linked = sum(_add_address(rows, number, index, address) for (number, index), address in odd.links.items())
    if linked:
        words = "1 cel met een link staat het adres" if linked == 1 else f"{linked} cellen met een link staat het adres"
        table.notes.append(f"Bij {words} erachter, tussen haakjes.")
    filled = [merge for merge in odd.merges if merge.is_one_column and _fill_down(rows, merge)]
    if filled:
        shown = ", ".join(map(str, filled[:5])) + (" …" if len(filled) > 5 else "")
        table.notes.append(f"Samengevoegde cellen tellen voor elke rij die ze beslaan: {shown}.")
    hidden = set(odd.hidden_rows)
    count = sum(number in hidden and any(cell is not None for cell in row) for number, row in enumerate(rows, start=1))
    if count:
        table.notes.append(f"{count} verborgen {'rij' if count == 1 else 'rijen'} meegenomen.")
    columns = [column_letter(index) for index in odd.hidden_columns if index < max(map(len, rows), default=0)]
    if columns:
        words = "kolom" if len(columns) == 1 else "kolommen"
        table.notes.append(f"{len(columns)} verborgen {words} meegenomen: {', '.join(columns)}.")


def _add_address(rows: list[list[Cell]], number: int, index: int, address: str) -> bool:
    """Put the address of a link behind its text, unless the text is the address."""
    if not 0 < number <= len(rows) or index >= len(rows[number - 1]):
        return False
    text = rows[number - 1][index]
    if not isinstance(text, str) or _says_the_address(text, address):
        return False
    rows[number - 1][index] = f"{text} ({address})"
    return True


def _says_the_address(text: str, address: str) -> bool:
    """The text of a link that Excel made by itself says the same as its address."""

    def bare(words: str) -> str:
        return words.casefold().removeprefix("mailto:").removeprefix("tel:").partition("://")[2] or words.casefold()

    plain = bare(address).removeprefix("mailto:").removeprefix("tel:").removeprefix("www.").rstrip("/")
    return plain in text.casefold().replace(" ", "") or not plain


def _fill_down(rows: list[list[Cell]], merge: Merge) -> bool:
    """Give the lower cells of a merge the value that the file keeps in the upper one."""
    if not 0 < merge.first_row <= len(rows) or merge.first_column >= len(rows[merge.first_row - 1]):
        return False
    value = rows[merge.first_row - 1][merge.first_column]
    if value is None:
        return False
    for cells in rows[merge.first_row : merge.last_row]:
        if cells[merge.first_column] is None:
            cells[merge.first_column] = value
    return True
