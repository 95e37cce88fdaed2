"""What a request calls does not ask the system for memory, however deep it stands."""

import resource
from collections.abc import Callable

import pytest

from network.bounded import Limits, run_bounded
from network.frames import in_one_piece

CALLS, DEEPEST = 500, 300


def _at_depth(depth: int, work: Callable[[], int]) -> int:
    return _at_depth(depth - 1, work) if depth else work()


def _nothing() -> None:
    pass


def _call_often() -> int:
    """How many times the system had to hand out memory meanwhile."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        _nothing()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def _most_taken() -> int:
    return max(_at_depth(depth, _call_often) for depth in range(DEEPEST))


def test_calls_at_any_depth_take_no_memory_from_the_system() -> None:
    assert in_one_piece(_most_taken) < CALLS / 10


def test_neither_do_those_of_work_in_a_process_of_its_own() -> None:
    """Setting a page calls and calls."""
    assert run_bounded(_most_taken, limits=Limits(), preload="network.bounded_preload") < CALLS / 10


def test_what_is_called_answers_and_fails_as_always() -> None:
    assert in_one_piece(divmod, 7, 2) == (3, 1)
    assert in_one_piece(sorted, [1, 2], reverse=True) == [2, 1]
    with pytest.raises(ZeroDivisionError):
        in_one_piece(divmod, 7, 0)
