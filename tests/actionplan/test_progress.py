"""Progress as arithmetic: lights, bands, periods and results."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.progress import (
    Band,
    LightCounts,
    PeriodList,
    Result,
    RolledUp,
    count_lights,
    percent_of_action,
    period_list,
    quarter_in_words,
    worst_light,
)

LIGHTS = st.sampled_from(["green", "amber", "red", "grey"])
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("time", "money", "quality", "light"),
    [
        ("green", "green", "green", "green"),
        ("green", "amber", "green", "amber"),
        ("amber", "green", "red", "red"),
        ("grey", "green", "grey", "green"),
        ("grey", "amber", "green", "amber"),
        ("grey", "grey", "grey", "grey"),
    ],
)
def test_the_light_of_an_action_is_the_worst_of_time_money_and_quality(
    time: str, money: str, quality: str, light: str
) -> None:
    assert worst_light(time, money, quality) == light


@given(st.tuples(LIGHTS, LIGHTS, LIGHTS), st.permutations([0, 1, 2]))
def test_the_order_of_the_aspects_makes_no_difference(lights: tuple[str, str, str], order: list[int]) -> None:
    assert worst_light(*lights) == worst_light(*(lights[i] for i in order))


@given(st.lists(st.sampled_from(["green", "amber", "red", "grey", "stale"])))
def test_every_action_is_counted_once(lights: list[str]) -> None:
    counts = count_lights(lights)
    assert counts.total == len(lights)
    assert counts.stale == lights.count("stale")


def test_the_change_since_last_time_is_told_light_by_light() -> None:
    now, then = LightCounts(green=11, amber=5, red=2), LightCounts(green=12, amber=3, red=2, grey=1)
    assert now.minus(then) == LightCounts(green=-1, amber=2, red=0, grey=-1)


@pytest.mark.parametrize(
    ("value", "minimum", "maximum", "words"),
    [
        (4, 3, 5, "binnen bandbreedte"),
        (3, 3, 5, "binnen bandbreedte"),
        (5, 3, 5, "binnen bandbreedte"),
        (2, 3, 5, "eronder"),
        (6, 3, 5, "erboven"),
        (Decimal("5.1"), 3, 5, "erboven"),
        (700, 700, None, "binnen bandbreedte"),
        (3, None, 8, "binnen bandbreedte"),
        (9, None, 8, "erboven"),
        (None, 3, 5, "niet ingevuld"),
        (4, None, None, "niet ingevuld"),
    ],
)
def test_a_realisation_is_within_below_or_above_what_was_agreed(
    value: Decimal | None, minimum: Decimal | None, maximum: Decimal | None, words: str
) -> None:
    assert Band(value, minimum, maximum).words == words


@pytest.mark.parametrize(
    ("minimum", "maximum", "agreed"),
    [
        (3, 5, "3 tot 5"),
        (8, 8, "8"),
        (6, None, "minstens 6"),
        (None, 8, "hoogstens 8"),
        (1000, 1200, "1.000 tot 1.200"),
    ],
)
def test_a_range_is_written_in_words(minimum: int | None, maximum: int | None, agreed: str) -> None:
    assert Band(None, minimum, maximum).agreed == agreed


def result(value: int | None, *, persons: bool, may_see: bool, band: tuple[int | None, int | None] = (3, 5)) -> Result:
    return Result(Band(None if value is None else Decimal(value), *band), "trajecten", persons, may_see)


@pytest.mark.parametrize(
    ("value", "persons", "may_see", "in_a_row"),
    [
        (4, True, True, "4 van 3 tot 5 trajecten"),
        (4, True, False, "Trajecten: binnen bandbreedte"),
        (2, True, False, "Trajecten: eronder"),
        (0, True, False, "Trajecten: eronder"),
        (9, True, False, "Trajecten: erboven"),
        (10, True, False, "10 van 3 tot 5 trajecten"),
        (4, False, False, "4 van 3 tot 5 trajecten"),
        (None, True, False, "Nog niets ingevuld"),
    ],
)
def test_a_small_number_of_persons_is_told_in_words_to_whoever_may_not_see_it(
    value: int | None, persons: bool, may_see: bool, in_a_row: str
) -> None:
    shown = result(value, persons=persons, may_see=may_see)
    assert shown.in_a_row == in_a_row
    assert not may_see or value is None or str(value) in shown.figure


def test_a_small_number_without_a_range_is_less_than_ten() -> None:
    assert result(4, persons=True, may_see=False, band=(None, None)).in_a_row == "Minder dan 10 trajecten"
    assert result(60, persons=True, may_see=False, band=(None, None)).in_a_row == "60 trajecten"


START, END, ON = date(2026, 7, 1), date(2026, 12, 31), date(2026, 11, 25)


@pytest.mark.parametrize(
    ("planned", "achieved", "expected"),
    [
        (date(2026, 4, 1), date(2026, 6, 30), PeriodList.EARLIER),
        (date(2026, 6, 1), date(2026, 7, 1), PeriodList.ACHIEVED),
        (date(2027, 2, 1), date(2026, 11, 25), PeriodList.ACHIEVED),
        (date(2026, 9, 15), None, PeriodList.MISSED),
        (date(2026, 3, 1), None, PeriodList.MISSED),
        (date(2026, 11, 24), None, PeriodList.MISSED),
        (date(2026, 11, 25), None, PeriodList.NEXT),
        (date(2026, 9, 15), date(2026, 11, 26), PeriodList.MISSED),
        (date(2026, 12, 31), None, PeriodList.NEXT),
        (date(2027, 6, 30), None, PeriodList.NEXT),
        (date(2028, 1, 1), None, PeriodList.LATER),
    ],
)
def test_a_milestone_is_achieved_missed_or_next(planned: date, achieved: date | None, expected: PeriodList) -> None:
    assert period_list(planned, achieved, START, END, ON) == expected


def test_a_milestone_of_the_period_that_was_reached_only_afterwards_was_missed() -> None:
    assert period_list(date(2026, 9, 1), date(2026, 10, 4), START, date(2026, 9, 30), ON) == PeriodList.MISSED


@given(DAYS, st.none() | DAYS, DAYS)
def test_of_two_periods_that_follow_each_other_one_at_most_tells_that_a_milestone_was_achieved(
    planned: date, achieved: date | None, on: date
) -> None:
    halves = [(date(2026, 1, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 12, 31))]
    lists = [period_list(planned, achieved, start, end, on) for start, end in halves]
    assert lists.count(PeriodList.ACHIEVED) <= 1


@given(DAYS, DAYS)
def test_whatever_is_past_its_date_and_not_reached_is_missed_and_nothing_else_comes_next(
    planned: date, on: date
) -> None:
    found = period_list(planned, None, START, END, on)
    assert (found == PeriodList.MISSED) == (planned < on)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 1), "1e kwartaal 2026"),
        (date(2026, 3, 31), "1e kwartaal 2026"),
        (date(2026, 4, 1), "2e kwartaal 2026"),
        (date(2026, 12, 31), "4e kwartaal 2026"),
        (date(2026, 12, 31) + timedelta(days=1), "1e kwartaal 2027"),
    ],
)
def test_a_day_belongs_to_a_quarter(day: date, words: str) -> None:
    assert quarter_in_words(day) == words


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((100, None), "100\u00a0%, 1 van 2 ingevuld"),
        ((100, 50), "75\u00a0%"),
        ((100, 100, 99), "99\u00a0%"),
        ((0, None, None), "0\u00a0%, 1 van 3 ingevuld"),
        ((None, None), "niet ingevuld"),
        ((), "niet ingevuld"),
    ],
)
def test_what_nobody_filled_in_counts_for_nothing_and_is_told(parts: tuple[int | None, ...], words: str) -> None:
    assert RolledUp(parts).in_words == words


@given(st.lists(st.one_of(st.none(), st.integers(0, 100))).map(tuple))
def test_together_things_are_done_only_when_all_that_is_filled_in_is_done(parts: tuple[int | None, ...]) -> None:
    percent = RolledUp(parts).percent
    known = [part for part in parts if part is not None]
    assert (percent == 100) == (bool(known) and set(known) == {100})
    assert percent is None or min(known) <= percent <= max(known)


def test_an_action_that_is_completed_is_done_whatever_was_reported() -> None:
    assert percent_of_action(is_completed=True, reported=40) == 100
    assert percent_of_action(is_completed=False, reported=40) == 40
    assert percent_of_action(is_completed=False, reported=None) is None
