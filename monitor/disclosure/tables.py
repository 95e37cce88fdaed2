"""The cube of an indicator, and everything that adds up in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from types import MappingProxyType

from monitor.categories import TOTAL as TOTAL

Key = tuple[str, ...]  # one coordinate per dimension

NO_DELIVERERS: Mapping[str, Mapping[Key, int]] = MappingProxyType({})


class InconsistentError(ValueError):
    """The raw figures contradict themselves: a total is smaller than what it is made of."""


@dataclass(frozen=True)
class Sum:
    """Within one dimension: the coordinate `total` is the sum of `parts`, such as a year of its quarters."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Dimension:
    """Areas, periods, kinds. `overlaps`: parts may count a person twice, so part ≤ total ≤ sum of parts.

    Where `TOTAL` is a coordinate and no sum says what it is made of, it is the sum of every other coordinate that is
    not a part of something else: whoever forgets to say so gets the safe answer.
    """

    name: str
    coordinates: tuple[str, ...]
    sums: tuple[Sum, ...] = ()
    overlaps: bool = False

    def all_sums(self) -> tuple[Sum, ...]:
        if TOTAL not in self.coordinates or any(each.total == TOTAL for each in self.sums):
            return self.sums
        inside = {part for each in self.sums for part in each.parts} | {TOTAL}
        parts = tuple(coordinate for coordinate in self.coordinates if coordinate not in inside)
        return (*self.sums, Sum(TOTAL, parts)) if parts else self.sums


@dataclass(frozen=True)
class Cube:
    """Counts of persons, totals included. A key that isn't in `values` was not delivered; that is not nought.

    `deliverers` holds, per organisation, its own share of each cell (totals included). Without it nobody is taken to
    know a part of a cell.
    """

    dimensions: tuple[Dimension, ...]
    values: Mapping[Key, int]
    deliverers: Mapping[str, Mapping[Key, int]] = field(default_factory=lambda: NO_DELIVERERS)

    def __post_init__(self) -> None:
        known = [set(dimension.coordinates) for dimension in self.dimensions]
        for key, value in self.values.items():
            if len(key) != len(known) or any(c not in names for c, names in zip(key, known, strict=True)):
                raise ValueError(f"{key} is no cell of this cube")
            if value < 0:
                raise ValueError(f"{key} is negative")
        for name, shares in self.deliverers.items():
            if any(not 0 <= share <= self.values.get(key, -1) for key, share in shares.items() if share):
                raise ValueError(f"{name} delivered more than there is")

    def deliverers_of(self, key: Key) -> list[int]:
        """The positive shares that make up a cell."""
        return [shares[key] for shares in self.deliverers.values() if shares.get(key, 0) > 0]

    def adds_deliverers_up(self) -> bool:
        """Whether several deliverers add up in any cell."""
        return any(len(self.deliverers_of(key)) > 1 for key in self.values) if len(self.deliverers) > 1 else False


class Kind(StrEnum):
    EQUAL = "="  # total = sum of parts
    AT_LEAST = "≥"  # total ≥ sum of parts: the raw total holds what is in none of the parts
    OVERLAP = "∪"  # part ≤ total ≤ sum of parts
    ENCLOSES = "⊇"  # part ≤ total, and more is not known


@dataclass(frozen=True)
class Relation:
    """How delivered cells hang together, as everybody can know who reads the table."""

    kind: Kind
    total: Key
    parts: tuple[Key, ...]


def relations(cube: Cube) -> Iterator[Relation]:
    """Every sum in every dimension at every place of the others, over delivered cells, in a fixed order."""
    for axis, dimension in enumerate(cube.dimensions):
        others = [each.coordinates if at != axis else ("",) for at, each in enumerate(cube.dimensions)]
        for rest in product(*others):
            for each in dimension.all_sums():
                total, *parts = ((*rest[:axis], name, *rest[axis + 1 :]) for name in (each.total, *each.parts))
                delivered = tuple(part for part in parts if part in cube.values)
                if total in cube.values and delivered:
                    yield Relation(_kind(cube, total, delivered, overlaps=dimension.overlaps), total, delivered)


def _kind(cube: Cube, total: Key, parts: tuple[Key, ...], *, overlaps: bool) -> Kind:
    whole, pieces = cube.values[total], [cube.values[part] for part in parts]
    if overlaps:
        if whole < max(pieces):
            raise InconsistentError(f"{total} is smaller than one of its parts")
        return Kind.OVERLAP if whole <= sum(pieces) else Kind.ENCLOSES
    if whole < sum(pieces):
        raise InconsistentError(f"{total} is smaller than the sum of its parts")
    return Kind.EQUAL if whole == sum(pieces) else Kind.AT_LEAST
