"""Meetings for somebody's own calendar: when and where, and nothing of what is discussed."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Max

from network import calendar
from network.calendar import Moment
from network.models import Person
from partners.meetings import meetings_of


@calendar.source
def meetings(person: Person, first: date, last: date) -> Iterator[Moment]:
    """Of the bodies in which the person has a seat; of the open ones for who has none. Cancelled ones say so."""
    found = meetings_of(person).between(first, last)
    written = {"times_written": Count("history_events"), "last_written": Max("history_events__pgh_created_at")}
    for meeting in found.annotate(**written).order_by("starts_at", "pk"):
        yield Moment(
            key=f"meeting:{meeting.pk}",
            # The name of the body and nothing more: a theme is written by people, and could name one.
            title=meeting.body.name,
            url=meeting.get_absolute_url(),
            starts=meeting.starts_at,
            ends=meeting.ends_at,
            place=meeting.place,
            is_cancelled=meeting.is_cancelled,
            changes=max(meeting.times_written - 1, 0),  # type: ignore[attr-defined]  # annotated
            changed_at=meeting.last_written,  # type: ignore[attr-defined]  # annotated
        )
