"""20 people write in one plan at once, and half of them are killed: what the portal said it saved is there, once."""

import pytest

from tests.drills import many_writers
from tests.drills.drill import missed
from tests.figures_table import Figure


def test_20_people_write_at_once_half_of_them_are_killed_and_nothing_acknowledged_is_lost_or_doubled(
    figure: Figure,
) -> None:
    for line in many_writers.drill(long=False):
        figure(line.row, line.what, line.value, goal=line.goal)


@pytest.mark.control_of(
    "test_20_people_write_at_once_half_of_them_are_killed_and_nothing_acknowledged_is_lost_or_doubled"
)
def test_writing_past_the_flow_would_be_noticed() -> None:
    assert missed(many_writers.drill(long=False, without="version"))
