"""CSV files, as spreadsheets and other systems write them."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice

from network.spreadsheets import without_guard
from network.tables.cells import REPLACED, cleaned, printable
from network.tables.table import Cell, CellProblem, Table, TableError, TableRow
from network.uploads import MOST_PACKED, too_large

SEPARATORS = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "streepje"}
_LINES_TO_RECOGNISE = 60
_MOST_BROKEN = 50

_NO_CSV = {
    b"%PDF": "een PDF",
    b"\x1f\x8b": "een ingepakt bestand",
    b"\x89PNG": "een afbeelding",
    b"\xff\xd8\xff": "een afbeelding",
    b"GIF8": "een afbeelding",
    b"{\\rtf": "een tekstdocument",
    b"MZ": "een programma",
}
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_WEB_PAGE = (b"<!doctype", b"<html", b"<?xml")


def read_separated(content: bytes, *, separator: str = "") -> tuple[Table, list[TableRow]]:
    """The table without its header, and all rows with something in them."""
    _refuse_other_kinds(content)
    table = Table(kind="csv")
    text, table.encoding = _decoded(content)
    if table.encoding == "cp1252":
        table.notes.append(
            "Het bestand is gelezen als oude Windows-tekst. Controleer de letters met een accent, zoals in «Fryslân»."
        )
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first_line = lines[0].strip().lower()
    if first_line.startswith("sep=") and len(first_line) == 5:  # what Excel wants as its own sign
        separator = separator or lines[0].strip()[4:]
        lines[0] = ""
    if separator and separator not in SEPARATORS:
        raise TableError("Dit scheidingsteken kennen we niet. Kies puntkomma, komma, tab of streepje.")
    table.separator = separator or _separator_of(lines)
    return table, list(_rows(lines, table))


def _refuse_other_kinds(content: bytes) -> None:
    if len(content) > MOST_PACKED:
        raise TableError(too_large())
    if not content.strip():
        raise TableError("Het bestand is leeg. Kies het bestand met de lijst.")
    for start, what in _NO_CSV.items():
        if content.startswith(start):
            raise TableError(f"Dit is {what} en geen lijst. Sla de lijst op als .xlsx, .ods of .csv.")
    if content.lstrip()[:20].lower().startswith(_WEB_PAGE):
        raise TableError("Dit is een webpagina en geen lijst. Sla de lijst op als .xlsx, .ods of .csv.")


def _decoded(content: bytes) -> tuple[str, str]:
    """The text, and in which encoding it was."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), "utf-16"
        except UnicodeDecodeError:
            raise TableError("De tekens in dit bestand zijn beschadigd. Sla het opnieuw op.") from None
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    # One damaged sign in a file in UTF-8 doesn't make it old Windows text, in which every accent would be garbled.
    text = content.decode("utf-8-sig", "replace")
    damaged = text.count(REPLACED)
    if len(_BEYOND_ASCII.findall(text)) - damaged > damaged:
        return text, "utf-8"
    try:
        return content.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        raise TableError(
            "De tekens in dit bestand kunnen we niet lezen. Sla het op als «CSV UTF-8» en probeer het opnieuw."
        ) from None


def _rows(lines: Sequence[str], table: Table) -> Iterator[TableRow]:
    """Rows with something in them. A row with a quote that is not closed is reported, and swallows no other rows."""
    number, at = 0, 0
    broken = 0
    while at < len(lines):
        reader = csv.reader((f"{line}\n" for line in islice(lines, at, None)), delimiter=table.separator, strict=True)
        read = 0
        try:
            for cells in reader:
                number += 1
                read = reader.line_num
                row = [_read(cell) for cell in cells]
                if any(cell is not None for cell in row):
                    yield TableRow(number, row)
        except csv.Error:
            number += 1
            broken += 1
            if broken > _MOST_BROKEN:
                raise TableError(
                    "In dit bestand kloppen de aanhalingstekens niet. Sla de lijst opnieuw op als .csv of .xlsx."
                ) from None
            reason = "In deze rij klopt een aanhalingsteken niet. Zet ze om de hele cel, of haal ze weg."
            table.problems.append(CellProblem(number, "", printable(lines[at + read]).strip()[:120], reason))
            at += read + 1
        else:
            return


def _read(cell: str) -> Cell:
    return cleaned(without_guard(cell)) if cell else None


def _separator_of(lines: Sequence[str]) -> str:
    """What divides most of the first rows into the same number of cells, more than one."""

    def fit(separator: str) -> float:
        widths: Counter[int] = Counter()
        with suppress(csv.Error):  # a cell without an end; reading the rows will tell
            widths.update(len(cells) for cells in csv.reader(sample, delimiter=separator) if any(cells))
        width, rows_of_width = widths.most_common(1)[0] if widths else (0, 0)
        return rows_of_width / widths.total() if width > 1 else 0

    sample = [f"{line}\n" for line in islice(lines, _LINES_TO_RECOGNISE)]
    return max(SEPARATORS, key=fit)
