"""What meetings put on «Mijn overzicht»: what was promised there, what is coming, and what to write down afterwards."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from network.dutch import clock, enumeration, long_date
from network.models import Person
from network.overview import Todo, source
from network.policy import Permission, may
from partners.models import ActionPoint, Body, BodyKind, Meeting
from partners.models.meetings import Attendance, MeetingQuerySet, SignUp

SHOWN_BEFORE = timedelta(days=14)
SIGNING_UP_SHOWN_BEFORE = timedelta(days=60)
ASKED_FOR = timedelta(days=90)  # how long after a meeting its minutes and attendance are asked about
TIME_TO_WRITE = timedelta(days=14)
WITHOUT_MINUTES = (BodyKind.REGIONAL_DAY, BodyKind.CASE_MEETING)


@source
def action_points(person: Person, on: date) -> Iterator[Todo]:
    """What stands on the own name, and of the own partner what nobody has by name."""
    for point in ActionPoint.objects.visible_to(person).to_do_for(person, on).in_order():
        whose = "u" if point.person_id == person.pk else str(point.organisation)
        said = f" Afgesproken op {long_date(point.meeting.day)}." if point.meeting else ""
        yield Todo(
            due=point.due_on,
            title=point.title,
            why=f"Actiepunt van {point.body}, voor {whose}.{said}",
            url=point.get_absolute_url(),
            action="Actiepunt bekijken",
            late=point.is_late(on),
            key=f"action-point:{point.pk}:{point.due_on}",
        )


@source
def late_action_points(person: Person, on: date) -> Iterator[Todo]:
    """One line for the coordinator, because asking everybody once is one job."""
    if not may(person, Permission.MEETING_ADD):
        return
    of_others = ActionPoint.objects.late(on).exclude(pk__in=ActionPoint.objects.to_do_for(person, on).values("pk"))
    if number := of_others.count():
        yield Todo(
            due=None,
            title="1 actiepunt is te laat" if number == 1 else f"{number} actiepunten zijn te laat",
            why="Vraag wie ze doet of het lukt, of spreek een nieuwe dag af.",
            url=f"{reverse('partners:actionpoint-list')}?stand=te-laat",
            action="Actiepunten bekijken",
            key=f"late-action-points:{on:%Y-%m}",
        )


@source
def meetings_coming(person: Person, on: date) -> Iterator[Todo]:
    """Of bodies where the person has a seat, with the way to the agenda."""
    own = Body.objects.with_a_seat_of(person, on)
    coming = Meeting.objects.visible_to(person).planned().between(on, on + SHOWN_BEFORE).coming(_begin_of(on))
    for meeting in coming.filter(body__in=own.values("pk")).select_related("body"):
        where = f" {meeting.place}." if meeting.place else ""
        yield Todo(
            due=meeting.day,
            title=str(meeting),
            why=f"Om {clock(timezone.localtime(meeting.starts_at))}.{where} Lees van tevoren de agenda en de stukken.",
            url=meeting.get_absolute_url(),
            action="Agenda bekijken",
            key=f"meeting:{meeting.pk}:{meeting.day}",
        )


@source
def meetings_to_write_down(person: Person, on: date) -> Iterator[Todo]:
    """Of the last months, for who keeps the papers: who was there, and what was said."""
    for meeting in _held_and_not_written_down(person, on):
        due = meeting.day + TIME_TO_WRITE
        missing = enumeration(list(_missing(meeting)))
        yield Todo(
            due=due,
            title=f"{meeting} van {long_date(meeting.day)} afronden",
            why=f"Nog niet ingevuld: {missing}.",
            url=meeting.get_absolute_url(),
            action="Bijeenkomst bijwerken",
            late=due < on,
            key=f"meeting-to-write-down:{meeting.pk}:{due}",
        )


def _held_and_not_written_down(person: Person, on: date) -> MeetingQuerySet:
    held = Meeting.objects.visible_to(person).planned().between(on - ASKED_FOR, on - timedelta(days=1))
    if not may(person, Permission.MEETING_ADD):
        held = held.filter(body__in=Body.objects.chaired_by(person, on).values("pk"))
    without_minutes = Q(minutes="") & ~Q(body__kind__in=WITHOUT_MINUTES)
    without_numbers = Q(participants=None, body__kind=BodyKind.REGIONAL_DAY)
    known = held.annotate(has_attendance=Exists(Attendance.objects.filter(meeting=OuterRef("pk"))))
    unfinished = known.filter(Q(has_attendance=False) | without_minutes | without_numbers)
    return unfinished.select_related("body").order_by("starts_at", "pk")


def _missing(meeting: Meeting) -> Iterator[str]:
    if not meeting.has_attendance:  # type: ignore[attr-defined]  # annotated above
        yield "wie er was"
    if not meeting.minutes and meeting.body.kind not in WITHOUT_MINUTES:
        yield "het verslag"
    if meeting.is_regional_day and meeting.participants is None:
        yield "het aantal deelnemers"


@source
def regional_days_to_sign_up_for(person: Person, on: date) -> Iterator[Todo]:
    """For who keeps the data of a partner that did not say yet with how many it comes."""
    if not person.editor_of:
        return
    days = Meeting.objects.visible_to(person).planned().regional_days().between(on, on + SIGNING_UP_SHOWN_BEFORE)
    signed_up = SignUp.objects.filter(meeting=OuterRef("pk"), organisation__in=person.editor_of)
    for meeting in days.filter(~Exists(signed_up)).coming(_begin_of(on)).select_related("body"):
        yield Todo(
            due=meeting.day,
            title=f"Aanmelden voor {meeting}",
            why="Geef door met hoeveel u komt. Namen zijn niet nodig.",
            url=reverse("partners:sign-up", args=[meeting.pk]),
            action="Aanmelden",
            key=f"sign-up:{meeting.pk}:{meeting.day}",
        )


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
