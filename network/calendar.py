"""What somebody's own calendar program reads: meetings and days that count, and not a word of what they are about.

Each app adds its own sources. The days on which something has to be done come from «Mijn overzicht».
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import cast
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils import timezone

from network.dates import today
from network.models import Person
from network.overview import todos_of

BEFORE, AHEAD = timedelta(days=92), timedelta(days=548)  # three months, a year and a half
# Asked for by programs that honour it; the others choose for themselves, from minutes to a day.
READ_AGAIN_AFTER = timedelta(hours=1)
ZONE = "Europe/Amsterdam"
# With the rule instead of a list of days, which is what every version of Outlook understands.
RULES_OF_THE_CLOCK = """\
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Moment:
    """Something in a calendar. With two moments it lasts from the one to the other; with a day it is that whole day."""

    key: str  # the same each time that it is read: kind and id, never a word of the record
    title: str
    url: str  # path of the page that tells more to who may read it
    starts: datetime | date
    ends: datetime | None = None
    place: str = ""
    is_cancelled: bool = False
    changes: int = 0  # how often it changed since it was made
    changed_at: datetime | None = None

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts) if isinstance(self.starts, datetime) else self.starts


Source = Callable[[Person, date, date], Iterable[Moment]]
_sources: list[Source] = []


def source(function: Source) -> Source:
    """Add a function that tells what stands in a person's calendar from one day to another."""
    _sources.append(function)
    return function


@source
def days_on_which_something_is_due(person: Person, first: date, last: date) -> Iterator[Moment]:
    """A title of «Mijn overzicht» may name a record or a person; what the button says does not."""
    for todo in todos_of(person, today()):
        if todo.due and first <= todo.due <= last:
            key = todo.key or f"{todo.url}:{todo.due}"
            yield Moment(key=key, title=todo.action, url=todo.url, starts=todo.due)


def calendar_of(person: Person) -> bytes:
    """The calendar as programs read it. Whoever does not belong to the network (any more) has nothing in it."""
    if not person.may_sign_in:
        return empty_calendar()
    day = today()
    moments = [moment for ask in _sources for moment in ask(person, day - BEFORE, day + AHEAD)]
    # A meeting that is also something to do would stand there twice on the same day.
    timed = {(moment.url, moment.day) for moment in moments if moment.ends}
    return _written(moment for moment in moments if moment.ends or (moment.url, moment.day) not in timed)


def empty_calendar() -> bytes:
    """What a revoked address answers: programs then forget what they had, instead of keeping it after an error."""
    return _written([])


def _written(moments: Iterable[Moment]) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Netwerkportaal//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Netwerkportaal")
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("refresh-interval", READ_AGAIN_AFTER, {"value": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(READ_AGAIN_AFTER))
    calendar.add_component(_clock())
    now = timezone.now()
    for moment in moments:
        calendar.add_component(_event(moment, now))
    return cast(bytes, calendar.to_ical())


@cache
def _clock() -> icalendar.Timezone:
    return cast(icalendar.Timezone, icalendar.Timezone.from_ical(RULES_OF_THE_CLOCK))


def _event(moment: Moment, now: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{moment.key}@{urlsplit(settings.PORTAL_URL).hostname}")
    event.add("dtstamp", (moment.changed_at or now).astimezone(UTC))
    if moment.changed_at:
        event.add("last-modified", moment.changed_at.astimezone(UTC))
    event.add("sequence", moment.changes)
    title = " ".join(moment.title.split())  # a control character would make the whole calendar unreadable
    event.add("summary", f"Afgelast: {title}" if moment.is_cancelled else title)
    event.add("url", f"{settings.PORTAL_URL}{moment.url}")
    event.add("status", "CANCELLED" if moment.is_cancelled else "CONFIRMED")
    if moment.place:
        event.add("location", " ".join(moment.place.split()))
    if moment.ends is None:
        event.add("dtstart", moment.starts)
        event.add("dtend", moment.starts + timedelta(days=1))  # the day on which it is over
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", timezone.localtime(cast(datetime, moment.starts)))
        event.add("dtend", timezone.localtime(moment.ends))
        event.add("transp", "TRANSPARENT" if moment.is_cancelled else "OPAQUE")
    return event
