"""Writing what a list of help brings in, in bulk: the number of queries does not grow with the list."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from network.bulk import BATCH, change_rows
from network.dates import today
from partners.contents import SEVERAL
from partners.models import (
    CareService,
    ChangeRequest,
    Channel,
    HoursKind,
    Location,
    OpeningHours,
    RequestStatus,
    RiskyField,
    Visibility,
)
from partners.models.directory import new_short_id
from partners.opening_hours import Day, Weekday
from partners.public_cache import forget_all_once_stored
from partners.service_columns import AREA, CHANNELS, OWN_FIELDS, PLACE, WEEKDAYS
from partners.service_register import Register, as_read

Served = CareService.municipalities.through


@dataclass(frozen=True)
class Written:
    """An entry, or None for one that is new, and what of it is written."""

    service: CareService | None
    organisation_id: int
    values: Mapping[str, Any]


@dataclass
class _Rows:
    """Everything that goes to the database, gathered entry by entry."""

    served: list[Any] = field(default_factory=list)
    served_gone: list[int] = field(default_factory=list)
    places: list[Location] = field(default_factory=list)
    places_changed: list[Location] = field(default_factory=list)
    places_gone: list[int] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    channels_changed: list[Channel] = field(default_factory=list)
    channels_gone: list[int] = field(default_factory=list)
    hours: list[OpeningHours] = field(default_factory=list)
    hours_gone: list[int] = field(default_factory=list)


def write(written: Sequence[Written], register: Register) -> None:
    changed = [(each.service, each.values) for each in written if each.service is not None]
    new = [(_new(each, register), each.values) for each in written if each.service is None]
    CareService.objects.bulk_create([service for service, _ in new], batch_size=BATCH)
    for service, values in changed:
        _fill(service, values)
        service.version += 1
        service.last_changed_on = today()
    names = [*OWN_FIELDS, "is_nationwide", "version", "last_changed_on"]
    change_rows([service for service, _ in changed], names)
    rows = _Rows()
    held = _served_by([service.pk for service, _ in changed])
    for service, values in [*new, *changed]:
        _area(rows, service, values, held.get(service.pk, {}))
        _place(rows, service, values)
        _channels_and_hours(rows, service, values)
    _save(rows)
    _withdraw_what_waited(changed)
    forget_all_once_stored()


def _new(written: Written, register: Register) -> CareService:
    short_id = next(mark for mark in iter(new_short_id, "") if mark not in register.short_ids)
    register.short_ids.add(short_id)
    service = CareService(organisation_id=written.organisation_id, short_id=short_id, description="", phases=[])
    if identifier := written.values.get("uuid"):
        service.uuid = uuid.UUID(identifier)
    _fill(service, written.values)
    return service


def _fill(service: CareService, values: Mapping[str, Any]) -> None:
    for key in OWN_FIELDS:
        if key in values:
            setattr(service, key, list(values[key]) if key in SEVERAL else values[key])
    if AREA in values:
        service.is_nationwide = values[AREA].is_nationwide


def _served_by(services: Iterable[int]) -> dict[int, dict[int, int]]:
    """Entry → municipality → the row that says so."""
    found: dict[int, dict[int, int]] = {}
    for pk, service, municipality in Served.objects.filter(careservice__in=services).values_list(
        "pk", "careservice", "municipality"
    ):
        found.setdefault(service, {})[municipality] = pk
    return found


def _area(rows: _Rows, service: CareService, values: Mapping[str, Any], held: Mapping[int, int]) -> None:
    if AREA not in values:
        return
    wanted = values[AREA].municipalities
    rows.served += [Served(careservice_id=service.pk, municipality_id=pk) for pk in sorted(wanted - held.keys())]
    rows.served_gone += [row for municipality, row in held.items() if municipality not in wanted]


def _held(service: CareService, related: str) -> list[Any]:
    """What was fetched of an entry that we hold; of a new one there is nothing to ask."""
    return list(getattr(service, related).all()) if related in getattr(service, "_prefetched_objects_cache", {}) else []


def _place(rows: _Rows, service: CareService, values: Mapping[str, Any]) -> None:
    told = {key: values[key] for key in PLACE if key in values}
    if not told:
        return
    if told.get("visibility") == Visibility.SECRET:
        rows.places_gone += [each.pk for each in _held(service, "locations")]
        rows.places.append(Location(service=service, visibility=Visibility.SECRET))
        return
    place = service.location if _held(service, "locations") else None
    if place is None:
        rows.places.append(Location(service=service, **told))
        return
    for key, value in told.items():
        setattr(place, key, value)
    rows.places_changed.append(place)


def _channels_and_hours(rows: _Rows, service: CareService, values: Mapping[str, Any]) -> None:
    held: list[Channel] = _held(service, "channels")
    channels = [each for each in held if (each.kind, each.for_professionals) not in CHANNELS.values()]
    for key, (kind, for_professionals) in CHANNELS.items():
        same = [each for each in held if (each.kind, each.for_professionals) == (kind, for_professionals)]
        channels += _as_told(rows, service, key, same, values[key]) if key in values else same
    days = {WEEKDAYS[key]: values[key] for key in WEEKDAYS if key in values}
    with_hours = min(channels, key=_has_the_hours, default=None)
    if days and with_hours:
        known = {each.pk: each for each in held}
        stored = known[with_hours.pk].opening_hours.all() if with_hours.pk else []
        rows.hours_gone += [each.pk for each in stored if Weekday(each.weekday) in days]
        rows.hours += [row for weekday, day in days.items() for row in _of_day(with_hours, weekday, day)]


def _has_the_hours(channel: Channel) -> tuple[bool, bool]:
    """As `channel_with_hours` says: clients before professionals, a phone before the rest."""
    return channel.for_professionals, channel.kind != "phone"


def _as_told(
    rows: _Rows, service: CareService, key: str, held: list[Channel], values: Sequence[str]
) -> Iterator[Channel]:
    """The channels of a column. One that stays keeps its hours and its note, also when its number changes."""
    kind, for_professionals = CHANNELS[key]
    left = {as_read(kind, each.value): each for each in held}
    free = [each for value, each in left.items() if value not in values]
    for position, value in enumerate(values):
        channel = left.get(value) or (free.pop(0) if free else None)
        if channel is None:
            channel = Channel(
                service=service, kind=kind, for_professionals=for_professionals, position=position, value=value
            )
            rows.channels.append(channel)
        elif value not in left:
            channel.value = value
            rows.channels_changed.append(channel)
        yield channel
    rows.channels_gone += [each.pk for each in free]


def _of_day(channel: Channel, weekday: Weekday, day: Day) -> Iterator[OpeningHours]:
    if day.kind == HoursKind.UNKNOWN:
        return
    for block in day.blocks or (None,):
        yield OpeningHours(
            channel=channel,
            weekday=weekday,
            kind=day.kind,
            opens_at=block.opens_at if block else None,
            closes_at=block.closes_at if block else None,
        )


def _save(rows: _Rows) -> None:
    """What goes before what comes, and channels before the hours that hang on them."""
    Served.objects.filter(pk__in=rows.served_gone).delete()
    Served.objects.bulk_create(rows.served, batch_size=5 * BATCH)
    Location.objects.filter(pk__in=rows.places_gone).delete()
    change_rows(rows.places_changed, PLACE)
    Location.objects.bulk_create(rows.places, batch_size=BATCH)
    Channel.objects.filter(pk__in=rows.channels_gone).delete()
    change_rows(rows.channels_changed, ["value"])
    Channel.objects.bulk_create(rows.channels, batch_size=BATCH)
    OpeningHours.objects.filter(pk__in=rows.hours_gone).delete()
    OpeningHours.objects.bulk_create(rows.hours, batch_size=5 * BATCH)


def _withdraw_what_waited(changed: Iterable[tuple[CareService, Mapping[str, Any]]]) -> None:
    """A list says it anew, so what waited is no longer about what everybody sees. Nothing keeps an address."""
    fields = {
        "phone": RiskyField.CLIENT_PHONE,
        "professional_phone": RiskyField.PROFESSIONAL_PHONE,
        "audiences": RiskyField.AUDIENCES,
        **dict.fromkeys(PLACE, RiskyField.VISIBILITY),
    }
    changed_fields = {(service.pk, fields[key]) for service, values in changed for key in values if key in fields}
    secret = {service.pk for service, values in changed if values.get("visibility") == Visibility.SECRET}
    waiting = ChangeRequest.objects.waiting().filter(service__in={service.pk for service, _ in changed})
    gone = [
        each.pk
        for each in waiting
        if (each.service_id, each.field) in changed_fields or (each.service_id in secret and each.tells_where)
    ]
    ChangeRequest.objects.filter(pk__in=gone).update(
        status=RequestStatus.WITHDRAWN, decided_at=timezone.now(), details={}
    )
