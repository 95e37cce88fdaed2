"""From the bytes of a file to a table: which kind of file it is, where the header stands, what the cells hold."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from network.tables.separated import read_separated
from network.tables.table import Cell, CellProblem, Table, TableError, TableRow, column_letter

MOST_ROWS = 50_000
MOST_COLUMNS = 200
_ROWS_TO_FIND_HEADER = 25
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# What Excel and LibreOffice show where a formula went wrong, in English and in Dutch.
_ERROR_VALUE = re.compile(r"#(?:N/[AB]|[A-Z]{2,10}(?:/0)?[!?])|Err:\d{3}")


def read_table(
    content: bytes, *, file_name: str, sheet: str = "", separator: str = "", known_headers: Collection[str] = ()
) -> Table:
    """Read a table from a file of any kind that we know; raises TableError when there is none.

    `sheet` and `separator` are what a person chose instead of our guess. `known_headers` are headings that tell which
    sheet and which row are meant.
    """
    known = {heading_key(heading) for heading in known_headers}
    table, grid = read_separated(content, separator=separator)
    return _with_header(table, grid, known)


def heading_key(heading: str) -> str:
    """Headings that people see as the same: without capitals, double spaces and marks at the end."""
    return " ".join(heading.casefold().split()).strip(" *:.")


# --- where the header stands ---------------------------------------------------------------------------------------


def _with_header(table: Table, grid: list[TableRow], known: set[str]) -> Table:
    """The table whose header and rows are found in the grid: rows with something in them, of any length."""
    if not grid:
        raise TableError("In dit bestand staat geen tabel. Kies het bestand met de lijst.")
    if len(grid) > MOST_ROWS:
        raise TableError(
            f"In dit bestand staan meer dan {MOST_ROWS // 1000}.000 rijen. Verdeel de lijst over meer bestanden."
        )
    position = _find_header(grid, known)
    above, header, body = grid[:position], grid[position], grid[position + 1 :]
    for title in above:
        table.notes.append(f"Rij {title.number} staat boven de kolomkoppen en is overgeslagen: {_shown(title.cells)}")
    table.header_row = header.number
    width = _width(header, body)
    table.header = [_as_heading(cell) for cell in _to_width(header.cells, width)]
    table.problems += _double_headings(table)
    _add_rows(table, body, width, len(header.cells))
    table.problems.sort(key=lambda problem: problem.row)
    return table


def _find_header(grid: Sequence[TableRow], known: set[str]) -> int:
    """The first row that has most of the headings we know, or else the first that is as wide as a table."""
    first = grid[:_ROWS_TO_FIND_HEADER]
    matches = [len({heading_key(cell) for cell in row.cells if isinstance(cell, str)} & known) for row in first]
    if max(matches):
        return matches.index(max(matches))
    filled = [_filled(row.cells) for row in first]
    wide = max(filled) * 0.6
    return next(index for index, count in enumerate(filled) if count >= wide)


def _width(header: TableRow, body: Sequence[TableRow]) -> int:
    """How many columns the table has. What most rows have, more than the header, counts when it is always blank."""
    width = _last_filled(header.cells)
    lengths = Counter(_last_filled(row.cells) for row in body)
    usual = lengths.most_common(1)[0][0] if lengths else width
    return max(width, usual)


def _add_rows(table: Table, body: Sequence[TableRow], width: int, header_length: int) -> None:
    lengths = Counter(len(row.cells) for row in body)
    usual = {width, header_length, lengths.most_common(1)[0][0] if lengths else width}
    for row in body:
        if table.kind == "csv" and len(row.cells) not in usual:
            words = "kolom" if len(row.cells) == 1 else "kolommen"
            reason = (
                f"Deze rij heeft {len(row.cells)} {words}, de kop heeft er {width}. "
                "Zet het scheidingsteken op de goede plaats."
            )
            table.problems.append(CellProblem(row.number, "", _shown(row.cells), reason))
            continue
        if _last_filled(row.cells) > width:
            reason = f"Deze rij is langer dan de {width} kolommen van de kop. Zet boven elke kolom een kop."
            table.problems.append(CellProblem(row.number, "", _shown(row.cells), reason))
            continue
        table.rows.append(_checked(table, replace(row, cells=_to_width(row.cells, width))))


def _checked(table: Table, row: TableRow) -> TableRow:
    for index, cell in enumerate(row.cells):
        if not isinstance(cell, str):
            continue
        if _ERROR_VALUE.fullmatch(cell):
            reason = f"Hier staat een fout van het rekenblad ({cell}). Verbeter de formule of vul een waarde in."
        elif _CONTROL.search(cell):
            reason = "Hier staat een onzichtbaar teken dat we niet kunnen bewaren. Typ de tekst opnieuw."
        else:
            continue
        shown = _CONTROL.sub("\N{SYMBOL FOR NULL}", cell)[:80]
        table.problems.append(CellProblem(row.number, column_letter(index), shown, reason))
        row.cells[index] = None
    return row


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
    return "" if cell is None else " ".join(str(cell).split())


def _shown(cells: Sequence[Cell]) -> str:
    words = " | ".join("" if cell is None else str(cell) for cell in cells).strip(" |")
    return words if len(words) <= 120 else f"{words[:119]}…"
