"""What happens to a meeting, as small stories: it is planned (or a whole series), moved, and called off."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from network.dates import today
from network.dutch import long_date
from network.history import because
from network.models import Person
from partners.models import Body, Meeting
from partners.side_by_side import ChangedMeanwhileError, plain

FIELDS = ("theme", "starts_at", "ends_at", "place")


@transaction.atomic
def plan_meetings(
    body: Body, *, by: Person, moments: Iterable[tuple[datetime, datetime]], theme: str, place: str
) -> list[Meeting]:
    """One meeting or a series: all of them, or none when one can't be."""
    Body.objects.select_for_update().get(pk=body.pk)
    meetings = []
    with because("Bijeenkomst gepland", by=by):
        for starts_at, ends_at in moments:
            meeting = Meeting(body=body, theme=theme, place=place, starts_at=starts_at, ends_at=ends_at)
            _check(meeting)
            meeting.save()
            meetings.append(meeting)
    return meetings


@transaction.atomic
def change_meeting(meeting: Meeting, *, by: Person, seen: dict[str, Any], values: dict[str, Any]) -> Meeting:
    """Save what was changed, when it is still as this person saw it. `seen` is plain text by field of the form."""
    stored = _locked(meeting)
    if any(plain(value) != seen.get(name) for name, value in values_of(stored).items()):
        raise ChangedMeanwhileError(stored)
    changed = {name: values[name] for name in FIELDS if getattr(stored, name) != values[name]}
    if not changed:
        return stored
    for name, value in changed.items():
        setattr(stored, name, value)
    _check(stored)
    stored.version += 1
    with because("Bijeenkomst gewijzigd", by=by):
        stored.save(update_fields=[*changed, "version"])
    return stored


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Person) -> Meeting:
    """It stays in the list, marked; a second time changes nothing."""
    stored = _locked(meeting)
    if stored.cancelled_on is None:
        stored.cancelled_on = today()
        stored.version += 1
        with because("Bijeenkomst afgelast", by=by):
            stored.save(update_fields=["cancelled_on", "version"])
    return stored


@transaction.atomic
def let_it_go_on(meeting: Meeting, *, by: Person) -> Meeting:
    """After all. ValidationError when another meeting came in its place."""
    stored = _locked(meeting)
    if stored.cancelled_on is not None:
        stored.cancelled_on = None
        _check(stored)
        stored.version += 1
        with because("Bijeenkomst gaat toch door", by=by):
            stored.save(update_fields=["cancelled_on", "version"])
    return stored


def _locked(meeting: Meeting) -> Meeting:
    """The body first: whoever plans a meeting at the same moment waits."""
    body = Body.objects.select_for_update().get(pk=meeting.body_id)
    stored = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    stored.body = body
    return stored


def values_of(meeting: Meeting) -> dict[str, Any]:
    """As its form shows it: a day and two times on the clocks of the region."""
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return {
        "theme": meeting.theme,
        "held_on": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "place": meeting.place,
    }


def _check(meeting: Meeting) -> None:
    """What the database would refuse, in words that name the day: a series has many."""
    try:
        meeting.full_clean()
    except ValidationError as refused:
        raise ValidationError([f"{long_date(meeting.day)}: {words}" for words in refused.messages]) from refused
