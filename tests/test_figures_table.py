"""The table of figures notices what is missing."""

from typing import Any

import pytest

from tests.figures_table import ROWS, Line, Run

WHOLE = Run(
    lines=[Line(row, "iets", 3, "≥ 3") for row in ROWS],
    guards={"test_a_guard"},
    controlled={"test_a_guard"},
)


@pytest.mark.parametrize(
    ("value", "goal", "met"),
    [
        (1832, "≥ 1500", True),
        (1499, "≥ 1500", False),
        (19.5, "≤ 20", True),
        (21, "≤ 20", False),
        (0, "0", True),
        (1, "0", False),
        ("A+", "A+", True),
        ("10 van 10", "10 van 10", True),
        ("9 van 10", "10 van 10", False),
    ],
)
def test_a_figure_is_held_to_its_goal(value: Any, goal: str, met: bool) -> None:
    assert Line("G-01", "iets", value, goal).is_met is met


def test_a_whole_run_misses_nothing() -> None:
    assert list(WHOLE.missing(nothing_may_be_skipped=True)) == []


@pytest.mark.parametrize("row", ROWS)
def test_a_row_without_a_figure_is_missed(row: str) -> None:
    run = Run([line for line in WHOLE.lines if line.row != row], WHOLE.guards, WHOLE.controlled)
    assert list(run.missing(nothing_may_be_skipped=False)) == [f"{row} heeft geen cijfer"]


def test_a_guard_without_a_control_is_missed() -> None:
    run = Run(WHOLE.lines, {"test_a_guard", "test_that_can_not_fail"}, WHOLE.controlled)
    (problem,) = run.missing(nothing_may_be_skipped=False)
    assert problem.startswith("test_that_can_not_fail")


def test_only_in_ci_a_skipped_guard_is_missed() -> None:
    run = Run([], WHOLE.guards, WHOLE.controlled, skipped_guards={"test_a_guard"})
    assert not list(run.missing(nothing_may_be_skipped=False))
    assert list(run.missing(nothing_may_be_skipped=True))


def test_a_figure_in_an_unknown_row_is_refused() -> None:
    with pytest.raises(ValueError, match="geen rij"):
        Line("G-99", "iets", 1, "1")
