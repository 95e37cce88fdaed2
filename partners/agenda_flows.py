"""What changes on an agenda: points are put on it, changed, moved and taken off."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from network.history import because
from network.models import Person
from partners.models import AgendaItem, Meeting


@transaction.atomic
def add_to_agenda(meeting: Meeting, *, values: Mapping[str, Any], by: Person) -> AgendaItem:
    """Last in the row. The very same point a second time, as by a double click, is the one that is there."""
    items = _locked(meeting)
    same = next((each for each in items if all(getattr(each, name) == value for name, value in values.items())), None)
    if same:
        return same
    item = AgendaItem(meeting=meeting, position=max((each.position for each in items), default=0) + 1, **values)
    item.full_clean()
    with because("Op de agenda gezet", by=by):
        item.save()
    return item


@transaction.atomic
def change_agenda_item(item: AgendaItem, *, changes: Mapping[str, Any], by: Person) -> bool:
    """Only what this person changed. False when a colleague took the point off the agenda meanwhile."""
    current = AgendaItem.objects.select_for_update(of=("self",)).filter(pk=item.pk).first()
    if current is None:
        return False
    for name, value in changes.items():
        setattr(current, name, value)
    if changes:
        current.full_clean()
        with because("Agendapunt gewijzigd", by=by):
            current.save(update_fields=list(changes))
    return True


@transaction.atomic
def move_agenda_item(item: AgendaItem, *, up: bool, by: Person) -> None:
    """One place up or down; at the end of the row nothing happens."""
    items = _locked(item.meeting)
    here = next((place for place, each in enumerate(items) if each.pk == item.pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(items):
        return
    items[here], items[there] = items[there], items[here]
    with because("Volgorde van de agenda gewijzigd", by=by):
        for position, each in enumerate(items, start=1):
            if each.position != position:
                each.position = position
                each.save(update_fields=["position"])


@transaction.atomic
def remove_from_agenda(item: AgendaItem, *, by: Person) -> None:
    with because("Van de agenda gehaald", by=by):
        AgendaItem.objects.filter(pk=item.pk).delete()


def _locked(meeting: Meeting) -> list[AgendaItem]:
    """In order. The meeting is what two people wait for, also when the agenda is empty."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    return list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk"))
