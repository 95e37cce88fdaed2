"""The one writer of files for a spreadsheet: nothing that somebody typed runs as a formula on a reader's computer."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

Cell = str | int | Decimal | date | None

# A spreadsheet runs a text that starts with one of these; an apostrophe before it makes it text. A text that starts
# with an apostrophe gets one more, so that reading back gives what was written.
_MADE_TEXT = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "'")


def as_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """The way Dutch Excel opens it: `;`, decimal comma, byte order mark. A number stays a number, below zero too."""
    out = io.StringIO()
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue()


def from_csv(text: str) -> list[list[str]]:
    """What `as_csv` wrote, without what it put before a text; numbers as they were written."""
    lines = csv.reader(io.StringIO(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"), newline=""), delimiter=";")
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
    return cell.isoformat() if isinstance(cell, date) else str(cell)
