"""The rows that can't be taken in, as a list of its own: somebody corrects them there and brings them in again."""

from collections.abc import Mapping
from decimal import Decimal

from network import spreadsheets
from network.imports.layouts import REASON
from network.tables import Cell, Table


def rejected_rows(table: Table, reasons: Mapping[str, str]) -> str:
    """With the headings of the file, so that its columns are known, and behind them why. A row that could not be read
    at all is blank and named by its number.
    """
    cells = {row.number: row.cells for row in table.rows}
    nothing: list[Cell] = [None] * len(table.header)
    lines: list[list[spreadsheets.Cell]] = [[*table.header, REASON]]
    for number, reason in sorted((int(number), reason) for number, reason in reasons.items()):
        told = reason if number in cells else f"Rij {number} van uw bestand. {reason}"
        lines.append([*map(_exact, cells.get(number, nothing)), told])
    return spreadsheets.as_csv(lines)


def _exact(cell: Cell) -> spreadsheets.Cell:
    return Decimal(str(cell)) if isinstance(cell, float) else cell
