"""Tables of StatLine, as CBS and the police publish them, and other tables of figures: bytes in, figures out.

No database. Every layout comes down to the same: rows with labels, columns with headings, and what holds for the whole
table; a figure is where they meet.
"""

from monitor.statline.mapped import ColumnMapping, Columns, ColumnSeen, Role, columns_of
from monitor.statline.meanings import ANY_TOTAL
from monitor.statline.reading import Reading, open_table, parse
from monitor.statline.results import (
    BETWEEN_CATEGORIES,
    FileError,
    Layout,
    ParsedFigure,
    ParsedFile,
    Rejected,
    UnknownLayoutError,
)

__all__ = [
    "ANY_TOTAL",
    "BETWEEN_CATEGORIES",
    "ColumnMapping",
    "ColumnSeen",
    "Columns",
    "FileError",
    "Layout",
    "ParsedFigure",
    "ParsedFile",
    "Reading",
    "Rejected",
    "Role",
    "UnknownLayoutError",
    "columns_of",
    "open_table",
    "parse",
]
