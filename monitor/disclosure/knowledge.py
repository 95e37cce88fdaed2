"""What an attacker knows: the rules, every sum, and everything that was ever published."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from monitor.disclosure.rules import Rule, Shown
from monitor.disclosure.tables import Cube, Key, Kind, relations

Name = tuple[Key, int]  # a cell and the raw value it had: a corrected cell is another unknown


@dataclass(frozen=True)
class Edition:
    """One cube as it was shown, with the raw values behind it."""

    cube: Cube
    rule: Rule
    shown: Mapping[Key, Shown]
    numbers: Mapping[Key, int]

    def hidden_is_at_least(self) -> int:
        """Beside cells that say «<10», a cell that says nothing is no small one."""
        hidden = [self.cube.values[key] for key, shown in self.shown.items() if shown == Shown.HIDDEN]
        if Shown.BELOW in self.shown.values() and all(value >= self.rule.threshold for value in hidden):
            return self.rule.threshold
        return 1 if self.rule.shows_zero and all(hidden) else 0

    def ranges(self) -> Iterator[tuple[Key, int, int | None]]:
        """Per cell the smallest and largest value that its own label allows; None is without end."""
        floor = self.hidden_is_at_least()
        for key in self.cube.values:
            match self.shown[key]:
                case Shown.VALUE:
                    yield key, *self.rule.range_of(self.numbers[key])
                case Shown.BELOW:
                    yield key, self.rule.smallest_hidden, self.rule.threshold - 1
                case Shown.HIDDEN:
                    yield key, floor, None


@dataclass(frozen=True)
class Row:
    """low ≤ Σ coefficient × unknown ≤ high; None is without end."""

    terms: tuple[tuple[int, int], ...]  # unknown, coefficient
    low: int | None
    high: int | None


@dataclass(frozen=True)
class System:
    """All unknowns of one cube and of its earlier editions together, in a fixed order."""

    names: tuple[Name, ...]
    lows: tuple[int, ...]
    highs: tuple[int | None, ...]
    rows: tuple[Row, ...]
    index: Mapping[Name, int]

    @property
    def values(self) -> list[int]:
        return [value for _, value in self.names]

    def is_free(self, unknown: int) -> bool:
        return self.lows[unknown] != self.highs[unknown]

    def knowing(self, floors: Mapping[Name, int]) -> "System":
        """The same for somebody who also knows that these cells hold at least so many, being its own share of them.

        Where that is all there is, it is taken to know so: a team that works in one place knows that nobody else does.
        """
        lows, highs = list(self.lows), list(self.highs)
        for name, floor in floors.items():
            at = self.index[name]
            lows[at] = max(lows[at], floor)
            if floor == name[1]:
                highs[at] = floor
        return System(self.names, tuple(lows), tuple(highs), self.rows, self.index)


def system_of(editions: Sequence[Edition]) -> System:
    """Put all editions in one system. A cell whose raw value stayed the same is one unknown in all of them."""
    lows: dict[Name, int] = {}
    highs: dict[Name, int | None] = {}
    for edition in editions:
        for key, low, high in edition.ranges():
            name = key, edition.cube.values[key]
            lows[name] = max(lows.get(name, 0), low)
            highs[name] = _smallest(highs.get(name), high)
    names = tuple(sorted(lows))
    index = {name: at for at, name in enumerate(names)}
    rows = dict.fromkeys(row for edition in editions for row in _rows(edition.cube, index))
    return System(names, tuple(map(lows.__getitem__, names)), tuple(map(highs.__getitem__, names)), tuple(rows), index)


def shares_of(editions: Sequence[Edition]) -> dict[str, dict[Name, int]]:
    """Per deliverer what it knows of every cell of a cube in which deliverers are added up."""
    shares: dict[str, dict[Name, int]] = {}
    for edition in editions:
        if edition.cube.adds_deliverers_up():
            for deliverer in sorted(edition.cube.deliverers):
                known = shares.setdefault(deliverer, {})
                for key, share in edition.cube.deliverers[deliverer].items():
                    if share:
                        name = key, edition.cube.values[key]
                        known[name] = max(known.get(name, 0), share)
    return shares


def _smallest(one: int | None, other: int | None) -> int | None:
    ends = [end for end in (one, other) if end is not None]
    return min(ends, default=None)


def _rows(cube: Cube, index: Mapping[Name, int]) -> Iterator[Row]:
    def unknown(key: Key) -> int:
        return index[key, cube.values[key]]

    for relation in relations(cube):
        total, parts = unknown(relation.total), [unknown(part) for part in relation.parts]
        of_all = ((total, 1), *((part, -1) for part in parts))
        match relation.kind:
            case Kind.EQUAL:
                yield Row(of_all, 0, 0)
            case Kind.AT_LEAST:
                yield Row(of_all, 0, None)
            case Kind.OVERLAP:
                yield Row(of_all, None, 0)
        if relation.kind in {Kind.OVERLAP, Kind.ENCLOSES}:
            for part in parts:
                yield Row(((total, 1), (part, -1)), 0, None)


def components(system: System) -> list[tuple[list[int], list[int]]]:
    """The free unknowns that hang together, each with the rows that tie them (numbers of unknowns and of rows)."""
    parent = list(range(len(system.names)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    free_of = [[at for at, _ in row.terms if system.is_free(at)] for row in system.rows]
    for free in free_of:
        for at in free[1:]:
            parent[root(at)] = root(free[0])
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for at in _free(system):
        groups.setdefault(root(at), ([], []))[0].append(at)
    for number, free in enumerate(free_of):
        if free:
            groups[root(free[0])][1].append(number)
    return list(groups.values())


def _free(system: System) -> Iterable[int]:
    return (at for at in range(len(system.names)) if system.is_free(at))
