"""What partners promised each other in a meeting, as small stories: added, changed, done."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from network.database import one_at_a_time
from network.dates import today
from network.history import because
from network.models import Person
from partners.models import ActionPoint, Meeting
from partners.side_by_side import ChangedMeanwhileError, Plain, plain

FIELDS = ("title", "organisation", "person", "due_on", "note")


class AlreadyAddedError(Exception):
    """The same was promised in the same meeting: somebody pressed the button twice, or two people wrote it down."""

    def __init__(self, point: ActionPoint) -> None:
        super().__init__("Dit actiepunt staat er al.")
        self.point = point


def values_of(point: ActionPoint) -> dict[str, Any]:
    """What a form about it changes."""
    return {name: getattr(point, name) for name in FIELDS}


@transaction.atomic
def add_point(meeting: Meeting, *, by: Person, values: Mapping[str, Any]) -> ActionPoint:
    one_at_a_time(f"action points of meeting {meeting.pk}")
    if same := meeting.action_points.open().filter(**values).first():
        raise AlreadyAddedError(same)
    point = ActionPoint(body=meeting.body, meeting=meeting, **values)
    point.full_clean()
    with because("Actiepunt toegevoegd", by=by):
        point.save()
    return point


@transaction.atomic
def change_point(
    point: ActionPoint, *, by: Person, seen: Mapping[str, Plain], values: Mapping[str, Any]
) -> ActionPoint:
    """Save it, when it still is what this person saw when they began."""
    current = ActionPoint.objects.select_for_update().get(pk=point.pk)
    if any(plain(value) != seen.get(name) for name, value in values_of(current).items()):
        raise ChangedMeanwhileError(current)
    for name, value in values.items():
        setattr(current, name, value)
    current.full_clean()
    with because("Actiepunt gewijzigd", by=by):
        current.save(update_fields=list(values))
    return current


@transaction.atomic
def finish_point(point: ActionPoint, *, by: Person, is_done: bool) -> ActionPoint:
    """Done today, or not done after all. Who says so a second time changes nothing."""
    current = ActionPoint.objects.select_for_update().get(pk=point.pk)
    if is_done == (current.done_on is not None):
        return current
    current.done_on = today() if is_done else None
    with because("Actiepunt gedaan" if is_done else "Actiepunt toch niet gedaan", by=by):
        current.save(update_fields=["done_on"])
    return current
