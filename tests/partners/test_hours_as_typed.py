"""Opening hours in a cell: six different things, read as people type them and written so that they read back."""

from datetime import time

import pytest

from network.dutch import NotReadable
from partners.hours_as_typed import read_day, written
from partners.opening_hours import Block, Day, HoursKind

SPLIT = Day(HoursKind.OPEN, (Block(time(9), time(12, 30)), Block(time(13, 30), time(17))))
NIGHT = Day(HoursKind.OPEN, (Block(time(22), time(6)),))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("9.00–12.30 en 13.30–17.00", SPLIT),
        ("9:00-12:30, 13:30-17:00 uur", SPLIT),
        ("13.30 tot 17.00 uur; van 9 tot 12.30 uur", SPLIT),
        ("22.00–6.00", NIGHT),
        ("9-24.00", Day(HoursKind.OPEN, (Block(time(9), time(0)),))),
        ("op afspraak", Day(HoursKind.APPOINTMENT)),
        ("Dag en nacht", Day(HoursKind.ALL_DAY)),
        ("24/7", Day(HoursKind.ALL_DAY)),
        ("gesloten", Day(HoursKind.CLOSED)),
        ("dicht", Day(HoursKind.CLOSED)),
        ("niet opgegeven", Day()),
    ],
)
def test_a_day_reads_as_people_write_it_and_back(typed: str, day: Day) -> None:
    assert read_day(typed) == day
    assert day == Day() or read_day(written(day)) == day


@pytest.mark.parametrize("typed", ["misschien", "9-17-20", "25.00-26.00", "9.00-12.00 en 11.00-14.00", "9-9"])
def test_what_is_no_opening_time_says_what_to_write(typed: str) -> None:
    with pytest.raises(NotReadable) as reason:
        read_day(typed)
    assert typed in str(reason.value) or "tijd" in str(reason.value)
