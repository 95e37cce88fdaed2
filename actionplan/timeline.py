"""The timeline: where bars and marks come in a drawing, and what they say in words. No database.

Coordinates are text, because a template would write 12.5 as «12,5», which SVG can't read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from network import dutch

WIDTH = 720  # of the drawing in a row, which is 24 high
HALF_A_MARK = 8
ONE_DAY = timedelta(days=1)
MOST_MONTHS = 18  # a longer time is marked by quarter


@dataclass(frozen=True)
class Window:
    """The days that are shown, the last one included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def x(self, day: date) -> float:
        """Where a day begins; a day outside is put at the edge."""
        return min(max((day - self.first).days / self.days, 0), 1) * WIDTH

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def meets(self, starts_on: date | None, ends_on: date | None) -> bool:
        """Whether any day of a period falls in it; a date that is not filled in stands in nobody's way."""
        return (starts_on is None or starts_on <= self.last) and (ends_on is None or ends_on >= self.first)


class Mark(StrEnum):
    """How a milestone is going."""

    ACHIEVED = "achieved"
    LATE = "late"
    PLANNED = "planned"


WORDS = {Mark.ACHIEVED: "behaald", Mark.LATE: "te laat", Mark.PLANNED: "gepland"}


@dataclass(frozen=True)
class Mile:
    """A milestone as it stands on a day."""

    title: str
    action: str  # «4.2 Begeleiding»
    url: str
    planned_on: date | None
    forecast_on: date | None
    achieved_on: date | None
    mark: Mark

    @property
    def stands_on(self) -> date | None:
        """The day at which it is drawn and listed."""
        return self.achieved_on if self.mark == Mark.ACHIEVED else self.planned_on

    @property
    def state(self) -> str:
        """«behaald», «te laat», «gepland» or, without a date, «datum volgt»"""
        return "datum volgt" if self.stands_on is None else WORDS[self.mark]

    @property
    def words(self) -> str:
        """«Visie vastgesteld: behaald op 12 maart 2026»"""
        if self.stands_on is None:
            return f"{self.title}: {self.state}"
        words = f"{self.title}: {self.state}{', gepland' if self.mark == Mark.LATE else ''} op"
        words = f"{words} {dutch.long_date(self.stands_on)}"
        is_moved = self.mark != Mark.ACHIEVED and self.forecast_on not in (None, self.planned_on)
        return f"{words}, verwacht op {dutch.long_date(self.forecast_on)}" if is_moved else words


@dataclass(frozen=True)
class Planned:
    """An action with its dates and milestones, as it stands on a day."""

    code: str
    title: str
    lead: str
    url: str
    group: str  # under which heading it comes
    light: str
    starts_on: date | None
    ends_on: date | None
    completed_on: date | None = None
    is_late: bool = False
    milestones: tuple[Mile, ...] = ()

    @property
    def last_day(self) -> date | None:
        return self.completed_on or self.ends_on

    @property
    def period(self) -> str:
        """«1 jan 2026 tot en met 31 dec 2026»"""
        if self.starts_on is None and self.last_day is None:
            return "datums niet ingevuld"
        begins = dutch.short_date(self.starts_on) if self.starts_on else "begin niet ingevuld"
        ends = dutch.short_date(self.last_day) if self.last_day else "einde niet ingevuld"
        return f"{begins} tot en met {ends}" if self.starts_on and self.last_day else f"{begins}, {ends}"

    @property
    def state(self) -> str:
        """«afgerond», «te laat», or nothing."""
        return "afgerond" if self.completed_on else "te laat" if self.is_late else ""


@dataclass(frozen=True)
class Bar:
    x: str
    width: str
    is_done: bool
    is_open: bool  # a first or last day that nobody filled in


@dataclass(frozen=True)
class Drawn:
    """A milestone in a row: its shape around (x, 12), and where it is expected when that is another day."""

    mark: Mark
    x: str
    shape: str  # the points of a polygon
    expected_x: str | None


@dataclass(frozen=True)
class TimelineRow:
    action: Planned
    bar: Bar | None
    overrun: Bar | None  # from the last day to today, when it is late
    marks: tuple[Drawn, ...]

    @property
    def words(self) -> str:
        """All that is drawn, for whoever does not see it."""
        state = f", {self.action.state}" if self.action.state else ""
        miles = "; ".join(mile.words for mile in self.action.milestones)
        return f"{self.action.period}{state}. {f'Mijlpalen: {miles}.' if miles else 'Geen mijlpalen.'}"


@dataclass(frozen=True)
class RowGroup:
    name: str
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True)
class Tick:
    x: str
    middle: str
    text: str


@dataclass(frozen=True)
class Timeline:
    window: Window
    groups: tuple[RowGroup, ...]
    ticks: tuple[Tick, ...]
    now_x: str | None
    milestones: tuple[Mile, ...]  # of these days, by date; without a date last

    @property
    def count(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def busy_in(window: Window, actions: Iterable[Planned]) -> list[Planned]:
    """The actions that are busy in these days or reach something in them."""
    return [each for each in actions if _is_busy(each, window)]


def make_timeline(actions: Iterable[Planned], window: Window, on: date) -> Timeline:
    """Those that are busy in these days; by group, in the order in which they come."""
    shown = busy_in(window, actions)
    names = list(dict.fromkeys(each.group for each in shown))
    miles = [mile for each in shown for mile in each.milestones if _is_of(mile, window)]
    return Timeline(
        window,
        tuple(RowGroup(name, tuple(_row(each, window, on) for each in shown if each.group == name)) for name in names),
        ticks=tuple(_ticks(window)),
        now_x=_text(window.x(on)) if window.holds(on) else None,
        milestones=tuple(sorted(miles, key=lambda mile: (mile.stands_on is None, mile.stands_on or on))),
    )


def _is_busy(action: Planned, window: Window) -> bool:
    runs = window.meets(action.starts_on, action.last_day)
    return runs or any(window.holds(mile.stands_on) for mile in action.milestones)


def _is_of(mile: Mile, window: Window) -> bool:
    return mile.stands_on is None or window.holds(mile.stands_on)


def _row(action: Planned, window: Window, on: date) -> TimelineRow:
    return TimelineRow(
        action,
        bar=_bar(action, window),
        overrun=_overrun(action, window, on),
        marks=tuple(_drawn(mile, window) for mile in action.milestones if window.holds(mile.stands_on)),
    )


def _bar(action: Planned, window: Window) -> Bar | None:
    """None when nothing is known, or when it lies outside."""
    starts_on, ends_on = action.starts_on, action.last_day
    if (starts_on is None and ends_on is None) or not window.meets(starts_on, ends_on):
        return None
    return _piece(
        window,
        starts_on or window.first,
        ends_on or window.last,
        is_done=action.completed_on is not None,
        is_open=starts_on is None or ends_on is None,
    )


def _overrun(action: Planned, window: Window, on: date) -> Bar | None:
    if not action.is_late or action.ends_on is None or not window.meets(action.ends_on + ONE_DAY, on):
        return None
    return _piece(window, action.ends_on + ONE_DAY, on)


def _piece(window: Window, first: date, last: date, *, is_done: bool = False, is_open: bool = False) -> Bar:
    x, end = window.x(first), window.x(last + ONE_DAY)
    return Bar(_text(x), _text(max(end - x, 2)), is_done, is_open)


def _drawn(mile: Mile, window: Window) -> Drawn:
    x = min(max(window.x(mile.stands_on or window.first), HALF_A_MARK), WIDTH - HALF_A_MARK)  # whole, also at an edge
    expected = mile.forecast_on if mile.mark != Mark.ACHIEVED and mile.forecast_on != mile.planned_on else None
    return Drawn(
        mile.mark,
        _text(x),
        shape=_triangle(x) if mile.mark == Mark.LATE else _diamond(x),
        expected_x=_text(window.x(expected)) if expected and window.holds(expected) else None,
    )


def _diamond(x: float) -> str:
    return _points((x, 4), (x + 6, 12), (x, 20), (x - 6, 12))


def _triangle(x: float) -> str:
    return _points((x, 4), (x + 7, 20), (x - 7, 20))


def _points(*points: tuple[float, float]) -> str:
    return " ".join(f"{_text(x)},{_text(y)}" for x, y in points)


def _ticks(window: Window) -> Iterable[Tick]:
    """The first day of each month or, in a longer time, of each quarter."""
    step = 1 if window.days <= MOST_MONTHS * 31 else 3
    firsts = [day for day in _first_days(window) if (day.month - 1) % step == 0]
    for day, following in zip(firsts, [*firsts[1:], window.last + ONE_DAY], strict=True):
        x, end = window.x(day), window.x(following)
        yield Tick(_text(x), _text((x + end) / 2), _tick_text(day, step))


def _first_days(window: Window) -> Sequence[date]:
    months = range(window.first.year * 12 + window.first.month - 1, window.last.year * 12 + window.last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _tick_text(day: date, step: int) -> str:
    if step == 1:
        return dutch.SHORT_MONTHS[day.month - 1]
    return str(day.year) if day.month == 1 else f"{day.month // 3 + 1}e kw"


def _text(coordinate: float) -> str:
    return f"{coordinate:.1f}"
