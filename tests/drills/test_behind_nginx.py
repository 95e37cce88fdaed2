"""Behind nginx, as the manual has it, and what a visitor sees when the portal is gone."""

import os

import pytest

from tests.drills.behind_nginx import PROTECTIONS, cannot, drill
from tests.drills.drill import missed
from tests.figures_table import Figure

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def with_nginx() -> None:
    if reason := cannot():
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


def test_the_portal_behind_nginx_is_whole_and_leaves_a_page_with_numbers_when_it_is_gone(figure: Figure) -> None:
    for line in drill(long=False):
        figure(line.row, line.what, line.value, goal=line.goal)


@pytest.mark.full
def test_the_emergency_page_is_there_within_50_milliseconds(figure: Figure) -> None:
    for line in drill(long=True):
        figure(line.row, line.what, line.value, goal=line.goal)


@pytest.mark.control_of(
    "test_the_portal_behind_nginx_is_whole_and_leaves_a_page_with_numbers_when_it_is_gone",
    "test_the_emergency_page_is_there_within_50_milliseconds",
)
def test_without_its_protections_each_is_missed() -> None:
    told = {line.what for line in missed(drill(long=False, without=",".join(PROTECTIONS)))}
    assert {
        "raden met telkens een verzonnen internetadres, keren",
        "zonder portaal: de drie nummers staan er",
    } <= told
