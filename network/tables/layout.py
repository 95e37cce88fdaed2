"""Where in the rows of a file the header stands, and which rows below it can be read."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from network.tables.cells import REPLACED, printable
from network.tables.inside import Merge, error_value
from network.tables.table import Cell, CellProblem, Table, TableError, TableRow, column_letter

MOST_ROWS = 50_000
MOST_COLUMNS = 200
HEADER_WITHIN = 25  # rows
_WIDE_ENOUGH = 0.6  # of the widest row
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# What Excel and LibreOffice show where a formula went wrong, in English and in Dutch.
_ERROR_VALUE = re.compile(r"#(?:N/[AB]|[A-Z]{2,10}(?:/0)?[!?])|Err:\d{3}")


def heading_key(heading: str) -> str:
    """Headings that people see as the same: without capitals, double spaces and marks at the end."""
    return " ".join(heading.casefold().split()).strip(" *:.")


# --- where the header stands ---------------------------------------------------------------------------------------


def with_header(table: Table, grid: list[TableRow], known: frozenset[str], merges: Sequence[Merge] = ()) -> Table:
    """The table whose header and rows are found in the grid: rows with something in them, of any length."""
    if not grid:
        raise TableError("In dit bestand staat geen tabel. Kies het bestand met de lijst.")
    if len(grid) > MOST_ROWS:
        raise TableError(
            f"In dit bestand staan meer dan {MOST_ROWS // 1000}.000 rijen. Verdeel de lijst over meer bestanden."
        )
    position = _find_header(grid, known, merges)
    header, body = grid[position], grid[position + 1 :]
    for title in grid[:position]:
        table.notes.append(f"Rij {title.number} staat boven de kolomkoppen en is overgeslagen: {_shown(title.cells)}")
    table.header_row = header.number
    width = _last_filled(header.cells)
    lengths = Counter(_last_filled(row.cells) for row in body)
    width = max(width, lengths.most_common(1)[0][0] if lengths else 0)
    if width > MOST_COLUMNS:
        raise TableError(f"Deze lijst heeft meer dan {MOST_COLUMNS} kolommen. Haal weg wat niet nodig is.")
    table.header = [_as_heading(cell) for cell in _to_width(header.cells, width)]
    table.problems = [problem for problem in table.problems if problem.row >= header.number] + _double_headings(table)
    if table.kind == "csv":
        body = _of_right_length(table, body, len(header.cells))
    _tell_what_stands_beside(table, body)
    table.rows = [replace(row, cells=_to_width(row.cells, width)) for row in body]
    _take_out_merged(table, merges)
    _take_out_unreadable(table)
    table.problems.sort(key=lambda problem: problem.row)
    return table


def known_in(cells: Sequence[object], known: frozenset[str]) -> int:
    """How many of the headings that we know stand in a row."""
    return len({heading_key(cell) for cell in cells if isinstance(cell, str)} & known)


def _find_header(grid: Sequence[TableRow], known: frozenset[str], merges: Sequence[Merge]) -> int:
    """The first row that has most of the headings we know, or else the first that is as wide as a table. Headings that
    are merged downwards end in a lower row, which then is the header.
    """
    first = grid[:HEADER_WITHIN]
    matches = [known_in(row.cells, known) for row in first]
    filled = [_filled(row.cells) for row in first]
    if max(matches):
        found = matches.index(max(matches))
    else:
        found = next(index for index, count in enumerate(filled) if count >= max(filled) * _WIDE_ENOUGH)
    number = grid[found].number
    last = max((merge.last_row for merge in merges if merge.first_row == number and merge.is_one_column), default=0)
    return next((index for index, row in enumerate(first) if row.number == last), found)


def _of_right_length(table: Table, body: Sequence[TableRow], header_length: int) -> list[TableRow]:
    """The rows of a CSV file without those that have a separator too many or too few: their cells may have moved."""
    lengths = Counter(len(row.cells) for row in body)
    usual = {len(table.header), header_length, lengths.most_common(1)[0][0] if lengths else 0}
    good = []
    for row in body:
        if len(row.cells) in usual and _last_filled(row.cells) <= len(table.header):
            good.append(row)
            continue
        words = "kolom" if len(row.cells) == 1 else "kolommen"
        reason = (
            f"Deze rij heeft {len(row.cells)} {words}, de kop heeft er {len(table.header)}. "
            "Zet er een scheidingsteken bij, haal er een weg, of zet de cel tussen aanhalingstekens."
        )
        table.problems.append(CellProblem(row.number, "", _shown(row.cells), reason))
    return good


def _tell_what_stands_beside(table: Table, body: Sequence[TableRow]) -> None:
    width = len(table.header)
    beside = [row.number for row in body if _last_filled(row.cells) > width]
    if beside:
        rows = ", ".join(map(str, beside[:5])) + (" …" if len(beside) > 5 else "")
        table.notes.append(f"Naast de tabel staat nog iets, dat niet is gelezen: rij {rows}.")


def _take_out_merged(table: Table, merges: Sequence[Merge]) -> None:
    """A value that covers several columns belongs to none of them for sure."""
    across = [merge for merge in merges if merge.first_column < min(merge.last_column, len(table.header))]
    last = table.rows[-1].number if table.rows else 0
    covering = {number: merge for merge in across for number in range(merge.first_row, min(merge.last_row, last) + 1)}
    for row in table.rows:
        if merge := covering.get(row.number):
            reason = f"Samengevoegde cellen in {merge}. Splits ze, en vul in elke cel in wat er hoort."
            value = row.cells[merge.first_column]
            shown = "" if value is None else str(value)[:80]
            table.problems.append(CellProblem(row.number, column_letter(merge.first_column), shown, reason))
            row.cells[merge.first_column] = None


def _take_out_unreadable(table: Table) -> None:
    """Error values and characters that the database doesn't take."""
    for row in table.rows:
        for index, cell in enumerate(row.cells):
            if not isinstance(cell, str):
                continue
            if cell[0] in "#E" and _ERROR_VALUE.fullmatch(cell):
                table.problems.append(error_value(row.number, index, cell))
            elif REPLACED in cell or (not cell.isprintable() and _CONTROL.search(cell)):
                shown = _CONTROL.sub("\N{SYMBOL FOR NULL}", cell)[:80]
                reason = "Hier staat een teken dat we niet kunnen lezen of bewaren. Typ de tekst opnieuw."
                table.problems.append(CellProblem(row.number, column_letter(index), shown, reason))
            else:
                continue
            row.cells[index] = None


def _double_headings(table: Table) -> list[CellProblem]:
    places: dict[str, list[int]] = {}
    for index, heading in enumerate(table.header):
        if heading:
            places.setdefault(heading_key(heading), []).append(index)
    return [
        CellProblem(
            table.header_row,
            letters := ", ".join(column_letter(index) for index in indexes),
            table.header[indexes[0]],
            f"De kolom «{table.header[indexes[0]]}» komt {len(indexes)} keer voor ({letters}). "
            "Kies welke kolom bedoeld is.",
        )
        for indexes in places.values()
        if len(indexes) > 1
    ]


# --- cells ---------------------------------------------------------------------------------------------------------


def _filled(cells: Sequence[Cell]) -> int:
    return sum(cell is not None for cell in cells)


def _last_filled(cells: Sequence[Cell]) -> int:
    return next((index + 1 for index in range(len(cells) - 1, -1, -1) if cells[index] is not None), 0)


def _to_width(cells: Sequence[Cell], width: int) -> list[Cell]:
    return [*cells[:width], *[None] * (width - len(cells))]


def _as_heading(cell: Cell) -> str:
    return "" if cell is None else " ".join(printable(str(cell)).split())


def _shown(cells: Sequence[Cell]) -> str:
    words = printable(" | ".join("" if cell is None else str(cell) for cell in cells)).strip(" |")
    return words if len(words) <= 120 else f"{words[:119]}…"
