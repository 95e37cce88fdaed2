"""What the page of a delivery shows: its cells in a form or to read, with totals, and what was corrected."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from monitor.delivery_cells import Column, Count, Counts, Jump, Place, Row, Total, total_of
from monitor.delivery_forms import FiguresForm
from monitor.delivery_grid import Grid, Held
from monitor.models import DeliveredValue, Delivery, ValueStatus
from monitor.periods import period_label
from network.history import names_of_people, told_of


@dataclass(frozen=True)
class CellView:
    """One cell on the page."""

    place: Place
    column: str
    text: str
    typed: str = ""
    errors: tuple[str, ...] = ()

    @property
    def element_id(self) -> str:
        return f"id_{self.place.name}"


@dataclass(frozen=True)
class RowView:
    row: Row
    cells: list[CellView]
    total: Total


@dataclass(frozen=True)
class Table:
    """The numbers as rows, with the sums that may be made of them."""

    grid: Grid
    counts: Counts
    form: FiguresForm | None = None

    @property
    def columns(self) -> list[str]:
        return [self.grid.column_label(column) for column in self.grid.columns]

    @property
    def is_narrow(self) -> bool:
        return len(self.grid.columns) < 3

    @property
    def rows(self) -> list[RowView]:
        return [
            RowView(row, [self._cell(row, column) for column in self.grid.columns], self._total_of_row(row))
            for row in self.grid.rows
        ]

    @property
    def column_totals(self) -> list[tuple[str, Total]]:
        return [
            (self.grid.column_label(column), total_of(self.counts[Place(row, column)] for row in self.grid.rows))
            for column in self.grid.columns
        ]

    @property
    def grand_total(self) -> Total:
        return total_of(self.counts.values())

    def _total_of_row(self, row: Row) -> Total:
        return total_of(self.counts[Place(row, column)] for column in self.grid.columns)

    def _cell(self, row: Row, column: Column) -> CellView:
        place = Place(row, column)
        text, label = self.counts[place].text, self.grid.column_label(column)
        if self.form is None:
            return CellView(place, label, text)
        errors = tuple(str(error) for error in self.form.errors.get(place.name, ()))
        return CellView(place, label, text, self.form.typed(place), errors)


@dataclass(frozen=True)
class JumpView:
    """A number that differs much from the period before, in words."""

    jump: Jump
    period: str

    @property
    def text(self) -> str:
        was, now = (Count(value, ValueStatus.VALUE).text for value in (self.jump.before, self.jump.now))
        return f"{self.jump.place.label}: nu {now}, over {self.period} was het {was}."


def jump_views(jumps: Iterable[Jump], held: Held) -> list[JumpView]:
    return [JumpView(jump, period_label(held.period_before)) for jump in jumps]


@dataclass(frozen=True)
class Correction:
    """A number that changed after it was locked."""

    where: str
    old: str
    new: str
    who: str
    when: datetime
    reason: str


def corrections_of(delivery: Delivery, grid: Grid) -> list[Correction]:
    """Old and new of every number that changed with a reason, newest first. Called `as_steward()`."""
    return list(_corrections(delivery, grid))[::-1] if delivery.corrections.all() else []


def _corrections(delivery: Delivery, grid: Grid) -> Iterator[Correction]:
    event_model: Any = DeliveredValue.pgh_event_model  # type: ignore[attr-defined]  # set by pghistory
    events = list(event_model.objects.filter(delivery=delivery).select_related("pgh_context").order_by("pgh_id"))
    people = names_of_people(events)
    names = {(place.row.municipality, place.column.category): place.label for place in grid.places}
    earlier: dict[int, Any] = {}
    for event in events:
        before = earlier.get(event.pgh_obj_id)
        earlier[event.pgh_obj_id] = event
        told = told_of(event, people)
        old, new = _text(before), "verwijderd" if event.pgh_label == "verwijderd" else _text(event)
        if told["reason"] and old != new:
            where = names.get((event.municipality_id, event.category), event.category or "een gemeente van toen")
            yield Correction(where, old, new, told["who"], timezone.localtime(event.pgh_created_at), told["reason"])


def _text(event: Any) -> str:
    return Count().text if event is None else Count(event.value, ValueStatus(event.value_status)).text
