"""What meetings put on «Mijn overzicht»: what was promised there, what is coming, and what to write down afterwards."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from network.dutch import clock, enumeration, long_date
from network.models import Person
from network.overview import Counted, Todo, counted, source
from network.policy import Permission, may
from partners.models import ActionPoint, Body, BodyKind, Meeting, Seat, SeatKind
from partners.models.meetings import Attendance, MeetingQuerySet, SignUp

SHOWN_BEFORE = timedelta(days=14)
SIGNING_UP_SHOWN_BEFORE = timedelta(days=60)
ASKED_FOR = timedelta(days=90)  # how long after a meeting its minutes and attendance are asked about
TIME_TO_WRITE = timedelta(days=14)
ONE_DAY = timedelta(days=1)
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


@counted
def late_action_points(person: Person, on: date) -> Counted | None:
    """For the coordinator, because asking everybody once is one job."""
    if not may(person, Permission.MEETING_ADD):
        return None
    own = ActionPoint.objects.to_do_for(person, on).values("pk")
    return Counted(
        ActionPoint.objects.late(on).exclude(pk__in=own),
        lambda number: Todo(
            due=None,
            title="1 actiepunt is te laat" if number == 1 else f"{number} actiepunten zijn te laat",
            why="Vraag wie ze doet of het lukt, of spreek een nieuwe dag af.",
            url=f"{reverse('partners:actionpoint-list')}?stand=te-laat",
            action="Actiepunten bekijken",
            key=f"late-action-points:{on:%Y-%m}",
        ),
    )


@source
def meetings(person: Person, on: date) -> Iterator[Todo]:
    """What is coming, what to sign up for and what to write down, in one query: reminders ask this of everybody."""
    for meeting in _meetings_with_something_to_do(person, on):
        if meeting.is_coming:  # type: ignore[attr-defined]  # this and the next two are annotated
            yield _coming(meeting)
        if meeting.asks_sign_up:  # type: ignore[attr-defined]
            yield _sign_up(meeting)
        if meeting.is_unfinished:  # type: ignore[attr-defined]
            yield _to_write_down(meeting, on)


def _meetings_with_something_to_do(person: Person, on: date) -> MeetingQuerySet:
    planned = Meeting.objects.visible_to(person).planned()
    planned = planned.between(on - ASKED_FOR, on + SIGNING_UP_SHOWN_BEFORE)
    attendance = Attendance.objects.filter(meeting=OuterRef("pk"))
    signed_up = SignUp.objects.filter(meeting=OuterRef("pk"), organisation__in=person.editor_of)
    own = Q(body__in=Body.objects.with_a_seat_of(person, on).values("pk"))
    known = planned.annotate(has_attendance=Exists(attendance), has_signed_up=Exists(signed_up)).annotate(
        is_coming=_whether(own & _from(on, on + SHOWN_BEFORE)),
        asks_sign_up=_whether(_asks_sign_up(person) & _from(on, on + SIGNING_UP_SHOWN_BEFORE)),
        is_unfinished=_whether(_keeps_papers(person, on) & _is_unfinished() & _from(on - ASKED_FOR, on - ONE_DAY)),
    )
    to_do = known.filter(Q(is_coming=True) | Q(asks_sign_up=True) | Q(is_unfinished=True))
    return to_do.select_related("body").order_by("starts_at", "pk")


def _keeps_papers(person: Person, on: date) -> Q:
    """The chair; for the coordinator also where the own seat is, and where nobody presides by name."""
    presides = Q(body__in=Body.objects.chaired_by(person, on).values("pk"))
    if not may(person, Permission.MEETING_ADD):
        return presides
    chairs = Seat.objects.on(on).still_taken(on).filter(kind=SeatKind.CHAIR, person__is_active=True)
    own = Body.objects.with_a_seat_of(person, on)
    return presides | Q(body__in=own.values("pk")) | ~Q(body__in=chairs.values("body"))


def _is_unfinished() -> Q:
    without_minutes = Q(minutes="") & ~Q(body__kind__in=WITHOUT_MINUTES)
    without_numbers = Q(participants__isnull=True, body__kind=BodyKind.REGIONAL_DAY)
    return Q(has_attendance=False) | without_minutes | without_numbers


def _asks_sign_up(person: Person) -> Q:
    """A regio-dag to which a partner, whose data the person keeps, did not say yet with how many it comes."""
    is_asked = Q(pk__isnull=not person.editor_of)
    return is_asked & Q(body__kind=BodyKind.REGIONAL_DAY, has_signed_up=False)


def _from(first: date, last: date) -> Q:
    return Q(starts_at__date__gte=first, starts_at__date__lte=last)


def _whether(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _coming(meeting: Meeting) -> Todo:
    """With the way to the agenda."""
    where = f" {meeting.place}." if meeting.place else ""
    return Todo(
        due=meeting.day,
        title=str(meeting),
        why=f"Om {clock(timezone.localtime(meeting.starts_at))}.{where} Lees van tevoren de agenda en de stukken.",
        url=meeting.get_absolute_url(),
        action="Agenda bekijken",
        key=f"meeting:{meeting.pk}:{meeting.day}",
    )


def _sign_up(meeting: Meeting) -> Todo:
    return Todo(
        due=meeting.day,
        title=f"Aanmelden voor {meeting}",
        why="Geef door met hoeveel u komt. Namen zijn niet nodig.",
        url=reverse("partners:sign-up", args=[meeting.pk]),
        action="Aanmelden",
        key=f"sign-up:{meeting.pk}:{meeting.day}",
    )


def _to_write_down(meeting: Meeting, on: date) -> Todo:
    """Who was there and what was said, asked of who keeps the papers."""
    due = meeting.day + TIME_TO_WRITE
    return Todo(
        due=due,
        title=f"{meeting} van {long_date(meeting.day)} afronden",
        why=f"Nog niet ingevuld: {enumeration(list(_missing(meeting)))}.",
        url=meeting.get_absolute_url(),
        action="Bijeenkomst bijwerken",
        late=due < on,
        key=f"meeting-to-write-down:{meeting.pk}:{due}",
    )


def _missing(meeting: Meeting) -> Iterator[str]:
    if not meeting.has_attendance:  # type: ignore[attr-defined]  # annotated
        yield "wie er was"
    if not meeting.minutes and meeting.body.kind not in WITHOUT_MINUTES:
        yield "het verslag"
    if meeting.is_regional_day and meeting.participants is None:
        yield "het aantal deelnemers"
