"""How to reach an entry: phones, web address, mail address, and the places where it is, virtual ones included.

Only what visitors see. Of a secret place nothing is told here at all: the attribute «place» says that there is one.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.encoding import iri_to_uri

from partners.hsds.ids import Json, id_of, told
from partners.hsds.schedules import schedules_of
from partners.models import Accessibility, CareService, Channel, ChannelKind, Location, Visibility

# Numbers and mail addresses hang on the entry itself; a chat or a website is a place too, where one can go.
PLACES_ONLINE = (ChannelKind.CHAT, ChannelKind.WEBSITE)
_PHONE_TYPES = {ChannelKind.PHONE: "voice", ChannelKind.WHATSAPP: "text"}


class AtPlace(NamedTuple):
    """Where an entry is, or where one can go online, by its number and that of the entry."""

    is_online: bool
    pk: int
    service_pk: int

    @property
    def id(self) -> str:
        return id_of("service_at_location", f"{'channel' if self.is_online else 'place'}:{self.pk}")


_is_web_address = URLValidator(schemes=["http", "https"])
_URI = re.compile(r"https?://(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")


def phones_of(service: CareService) -> list[Json]:
    return [_phone(service, channel) for channel in service.channels.all() if channel.kind in _PHONE_TYPES]


def web_address_of(service: CareService) -> str | None:
    return next(filter(None, (uri_of(channel) for channel in _of_kind(service, ChannelKind.WEBSITE))), None)


def mail_address_of(service: CareService) -> str | None:
    mails = [channel.value for channel in _of_kind(service, ChannelKind.EMAIL) if _is_mail_address(channel.value)]
    return mails[0] if mails else None


def service_at_locations_of(service: CareService, day: date) -> list[Json]:
    shown = [place for place in service.locations.all() if place.visibility != Visibility.SECRET]
    return [
        *(_at_place(service, place) for place in shown),
        *(_at_place_online(service, channel, day) for channel in _of_kind(service, *PLACES_ONLINE)),
    ]


def place_in_list(place: Json) -> Json:
    """What is one of a kind of it, as the standard has it in a list."""
    shown = {name: value for name, value in place["location"].items() if name not in {"addresses", "accessibility"}}
    return {"location": shown, **{name: place[name] for name in ("id", "description") if name in place}}


def uri_of(channel: Channel) -> str | None:
    """The address of a page, in letters that every program reads; None for what is no such address."""
    try:
        _is_web_address(channel.value)
    except ValidationError:
        return None
    uri = iri_to_uri(channel.value)
    return uri if _URI.fullmatch(uri) else None


# --- parts of the above ---------------------------------------------------------------------------------------


def _of_kind(service: CareService, *kinds: ChannelKind) -> Iterable[Channel]:
    return [channel for channel in service.channels.all() if channel.kind in kinds]


def _at_place(service: CareService, place: Location) -> Json:
    location_id = id_of("location", f"place:{place.pk}")
    is_place_only = place.visibility == Visibility.PLACE_ONLY
    return {
        "id": AtPlace(False, place.pk, service.pk).id,
        "service_id": str(service.uuid),
        "location_id": location_id,
        "location": told(
            id=location_id,
            location_type="physical",
            name=place.place,
            description="Alleen de plaats is openbaar, het adres niet." if is_place_only else None,
            addresses=_addresses(place),
            accessibility=_accessibility(service, place),
        ),
    }


def _at_place_online(service: CareService, channel: Channel, day: date) -> Json:
    location_id, url = id_of("location", f"channel:{channel.pk}"), uri_of(channel)
    return told(
        id=AtPlace(True, channel.pk, service.pk).id,
        service_id=str(service.uuid),
        location_id=location_id,
        description=channel.note,
        schedules=schedules_of(service, channel, day),
        location=told(
            id=location_id,
            location_type="virtual",
            name=channel.get_kind_display(),
            url=url,
            description=None if url else channel.value,
        ),
    )


def _phone(service: CareService, channel: Channel) -> Json:
    number = channel.phone
    notes = [channel.note, "betaald nummer" if number and number.is_paid else ""]
    if channel.kind == ChannelKind.WHATSAPP:
        notes.insert(0, channel.get_kind_display())
    return told(
        id=id_of("phone", channel.pk),
        service_id=str(service.uuid),
        number=number.display if number else channel.value,
        type=_PHONE_TYPES[ChannelKind(channel.kind)],
        description=", ".join(note for note in notes if note),
    )


def _addresses(place: Location) -> list[Json]:
    """The standard wants a street, so of an entry that tells only its place there is no address."""
    if place.visibility != Visibility.PUBLIC or not place.street or not place.place:
        return []
    address = {
        "id": id_of("address", place.pk),
        "address_1": place.street,
        "city": place.place,
        "state_province": "",  # obliged, and no part of a Dutch address
        "postal_code": place.postcode,
        "country": "NL",
        "address_type": "physical",
    }
    return [address]


def _accessibility(service: CareService, place: Location) -> list[Json]:
    return [
        {"id": id_of("accessibility", f"{place.pk}:{word}"), "description": Accessibility(word).label}
        for word in service.accessibility
        if word in Accessibility.values
    ]


def _is_mail_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return text.isascii()
