"""Which column of a file holds what: guessed by our own headings, chosen by a person, and remembered."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from network.dutch import NotReadable
from network.imports.kinds import ImportKind
from network.models import Person, RememberedLayout
from network.tables import Table, column_letter
from network.tables.layout import heading_key

SKIPS, MOST_SKIPPED = "uitleg", 9
REASON = "reden"  # heading of the last column of rejected rows that were downloaded; it is never read


@dataclass(frozen=True)
class Layout:
    """Our columns → where they stand in the file, and values for all rows where nothing stands.

    `skips` rows right below the headings hold no data: more headings, or how to fill in the list.
    """

    columns: Mapping[str, int] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    skips: int = 0

    def as_json(self) -> dict[str, Any]:
        return {"columns": dict(self.columns), "defaults": dict(self.defaults), "skips": self.skips}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(stored.get("columns", {}), stored.get("defaults", {}), stored.get("skips", 0))

    def letter_of(self, key: str) -> str:
        return column_letter(self.columns[key]) if key in self.columns else ""


def fingerprint(header: Sequence[str]) -> str:
    """The same for the same headings in the same order, whatever the file is called."""
    headings = _without_reason([heading_key(each) for each in header])
    return hashlib.sha256(json.dumps(headings).encode()).hexdigest()


def _without_reason(header: Sequence[str]) -> Sequence[str]:
    return header[:-1] if header and header[-1] == REASON else header


def guess(kind: ImportKind, header: Sequence[str]) -> Layout:
    """A layout that others publish, or the columns whose headings are our own; one that occurs twice is not guessed."""
    if known := kind.layout_of_others(header):
        return Layout(known.columns, known.defaults)
    places: dict[str, list[int]] = {}
    for index, heading in enumerate(header):
        places.setdefault(heading_key(heading), []).append(index)
    found = {column.key: places.get(heading_key(column.label), []) for column in kind.columns}
    return Layout({key: indexes[0] for key, indexes in found.items() if len(indexes) == 1})


def remembered(kind: ImportKind, header: Sequence[str]) -> Layout | None:
    """How a list with this header was read the last time, while all that it names still exists."""
    stored = RememberedLayout.objects.known(kind.key, fingerprint(header))
    if stored is None:
        return None
    layout = Layout.from_json(stored)
    return None if problems_with(kind, layout, header) else layout


def remember(kind: ImportKind, header: Sequence[str], layout: Layout, *, by: Person | None) -> None:
    RememberedLayout.objects.update_or_create(
        kind=kind.key,
        fingerprint=fingerprint(header),
        defaults={"layout": layout.as_json(), "remembered_by": by},
    )


def problems_with(kind: ImportKind, layout: Layout, header: Sequence[str]) -> dict[str, str]:
    """Per column of ours why the list can't be read like this; empty when it can."""
    problems = {}
    known = {column.key for column in kind.columns}
    for key, index in layout.columns.items():
        if key not in known or not 0 <= index < len(header):
            problems[key] = "Kies een kolom van dit bestand."
    for key, text in layout.defaults.items():
        try:
            kind.column(key).read(text)
        except NotReadable as why:
            problems[key] = str(why)
        except StopIteration:
            problems[key] = "Kies een waarde uit de lijst."
    if not 0 <= layout.skips <= MOST_SKIPPED:
        problems[SKIPS] = f"Sla 0 tot en met {MOST_SKIPPED} rijen over."
    for column in kind.columns:
        if column.is_required and column.key not in layout.columns and column.key not in layout.defaults:
            or_one_value = f", of kies hieronder één {column.label.lower()} voor alle rijen" if column.choices else ""
            problems.setdefault(column.key, f"Kies de kolom met de {column.label.lower()}{or_one_value}.")
    return problems


def is_our_own(kind: ImportKind, table: Table) -> bool:
    """Whether every heading of the file is one of ours, so that nothing needs to be chosen."""
    layout = guess(kind, table.header)
    named = [heading for heading in _without_reason(table.header) if heading]
    return len(layout.columns) == len(named) and not problems_with(kind, layout, table.header)


def samples(table: Table, index: int, *, most: int = 3) -> list[str]:
    """The first different values of a column, short."""
    found: list[str] = []
    for row in table.rows[:200]:
        cell = row.cells[index]
        text = " ".join(str(cell).split())[:30] if cell is not None else ""
        if text and text not in found:
            found.append(text)
        if len(found) == most:
            break
    return found
