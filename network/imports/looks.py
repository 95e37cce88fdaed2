"""What a list would change: read by the columns that were chosen, and compared by its kind."""

import gc
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from network.dutch import NotReadable
from network.imports.kinds import Column, ImportKind, ReadRow, Rejection, RowLook, RowState, Tell, tell_nobody
from network.imports.layouts import Layout
from network.tables import Cell, Table, column_index

_LONGEST_VALUE = 80


@dataclass
class Look:
    """What stands in a file, and what it would change."""

    kind: ImportKind
    table: Table
    layout: Layout
    rows: list[RowLook]
    rejected: list[Rejection]
    notes: list[str] = field(default_factory=list)
    layout_is: str = "zelf gekozen kolommen"

    @property
    def counts(self) -> Counter[RowState]:
        return Counter(row.state for row in self.rows)

    @property
    def rejected_rows(self) -> int:
        return len({each.row for each in self.rejected})

    @property
    def number_of_rows(self) -> int:
        return len(self.rows) + self.rejected_rows

    @property
    def to_save(self) -> int:
        return self.counts[RowState.NEW] + self.counts[RowState.CHANGED]

    @property
    def undecided(self) -> list[RowLook]:
        return [row for row in self.rows if row.state == RowState.UNDECIDED]

    @property
    def fingerprint(self) -> str:
        """Stands for exactly what is looked at: the columns, the rows, and the register as it was compared with."""
        seen = [
            self.layout.as_json(),
            [[row.number, row.state, row.about, row.choice, row.changes] for row in self.rows],
            [[each.row, each.column, each.reason] for each in self.rejected],
        ]
        return hashlib.sha256(json.dumps(seen).encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """What `preview` and `load` print."""
        return {
            "layout": self.layout_is,
            "rows": self.number_of_rows,
            "new": self.counts[RowState.NEW],
            "changed": self.counts[RowState.CHANGED],
            "unchanged": self.counts[RowState.UNCHANGED],
            "rejected": [
                {"row": each.row, "column": each.column, "value": each.value, "reason": each.reason}
                for each in self.rejected
            ],
            "notes": self.notes,
        }


@contextmanager
def _without_collecting() -> Iterator[None]:
    """All that is made here stays until the end: to look for garbage in it time and again costs a fifth of the work."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_without_collecting()
def look_at(
    kind: ImportKind,
    table: Table,
    layout: Layout,
    *,
    choices: Mapping[str, str] | None = None,
    writes: bool = False,
    settle: Callable[[RowLook], str] | None = None,
    tell: Tell = tell_nobody,
) -> Look:
    """Read and compare all rows. With `writes` they are written as well, in the transaction of the caller.

    `settle` chooses for a possible duplicate where nobody can be asked.
    """
    skipped = table.rows[: layout.skips]
    table = below(table, layout.skips)
    rows, unreadable = read_rows(kind, table, layout)
    chosen = dict(choices or {})
    result = kind.bring_in(rows, choices=chosen, writes=writes and not unreadable and settle is None, tell=tell)
    if settle:
        chosen |= {str(row.number): settle(row) for row in result.rows if row.state == RowState.UNDECIDED}
        result = kind.bring_in(rows, choices=chosen, writes=writes and not unreadable)
    rejected = [
        Rejection(each.row, each.key, each.value, each.reason, each.column or layout.letter_of(each.key))
        for each in (*unreadable, *result.rejected)
    ]
    rejected.sort(key=lambda each: (each.row, each.column))
    told = [f"Rij {row.number} staat als uitleg onder de kolomkoppen en is overgeslagen." for row in skipped]
    return Look(kind, table, layout, result.rows, rejected, [*table.notes, *told, *result.notes])


def below(table: Table, skips: int) -> Table:
    """The table without its first rows, and without what is wrong with those."""
    if not skips:
        return table
    gone = {row.number for row in table.rows[:skips]}
    problems = [problem for problem in table.problems if problem.row not in gone]
    return replace(table, rows=table.rows[skips:], problems=problems)


def read_rows(kind: ImportKind, table: Table, layout: Layout) -> tuple[list[ReadRow], list[Rejection]]:
    """All rows with what could be read of them, and why the rest could not."""
    used = {index: kind.column(key) for key, index in layout.columns.items()}
    defaults = {key: kind.column(key).read(text) for key, text in layout.defaults.items()}
    rejected = []
    for problem in table.problems:
        if problem.row == table.header_row:
            continue  # a heading that occurs more often: the column was chosen by its letter
        if not problem.column or column_index(problem.column) in used:
            key = used[column_index(problem.column)].key if problem.column else ""
            rejected.append(Rejection(problem.row, key, problem.value, problem.reason, problem.column))
    unreadable = {each.row for each in rejected}
    rows = []
    for row in table.rows:
        read = ReadRow(row.number, defaults=defaults)
        found = _read_cells(read, row.cells, used)
        rejected += found
        read.is_whole = not found and row.number not in unreadable
        rows.append(read)
    return rows, rejected


def _read_cells(row: ReadRow, cells: list[Cell], used: Mapping[int, Column]) -> list[Rejection]:
    rejected = []
    for index, column in used.items():
        cell = cells[index]
        if cell is None:
            continue
        try:
            value = column.read(cell)
        except NotReadable as reason:
            rejected.append(Rejection(row.number, column.key, shown(cell), str(reason)))
            continue
        if value not in (None, ""):
            row.values[column.key] = value
    return rejected


def shown(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
