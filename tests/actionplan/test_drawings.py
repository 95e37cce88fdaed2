"""The band of a result, as coordinates."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from actionplan.drawings import LEFT, WIDTH, draw_band
from actionplan.progress import Band, Result

BOUNDS = st.integers(0, 2000)


def result(value: int | None, minimum: int | None, maximum: int | None, *, may_see: bool = True) -> Result:
    amounts = [None if each is None else Decimal(each) for each in (value, minimum, maximum)]
    return Result(Band(*amounts), "trajecten", counts_persons=True, may_see_counts=may_see)


def test_the_band_marks_where_we_are_between_the_agreed_numbers() -> None:
    band = draw_band(result(4, 3, 5))
    assert band
    assert float(band.range_x) < float(band.mark_x or 0) < float(band.range_x) + float(band.range_width)
    assert [tick.text for tick in band.ticks] == ["0", "3", "5", "8"]
    assert band.title == "4 trajecten, afgesproken 3 tot 5 trajecten: binnen bandbreedte"


def test_a_number_that_stays_hidden_leaves_no_mark_and_no_figure() -> None:
    band = draw_band(result(4, 3, 5, may_see=False))
    assert band
    assert band.mark_x is None
    assert band.mark_text == ""
    assert "4" not in band.title


def test_without_an_agreed_range_there_is_nothing_to_draw() -> None:
    assert draw_band(result(60, None, None)) is None


@given(st.none() | BOUNDS, st.none() | BOUNDS, st.none() | BOUNDS)
def test_everything_stays_on_the_track_and_in_notation_that_a_drawing_can_read(
    value: int | None, low: int | None, high: int | None
) -> None:
    if low is not None and high is not None and low > high:
        low, high = high, low
    band = draw_band(result(value, low, high))
    if band is None:
        assert low is None
        assert high is None
        return
    coordinates = [band.range_x, band.range_width, *filter(None, [band.mark_x]), *(tick.x for tick in band.ticks)]
    assert not any("," in text for text in coordinates)
    assert float(band.range_x) >= LEFT
    assert float(band.range_x) + float(band.range_width) <= LEFT + WIDTH + 3
    assert all(LEFT <= float(x) <= LEFT + WIDTH for x in filter(None, [band.mark_x]))
