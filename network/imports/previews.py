"""What the page of a look shows: everything counted, and the first of each. Small enough to keep."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from network.imports.kinds import Change, Choice, Rejection, RowLook, RowState
from network.imports.looks import Look

MOST_SHOWN = 200


@dataclass(frozen=True)
class ShownRow:
    """One row, in words."""

    number: int
    title: str
    state: str
    facts: dict[str, str] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    warnings: Sequence[str] = ()
    # Of a possible duplicate:
    choice: str = ""
    candidates: Sequence[str] = ()  # titles
    options: Sequence[Sequence[str]] = ()  # value and words
    side_by_side: Sequence[Any] = ()  # label, and of each side its title and what it says

    @classmethod
    def of(cls, row: RowLook) -> Self:
        return cls(row.number, row.title, row.state, {} if row.changes else row.facts, row.changes)

    @classmethod
    def double(cls, row: RowLook) -> Self:
        titles = [each.title for each in row.candidates]
        return cls(
            row.number,
            row.title,
            row.state,
            choice=row.choice,
            candidates=titles,
            options=row.options,
            side_by_side=row.side_by_side,
        )

    @classmethod
    def warned(cls, row: RowLook) -> Self:
        return cls(row.number, row.title, row.state, warnings=row.warnings)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**{**stored, "changes": [Change(*each) for each in stored["changes"]]})


@dataclass(frozen=True)
class Preview:
    """A look without the rows that nobody is shown."""

    fingerprint: str
    number_of_rows: int
    counts: dict[str, int]
    rejected_rows: int
    rejected_cells: int
    rejected: Sequence[Rejection]
    rows: Sequence[ShownRow]
    doubles: Sequence[ShownRow]
    warned: Sequence[ShownRow]
    undecided: dict[str, str]  # number of each row → the choice that it is the same as what stands first
    notes: Sequence[str]
    more_notes: int
    reasons: dict[str, str]  # number of each rejected row → why

    @classmethod
    def of(cls, look: Look) -> Self:
        """What happens comes first, what stays the same last."""
        rows = sorted(look.rows, key=lambda row: (row.state == RowState.UNCHANGED, row.number))
        return cls(
            fingerprint=look.fingerprint,
            number_of_rows=look.number_of_rows,
            counts={state.value: number for state, number in look.counts.items()},
            rejected_rows=look.rejected_rows,
            rejected_cells=len(look.rejected),
            rejected=look.rejected[:MOST_SHOWN],
            rows=[ShownRow.of(row) for row in rows[:MOST_SHOWN]],
            doubles=[ShownRow.double(row) for row in look.rows if row.candidates][:MOST_SHOWN],
            warned=[ShownRow.warned(row) for row in look.rows if row.warnings][:MOST_SHOWN],
            undecided={str(row.number): Choice.same_as(row.candidates[0].key) for row in look.undecided},
            notes=look.notes[:MOST_SHOWN],
            more_notes=max(0, len(look.notes) - MOST_SHOWN),
            reasons=_reasons(look),
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        rows = {name: [ShownRow.from_json(each) for each in stored[name]] for name in ("rows", "doubles", "warned")}
        return cls(**{**stored, **rows, "rejected": [Rejection(**each) for each in stored["rejected"]]})

    @property
    def to_save(self) -> int:
        return self.counts.get(RowState.NEW, 0) + self.counts.get(RowState.CHANGED, 0)


def _reasons(look: Look) -> dict[str, str]:
    """KvK-nummer: dit nummer heeft 7 cijfers. Telefoon: …"""
    found: dict[str, list[str]] = {}
    for each in look.rejected:
        label = look.kind.label(each.key) or (f"Kolom {each.column}" if each.column else "")
        found.setdefault(str(each.row), []).append(f"{label}: {each.reason}" if label else each.reason)
    return {number: " ".join(reasons) for number, reasons in found.items()}
