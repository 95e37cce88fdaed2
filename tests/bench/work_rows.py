"""Many meetings, and what came of them."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from network.models import Person
from partners.models import (
    ActionPoint,
    Attendance,
    Body,
    BodyKind,
    Bottleneck,
    BottleneckStep,
    Decision,
    Lesson,
    Meeting,
    Organisation,
    Presence,
    Seat,
    SeatKind,
    StepKind,
)

WORD = "overdracht"  # what is searched for


def fill_work(count: int, partners: Sequence[Organisation]) -> None:
    """As many of each kind as asked, over a hundred bodies; every second meeting is still to come."""
    organisations = [*Organisation.objects.order_by("pk")[:20], *partners[:200]]
    now = timezone.now().replace(microsecond=0)
    day = timezone.localdate()
    bodies = Body.objects.bulk_create(
        Body(name=f"Projectgroep {number}", kind=BodyKind.PROJECT_GROUP, is_open=True)
        for number in range(-(-count // 100))
    )

    def body(number: int) -> Body:
        return bodies[number % len(bodies)]

    def partner(number: int) -> Organisation:
        return organisations[number % len(organisations)]

    starts = [now + timedelta(weeks=2 * (number // len(bodies)) - 99) for number in range(count)]
    meetings = Meeting.objects.bulk_create(
        Meeting(
            body=body(number),
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            place="Nijmegen",
            minutes="Besproken wat er beter kan." if start < now else "",
        )
        for number, start in enumerate(starts)
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, organisation=partner(number), presence=Presence.PRESENT)
        for number, meeting in enumerate(meetings)
    )
    Decision.objects.bulk_create(
        Decision(
            year=2000 + number // 999,
            sequence=1 + number % 999,
            decided_on=date(2000 + number // 999, 1 + number % 12, 1 + number % 28),
            title=f"Besluit {number} over de {WORD}",
            text="Alle partners doen het voortaan zo.",
            body=body(number),
            meeting=meetings[number],
        )
        for number in range(count)
    )
    ActionPoint.objects.bulk_create(
        ActionPoint(
            body=body(number),
            meeting=meetings[number],
            title=f"Actiepunt {number}",
            organisation=partner(number),
            due_on=day + timedelta(days=number % 300),
        )
        for number in range(count)
    )
    bottlenecks = Bottleneck.objects.bulk_create(
        Bottleneck(
            title=f"Knelpunt {number}",
            description="Het loopt vast.",
            body=body(number),
            organisation=partner(number),
            raised_on=day - timedelta(days=number % 1000),
        )
        for number in range(count)
    )
    BottleneckStep.objects.bulk_create(
        BottleneckStep(bottleneck=each, kind=StepKind.RAISED, happened_on=each.raised_on, body=each.body)
        for each in bottlenecks
    )
    Lesson.objects.bulk_create(
        Lesson(
            title=f"Verbeterpunt {number}", organisation=partner(number), noted_on=day - timedelta(days=number % 900)
        )
        for number in range(count)
    )
    coordinator = Person.objects.get(email="coordinator@demo.example")
    Seat.objects.create(body=bodies[0], person=coordinator, kind=SeatKind.CHAIR)
