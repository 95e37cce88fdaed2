"""What happens to an activity: it is written, changed and taken away."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from actionplan import changing
from actionplan.editing import refuse_when_closed
from actionplan.models import Activity
from actionplan.together import changes_of
from network.database import one_at_a_time
from network.history import because
from network.models import Person
from partners.side_by_side import Plain, plain

FIELDS = ("organisation", "title", "theme", "form", "funding_type", "note", "action")
GROUPS = "target_groups"


def values_of(activity: Activity) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(activity, name) for name in FIELDS}
    return {**found, GROUPS: list(activity.target_groups.all())}


@transaction.atomic
def add_activity(*, by: Person, values: Mapping[str, Any]) -> Activity:
    """Whoever presses the button twice writes it once."""
    refuse_when_closed(values["action"])
    one_at_a_time("activities")
    fields = {name: values[name] for name in FIELDS}
    for there in Activity.objects.filter(**fields).prefetch_related(GROUPS):
        if plain(there.target_groups.all()) == plain(values[GROUPS]):
            return there
    activity = Activity(**fields)
    activity.full_clean()
    with because("Activiteit toegevoegd", by=by):
        activity.save()
        activity.target_groups.set(values[GROUPS])
    return activity


@transaction.atomic
def change_activity(
    activity: Activity, *, by: Person, seen: Mapping[str, Plain], values: Mapping[str, Any]
) -> tuple[Activity, bool]:
    """Change what this person changed, and keep what somebody else changed meanwhile; with whether anything changed."""
    stored = changing.lock(activity)
    changes = changes_of(stored, values_of(stored), seen=seen, values=values)
    if not changes:
        return stored, False
    refuse_when_closed(stored.action, changes.get("action"))
    for name in changes.keys() - {GROUPS}:
        setattr(stored, name, changes[name])
    stored.version += 1
    stored.full_clean()
    with because("Activiteit gewijzigd", by=by):
        stored.save()
        if GROUPS in changes:
            stored.target_groups.set(changes[GROUPS])
    return stored, True


@transaction.atomic
def remove_activity(activity: Activity, *, by: Person) -> None:
    refuse_when_closed(activity.action)
    with because("Activiteit verwijderd", by=by):
        activity.delete()
