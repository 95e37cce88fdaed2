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


def more_to_hide(
    system: System, failing: Sequence[int], may_hide: Collection[int], *, floor: int, width: int
) -> set[int]:
    """Published cells that, once hidden, let each failing cell move by `width`. Empty where nothing helps.

    `may_hide` are the unknowns that can still be hidden; `floor` is the least value that a hidden cell is known to have.
    """
    ways = list(_ways(system, may_hide))
    model = Model([_column(system, way, floor) for way in ways], list(_lines(system, ways)))
    columns: dict[int, dict[int, list[int]]] = {}
    for column, way in enumerate(ways):
        columns.setdefault(way.unknown, {}).setdefault(way.sign, []).append(column)
    chosen: set[int] = set()
    for cell in failing:
        found = _cheapest(model, columns.get(cell, {}), width)
        hidden = {ways[column].unknown for column in found if ways[column].opens}
        for unknown in hidden - chosen:
            for column in (each for side in columns[unknown].values() for each in side):
                model.set_cost(column, NEARLY_FREE)
        chosen |= hidden
    return chosen


def _cheapest(model: Model, sides: dict[int, list[int]], width: int) -> list[int]:
    """The columns of the cheapest way to move one cell by `width`, up or down."""
    best: tuple[float, list[int]] | None = None
    for sign in sorted(sides, reverse=True):
        forward = [column for column in sides[sign] if model.bounds[column][1] >= width]
        if not forward:
            continue
        backward = [column for other, side in sides.items() if other != sign for column in side]
        model.set_bounds({forward[0]: (width, width), **dict.fromkeys(backward, (0, 0))})
        found = model.least(in_whole_numbers=False)
        if found is not None:
            cost = float(found @ model.costs)
            used = [column for column in range(model.size) if found[column] > STEPS_COUNTED]
            if best is None or cost < best[0] - STEPS_COUNTED:
                best = cost, used
        model.set_bounds({column: model.bounds[column] for column in (forward[0], *backward)})
    return best[1] if best else []


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
