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
OWNER = {"organisation", "person"}


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
    """Change what this person changed, and keep what somebody else changed in other fields meanwhile.

    A field that both changed is for a person to decide: nothing is saved and ChangedMeanwhileError names it.
    """
    current = ActionPoint.objects.select_for_update().get(pk=point.pk)
    changes = {name: value for name, value in values.items() if plain(value) != seen.get(name)}
    if both := _changed_by_both(values_of(current), seen, changes):
        raise ChangedMeanwhileError(current, both)
    if not changes:
        return current
    for name, value in changes.items():
        setattr(current, name, value)
    current.full_clean()
    with because("Actiepunt gewijzigd", by=by):
        current.save(update_fields=list(changes))
    return current


def _changed_by_both(now: Mapping[str, Any], seen: Mapping[str, Plain], changes: Mapping[str, Any]) -> list[str]:
    """A partner and who does it there are one thing: a person chosen for one partner does not fit another."""
    theirs = {name for name, value in now.items() if plain(value) != seen.get(name)}
    mine = set(changes) | (OWNER if OWNER & set(changes) else set())
    return [name for name in FIELDS if name in theirs & mine and plain(now[name]) != plain(changes.get(name))]


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
