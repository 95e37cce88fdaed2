"""What partners delivered, as one cube with every total, and back to the rows of an edition. No database.

Totals are worked out here, once, from the raw numbers: over the parts of a subdivision, over the municipalities, and
over the periods of a year. A total of which a part is missing is missing too: no total tells of what wasn't delivered.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, product
from typing import NamedTuple

from monitor.areas import REST, area_id
from monitor.categories import BETWEEN_PARTS, TOTAL, category_of
from monitor.delivery_cells import ELSEWHERE
from monitor.disclosure.tables import Cube, Dimension, Key, Sum
from monitor.numbers import ValueStatus
from monitor.periods import HALF_YEAR, MONTH, QUARTER, YEAR, first_day_of, last_day_of, period_label, periods_between
from network.dutch import enumeration
from network.models import AreaKind

REGION = AreaKind.NETWORK.value


class EditionRefusedError(ValueError):
    """No edition: the message is Dutch and says what to do. `cells` names what could not be protected."""

    def __init__(self, problem: str, cells: Iterable[str] = ()) -> None:
        super().__init__(problem)
        self.cells = list(cells)


class Area(NamedTuple):
    """An area of an edition; the region is of a kind of its own, never an area that somebody else drew."""

    kind: str
    name: str
    municipality_id: int | None = None

    @property
    def id(self) -> str:
        return area_id(self.kind, self.name)


OUTSIDE_AREA = Area(REST, ELSEWHERE)


class Given(NamedTuple):
    """One number as a deliverer gave it. `municipality_id` is None for what is not known or outside the region."""

    deliverer: str
    period: str
    municipality_id: int | None
    category: str
    value: int | None
    status: str


@dataclass(frozen=True)
class Asked:
    """One period: the municipalities that the region had then, and who delivers.

    `missing` says why there are no numbers as long as somebody's delivery isn't approved: a sum without one of its
    deliverers is no number of the region, and the next edition would give away what that one delivered.
    """

    period: str
    municipalities: tuple[Area, ...]
    deliverers: tuple[str, ...]
    missing: ValueStatus | None = None


@dataclass(frozen=True)
class Layout:
    """Into what the numbers of an indicator are divided, and how its cells are named."""

    region: Area
    dimensions: tuple[tuple[str, tuple[str, ...]], ...] = ()  # name, and its parts
    overlaps: bool = False  # parts may count a person twice, so they have no sum
    by_municipality: bool = True

    def __post_init__(self) -> None:
        names = [BETWEEN_PARTS.join(parts) for parts in self.leaves()]
        if len(set(names)) != len(names):
            raise EditionRefusedError("Twee delen van de onderverdeling heten hetzelfde. Geef ze elk een eigen naam.")

    def leaves(self) -> list[Key]:
        """Every part of one subdivision with every part of the other."""
        return list(product(*(parts for _, parts in self.dimensions)))

    def categories(self) -> list[Key]:
        """Totals first."""
        return list(product(*((TOTAL, *parts) for _, parts in self.dimensions)))

    def coordinates_of(self, category: str) -> Key | None:
        """None when the subdivision does not know it (any more)."""
        return self._known().get(category)

    def _known(self) -> dict[str, Key]:
        return {category_of(each): each for each in self.categories()}

    def unknown(self, categories: Iterable[str]) -> list[str]:
        known = self._known()
        return sorted({category for category in categories if category not in known})


@dataclass
class Table:
    """Every cell of an indicator: its number, or why there is none; and who delivered how much of it."""

    layout: Layout
    values: dict[Key, int] = field(default_factory=dict)
    missing: dict[Key, ValueStatus] = field(default_factory=dict)
    shares: dict[str, dict[Key, int]] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    periods: list[str] = field(default_factory=list)
    years: dict[str, list[str]] = field(default_factory=dict)  # a year → the periods that it is the sum of

    def put(self, key: Key, outcome: "int | ValueStatus") -> None:
        if isinstance(outcome, ValueStatus):
            self.missing[key] = outcome
        else:
            self.values[key] = outcome

    def outcome(self, key: Key) -> "int | ValueStatus | None":
        return self.values.get(key, self.missing.get(key))

    def add_up(self, total: Key, parts: Iterable[Key]) -> None:
        """The total of these cells, and of what each deliverer has in them."""
        known = [(part, outcome) for part in parts if (outcome := self.outcome(part)) is not None]
        if not known or self.outcome(total) is not None:
            return
        self.put(total, combined([outcome for _, outcome in known]))
        if total in self.values:
            for shares in self.shares.values():
                if share := sum(shares.get(part, 0) for part, _ in known):
                    shares[total] = share

    def rows(self) -> Iterator[tuple[Key, Area]]:
        """Every cell in the order of an edition: totals first, the region before its municipalities, oldest first."""
        for category in self.layout.categories():
            for area in self.areas.values():
                for period in sorted([*self.periods, *self.years]):
                    if self.outcome(key := (area.id, period, *category)) is not None:
                        yield key, area

    def category_of(self, key: Key) -> str:
        return category_of(key[2:])

    def cube(self) -> Cube:
        return cube_of(self.layout, self.values, self.shares)


_PARTS_OF_A_YEAR = ((HALF_YEAR, "02"), (QUARTER, "04"), (MONTH, "12"))
# Of several reasons why a number is missing the first is told; «niet van toepassing» adds nothing to a sum.
_WHY_MISSING = [ValueStatus.NOT_YET, ValueStatus.NOT_GIVEN, ValueStatus.UNKNOWN]


def combined(outcomes: Sequence["int | ValueStatus"]) -> "int | ValueStatus":
    """The sum, or why there is none."""
    numbers = [each for each in outcomes if not isinstance(each, ValueStatus)]
    reasons = {each for each in outcomes if isinstance(each, ValueStatus) and each != ValueStatus.NOT_APPLICABLE}
    if reasons:
        return next((each for each in _WHY_MISSING if each in reasons), min(reasons))
    return sum(numbers) if numbers else ValueStatus.NOT_APPLICABLE


def table_of(layout: Layout, asked: Sequence[Asked], given: Iterable[Given]) -> Table:
    """The whole table. Raises EditionRefusedError when the deliveries don't fit the indicator or each other."""
    found = {(each.period, each.deliverer, each.municipality_id, each.category): each for each in given}
    if unknown := layout.unknown(each.category for each in found.values()):
        raise EditionRefusedError(
            f"In de leveringen staat een onderverdeling die dit cijfer niet heeft: {enumeration(unknown[:5])}. "
            "Zet het deel terug bij de indicator, of laat de partner de levering corrigeren."
        )
    _refuse_overlapping([each.period for each in asked])
    table = Table(layout, shares={deliverer: {} for each in asked for deliverer in each.deliverers})
    for each in sorted(asked, key=lambda each: each.period):
        _fill_period(table, each, found)
    table.areas = _in_order(layout, asked, table)
    _add_years(table)
    return table


def _refuse_overlapping(periods: Sequence[str]) -> None:
    """A year beside one of its own quarters would give the others away."""
    for one, other in product(sorted(periods), repeat=2):
        if one < other and first_day_of(one) <= last_day_of(other) and first_day_of(other) <= last_day_of(one):
            raise EditionRefusedError(
                f"{period_label(one).capitalize()} en {period_label(other)} overlappen elkaar. Vraag een cijfer per "
                "jaar of per deel van een jaar, niet allebei: het portaal telt de delen zelf op tot een jaar."
            )


Found = Mapping[tuple[str, str, int | None, str], Given]


def _fill_period(table: Table, asked: Asked, found: Found) -> None:
    layout = table.layout
    areas = [*asked.municipalities, OUTSIDE_AREA] if layout.by_municipality else [layout.region]
    undivided = not any(category for period, _, _, category in found if period == asked.period)
    total_only = bool(layout.dimensions) and undivided and not asked.missing
    for coordinates in [(TOTAL,) * len(layout.dimensions)] if total_only else layout.leaves():
        for area in areas:
            key = (area.id, asked.period, *coordinates)
            if asked.missing:
                if area != OUTSIDE_AREA:
                    table.put(key, asked.missing)
            else:
                _fill_cell(table, key, area, asked, found)
    if not layout.overlaps:
        for axis, (_, parts) in enumerate(layout.dimensions):
            _add_up_parts(table, axis, parts, [area.id for area in areas], asked.period)
    if layout.by_municipality:
        for category in layout.categories():
            where = [(area.id, asked.period, *category) for area in areas]
            table.add_up((layout.region.id, asked.period, *category), where)
    table.periods.append(asked.period)


def _fill_cell(table: Table, key: Key, area: Area, asked: Asked, found: Found) -> None:
    """One cell: what each deliverer gave of it. A municipality that somebody left open is «niet opgegeven»; who left
    open what is outside the region has nothing of it.
    """
    category = category_of(key[2:])
    outcomes: list[int | ValueStatus] = []
    for deliverer in asked.deliverers:
        each = found.get((asked.period, deliverer, area.municipality_id, category))
        if each is not None and each.value is not None:
            outcomes.append(each.value)
            table.shares[deliverer][key] = each.value
        elif area == OUTSIDE_AREA and (each is None or each.status == ValueStatus.NOT_GIVEN):
            continue
        elif each is not None:
            outcomes.append(0 if each.status == ValueStatus.NIL else ValueStatus(each.status))
        else:
            outcomes.append(ValueStatus.NOT_GIVEN)
    if outcomes:
        table.put(key, combined(outcomes))


def _add_up_parts(table: Table, axis: int, parts: Sequence[str], areas: Sequence[str], period: str) -> None:
    """Over the parts of one subdivision, for every part (and the totals, which came before) of the other."""
    dimensions = table.layout.dimensions
    others = [("",) if at == axis else (TOTAL, *names) for at, (_, names) in enumerate(dimensions)]
    for area in areas:
        for rest in product(*others):
            keys = [(area, period, *rest[:axis], part, *rest[axis + 1 :]) for part in parts]
            table.add_up((area, period, *rest[:axis], TOTAL, *rest[axis + 1 :]), keys)


def _in_order(layout: Layout, asked: Sequence[Asked], table: Table) -> dict[str, Area]:
    municipalities = sorted({area for each in asked for area in each.municipalities}, key=lambda area: area.name)
    areas = [layout.region, *municipalities] if layout.by_municipality else [layout.region]
    if any(key[0] == OUTSIDE_AREA.id for key in (*table.values, *table.missing)):
        areas.append(OUTSIDE_AREA)
    return {area.id: area for area in areas}


def _add_years(table: Table) -> None:
    """A year whose every part was asked is the sum of them; never «the year so far»."""
    parts_of = years_of(table.periods)
    for year, parts in parts_of.items():
        for area, category in product(table.areas, table.layout.categories()):
            keys = [(area, part, *category) for part in parts]
            if all(table.outcome(key) is not None for key in keys):
                table.add_up((area, year, *category), keys)
    table.years = parts_of


def years_of(periods: Iterable[str]) -> dict[str, list[str]]:
    """The years of which every half-year, quarter or month is there, with those."""
    found = {}
    for year, group in groupby(sorted(periods), key=lambda period: period[:4]):
        parts = list(group)
        if any(parts == periods_between(f"{year}{kind}01", f"{year}{kind}{last}") for kind, last in _PARTS_OF_A_YEAR):
            found[f"{year}{YEAR}00"] = parts
    return found


def cube_of(layout: Layout, values: Mapping[Key, int], shares: Mapping[str, Mapping[Key, int]]) -> Cube:
    """The cube with everything that adds up in it: the region, the years, and the subdivisions."""
    areas = sorted({key[0] for key in values} | {layout.region.id})
    periods = sorted({key[1] for key in values})
    years = years_of(period for period in periods if not period.endswith(f"{YEAR}00"))
    inside = tuple(area for area in areas if area != layout.region.id)
    return Cube(
        (
            Dimension("gebied", tuple(areas), (Sum(layout.region.id, inside),) if inside else ()),
            Dimension("periode", tuple(periods), tuple(Sum(year, tuple(parts)) for year, parts in years.items())),
            *(
                Dimension(name, (TOTAL, *parts), (Sum(TOTAL, parts),), overlaps=layout.overlaps)
                for name, parts in layout.dimensions
            ),
        ),
        dict(values),
        {who: {key: share for key, share in cells.items() if key in values} for who, cells in shares.items()},
    )


def name_of(key: Key, areas: Mapping[str, Area]) -> str:
    """«Tiel, 1e halfjaar 2026, Vrouw»: a cell by its name, never with its number."""
    area = areas[key[0]].name if key[0] in areas else key[0].partition(":")[2]
    return BETWEEN_PARTS.join(filter(None, [area, period_label(key[1]), category_of(key[2:])]))


def is_total(key: Key, table: Table) -> bool:
    return (
        (key[0] == table.layout.region.id and table.layout.by_municipality) or key[1] in table.years or TOTAL in key[2:]
    )
