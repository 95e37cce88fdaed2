"""What rows of a list of help are compared with: looked up once for the whole file, whatever its size."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from network.database import one_at_a_time
from network.dutch import NOT_FILLED_IN, NotReadable, long_date
from network.models import Municipality
from network.numbers_of_organisations import read_web_address, same_name_key
from partners.contents import SEVERAL, in_order
from partners.models import CareService, Channel, ChannelKind, Location, Organisation
from partners.models.ways import phone_or_none
from partners.opening_hours import Day
from partners.organisation_columns import read_text
from partners.organisation_resource import Register as Partners
from partners.service_columns import (
    AREA,
    CHANNELS,
    NATIONWIDE,
    ORGANISATION,
    OWN_FIELDS,
    PLACE,
    TOLD_ONLY,
    WEEKDAYS,
    WHOLE_REGION,
    as_words,
)

NUMBERS = {ChannelKind.PHONE, ChannelKind.WHATSAPP}
ADDRESSES = {ChannelKind.CHAT, ChannelKind.WEBSITE}


class Area(NamedTuple):
    """The whole country, or these municipalities by their number."""

    is_nationwide: bool
    municipalities: frozenset[int]


class Known(NamedTuple):
    """What tells an entry from the others."""

    pk: int
    organisation_id: int
    name_key: str
    name: str


class Register:
    """All entries by what tells them apart, and those that rows are about with everything in them."""

    def __init__(self, *, locks: bool) -> None:
        self._locks = locks
        if locks:
            one_at_a_time("bring services in")
        self.partners = Partners(locks=False)
        self.by_pk: dict[int, Known] = {}
        self.by_mark: dict[str, int] = {}  # our own mark, or the identifier of open data
        self.by_name: dict[str, list[Known]] = {}
        found = CareService.objects.order_by("pk").values_list("pk", "short_id", "uuid", "organisation_id", "name")
        for pk, short_id, identifier, organisation_id, name in found:
            known = Known(pk, organisation_id, same_name_key(name), name)
            self.by_pk[pk] = known
            self.by_mark |= {short_id: pk, str(identifier): pk}
            self.by_name.setdefault(known.name_key, []).append(known)
        self.short_ids = {mark for mark in self.by_mark if "-" not in mark}
        self.services: dict[int, CareService] = {}
        self._held: dict[int, dict[str, Any]] = {}

    @cached_property
    def by_phone(self) -> dict[str, list[Known]]:
        """Numbers for clients, as they are shown."""
        found: dict[str, list[Known]] = {}
        kind, for_professionals = CHANNELS["phone"]
        of_clients = Channel.objects.filter(kind=kind, for_professionals=for_professionals).order_by("service")
        for service_id, number in of_clients.values_list("service", "value"):
            found.setdefault(as_read(kind, number), []).append(self.by_pk[service_id])
        return found

    def fetch(self, wanted: Collection[int]) -> None:
        """Everything that these entries hold, in a handful of queries."""
        entries = CareService.objects.filter(pk__in=wanted)
        entries = entries.select_for_update() if self._locks else entries
        related = ("channels__opening_hours", "channels__exceptions", "locations", "municipalities")
        self.services = {service.pk: service for service in entries.order_by("pk").prefetch_related(*related)}

    def partner(self, text: str) -> Organisation:
        return self.partners.partner(text)

    @cached_property
    def region(self) -> frozenset[int]:
        return frozenset(Municipality.objects.to_choose_from().values_list("pk", flat=True))

    def area(self, names: Iterable[str]) -> Area:
        """Raises NotReadable for a name that stands for nothing."""
        is_nationwide = False
        found: set[int] = set()
        for name in names:
            if name.casefold() == NATIONWIDE:
                is_nationwide = True
            elif name.casefold() in {WHOLE_REGION, "de hele regio"}:
                found |= self.region
            else:
                found.add(self.partners.municipality(name))
        return Area(is_nationwide, frozenset(found))

    def held(self, pk: int) -> dict[str, Any]:
        if pk not in self._held:
            self._held[pk] = values_of(self.services[pk])
        return self._held[pk]

    def title(self, known: Known) -> str:
        return f"{known.name}, {self.partners.by_number[known.organisation_id]}"

    def in_words(self, key: str, value: Any) -> str:
        """A value as people read it."""
        if isinstance(value, Day):
            return value.text
        if isinstance(value, Area):
            return self._area_in_words(value)
        if value in (None, "", ()):
            return NOT_FILLED_IN
        if isinstance(value, bool):
            return "ja" if value else "nee"
        if isinstance(value, date):
            return long_date(value)
        if key == ORGANISATION:
            return str(self.partners.by_number[value])
        return as_words(key, value)

    def _area_in_words(self, area: Area) -> str:
        names = [self.partners.municipality_names[pk] for pk in area.municipalities]
        towns = [WHOLE_REGION] if area.municipalities and area.municipalities == self.region else sorted(names)
        return ", ".join([NATIONWIDE] * area.is_nationwide + towns) or NOT_FILLED_IN


def values_of(service: CareService) -> dict[str, Any]:
    """What an entry holds, column by column; its channels, places and municipalities are fetched before."""
    values: dict[str, Any] = {key: getattr(service, key) for key in (*OWN_FIELDS, *TOLD_ONLY)}
    values |= {key: in_order(key, values[key]) for key in SEVERAL}
    values[ORGANISATION] = service.organisation_id
    values[AREA] = Area(service.is_nationwide, frozenset(each.pk for each in service.municipalities.all()))
    channels = list(service.channels.all())
    for key, (kind, for_professionals) in CHANNELS.items():
        same = [each for each in channels if (each.kind, each.for_professionals) == (kind, for_professionals)]
        values[key] = tuple(as_read(kind, each.value) for each in same)
    with_hours = service.channel_with_hours
    week = with_hours.week if with_hours else {}
    values |= {key: week.get(weekday, Day()) for key, weekday in WEEKDAYS.items()}
    place = service.location or Location(visibility="")
    return values | {key: getattr(place, key) for key in PLACE}


def as_read(kind: str, value: str) -> str:
    """However it was typed: 024-1234567 and 024 123 45 67 are one number, and an address has one way to be written."""
    if kind in NUMBERS:
        phone = phone_or_none(value)
        return phone.display if phone else value
    try:
        return read_web_address(value) if kind in ADDRESSES else value
    except NotReadable:
        return value


def is_same(held: Any, value: Any) -> bool:
    """Also when what we hold has blanks that no list keeps."""
    return bool(held == value or (isinstance(held, str) and isinstance(value, str) and read_text(held) == value))
