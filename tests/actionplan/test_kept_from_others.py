"""What is not for everybody is told nowhere: small numbers of persons, money, and what names a confidential paper."""

from decimal import Decimal

import pytest

from actionplan.drawings import draw_band
from actionplan.progress import Band, Result
from network.history_list import kinds_for
from tests.cast import Cast

FOUR = Decimal(4)


@pytest.mark.parametrize("reached", [Decimal(3), FOUR, Decimal(5)])
def test_a_small_number_is_not_told_by_comparing_it_with_the_one_number_that_was_agreed(reached: Decimal) -> None:
    result = Result(Band(reached, FOUR, FOUR), "trajecten", counts_persons=True, may_see_counts=False)
    drawing = draw_band(result)
    assert drawing is not None
    assert (result.figure, result.in_a_row, result.verdict) == (*["Minder dan 10 trajecten"] * 2, "")
    assert drawing.title == "Minder dan 10 trajecten, afgesproken 4 trajecten"


@pytest.mark.parametrize(
    ("reached", "minimum", "maximum"),
    [(0, 1, 5), (3, 1, 5), (9, None, 8), (9, 9, 20), (8, 9, 20), (5, "4.5", "5.5"), (0, None, 0)],
)
def test_a_small_number_is_not_told_by_a_range_that_leaves_one_number(
    reached: int, minimum: int | str | None, maximum: int | str | None
) -> None:
    """«Eronder» of at least 1 is 0, «erboven» of at most 8 is 9; to leave out just that one would tell it too."""
    agreed = [None if each is None else Decimal(each) for each in (minimum, maximum)]
    result = Result(Band(Decimal(reached), *agreed), "trajecten", counts_persons=True, may_see_counts=False)
    assert (result.in_a_row, result.verdict) == ("Minder dan 10 trajecten", "")


def test_a_range_and_who_may_see_the_number_are_told_how_it_compares() -> None:
    hidden = Result(Band(FOUR, Decimal(3), Decimal(5)), "trajecten", counts_persons=True, may_see_counts=False)
    exact = Result(Band(FOUR, FOUR, FOUR), "trajecten", counts_persons=True, may_see_counts=True)
    assert (hidden.in_a_row, hidden.verdict) == ("Trajecten: binnen bandbreedte", "binnen bandbreedte")
    assert (exact.in_a_row, exact.verdict) == ("4 van 4 trajecten", "binnen bandbreedte")


@pytest.mark.django_db
def test_the_history_of_money_counts_and_agreements_is_not_for_who_manages_people(cast: Cast) -> None:
    kept = {
        "actionplan.actionagreement",
        "actionplan.budgetchoice",
        "actionplan.budgetline",
        "actionplan.embedding",
        "actionplan.fundingsource",
        "actionplan.realisation",
    }
    assert kept.isdisjoint(kinds_for(cast.administrator))
    assert kept <= kinds_for(cast.coordinator).keys()
