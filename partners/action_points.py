"""Action points as lists and pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from network.dates import today
from network.models import Person
from network.policy import Permission, may
from partners.models import ActionPoint, Body, Membership, Organisation
from partners.models.bodies import seats_ready
from partners.models.meetings import ActionPointQuerySet


@dataclass(frozen=True)
class PointRow:
    """One action point, and what this person may do about it."""

    point: ActionPoint
    is_late: bool
    may_finish: bool


def for_rows(points: ActionPointQuerySet) -> ActionPointQuerySet:
    """With what `rows_of` asks of each, in a fixed number of queries."""
    return points.in_order().prefetch_related(seats_ready("body__seats"))


def rows_of(points: Iterable[ActionPoint], person: Person, day: date) -> list[PointRow]:
    return [PointRow(point, point.is_late(day), may(person, Permission.ACTION_POINT_FINISH, point)) for point in points]


def who_can_be_named(person: Person, body: Body) -> "QuerySet[Membership]":
    """Current members of partners by name: all of them for who keeps the register, for the chair of a body those who
    agreed to be listed and those with a seat in it.
    """
    members = Membership.objects.on().in_staying_organisation().filter(person__is_active=True, person__erased_on=None)
    if may(person, Permission.PEOPLE_VIEW):
        return members
    return members.filter(Q(listed_since__isnull=False) | Q(person__in=body.people))


def who_can_do_it(point: ActionPoint | None = None) -> "QuerySet[Organisation]":
    """Partners of today, and the one that had it already."""
    there = Organisation.objects.standing().active(today())
    return Organisation.objects.filter(Q(pk__in=there.values("pk")) | Q(pk=point.organisation_id if point else None))
