"""What happens to a success: it is written, changed, picked, and put in the programme of a regio-dag."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from actionplan.editing import refuse_when_closed
from actionplan.models import Action, Success
from network.history import because
from network.models import Person
from partners.models import AgendaItem, AgendaItemKind, Meeting
from partners.side_by_side import refuse_what_both_changed


class SuccessError(Exception):
    """This can't be done with a success, or not any more; the text is Dutch and says what to do."""


@transaction.atomic
def add_success(action: Action, *, by: Person, values: Mapping[str, Any]) -> Success:
    """Whoever presses the button twice shares it once."""
    Action.objects.select_for_update().get(pk=action.pk)
    refuse_when_closed(action)
    if there := action.successes.filter(**values).first():
        return there
    success = Success(action=action, **values)
    success.full_clean()
    with because("Succes gedeeld", by=by):
        success.save()
    return success


@transaction.atomic
def change_success(
    success: Success, *, by: Person, version: int, seen: Mapping[str, Any], changes: Mapping[str, Any]
) -> Success:
    """Change what this person changed, and keep what somebody else changed in other fields meanwhile."""
    current = _lock(success)
    refuse_when_closed(current.action)
    if current.version != version:
        refuse_what_both_changed(current, seen, changes)
    if not changes:
        return current
    for name, value in changes.items():
        setattr(current, name, value)
    current.version += 1
    current.full_clean()
    with because("Succes gewijzigd", by=by):
        current.save()
    return current


@transaction.atomic
def remove_success(success: Success, *, by: Person) -> None:
    """It goes from the programme of a coming regio-dag too; a day that has been keeps its programme."""
    current = _lock(success)
    refuse_when_closed(current.action)
    with because("Succes verwijderd", by=by):
        if can_be_taken_off(current.agenda_item):
            _take_off(current)
        current.delete()


@transaction.atomic
def pick_for_report(success: Success, *, by: Person, is_picked: bool) -> Success:
    current = _lock(success)
    if current.is_in_report != is_picked:
        current.is_in_report = is_picked
        with because("Gekozen voor de rapportage" if is_picked else "Niet meer voor de rapportage", by=by):
            current.save(update_fields=["is_in_report"])
    return current


@transaction.atomic
def put_in_programme(success: Success, meeting: Meeting, *, by: Person) -> AgendaItem:
    """At the end of the programme. It stands in one programme at a time."""
    current = _lock(success)
    there = current.agenda_item
    if there is not None and there.meeting_id != meeting.pk:
        raise SuccessError("Dit succes staat al in het programma van een andere regio-dag. Haal het daar eerst weg.")
    if there is not None:
        return there
    Meeting.objects.select_for_update().get(pk=meeting.pk)  # two at once would both be the last
    last = meeting.agenda.aggregate(last=Max("position"))["last"] or 0
    with because("Succes in het programma gezet", by=by):
        current.agenda_item = AgendaItem.objects.create(
            meeting=meeting,
            position=last + 1,
            title=current.title,
            kind=AgendaItemKind.PROGRAMME,
            organisation=current.lead_organisation,
        )
        current.save(update_fields=["agenda_item"])
    return current.agenda_item


@transaction.atomic
def take_out_of_programme(success: Success, *, by: Person) -> Success:
    current = _lock(success)
    if current.agenda_item is None:
        return current
    if not can_be_taken_off(current.agenda_item):
        raise SuccessError("Deze regio-dag is al geweest. Het programma van die dag verandert niet meer.")
    with because("Succes uit het programma gehaald", by=by):
        _take_off(current)
    return current


def can_be_taken_off(item: AgendaItem | None) -> bool:
    """What stood in the programme of a day that has been, stays there."""
    return item is not None and (item.meeting.is_cancelled or not item.meeting.is_over)


def _take_off(success: Success) -> None:
    item, success.agenda_item = success.agenda_item, None
    success.save(update_fields=["agenda_item"])
    if item is not None:
        item.delete()


def _lock(success: Success) -> Success:
    found = Success.objects.select_for_update(of=("self",))
    return found.select_related("action__lead_organisation", "agenda_item__meeting__body").get(pk=success.pk)
