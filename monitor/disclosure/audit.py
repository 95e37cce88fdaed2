"""The proof: for every hidden cell two whole tables that fit all that is known, and differ enough there."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from monitor.disclosure.certificate import Certificate, Move, fits
from monitor.disclosure.knowledge import System, components
from monitor.disclosure.solver import Column, Line, Model

IDLE_ROUNDS = 3  # rounds of moving everything at once that may prove nothing, before each cell is asked by itself


@dataclass
class Evidence:
    """Moves found so far; the raw table itself, which moves nothing, is the first."""

    moves: list[Move] = field(default_factory=lambda: [{}])
    lowest: dict[int, tuple[int, int]] = field(default_factory=dict)  # unknown → its smallest step, and the move
    highest: dict[int, tuple[int, int]] = field(default_factory=dict)

    def add(self, move: Move) -> None:
        number = len(self.moves)
        self.moves.append(move)
        for unknown, step in move.items():
            if step < self.lowest.get(unknown, (0, 0))[0]:
                self.lowest[unknown] = step, number
            if step > self.highest.get(unknown, (0, 0))[0]:
                self.highest[unknown] = step, number

    def width(self, unknown: int) -> int:
        return self.highest.get(unknown, (0, 0))[0] - self.lowest.get(unknown, (0, 0))[0]

    def certificate(self, targets: Sequence[int]) -> Certificate:
        pairs = {at: (self.lowest.get(at, (0, 0))[1], self.highest.get(at, (0, 0))[1]) for at in targets}
        return Certificate(self.moves, pairs)


def examine(system: System, targets: Sequence[int], *, width: int, known: Sequence[Move] = ()) -> Evidence:
    """Look for moves until every target has enough room, or no more are found in a bounded amount of work.

    `known` are moves of an examination before; those that still fit are used again.
    """
    evidence = Evidence()
    for move in known:
        if fits(system, move):
            evidence.add(move)
    wanted = set(targets)
    for unknowns, rows in components(system):
        open_cells = [at for at in unknowns if at in wanted and evidence.width(at) < width]
        if open_cells:
            _Component(system, unknowns, rows, width).search(open_cells, evidence)
    return evidence


class _Component:
    """Unknowns that hang together; its columns are the steps away from the raw values."""

    def __init__(self, system: System, unknowns: Sequence[int], rows: Sequence[int], width: int) -> None:
        self.system, self.unknowns, self.width = system, unknowns, width
        self.at = {unknown: column for column, unknown in enumerate(unknowns)}
        self.model = Model([self._column(unknown) for unknown in unknowns], list(self._lines(rows)))
        self.room = self.model.bounds
        self.near = [(max(low, -width), min(high, width)) for low, high in self.room]

    def search(self, cells: Sequence[int], evidence: Evidence) -> None:
        """First move everything at once, little by little; then ask each cell that is left by itself."""
        self.model.set_bounds(dict(enumerate(self.near)))
        signs = random.Random(len(self.unknowns))  # noqa: S311 - any signs do, as long as they are the same each time
        idle = 0
        while idle < IDLE_ROUNDS and (left := self._left(cells, evidence)):
            costs = np.zeros(len(self.unknowns))
            for cell in left:
                costs[self.at[cell]] = self._direction(cell, evidence, signs)
            self._try(costs, evidence)
            idle = 0 if len(self._left(left, evidence)) < len(left) else idle + 1
        for cell in self._left(cells, evidence):
            self._alone(cell, evidence)
        self.model.set_bounds(dict(enumerate(self.room)))
        for cell in self._left(cells, evidence):
            self._alone(cell, evidence)

    def _alone(self, cell: int, evidence: Evidence) -> None:
        column = self.at[cell]
        if evidence.width(cell) >= self.width:  # a move for another cell moved this one too
            return
        self.model.set_bounds({column: self.near[column]})
        for sign in (-1.0, 1.0):
            costs = np.zeros(len(self.unknowns))
            costs[column] = sign
            self._try(costs, evidence)
            if evidence.width(cell) >= self.width:
                break
        self.model.set_bounds({column: self.room[column]})

    def _try(self, costs: np.ndarray, evidence: Evidence) -> None:
        found = self.model.least(costs)
        if found is None:
            return
        move = {self.unknowns[column]: int(found[column]) for column in np.flatnonzero(found).tolist()}
        if move and fits(self.system, move):
            evidence.add(move)

    def _left(self, cells: Sequence[int], evidence: Evidence) -> list[int]:
        return [cell for cell in cells if evidence.width(cell) < self.width]

    def _direction(self, cell: int, evidence: Evidence, signs: random.Random) -> float:
        """Towards where it did not go yet; the solver takes the least cost, so up is negative."""
        low, high = self.near[self.at[cell]]
        above = high - evidence.highest.get(cell, (0, 0))[0]
        below = evidence.lowest.get(cell, (0, 0))[0] - low
        if above == below:
            return signs.choice((-1.0, 1.0))
        return -1.0 if (above > below and signs.random() < 0.8) or not below else 1.0

    def _column(self, unknown: int) -> Column:
        low, high, value = self.system.lows[unknown], self.system.highs[unknown], self.system.names[unknown][1]
        return Column(low - value, None if high is None else high - value)

    def _lines(self, rows: Sequence[int]) -> Iterator[Line]:
        values = self.system.values
        for number in rows:
            row = self.system.rows[number]
            now = sum(times * values[at] for at, times in row.terms)
            terms = [(self.at[at], times) for at, times in row.terms if at in self.at]
            yield Line(terms, *(None if end is None else end - now for end in (row.low, row.high)))
