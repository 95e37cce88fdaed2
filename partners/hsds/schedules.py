"""Opening hours as schedules of the standard, which are rules of RFC 5545.

Five things may be said of a day, and a schedule says which by its attribute «hours»: a day that is closed, by
appointment or not told has no times. Day and night is 00:00–23:59, as the standard advises. An end before the start
lies on the next day. A schedule with the attribute «other_days» replaces, from its first day to its last, what the
week says. Times are those of the Netherlands, with the offset that holds on the first day the schedule is valid.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from network.dutch import enumeration
from partners import opening_hours
from partners.hsds.ids import Json, id_of, told
from partners.hsds.vocabulary import EXCEPTION, HOURS, OTHER_DAYS, attribute
from partners.models import Channel, ChannelKind
from partners.opening_hours import Block, Day, HoursKind, OtherDays, Weekday

if TYPE_CHECKING:
    from partners.models import CareService

DAYS = dict(zip(Weekday, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))
SELDOM_HAVE_HOURS = {ChannelKind.EMAIL, ChannelKind.WEBSITE}
WHOLE_DAY = Block(time(0), time(23, 59))

Told = tuple[HoursKind, Block | None]  # what a schedule says: the kind of day, and one block of it


def schedules_of(service: "CareService", channel: Channel, day: date) -> list[Json]:
    """Of this way to reach the entry, from that day on: first what the week says, then the other days."""
    week, others = channel.week, opening_hours.others_of(channel.exceptions.all())
    if channel.kind in SELDOM_HAVE_HOURS and not opening_hours.is_known(week) and not others:
        return []
    weekdays: dict[Told, list[Weekday]] = {}
    for weekday, of_day in week.items():
        for what in _told(of_day):
            weekdays.setdefault(what, []).append(weekday)
    regular = [_regular(service, channel, what, on, day) for what, on in weekdays.items()]
    return regular + [
        _exceptional(service, channel, what, other)
        for other in others
        if other.last >= day
        for what in _told(other.day)
    ]


def _told(day: Day) -> Iterator[Told]:
    if day.kind == HoursKind.OPEN:
        yield from ((day.kind, block) for block in day.blocks)
    else:
        yield day.kind, WHOLE_DAY if day.kind == HoursKind.ALL_DAY else None


def _regular(service: "CareService", channel: Channel, what: Told, on: list[Weekday], day: date) -> Json:
    schedule_id = id_of("schedule", f"{channel.pk}:{_key(what)}")
    return told(
        id=schedule_id,
        service_id=str(service.uuid),
        valid_from=service.valid_from and service.valid_from.isoformat(),
        valid_to=service.valid_to and service.valid_to.isoformat(),
        byday=",".join(DAYS[weekday] for weekday in on),
        description=f"{reached_by(channel)}, {_days_in_words(on)}: {_in_words(what)}",
        notes=_ends_next_day(what),
        attributes=[attribute(HOURS, what[0].value, link=schedule_id, entity="schedule")],
        **_rule(channel, what, day),
    )


def _exceptional(service: "CareService", channel: Channel, what: Told, other: OtherDays) -> Json:
    schedule_id = id_of("schedule", f"{channel.pk}:{other.first}:{other.last}:{_key(what)}")
    length = min(other.length.days + 1, 7)
    weekdays = sorted(Weekday((other.first + timedelta(days=n)).isoweekday()) for n in range(length))
    notes = [other.note and f"{other.note[0].upper()}{other.note[1:]}.", _ends_next_day(what)]
    return told(
        id=schedule_id,
        service_id=str(service.uuid),
        valid_from=other.first.isoformat(),
        valid_to=other.last.isoformat(),
        dtstart=other.first.isoformat(),
        until=other.last.isoformat(),
        byday=",".join(DAYS[weekday] for weekday in weekdays),
        description=f"{reached_by(channel)}, {other.days}: {_in_words(what)}",
        notes=" ".join(note for note in notes if note),
        attributes=[
            attribute(HOURS, what[0].value, link=schedule_id, entity="schedule"),
            attribute(OTHER_DAYS, EXCEPTION, link=schedule_id, entity="schedule", value=other.note),
        ],
        **_rule(channel, what, other.first),
    )


def reached_by(channel: Channel) -> str:
    """«telefoon 088-1234 567»: which of the ways to reach the entry a schedule is about."""
    phone = channel.phone
    return f"{channel.get_kind_display()} {phone.display if phone else channel.value}"


def _rule(channel: Channel, what: Told, day: date) -> Json:
    _, block = what
    return told(
        freq="WEEKLY",
        wkst="MO",
        attending_type=reached_by(channel),
        opens_at=block and _clock(day, block.opens_at),
        closes_at=block and _clock(day, block.closes_at),
        timezone=block and _hours_from_utc(day),
    )


def _hours_from_utc(day: date) -> int:
    """Of the time in the Netherlands at noon of that day, because clocks change at night: 1 or 2."""
    noon = datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
    return (noon.utcoffset() or timedelta()) // timedelta(hours=1)


def _clock(day: date, at: time) -> str:
    return f"{at:%H:%M}+{_hours_from_utc(day):02d}:00"


def _key(what: Told) -> str:
    kind, block = what
    return f"{kind.value}:{block.opens_at:%H%M}-{block.closes_at:%H%M}" if block else kind.value


def _in_words(what: Told) -> str:
    kind, block = what
    return block.text if block and kind == HoursKind.OPEN else kind.label


def _ends_next_day(what: Told) -> str:
    _, block = what
    return "De eindtijd ligt op de volgende dag." if block and block.closes_at <= block.opens_at else ""


def _days_in_words(on: list[Weekday]) -> str:
    return "elke dag" if len(on) == len(Weekday) else enumeration([weekday.label for weekday in on])
