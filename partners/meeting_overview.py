"""What meetings put on «Mijn overzicht»: what was promised there, what is coming, and what to write down afterwards."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from network.dutch import clock, enumeration, long_date
from network.models import Person
from network.overview import Counted, Todo, counted, source
from network.policy import Permission, may
from network.together import Fetch, fetch
from partners.models import ActionPoint, BodyKind, Meeting, Seat, SeatKind
from partners.models.bodies import where_presiding, where_seated
from partners.models.meetings import Attendance, MeetingQuerySet, SignUp

SHOWN_BEFORE = timedelta(days=14)
SIGNING_UP_SHOWN_BEFORE = timedelta(days=60)
ASKED_FOR = timedelta(days=90)  # how long after a meeting its minutes and attendance are asked about
TIME_TO_WRITE = timedelta(days=14)
ONE_DAY = timedelta(days=1)
WITHOUT_MINUTES = (BodyKind.REGIONAL_DAY, BodyKind.CASE_MEETING)


@source
def action_points(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """What stands on the own name, and of the own partner what nobody has by name."""
    points = ActionPoint.objects.visible_to(person).to_do_for(person, on).in_order()
    yield fetch(points)
    for point in points:
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
def meetings(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """What is coming, what to sign up for and what to write down, in one query: reminders ask this of everybody."""
    found = _meetings_with_something_to_do(person, on)
    yield fetch(found)
    for meeting in found:
        if meeting.day < on:
            yield _to_write_down(meeting, on)
            continue
        if meeting.body_id in where_seated(person, on) and meeting.day <= on + SHOWN_BEFORE:
            yield _coming(meeting)
        if meeting.is_regional_day and person.editor_of and not meeting.has_signed_up:  # type: ignore[attr-defined]  # annotated
            yield _sign_up(meeting)


def _meetings_with_something_to_do(person: Person, on: date) -> MeetingQuerySet:
    """Those to write down are over, the others are to come."""
    attendance = Attendance.objects.filter(meeting=OuterRef("pk"))
    signed_up = SignUp.objects.filter(meeting=OuterRef("pk"), organisation__in=person.editor_of)
    known = Meeting.objects.visible_to(person).planned()
    known = known.annotate(has_attendance=Exists(attendance), has_signed_up=Exists(signed_up))
    is_coming = Q(body__in=where_seated(person, on)) & _from(on, on + SHOWN_BEFORE)
    asks_sign_up = _asks_sign_up(person) & _from(on, on + SIGNING_UP_SHOWN_BEFORE)
    is_unfinished = _keeps_papers(person, on) & _is_unfinished() & _from(on - ASKED_FOR, on - ONE_DAY)
    to_do = known.filter(is_coming | asks_sign_up | is_unfinished)
    return to_do.select_related("body").order_by("starts_at", "pk")


def _keeps_papers(person: Person, on: date) -> Q:
    """The chair; for the coordinator also where the own seat is, and where nobody presides by name."""
    if not may(person, Permission.MEETING_ADD):
        return Q(body__in=where_presiding(person, on))
    chairs = Seat.objects.on(on).still_taken(on).filter(kind=SeatKind.CHAIR, person__is_active=True)
    return Q(body__in=where_seated(person, on)) | ~Q(body__in=chairs.values("body"))


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
