"""Opening hours as people have them: five kinds of days, two blocks, and nights that end on the next morning.

Days with other hours, such as Christmas, replace what the week says of them. A night belongs to the day on which it
begins: whoever is closed on 25 December still ends the night of the 24th.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations, groupby
from typing import NamedTuple, Protocol

from django.db.models import IntegerChoices, TextChoices

from network.dutch import day_and_date, enumeration, long_date

MINUTES_PER_DAY = 24 * 60
MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY
FURTHEST = 400  # days ahead in which we look for a day that is open again


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

    @property
    def times(self) -> list[tuple[time | None, time | None]]:
        """From and up to, one pair for each row that stores this day."""
        return [(block.opens_at, block.closes_at) for block in self.blocks] or [(None, None)]

    def __str__(self) -> str:
        return self.text


Week = Mapping[Weekday, Day]
UNKNOWN_WEEK: Week = {weekday: Day() for weekday in Weekday}


class RowOfDay(Protocol):
    """A row that is stored, one per block of a day."""

    kind: str
    opens_at: time | None
    closes_at: time | None


class Row(RowOfDay, Protocol):
    """A row of opening hours."""

    weekday: int


class OtherRow(RowOfDay, Protocol):
    """A row of exceptional hours."""

    first_day: date
    last_day: date
    note: str


@dataclass(frozen=True)
class OtherDays:
    """Days on which `day` holds, whatever the week says of them."""

    first: date
    last: date
    day: Day
    note: str = ""

    def hold_on(self, on: date) -> bool:
        return self.first <= on <= self.last

    @property
    def length(self) -> timedelta:
        return self.last - self.first

    @property
    def days(self) -> str:
        """«vrijdag 25 december 2026», or from the first day up to the last."""
        if self.first == self.last:
            return day_and_date(self.first)
        return f"{long_date(self.first)} tot en met {long_date(self.last)}"

    @property
    def text(self) -> str:
        """«gesloten (eerste kerstdag)»"""
        return f"{self.day.text} ({self.note})" if self.note else self.day.text


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


def others_of(rows: Iterable[OtherRow]) -> tuple[OtherDays, ...]:
    """In the order of their first day; rows about the same days are the blocks of one day."""
    by_days: dict[tuple[date, date], list[OtherRow]] = {}
    for row in rows:
        by_days.setdefault((row.first_day, row.last_day), []).append(row)
    return tuple(
        OtherDays(first, last, _day_of(same), note=next((row.note for row in same if row.note), ""))
        for (first, last), same in sorted(by_days.items())
    )


def on_day(week: Week, day: date, others: Sequence[OtherDays] = ()) -> Day:
    """What holds on this day. A day with hours of its own goes before a summer that it lies in."""
    exceptional = other_on(day, others)
    return exceptional.day if exceptional else week[Weekday(day.isoweekday())]


def other_on(day: date, others: Sequence[OtherDays]) -> OtherDays | None:
    holding = [other for other in others if other.hold_on(day)]
    return min(holding, key=lambda other: other.length, default=None)


def to_come(others: Sequence[OtherDays], day: date) -> list[DayText]:
    """The other hours of this day and later, in words."""
    return [DayText(other.days, other.text, _night_of(other)) for other in others if other.last >= day]


def in_words(week: Week) -> list[DayText]:
    """Each day of the week, Monday first."""
    return [DayText(weekday.label, week[weekday].text, after_midnight(weekday, week[weekday])) for weekday in Weekday]


def in_short(week: Week) -> list[DayText]:
    """The same, in one line when every day is like the others: «elke dag: dag en nacht»."""
    days = set(week.values())
    same = days.pop() if len(days) == 1 else None
    return in_words(week) if same is None or after_midnight(Weekday.MONDAY, same) else [DayText("elke dag", same.text)]


def in_a_line(days: Iterable[DayText]) -> str:
    """«maandag tot en met vrijdag: 9.00 tot 17.00 uur; zaterdag en zondag: gesloten»; nothing when no day is told."""
    runs = [(text, [day.name for day in same]) for text, same in groupby(days, key=_text_with_note)]
    return "; ".join(f"{_span(names)}: {text}" for text, names in runs)


def _text_with_note(day: DayText) -> str:
    return f"{day.text} ({day.note})" if day.note else day.text


def _span(names: list[str]) -> str:
    return enumeration(names) if len(names) < 3 else f"{names[0]} tot en met {names[-1]}"


def after_midnight(weekday: Weekday, day: Day) -> str:
    """«open tot zaterdag 6.00 uur», when a block of this day ends on the next one."""
    late = [block for block in day.blocks if block.ends_next_day]
    return f"open tot {weekday.next.label} {_clock(late[-1].closes_at)} uur" if late else ""


def now(week: Week, moment: datetime, others: Sequence[OtherDays] = ()) -> Now:
    """What to say at this moment; `moment` is in the time zone of the region."""
    today, minute = moment.date(), moment.hour * 60 + moment.minute
    ahead = _stretches_around(week, today, others)
    end = _open_until(ahead, minute)
    if end is not None:
        return Now(True, _open_in_words(week, today, minute, end))
    day = on_day(week, today, others)
    if day.kind in {HoursKind.APPOINTMENT, HoursKind.UNKNOWN}:
        return Now(None, "op afspraak" if day.kind == HoursKind.APPOINTMENT else "tijden niet opgegeven")
    return Now(False, f"nu dicht{_open_again(ahead, today, minute)}")


def overlaps(week: Week) -> list[Weekday]:
    """Days with a block that runs into another one, of the same day or of the night before."""
    blocks = [stretch for stretch in _stretches(week) if week[stretch.weekday].kind == HoursKind.OPEN]
    pairs = [pair for pair in combinations(blocks, 2) if _run_into_each_other(*pair)]
    return sorted({stretch.weekday for pair in pairs for stretch in pair})


# --- parts of the above ---------------------------------------------------------------------------------------


def _day_of(rows: Sequence[RowOfDay]) -> Day:
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


class Span(NamedTuple):
    """Time in which one can call, in minutes since 0.00 today."""

    start: int
    end: int


def _stretches_around(week: Week, today: date, others: Sequence[OtherDays]) -> list[Span]:
    """From the night of yesterday to a week after the last day that is different, in order."""
    different = [(other.last - today).days for other in others]
    spans: list[Span] = []
    for offset in range(-1, min(max([0, *different]), FURTHEST) + 9):
        spans += _spans_of(on_day(week, today + timedelta(days=offset), others), offset * MINUTES_PER_DAY)
    return sorted(spans)


def _spans_of(day: Day, midnight: int) -> list[Span]:
    if day.kind == HoursKind.ALL_DAY:
        return [Span(midnight, midnight + MINUTES_PER_DAY)]
    starts = [(midnight + _minutes(block.opens_at), block.minutes) for block in day.blocks]
    return [Span(start, start + minutes) for start, minutes in starts]


def _open_until(ahead: list[Span], minute: int) -> int | None:
    """The end of the time in which one can call now, stretches that follow at once included; None when closed."""
    end = None
    for span in ahead:
        if span.start <= (minute if end is None else end) < span.end:
            end = span.end
    return end


def _open_in_words(week: Week, today: date, minute: int, end: int) -> str:
    is_always = {day.kind for day in week.values()} == {HoursKind.ALL_DAY}
    if is_always and end - minute > MINUTES_PER_DAY:
        return HoursKind.ALL_DAY.label
    if end - minute >= MINUTES_PER_WEEK:
        return f"nu open {HoursKind.ALL_DAY.label}"
    return f"nu open tot {_end_of(today, end)}"


def _open_again(ahead: list[Span], today: date, minute: int) -> str:
    """«, weer open maandag om 9.00 uur», or nothing when no day has hours."""
    starts = [span.start for span in ahead if span.start > minute]
    if not starts:
        return ""
    days, at = min(starts) // MINUTES_PER_DAY, _time_of(min(starts))
    then = today + timedelta(days=days)
    day = "" if days == 0 else f"{_day_name(then)} " if days <= 7 else f"op {long_date(then)} "
    return f", weer open {day}om {_clock(at)} uur"


def _end_of(today: date, end: int) -> str:
    """«17.00 uur», and on another day «zaterdag 6.00 uur»; midnight that follows is «24.00 uur»."""
    days, at = end // MINUTES_PER_DAY, _time_of(end)
    if days == 0 or (days == 1 and at == time(0)):
        return f"{_end_clock(at)} uur"
    return f"{_day_name(today + timedelta(days=days))} {_clock(at)} uur"


def _night_of(other: OtherDays) -> str:
    """«open tot zaterdag 6.00 uur» for one day; for a row of days only that the night goes on."""
    if other.first == other.last:
        return after_midnight(Weekday(other.first.isoweekday()), other.day)
    return "tot de volgende ochtend" if any(block.ends_next_day for block in other.day.blocks) else ""


def _day_name(day: date) -> str:
    return Weekday(day.isoweekday()).label


def _time_of(minute: int) -> time:
    return time(minute % MINUTES_PER_DAY // 60, minute % 60)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(at: time) -> str:
    return f"{at.hour}.{at.minute:02d}"


def _end_clock(at: time) -> str:
    return "24.00" if at == time(0) else _clock(at)
