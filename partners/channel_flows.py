"""What changes in the ways to reach an entry: check, change, and leave a reason in the history.

A number of a published entry waits for the coordinator, also a number that goes away: until then everybody sees the
old one. A channel whose first number still waits is there for its editors only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from network.history import because
from network.models import Person
from partners.completeness import tells_an_address, tells_where
from partners.flows import ask_for_new_number, goes_online_at_once, touch, withdraw_change
from partners.models import CareService, ChangeRequest, Channel, HoursException, RiskyField
from partners.models.ways import NUMBERS
from partners.opening_hours import OtherDays, Week, Weekday
from partners.side_by_side import ChangedMeanwhileError, Plain, plain

HOURS_ON = {weekday: f"openingstijden op {weekday.label}" for weekday in Weekday}


class LastNumberError(Exception):
    """Acute help that is published keeps a number for whoever it is for."""


@dataclass(frozen=True)
class SavedChannel:
    """The channel as it is by now, and its number that waits, if one does."""

    channel: Channel
    waiting: ChangeRequest | None = None

    @property
    def in_words(self) -> str:
        if self.waiting is None:
            return "Opgeslagen."
        now = f"Tot dan ziet iedereen {self.channel.value}." if self.channel.value else "Tot dan ziet niemand het."
        return f"Opgeslagen. Het nummer {self.waiting.new_text} wacht op de regiocoördinator. {now}"


def values_of(channel: Channel) -> dict[str, Any]:
    """What somebody may change of a channel, as it is stored."""
    hours = {HOURS_ON[weekday]: day for weekday, day in channel.week.items()}
    return {"value": channel.value, "note": channel.note, **hours}


def waiting_for(channel: Channel) -> ChangeRequest | None:
    """The new number of this channel that waits for the coordinator."""
    if channel.kind not in NUMBERS:
        return None
    waiting = channel.service.change_requests.waiting()
    return waiting.filter(field=_field_of(channel), channel=_in_requests(channel)).first()


@transaction.atomic
def add_channel(
    service: CareService, *, kind: str, value: str, note: str, for_professionals: bool, week: Week, by: Person
) -> SavedChannel:
    """A new way to reach an entry; its number may have to wait, its hours are kept."""
    locked = _locked(service)
    if _gives_away(locked, value if kind in NUMBERS else "", note):
        raise ChangedMeanwhileError(locked)
    waits = kind in NUMBERS and not goes_online_at_once(locked, by)
    with because("Kanaal toegevoegd", by=by):
        channel = Channel.objects.create(
            service=locked,
            kind=kind,
            value="" if waits else value,
            note=note,
            for_professionals=for_professionals,
            position=_last_position(locked) + 1,
        )
        channel.store_week(week)
        touch(locked)
    return SavedChannel(channel, _ask(locked, channel, value, by=by) if waits else None)


@transaction.atomic
def change_channel(
    channel: Channel, *, seen: Mapping[str, Plain], value: str, note: str, week: Week, by: Person
) -> SavedChannel:
    """Save one channel. `seen` is what this person began with, so that two people never write over each other."""
    service = _locked(channel.service)
    channel = Channel.objects.select_related("service").get(pk=channel.pk)
    if any(plain(stored) != seen.get(name, plain(stored)) for name, stored in values_of(channel).items()):
        raise ChangedMeanwhileError(channel)
    is_new_number = channel.kind in NUMBERS and value != channel.value
    if _gives_away(service, value if is_new_number else "", note):
        raise ChangedMeanwhileError(channel)
    waits = is_new_number and not goes_online_at_once(service, by)
    with because("Kanaal gewijzigd", by=by):
        channel.note = note
        if not waits and value != channel.value:
            _take_back(channel, by=by)
            channel.value = value
        channel.save(update_fields=["note", "value"])
        channel.store_week(week)
        touch(service)
    return SavedChannel(channel, _ask(service, channel, value, by=by) if waits else None)


@transaction.atomic
def remove_channel(channel: Channel, *, by: Person) -> ChangeRequest | None:
    """Take away a way to reach an entry. A number that everybody sees goes when the coordinator agrees."""
    service = _locked(channel.service)
    if is_last_number(channel):
        raise LastNumberError
    if channel.kind in NUMBERS and channel.value and not goes_online_at_once(service, by):
        return _ask(service, channel, "", by=by)
    with because("Kanaal verwijderd", by=by):
        _take_back(channel, by=by)
        channel.delete()
        touch(service)
    return None


def is_last_number(channel: Channel) -> bool:
    """Whether acute help would be online without a number when this one goes."""
    service = channel.service
    if not (service.is_acute and service.is_live and channel.value):
        return False
    number = service.phone(for_professionals=channel.for_professionals)
    others = service.channels.filter(kind=channel.kind, for_professionals=channel.for_professionals).exclude(value="")
    return number == channel and not others.exclude(pk=channel.pk).exists()


@transaction.atomic
def add_other_days(channel: Channel, *, other: OtherDays, by: Person) -> list[HoursException]:
    """Days with hours of their own; two blocks are two rows."""
    service = _locked(channel.service)
    if _gives_away(service, "", other.note):
        raise ChangedMeanwhileError(service)
    with because("Afwijkende tijden toegevoegd", by=by):
        rows = [
            HoursException.objects.create(
                channel=channel,
                first_day=other.first,
                last_day=other.last,
                kind=other.day.kind,
                opens_at=opens,
                closes_at=closes,
                note=other.note,
            )
            for opens, closes in other.day.times
        ]
        touch(service)
    return rows


@transaction.atomic
def remove_other_days(exception: HoursException, *, by: Person) -> None:
    """All blocks of these days."""
    service = _locked(exception.channel.service)
    with because("Afwijkende tijden verwijderd", by=by):
        exception.channel.exceptions.filter(first_day=exception.first_day, last_day=exception.last_day).delete()
        touch(service)


# --- parts of the above -------------------------------------------------------------------------------------------


def _locked(service: CareService) -> CareService:
    return CareService.objects.select_for_update().get(pk=service.pk)


def _gives_away(service: CareService, number: str, note: str) -> bool:
    """The form looked at this too, before the entry was locked: meanwhile its place may have become secret."""
    return service.has_secret_place and (tells_where(number) or tells_an_address(note))


def _last_position(service: CareService) -> int:
    return max(service.channels.values_list("position", flat=True), default=0)


def _field_of(channel: Channel) -> RiskyField:
    return RiskyField.PROFESSIONAL_PHONE if channel.for_professionals else RiskyField.CLIENT_PHONE


def _in_requests(channel: Channel) -> Channel | None:
    """The first number of its kind is asked for without its channel, as from the form of the whole entry."""
    return None if channel.service.phone(for_professionals=channel.for_professionals) == channel else channel


def _ask(service: CareService, channel: Channel, number: str, *, by: Person) -> ChangeRequest:
    return ask_for_new_number(service, field=_field_of(channel), number=number, channel=_in_requests(channel), by=by)


def _take_back(channel: Channel, *, by: Person) -> None:
    """What waits for this number makes way for what is decided at once."""
    if change := waiting_for(channel):
        withdraw_change(change, by=by)
