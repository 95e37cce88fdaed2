"""What a table is, whatever file it came in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Cell = str | int | float | Decimal | date | None  # None: nothing stands there; a text is never empty


class TableError(ValueError):
    """A file that can't be read at all. The message is Dutch and says what to do."""


@dataclass(frozen=True, slots=True)
class TableRow:
    number: int  # as a spreadsheet shows it: 1 is the first row of the file, blank rows count
    cells: list[Cell]  # as many as there are columns


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What could not be read. Without a column it is about the row as a whole, which is then not among the rows; with a
    column that cell is None. A problem with the header has the row of the header, and may name several columns.
    """

    row: int
    column: str  # its letter, as in B or AA
    value: str
    reason: str


@dataclass
class Table:
    kind: str  # csv, xlsx or ods
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)  # empty for a CSV file
    header_row: int = 1
    header: list[str] = field(default_factory=list)  # "" for a column without a heading
    rows: list[TableRow] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    separator: str = ""
    encoding: str = ""

    def columns(self) -> Iterator[tuple[str, str]]:
        """Letter and heading, from left to right."""
        for index, heading in enumerate(self.header):
            yield column_letter(index), heading


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA"""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A → 0, AA → 26"""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
