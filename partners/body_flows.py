"""What happens to a body and its seats, as small stories: it begins, changes, ends, and somebody takes a seat."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from network.database import one_at_a_time
from network.history import because
from network.models import Person
from partners.models import Body, Organisation, Seat, SeatKind
from partners.models.bodies import SeatQuerySet
from partners.side_by_side import ChangedMeanwhileError, plain

ONE_DAY = timedelta(days=1)
FIELDS = ("name", "kind", "theme", "purpose", "is_open", "rhythm", "starts_on", "ends_on")


class SeatInTheWayError(Exception):
    """Another presides in that period, or this person or partner has a seat already."""

    def __init__(self, seats: Sequence[Seat], *, can_end: bool) -> None:
        super().__init__(", ".join(str(seat.pk) for seat in seats))
        self.seats = seats
        self.can_end = can_end  # all of them began before, so that they may end the day before


class SeatCameMeanwhileError(Exception):
    """A seat was given after this person opened the form: without names, a second one looks like a double click."""

    def __init__(self, newest: int) -> None:
        super().__init__(str(newest))
        self.newest = newest


def values_of(body: Body) -> dict[str, Any]:
    return {name: getattr(body, name) for name in FIELDS}


@transaction.atomic
def add_body(*, by: Person, values: dict[str, Any]) -> Body:
    """The very same body a second time, as by a double click, is the one that is there."""
    one_at_a_time("bodies")
    if same := Body.objects.filter(**values).first():
        return same
    body = Body(**values)
    body.full_clean()
    with because("Overleg ingericht", by=by):
        body.save()
    return body


@transaction.atomic
def change_body(body: Body, *, by: Person, seen: dict[str, Any], values: dict[str, Any]) -> Body:
    """Save what was changed, when it is still as this person saw it. `seen` is plain text by field."""
    stored = Body.objects.select_for_update().get(pk=body.pk)
    if any(plain(value) != seen.get(name) for name, value in values_of(stored).items()):
        raise ChangedMeanwhileError(stored)
    changed = {name: value for name, value in values.items() if plain(getattr(stored, name)) != plain(value)}
    if not changed:
        return stored
    for name, value in changed.items():
        setattr(stored, name, value)
    stored.full_clean()
    with because("Gegevens van het overleg gewijzigd", by=by):
        stored.save(update_fields=list(changed))
    return stored


# --- seats --------------------------------------------------------------------------------------------------------


@transaction.atomic
def give_seat(
    body: Body,
    *,
    kind: str,
    person: Person | None,
    organisation: Organisation | None,
    starts_on: date,
    ends_on: date | None,
    by: Person,
    last_seen: int | None = None,
    ends_former: bool = False,
) -> Seat:
    """Let somebody sit in a body. With `ends_former` whoever is in the way stops the day before.

    `last_seen` is the id of the newest seat that `by` knew of; it counts for a seat without a name only.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    seat = Seat(body=body, kind=kind, person=person, organisation=organisation, starts_on=starts_on, ends_on=ends_on)
    seat.full_clean()
    newest = newest_seat(body)
    if kind == SeatKind.EXPERT_BY_EXPERIENCE and newest != last_seen:
        raise SeatCameMeanwhileError(newest or 0)
    in_the_way = list(_in_the_way(seat))
    can_end = all(other.starts_on < starts_on for other in in_the_way)
    if in_the_way and not (ends_former and can_end):
        raise SeatInTheWayError(in_the_way, can_end=can_end)
    with because("Zetel gegeven", by=by):
        for other in in_the_way:
            other.ends_on = starts_on - ONE_DAY
            other.save(update_fields=["ends_on"])
        seat.save()
    return seat


def newest_seat(body: Body) -> int | None:
    return Seat.objects.filter(body=body).order_by("-pk").values_list("pk", flat=True).first()


def _in_the_way(seat: Seat) -> SeatQuerySet:
    """Who presides in that period, where this is the chair, and the seat that this person or partner has already."""
    if seat.kind == SeatKind.EXPERT_BY_EXPERIENCE:
        return Seat.objects.none()
    same = Q(person=seat.person) if seat.person else Q(person__isnull=True, organisation=seat.organisation)
    if seat.kind == SeatKind.CHAIR:
        same |= Q(kind=SeatKind.CHAIR)
    overlapping = Q(ends_on__isnull=True) | Q(ends_on__gte=seat.starts_on)
    if seat.ends_on:
        overlapping &= Q(starts_on__lte=seat.ends_on)
    return Seat.objects.filter(overlapping, same, body=seat.body).in_order()


@transaction.atomic
def end_seat(seat: Seat, *, by: Person, last_day: date | None) -> None:
    """It ends after its last day; without one it was never right, and goes. The history keeps what it was."""
    Body.objects.select_for_update().get(pk=seat.body_id)
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    if last_day is None:
        with because("Zetel weggehaald: was een vergissing", by=by):
            seat.delete()
        return
    seat.ends_on = last_day
    with because("Zetel beëindigd", by=by):
        seat.save(update_fields=["ends_on"])
