"""Tables made from a seed, protected, and attacked by somebody who saw all of it. It prints what it counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import pytest

from monitor.disclosure.heuristic import hidden_by_hand
from monitor.disclosure.protection import Before, Protected, protect_all
from monitor.disclosure.rules import Rule, Shown, primary
from monitor.disclosure.tables import TOTAL, Cube, Key, Kind
from tests.figures_table import Figure
from tests.monitor.disclosure.attacker import Interval, Seen, attack, count
from tests.monitor.disclosure.tables_to_protect import as_seen, some_cube, sums_of

RULE = Rule()
SIZES = ((8, 4), (12, 6), (18, 5), (25, 6), (6, 4, 3))
TABLES = 200
TABLES_EVERY_DAY = 30


@dataclass
class Count:
    """What an attack on many tables came to."""

    tables: int = 0
    cells: int = 0
    publishable: int = 0
    published: int = 0
    hidden: int = 0
    recovered: int = 0
    narrow: int = 0
    lost: int = 0
    lost_by_heuristic: int = 0

    def add(self, cube: Cube, shown: Protected, known: Mapping[Key, Interval]) -> None:
        self.tables += 1
        self.cells += len(cube.values)
        self.publishable += sum(not RULE.is_small(value) for value in cube.values.values())
        self.published += shown.proof.published
        self.lost += shown.proof.lost
        self.lost_by_heuristic += shown.proof.lost_by_heuristic
        self.hidden += len(known)
        self.recovered += sum(count(each) == 1 for each in known.values())
        self.narrow += sum(count(each) < RULE.least_values for each in known.values())
        for key, (low, high) in known.items():
            assert low <= cube.values[key] <= (high if high is not None else cube.values[key]), "the attacker is wrong"

    @property
    def share_published(self) -> float:
        return round(100 * self.published / self.publishable, 1)

    def __str__(self) -> str:
        return (
            f"{self.tables} tabellen, {self.cells} cellen, {self.hidden} afgeschermd, {self.recovered} teruggerekend, "
            f"{self.narrow} met minder dan {RULE.least_values} waarden; {self.share_published} % van wat getoond mag "
            f"worden staat er, {self.lost} extra cellen weg (vuistregel, die lekt: {self.lost_by_heuristic})"
        )


def tables(number: int) -> list[Cube]:
    return [some_cube(*SIZES[seed % len(SIZES)], seed=seed) for seed in range(number)]


def attacked(number: int) -> Count:
    counted = Count()
    cubes = tables(number)
    for cube, shown in zip(cubes, protect_all(cubes, RULE), strict=True):
        counted.add(cube, shown, attack(as_seen(cube, shown, RULE)))
    print(counted)
    return counted


def naively(cube: Cube, hidden: set[Key]) -> Seen:
    """What a reader sees when only these cells are hidden, small ones as «<10»."""
    small = primary(cube, RULE)
    numbers = {key: value for key, value in cube.values.items() if key not in hidden}
    return Seen(numbers, small, hidden - small, sums_of(cube, Kind.EQUAL))


def recovered(seens: Iterator[tuple[Seen, set[Key]]]) -> tuple[int, int, int]:
    """Of the cells that are wanted: how many there are, how many come out exactly, how many with under five values."""
    wanted = exact = narrow = 0
    for seen, cells in seens:
        known = attack(seen, enough=RULE.least_values)
        wanted += len(cells)
        exact += sum(count(known[cell]) == 1 for cell in cells)
        narrow += sum(count(known[cell]) < RULE.least_values for cell in cells)
    return wanted, exact, narrow


def report(figure: Figure, counted: Count) -> None:
    figure(
        "G-30", f"cellen teruggerekend, van {counted.hidden} in {counted.tables} tabellen", counted.recovered, goal="0"
    )
    figure("G-30", "cellen met minder dan 5 mogelijke waarden", counted.narrow, goal="0")
    figure("G-30", "procent getoond van wat getoond mag worden", counted.share_published, goal="≥ 70")


def test_nobody_works_out_a_hidden_cell(figure: Figure) -> None:
    report(figure, attacked(TABLES_EVERY_DAY))


@pytest.mark.full
def test_nobody_works_out_a_hidden_cell_of_200_tables(figure: Figure) -> None:
    report(figure, attacked(TABLES))


@pytest.mark.control_of("test_nobody_works_out_a_hidden_cell", "test_nobody_works_out_a_hidden_cell_of_200_tables")
def test_hiding_only_small_cells_gives_a_quarter_of_them_back() -> None:
    cubes = tables(TABLES_EVERY_DAY)
    cells, exact, _ = recovered((naively(cube, primary(cube, RULE)), primary(cube, RULE)) for cube in cubes)

    print(f"alleen kleine cellen verborgen: {exact} van {cells} teruggerekend")
    assert exact >= 0.25 * cells


def test_the_rule_of_thumb_leaks() -> None:
    cubes = tables(TABLES_EVERY_DAY)
    cells, exact, narrow = recovered(
        (naively(cube, hidden_by_hand(cube, primary(cube, RULE))), primary(cube, RULE)) for cube in cubes
    )

    print(f"vuistregel: van {cells} kleine cellen {exact} teruggerekend, {narrow} met minder dan vijf waarden")
    assert narrow > 0


@pytest.mark.control_of("test_nobody_works_out_a_hidden_cell", "test_nobody_works_out_a_hidden_cell_of_200_tables")
def test_adding_up_any_areas_that_one_ticks_gives_everything_back() -> None:
    """Sums over free choices of areas, each hidden when it is small: two of them differ by exactly one area."""
    cubes = [some_cube(8, 4, seed=seed) for seed in range(4)]
    cells, exact, _ = recovered(
        (freely_added(cube), {k for k in primary(cube, RULE) if TOTAL not in k}) for cube in cubes
    )

    assert exact == cells


def freely_added(cube: Cube) -> Seen:
    """Per kind: every sum over all areas but none or one, as a filter would show it, beside the cells themselves."""
    small = primary(cube, RULE)
    numbers: dict[object, int] = {key: value for key, value in cube.values.items() if key not in small}
    areas = [name for name in cube.dimensions[0].coordinates if name != TOTAL]
    sums: list[tuple[object, Sequence[object]]] = list(sums_of(cube, Kind.EQUAL))
    for kind in cube.dimensions[1].coordinates:
        for chosen in combinations(areas, len(areas) - 1):
            total = sum(cube.values[area, kind] for area in chosen)
            if not RULE.is_small(total):
                numbers[chosen, kind] = total
                sums.append(((chosen, kind), [(area, kind) for area in chosen]))
    return Seen(numbers, small, set(), sums)


def test_four_editions_with_corrections_tell_no_more_together(figure: Figure) -> None:
    """Each edition corrects some cells of the one before; the reader kept them all."""
    cells = exact = narrow = 0
    for seen, secret in of_four_editions(range(5)):
        known = attack(seen, enough=RULE.least_values)
        cells += len(secret)
        exact += sum(count(known[cell]) == 1 for cell in secret)
        narrow += sum(count(known[cell]) < RULE.least_values for cell in secret)
    figure("G-30", f"teruggerekend uit 5 reeksen van 4 uitgaven, van {cells} cellen", exact, goal="0")
    figure("G-30", "met minder dan 5 waarden uit 4 uitgaven samen", narrow, goal="0")


@pytest.mark.control_of("test_four_editions_with_corrections_tell_no_more_together")
def test_editions_that_forget_the_ones_before_leak_together() -> None:
    [(seen, secret)] = of_four_editions([3], remembers=False)

    known = attack(seen)

    assert any(cell in seen.published or count(known[cell]) < RULE.least_values for cell in secret)


def of_four_editions(seeds: Sequence[int], *, remembers: bool = True) -> list[tuple[Seen, set[object]]]:
    cubes = [some_cube(8, 4, seed=seed) for seed in seeds]
    before: list[list[Before]] = [[] for _ in seeds]
    for edition in range(4):
        if edition:
            cubes = [corrected(cube, edition, seed) for cube, seed in zip(cubes, seeds, strict=True)]
        shown = protect_all(cubes, RULE, before=before if remembers else None)
        for earlier, cube, each in zip(before, cubes, shown, strict=True):
            earlier.append(Before(cube, each.shown, each.numbers))
    return [put_together(each) for each in before]


def corrected(cube: Cube, edition: int, seed: int) -> Cube:
    """Two cells get two persons more, in the totals too."""
    values = dict(cube.values)
    inner = sorted(key for key in values if TOTAL not in key)
    for number in (7 * edition + seed, 11 * edition + 3 * seed):
        area, kind = inner[number % len(inner)]
        for key in ((area, kind), (area, TOTAL), (TOTAL, kind), (TOTAL, TOTAL)):
            values[key] += 2
    return replace(cube, values=values)


def put_together(editions: Sequence[Before]) -> tuple[Seen, set[object]]:
    """A cell with its raw value is one unknown, whichever edition shows it."""
    published: dict[object, int] = {}
    below: set[object] = set()
    hidden: set[object] = set()
    sums: list[tuple[object, Sequence[object]]] = []
    for each in editions:
        name = {key: (key, value) for key, value in each.cube.values.items()}
        published |= {name[key]: number for key, number in each.numbers.items()}
        below |= {name[key] for key, shown in each.shown.items() if shown == Shown.BELOW}
        hidden |= {name[key] for key, shown in each.shown.items() if shown == Shown.HIDDEN}
        sums += [(name[total], [name[part] for part in parts]) for total, parts in sums_of(each.cube, Kind.EQUAL)]
    # Not every edition need say «<10», so a cell without it is only known to be at least 1.
    return Seen(published, below, hidden, sums, hidden_from=1), below | hidden
