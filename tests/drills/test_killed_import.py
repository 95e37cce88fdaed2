"""M30: a worker that is killed half-way an import leaves nothing behind, and the import can be begun again."""

import pytest

from tests.drills import killed_import
from tests.drills.drill import missed
from tests.figures_table import Figure

pytestmark = pytest.mark.full


def test_an_import_that_is_killed_anywhere_leaves_nothing_and_can_be_begun_again(figure: Figure) -> None:
    for line in killed_import.drill(long=True):
        figure(line.row, line.what, line.value, goal=line.goal)


@pytest.mark.control_of("test_an_import_that_is_killed_anywhere_leaves_nothing_and_can_be_begun_again")
def test_an_import_without_a_transaction_would_be_noticed() -> None:
    assert missed(killed_import.drill(long=False, without="transaction"))
