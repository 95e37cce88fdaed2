"""Opening hours as people have them: five kinds of days, two blocks, and nights that end on the next morning."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from itertools import combinations
from typing import NamedTuple, Protocol

from django.db.models import IntegerChoices, TextChoices

MINUTES_PER_DAY = 24 * 60
MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY


class HoursKind(TextChoices):
    """Five different things that may be said of a day."""

    OPEN = "open", "open"
    CLOSED = "closed", "gesloten"
    APPOINTMENT = "appointment", "op afspraak"
    ALL_DAY = "all_day", "dag en nacht"
    UNKNOWN = "unknown", "niet opgegeven"


class Weekday(IntegerChoices):
    """Numbered as in ISO 8601."""

    MONDAY = 1, "maandag"
    TUESDAY = 2, "dinsdag"
    WEDNESDAY = 3, "woensdag"
    THURSDAY = 4, "donderdag"
    FRIDAY = 5, "vrijdag"
    SATURDAY = 6, "zaterdag"
    SUNDAY = 7, "zondag"

    @property
    def next(self) -> "Weekday":
        return Weekday(self % 7 + 1)


@dataclass(frozen=True, order=True)
class Block:
    """From one time to another. An end before the start lies after midnight; 0.00 as the end is midnight itself."""

    opens_at: time
    closes_at: time

    @property
    def minutes(self) -> int:
        return (_minutes(self.closes_at) - _minutes(self.opens_at)) % MINUTES_PER_DAY

    @property
    def ends_next_day(self) -> bool:
        return self.closes_at < self.opens_at and self.closes_at != time(0)

    @property
    def text(self) -> str:
        return f"{_clock(self.opens_at)} tot {_end_clock(self.closes_at)} uur"


@dataclass(frozen=True)
class Day:
    kind: HoursKind = HoursKind.UNKNOWN
    blocks: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        if self.kind == HoursKind.OPEN:
            return " en ".join(block.text for block in self.blocks)
        return self.kind.label


Week = Mapping[Weekday, Day]
UNKNOWN_WEEK: Week = {weekday: Day() for weekday in Weekday}


class Row(Protocol):
    """A row of opening hours as it is stored, one per block."""

    weekday: int
    kind: str
    opens_at: time | None
    closes_at: time | None


@dataclass(frozen=True)
class DayText:
    """A day as people read it; `note` explains a block that ends after midnight."""

    name: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Now:
    """Whether one can call at this moment. `is_open` is None when the hours don't say."""

    is_open: bool | None
    text: str


def week_of(rows: Iterable[Row]) -> Week:
    """All seven days; a day of which nothing is stored is «niet opgegeven»."""
    by_day: dict[Weekday, list[Row]] = {}
    for row in rows:
        by_day.setdefault(Weekday(row.weekday), []).append(row)
    return {weekday: _day_of(by_day.get(weekday, [])) for weekday in Weekday}


def is_known(week: Week) -> bool:
    return any(day.kind != HoursKind.UNKNOWN for day in week.values())


def in_words(week: Week) -> list[DayText]:
    """Each day of the week, Monday first."""
    return [DayText(weekday.label, week[weekday].text, after_midnight(weekday, week[weekday])) for weekday in Weekday]


def after_midnight(weekday: Weekday, day: Day) -> str:
    """«open tot zaterdag 6.00 uur», when a block of this day ends on the next one."""
    late = [block for block in day.blocks if block.ends_next_day]
    return f"open tot {weekday.next.label} {_clock(late[-1].closes_at)} uur" if late else ""


def now(week: Week, moment: datetime) -> Now:
    """What to say at this moment; `moment` is in the time zone of the region."""
    weekday = Weekday(moment.isoweekday())
    kinds = {day.kind for day in week.values()}
    if kinds == {HoursKind.ALL_DAY}:
        return Now(True, HoursKind.ALL_DAY.label)
    minute = (weekday - 1) * MINUTES_PER_DAY + moment.hour * 60 + moment.minute
    if until := _open_until(week, minute):
        return Now(True, f"nu open {until}")
    today = week[weekday]
    if today.kind in {HoursKind.APPOINTMENT, HoursKind.UNKNOWN}:
        return Now(None, "op afspraak" if today.kind == HoursKind.APPOINTMENT else "tijden niet opgegeven")
    return Now(False, f"nu dicht{_open_again(week, minute)}")


def overlaps(week: Week) -> list[Weekday]:
    """Days with a block that runs into another one, of the same day or of the night before."""
    blocks = [stretch for stretch in _stretches(week) if week[stretch.weekday].kind == HoursKind.OPEN]
    pairs = [pair for pair in combinations(blocks, 2) if _run_into_each_other(*pair)]
    return sorted({stretch.weekday for pair in pairs for stretch in pair})


# --- parts of the above ---------------------------------------------------------------------------------------


def _day_of(rows: list[Row]) -> Day:
    if not rows:
        return Day()
    kind = HoursKind(rows[0].kind)
    times = [(row.opens_at, row.closes_at) for row in rows]
    return Day(kind, tuple(sorted(Block(opens, closes) for opens, closes in times if opens and closes is not None)))


class Stretch(NamedTuple):
    """Time in which one can call, in minutes since Monday 0.00; the end may lie in the week after."""

    start: int
    end: int
    weekday: Weekday


def _stretches(week: Week) -> list[Stretch]:
    stretches = []
    for weekday, day in week.items():
        midnight = (weekday - 1) * MINUTES_PER_DAY
        if day.kind == HoursKind.ALL_DAY:
            stretches.append(Stretch(midnight, midnight + MINUTES_PER_DAY, weekday))
        for block in day.blocks:
            start = midnight + _minutes(block.opens_at)
            stretches.append(Stretch(start, start + block.minutes, weekday))
    return stretches


def _run_into_each_other(one: Stretch, other: Stretch) -> bool:
    """Also over the end of the week: a night from Sunday into Monday."""
    weeks = (-MINUTES_PER_WEEK, 0, MINUTES_PER_WEEK)
    return any(one.start + shift < other.end and other.start < one.end + shift for shift in weeks)


def _open_until(week: Week, minute: int) -> str:
    """«tot 17.00 uur» while one can call at that minute of the week, else nothing."""
    left = _minutes_left(week, minute)
    while 0 < left < MINUTES_PER_WEEK and (more := _minutes_left(week, (minute + left) % MINUTES_PER_WEEK)):
        left += more
    if left >= MINUTES_PER_WEEK:
        return HoursKind.ALL_DAY.label
    return f"tot {_end_of(minute, minute + left)}" if left else ""


def _minutes_left(week: Week, minute: int) -> int:
    """Minutes to the end of the stretch that one can call in, 0 outside every stretch."""
    ends = [
        stretch.end - at
        for stretch in _stretches(week)
        for at in (minute, minute + MINUTES_PER_WEEK)
        if stretch.start <= at < stretch.end
    ]
    return max(ends, default=0)


def _open_again(week: Week, minute: int) -> str:
    """«, weer open maandag om 9.00 uur», or nothing when no day has hours."""
    waits = [(stretch.start - minute) % MINUTES_PER_WEEK for stretch in _stretches(week)]
    if not waits:
        return ""
    then = minute + min(waits)
    day = "" if then // MINUTES_PER_DAY == minute // MINUTES_PER_DAY else f"{_day_name(then)} "
    return f", weer open {day}om {_clock(_time_of(then))} uur"


def _end_of(minute: int, then: int) -> str:
    """«17.00 uur», and on another day «zaterdag 6.00 uur»; midnight that follows is «24.00 uur»."""
    days = then // MINUTES_PER_DAY - minute // MINUTES_PER_DAY
    at = _time_of(then)
    if days == 0 or (days == 1 and at == time(0)):
        return f"{_end_clock(at)} uur"
    return f"{_day_name(then)} {_clock(at)} uur"


def _day_name(minute: int) -> str:
    return Weekday(minute // MINUTES_PER_DAY % 7 + 1).label


def _time_of(minute: int) -> time:
    return time(minute % MINUTES_PER_DAY // 60, minute % 60)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(at: time) -> str:
    return f"{at.hour}.{at.minute:02d}"


def _end_clock(at: time) -> str:
    return "24.00" if at == time(0) else _clock(at)
