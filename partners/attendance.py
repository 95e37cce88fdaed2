"""Which partners come to the meetings: «3 van 4 overleggen». Of organisations only, never of people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from network.history import because
from network.models import Person
from partners.models import Attendance, BodyKind, Meeting, Membership, Organisation, Presence, Seat
from partners.models.meetings import MeetingQuerySet
from partners.models.register import OrganisationQuerySet

FOR_EVERY_PARTNER = (BodyKind.BROAD_MEETING, BodyKind.REGIONAL_DAY)


@dataclass(frozen=True)
class AttendanceOfPartner:
    """At how many meetings a partner was, of those for which its presence was filled in."""

    organisation: Organisation
    present: int
    meetings: int

    @property
    def in_words(self) -> str:
        """«3 van 4 overleggen»"""
        return f"{self.present} van {self.meetings} {'overleg' if self.meetings == 1 else 'overleggen'}"


def held_in(first: date, last: date) -> MeetingQuerySet:
    """Meetings of a period that took place: not called off, and over by now."""
    return Meeting.objects.planned().past().between(first, last)


def partners_at_meetings(first: date, last: date) -> "QuerySet[Organisation]":
    """By name, with `meetings` and at how many of those somebody was `present`. A meeting where nothing was filled in
    for a partner doesn't count for it.
    """
    found = Organisation.objects.filter(attendance__meeting__in=held_in(first, last).order_by().values("pk"))
    counted = found.annotate(
        meetings=Count("attendance"), present=Count("attendance", filter=Q(attendance__presence=Presence.PRESENT))
    )
    return counted.order_by("name", "pk")


def attendance_of(partners: Iterable[Any]) -> list[AttendanceOfPartner]:
    """Of `partners_at_meetings`."""
    return [AttendanceOfPartner(each, each.present, each.meetings) for each in partners]


def not_filled_in(first: date, last: date) -> MeetingQuerySet:
    """Meetings that took place, and of which nobody filled in who was there."""
    return held_in(first, last).filter(attendance__isnull=True)


# --- of one meeting -------------------------------------------------------------------------------------------------


def expected_at(meeting: Meeting) -> OrganisationQuerySet:
    """Partners with a seat on the day of the meeting, in their own name or in that of somebody who works there.

    To a broad meeting and a regio-dag every partner of that day is invited.
    """
    day = meeting.day
    partners = Organisation.objects.standing().active(day)
    if meeting.body.kind in FOR_EVERY_PARTNER:
        return partners
    seats = Seat.objects.on(day).filter(body=meeting.body_id)
    only_a_person = seats.filter(organisation__isnull=True).values("person")
    employers = Membership.objects.on(day).filter(person__in=only_a_person).values("organisation")
    return partners.filter(Q(pk__in=seats.values("organisation")) | Q(pk__in=employers))


def on_the_list_of(meeting: Meeting) -> "QuerySet[Organisation]":
    """Who is expected, and who was written down without being expected."""
    written_down = Attendance.objects.filter(meeting=meeting).values("organisation")
    expected = expected_at(meeting).order_by().values("pk")
    return Organisation.objects.filter(Q(pk__in=expected) | Q(pk__in=written_down)).order_by("name", "pk")


@transaction.atomic
def record_attendance(meeting: Meeting, *, presences: Mapping[int, str], by: Person) -> None:
    """Write down what changed, by id of the organisation; an empty presence takes it away."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    with because("Aanwezigheid vastgelegd", by=by):
        for organisation, presence in presences.items():
            if presence:
                Attendance.objects.update_or_create(
                    meeting=meeting, organisation_id=organisation, defaults={"presence": presence}
                )
            else:
                Attendance.objects.filter(meeting=meeting, organisation=organisation).delete()
