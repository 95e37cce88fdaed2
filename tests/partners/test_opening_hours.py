"""Field cases F: opening hours as people have them."""

from dataclasses import dataclass
from datetime import datetime, time

import pytest

from partners.opening_hours import Block, Day, HoursKind, Week, Weekday, in_words, now, overlaps, week_of


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
