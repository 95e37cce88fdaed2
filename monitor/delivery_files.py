"""A delivery as a spreadsheet: the same cells as the form, to fill in elsewhere and bring back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import slugify

from monitor.delivery_cells import Count, Counts, Place, Row, read_count
from monitor.delivery_grid import Grid
from monitor.models import Delivery
from network.dutch import NotReadable, enumeration
from network.spreadsheets import Row as SheetRow
from network.tables import Table, TableRow, column_letter, read_table
from network.tables.layout import heading_key
from network.tables.values import as_text

WHICH, CODE, NAME = "Levering", "Code", "Gemeente"
SHEET = "Levering"
_NUMBER = re.compile(r"levering (\d{1,9})\b", re.IGNORECASE)


class NotThisDeliveryError(ValueError):
    """The file can't be this delivery. The message is Dutch and says what to do."""


@dataclass(frozen=True)
class WrongCell:
    """A cell that can't be taken in: by name, and where it stands in the file."""

    name: str
    place: str
    reason: str


@dataclass(frozen=True)
class ReadFile:
    """What a file says: the numbers, or else every cell that is wrong."""

    counts: Counts
    wrong: list[WrongCell]
    notes: list[str]


def rows_for_file(delivery: Delivery, grid: Grid, counts: Counts) -> Iterator[SheetRow]:
    """Header first. A number is a number, what has none is the word for why."""
    which = f"Levering {delivery.pk}: {delivery}"
    yield [WHICH, CODE, NAME, *(grid.column_label(column) for column in grid.columns)]
    for row in grid.rows:
        cells = [counts[Place(row, column)] for column in grid.columns]
        yield [which, row.code, row.name, *(count.typed if count.value is None else count.value for count in cells)]


def file_name(delivery: Delivery, suffix: str) -> str:
    return f"levering-{slugify(str(delivery))[:80]}.{suffix}"


def read_file(content: bytes, *, file_name: str, delivery: Delivery, grid: Grid) -> ReadFile:
    """All cells of this delivery from a file; raises NotThisDeliveryError or TableError when it holds another thing."""
    headings = [grid.column_label(column) for column in grid.columns]
    table = read_table(content, file_name=file_name, known_headers=[WHICH, CODE, NAME, *headings])
    where = _columns_of(table, [WHICH, NAME, *headings])
    rows = [row for row in table.rows if any(cell is not None for cell in row.cells)]
    for row in rows:
        _refuse_another_delivery(as_text(row.cells[where[heading_key(WHICH)]]), delivery)
    code = next((at for at, heading in enumerate(table.header) if heading_key(heading) == heading_key(CODE)), None)
    by_row = _rows_by_municipality(rows, grid, where[heading_key(NAME)], code)
    unread = {(problem.row, problem.column): problem.reason for problem in table.problems}
    counts: dict[Place, Count] = {}
    wrong: list[WrongCell] = []
    for place in grid.places:
        row, at = by_row[place.row], where[heading_key(grid.column_label(place.column))]
        letter = column_letter(at)
        reason = unread.get((row.number, letter), "")
        try:
            counts[place] = read_count(as_text(row.cells[at]))
        except NotReadable as unreadable:
            reason = reason or str(unreadable)
        if reason:
            wrong.append(WrongCell(place.label, f"{letter}{row.number}", reason))
    return ReadFile({} if wrong else counts, wrong, table.notes)


def _columns_of(table: Table, headings: list[str]) -> dict[str, int]:
    """Where each heading stands."""
    found: dict[str, int] = {}
    for at, heading in enumerate(table.header):
        key = heading_key(heading)
        if key in found and key in map(heading_key, headings):
            raise NotThisDeliveryError(f"De kolom «{heading}» staat er twee keer. Haal er een weg.")
        found[key] = at
    if heading_key(WHICH) not in found:
        sheet = f"Op het blad «{table.sheet[:40]}»" if table.sheet else "In dit bestand"
        raise NotThisDeliveryError(
            f"{sheet} staat deze levering niet. Haal het rekenblad hier op, vul het in en kies dat bestand."
        )
    if missing := [heading for heading in headings if heading_key(heading) not in found]:
        raise NotThisDeliveryError(
            f"In dit bestand {'ontbreekt de kolom' if len(missing) == 1 else 'ontbreken de kolommen'} "
            f"{enumeration([f'«{heading}»' for heading in missing[:5]])}. Haal het rekenblad opnieuw op."
        )
    return found


def _refuse_another_delivery(text: str, delivery: Delivery) -> None:
    match = _NUMBER.match(text)
    if match and int(match[1]) == delivery.pk:
        return
    raise NotThisDeliveryError(
        f"Dit bestand hoort bij een andere levering of een andere partner. Haal hier het rekenblad op van: {delivery}."
        if match
        else "In de kolom «Levering» staat niet bij elke rij om welke levering het gaat. Haal het rekenblad opnieuw op."
    )


def _rows_by_municipality(rows: list[TableRow], grid: Grid, name_at: int, code_at: int | None) -> dict[Row, TableRow]:
    by_code = {row.code: row for row in grid.rows if row.code}
    by_name = {row.name.casefold(): row for row in grid.rows}
    found: dict[Row, TableRow] = {}
    for row in rows:
        name = as_text(row.cells[name_at])
        code = as_text(row.cells[code_at]).upper() if code_at is not None else ""
        place = by_code.get(code) or by_name.get(name.casefold())
        if place is None:
            raise NotThisDeliveryError(
                f"«{name[:60] or code[:60]}» in rij {row.number} is geen gemeente van deze levering."
            )
        if place in found:
            raise NotThisDeliveryError(f"De rij van {place.name} staat er twee keer: haal rij {row.number} weg.")
        found[place] = row
    if missing := [row.name for row in grid.rows if row not in found]:
        words = "de rij" if len(missing) == 1 else "de rijen"
        raise NotThisDeliveryError(
            f"In dit bestand staan niet alle rijen: {words} van {enumeration(missing[:5])} ontbreken. "
            "Haal het rekenblad opnieuw op."
            if len(missing) > 1
            else f"In dit bestand ontbreekt {words} van {missing[0]}. Haal het rekenblad opnieuw op."
        )
    return found


def differences(stored: Counts, read: Counts) -> list[tuple[str, str, str]]:
    """(cell, what is stored, what the file says) where these differ."""
    return [(place.label, count.text, read[place].text) for place, count in stored.items() if read[place] != count]
