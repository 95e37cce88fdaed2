"""The proof as plain additions: what doesn't fit is no proof, whoever hands it over."""

import pytest

from monitor.disclosure.audit import examine
from monitor.disclosure.certificate import Certificate, fits, unproven
from monitor.disclosure.knowledge import Edition, System, system_of
from monitor.disclosure.rules import Rule, Shown
from monitor.disclosure.tables import TOTAL
from tests.monitor.disclosure.tables_to_protect import row_of

RULE = Rule()
WIDTH = RULE.width


@pytest.fixture
def system() -> System:
    """4 is «<10» and 30 is hidden; 12 and the total of 46 stand there."""
    cube = row_of(12, 4, 30)
    shown = {("k0",): Shown.VALUE, ("k1",): Shown.BELOW, ("k2",): Shown.HIDDEN, (TOTAL,): Shown.VALUE}
    return system_of([Edition(cube, RULE, shown, {("k0",): 12, (TOTAL,): 46})])


def place(system: System, *names: str) -> list[int]:
    return [at for name in names for at, (key, _) in enumerate(system.names) if key == (name,)]


def test_two_tables_that_fit_and_differ_enough_are_a_proof(system: System) -> None:
    small, large = place(system, "k1", "k2")
    certificate = Certificate([{}, {small: 4, large: -4}], {small: (0, 1), large: (1, 0)})

    assert unproven(system, certificate, [small, large], width=WIDTH) == []


@pytest.mark.parametrize(
    ("forged", "why"),
    [
        ({"k1": 4}, "it no longer adds up"),
        ({"k1": 6, "k2": -6}, "10 is not below 10"),
        ({"k1": -4, "k2": 4}, "a cell that says «<10» is not nought"),
        ({"k1": 4, "k0": -4}, "12 stands there"),
        ({"k1": 4, "k2": -4, TOTAL: 1, "k0": 1}, "the total stands there"),
    ],
)
def test_a_forged_table_is_no_proof(system: System, forged: dict[str, int], why: str) -> None:
    move = {place(system, name)[0]: step for name, step in forged.items()}
    targets = place(system, "k1", "k2")
    certificate = Certificate([{}, move], dict.fromkeys(targets, (0, 1)))

    assert not fits(system, move), why
    assert unproven(system, certificate, targets, width=WIDTH) == targets


def test_too_little_difference_or_none_at_all_is_no_proof(system: System) -> None:
    small, large = place(system, "k1", "k2")
    narrow = Certificate([{}, {small: 3, large: -3}], {small: (0, 1)})

    assert unproven(system, narrow, [small, large], width=WIDTH) == [small, large]


def test_who_knows_a_part_of_a_cell_needs_a_proof_of_its_own(system: System) -> None:
    small, large = place(system, "k1", "k2")
    knowing = system.knowing({(("k2",), 30): 29})
    found = examine(knowing, [small, large], width=WIDTH).certificate([small, large])

    assert unproven(knowing, found, [small, large], width=WIDTH) == []
    assert unproven(knowing, Certificate([{}, {small: 4, large: -4}], {small: (0, 1)}), [small], width=WIDTH) == [small]


def test_the_audit_finds_no_room_where_there_is_none() -> None:
    """With 12, 30 and 46 there, the last one is 4."""
    cube = row_of(12, 4, 30)
    shown = dict.fromkeys(cube.values, Shown.VALUE) | {("k1",): Shown.BELOW}
    system = system_of([Edition(cube, RULE, shown, cube.values)])
    targets = place(system, "k1")

    assert unproven(system, examine(system, targets, width=WIDTH).certificate(targets), targets, width=WIDTH) == targets
