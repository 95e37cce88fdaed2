"""Whatever is killed, restarted, full or wrong: what the portal said that it saved is there, once, and whole.

The drills share two portals: one as it is, and one whose disk, clock and mail server the drills can spoil. In a third
some protections are taken out, and each drill is seen to notice.
"""

from collections.abc import Iterator

import pytest

from tests.drills import failing_disk, killed_processes, restarted_database, two_coordinators, wrong_clock
from tests.drills.drill import missed
from tests.drills.failing_disk import SmallDisk, small_disk
from tests.drills.portal import Portal, running_portal
from tests.figures_table import Figure, Line, in_ci

OUT = (
    "two_coordinators.version",
    "restarted_database.page",
    "killed_processes.taking up",
    "failing_disk.page",
    "wrong_clock.mail waits",
)


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with running_portal() as portal:
        yield portal


@pytest.fixture(scope="module")
def spoiled() -> Iterator[SmallDisk]:
    yield from _spoiled()


@pytest.fixture(scope="module")
def careless() -> Iterator[SmallDisk]:
    yield from _spoiled(without=",".join(OUT))


def _spoiled(*, without: str = "") -> Iterator[SmallDisk]:
    missing = [] if wrong_clock.library() else ["faketime (Debian)"]
    missing += [] if failing_disk.can_be_held() else ["een eigen mount namespace (root)"]
    if missing:
        message = f"deze oefening vraagt: {', '.join(missing)}"
        pytest.fail(message) if in_ci() else pytest.skip(message)
    with small_disk(without=without, **wrong_clock.mail_that_goes_away()) as disk:
        yield disk


def report(figure: Figure, lines: list[Line]) -> None:
    for line in lines:
        figure(line.row, line.what, line.value, goal=line.goal)


def assert_missed(words: str, lines: list[Line]) -> None:
    """This very line, and not another that happened to have little to count."""
    assert any(words in line.what for line in missed(lines)), [(line.what, line.value) for line in lines]


def test_two_people_who_change_the_same_thing_at_once_lose_nothing(portal: Portal, figure: Figure) -> None:
    report(figure, two_coordinators.on(portal, long=False))


def test_postgres_that_restarts_under_load_loses_nothing_and_every_page_says_so(portal: Portal, figure: Figure) -> None:
    report(figure, restarted_database.on(portal, long=False))


def test_whatever_is_killed_leaves_nothing_half_lost_or_double(portal: Portal, figure: Figure) -> None:
    report(figure, killed_processes.on(portal, long=False))


def test_a_disk_that_is_full_or_read_only_is_told_about_and_loses_nothing(spoiled: SmallDisk, figure: Figure) -> None:
    report(figure, failing_disk.on(spoiled, long=False))


def test_a_clock_that_jumps_and_a_mail_server_that_is_away_double_nothing(spoiled: SmallDisk, figure: Figure) -> None:
    report(figure, wrong_clock.on(spoiled.portal, long=False))


@pytest.mark.control_of("test_two_people_who_change_the_same_thing_at_once_lose_nothing")
def test_saving_over_what_another_saved_would_be_noticed(careless: SmallDisk) -> None:
    assert_missed("geweigerd, zodat iemand kiest", two_coordinators.on(careless.portal, long=False, least=True))


@pytest.mark.control_of("test_a_disk_that_is_full_or_read_only_is_told_about_and_loses_nothing")
def test_a_full_disk_without_a_page_of_its_own_would_be_noticed(careless: SmallDisk) -> None:
    assert_missed("daarvan met een bladzijde die het zegt", failing_disk.on(careless, long=False))


@pytest.mark.control_of("test_a_clock_that_jumps_and_a_mail_server_that_is_away_double_nothing")
def test_a_mail_that_is_tried_only_once_would_be_noticed(careless: SmallDisk) -> None:
    assert_missed("later aangekomen", wrong_clock.on(careless.portal, long=False, least=True))


@pytest.mark.control_of("test_postgres_that_restarts_under_load_loses_nothing_and_every_page_says_so")
def test_an_error_without_a_page_of_ours_would_be_noticed(careless: SmallDisk) -> None:
    assert_missed("fouten zonder bladzijde", restarted_database.on(careless.portal, long=False, least=True))


@pytest.mark.control_of("test_whatever_is_killed_leaves_nothing_half_lost_or_double")
def test_a_job_that_nobody_takes_up_would_be_noticed(careless: SmallDisk) -> None:
    assert_missed("een afgebroken taak is opgepakt", killed_processes.on(careless.portal, long=False, least=True))


@pytest.mark.full
@pytest.mark.parametrize(
    ("drill", "protection"),
    [
        (drill, protection)
        for drill in (failing_disk, killed_processes, restarted_database, two_coordinators, wrong_clock)
        for protection in drill.PROTECTIONS
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__.rpartition(".")[2],
)
def test_without_any_one_of_its_protections_a_drill_finds_something(drill: object, protection: str) -> None:
    assert missed(drill.drill(long=False, without=protection))  # type: ignore[attr-defined]  # a module
