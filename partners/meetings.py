"""Meetings as people plan by them: what is coming for somebody, and what was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q

from network.dutch import MONTHS
from network.models import Person
from partners.models import Meeting
from partners.models.bodies import where_seated
from partners.models.meetings import MeetingQuerySet


def meetings_of(person: Person) -> MeetingQuerySet:
    """Past, coming and called off, of the bodies where the person has a seat; without a seat anywhere, of the open
    bodies.
    """
    own = where_seated(person)
    of_these = Q(body__in=own) if own else Q(body__is_open=True)
    return Meeting.objects.visible_to(person).filter(of_these).select_related("body")


def coming_meetings(person: Person, moment: datetime | None = None) -> MeetingQuerySet:
    """Not over yet, the first one first."""
    return meetings_of(person).planned().coming(moment)


@dataclass(frozen=True)
class MonthOfMeetings:
    """«oktober 2026», with the meetings on this page of the list."""

    name: str
    meetings: list[Meeting]


def by_month(meetings: Iterable[Meeting]) -> list[MonthOfMeetings]:
    """In the order in which they come."""
    months = groupby(meetings, key=lambda meeting: (meeting.day.year, meeting.day.month))
    return [MonthOfMeetings(f"{MONTHS[month - 1]} {year}", list(group)) for (year, month), group in months]
