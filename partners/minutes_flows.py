"""What happens to the minutes of a meeting: they are written together, settled, and opened again only for a reason."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from network.history import because
from network.models import Person
from partners.models import Meeting
from partners.side_by_side import ChangedMeanwhileError, refuse_what_both_changed


class MinutesError(Exception):
    """This can't be done with the minutes, or not any more; the text is Dutch and says what to do."""


SETTLED = "Het verslag is vastgesteld en verandert niet meer zomaar. Open het eerst weer, met een reden."


@transaction.atomic
def change_minutes(
    meeting: Meeting, *, version: int, seen: Mapping[str, Any], changes: Mapping[str, Any], by: Person
) -> Meeting:
    """Change what this person changed; `version` and `seen` tell what that person started from.

    What somebody else made of the same text meanwhile raises ChangedMeanwhileError: a person decides.
    """
    current = _locked(meeting)
    if current.minutes_settled_on:
        raise MinutesError(SETTLED)
    if current.version != version:
        refuse_what_both_changed(current, seen, changes)
    if not changes:
        return current
    with because("Verslag gewijzigd", by=by):
        return _save(current, **changes)


@transaction.atomic
def settle_minutes(meeting: Meeting, *, on: date, version: int, by: Person) -> Meeting:
    """Exactly the text that this person read: another one raises ChangedMeanwhileError."""
    current = _locked(meeting)
    if current.minutes_settled_on:
        raise MinutesError("Het verslag was al vastgesteld. U hoeft niets meer te doen.")
    if not current.minutes.strip():
        raise MinutesError("Er is nog geen verslag. Schrijf het eerst; daarna kunt u het vaststellen.")
    if current.version != version:
        raise ChangedMeanwhileError(current)
    with because("Verslag vastgesteld", by=by):
        return _save(current, minutes_settled_on=on)


@transaction.atomic
def open_minutes_again(meeting: Meeting, *, reason: str, by: Person) -> Meeting:
    current = _locked(meeting)
    if current.minutes_settled_on is None:
        raise MinutesError("Het verslag was al weer open. U hoeft niets meer te doen.")
    with because(reason, by=by):
        return _save(current, minutes_settled_on=None)


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)


def _save(meeting: Meeting, **changes: Any) -> Meeting:
    for name, value in changes.items():
        setattr(meeting, name, value)
    meeting.version += 1
    meeting.full_clean()
    meeting.save(update_fields=[*changes, "version"])
    return meeting
