"""Which problems the engine gets: the cube cut into pieces that it solves in a moment.

A piece holds the sums that lie in it whole. What crosses the cut is left to the audit, which looks at everything
together: taking the sums of the rest for known would be safe too, but hid three times as much of a large cube.
"""

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from monitor.disclosure.engine import Cell, Problem
from monitor.disclosure.rules import Rule
from monitor.disclosure.tables import Cube, Key, Kind, Relation, relations

CELLS_IN_A_PIECE = 500
CELLS_IN_A_DEEP_PIECE = 60  # of a cube that adds up in three directions or more, which is much harder
FEW_PARTS = 3  # of a sum by itself: then the total goes and the parts stay, which tells more than one part and a total
FAR = 4  # a cell that may grow without end grows at most to this many times the largest value, for the engine


@dataclass(frozen=True)
class Piece:
    """A problem, and the keys of its cells."""

    keys: list[Key]
    problem: Problem


def pieces(
    cube: Cube, rule: Rule, hidden: Collection[Key], kept: Collection[Key], *, floor: int, labelled: Collection[Key]
) -> Iterator[Piece]:
    """The problems of a cube, in a fixed order; a piece in which nothing is hidden is no problem.

    hidden: what is hidden already. kept: what can't be hidden any more. floor: what a hidden cell without a label is
    known to be at least. labelled: the hidden cells that say «<10».
    """
    sums = [each for each in relations(cube) if each.kind == Kind.EQUAL]
    for keys in _cut(_linked(cube, sums)):
        place = {key: at for at, key in enumerate(keys)}
        if not any(key in hidden for key in keys):
            continue
        far = FAR * max(cube.values[key] for key in keys) + FAR * rule.threshold
        inside = [each for each in sums if each.total in place and all(part in place for part in each.parts)]
        cells = [_cell(cube.values[key], key, rule, hidden, kept, labelled, floor=floor, far=far) for key in keys]
        if len(inside) == 1 and len(inside[0].parts) <= FEW_PARTS:
            total = place[inside[0].total]
            cells[total] = cells[total]._replace(cost=1)
        yield Piece(
            keys, Problem(cells, [(place[each.total], [place[part] for part in each.parts]) for each in inside])
        )


def _cell(
    value: int,
    key: Key,
    rule: Rule,
    hidden: Collection[Key],
    kept: Collection[Key],
    labelled: Collection[Key],
    *,
    floor: int,
    far: int,
) -> Cell:
    """A small cell must be able to move over the width of the rule, mostly half of it up and half of it down."""
    if key in hidden:
        low, high = (rule.smallest_hidden, rule.threshold - 1) if key in labelled else (min(floor, value), far)
        up = min(rule.width - rule.width // 2, high - value) if high < far else rule.width
        down = min(rule.width - up, value - low)
        return Cell(value, 1, "u", low, high, down, rule.width - down)
    if key in kept or (value == 0 and rule.shows_zero):
        return Cell(value, 1, "z", value, value)
    return Cell(value, round(100 * math.log(value + 1)) + 1, "s", min(floor, value), far)


def _linked(cube: Cube, sums: list[Relation]) -> list[list[Key]]:
    """The cells that hang together by sums, each group in the order of its keys."""
    group: dict[Key, list[Key]] = {key: [key] for key in cube.values}
    for each in sums:
        for part in each.parts:
            one, other = group[each.total], group[part]
            if one is not other:
                small, large = sorted((one, other), key=len)
                large.extend(small)
                group.update(dict.fromkeys(small, large))
    return sorted(sorted(keys) for keys in {id(keys): keys for keys in group.values()}.values())


def _cut(groups: list[list[Key]]) -> Iterator[list[Key]]:
    """Halve what is too large along its longest dimension."""
    for keys in groups:
        names = [sorted({key[axis] for key in keys}) for axis in range(len(keys[0]))]
        is_deep = sum(len(each) > 1 for each in names) > 2
        if len(keys) <= (CELLS_IN_A_DEEP_PIECE if is_deep else CELLS_IN_A_PIECE):
            yield keys
            continue
        axis = max(range(len(names)), key=lambda at: len(names[at]))
        first = set(names[axis][: len(names[axis]) // 2])
        yield from _cut([[key for key in keys if key[axis] in first], [key for key in keys if key[axis] not in first]])
