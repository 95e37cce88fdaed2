"""Tables as networks have them, made from a seed; and what a reader sees of a protected one."""

import math
import random
from collections.abc import Mapping, Sequence

from monitor.disclosure.protection import Protected
from monitor.disclosure.rules import Rule, Shown
from monitor.disclosure.tables import TOTAL, Cube, Dimension, Key, Kind, relations
from tests.monitor.disclosure.attacker import Seen


def some_cube(*sizes: int, seed: int, mean: float = 25.0) -> Cube:
    """Counts of persons: some areas and kinds much larger than others, many small numbers, every total there.

    `sizes` are the numbers of coordinates beside the total.
    """
    chance = random.Random(f"{sizes} {seed}")  # noqa: S311 - the same table each time
    dimensions = tuple(
        Dimension(f"as {axis}", (*(f"{chr(97 + axis)}{number:03}" for number in range(size)), TOTAL))
        for axis, size in enumerate(sizes)
    )
    weights = [{name: chance.lognormvariate(0, 0.8) for name in each.coordinates[:-1]} for each in dimensions]
    values: dict[Key, int] = {}
    for key in _product([each.coordinates[:-1] for each in dimensions]):
        expected = mean * math.prod(weights[axis][name] for axis, name in enumerate(key))
        count = _poisson(expected, chance)
        for place in _product([(name, TOTAL) for name in key]):
            values[place] = values.get(place, 0) + count
    return Cube(dimensions, values)


def row_of(*counts: int, total: int | None = None) -> Cube:
    """One row of counts with its total."""
    names = tuple(f"k{number}" for number in range(len(counts)))
    values = {(name,): count for name, count in zip(names, counts, strict=True)}
    return Cube((Dimension("soort", (*names, TOTAL)),), {**values, (TOTAL,): sum(counts) if total is None else total})


def as_seen(cube: Cube, protected: Protected, rule: Rule, *, at_least: Mapping[Key, int] | None = None) -> Seen:
    """What a reader of all pages together has: numbers, labels and the sums that anybody can see hold."""
    seen = {kind: {key for key, shown in protected.shown.items() if shown == kind} for kind in Shown}
    return Seen(
        published=protected.numbers,
        below=seen[Shown.BELOW],
        hidden=seen[Shown.HIDDEN],
        sums=sums_of(cube, Kind.EQUAL),
        overlaps=sums_of(cube, Kind.OVERLAP),
        threshold=rule.threshold,
        shows_zero=rule.shows_zero,
        rounding=rule.rounds_to,
        at_least=at_least,
    )


def sums_of(cube: Cube, kind: Kind) -> list[tuple[Key, Sequence[Key]]]:
    return [(each.total, each.parts) for each in relations(cube) if each.kind == kind]


def _product(names: Sequence[Sequence[str]]) -> list[Key]:
    keys: list[Key] = [()]
    for each in names:
        keys = [(*key, name) for key in keys for name in each]
    return keys


def _poisson(expected: float, chance: random.Random) -> int:
    if expected > 100:
        return max(0, round(chance.gauss(expected, math.sqrt(expected))))
    below, left, count = math.exp(-expected), chance.random(), 0
    while left > below:
        left *= chance.random()
        count += 1
    return count
