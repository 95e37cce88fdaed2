"""Who changed what of an entry: the entry itself, its numbers and its opening hours, as one list.

Of the working area nothing is kept: which towns it once served would tell where a place is that becomes secret later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from network.dutch import NOT_FILLED_IN
from network.history import Change, changes_between, history_of, history_of_parts, names_of_people, told_of
from partners import opening_hours
from partners.models import CareService, Channel, Location, OpeningHours
from partners.opening_hours import Weekday

LAST_CHANGED = str(CareService._meta.get_field("last_changed_on").verbose_name)  # the history itself tells when


def history_of_service(service: CareService, *, limit: int = 20) -> list[Change]:
    """The newest changes first."""
    of_entry = [change for change in history_of(service, limit=limit) if change.field != LAST_CHANGED]
    of_places = history_of_parts(Location, called=lambda _: "plek", service=service)
    changes = of_entry + of_places + _changed_numbers(service) + _changed_hours(service)
    return sorted(changes, key=lambda change: change.when, reverse=True)[:limit]


def last_change_of(service: CareService) -> Change | None:
    return next(iter(history_of_service(service, limit=1)), None)


def _changed_numbers(service: CareService) -> list[Change]:
    """Newest first; also of numbers that are gone, and of those that came later than the entry itself."""
    of_service = CareService.pgh_event_model.objects.filter(pgh_obj_id=service.pk)  # type: ignore[attr-defined]  # set by pghistory
    start = of_service.order_by("pgh_id").values_list("pgh_label", "pgh_context_id", "pgh_created_at").first()
    of_channels = Channel.pgh_event_model.objects.filter(service=service)  # type: ignore[attr-defined]  # set by pghistory
    events = list(of_channels.select_related("pgh_context").order_by("pgh_id"))
    names = names_of_people(events)
    states: dict[int, Any] = {}
    changes: list[Change] = []
    for event in events:
        before, states[event.pgh_obj_id] = states.get(event.pgh_obj_id), event
        if event.pgh_label == "gewijzigd":
            changes += [replace(change, field=_name_of(event)) for change in changes_between(before, event, names)]
        elif (event.pgh_label, event.pgh_context_id, event.pgh_created_at) != start:
            values = (event.value, NOT_FILLED_IN) if event.pgh_label == "verwijderd" else (NOT_FILLED_IN, event.value)
            about = {**told_of(event, names), "kind": "gewijzigd"}
            changes.append(Change(field=_name_of(event), old=values[0], new=values[1], **about))
    return changes[::-1]


def _name_of(channel: Any) -> str:
    """Of a channel, or of a line of its history."""
    return f"{channel.get_kind_display()} voor {'professionals' if channel.for_professionals else 'cliënten'}"


def _changed_hours(service: CareService) -> list[Change]:
    """Of all its channels, in one question."""
    channels = [channel.pk for channel in service.channels.all()]
    events = OpeningHours.pgh_event_model.objects.filter(channel_id__in=channels)  # type: ignore[attr-defined]  # set by pghistory
    in_order = list(events.select_related("pgh_context").order_by("channel_id", "pgh_id"))
    names = names_of_people(in_order)
    changes: list[Change] = []
    for _, of_channel in groupby(in_order, key=lambda event: event.channel_id):
        changes += _changed_hours_of(of_channel, names)
    return changes


def _changed_hours_of(events: Iterable[Any], names: dict[int, str]) -> Iterator[Change]:
    """Hours are stored as rows; the history of the rows is played again, so that it reads as days that changed."""
    rows: dict[int, Any] = {}
    for _, together in groupby(events, key=lambda event: (event.pgh_context_id, event.pgh_created_at)):
        before, is_first = opening_hours.week_of(rows.values()), not rows
        for event in together:
            if event.pgh_label == "verwijderd":
                rows.pop(event.id, None)
            else:
                rows[event.id] = event
        if not is_first:
            yield from _changed_days(before, opening_hours.week_of(rows.values()), event, names)


def _changed_days(
    before: opening_hours.Week, after: opening_hours.Week, event: Any, names: dict[int, str]
) -> Iterator[Change]:
    for weekday in Weekday:
        if before[weekday] != after[weekday]:
            yield Change(
                field=f"openingstijden op {weekday.label}",
                old=before[weekday].text,
                new=after[weekday].text,
                **{**told_of(event, names), "kind": "gewijzigd"},
            )
