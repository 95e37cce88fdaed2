"""What else to hide when the proof fails: the least that gives a cell room."""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from monitor.disclosure.knowledge import System
from monitor.disclosure.solver import Column, Line, Model

NEARLY_FREE = 1e-3  # what moving a hidden cell costs: short ways go before long ones
STEPS_COUNTED = 1e-6


@dataclass(frozen=True)
class _Way:
    """A column of the model: an unknown that goes up (1) or down (-1)."""

    unknown: int
    sign: int
    opens: bool  # only possible when the cell is hidden too


class HopelessError(ValueError):
    """Cells that have too little room even when everything that may be hidden is."""

    def __init__(self, cells: Sequence[int]) -> None:
        self.cells = cells
        super().__init__(f"{len(cells)} cells")


def more_to_hide(
    system: System, failing: Sequence[int], may_hide: Collection[int], *, floor: int, width: int
) -> set[int]:
    """Published cells that, once hidden, let each failing cell move over `width`. Raises HopelessError.

    `may_hide` are the unknowns that can still be hidden; `floor` is the least that a hidden cell is known to be.
    Nothing is found where a way exists already, in fractions only.
    """
    search = _Search(system, may_hide, floor)
    chosen: set[int] = set()
    hopeless = []
    for cell in failing:
        found = search.cheapest(cell, width)
        if found is None:
            hopeless.append(cell)
        else:
            chosen |= search.opened_by(found)
    if hopeless:
        raise HopelessError(hopeless)
    return chosen


class _Search:
    """One model for all cells that fail: what one of them opens costs the next nothing."""

    def __init__(self, system: System, may_hide: Collection[int], floor: int) -> None:
        self.ways = list(_ways(system, may_hide))
        self.model = Model([_column(system, way, floor) for way in self.ways], list(_lines(system, self.ways)))
        self.columns: dict[int, list[int]] = {}
        for column, way in enumerate(self.ways):
            self.columns.setdefault(way.unknown, []).append(column)

    def cheapest(self, cell: int, width: int) -> list[int] | None:
        """The columns of the cheapest way to give a cell room: all of it up, all of it down, or else some of each."""
        found = [each for up in (width, 0) if (each := self._both(cell, up, width - up)) is not None]
        if not found:
            found = [each for up in range(1, width) if (each := self._both(cell, up, width - up)) is not None][:1]
        return min(found)[1] if found else None

    def opened_by(self, used: Sequence[int]) -> set[int]:
        opened = {self.ways[column].unknown for column in used if self.ways[column].opens}
        for unknown in sorted(opened):
            for column in self.columns[unknown]:
                self.model.set_cost(column, NEARLY_FREE)
        return opened

    def _both(self, cell: int, up: int, down: int) -> tuple[float, list[int]] | None:
        steps = [self._step(cell, sign, size) for sign, size in ((1, up), (-1, down)) if size]
        found = [step for step in steps if step is not None]
        if len(found) < len(steps):
            return None
        return sum(cost for cost, _ in found), [column for _, used in found for column in used]

    def _step(self, cell: int, sign: int, size: int) -> tuple[float, list[int]] | None:
        """The cost of moving a cell by so much in one direction, and the columns that move along."""
        of_cell = self.columns.get(cell, [])
        forward = [at for at in of_cell if self.ways[at].sign == sign and self.model.bounds[at][1] >= size]
        if not forward:
            return None
        backward = [at for at in of_cell if self.ways[at].sign != sign]
        self.model.set_bounds({forward[0]: (size, size), **dict.fromkeys(backward, (0, 0))})
        found = self.model.least(in_whole_numbers=False)
        self.model.set_bounds({at: self.model.bounds[at] for at in of_cell})
        if found is None:
            return None
        return float(found @ self.model.costs), [at for at in range(self.model.size) if found[at] > STEPS_COUNTED]


def _ways(system: System, may_hide: Collection[int]) -> Iterator[_Way]:
    for unknown in range(len(system.names)):
        if system.is_free(unknown):
            yield _Way(unknown, 1, opens=False)
            yield _Way(unknown, -1, opens=False)
        if unknown in may_hide:
            yield _Way(unknown, 1, opens=True)
            yield _Way(unknown, -1, opens=True)


def _column(system: System, way: _Way, floor: int) -> Column:
    value, low, high = system.names[way.unknown][1], system.lows[way.unknown], system.highs[way.unknown]
    if way.opens:
        return Column(0, None if way.sign > 0 else max(value - floor, 0), math.log(value + 2))
    if way.sign > 0:
        return Column(0, None if high is None else high - value, NEARLY_FREE)
    return Column(0, value - low, NEARLY_FREE)


def _lines(system: System, ways: Sequence[_Way]) -> Iterator[Line]:
    of_unknown: dict[int, list[tuple[int, int]]] = {}
    for column, way in enumerate(ways):
        of_unknown.setdefault(way.unknown, []).append((column, way.sign))
    values = system.values
    for row in system.rows:
        terms = [(column, sign * times) for at, times in row.terms for column, sign in of_unknown.get(at, ())]
        if terms:
            now = sum(times * values[at] for at, times in row.terms)
            yield Line(terms, *(None if end is None else end - now for end in (row.low, row.high)))
