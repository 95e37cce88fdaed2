"""What a table shows after protection, in small tables that can be followed by hand."""

import ast
import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from monitor.disclosure import engine
from monitor.disclosure.protection import Before, NotProvenError, Protected, protect, protect_all
from monitor.disclosure.rules import Rule, Shown
from monitor.disclosure.tables import TOTAL, Cube, Dimension, InconsistentError, Key, Sum
from tests.monitor.disclosure.attacker import Seen, attack, count, intervals
from tests.monitor.disclosure.tables_to_protect import as_seen, row_of, some_cube, sums_of

RULE = Rule()


def hidden_of(protected: Protected) -> set[Key]:
    return {key for key, shown in protected.shown.items() if shown != Shown.VALUE}


def narrowest(cube: Cube, protected: Protected, rule: Rule = RULE) -> float:
    return min((count(each) for each in attack(as_seen(cube, protected, rule)).values()), default=float("inf"))


def test_12_4_and_30_show_12_and_below_10_and_no_total() -> None:
    cube = row_of(12, 4, 30)

    protected = protect(cube, RULE)

    assert protected.shown[("k1",)] == Shown.BELOW
    assert protected.numbers == {("k0",): 12, ("k2",): 30}
    assert protected.shown[(TOTAL,)] == Shown.HIDDEN
    assert narrowest(cube, protected) >= 5


def test_2_7_40_of_49_hides_both_small_ones_and_more_where_they_pin_each_other() -> None:
    cube = row_of(2, 7, 40)

    protected = protect(cube, RULE)

    assert {("k0",), ("k1",)} <= hidden_of(protected)
    assert narrowest(cube, protected) >= 5


def test_numbers_are_compared_as_numbers() -> None:
    """«10» is not smaller than «9» because it starts with a 1."""
    protected = protect(row_of(10, 9, 100, 4), Rule(threshold=5, least_values=3))

    assert hidden_of(protected) >= {("k3",)}
    assert protected.shown[("k3",)] == Shown.BELOW
    assert protected.shown[("k0",)] != Shown.BELOW
    assert protected.shown[("k1",)] != Shown.BELOW


def test_nought_is_shown_unless_the_rule_hides_it() -> None:
    cube = row_of(0, 25, 30, 4)

    not_shown = protect(cube, Rule(shows_zero=False))
    shown = protect(cube, RULE)

    assert shown.numbers[("k0",)] == 0
    assert not_shown.shown[("k0",)] == Shown.BELOW
    assert narrowest(cube, not_shown, Rule(shows_zero=False)) >= 5


def test_a_cell_that_was_not_delivered_is_not_nought_and_is_not_shown() -> None:
    cube = row_of(25, 30, 40)
    without = Cube(cube.dimensions, {key: value for key, value in cube.values.items() if key != ("k1",)})

    assert ("k1",) not in protect(without, RULE).shown


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    cube = row_of(12, 40, 30)

    protected = protect(cube, RULE)

    assert protected.numbers == cube.values
    assert protected.proof.narrowest is None


def test_a_total_that_holds_more_than_its_parts_is_known_to_be_at_least_their_sum() -> None:
    """Persons of an unknown kind are in the total only. With 12 and 40 shown, 55 leaves 0 to 3 for the small cell."""
    cube = row_of(12, 2, 40, total=55)

    protected = protect(cube, RULE)

    assert hidden_of(protected) - {("k1",)}


def test_a_total_smaller_than_its_parts_is_refused() -> None:
    with pytest.raises(InconsistentError):
        protect(row_of(12, 30, total=40), RULE)


def test_of_overlapping_kinds_a_part_is_never_more_than_the_total_nor_the_total_more_than_all_parts() -> None:
    names = ("k0", "k1", "k2")
    values = {("k0",): 12, ("k1",): 4, ("k2",): 15, (TOTAL,): 16}
    cube = Cube((Dimension("soort", (*names, TOTAL), overlaps=True),), values)
    tight = Cube(cube.dimensions, {("k0",): 12, ("k1",): 4, (TOTAL,): 16})

    tighter = Cube(cube.dimensions, {("k0",): 12, ("k1",): 8, (TOTAL,): 19})

    three, two, too_tight = protect_all([cube, tight, tighter], RULE)

    assert hidden_of(three) == {("k1",)}
    # 12 and a total of 16 say that the other is 4 to 9: six values, enough. With 12 of 19 it would be 7, 8 or 9.
    assert hidden_of(two) == {("k1",)}
    assert hidden_of(too_tight) > {("k1",)}
    assert narrowest(tighter, too_tight) >= 5


def test_quarters_beside_their_year_are_protected_together() -> None:
    periods = ("2025", "2025K1", "2025K2", "2025K3", "2025K4")
    time = Dimension("periode", periods, (Sum("2025", periods[1:]),))
    area = Dimension("gebied", ("Nijmegen", "Druten", TOTAL))
    values = dict(zip(product(periods[1:], ("Nijmegen", "Druten")), (20, 4, 31, 12, 18, 3, 25, 14), strict=True))
    for period in periods[1:]:
        values[period, TOTAL] = values[period, "Nijmegen"] + values[period, "Druten"]
    for name in ("Nijmegen", "Druten", TOTAL):
        values["2025", name] = sum(values[period, name] for period in periods[1:])
    cube = Cube((time, area), values)

    protected = protect(cube, RULE)

    assert {("2025K1", "Druten"), ("2025K3", "Druten")} < hidden_of(protected)
    assert narrowest(cube, protected) >= 5


def test_two_breakdowns_of_one_total_are_protected_together() -> None:
    """By age and by sex: each hides another cell, and the total that they share may not undo it."""
    age, sex = ("12-17", "18-24", "25+"), ("man", "vrouw", "anders")
    kinds = Dimension("uitsplitsing", (*age, *sex, TOTAL), (Sum(TOTAL, age), Sum(TOTAL, sex)))
    area = Dimension("gebied", ("Druten", "Nijmegen", TOTAL))
    counts = {"Druten": (11, 14, 6, 12, 16, 3), "Nijmegen": (35, 62, 48, 41, 93, 11)}
    values = {(kind, name): n for name, each in counts.items() for kind, n in zip((*age, *sex), each, strict=True)}
    values |= {(TOTAL, name): sum(each[:3]) for name, each in counts.items()}
    values |= {(kind, TOTAL): values[kind, "Druten"] + values[kind, "Nijmegen"] for kind in kinds.coordinates}
    cube = Cube((kinds, area), values)

    protected = protect(cube, RULE)

    assert {("25+", "Druten"), ("anders", "Druten")} < hidden_of(protected)
    assert narrowest(cube, protected) >= 5


def of_two_organisations(*shares: tuple[int, int]) -> Cube:
    cube = row_of(*(one + other for one, other in shares))
    names = [*cube.values][:-1]
    own = [{**dict(zip(names, each, strict=True)), (TOTAL,): sum(each)} for each in zip(*shares, strict=True)]
    return replace(cube, deliverers={"Moviera": own[0], "Entrea": own[1]})


def test_who_knows_its_own_part_of_a_cell_can_not_subtract_it() -> None:
    """14 persons, of whom 10 are one's own, are 4 of the other organisation."""
    cube = of_two_organisations((10, 4), (30, 25), (40, 22), (21, 35))

    protected = protect(cube, RULE)

    assert protected.shown[("k0",)] == Shown.HIDDEN
    for deliverer, own in cube.deliverers.items():
        known = attack(as_seen(cube, protected, RULE, at_least=own))
        assert min(count(each) for each in known.values()) >= 5, deliverer


def test_who_is_the_only_one_in_a_place_can_not_subtract_that_place() -> None:
    """Each team counts in its own municipality, and everybody knows so: 216 − 205 − its own 5 are the 6 of Druten."""
    cube = replace(
        row_of(5, 6, 205),
        deliverers={
            "Tiel": {("k0",): 5, (TOTAL,): 5},
            "Druten": {("k1",): 6, (TOTAL,): 6},
            "Noord": {("k2",): 105, (TOTAL,): 105},
            "Zuid": {("k2",): 100, (TOTAL,): 100},
        },
    )

    protected = protect(cube, RULE)

    seen = as_seen(cube, protected, RULE)
    knows = replace(seen, published={**seen.published, ("k0",): 5}, hidden={*seen.hidden} - {("k0",)})
    assert min(count(each) for each in attack(knows).values()) >= 5


def test_a_cell_of_one_organisation_is_judged_by_its_size_alone() -> None:
    cube = of_two_organisations((14, 0), (0, 25), (22, 0))

    assert not hidden_of(protect(cube, RULE)) & {("k0",), ("k1",), ("k2",)}


def test_one_organisation_may_be_too_large_a_part_of_a_cell() -> None:
    cube = of_two_organisations((90, 10), (30, 25), (40, 22))

    assert ("k0",) in hidden_of(protect(cube, Rule(largest_share=Decimal("0.85"))))
    assert ("k0",) not in hidden_of(protect(cube, RULE))


def test_where_organisations_are_added_up_no_cell_says_that_it_is_small() -> None:
    """«<10» would tell somebody who has 7 of it that the other has 1 or 2."""
    cube = of_two_organisations((7, 1), (30, 25), (40, 22))

    assert Shown.BELOW not in protect(cube, RULE).shown.values()


def test_labels_go_when_they_tell_too_much_by_themselves() -> None:
    """A total under 10 of seven kinds that aren't nought: with «<10» on all of them, each is 1, 2 or 3."""
    kinds = tuple(f"k{number}" for number in range(7))
    rows = {"Druten": (1, 2, 1, 1, 1, 2, 1), "Nijmegen": (40, 31, 25, 62, 33, 41, 28)}
    values = {(area, kind): n for area, counts in rows.items() for kind, n in zip(kinds, counts, strict=True)}
    values |= {(area, TOTAL): sum(counts) for area, counts in rows.items()}
    values |= {(TOTAL, kind): sum(values[area, kind] for area in rows) for kind in (*kinds, TOTAL)}
    cube = Cube((Dimension("gebied", (*rows, TOTAL)), Dimension("soort", (*kinds, TOTAL))), values)

    protected = protect(cube, RULE)

    assert protected.proof.below == 0
    assert narrowest(cube, protected) >= 5


def test_rounding_hides_small_cells_and_shows_fives() -> None:
    rule = Rule(rounds_to=5)
    cube = some_cube(8, 4, seed=1)

    protected = protect(cube, rule)

    assert all(number % 5 == 0 for number in protected.numbers.values())
    assert all(abs(number - cube.values[key]) <= 2 for key, number in protected.numbers.items())
    assert all(cube.values[key] >= 10 or not cube.values[key] for key in protected.numbers)
    assert narrowest(cube, protected, rule) >= 5


def seen_in_both(cube: Cube, first: Protected, later: Cube, second: Protected) -> Seen:
    """Everything of two editions. A cell that did not change has one name in both."""

    def name(edition: int, key: Key) -> object:
        return key if cube.values.get(key) == later.values.get(key) else (edition, key)

    editions = ((1, cube, first), (2, later, second))
    return Seen(
        published={name(n, key): number for n, _, shown in editions for key, number in shown.numbers.items()},
        below={name(n, k) for n, _, shown in editions for k, label in shown.shown.items() if label == Shown.BELOW},
        hidden={name(n, k) for n, _, shown in editions for k, label in shown.shown.items() if label == Shown.HIDDEN},
        sums=[
            (name(n, total), [name(n, part) for part in parts])
            for n, each, _ in editions
            for total, parts in sums_of(each, "=")
        ],
    )


def test_two_editions_together_tell_no_more_than_each() -> None:
    """A quarter is added and three areas are corrected: the second edition knows what the first one told."""
    cube = some_cube(10, 4, seed=2)
    first = protect(cube, RULE)
    later = corrected(cube, {("a001", "b001"): 3, ("a004", "b002"): 1, ("a007", "b000"): 12})

    second = protect(later, RULE, before=[Before(cube, first.shown, first.numbers)])

    known = attack(seen_in_both(cube, first, later, second))
    assert min(count(each) for each in known.values()) >= 5
    unchanged = {key for key in hidden_of(first) if later.values[key] == cube.values[key]}
    assert unchanged <= hidden_of(second)


def test_without_the_memory_of_earlier_editions_two_together_can_leak() -> None:
    """The control: the same corrections, protected as if nothing had been published before."""
    firsts = [some_cube(10, 4, seed=seed) for seed in range(6)]
    laters = [corrected(each, {("a001", "b001"): 3, ("a004", "b002"): 1, ("a007", "b000"): 12}) for each in firsts]
    shown = protect_all([*firsts, *laters], RULE)

    leaks = 0
    for first, one, later, other in zip(firsts, shown[:6], laters, shown[6:], strict=True):
        seen = seen_in_both(first, one, later, other)
        leaks += sum(cell in seen.published or count(each) < 5 for cell, each in attack(seen).items())
    assert leaks > 0


def corrected(cube: Cube, changes: dict[Key, int]) -> Cube:
    values = dict(cube.values)
    for (area, kind), step in changes.items():
        for key in product((area, TOTAL), (kind, TOTAL)):
            values[key] += step
    return replace(cube, values=values)


def test_an_earlier_edition_without_a_change_gives_the_same_again() -> None:
    cube = some_cube(8, 4, seed=3)
    first = protect(cube, RULE)

    again = protect(cube, RULE, before=[Before(cube, first.shown, first.numbers)])

    assert again.shown == first.shown
    assert again.numbers == first.numbers


def test_what_an_earlier_edition_makes_impossible_is_not_published() -> None:
    """The total and one part stood there; now the source calls for a higher threshold in a table of two parts."""
    cube = row_of(40, 3)
    told = dict.fromkeys(cube.values, Shown.VALUE) | {("k1",): Shown.BELOW}
    numbers = {key: cube.values[key] for key, shown in told.items() if shown == Shown.VALUE}

    with pytest.raises(NotProvenError) as refused:
        protect(cube, RULE, before=[Before(cube, told, numbers)])

    assert refused.value.cells == [("k1",)]


def test_without_the_engine_nothing_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # noqa: ANN001
    cube = row_of(12, 4, 30)
    for absent in (str(tmp_path / "no-python"), "/bin/false", "/bin/cat"):
        monkeypatch.setattr(sys, "executable", absent)
        with pytest.raises(engine.EngineError):
            protect(cube, RULE)


def test_an_engine_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = engine.Problem([engine.Cell(4, 1, "u", 1, 9, 2, 2), engine.Cell(4, 1, "s", 1, 99)], [(0, [1])])

    with pytest.raises(engine.EngineError, match="TimeoutExpired"):
        engine.choose([problem], seconds=0.001)


def test_the_engine_leaves_no_file_behind(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # noqa: ANN001
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    protect(row_of(12, 4, 30), RULE)

    assert list(tmp_path.iterdir()) == []


def test_the_same_table_gives_the_same_answer_whatever_the_order_of_a_set() -> None:
    program = (
        "from monitor.disclosure.protection import protect\n"
        "from monitor.disclosure.rules import Rule\n"
        "from tests.monitor.disclosure.tables_to_protect import some_cube\n"
        "print(sorted(protect(some_cube(12, 6, seed=4), Rule()).shown.items()))"
    )
    elsewhere = {**os.environ, "PYTHONHASHSEED": "1"}
    said = subprocess.run(
        [sys.executable, "-c", program], env=elsewhere, cwd=engine.ROOT, capture_output=True, check=True, text=True
    ).stdout

    here = sorted(protect(some_cube(12, 6, seed=4), RULE).shown.items())
    assert said.splitlines()[-1] == str(here)


def test_an_attacker_can_be_asked_with_plain_numbers() -> None:
    found = intervals({"a": 12, "total": 46}, {"b"}, {"c"}, [("total", ["a", "b", "c"])])

    assert found == {"b": (1, 9), "c": (25, 33)}


def test_the_package_knows_no_database_and_no_framework() -> None:
    """What decides about small numbers can be read, run and judged by itself."""
    allowed = {*sys.stdlib_module_names, "monitor", "highspy", "numpy", "pytauargus"}
    imported = {
        name
        for file in (engine.ROOT / "monitor" / "disclosure").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }

    assert {name.split(".")[0] for name in imported} <= allowed
    own = ("monitor.disclosure", "monitor.categories")  # how a total is called, without a database either
    assert all(name.startswith(own) for name in imported if name.startswith("monitor"))
