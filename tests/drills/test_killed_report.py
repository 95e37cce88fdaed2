"""R18: a worker that is killed half-way a report leaves no PDF and no file; its maker is told, and can ask again."""

import pytest

from tests.drills import killed_report
from tests.drills.drill import missed
from tests.figures_table import Figure

pytestmark = pytest.mark.full


def test_a_report_whose_maker_is_killed_anywhere_is_not_there_and_can_be_asked_again(figure: Figure) -> None:
    for line in killed_report.drill(long=True):
        figure(line.row, line.what, line.value, goal=line.goal)


@pytest.mark.control_of("test_a_report_whose_maker_is_killed_anywhere_is_not_there_and_can_be_asked_again")
def test_a_file_that_stays_behind_would_be_noticed() -> None:
    assert missed(killed_report.drill(long=False, without="clearing"))
