"""The bodies of the network as its pages show them: which there are today, who sits in each, and since when."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404

from network.dates import today
from network.dutch import long_date
from network.history import Change, Past, changes_between, past_of, told_together
from network.models import Person
from network.policy import Permission, may
from network.together import Part, fetch
from partners.models import Body, BodyKind, Meeting, Organisation, Seat, SeatKind
from partners.models.bodies import BodyQuerySet, SeatQuerySet
from partners.parts import PartItem

MEETINGS_SHOWN = 5
CHANGES_SHOWN = 20


def visible_bodies(person: Person) -> BodyQuerySet:
    """Every member may know which bodies there are and who sits in them; their papers are another matter."""
    return Body.objects.all() if may(person, Permission.MEETING_VIEW) else Body.objects.none()


def body_or_404(person: Person, pk: int) -> Body:
    return get_object_or_404(visible_bodies(person).with_seats(), pk=pk)


def seat_or_404(person: Person, pk: int) -> Seat:
    seats = Seat.objects.filter(body__in=visible_bodies(person).values("pk"))
    return get_object_or_404(seats.select_related("body", "person", "organisation"), pk=pk)


# --- the list -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BodyRow:
    """A body in the list."""

    body: Body
    chair: str
    number_of_seats: int
    next_meeting: Meeting | None


@dataclass(frozen=True)
class KindGroup:
    """The bodies of one kind."""

    kind: str
    rows: list[BodyRow]


def active_bodies(person: Person, on: date) -> list[KindGroup]:
    """Those that exist on that day by kind, in three queries; a body is gone the day after its last one."""
    soonest = Meeting.objects.planned().filter(body=OuterRef("pk")).coming()
    bodies = list(
        visible_bodies(person).on(on).in_order().with_seats(on).annotate(next_pk=Subquery(soonest.values("pk")[:1]))
    )
    meetings = Meeting.objects.in_bulk([body.next_pk for body in bodies if body.next_pk])  # type: ignore[attr-defined]  # annotated
    rows = [_row(body, meetings.get(body.next_pk)) for body in bodies]  # type: ignore[attr-defined]  # annotated
    groups = [KindGroup(kind.label, [row for row in rows if row.body.kind == kind]) for kind in BodyKind]
    return [group for group in groups if group.rows]


def _row(body: Body, meeting: Meeting | None) -> BodyRow:
    chairs = [seat.holder for seat in body.seats_now if seat.kind == SeatKind.CHAIR]
    return BodyRow(body, ", ".join(chairs), len(body.seats_now), meeting)


def bodies_to_come(person: Person, on: date) -> BodyQuerySet:
    return visible_bodies(person).filter(starts_on__gt=on).order_by("starts_on", "name")


def bodies_of_before(person: Person, on: date) -> BodyQuerySet:
    """Ended ones, the last one first."""
    return visible_bodies(person).filter(ends_on__lt=on).order_by("-ends_on", "name")


# --- the page of one ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BodyPage:
    """Everything that the page of a body says."""

    body: Body
    seats: list[Seat]
    left: list[Seat]  # whose holder left: shown to who may end them
    coming_seats: list[Seat]
    earlier_seats: list[Seat]
    coming: list[Meeting]
    has_more_coming: bool
    past: list[Meeting]
    has_more_past: bool
    decisions: int
    bottlenecks: int
    may_edit: bool

    @property
    def is_over(self) -> bool:
        return self.body.ends_on is not None and self.body.ends_on < today()

    @property
    def has_begun(self) -> bool:
        return self.body.starts_on <= today()


def page_of(body: Body, person: Person, on: date) -> BodyPage:
    """In eight queries; one more for who may end the seats of who left."""
    seats = list(Seat.objects.filter(body=body).in_order())
    earlier = [seat for seat in seats if seat.ends_on and seat.ends_on < on]
    meetings = Meeting.objects.visible_to(person).filter(body=body).select_related("body")
    coming, past = (list(some[: MEETINGS_SHOWN + 1]) for some in (meetings.coming(), meetings.past()))
    may_edit = may(person, Permission.BODY_EDIT)
    return BodyPage(
        body=body,
        seats=body.seats_now,
        left=list(Seat.objects.filter(body=body).on(on).left_empty(on).in_order()) if may_edit else [],
        coming_seats=[seat for seat in seats if seat.starts_on > on],
        earlier_seats=sorted(earlier, key=lambda seat: (seat.ends_on or on, seat.starts_on), reverse=True),
        coming=coming[:MEETINGS_SHOWN],
        has_more_coming=len(coming) > MEETINGS_SHOWN,
        past=past[:MEETINGS_SHOWN],
        has_more_past=len(past) > MEETINGS_SHOWN,
        decisions=body.decisions.count(),
        bottlenecks=body.bottlenecks.not_closed().count(),
        may_edit=may_edit,
    )


def history_of_body(body: Body) -> list[Change]:
    """What changed in the body and in its seats, newest first, in two queries. A seat without a name has none here."""
    return told_together(_past_of_seats(body), past_of(body, limit=CHANGES_SHOWN))[:CHANGES_SHOWN]


def _past_of_seats(body: Body) -> Past:
    def told(events: list[Any], names: dict[int, str]) -> list[Change]:
        states: dict[int, object] = {}
        changes = []
        for event in events:
            before, states[event.pgh_obj_id] = states.get(event.pgh_obj_id), event
            for change in changes_between(before, event, names):
                what = f"zetel van {seat_in_words(event)}"
                label = f"{what}: {change.field}" if change.field else what
                changes.append(replace(change, field=label))
        return changes[::-1]

    event_model = Seat.pgh_event_model  # type: ignore[attr-defined]  # set by pghistory
    events = event_model.objects.filter(body=body).select_related("pgh_context", "person", "organisation")
    return Past(events.order_by("pgh_id"), told)


def seat_in_words(seat: Seat) -> str:
    """«Hester Kramer, Gemeente Nijmegen (voorzitter)», of a seat or of a line of its history."""
    return Seat(kind=seat.kind, person=seat.person, organisation=seat.organisation).in_words


# --- the page of a partner ------------------------------------------------------------------------------------------


def seats_of(organisation: Organisation, person: Person, on: date) -> SeatQuerySet:
    """Where this partner sits that day, in bodies that exist then."""
    bodies = visible_bodies(person).on(on)
    seats = Seat.objects.on(on).still_taken(on).filter(organisation=organisation, body__in=bodies.values("pk"))
    return seats.select_related("body", "person").order_by("body__name", "pk")


def where_it_sits(organisation: Organisation, person: Person, on: date) -> Part[list[PartItem]]:
    """A line for each body on the page of the partner."""
    seats = seats_of(organisation, person, on)
    yield fetch(seats)
    return [PartItem(str(seat.body), _seat_of_partner(seat), seat.body.get_absolute_url()) for seat in seats]


def _seat_of_partner(seat: Seat) -> str:
    """«Bas Hendriks, lid sinds 3 mei 2026»"""
    who = f"{seat.person}, " if seat.person else ""
    return f"{who}{seat.get_kind_display()} sinds {long_date(seat.starts_on)}"
