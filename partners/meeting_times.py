"""When meetings are: a day and a time on the clocks of the region, and the days of a series."""

import calendar
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db import models
from django.utils import timezone

ONE_DAY = timedelta(days=1)
LONGEST_SERIES = timedelta(days=2 * 366)


class Repeat(models.TextChoices):
    ONCE = "", "Eén keer"
    TWO_WEEKS = "2-weken", "Elke 2 weken"
    MONTH = "maand", "Elke maand"
    TWO_MONTHS = "2-maanden", "Elke 2 maanden"


class NoSuchHourError(ValueError):
    """The clock skips this hour: in the night in which summer time begins."""


def at(day: date, clock: time) -> datetime:
    """That time on the clocks of the region. An hour that comes twice, in autumn, is the first of the two."""
    moment = datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())
    if moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise NoSuchHourError(f"{day} {clock}")
    return moment


def from_until(day: date, begins: time, ends: time) -> tuple[datetime, datetime]:
    """Beginning and end of a meeting; an end at 0.00 (typed as 24.00) is the end of that day."""
    return at(day, begins), at(day + ONE_DAY if ends == time() else day, ends)


def days_of(first: date, repeat: str, until: date | None) -> list[date]:
    """The days of a series, the first one included: by the month on the same weekday, such as the second Thursday."""
    if repeat == Repeat.ONCE or until is None:
        return [first]
    following = _fortnights(first) if repeat == Repeat.TWO_WEEKS else _months(first, 1 if repeat == Repeat.MONTH else 2)
    days = []
    for day in following:
        if day > until:
            break
        days.append(day)
    return days


def _fortnights(first: date) -> Iterator[date]:
    while True:
        yield first
        first += timedelta(weeks=2)


def _months(first: date, step: int) -> Iterator[date]:
    week, months = (first.day - 1) // 7, first.year * 12 + first.month - 1
    while True:
        year, month = divmod(months, 12)
        yield _weekday_of_month(year, month + 1, first.weekday(), week)
        months += step


def _weekday_of_month(year: int, month: int, weekday: int, week: int) -> date:
    """The first Monday is week 0. A month without a fifth one has its last."""
    days = [days[weekday] for days in calendar.monthcalendar(year, month) if days[weekday]]
    return date(year, month, days[min(week, len(days) - 1)])
