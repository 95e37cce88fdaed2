"""Field cases F: opening hours as people have them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partners.opening_hours import (
    Block,
    Day,
    HoursKind,
    OtherDays,
    Week,
    Weekday,
    in_short,
    in_words,
    now,
    on_day,
    others_of,
    overlaps,
    to_come,
    week_of,
)


def open_from(*blocks: tuple[str, str]) -> Day:
    return Day(
        HoursKind.OPEN, tuple(Block(time.fromisoformat(start), time.fromisoformat(end)) for start, end in blocks)
    )


def week(**days: Day) -> Week:
    """Every other day is «niet opgegeven»."""
    return {weekday: days.get(weekday.name.lower(), Day()) for weekday in Weekday}


ALL_DAY = Day(HoursKind.ALL_DAY)
OFFICE_DAY = open_from(("09:00", "12:30"), ("13:30", "17:00"))
NIGHT = open_from(("22:00", "06:00"))
EARLY = open_from(("05:00", "09:00"))
FRIDAY_NIGHT = week(friday=NIGHT)
WORKING = week(wednesday=OFFICE_DAY, thursday=OFFICE_DAY)
INTO_THURSDAY = week(wednesday=ALL_DAY, thursday=open_from(("00:00", "04:00")))
DAY_AND_NIGHT = dict.fromkeys(Weekday, ALL_DAY)


@pytest.mark.parametrize(
    ("day", "text", "note"),
    [
        (open_from(("09:00", "17:00")), "9.00 tot 17.00 uur", ""),
        (OFFICE_DAY, "9.00 tot 12.30 uur en 13.30 tot 17.00 uur", ""),
        (open_from(("22:00", "06:00")), "22.00 tot 6.00 uur", "open tot dinsdag 6.00 uur"),
        (open_from(("18:00", "00:00")), "18.00 tot 24.00 uur", ""),
        (Day(HoursKind.APPOINTMENT), "op afspraak", ""),
        (ALL_DAY, "dag en nacht", ""),
        (Day(HoursKind.CLOSED), "gesloten", ""),
        (Day(), "niet opgegeven", ""),
    ],
)
def test_six_different_things_look_different(day: Day, text: str, note: str) -> None:
    monday = in_words(week(monday=day))[0]
    assert (monday.name, monday.text, monday.note) == ("maandag", text, note)


# 2026-11-25 is a Wednesday, 2026-11-27 a Friday, 2026-11-29 a Sunday.
@pytest.mark.parametrize(
    ("hours", "moment", "is_open", "text"),
    [
        (FRIDAY_NIGHT, "2026-11-27 21:59", False, "nu dicht, weer open om 22.00 uur"),
        (FRIDAY_NIGHT, "2026-11-27 22:00", True, "nu open tot zaterdag 6.00 uur"),
        (FRIDAY_NIGHT, "2026-11-28 01:00", True, "nu open tot 6.00 uur"),
        (FRIDAY_NIGHT, "2026-11-28 06:00", None, "tijden niet opgegeven"),
        (week(sunday=open_from(("22:00", "02:00"))), "2026-11-30 01:00", True, "nu open tot 2.00 uur"),
        (week(wednesday=OFFICE_DAY), "2026-11-25 12:29", True, "nu open tot 12.30 uur"),
        (week(wednesday=OFFICE_DAY), "2026-11-25 12:30", False, "nu dicht, weer open om 13.30 uur"),
        (WORKING, "2026-11-25 17:00", False, "nu dicht, weer open donderdag om 9.00 uur"),
        (week(wednesday=open_from(("18:00", "00:00"))), "2026-11-25 23:59", True, "nu open tot 24.00 uur"),
        (week(wednesday=Day(HoursKind.CLOSED)), "2026-11-25 12:00", False, "nu dicht"),
        (week(wednesday=Day(HoursKind.APPOINTMENT)), "2026-11-25 12:00", None, "op afspraak"),
        (week(), "2026-11-25 12:00", None, "tijden niet opgegeven"),
        (DAY_AND_NIGHT, "2026-11-25 03:00", True, "dag en nacht"),
        (week(wednesday=ALL_DAY), "2026-11-25 03:00", True, "nu open tot 24.00 uur"),
        (INTO_THURSDAY, "2026-11-25 03:00", True, "nu open tot donderdag 4.00 uur"),
    ],
)
def test_whether_one_can_call_now(hours: Week, moment: str, is_open: bool | None, text: str) -> None:
    answer = now(hours, datetime.fromisoformat(moment))
    assert (answer.is_open, answer.text) == (is_open, text)


@pytest.mark.parametrize(
    ("hours", "days"),
    [
        (week(monday=open_from(("09:00", "12:00"), ("13:00", "17:00"))), []),
        (week(monday=open_from(("09:00", "12:00"), ("12:00", "17:00"))), []),
        (week(monday=open_from(("09:00", "12:00"), ("11:00", "14:00"))), [Weekday.MONDAY]),
        (week(friday=NIGHT, saturday=EARLY), [Weekday.FRIDAY, Weekday.SATURDAY]),
        (week(friday=NIGHT, saturday=open_from(("06:00", "09:00"))), []),
        (week(sunday=NIGHT, monday=EARLY), [Weekday.MONDAY, Weekday.SUNDAY]),
        (week(friday=NIGHT, saturday=ALL_DAY), []),
    ],
)
def test_blocks_that_run_into_each_other_are_found(hours: Week, days: list[Weekday]) -> None:
    assert overlaps(hours) == days


@dataclass
class StoredRow:
    weekday: int
    kind: str
    opens_at: time | None = None
    closes_at: time | None = None


def test_rows_of_a_day_become_blocks_in_order_and_missing_days_stay_unknown() -> None:
    rows = [
        StoredRow(1, "open", time(13, 30), time(17)),
        StoredRow(1, "open", time(9), time(12, 30)),
        StoredRow(2, "closed"),
        StoredRow(3, "open", time(18), time(0)),
    ]
    hours = week_of(rows)
    assert hours[Weekday.MONDAY] == OFFICE_DAY
    assert hours[Weekday.TUESDAY] == Day(HoursKind.CLOSED)
    assert hours[Weekday.WEDNESDAY].text == "18.00 tot 24.00 uur"
    assert hours[Weekday.SUNDAY] == Day()


# --- days with other hours ----------------------------------------------------

CHRISTMAS = date(2026, 12, 25)  # a Friday
CLOSED = Day(HoursKind.CLOSED)
SHUT = OtherDays(CHRISTMAS, CHRISTMAS, CLOSED, "eerste kerstdag")
SHORTER = OtherDays(CHRISTMAS, CHRISTMAS, open_from(("10:00", "12:00")))
HOLIDAYS = OtherDays(date(2026, 12, 21), date(2027, 1, 3), open_from(("10:00", "14:00")), "kerstvakantie")
EVERY_NIGHT = dict.fromkeys(Weekday, NIGHT)
EVERY_OFFICE_DAY = dict.fromkeys(Weekday, OFFICE_DAY)


@pytest.mark.parametrize(
    ("hours", "others", "moment", "is_open", "text"),
    [
        (EVERY_OFFICE_DAY, [SHUT], "2026-12-25 10:00", False, "nu dicht, weer open zaterdag om 9.00 uur"),
        (EVERY_OFFICE_DAY, [SHORTER], "2026-12-25 10:00", True, "nu open tot 12.00 uur"),
        (EVERY_OFFICE_DAY, [SHORTER], "2026-12-25 14:00", False, "nu dicht, weer open zaterdag om 9.00 uur"),
        (EVERY_OFFICE_DAY, [SHUT, HOLIDAYS], "2026-12-25 11:00", False, "nu dicht, weer open zaterdag om 10.00 uur"),
        (EVERY_OFFICE_DAY, [SHUT], "2026-12-26 09:00", True, "nu open tot 12.30 uur"),
        # The night of the 24th ends in the morning of the 25th; the one of the 25th does not begin.
        (EVERY_NIGHT, [SHUT], "2026-12-25 05:59", True, "nu open tot 6.00 uur"),
        (EVERY_NIGHT, [SHUT], "2026-12-25 23:00", False, "nu dicht, weer open zaterdag om 22.00 uur"),
        (EVERY_NIGHT, [SHUT], "2026-12-26 01:00", False, "nu dicht, weer open om 22.00 uur"),
        # Day and night is open at Christmas too, unless somebody says otherwise.
        (DAY_AND_NIGHT, [], "2026-12-25 03:00", True, "dag en nacht"),
        (DAY_AND_NIGHT, [SHUT], "2026-12-20 03:00", True, "dag en nacht"),
        (DAY_AND_NIGHT, [SHUT], "2026-12-24 12:00", True, "nu open tot 24.00 uur"),
        (DAY_AND_NIGHT, [SHUT], "2026-12-25 12:00", False, "nu dicht, weer open zaterdag om 0.00 uur"),
        (week(), [OtherDays(CHRISTMAS, CHRISTMAS, ALL_DAY)], "2026-12-25 12:00", True, "nu open tot 24.00 uur"),
        (
            week(monday=OFFICE_DAY),
            [OtherDays(date(2026, 12, 21), date(2027, 1, 1), CLOSED)],
            "2026-12-25 12:00",
            False,
            "nu dicht, weer open op 4 januari 2027 om 9.00 uur",
        ),
    ],
)
def test_other_hours_replace_those_of_the_week(
    hours: Week, others: list[OtherDays], moment: str, is_open: bool | None, text: str
) -> None:
    answer = now(hours, datetime.fromisoformat(moment), others)
    assert (answer.is_open, answer.text) == (is_open, text)


def test_a_day_with_hours_of_its_own_goes_before_the_holiday_that_it_lies_in() -> None:
    assert on_day(EVERY_OFFICE_DAY, CHRISTMAS, [HOLIDAYS, SHUT]) == CLOSED
    assert on_day(EVERY_OFFICE_DAY, date(2026, 12, 28), [HOLIDAYS, SHUT]) == HOLIDAYS.day
    assert on_day(EVERY_OFFICE_DAY, date(2027, 1, 4), [HOLIDAYS, SHUT]) == OFFICE_DAY


def test_other_hours_are_told_until_they_are_over() -> None:
    told = [(line.name, line.text) for line in to_come([HOLIDAYS, SHUT], CHRISTMAS)]
    assert told == [
        ("21 december 2026 tot en met 3 januari 2027", "10.00 tot 14.00 uur (kerstvakantie)"),
        ("vrijdag 25 december 2026", "gesloten (eerste kerstdag)"),
    ]
    assert len(to_come([HOLIDAYS, SHUT], CHRISTMAS + timedelta(days=1))) == 1


def test_a_week_of_the_same_days_is_said_in_one_line() -> None:
    assert [(line.name, line.text) for line in in_short(DAY_AND_NIGHT)] == [("elke dag", "dag en nacht")]
    assert len(in_short(WORKING)) == len(in_short(EVERY_NIGHT)) == 7


@dataclass
class StoredOther:
    first_day: date
    last_day: date
    kind: str
    opens_at: time | None = None
    closes_at: time | None = None
    note: str = ""


def test_two_rows_about_the_same_days_are_two_blocks() -> None:
    rows = [
        StoredOther(CHRISTMAS, CHRISTMAS, "open", time(13), time(15)),
        StoredOther(CHRISTMAS, CHRISTMAS, "open", time(10), time(12), "eerste kerstdag"),
        StoredOther(date(2026, 12, 24), date(2026, 12, 24), "closed"),
    ]
    eve, christmas = others_of(rows)
    assert eve.day == CLOSED
    assert christmas.text == "10.00 tot 12.00 uur en 13.00 tot 15.00 uur (eerste kerstdag)"


QUARTERS = st.integers(min_value=0, max_value=95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
DAYS = st.one_of(
    st.sampled_from([CLOSED, ALL_DAY, Day(), Day(HoursKind.APPOINTMENT)]),
    st.tuples(QUARTERS, QUARTERS)
    .filter(lambda times: times[0] != times[1])
    .map(lambda times: Day(HoursKind.OPEN, (Block(*times),))),
)


@settings(max_examples=60, deadline=None)
@given(
    days=st.lists(DAYS, min_size=7, max_size=7),
    other=st.tuples(st.integers(-3, 3), st.integers(0, 3), DAYS),
    minute=st.integers(0, 24 * 60 - 1),
)
def test_one_can_call_exactly_when_today_or_the_night_before_says_so(
    days: list[Day], other: tuple[int, int, Day], minute: int
) -> None:
    hours = dict(zip(Weekday, days, strict=True))
    first = CHRISTMAS + timedelta(days=other[0])
    others = [OtherDays(first, first + timedelta(days=other[1]), other[2])]

    def covers(day: Day, minute: int) -> bool:
        blocks = [(block.opens_at.hour * 60 + block.opens_at.minute, block.minutes) for block in day.blocks]
        is_all_day = day.kind == HoursKind.ALL_DAY and 0 <= minute < 24 * 60
        return is_all_day or any(start <= minute < start + length for start, length in blocks)

    today, yesterday = (on_day(hours, CHRISTMAS - timedelta(days=ago), others) for ago in (0, 1))
    is_open = covers(today, minute) or covers(yesterday, minute + 24 * 60)
    answer = now(hours, datetime.combine(CHRISTMAS, time(minute // 60, minute % 60)), others)
    assert bool(answer.is_open) is is_open
