"""Tables that people keep in a spreadsheet or a CSV file, read as they are: with rows and columns to point at."""

from network.tables.layout import MOST_ROWS
from network.tables.reading import read_table
from network.tables.table import Cell, CellProblem, Table, TableError, TableRow, column_index, column_letter

__all__ = [
    "MOST_ROWS",
    "Cell",
    "CellProblem",
    "Table",
    "TableError",
    "TableRow",
    "column_index",
    "column_letter",
    "read_table",
]
