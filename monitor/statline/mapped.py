"""Tables of any other layout: somebody says what each column is, and that can be remembered for the next file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from monitor.numbers import ValueStatus
from monitor.statline.meanings import Meaning, dimension
from monitor.statline.plan import (
    Plan,
    all_periods,
    checked,
    heading,
    holds_words,
    is_unit,
    measure_and_unit,
    refuse_equal_columns,
)
from monitor.statline.results import FileError, Layout, Rejected
from network.tables import Cell, Table, TableError, TableRow, column_index, column_letter, read_table
from network.tables.layout import heading_key

_SAMPLES, _ROWS_FOR_SAMPLES, _LONGEST_SAMPLE = 3, 200, 40
_NO_SUBJECT = {"waarde", "waarden", "value", "cijfer", "getal", "aantal"}
_HEADINGS_THAT_TELL = ("regio", "regio's", "gemeente", "gebied", "periode", "perioden", "jaar", "waarde", "aantal")


class Role(StrEnum):
    """What a column is."""

    AREA = "area"
    PERIOD = "period"
    CATEGORY = "category"
    SUBJECT = "subject"
    VALUE = "value"  # figures; the heading is their subject when there are more of these
    OF_PERIOD = "of_period"  # figures of the period in the heading
    SKIP = "skip"

    @property
    def label(self) -> str:
        return {
            Role.AREA: "gebied (naam of code)",
            Role.PERIOD: "periode",
            Role.CATEGORY: "onderverdeling",
            Role.SUBJECT: "onderwerp",
            Role.VALUE: "cijfer",
            Role.OF_PERIOD: "cijfer, van de periode in de kop",
            Role.SKIP: "niet lezen",
        }[self]


@dataclass(frozen=True)
class ColumnMapping:
    """What each column is, and what goes for all rows. As a dict it can be kept with a table."""

    roles: Mapping[int, Role]
    headings: tuple[str, ...] = ()  # of the file that it was made for
    sheet: str = ""
    period: str = ""
    subject: str = ""
    unit: str = ""
    decimal_point: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "columns": {str(index): role.value for index, role in self.roles.items()},
            "headings": list(self.headings),
            "sheet": self.sheet,
            "period": self.period,
            "subject": self.subject,
            "unit": self.unit,
            "decimal_point": self.decimal_point,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        try:
            return cls(
                {int(index): Role(role) for index, role in kept["columns"].items()},
                tuple(kept.get("headings", ())),
                kept.get("sheet", ""),
                kept.get("period", ""),
                kept.get("subject", ""),
                kept.get("unit", ""),
                bool(kept.get("decimal_point")),
            )
        except (KeyError, ValueError, AttributeError, TypeError):
            raise FileError("Geef bij elke kolom aan wat erin staat.") from None

    def of(self, *roles: Role) -> list[int]:
        return [index for index, role in sorted(self.roles.items()) if role in roles]


@dataclass(frozen=True)
class ColumnSeen:
    """A column as somebody sees it who has to say what it is."""

    index: int
    heading: str
    samples: tuple[str, ...]
    guess: Role

    @property
    def letter(self) -> str:
        return column_letter(self.index)


@dataclass(frozen=True)
class Columns:
    sheets: tuple[str, ...]  # empty for a CSV file; more than one: ask which
    sheet: str
    columns: tuple[ColumnSeen, ...]
    notes: tuple[str, ...] = field(default=())

    @property
    def guess(self) -> ColumnMapping:
        return ColumnMapping(
            {column.index: column.guess for column in self.columns},
            tuple(column.heading for column in self.columns),
            self.sheet,
        )


def columns_of(content: bytes, *, file_name: str, sheet: str = "") -> Columns:
    """The columns of a table, with examples and a guess at what each is. Raises FileError."""
    table = _table(content, file_name, sheet)
    if not table.rows:
        raise FileError("In dit bestand staat geen tabel: onder de eerste regel staat niets. Kies een ander bestand.")
    seen = []
    for index, name in enumerate(table.header):
        cells = [_as_text(row.cells[index]) for row in table.rows[:_ROWS_FOR_SAMPLES]]
        samples = dict.fromkeys(cell[:_LONGEST_SAMPLE] for cell in cells if cell)
        seen.append(ColumnSeen(index, name, tuple(samples)[:_SAMPLES], _guess(name, cells)))
    return Columns(tuple(table.sheets), table.sheet, tuple(seen), tuple(table.notes))


def _table(content: bytes, file_name: str, sheet: str) -> Table:
    try:
        return read_table(content, file_name=file_name, sheet=sheet, known_headers=_HEADINGS_THAT_TELL)
    except TableError as error:
        raise FileError(str(error)) from None


def _guess(name: str, cells: Sequence[str]) -> Role:
    if all_periods([name]):
        return Role.OF_PERIOD
    kind = dimension(name)
    if kind == "area" or heading_key(name) in {"gm_code", "gemeentecode", "regiocode"}:
        return Role.AREA
    if kind == "period":
        return Role.PERIOD
    if kind == "topic":
        return Role.SUBJECT
    if not name or not any(cells):
        return Role.SKIP
    return Role.CATEGORY if holds_words(cells) else Role.VALUE


# --- reading it ------------------------------------------------------------------------------------------------------


class TableLines:
    """The rows of a table as texts, one after another, and the lines that could not be read at all."""

    def __init__(self, table: Table, mapping: ColumnMapping) -> None:
        self.number = 0
        self._table = table
        self._mapping = mapping
        self._areas = set(mapping.of(Role.AREA))
        used = {index for index, role in mapping.roles.items() if role != Role.SKIP}
        below = [problem for problem in table.problems if problem.row > table.header_row]
        problems = [each for each in below if not each.column or column_index(each.column) in used]
        self._refused = {problem.row for problem in problems}
        self.rejected = [
            Rejected(each.row, self._name_of(each.column), each.value, *_in_two(each.reason)) for each in problems
        ]

    def __iter__(self) -> Iterator[list[str]]:
        for row in self._table.rows:
            if row.number not in self._refused:
                self.number = row.number
                yield self._as_texts(row)

    def taken_rejected(self) -> list[Rejected]:
        taken, self.rejected = self.rejected, []
        return taken

    def _as_texts(self, row: TableRow) -> list[str]:
        cells = [_as_text(cell, decimal_point=self._mapping.decimal_point) for cell in row.cells]
        for index in self._areas:
            if cells[index].isdecimal() and len(cells[index]) <= 4:  # a code that a spreadsheet took for a number
                cells[index] = f"GM{cells[index].zfill(4)}"
        return cells

    def _name_of(self, letters: str) -> str:
        return self._table.header[column_index(letters)] or letters if letters else ""


def _in_two(text: str) -> tuple[str, str]:
    reason, _, advice = text.partition(". ")
    return f"{reason.rstrip('.')}.", advice


def _as_text(cell: Cell, *, decimal_point: bool = False) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return f"{cell.day}-{cell.month}-{cell.year}"
    plain = f"{Decimal(str(cell)):f}"
    return plain if decimal_point else plain.replace(".", ",")


def open_mapped(content: bytes, *, file_name: str, mapping: ColumnMapping) -> tuple[Plan, Table]:
    """The table, and the plan that the mapping makes of it. Raises FileError when the two don't fit."""
    table = _table(content, file_name, mapping.sheet)
    _refuse_other_columns(table, mapping)
    values = _values(table, mapping)
    refuse_equal_columns(values)
    names = {Role.AREA: "Regio's", Role.PERIOD: "Perioden", Role.SUBJECT: "Onderwerp"}
    labels = {
        index: names.get(mapping.roles[index], table.header[index] or column_letter(index))
        for index in mapping.of(Role.AREA, Role.PERIOD, Role.SUBJECT, Role.CATEGORY)
    }
    period = heading("Perioden", mapping.period, mapping.period) if mapping.period else Meaning()
    subject = Meaning(measure=mapping.subject)
    plan = Plan(
        Layout.MAPPED,
        len(table.header),
        table.header_row + 1,
        labels,
        values,
        {index: name or column_letter(index) for index, name in enumerate(table.header)},
        constant=period.with_(subject),
        skipped=frozenset(range(len(table.header))) - {*labels, *values},
        usual_unit=mapping.unit,
        decimal_point=mapping.decimal_point,
        blank=ValueStatus.NOT_GIVEN,
        notes=tuple(table.notes),
    )
    return checked(plan), table


def _refuse_other_columns(table: Table, mapping: ColumnMapping) -> None:
    before, now = [heading_key(name) for name in mapping.headings], [heading_key(name) for name in table.header]
    if mapping.headings and before != now:
        raise FileError("De kolommen van dit bestand zijn anders dan de vorige keer. Kies opnieuw wat elke kolom is.")
    if any(not 0 <= index < len(table.header) for index in mapping.roles):
        raise FileError("Kies alleen kolommen van dit bestand.")
    if mapping.period and mapping.of(Role.PERIOD):
        raise FileError("U koos een kolom met de periode én één periode voor alle regels. Laat één van de twee weg.")


def _values(table: Table, mapping: ColumnMapping) -> dict[int, Meaning]:
    values = {}
    of_value = mapping.of(Role.VALUE)
    has_subject = bool(mapping.subject or mapping.of(Role.SUBJECT))
    for index in of_value:
        name = table.header[index]
        is_plain = heading_key(name) in _NO_SUBJECT or is_unit(name) or has_subject
        if len(of_value) == 1 and is_plain:
            values[index] = Meaning(unit=mapping.unit or (name if is_unit(name) else ""))
        else:
            values[index] = measure_and_unit(name)
    for index in mapping.of(Role.OF_PERIOD):
        name = table.header[index]
        values[index] = heading("Perioden", name, name)
    return values
